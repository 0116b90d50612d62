"""What speaks for and against a candidate: named, structural facts; their weights stand in a readable table.

The only words among them are single cue lemmas and function words: nothing here can carry a text or a name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from quotedesk.attribution.candidates import Candidate
from quotedesk.attribution.cues import Cues
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.names import Names
from quotedesk.attribution.narration import Narration, begins_like_a_sentence, ends_like_a_sentence
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.attribution.proposals import Proposal
from quotedesk.attribution.weights import Facts

Row = tuple[Facts, ...]
DIRECT = "first rule, direct"
_NEAR_AGENT = 8
_KEPT = 4_000
_STEPS = (0, 1, 2, 4, 8, 16, 32)
_NAMES = tuple(str(next(top for top in _STEPS if count <= top)) for count in range(_STEPS[-1] + 1))


@dataclass(frozen=True, slots=True)
class Suggested:
    """A rule's proposal with the mention behind it, its own or that of the quote it leans on."""

    proposal: Proposal
    mention: Mention

    @property
    def last(self) -> int:
        """The head of the mention."""
        return self.mention.last


@dataclass(frozen=True, slots=True)
class Asked:
    """A quote for which a speaker is sought.

    `first` and `last` are the items of its first and last parts, `suggested` what the rules say (the best first),
    `before` and `after` the heads (items) of the mentions that the quotes around it were given to.
    """

    first: int
    last: int
    suggested: Sequence[Suggested]
    before: int | None
    after: int | None


def step(count: int) -> str:
    """A count as one of a few sizes: 0, 1, 2, up to 4, 8, 16, 32, or more."""
    return _NAMES[max(count, 0)] if count < len(_NAMES) else "more"


