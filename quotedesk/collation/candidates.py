"""Which pairs of passages are worth a closer look: those that share rare pairs of words.

Every passage is entered under its neighbouring words, its neighbouring content words (one skipped or not) and its whole
wording; it is then looked up under its rarest few entries, the longest holders first. Nothing frequent is dropped
outright, so that a quote printed everywhere still finds its fullest printing, and the work stays in proportion to the
number of passages. An entry is one integer, a hash above the passage's number, so that one sort makes the index.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotedesk.collation.corpus import Corpus, Ints

_PROBES = 8
_HOLDERS = 128  # looked at in all under a passage's probes
_VERIFIED = 8  # candidates kept for each passage
_CONTENT = 4.0  # nats of surprise from which on a word counts as a content word
_NUMBER_BITS = 24
_FREQUENCY_BITS = 16
_BLOCK = 1 << 16  # passages looked up at a time
_MIXERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xBF58476D1CE4E5B9)

Packed = NDArray[np.uint64]
Narrow = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs by passage number, `longer[n] < shorter[n]`."""

    shorter: Ints
    longer: Ints


@dataclass(frozen=True, slots=True)
class _Index:
    """The entries in order, those of one hash in a run, the longest holder first: whose they are, and their runs."""

    holder: Narrow
    start: Narrow
    size: Narrow


def find(corpus: Corpus) -> Candidates:
    """The pairs to verify, sorted by the shorter passage, then by the longer."""
    if len(corpus.passages) >= 1 << _NUMBER_BITS:
        raise ValueError(f"more than {1 << _NUMBER_BITS} passages at once")
    index = _index(corpus)
    blocks = list(_looked_up(index, len(corpus.passages)))
    return Candidates(*(np.concatenate([block[side] for block in blocks]) for side in (0, 1)))


def _index(corpus: Corpus) -> _Index:
    packed = np.concatenate(list(_entries(corpus)))
    packed.sort()
    packed = packed[np.concatenate([[True], packed[1:] != packed[:-1]])] if len(packed) else packed
    hashes = packed >> np.uint64(_NUMBER_BITS)
    first = (
        np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]])) if len(hashes) else np.zeros(0, np.int64)
    )
    sizes = np.diff(np.append(first, len(hashes)))
    holder = (packed & np.uint64((1 << _NUMBER_BITS) - 1)).astype(np.int32)
    return _Index(holder, np.repeat(first, sizes).astype(np.int32), np.repeat(sizes, sizes).astype(np.int32))


def _entries(corpus: Corpus) -> Iterator[Packed]:
    """The packed entries of all passages; an entry may come more than once."""
    holders = np.repeat(np.arange(len(corpus.passages), dtype=np.uint64), corpus.lengths)
    words = corpus.words.astype(np.uint64)
    content = corpus.surprise[corpus.words] >= _CONTENT
    for found, passages, step in (
        (words, holders, 1),
        (words[content], holders[content], 1),
        (words[content], holders[content], 2),
    ):
        same = passages[:-step] == passages[step:]
        yield _packed(found[:-step][same], found[step:][same], passages[:-step][same])
    several = np.flatnonzero(corpus.lengths > 1)
    wordings = corpus.wordings[several].astype(np.uint64)
    yield _packed(wordings, np.full(len(several), len(corpus.vocabulary), dtype=np.uint64), several.astype(np.uint64))


def _packed(one: Packed, other: Packed, passages: Packed) -> Packed:
    """The hash of two numbers in the upper bits, the passage in the lower ones."""
    mixed = one * np.uint64(_MIXERS[0]) + (other + np.uint64(1)) * np.uint64(_MIXERS[1])
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(_MIXERS[2])
    return (mixed & ~np.uint64((1 << _NUMBER_BITS) - 1)) | passages


def _looked_up(index: _Index, passages: int) -> Iterator[tuple[Ints, Ints]]:
    """For block after block of passages, the longest holders of their rarest entries."""
    probes = _rarest(index)
    owners = index.holder[probes]
    edges = np.searchsorted(owners, np.arange(0, passages + 2 * _BLOCK, _BLOCK))
    for a, b in zip(edges.tolist(), edges[1:].tolist(), strict=False):
        probe, owner = probes[a:b], owners[a:b].astype(np.int64)
        base = int(owner[0]) if len(owner) else 0
        each = np.bincount(owner - base)[owner - base] if len(owner) else owner
        before = probe - index.start[probe]
        taken = np.minimum(before, _HOLDERS // np.maximum(1, each)).astype(np.int64)
        shorter = np.repeat(owner, taken)
        inside = np.arange(int(taken.sum())) - np.repeat(np.cumsum(taken) - taken, taken)
        longer = index.holder[np.repeat(index.start[probe], taken) + inside].astype(np.int64)
        yield _best(shorter, longer, passages)


def _rarest(index: _Index) -> Ints:
    """The places of each passage's rarest entries that others share, passage by passage."""
    shared = np.flatnonzero(index.size > 1)
    frequency = np.minimum(index.size[shared], (1 << _FREQUENCY_BITS) - 1).astype(np.int64)
    holder = index.holder[shared].astype(np.int64)
    order = np.argsort((holder << _FREQUENCY_BITS) | frequency, kind="stable")
    holder = holder[order]
    counts = np.bincount(holder) if len(holder) else holder
    rank = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    return shared[order[rank < _PROBES]]


def _best(shorter: Ints, longer: Ints, passages: int) -> tuple[Ints, Ints]:
    """Each pair once; for each shorter passage those that met most often, the longest first among equals."""
    pair, met = np.unique(shorter * passages + longer, return_counts=True)
    shorter, longer = pair // max(1, passages), pair % max(1, passages)
    order = np.lexsort((longer, -met, shorter))
    ranked = shorter[order]
    starts = np.flatnonzero(np.diff(ranked, prepend=-1))
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    kept = np.sort(order[rank < _VERIFIED])
    return shorter[kept], longer[kept]
