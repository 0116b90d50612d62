"""Which printings of two wordings are weighed against each other: all of them, or where there are many, those nearest.

A slogan printed by everybody has thousands of printings. Then each passage is held against the few that stand nearest
to it in time, and the few of its own speaker.
"""

import numpy as np

from quotedesk.collation.arrays import Ints, distinct, spread
from quotedesk.collation.corpus import Corpus

_NEAR = 4  # printings on either side in time
_OWN = 2  # and of the same speaker
_BITS = 24
MANY = 2 * _NEAR
"""Up to how many printings of a wording are all weighed."""


class Printings:
    """The printings of each code, in time and by speaker."""

    def __init__(self, corpus: Corpus) -> None:
        self._codes, first = np.unique(corpus.codes[corpus.wording], return_index=True)
        self._number = np.searchsorted(self._codes, corpus.codes[corpus.wording])
        self._first = np.append(first, len(corpus.passages))
        self._rank, self._speaker = corpus.rank, corpus.speaker
        keys = (self._number << _BITS) | corpus.rank
        self._in_time = np.argsort(keys)
        self._times = keys[self._in_time]
        self._speakers = int(corpus.speaker.max(initial=0)) + 1
        self._voices = distinct(self._number * self._speakers + corpus.speaker)
        voiced = (self._voice(self._number, corpus.speaker) << _BITS) | corpus.rank
        self._by_voice = np.argsort(voiced)
        self._voiced = voiced[self._by_voice]

    def _voice(self, code: Ints, speaker: Ints) -> Ints:
        """The number of a speaker's voice in a code; len(voices) where he has none in it."""
        asked = code * self._speakers + speaker
        at = np.searchsorted(self._voices, asked)
        found = self._voices[np.minimum(at, len(self._voices) - 1)] == asked
        return np.where(found, at, len(self._voices))

    def pairs(self, shorter: Ints, longer: Ints) -> tuple[Ints, Ints]:
        """The passages to weigh for pairs of codes (by number), as (shorter, longer), sorted; each pair once."""
        asking = self._first[shorter + 1] - self._first[shorter]
        passage = spread(self._first[shorter], asking)
        code = np.repeat(longer, asking)
        many = self._first[code + 1] - self._first[code] > MANY
        found = [self._all(passage[~many], code[~many]), self._nearest(passage[many], code[many])]
        a, b = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
        a, b = np.maximum(a, b), np.minimum(a, b)
        both = distinct(((a << 32) | b)[a != b])
        return both >> 32, both & ((1 << 32) - 1)

    def alike(self) -> Ints:
        """The codes that several passages have."""
        return np.flatnonzero(np.diff(self._first) > 1)

    def _all(self, passage: Ints, code: Ints) -> tuple[Ints, Ints]:
        sizes = self._first[code + 1] - self._first[code]
        return np.repeat(passage, sizes), spread(self._first[code], sizes)

    def _nearest(self, passage: Ints, code: Ints) -> tuple[Ints, Ints]:
        near = _around(self._times, (code << _BITS) | self._rank[passage], _NEAR)
        known = np.flatnonzero(self._speaker[passage] > 0)
        voice = self._voice(code[known], self._speaker[passage[known]])
        own = _around(self._voiced, (voice << _BITS) | self._rank[passage[known]], _OWN)
        return (
            np.concatenate([passage[near[0]], passage[known][own[0]]]),
            np.concatenate([self._in_time[near[1]], self._by_voice[own[1]]]),
        )


def _around(keys: Ints, asked: Ints, each: int) -> tuple[Ints, Ints]:
    """For each number asked the places of the keys nearest to it on both sides that share its upper bits."""
    at = np.searchsorted(keys, asked)
    low = np.maximum(np.searchsorted(keys, (asked >> _BITS) << _BITS), at - each)
    high = np.minimum(np.searchsorted(keys, ((asked >> _BITS) + 1) << _BITS), at + each + 1)
    return np.repeat(np.arange(len(asked)), high - low), spread(low, high - low)
