"""Everybody near a quote who could have said it, with what the narration around them tells."""

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass

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
    cues: Sequence[int] = ()

    @property
    def items(self) -> range:
        """The items of the mention."""
        return range(self.mention.first, self.mention.last + 1)

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
        self._by_sentence: dict[int, list[Candidate]] = {}
        self._waiting: dict[int, list[Mention]] = {}

    def of_sentence(self, number: int) -> list[Candidate]:
        """The candidates of a sentence, in order."""
        found = self._by_sentence.get(number)
        if found is None:
            found = self._by_sentence[number] = self._found(self.narration.sentence(number))
            for mention in self._waiting.pop(number, ()):
                self._insert(mention, found)
        return found

    def near(self, n: int, heads: Set[int], *, own: bool) -> list[Candidate]:
        """Who may speak in a quote at item `n`: everybody in its own paragraph, and unless that is all that is wanted,
        up to three paragraphs back and one ahead, the subjects of cues and those whose head is among `heads` (items).
        """
        here = self.narration.paragraph_of[n]
        near = []
        for number in (here,) if own else range(here - BACK, here + AHEAD + 1):
            for sentence in self._sentences(number, n):
                if number == here or self._speaks(sentence, heads):
                    found = self.of_sentence(sentence)
                    near += [c for c in found if number == here or c.cues or not heads.isdisjoint(c.items)]
        return near if len(near) <= MOST else sorted(near, key=lambda c: abs(c.mention.last - n))[:MOST]

    def _sentences(self, paragraph: int, n: int) -> range:
        """The sentences of a paragraph that are not endlessly far from item `n`."""
        numbers = self.narration.paragraph(paragraph)
        first, last = max(numbers.start, n - REACH), min(numbers.stop, n + REACH) - 1
        sentences = self.narration.sentence_of
        return range(sentences[first], sentences[last] + 1) if first <= last else range(0)

    def _speaks(self, sentence: int, heads: Set[int]) -> bool:
        """Whether there is a cue in a sentence, or one of the heads."""
        numbers = self.narration.sentence(sentence)
        return bool(self.cues.among(numbers)) or any(head in numbers for head in heads)

    def add(self, mention: Mention) -> None:
        """Makes sure that a mention found by a rule is among the candidates, in place of one that overlaps it."""
        number = self.narration.sentence_of[mention.last]
        if number in self._by_sentence:
            self._insert(mention, self._by_sentence[number])
        else:
            self._waiting.setdefault(number, []).append(mention)

    def _insert(self, mention: Mention, found: list[Candidate]) -> None:
        at = bisect_left(found, mention.first, key=lambda c: c.mention.last)
        if at < len(found) and found[at].mention.first <= mention.last:
            found[at].mention = mention
        else:
            found.insert(at, Candidate(mention))

    def _found(self, numbers: range) -> list[Candidate]:
        found = self._mentioned(numbers)
        cues = self.cues.among(numbers)
        if not cues:
            return found
        by_item = {k: c for c in found for k in c.items}
        unknown = []
        for cue in cues:
            previous = self.narration.behind_quotes(max(numbers.start, cue - REACH), cue)
            subject = self.finder.before(cue, previous)
            candidate = by_item.get(subject.last) if subject else None
            if candidate is not None:
                candidate.cues = [*candidate.cues, cue]
            if subject is None or subject.last < cue - 1:
                candidate = self._unknown(cue, previous, by_item)
                if candidate is not None:
                    by_item.update(dict.fromkeys(candidate.items, candidate))
                    unknown.append(candidate)
        return sorted([*found, *unknown], key=lambda c: c.mention.last) if unknown else found

    def _mentioned(self, numbers: range) -> list[Candidate]:
        """The candidates of a sentence that a lexicon or capitals tell."""
        items, finder, high = self.items, self.finder, numbers.stop
        found: list[Candidate] = []
        n = numbers.start
        while n < high:
            item = items[n]
            if item.is_word and (item.noun or item.pronoun):
                mention = finder.pronoun_at(n, high)
                if mention is None:
                    end = finder.run_end(n, high)
                    if end is not None:
                        mention = finder.phrase(n, end, high)
                    if mention is None and item.low in _OWNERS and self._owns_words(n + 1, high):
                        mention = Mention(n, n, Form.PRONOUN, n)
                    n = n if end is None else end
                if mention is not None:
                    found.append(Candidate(mention))
                    n = mention.last
            n += 1
        return found

    def _owns_words(self, n: int, high: int) -> bool:
        """Whether a noun of saying is what the word before item `n` owns: "his warning that", "her March comment"."""
        lexicon, after = self.lexicon, [i.low for i in self.items[n : min(n + 2, high)]]
        return any(w in lexicon.spoken_nouns or w in lexicon.written_nouns or w in lexicon.also_nouns for w in after)

    def _unknown(self, cue: int, low: int, by_item: dict[int, Candidate]) -> Candidate | None:
        """The subject of a cue that no lexicon knows for one that can speak: "the crowd chanted"."""
        if self.items[cue].low.endswith("ing"):
            return None
        mention = self.finder.right_before(cue, low)
        if mention is None or any(k in by_item for k in range(mention.first, mention.last + 1)):
            return None
        return Candidate(mention, [cue])
