"""What speaks for and against a candidate: named, structural facts; their weights stand in a readable table.

The only words among them are single cue lemmas and function words: nothing here can carry a text or a name.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from quotedesk.attribution import facts
from quotedesk.attribution.candidates import Candidate
from quotedesk.attribution.cues import Cues
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.names import Named, Names
from quotedesk.attribution.narration import Narration, begins_like_a_sentence, ends_like_a_sentence
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.attribution.proposals import Proposal
from quotedesk.attribution.weights import Facts
from quotedesk.record import record

Row = tuple[Facts, ...]
_NEAR_AGENT = 8
_SHORT, _MIDDLE = 3, 8
_STEPS = (0, 1, 2, 4, 8, 16, 32)
_NAMES = tuple(str(next(top for top in _STEPS if count <= top)) for count in range(_STEPS[-1] + 1))


@record(frozen=True, slots=True)
class Suggested:
    """A rule's proposal with the mention behind it, its own or that of the quote it leans on."""

    proposal: Proposal
    mention: Mention


@record(frozen=True, slots=True)
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
    return "more" if count >= len(_NAMES) else _NAMES[count] if count > 0 else "0"


class Features:
    """Reads the features of candidates off one narration."""

    def __init__(self, narration: Narration, names: Names, cues: Cues, lexicon: Lexicon) -> None:
        self.narration = narration
        self.cues = cues
        self.items = narration.items
        self.names = names
        self.lexicon = lexicon
        self.quoted = list(narration.quoted)
        self._own: dict[int, tuple[Facts, Named | None]] = {}

    def of(self, asked: Asked, found: Iterable[Candidate]) -> list[Row]:
        """The names of the features that are true of each candidate for a quote."""
        return [*map(_OfQuote(self, asked).row, found)]

    def own(self, mention: Mention) -> tuple[Facts, Named | None]:
        """What is true of the candidate whatever the quote, and whom it names."""
        own = self._own.get(mention.last)
        if own is None:
            own = self._own[mention.last] = self._read_own(mention)
        return own

    def _read_own(self, mention: Mention) -> tuple[Facts, Named | None]:
        low = self.items[mention.last].low
        unknown = mention.form is Form.NOMINAL and not (low in self.lexicon.people or low in self.lexicon.body_nouns)
        named = self.names.at(mention.last)
        name = mention.form is Form.NAME
        own = facts.own(
            low if mention.form is Form.PRONOUN else mention.form,
            self._then(mention.last),
            unknown,
            self._after(mention.phrase_first - 1, mention.last),
            name and self._is_modifier(mention.last),
            name and named is None,
            "" if named is None else named.type,
            "" if named is None else step(len(named.places)),
        )
        return own, named

    def _then(self, last: int) -> str:
        """What follows a mention in its sentence."""
        after = self.items[last + 1] if last + 1 < len(self.items) else None
        if after is None or not self.narration.in_one_sentence(last, last + 1):
            return "end"
        if after.quote >= 0:
            return "quote"
        if after.possessive and after.glued:
            return "possessive"
        if self.cues.is_cue(last + 1):
            return f"cue ({self.kind(after.low)})"
        if after.function or not after.is_word:
            return after.low
        noun = after.low in self.lexicon.spoken_nouns or after.low in self.lexicon.written_nouns
        return "noun of words" if noun else "word"

    def _after(self, n: int, last: int) -> str:
        """What stands at item `n` before a mention in its sentence."""
        before = self.items[n] if n >= 0 else None
        if before is None or not self.narration.in_one_sentence(n, last):
            return "start"
        if before.quote >= 0:
            return "quote"
        if before.cue:
            return f"cue {before.cue}"
        return before.low if before.function or not before.is_word else "word"

    def kind(self, word: str) -> str:
        """What kind of verb a cue is."""
        return "say" if word in self.lexicon.say else "judge" if word in self.lexicon.judge else "think"

    def _is_modifier(self, n: int) -> bool:
        """Whether a capitalised word is no more than the adjective of the noun behind it: "Western officials"."""
        after = self.items[n + 1] if n + 1 < len(self.items) else None
        if after is None or not after.is_word or after.capital or after.function:
            return False
        return self.lexicon.is_demonym(self.items[n].low) or not (self.cues.is_cue(n + 1) or after.low.endswith("s"))


