"""Whether a word stands in what somebody is reported to have said, thought or wanted, with marks or without.

"Smith thinks the plan a “disaster”" reports what Smith thinks; "the plan, a “mixed-use” project, has begun" reports
nothing. What is above the word in the tree of its sentence tells it, and the words beside it: named features, the only
words being function words, lemmas of verbs and nouns that reports are made with, and tags. Their weights stand in
`resources/attribution/reported.csv`, fitted by `build/fit.py` on all that people marked as reported, quoted or not.
"""

from collections.abc import Iterator
from itertools import islice

from quotedesk.attribution.lexicon import PRONOUNS, Lexicon
from quotedesk.attribution.parser import Trees

_FURTHEST = 8
_CASES = ("case", "mark", "det", "nmod:poss")
_CASED = 5
_OPEN = ("V", "N", "J")
_BESIDE = (1, 2)
_BACK, _AHEAD = (2, 2), (1, 1)
_FAR, _STEP = 12, 3


class Reported:
    """Reads the features of items off the trees of their sentences."""

    def __init__(self, trees: Trees, lexicon: Lexicon) -> None:
        self.trees = trees
        self.narration = trees.narration
        self.items = trees.narration.items
        self.lexicon = lexicon

    def of(self, n: int) -> list[str]:
        """The names of the features that are true of item `n`; none where its sentence has not been read."""
        node = self.trees.node(n)
        if node is None:
            return []
        return ["always", f"itself {self._tag(n)}", *self._above(n), *self._beside(n)]

    def _above(self, n: int) -> Iterator[str]:
        """What governs it, as what and from which side, and the small words that tie each to the next."""
        sentence = self.narration.sentence_at(n)
        tied: dict[int, list[int]] = {}
        for k in sentence:
            node = self.trees.node(k)
            if node is not None and node.label in _CASES:
                tied.setdefault(node.head, []).append(k)
        at = n
        for step, head in enumerate(self.trees.ancestors(n)[:_FURTHEST]):
            label, word = self._label(at), self._word(head)
            yield f"{label} {'behind' if at > head else 'before'} {word}"
            for k in tied.get(at, ()) if step < _CASED else ():
                tie = f"{label} with {self._label(k)} {self._word(k)}"
                yield tie
                yield f"{tie} of {word}"
            at = head
        yield f"root {self._word(at)}"

    def _beside(self, n: int) -> Iterator[str]:
        """The words on both sides and the nearest verbs."""
        sentence = self.narration.sentence_at(n)
        for k in _BESIDE:
            yield f"before {k} {self._word(n - k) if n - k in sentence else 'start'}"
            yield f"after {k} {self._word(n + k) if n + k in sentence else 'end'}"
        back, ahead = range(n - 1, sentence.start - 1, -1), range(n + 1, sentence.stop)
        for side, numbers, verbs, reports in (("before", back, *_BACK), ("after", ahead, *_AHEAD)):
            for place, k in enumerate(islice(filter(self._is_verb, numbers), verbs), 1):
                yield f"verb {side} {place} {self._word(k)}"
            for place, k in enumerate(islice(filter(self._is_report, numbers), reports), 1):
                word = self._word(k)
                yield f"report {side} {place} {word}"
                yield f"report {side} {place} {word}, words {min(abs(n - k), _FAR) // _STEP}"

    def _is_verb(self, n: int) -> bool:
        return self._tag(n).startswith("V")

    def _is_report(self, n: int) -> bool:
        return self.lexicon.reporting(self.items[n].low) is not None

    def _label(self, n: int) -> str:
        node = self.trees.node(n)
        return node.label if node is not None else ""

    def _tag(self, n: int) -> str:
        node = self.trees.node(n)
        return "quote" if self.items[n].quote >= 0 else node.tag if node is not None else ""

    def _word(self, n: int) -> str:
        """What is told of a word: itself if it is a function word or a sign, its lemma if reports are made with it,
        else its tag."""
        item, lexicon = self.items[n], self.lexicon
        if item.quote >= 0:
            return "quote"
        low, tag = item.low, self._tag(n)
        if not item.is_word or item.function or item.determiner or low in lexicon.possessives or low in PRONOUNS:
            return low if item.is_word or not any(c.isalnum() for c in low) else tag
        if tag.startswith(_OPEN) and not tag.startswith("NNP"):
            return lexicon.reporting(low) or tag
        return tag
