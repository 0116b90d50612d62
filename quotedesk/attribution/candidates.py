"""Everybody near a quote who could have said it, with what the narration around them tells."""

from bisect import bisect_left
from dataclasses import dataclass, field

from quotedesk.attribution.cues import Cues
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.phrases import Form, Mention

BACK = 3
AHEAD = 1
MOST = 60
_OWNERS = frozenset(("his", "her", "their", "its"))
REACH = 400
"""Items: more than three paragraphs of news; what is further away in an endless line is not looked at."""


@dataclass(slots=True)
class Candidate:
    """A mention that could speak; `cues` are the cues (items, in order) whose subject it seems to be."""

    mention: Mention
    cues: list[int] = field(default_factory=list)

    def cue_for(self, first: int, last: int) -> int | None:
        """The cue nearest to a quote that reaches from item `first` to `last`."""
        if len(self.cues) > 1:
            return min(self.cues, key=lambda cue: max(first - cue, cue - last))
        return self.cues[0] if self.cues else None


class Candidates:
    """The candidates of one article, in order, found once."""

    def __init__(self, narration: Narration, finder: Finder, cues: Cues, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.finder = finder
        self.cues = cues
        self.lexicon = lexicon
        self._by_paragraph: dict[int, list[Candidate]] = {}
        self._waiting: dict[int, list[Mention]] = {}

    def of_paragraph(self, number: int) -> list[Candidate]:
        """The candidates of a paragraph, in order."""
        if number not in self._by_paragraph:
            self._by_paragraph[number] = self._found(number)
            for mention in self._waiting.pop(number, ()):
                self._insert(mention, self._by_paragraph[number])
        return self._by_paragraph[number]

    def near(self, n: int, *, own: bool = False) -> list[Candidate]:
        """The candidates for a quote at item `n`: its own paragraph's, or up to three paragraphs back and one ahead."""
        here = self.narration.paragraph_of[n]
        paragraphs = (here,) if own else range(here - BACK, here + AHEAD + 1)
        near = [c for p in paragraphs for c in self._within(p, n)]
        return near if len(near) <= MOST else sorted(near, key=lambda c: abs(c.mention.last - n))[:MOST]

    def _within(self, paragraph: int, n: int) -> list[Candidate]:
        """The candidates of a paragraph that are not endlessly far from item `n`."""
        found = self.of_paragraph(paragraph)
        if not found or (found[0].mention.last >= n - REACH and found[-1].mention.last < n + REACH):
            return found
        first = bisect_left(found, n - REACH, key=lambda c: c.mention.last)
        return found[first : bisect_left(found, n + REACH, key=lambda c: c.mention.last)]

    def add(self, mention: Mention) -> None:
        """Makes sure that a mention found by a rule is among the candidates, in place of one that overlaps it."""
        number = self.narration.paragraph_of[mention.last]
        if number in self._by_paragraph:
            self._insert(mention, self._by_paragraph[number])
        else:
            self._waiting.setdefault(number, []).append(mention)

    def _insert(self, mention: Mention, found: list[Candidate]) -> None:
        at = bisect_left(found, mention.first, key=lambda c: c.mention.last)
        if at < len(found) and found[at].mention.first <= mention.last:
            found[at].mention = mention
        else:
            found.insert(at, Candidate(mention))

    def _found(self, paragraph: int) -> list[Candidate]:
        numbers = self.narration.paragraph(paragraph)
        found: list[Candidate] = []
        n = numbers.start
        while n < numbers.stop:
            item = self.items[n]
            if not item.is_word or not (item.noun or item.pronoun):
                n += 1
                continue
            high = self.narration.sentence_at(n).stop
            mention, last = self.finder.pronoun_at(n, high), n
            if mention is None:
                end = self.finder.run_end(n, high)
                if end is not None:
                    mention, last = self.finder.phrase(n, end, high), end
            if mention is None and self._owns_words(n, high):
                mention = Mention(n, n, Form.PRONOUN, n)
            if mention is not None:
                found.append(Candidate(mention))
                last = mention.last
            n = max(n, last) + 1
        by_item = {k: c for c in found for k in range(c.mention.first, c.mention.last + 1)}
        for cue in self.cues.among(numbers):
            low = max(self.narration.sentence_at(cue).start, cue - REACH)
            previous = next((m + 1 for m in range(cue - 1, low - 1, -1) if self.items[m].quote >= 0), low)
            subject = self.finder.before(cue, previous)
            candidate = by_item.get(subject.last) if subject else None
            if candidate is not None:
                candidate.cues.append(cue)
            if subject is None or subject.last < cue - 1:
                self._add_unknown(cue, previous, by_item)
        return sorted({id(c): c for c in by_item.values()}.values(), key=lambda c: c.mention.last)

    def _owns_words(self, n: int, high: int) -> bool:
        """Whether item `n` is a possessive pronoun before a noun of saying: "his warning that", "her March comment"."""
        if self.items[n].low not in _OWNERS:
            return False
        nouns = self.lexicon.spoken_nouns | self.lexicon.written_nouns | self.lexicon.also_nouns
        return any(self.items[k].low in nouns for k in range(n + 1, min(n + 3, high)))

    def _add_unknown(self, cue: int, low: int, by_item: dict[int, Candidate]) -> None:
        """Adds the subject of a cue that no lexicon knows for one that can speak: "the crowd chanted"."""
        if self.items[cue].low.endswith("ing"):
            return
        mention = self.finder.right_before(cue, low)
        if mention is None or any(k in by_item for k in range(mention.first, mention.last + 1)):
            return
        candidate = Candidate(mention, [cue])
        by_item.update(dict.fromkeys(range(mention.first, mention.last + 1), candidate))
