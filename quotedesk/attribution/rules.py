"""From a quote's place in its sentence to the words that name its speaker: patterns of cue, subject and layout.

Each rule gives at most one proposal; `attribute` asks them in the order of `ORDER`, the most telling first. The stages
follow cue, then source, as in Pareti (2015) and O'Keefe et al. (2012), without a parser.
"""

from collections.abc import Callable, Sequence

from quotedesk.attribution.kinds import is_name
from quotedesk.attribution.layouts import Layouts
from quotedesk.attribution.lexicon import POSSESSIVE
from quotedesk.attribution.narration import begins_like_a_sentence, ends_like_a_sentence
from quotedesk.attribution.once import once
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.attribution.proposals import CITED, GOES_ON, LABEL, OWN_WORDS, PASSED_ON, SIGNED, Proposal
from quotedesk.attribution.words import Item

_BEFORE = "speaker and cue before the quote"
_INVERTED = "cue then speaker after the quote"
_BEHIND = "speaker then cue after the quote"
_TAIL = 30
_NEAR = 10
_CITING = frozenset(("saying", "telling", "writing"))
_PAST = frozenset(("had", "has", "have", "telling"))
_NOT_SAID = frozenset(
    ("would", "will", "could", "should", "may", "might", "can", "must", "not", "n't", "n’t", "never", "to", "and")
)
_LISTENERS = frozenset(("to", "me", "us", "him", "her", "them", "you"))
_SEPARATORS = (",", "–", "—", "-", "--", "…", "...")


