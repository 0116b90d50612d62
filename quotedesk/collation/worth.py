"""What laying one word against another is worth in an alignment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotedesk.collation.normal import Token
from quotedesk.collation.path import Scores
from quotedesk.collation.rarity import weight

OTHER_WORD = -0.3
_AGAINST_ELISION = -0.7
_SAME_KEYS = 0.9
_SHARED_KEY = 0.5

Word = tuple[str, tuple[str, ...]]
"""A word as alignment knows it: its fold and its keys; without keys it is a mark of omission."""


def word_of(token: Token) -> Word:
    """The token without its place."""
    return token.fold, token.keys


@dataclass(frozen=True, slots=True)
class Worth:
    """What laying distinct words against each other is worth, but for words that have nothing in common.

    `others[bounds[w]:bounds[w + 1]]` are the words related to word w (itself among them), and `values` what laying w
    against each is worth beyond what two unrelated words are.
    """

    bounds: NDArray[np.int64]
    others: NDArray[np.int64]
    values: Scores

    @property
    def own(self) -> Scores:
        """What `values` has for each word laid against itself."""
        found: Scores = self.values[self.others == np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))]
        return found

    def scores(self, counts: Scores, words: Sequence[int]) -> Scores:
        """What laying each of `words` against each row of `counts` is worth; a row counts how often it holds each word.

        Sums over few related words beat a product of matrices, which besides keeps every processor busy.
        """
        asked = np.array(words)
        first = self.bounds[asked]
        sizes = self.bounds[asked + 1] - first
        starts = np.cumsum(sizes) - sizes
        at = np.repeat(first - starts, sizes) + np.arange(int(sizes.sum()))
        related = np.add.reduceat(counts[:, self.others[at]] * self.values[at], starts, axis=1)
        total: Scores = related + OTHER_WORD * counts.sum(axis=1, keepdims=True)
        return total


def worth_of(words: Sequence[Word]) -> Worth:
    """What laying each of these distinct words against each is worth, a match at most 1."""
    holders: dict[str, list[int]] = {}
    elisions = [n for n, (_, keys) in enumerate(words) if not keys]
    for n, (_, keys) in enumerate(words):
        for key in dict.fromkeys(keys):
            holders.setdefault(key, []).append(n)
    others: list[int] = []
    bounds = [0]
    for _, keys in words:
        related = {n for key in keys for n in holders[key]} | set(elisions) if keys else range(len(words))
        others += sorted(related)
        bounds.append(len(others))
    values = [
        _worth(words[n], words[other]) - OTHER_WORD
        for n in range(len(words))
        for other in others[bounds[n] : bounds[n + 1]]
    ]
    return Worth(np.array(bounds), np.array(others, dtype=np.int64), np.array(values, dtype=np.float32))


def score_matrix(left: Sequence[Token], right: Sequence[Token]) -> Scores:
    """What laying each token of one side against each of the other is worth."""
    number = {word: n for n, word in enumerate(dict.fromkeys(map(word_of, (*left, *right))))}
    counts = np.zeros((len(left), len(number)), dtype=np.float32)
    counts[np.arange(len(left)), [number[word_of(token)] for token in left]] = 1
    return worth_of(list(number)).scores(counts, [number[word_of(token)] for token in right])


def _worth(a: Word, b: Word) -> float:
    (a_fold, a_keys), (b_fold, b_keys) = a, b
    if not a_keys or not b_keys:
        return _AGAINST_ELISION if a_keys or b_keys else 1.0
    if a_fold == b_fold:
        return max(map(weight, a_keys))
    if a_keys == b_keys:
        return _SAME_KEYS * max(map(weight, a_keys))
    return _SHARED_KEY * max(map(weight, set(a_keys) & set(b_keys)))
