"""Texts as numbers of what stands between two spaces: most of it comes up again and again, and is looked at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from quotedesk.collation.arrays import Bools, Ints, Narrow, bounds_of, spread

_BLOCK = 1 << 16  # numbers at a time
_TEXTS = 1 << 12  # and texts


@dataclass(frozen=True, slots=True)
class Chunks:
    """Text t is `rows[bounds[t]:bounds[t + 1]]`; `known[n]` is the chunk of text that number n stands for."""

    known: list[str]
    rows: Narrow
    bounds: Ints

    def joined(self, texts: Sequence[str], asked: Bools) -> "Chunks":
        """The same, but `texts` that hold a chunk asked for are each one chunk, numbered after the others."""
        found = np.unique(np.searchsorted(self.bounds, np.flatnonzero(asked[self.rows]), side="right") - 1)
        if not len(found):
            return self
        known = self.known + [texts[n] for n in found.tolist()]
        rows, lengths = self.rows.copy(), np.diff(self.bounds)
        rows[self.bounds[found]] = np.arange(len(self.known), len(known))
        lengths[found] = 1
        return Chunks(known, rows[spread(self.bounds[:-1], lengths)], bounds_of(lengths))

    def of(self, asked: Ints) -> "Chunks":
        """Some of the texts, in the order asked for."""
        lengths = self.bounds[asked + 1] - self.bounds[asked]
        return Chunks(self.known, self.rows[spread(self.bounds[asked], lengths)], bounds_of(lengths))

    def filled(self, values: Narrow, sizes: Ints) -> tuple[Narrow, Ints]:
        """Every chunk replaced by what it holds, and where each text starts then; chunk n holds sizes[n] values."""
        starts = bounds_of(sizes)
        blocks = [self.rows[n : n + _BLOCK] for n in range(0, max(1, len(self.rows)), _BLOCK)]
        filled = np.concatenate([values[spread(starts[block], sizes[block])] for block in blocks])
        return filled, bounds_of(sizes[self.rows])[self.bounds]


def chunked(texts: Sequence[str]) -> Chunks:
    """The texts taken apart; a chunk is numbered when it first comes up."""
    number: defaultdict[str, int] = defaultdict(count().__next__)
    blocks, lengths = [np.zeros(0, dtype=np.int32)], []
    for start in range(0, len(texts), _TEXTS):
        rows: list[int] = []
        for text in texts[start : start + _TEXTS]:
            chunks = text.split()
            rows += map(number.__getitem__, chunks)
            lengths.append(len(chunks))
        blocks.append(np.array(rows, dtype=np.int32))
    return Chunks(list(number), np.concatenate(blocks), bounds_of(np.array(lengths, dtype=np.int64)))
