"""From a quote's place in its sentence to the words that name its speaker: patterns of cue, subject and layout.

Each rule gives at most one proposal; `attribute` asks them in the order of `ORDER`, the most telling first. The stages
follow cue, then source, as in Pareti (2015) and O'Keefe et al. (2012), without a parser.
"""

from collections.abc import Callable

from quotedesk.attribution.cues import Cues
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.narration import (
    Item,
    Narration,
    begins_like_a_sentence,
    ends_like_a_clause,
    ends_like_a_sentence,
)
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.attribution.proposals import CITED, LABEL, SIGNED, Proposal

_TAIL = 30
_LONGEST_SIGNATURE = 16
_AFTER_NAME = 8
_REACH = 300
_SEPARATORS = (",", "–", "—", "-", "--", "…", "...")


class Rules:
    """The rules over one narration."""

    def __init__(self, narration: Narration, finder: Finder, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.finder = finder
        self.lexicon = lexicon
        self.cues = Cues(narration.items, finder, lexicon)

    # Context.

    def sentence_low(self, n: int) -> int:
        """The first item of the sentence of item `n`, or the furthest one worth looking at."""
        return max(self.narration.sentence(self.items[n].sentence).start, n - _REACH)

    def _high(self, n: int) -> int:
        return min(self.narration.sentence(self.items[n].sentence).stop, n + _REACH)

    def according_to_directly(self, n: int) -> Proposal | None:
        """Right behind the quote: "Q," according to X."""
        proposal = self.according_to(n)
        right = proposal is not None and proposal.cue is not None and n < proposal.cue[0] <= n + 2
        return proposal if right else None

    def according_to(self, n: int) -> Proposal | None:
        """Cases such as "Q," according to X; according to X, "Q"; in the words of X."""
        for k in (*range(n + 1, min(self._high(n), n + 16)), *range(n - 2, self.sentence_low(n) - 1, -1)):
            if self.items[k].quote >= 0:
                continue
            if self.items[k].low in ("according", "per") and k + 1 < len(self.items):
                first = k + 2 if self.items[k].low == "according" else k + 1
                mention = self.finder.starting_at(first, self._high(k))
                if mention:
                    near = abs(k - n) <= 2 or k < n
                    return Proposal(
                        "according to" if near else "according to, further on", mention, (k, first - 1), direct=near
                    )
        return None

    def after_directly(self, n: int) -> Proposal | None:
        """Cases such as "Q," X said; "Q," said X: the clause right behind the quote."""
        return self._after(n, across=False)

    def after_across(self, n: int) -> Proposal | None:
        """Cases such as "Q." X said, where the quote ends with a full stop of its own."""
        return self._after(n, across=True)

    def _after(self, n: int, across: bool) -> Proposal | None:
        words = self.items[n].text.rstrip("\"'”’ ")
        k = n + 1
        if k >= len(self.items) or self.items[k].paragraph != self.items[n].paragraph:
            return None
        starts_sentence = self.items[k].sentence != self.items[n].sentence
        if starts_sentence != across:
            return None
        high = min(self._high(k), k + _TAIL)
        comma = words[-1:] in ",?!—–-…" or self.items[k].text in _SEPARATORS
        while k < high and self.items[k].text in _SEPARATORS:
            k += 1
        if k >= high or self.items[k].quote >= 0:
            return None
        limit = next((m for m in range(k, high) if self.items[m].quote >= 0), high)
        first = k
        while first < limit and (self.items[first].low in self.lexicon.adverbs or self.items[first].low.endswith("ly")):
            first += 1
        finite = first < limit and not self.items[first].low.endswith("ing")
        if finite and self.cues.is_cue(first) and self.items[first].low in self.lexicon.say and not across:
            subject = self._inverted(first, limit)
            if subject:
                return Proposal("cue then speaker after the quote", subject, self.cues.span(first), direct=True)
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
            return Proposal("speaker then cue after the quote", subject, self.cues.span(cue), direct=True)
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

    def _inverted(self, cue: int, limit: int) -> Mention | None:
        if self.lexicon.say[self.items[cue].low] in self.lexicon.addressed - {"ask", "warn", "urge"}:
            return None
        first = self.cues.span(cue)[1] + 1
        subject = self.finder.starting_at(first, limit)
        if subject is None and first < limit and self.items[first].low in self.lexicon.determiners:
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
        return limit == len(self.items) or (self.items[limit].quote < 0 and len(rest) <= 12)

    def after_later(self, n: int) -> Proposal | None:
        """A fragment, then the rest of the sentence, then ", X said"."""
        high = self._high(n)
        for cue in reversed(list(self.cues.among(range(n + 1, high)))):
            if self.items[cue].low not in self.lexicon.say or self.items[cue].low.endswith("ing"):
                continue
            if any(self.items[m].quote >= 0 for m in range(cue + 1, high)):
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
        proposal = self._before(n, weak=True)
        return proposal if proposal and proposal.direct else None

    def before(self, n: int) -> Proposal | None:
        """X said that ... "Q": a cue with a subject earlier in the sentence."""
        return self._before(n, weak=False) or self._before(n, weak=True)

    def _before(self, n: int, weak: bool) -> Proposal | None:
        low = self.sentence_low(n)
        floor = next((m + 1 for m in range(n - 1, low - 1, -1) if self.items[m].quote >= 0), low)
        for cue in range(n - 1, floor - 1, -1):
            if not self.cues.is_cue(cue):
                continue
            word = self.items[cue].low
            if not weak and word in self.lexicon.think and word not in self.lexicon.say:
                continue
            subject = self._cited(cue, n) or self._agent(n, cue)
            if subject is None and not self.cues.is_passive(cue):
                subject = self._subject(cue, low)
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
                all(i.low in self.lexicon.bridges or i.low in self.lexicon.adverbs for i in between)
                or (len(between) <= 4 and self.lexicon.judge.get(word) is not None)
                or (self.lexicon.say.get(word) in self.lexicon.addressed and self._only_listener(between))
            )
            rule = CITED if self._cited(cue, n) else "speaker and cue before the quote"
            return Proposal(rule, subject, self.cues.span(cue), direct=direct)
        return None

    def _shares_subject(self, first: int, cue: int) -> bool:
        """Whether a verb behind a quote goes on with its subject: "called it "A" and said it was "B"."""
        joints = [i.low for i in self.items[first:cue]]
        return any(w in ("and", "but", ",") for w in joints) or self.items[cue].low.endswith("ing")

    def _only_listener(self, between: list[Item]) -> bool:
        """Whether nothing but who is told stands between "told" and the quote: "told RIA Novosti: ..."."""
        return (
            bool(between)
            and len(between) <= 6
            and between[-1].text in (":", ",", "that")
            and all(i.capital or i.low in self.lexicon.bridges or i.low in self.lexicon.people for i in between)
        )

    def _subject(self, cue: int, low: int) -> Mention | None:
        previous = next((m for m in range(cue - 1, low - 1, -1) if self.items[m].quote >= 0), None)
        return self.finder.before(cue, low if previous is None else previous + 1)

    def _cited(self, cue: int, stop: int) -> Mention | None:
        """Whom the subject quotes in turn: "the agency said, citing X"."""
        for n in range(cue + 1, min(cue + 4, stop)):
            if self.items[n].low in ("citing", "quoting"):
                mention = self.finder.starting_at(n + 1, stop)
                return mention if mention and mention.form is Form.NAME else None
        return None

    def _agent(self, n: int, cue: int) -> Mention | None:
        """The passive: "called X by Y"."""
        if self.cues.is_passive(cue) and n + 1 < len(self.items) and self.items[n + 1].low == "by":
            return self.finder.starting_at(n + 2, self._high(n))
        return None

    def colon(self, n: int) -> Proposal | None:
        """NAME: "Q", and the same with a dash."""
        low = self.sentence_low(n)
        if n - 1 <= low or self.items[n - 1].text not in (":", "–", "—") or self._before(n, weak=False):
            return None
        dash = next(
            (m for m in range(n - 2, low, -1) if self.items[m].text in ("-", "–", "—") and not self.items[m].glued),
            low - 1,
        )
        if self.items[n - 1].text == ":" and dash >= low:
            after_dash = self.finder.starting_at(dash + 1, n)
            if after_dash:
                return Proposal(LABEL, after_dash, (n - 1, n - 1), direct=True)
        mention = self.finder.starting_at(low, n) or self.finder.ending_at(n - 2, low)
        return Proposal(LABEL, mention, (n - 1, n - 1), direct=True) if mention else None

    def signed(self, n: int) -> Proposal | None:
        """Quoted words with their author's name behind or below them: "Q" — X, title; "Q" (X, 81); "Q", next line X."""
        numbers = self.narration.paragraph(self.items[n].paragraph)
        first = n + 1
        if first == numbers.stop:
            if first - numbers.start > 1 or ends_like_a_clause(self.items[n].text):
                return None
            numbers = self.narration.paragraph(self.items[n].paragraph + 1)
        if first >= numbers.stop or numbers.stop - first > _LONGEST_SIGNATURE:
            return None
        mark = self.items[first].text
        below = first == numbers.start
        if mark not in ("-", "–", "—", "--", "(", "―") and not below:
            return None
        start = first + (not self.items[first].is_word)
        items = self.items[start : numbers.stop]
        spoken = any(i.quote >= 0 or i.text == ":" or self.cues.is_cue(start + k) for k, i in enumerate(items))
        stops = items and items[-1].text in (".", "!", "?", ",") and mark != "("
        mention = None if spoken or stops else self.finder.starting_at(start, numbers.stop)
        if mention is None or mention.form is Form.PRONOUN or mention.phrase_first > start:
            return None
        if start == first and (mention.form is not Form.NAME or mention.last + 1 < numbers.stop - _AFTER_NAME):
            return None
        if start == first and mention.last + 1 < numbers.stop and self.items[mention.last + 1].text != ",":
            return None
        if mention.last == mention.first and start == first:
            return None
        return Proposal(SIGNED, mention, direct=True)

    def introduced(self, n: int) -> Proposal | None:
        """The paragraph before ends with a colon, or with X telling something, and the quote opens this paragraph."""
        item = self.items[n]
        if n != self.narration.paragraph(item.paragraph).start:
            return None
        before = self.narration.paragraph(item.paragraph - 1)
        if not before:
            return None
        last = before.stop - 1
        low = self.sentence_low(last)
        colon = self.items[last].text == ":"
        for cue in self.cues.among(range(low, last)):
            if self.items[cue].low in self.lexicon.think and self.items[cue].low not in self.lexicon.say and not colon:
                continue
            if any(self.items[m].quote >= 0 for m in range(low, last)) and not colon:
                return None
            subject = self._subject(cue, low)
            if subject:
                rule = "introduced by a colon" if colon else "the sentence before tells what X said"
                return Proposal(rule, subject, self.cues.span(cue), direct=colon)
        if colon:
            mention = self.finder.ending_at(last - 1, low) or self.finder.starting_at(low, last)
            if mention:
                return Proposal("introduced by a colon", mention, (last, last), direct=True)
        return None

    def in_the_same_sentence(self, n: int) -> Proposal | None:
        """A further fragment of a sentence that already has a speaker."""
        low = self.sentence_low(n)
        for m in range(n - 1, low - 1, -1):
            if self.items[m].quote >= 0:
                return Proposal("same sentence as the quote before", like=self.items[m].quote)
        high = self._high(n)
        for m in range(n + 1, high):
            if self.items[m].quote >= 0:
                return Proposal("same sentence as the quote after", like=self.items[m].quote)
        return None

    def continued(self, n: int) -> Proposal | None:
        """A quote of whole sentences right behind a quote, in the same paragraph or alone in the next one."""
        item = self.items[n]
        if not begins_like_a_sentence(item.text):
            return None
        paragraph = self.narration.paragraph(item.paragraph)
        for m in range(n - 1, paragraph.start - 1, -1):
            if self.items[m].quote >= 0:
                return Proposal("goes on after the quote before", like=self.items[m].quote)
        if n == paragraph.start and ends_like_a_sentence(item.text) and len(paragraph) <= 2:
            before = self.narration.paragraph(item.paragraph - 1)
            for m in reversed(before):
                if self.items[m].quote >= 0:
                    return Proposal("goes on after the paragraph before", like=self.items[m].quote)
        return None

    def sentence_before(self, n: int) -> Proposal | None:
        """The subject of a cue in the sentence before, in the same paragraph."""
        low = self.sentence_low(n)
        if low == self.narration.paragraph(self.items[n].paragraph).start:
            return None
        earlier = self.sentence_low(low - 1)
        for cue in reversed(list(self.cues.among(range(earlier, low)))):
            subject = self._subject(cue, earlier)
            if subject:
                return Proposal("the sentence before tells what X said", subject, self.cues.span(cue))
        return None

    def sentence_after(self, n: int) -> Proposal | None:
        """Cases such as "Q." (end of paragraph or sentence) X said ...: the first subject of the next sentence."""
        stop = self._high(n)
        if stop >= len(self.items) or self.items[stop].paragraph > self.items[n].paragraph + 1:
            return None
        high = self.narration.sentence(self.items[stop].sentence).stop
        for cue in self.cues.among(range(stop, high)):
            subject = self._subject(cue, stop)
            if subject and self.items[cue].low in self.lexicon.say:
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
    Rules.according_to_directly,
    Rules.signed,
    Rules.before_directly,
    Rules.after_directly,
    Rules.according_to,
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