class _OfQuote:
    """Reads the features of the candidates for one quote, with what is the same for all of them."""

    def __init__(self, features: Features, asked: Asked) -> None:
        self.features = features
        self.narration = features.narration
        self.items = features.items
        self.cues = features.cues
        self.asked = asked
        self.quote = self._quote()
        self.shape = self.quote[1]
        self.sign = self._sign()
        self.colon = asked.first > 0 and self.items[asked.first - 1].text == ":"
        self.quotes = bisect_left(features.quoted, asked.first), bisect_left(features.quoted, asked.last + 1)
        self.suggested = [(rank, by.mention.last, by.proposal) for rank, by in enumerate(asked.suggested)]
        self.beside = [
            (which, at, features.names.at(at))
            for which, at in (("before", asked.before), ("after", asked.after))
            if at is not None
        ]

    def _quote(self) -> tuple[str, str, str]:
        """What is true of the quote itself: it only matters together with a candidate."""
        asked, item = self.asked, self.items[self.asked.first]
        words = len(item.text.split(maxsplit=_MIDDLE))
        length = "short" if words <= _SHORT else "middle" if words <= _MIDDLE else "long"
        opens = asked.first == self.narration.paragraph(self.narration.paragraph_of[asked.first]).start
        end = self.items[asked.last].text
        closed = "closed" if ends_like_a_sentence(end) else "comma" if end.rstrip()[-1:] == "," else "open"
        shape = f"{'whole' if begins_like_a_sentence(item.text) else 'part'} {closed}"
        return length, shape, "opens paragraph" if opens else "inside paragraph"

    def _sign(self) -> str:
        """What stands before the quote in its sentence: a sign, a function word, or any word."""
        first = self.asked.first
        last = self.items[first - 1] if first else None
        if last is None or last.quote >= 0 or not self.narration.in_one_sentence(first - 1, first):
            return ""
        return last.low if last.function or not last.is_word else "word"

    def row(self, candidate: Candidate) -> Row:
        """The names of the features that are true of a candidate."""
        place = self._place(candidate.mention.last)
        cue = candidate.cue_for(self.asked.first, self.asked.last)
        kind = "no cue" if cue is None else self.features.kind(self.items[cue].low)
        own, named = self.features.own(candidate.mention)
        return (
            facts.at(place, own.names[0], *self.quote),
            own,
            self._between(candidate.mention, place),
            *self._rules(candidate.mention, place, kind),
            *(self._without_cue(candidate, place) if cue is None else self._cue(candidate.mention, place, cue, kind)),
            *self._same(candidate.mention, named),
        )

    def _place(self, at: int) -> str:
        n = self.asked.first if at < self.asked.first else self.asked.last
        paragraphs, sentences = self.narration.paragraph_of, self.narration.sentence_of
        return facts.place(at < n, abs(paragraphs[at] - paragraphs[n]), abs(sentences[at] - sentences[n]))

    def _cue(self, mention: Mention, place: str, cue: int, kind: str) -> Iterator[Facts]:
        """What the cue tells whose subject the candidate is, the nearest to the quote."""
        first, last, items = self.asked.first, self.asked.last, self.items
        side, between = ("before", range(cue + 1, first)) if cue < first else ("after", range(last + 1, cue))
        others = min(len(self.cues.among(between)), 2)
        lemma, form = items[cue].cue, "ing" if items[cue].low.endswith("ing") else "finite"
        yield facts.cue(lemma, kind, form, place, self.shape)
        yield facts.apart(step(abs(cue - mention.last) - 1), side, step(len(between)), others, place)
        if self._right_at(mention, cue):
            yield facts.right(form, side, step(cue - mention.last - 1))
        if self.cues.is_passive(cue):
            yield facts.PASSIVE
        if mention.phrase_first and items[mention.phrase_first - 1].low == "that":
            yield facts.behind_that(kind, self.shape)
        if cue and items[cue - 1].relative and mention.last < cue:
            yield facts.relative(others)
        if len(between) < 8 and not self.narration.quotes_among(between.start, between.stop):
            bridged = side == "before" and all(item.bridge for item in items[cue + 1 : first])
            yield facts.near(lemma, side, kind if bridged else "")

    def _right_at(self, mention: Mention, cue: int) -> bool:
        """Whether nothing parts the quote from a cue of its sentence before it, or from a clause right behind it."""
        first, last = self.asked.first, self.asked.last
        if cue > last:
            return not any(item.is_word for item in self.items[last + 1 : min(cue, mention.phrase_first)])
        if not self.narration.in_one_sentence(cue, first):
            return False
        return all(item.bridge for item in self.items[self.cues.span(cue)[1] + 1 : first])

    def _without_cue(self, candidate: Candidate, place: str) -> Iterator[Facts]:
        """Whether the candidate is the agent of a cue in the passive: "seen by officials as a “lifeboat”"."""
        yield facts.without_cue(place, self.shape)
        by = candidate.mention.phrase_first - 1
        if by < 1 or self.items[by].low != "by":
            return
        cues = self.cues.among(range(self.narration.sentence_at(by).start, by))
        if not cues or by - cues[-1] > _NEAR_AGENT or self.items[cues[-1]].low.endswith("ing"):
            yield facts.BY_ALONE
        else:
            yield facts.agent(self.features.kind(self.items[cues[-1]].low), place)

    def _rules(self, mention: Mention, place: str, kind: str) -> list[Facts]:
        """Which rules propose the candidate, or which one proposes another."""
        found, form = [], mention.form
        for rank, head, proposal in self.suggested:
            if mention.first <= head <= mention.last:
                cue = "" if proposal.cue is None else str(self.items[proposal.cue[0]].cue)
                found.append(facts.rule(rank, proposal.rule, proposal.direct, cue, form))
        return found or [facts.against(self.suggested[0][2].rule, place, kind) if self.suggested else facts.NO_RULE]

    def _between(self, mention: Mention, place: str) -> Facts:
        first, quoted = self.asked.first, self.features.quoted
        if mention.last < first:
            words = first - mention.last - 1
            quotes = self.quotes[0] - bisect_left(quoted, mention.last + 1)
            return facts.between("before", step(words), min(quotes, 2), place, self.sign, self.colon and words > 0)
        quotes = max(0, bisect_left(quoted, mention.phrase_first) - self.quotes[1])
        words = mention.phrase_first - self.asked.last - 1
        return facts.between("after", step(words), min(quotes, 2), place, "", False)

    def _same(self, mention: Mention, named: Named | None) -> list[Facts]:
        """Whether the candidate, or the one whom it names, spoke in the quotes around."""
        out = []
        for which, at, speaker in self.beside:
            if mention.first <= at <= mention.last:
                out.append(facts.spoke(which))
            elif named is not None and named is speaker:
                out.append(facts.named(which))
        return out