class Features:
    """Reads the features of candidates off one narration."""

    def __init__(self, narration: Narration, names: Names, cues: Cues, lexicon: Lexicon) -> None:
        self.narration = narration
        self.cues = cues
        self.items = narration.items
        self.names = names
        self.lexicon = lexicon
        self._own: dict[int, Facts] = {}

    def of_quote(self, asked: Asked) -> tuple[str, str, str]:
        """What is true of the quote itself: it only matters together with a candidate."""
        item = self.items[asked.first]
        words = len(item.text.split())
        length = "short" if words <= 3 else "middle" if words <= 8 else "long"
        opens = asked.first == self.narration.paragraph(self.narration.paragraph_of[asked.first]).start
        end = self.items[asked.last].text
        closed = "closed" if ends_like_a_sentence(end) else "comma" if end.rstrip()[-1:] == "," else "open"
        shape = f"{'whole' if begins_like_a_sentence(item.text) else 'part'} {closed}"
        return length, shape, "opens paragraph" if opens else "inside paragraph"

    def of(self, asked: Asked, candidate: Candidate, quote: tuple[str, str, str]) -> Row:
        """The names of the features that are true of a candidate for a quote."""
        place = self._place(asked, candidate)
        own = self._own_features(candidate)
        cue = candidate.cue_for(asked.first, asked.last)
        return (
            _at(place, own[0], *quote),
            own,
            self._rules(asked, candidate, place, cue),
            self._cue(asked, candidate, place, cue, quote[1]),
            self._between(asked, candidate, place),
            self._same(asked, candidate),
        )

    def _place(self, asked: Asked, candidate: Candidate) -> str:
        at = candidate.mention.last
        n = asked.first if at < asked.first else asked.last
        paragraphs, sentences = self.narration.paragraph_of, self.narration.sentence_of
        side = "before" if at < n else "after"
        return _place(side, abs(paragraphs[at] - paragraphs[n]), min(abs(sentences[at] - sentences[n]), 2))

    def _own_features(self, candidate: Candidate) -> Facts:
        """What is true of the candidate whatever the quote: its form, what stands behind and before it, and more."""
        mention = candidate.mention
        if mention.last not in self._own:
            self._own[mention.last] = tuple(self._read_own(mention))
        return self._own[mention.last]

    def _read_own(self, mention: Mention) -> list[str]:
        items = self.items
        low = items[mention.last].low
        form = low if mention.form is Form.PRONOUN else mention.form.value
        out = [form]
        after = items[mention.last + 1] if mention.last + 1 < len(items) else None
        if after is None or not self.narration.in_one_sentence(mention.last, mention.last + 1):
            out.append("then end")
        elif after.quote >= 0:
            out.append("then quote")
        elif after.possessive and after.glued:
            out.append("then possessive")
        elif self.cues.is_cue(mention.last + 1):
            out.append(f"then cue ({self._kind(after.low)})")
        elif after.function or not after.is_word:
            out.append(f"then {after.low}")
        elif after.low in self.lexicon.spoken_nouns or after.low in self.lexicon.written_nouns:
            out.append("then noun of words")
        else:
            out.append("then word")
        if mention.form is Form.NOMINAL and not (low in self.lexicon.people or low in self.lexicon.body_nouns):
            out.append("unknown head")
        before = items[mention.phrase_first - 1] if mention.phrase_first else None
        if before is None or not self.narration.in_one_sentence(mention.phrase_first - 1, mention.last):
            out.append("after start")
        elif before.quote >= 0:
            out.append("after quote")
        elif before.cue:
            out.append(f"after cue {before.cue}")
        elif before.function or not before.is_word:
            out.append(f"after {before.low}")
        else:
            out.append("after word")
        named = self.names.at(mention.last)
        if mention.form is Form.NAME and self._is_modifier(mention.last):
            out.append("modifies a noun")
        if named is None and mention.form is Form.NAME:
            out.append("capitals that name nobody")
        if named is not None:
            out.append(f"named {named.type.value}")
            out.append(f"named times {step(len(named.places))}")
        return out

    def _kind(self, word: str) -> str:
        """What kind of verb a cue is."""
        return "say" if word in self.lexicon.say else "judge" if word in self.lexicon.judge else "think"

    def _is_modifier(self, n: int) -> bool:
        """Whether a capitalised word is no more than the adjective of the noun behind it: "Western officials"."""
        after = self.items[n + 1] if n + 1 < len(self.items) else None
        if after is None or not after.is_word or after.capital or after.function:
            return False
        return self.lexicon.is_demonym(self.items[n].low) or not (self.cues.is_cue(n + 1) or after.low.endswith("s"))

    def _cue(self, asked: Asked, candidate: Candidate, place: str, cue: int | None, shape: str) -> Facts:
        """What the cue tells whose subject the candidate is, the nearest to the quote."""
        if cue is None:
            return _without_cue(place, shape) + self._agent(candidate, place)
        item = self.items[cue]
        lemma, kind = item.cue, self._kind(item.low)
        side = "before" if cue < asked.first else "after"
        between = range(cue + 1, asked.first) if cue < asked.first else range(asked.last + 1, cue)
        others = len(self.cues.among(between))
        form = "ing" if item.low.endswith("ing") else "finite"
        out = [
            f"subject of cue ({kind})",
            f"cue {lemma}",
            f"cue form {form}",
            f"subject of cue, words apart {step(abs(cue - candidate.mention.last) - 1)}",
            f"at {place}, subject of cue ({kind})",
            f"at {place}, subject of cue, quote {shape}",
            f"cue {side}, words {step(len(between))}, {place}",
            f"cue {side}, other cues between {min(others, 2)}, {place}",
        ]
        if self._right_at(asked, candidate, cue):
            out.append(f"cue {form} right {side}, its subject {step(cue - candidate.mention.last - 1)} words off")
        if self.cues.is_passive(cue):
            out.append("passive cue")
        first = candidate.mention.phrase_first
        if first and self.items[first - 1].low == "that":
            out += [f"in a clause behind that, subject of cue ({kind})", f"in a clause behind that, quote {shape}"]
        if cue and self.items[cue - 1].relative and candidate.mention.last < cue:
            out += [
                "subject through who or which",
                f"subject through who or which, other cues between {min(others, 2)}",
            ]
        if len(between) < 8 and not self.narration.quotes_among(between.start, between.stop):
            out.append(f"near cue {lemma}, {side}")
            if side == "before" and all(
                self.items[n].low in self.lexicon.bridges or self.items[n].adverb for n in between
            ):
                out.append(f"nothing between cue and quote ({kind})")
        return tuple(out)

    def _right_at(self, asked: Asked, candidate: Candidate, cue: int) -> bool:
        """Whether nothing parts the quote from a cue of its sentence before it, or from a clause right behind it."""
        items = self.items
        if cue > asked.last:
            return not any(items[n].is_word for n in range(asked.last + 1, min(cue, candidate.mention.phrase_first)))
        if not self.narration.in_one_sentence(cue, asked.first):
            return False
        between = range(self.cues.span(cue)[1] + 1, asked.first)
        return all(items[n].low in self.lexicon.bridges or items[n].adverb for n in between)

    def _agent(self, candidate: Candidate, place: str) -> Facts:
        """Whether the candidate is the agent of a cue in the passive: "seen by officials as a “lifeboat”"."""
        by = candidate.mention.phrase_first - 1
        if by < 1 or self.items[by].low != "by":
            return ()
        cues = self.cues.among(range(self.narration.sentence_at(by).start, by))
        if not cues or by - cues[-1] > _NEAR_AGENT or self.items[cues[-1]].low.endswith("ing"):
            return ("behind by, no cue",)
        return f"agent of cue ({self._kind(self.items[cues[-1]].low)})", f"agent of cue, {place}"

    def _rules(self, asked: Asked, candidate: Candidate, place: str, cue: int | None) -> Facts:
        out: list[str] = []
        mention = candidate.mention
        for rank, suggested in enumerate(asked.suggested):
            if not mention.first <= suggested.last <= mention.last:
                continue
            proposal = suggested.proposal
            name = proposal.rule + (", direct" if proposal.direct else "")
            out.append(f"rule {name}")
            if rank == 0:
                out += ["first rule", f"first rule {name}"]
                if proposal.direct:
                    out.append(DIRECT)
                if proposal.cue is not None:
                    out.append(f"first rule, cue {self.items[proposal.cue[0]].cue}")
                if mention.form is not Form.NAME:
                    out.append(f"first rule {name}, {mention.form.value}")
            elif rank == 1:
                out.append(f"second rule {name}")
        if not out:
            if not asked.suggested:
                return ("no rule",)
            kind = "no cue" if cue is None else self._kind(self.items[cue].low)
            return _against(asked.suggested[0].proposal.rule, place, kind)
        return tuple(out)

    def _between(self, asked: Asked, candidate: Candidate, place: str) -> Facts:
        mention = candidate.mention
        if mention.last < asked.first:
            between = range(mention.last + 1, asked.first)
            side = "before"
        else:
            between = range(asked.last + 1, mention.phrase_first)
            side = "after"
        known = self._before_quote(asked) if side == "before" else ""
        colon = side == "before" and bool(between) and self.items[between[-1]].text == ":"
        quotes = len(self.narration.quotes_among(between.start, between.stop))
        return _between(side, step(len(between)), min(quotes, 2), place, known, colon)

    def _before_quote(self, asked: Asked) -> str:
        """What stands before the quote in its sentence: a sign, a function word, or any word."""
        last = self.items[asked.first - 1] if asked.first else None
        if last is None or last.quote >= 0 or not self.narration.in_one_sentence(asked.first - 1, asked.first):
            return ""
        return last.low if last.function or not last.is_word else "word"

    def _same(self, asked: Asked, candidate: Candidate) -> Facts:
        out = []
        own = self.names.at(candidate.mention.last)
        for which, at in (("before", asked.before), ("after", asked.after)):
            if at is None:
                continue
            if candidate.mention.first <= at <= candidate.mention.last:
                out.append(f"spoke in the quote {which}")
            elif own is not None and self.names.at(at) is own:
                out.append(f"named for the quote {which}")
        return tuple(out)


# Names that many candidates share are put together once.


@cache
def _place(side: str, paragraphs: int, sentences: int) -> str:
    if sentences == 0:
        return f"{side} in sentence"
    if paragraphs == 0:
        return f"{side}, {'next' if sentences == 1 else 'further'} sentence"
    return f"{side}, {paragraphs} paragraphs"


@cache
def _at(place: str, form: str, *quote: str) -> Facts:
    return f"at {place}", f"at {place}, {form}", *(f"at {place}, quote {told}" for told in quote)


@cache
def _without_cue(place: str, shape: str) -> Facts:
    return "no cue", f"at {place}, no cue", f"at {place}, no cue, quote {shape}"


@cache
def _against(rule: str, place: str, kind: str) -> Facts:
    return "no rule", f"against {rule}", f"against {rule}, {place}", f"against {rule}, {place}, {kind}"


@lru_cache(_KEPT)
def _between(side: str, words: str, quotes: int, place: str, known: str, colon: bool) -> Facts:
    out = [f"{side}, words between {words}", f"quotes between {quotes}, {place}"]
    out += [f"colon, {place}"] if colon else []
    out += [f"quote after {known}, {place}"] if known else []
    return tuple(out)