class Rules(Layouts):
    """The rules over one narration."""

    def after_directly(self, n: int) -> Proposal | None:
        """Cases such as "Q," X said; "Q," said X: the clause right behind the quote."""
        return self._after(n, across=False)

    def after_across(self, n: int) -> Proposal | None:
        """Cases such as "Q." X said, where the quote ends with a full stop of its own."""
        return self._after(n, across=True)

    def _after(self, n: int, across: bool) -> Proposal | None:
        words = self.items[n].text.rstrip("\"'”’ ")
        k = n + 1
        if k >= len(self.items) or self.narration.paragraph_of[k] != self.narration.paragraph_of[n]:
            return None
        starts_sentence = self.narration.sentence_of[k] != self.narration.sentence_of[n]
        if starts_sentence != across:
            return None
        high = min(self.high(k), k + _TAIL)
        comma = words[-1:] in ",?!—–-…" or self.items[k].text in _SEPARATORS
        while k < high and self.items[k].text in _SEPARATORS:
            k += 1
        if k >= high or self.items[k].quote >= 0:
            return None
        limit = next((m for m in self.narration.quotes_among(k, high) if not self._is_nickname(m)), high)
        first = k
        while first < limit and (self.items[first].adverb or self.items[first].low.endswith("ly")):
            first += 1
        finite = first < limit and not self.items[first].low.endswith("ing")
        if finite and self.cues.is_cue(first) and self.items[first].low in self.lexicon.say and not across:
            subject = self._inverted(first, limit)
            if subject:
                return Proposal(_INVERTED, subject, self.cues.span(first), direct=True)
            if not comma:
                return None
        if not comma and not across:
            return None
        for cue in self.cues.among(range(k, limit)):
            subject = self.finder.before(cue, k) or (self.finder.plain(k, cue) if comma else None)
            if subject is None or (subject.phrase_first > k + 8 and subject.form is not Form.NAME):
                continue
            if across and not self._only_clause(cue, limit):
                continue
            cited = self._cited(cue, limit)
            if cited:
                return Proposal(CITED, cited, self.cues.span(cue), direct=True)
            return Proposal(_BEHIND, subject, self.cues.span(cue), direct=True)
        if comma and not across and words[-1:] == ",":
            subject = self.finder.starting_at(k, limit)
            verb = subject.last + 1 if subject else limit
            if (
                subject
                and verb < limit
                and self.items[verb].is_word
                and self.items[verb].low.endswith(("s", "ed", "d", "t"))
            ):
                return Proposal("speaker right after the quote", subject, (verb, verb), direct=True)
        return None

    def _is_nickname(self, n: int) -> bool:
        """Whether the quote at item `n` stands inside a name: Marcia “Cia” Price."""
        name = self.items[n - 1].capital and self.items[n + 1 : n + 2] and self.items[n + 1].capital
        return bool(name) and is_name(self.items[n].text) and self.items[n].text[-1:].isalpha()

    def _inverted(self, cue: int, limit: int) -> Mention | None:
        if self.lexicon.say[self.items[cue].low] in self.lexicon.addressed - {"ask", "warn", "urge"}:
            return None
        first = self.cues.span(cue)[1] + 1
        subject = self.finder.starting_at(first, limit)
        if subject is None and first < limit and self.items[first].determiner:
            last = first + 1
            while last < limit and self.items[last].noun and not self.finder.is_verb(last):
                last += 1
            subject = self.finder.plain(first, last)
        return subject

    def _only_clause(self, cue: int, limit: int) -> bool:
        """Whether the sentence is only an attribution: "X said." or "X said in Boston.", with no words of its own."""
        rest = self.items[cue + 1 : limit]
        if any(item.quote >= 0 or item.low in ("that", ":") for item in rest):
            return False
        ends = limit == len(self.items) or self.items[limit].quote < 0 or self.items[limit - 1].text == "."
        return ends and (limit == len(self.items) or len(rest) <= 12)

    def after_later(self, n: int) -> Proposal | None:
        """A fragment, then the rest of the sentence, then ", X said"."""
        high = self.high(n)
        for cue in reversed(self.cues.among(range(n + 1, high))):
            if self.items[cue].low not in self.lexicon.say or self.items[cue].low.endswith("ing"):
                continue
            if self.narration.quotes_among(cue + 1, high):
                continue
            subject = self.finder.before(cue, n + 1)
            if subject and subject.phrase_first > n + 1 and self.items[subject.phrase_first - 1].text == ",":
                return Proposal("speaker and cue at the sentence's end", subject, self.cues.span(cue))
            if subject is None and cue > n + 2 and self.items[cue - 1].text == ",":
                inverted = self._inverted(cue, high)
                if inverted:
                    return Proposal("speaker and cue at the sentence's end", inverted, self.cues.span(cue))
        return None

    def before_directly(self, n: int) -> Proposal | None:
        """X said: "Q"; X called it "Q": nothing of weight between the cue and the quote."""
        proposal = self._before(n, True)
        return proposal if proposal and proposal.direct else None

    def before(self, n: int) -> Proposal | None:
        """X said that ... "Q": a cue with a subject earlier in the sentence."""
        return self._before(n, False) or self._before(n, True)

    @once
    def _before(self, n: int, weak: bool) -> Proposal | None:
        low = self.sentence_low(n)
        floor = self.narration.behind_quotes(low, n)
        for cue in reversed(self.cues.among(range(floor, n))):
            word = self.items[cue].low
            if not weak and word in self.lexicon.think and word not in self.lexicon.say:
                continue
            if word in _CITING and self.items[cue - 1].low == "as":  # of "quoted Y as saying"
                continue
            cited = self._cited(cue, n)
            subject = cited or self._agent(n, cue)
            if subject is None and not self.cues.is_passive(cue):
                subject = self.subject_of(cue, low)
            if subject is None and floor > low and cue > floor and self._shares_subject(floor, cue):
                return Proposal(
                    "same sentence as the quote before",
                    cue=self.cues.span(cue),
                    like=self.items[floor - 1].quote,
                    direct=True,
                )
            if subject is None:
                continue
            between = self.items[self.cues.span(cue)[1] + 1 : n]
            direct = (
                all(i.bridge for i in between)
                or (len(between) <= 4 and self.lexicon.judge.get(word) is not None)
                or (self._takes_listener(word, between) and self._only_listener(between, n))
            )
            rule = CITED if cited else _BEFORE
            return Proposal(rule, subject, self.cues.span(cue), direct=direct)
        return None

    @once
    def teller(self, proposal: Proposal) -> Mention | None:
        """Who reports the one proposed, "A said that B had called it “Q”": the whole clause of B is what A said."""
        if proposal.rule != _BEFORE or proposal.mention is None or proposal.cue is None:
            return None
        mention, cue = proposal.mention, proposal.cue[0]
        low, first = self.sentence_low(cue), proposal.mention.phrase_first
        if first > cue or any(i.quote >= 0 for i in self.items[low:cue]):
            return None
        between = [i.low for i in self.items[mention.last + 1 : cue]]
        if any(w in _PAST for w in between):
            told = [n for n in self.cues.among(range(low, first)) if self.items[n].low in self.lexicon.say]
            return self.finder.before(told[-1], low) or self.finder.right_before(told[-1], low) if told else None
        says = self.items[cue].low in self.lexicon.say or (
            proposal.direct and self.items[cue].low in self.lexicon.judge
        )
        if not says or mention.form is not Form.NAME or self.items[cue].low.endswith("ing"):
            return None
        if any(w in POSSESSIVE or w in _NOT_SAID for w in between):
            return None
        return self._outer(first, mention, low)

    def _outer(self, first: int, mention: Mention, low: int) -> Mention | None:
        """Who says what begins at item `first`: "A said (that) B", "A told C that B", "according to A, B"."""
        if self.items[low].low == "according" and self.items[first - 1].text == ",":
            source = self.finder.starting_at(low + 2, first)
        else:
            cues = self.cues.among(range(max(low, first - _NEAR), first))
            if not cues or self.items[cues[-1]].low not in self.lexicon.say:
                return None
            joint, beside = self.items[first - 1].low, first - 1 == self.cues.span(cues[-1])[1]
            aimed = beside and self.lexicon.say[self.items[cues[-1]].low] in self.lexicon.addressed
            if aimed or not (beside or joint == "that" or joint in self.lexicon.times):
                return None
            source = self.finder.before(cues[-1], low)
        same = source is None or self.items[source.last].low == self.items[mention.last].low
        return None if same else source

    def _shares_subject(self, first: int, cue: int) -> bool:
        """Whether a verb behind a quote goes on with its subject: "called it "A" and said it was "B"."""
        joints = [i.low for i in self.items[first:cue]]
        return any(w in ("and", "but", ",") for w in joints) or self.items[cue].low.endswith("ing")

    def _only_listener(self, between: list[Item], n: int) -> bool:
        """Whether nothing but who is told stands between "told" and the quote: "told RIA Novosti: ..."."""
        return (
            bool(between)
            and len(between) <= 6
            and (between[-1].text in (":", ",", "that") or begins_like_a_sentence(self.items[n].text))
            and all(
                i.capital or i.low in _LISTENERS or i.low in self.lexicon.bridges or i.person or i.determiner
                for i in between
            )
        )

    def _takes_listener(self, word: str, between: list[Item]) -> bool:
        """Whether the one spoken to may follow the verb: "told me", "said to me"."""
        to = bool(between) and between[0].low == "to"
        return self.lexicon.say.get(word) is not None if to else self.lexicon.say.get(word) in self.lexicon.addressed

    def _cited(self, cue: int, stop: int) -> Mention | None:
        """Whom the subject quotes in turn: "the agency said, citing X"."""
        if self.lexicon.say.get(self.items[cue].low) in ("quote", "cite") and not self._was(cue):
            mention = self.finder.starting_at(cue + 1, stop)
            behind = [i.low for i in self.items[mention.last + 1 : mention.last + 4]] if mention else []
            if mention and behind[:1] == ["as"] and not _CITING.isdisjoint(behind):
                return mention
        for n in range(cue, min(cue + 4, stop)):
            if self.items[n].low in ("citing", "quoting"):
                mention = self.finder.starting_at(n + 1, stop)
                return mention if mention and mention.form is Form.NAME else None
        return None

    def _was(self, cue: int) -> bool:
        """Whether a verb is a passive: "was quoted"."""
        return any(i.low in self.lexicon.to_be for i in self.items[max(0, cue - 2) : cue])

    def _agent(self, n: int, cue: int) -> Mention | None:
        """The passive: "called X by Y"."""
        judged = self.items[cue].low in self.lexicon.judge and self.cues.is_passive(cue)
        if judged and self.items[cue + 1].low == "by" and self.items[n - 1].low == "as":
            return self.finder.starting_at(cue + 2, n)
        if self.cues.is_passive(cue) and n + 1 < len(self.items) and self.items[n + 1].low == "by":
            return self.finder.starting_at(n + 2, self.high(n))
        return None

    def colon(self, n: int) -> Proposal | None:
        """NAME: "Q", and the same with a dash."""
        low = self.sentence_low(n)
        if n - 1 <= low or self.items[n - 1].text not in (":", "–", "—"):
            return None
        dash = next(
            (m for m in range(n - 2, low, -1) if self.items[m].text in ("-", "–", "—") and not self.items[m].glued),
            low - 1,
        )
        if self.items[n - 1].text == ":" and dash >= low:
            after_dash = self.finder.starting_at(dash + 1, n)
            if after_dash and (after_dash.last == n - 2 or not self._before(n, False)):
                return Proposal(LABEL, after_dash, (n - 1, n - 1), direct=True)
        if self._before(n, False):
            return None
        inverted = self.items[low].capital and self.lexicon.say.get(self.items[low].low) is not None
        if inverted and self.items[n - 1].text == ":":
            subject = self.finder.starting_at(low + 1, n)
            if subject:
                return Proposal("cue then speaker before the quote", subject, (low, low), direct=True)
        mention = self.finder.starting_at(low, n) or self.finder.ending_at(n - 2, low)
        return Proposal(LABEL, mention, (n - 1, n - 1), direct=True) if mention else None

    def settle(self, n: int, suggestions: Sequence[Proposal]) -> bool:
        """Whether the first suggestion for a quote at item `n` needs no weighing.

        A source cited by another, a signature, "X claimed that" or "X called it" right before, "X said, according to
        Y", "A said that B called it", a name between a dash and a colon.
        """
        first, others = suggestions[0], suggestions[1:]
        if first.direct and first.cue is not None:
            cue = self.items[first.cue[0]].low
            claims = n > 0 and self.items[n - 1].low == "that" and cue in self.lexicon.say
            claims |= (
                first.rule == _BEFORE and cue in self.lexicon.judge and self._is_beside(first.mention, first.cue[0])
            )
            if claims or (first.rule in (_INVERTED, _BEHIND) and any(s.rule == PASSED_ON for s in others)):
                return True
        return (
            first.rule in (CITED, SIGNED, OWN_WORDS) or self.teller(first) is not None or self._is_dashed_label(first)
        )

    def _is_beside(self, subject: Mention | None, cue: int) -> bool:
        """Whether nothing but auxiliaries and adverbs parts a verb from its subject: "the mayor had once called"."""
        if subject is None or subject.form is Form.PRONOUN or self.items[cue].low.endswith("ing"):
            return False
        return all(i.auxiliary or i.adverb for i in self.items[subject.last + 1 : cue])

    def _is_dashed_label(self, proposal: Proposal) -> bool:
        """Whether a name stands alone between a dash and the colon: "Polls agree - Ada Lund: “Q”"."""
        mention = proposal.mention
        if proposal.rule != LABEL or mention is None or proposal.cue is None or mention.phrase_first < 1:
            return False
        before = self.items[mention.phrase_first - 1]
        return mention.last + 1 == proposal.cue[0] and before.text in ("-", "–", "—") and not before.glued

    def in_the_same_sentence(self, n: int) -> Proposal | None:
        """A further fragment of a sentence that already has a speaker."""
        low = self.sentence_low(n)
        if before := self.narration.quotes_among(low, n):
            return Proposal("same sentence as the quote before", like=self.items[before[-1]].quote)
        if after := self.narration.quotes_among(n + 1, self.high(n)):
            return Proposal("same sentence as the quote after", like=self.items[after[0]].quote)
        return None

    def continued(self, n: int) -> Proposal | None:
        """A quote of whole sentences right behind a quote, in the same paragraph or alone in the next one."""
        item, number = self.items[n], self.narration.paragraph_of[n]
        if not begins_like_a_sentence(item.text):
            return None
        paragraph = self.narration.paragraph(number)
        if before := self.narration.quotes_among(paragraph.start, n):
            return Proposal("goes on after the quote before", like=self.items[before[-1]].quote)
        if n == paragraph.start and ends_like_a_sentence(item.text) and len(paragraph) <= 2:
            above = self.narration.paragraph(number - 1)
            if before := self.narration.quotes_among(above.start, above.stop):
                return Proposal(GOES_ON, like=self.items[before[-1]].quote)
        return None

    def sentence_before(self, n: int) -> Proposal | None:
        """The subject of a cue in the sentence before, in the same paragraph."""
        low = self.sentence_low(n)
        if low == self.narration.paragraph(self.narration.paragraph_of[n]).start:
            return None
        earlier = self.sentence_low(low - 1)
        for cue in reversed(self.cues.among(range(earlier, low))):
            subject = self.subject_of(cue, earlier)
            if subject:
                return Proposal("the sentence before tells what X said", subject, self.cues.span(cue))
        return None

    def sentence_after(self, n: int) -> Proposal | None:
        """Cases such as "Q." (end of paragraph or sentence) X said ...: the first subject of the next sentence."""
        stop = self.high(n)
        if stop >= len(self.items) or self.narration.paragraph_of[stop] > self.narration.paragraph_of[n] + 1:
            return None
        high = self.narration.sentence_at(stop).stop
        for cue in self.cues.among(range(stop, high)):
            subject = self.subject_of(cue, stop) if self.items[cue].low in self.lexicon.say else None
            if subject:
                return Proposal("the sentence after tells what X said", subject, self.cues.span(cue))
        return None

    def subject(self, n: int) -> Proposal | None:
        """The nearest phrase of the sentence that could speak, where no cue is to be seen."""
        low = self.sentence_low(n)
        mention = self.finder.before(n, low)
        if mention is None:
            for m in range(low, n):
                mention = self.finder.starting_at(m, n)
                if mention:
                    break
        return Proposal("nearest name in the sentence", mention) if mention else None


Rule = Callable[[Rules, int], Proposal | None]

ORDER: tuple[Rule, ...] = (
    Rules.in_own_words,
    Rules.according_to_directly,
    Rules.signed,
    Rules.before_directly,
    Rules.after_directly,
    Rules.according_to,
    Rules.told_of,
    Rules.colon,
    Rules.before,
    Rules.after_later,
    Rules.in_the_same_sentence,
    Rules.introduced,
    Rules.after_across,
    Rules.continued,
    Rules.sentence_before,
    Rules.sentence_after,
    Rules.subject,
)
