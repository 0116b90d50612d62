"""What grouping knows of the whole collection of quotes: how surprising each word is, and how many quotes there are.

It is counted once and then held fast, so that a quote added later changes nothing between quotes that were there
before; it is counted anew when the collection has doubled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from quotedesk.collation.arrays import Floats, Ints, Narrow
from quotedesk.collation.rarity import everyday

_PRIOR = 1000.0  # quotes that the everyday frequencies count for, against the collection at hand


@dataclass(frozen=True, slots=True)
class Frozen:
    """A collection of `quotes` quotes. `seen[key]` is in how many neighbourhoods a word stands; words that are left out
    stand in none. `scale` is the number of quotes without what is copied among them.
    """

    quotes: int = 0
    scale: float = 0.0
    seen: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def surprise(self, vocabulary: Sequence[str]) -> Floats:
        """-ln of the share of quotes that hold each word: everyday English, corrected by the collection as it grows."""
        sentences, counts = everyday()
        share = np.array([counts.get(key, 0) + 0.5 for key in vocabulary], dtype=np.float64) / sentences
        seen = np.array([self.seen.get(key, 0) for key in vocabulary], dtype=np.float64)
        surprise: Floats = -np.log(np.clip((seen + _PRIOR * share) / (self.scale + _PRIOR), 1e-9, 0.9))
        return surprise


def count(vocabulary: Sequence[str], words: Narrow, bounds: Ints) -> Frozen:
    """The collection counted: passage n has the words `words[bounds[n]:bounds[n + 1]]`, numbers in the vocabulary.

    A word counts not by how often but by in how many different neighbourhoods it stands (the fewer of its distinct
    words before and after it: the continuation count of Kneser and Ney 1995), or a quote that everybody prints would
    make its own words common. A word's own two quotes (those of a pair under test) are left out.
    """
    edge = len(vocabulary)
    filled = bounds[1:] > bounds[:-1]
    after, before = np.roll(words, -1), np.roll(words, 1)
    after[bounds[1:][filled] - 1] = edge
    before[bounds[:-1][filled]] = edge
    held = np.minimum(_neighbours(words, after, edge), _neighbours(words, before, edge))
    apart = float(held.sum()) / max(1, len(words))  # the share of the collection that is not copied
    counted = np.flatnonzero(held > 2)
    seen = {vocabulary[n]: int(held[n]) - 2 for n in counted.tolist()}
    return Frozen(len(filled), apart * len(filled), MappingProxyType(seen))


def _neighbours(words: Narrow, others: Narrow, size: int) -> Ints:
    """How many different neighbours each word has, `others` being the neighbours in their places."""
    pairs = np.sort(words.astype(np.int64) * (size + 1) + others)
    distinct = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
    return np.bincount(distinct // (size + 1), minlength=size)[:size]
