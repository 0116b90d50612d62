"""Which pairs of passages are worth a closer look: those that share rare pairs of words.

Every passage is entered under its neighbouring words, its neighbouring content words (one skipped or not) and its whole
wording; it is then looked up under its rarest few entries, the longest holders first. Nothing frequent is dropped
outright, so that a quote printed everywhere still finds its fullest printing, and the work stays in proportion to the
number of passages.
"""

from dataclasses import dataclass

import numpy as np

from quotedesk.collation.corpus import Corpus, Ints

_PROBES = 8
_HOLDERS = 128  # looked at in all under a passage's probes
_VERIFIED = 8  # candidates kept for each passage
_CONTENT = 4.0  # nats of surprise from which on a word counts as a content word


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs by passage number, `longer[n] < shorter[n]`, and under how many entries they met."""

    shorter: Ints
    longer: Ints
    met: Ints


def find(corpus: Corpus) -> Candidates:
    """The pairs to verify, sorted by the shorter passage, then by the longer."""
    holder, entry = _entries(corpus)
    if not len(holder):
        empty = np.zeros(0, dtype=np.int64)
        return Candidates(empty, empty, empty)
    order = np.argsort(entry, kind="stable")
    holder, entry = holder[order], entry[order]
    starts = np.flatnonzero(np.concatenate([[True], entry[1:] != entry[:-1]]))
    sizes = np.diff(np.append(starts, len(entry)))
    run = np.repeat(np.arange(len(starts)), sizes)
    before = np.arange(len(entry)) - starts[run]
    probe, probes = _rarest(holder, sizes[run], len(corpus.passages))
    probe = probe[before[probe] > 0]
    taken = np.minimum(before[probe], _HOLDERS // np.maximum(1, probes[holder[probe]]))
    shorter = np.repeat(holder[probe], taken)
    inside = np.arange(int(taken.sum())) - np.repeat(np.cumsum(taken) - taken, taken)
    longer = holder[np.repeat(starts[run[probe]], taken) + inside]
    return _best(shorter, longer, len(corpus.passages))


def _entries(corpus: Corpus) -> tuple[Ints, Ints]:
    """(passage, entry) for every distinct entry of every passage, in the order of the passages."""
    holders = np.repeat(np.arange(len(corpus.passages)), corpus.lengths)
    size = max(1, len(corpus.vocabulary))
    content = corpus.surprise[corpus.words] >= _CONTENT
    found = []
    for words, passages, steps in (
        (corpus.words, holders, (1,)),
        (corpus.words[content], holders[content], (1, 2)),
    ):
        for step in steps:
            same = passages[:-step] == passages[step:]
            pair = words[:-step][same] * size + words[step:][same]
            found.append((passages[:-step][same], pair))
    several = corpus.lengths > 1
    found.append((np.flatnonzero(several), -1 - corpus.wordings[several]))
    holder = np.concatenate([h for h, _ in found])
    entry = np.concatenate([e for _, e in found])
    order = np.lexsort((entry, holder))
    holder, entry = holder[order], entry[order]
    first = np.ones(len(holder), dtype=bool)
    first[1:] = (holder[1:] != holder[:-1]) | (entry[1:] != entry[:-1])
    return holder[first], entry[first]


def _rarest(holder: Ints, frequency: Ints, passages: int) -> tuple[Ints, Ints]:
    """The places of each passage's rarest shared entries, and how many each passage has of them."""
    shared = np.flatnonzero(frequency > 1)
    order = shared[np.lexsort((shared, frequency[shared], holder[shared]))]
    counts = np.bincount(holder[order], minlength=passages)
    rank = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[rank < _PROBES], np.minimum(counts, _PROBES)


def _best(shorter: Ints, longer: Ints, passages: int) -> Candidates:
    """Each pair once; for each shorter passage those that met most often, the longest first among equals."""
    pair, met = np.unique(shorter * passages + longer, return_counts=True)
    shorter, longer = pair // passages, pair % passages
    order = np.lexsort((longer, -met, shorter))
    counts = np.bincount(shorter, minlength=passages)
    rank = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    kept = np.sort(order[rank < _VERIFIED])
    return Candidates(shorter[kept], longer[kept], met[kept])
