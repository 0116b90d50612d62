"""Which wordings are worth a closer look: those that share rare pairs of words.

Each wording is looked up by its rarest few features among the longer ones, the longest first, and those that it meets
most often are kept. Nothing frequent is dropped outright, so that a quote printed everywhere still finds its fullest
printing, and the work stays in proportion to the number of quotes. Wordings are known by their codes, which are made of
the words alone: what is found does not depend on the order in which quotes came.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from quotedesk.collation.arrays import Ints, Narrow, rank_in_run, spread
from quotedesk.collation.corpus import Corpus
from quotedesk.collation.prints import Features, features

HOLDERS = 24
"""How many holders of a feature are looked at, the longest first."""
_KEPT = 8  # candidates kept for each wording
_BLOCK = 1 << 16  # wordings looked up at a time
_NUMBER_BITS = 24
_MET_BITS = 6  # for how often two wordings met: up to their probes, or a few times as often where codes fall together
_MOST_MET = (1 << _MET_BITS) - 1


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs by the numbers of their codes among all codes in order, `longer[n] < shorter[n]`, and how often they meet.

    A pair meets once for each feature that the shorter is looked up by and the longer holds.
    """

    shorter: Ints
    longer: Ints
    met: Narrow


Kept = list[tuple[int, int]]
"""The candidates of one code, the best first: how often it meets each (negative), and their codes."""


def chosen(lists: Sequence[Sequence[int]]) -> Kept:
    """The candidates of one code, from what each of its probes is held by (the first `HOLDERS` of the longer codes)."""
    times = Counter(chain.from_iterable(holders[:HOLDERS] for holders in lists))
    return best((-met, code) for code, met in times.items())


def best(found: Iterable[tuple[int, int]]) -> Kept:
    """Those that are kept of all that a code meets."""
    return sorted(found)[:_KEPT]


def find(corpus: Corpus) -> Candidates:
    """The pairs of codes to verify, sorted by the shorter, then by the longer."""
    codes, number = np.unique(corpus.codes, return_inverse=True)
    if len(codes) >= 1 << _NUMBER_BITS:
        raise ValueError(f"more than {1 << _NUMBER_BITS} wordings at once")
    blocks = list(_looked_up(features(corpus), number, len(codes)))
    return Candidates(*(np.concatenate([getattr(block, name) for block in blocks]) for name in Candidates.__slots__))


def _looked_up(found: Features, number: Ints, codes: int) -> Iterator[Candidates]:
    """For block after block of codes, the longest holders of what they are looked up by."""
    # One sort makes the index: the holders of a feature stand in a row, and what is looked up stands among them.
    entries = (found.feature.astype(np.int64) << (_NUMBER_BITS + 1)) | (number[found.wording] << 1) | found.probe
    entries.sort()
    if len(entries):
        entries = entries[np.append(entries[1:] >> 1 != entries[:-1] >> 1, True)]  # looked up or not: the last says
    features = entries >> (_NUMBER_BITS + 1)
    starts = np.flatnonzero(np.diff(features, prepend=-1))
    start = np.repeat(starts, np.diff(np.append(starts, len(features)))).astype(np.int32)
    holder = ((entries >> 1) & ((1 << _NUMBER_BITS) - 1)).astype(np.int32)
    probes = np.flatnonzero(entries & 1)
    probes = probes[start[probes] < probes]
    probes = probes[np.argsort(holder[probes], kind="stable")]
    owners = holder[probes]
    del entries, features
    edges = np.searchsorted(owners, np.arange(0, codes + 2 * _BLOCK, _BLOCK))
    for a, b in zip(edges.tolist(), edges[1:].tolist(), strict=False):
        probe = probes[a:b]
        taken = np.minimum(probe - start[probe], HOLDERS)
        shorter = np.repeat(owners[a:b].astype(np.int64), taken)
        yield _best(shorter, holder[spread(start[probe].astype(np.int64), taken)].astype(np.int64))


def _best(shorter: Ints, longer: Ints) -> Candidates:
    """Each pair once; for each shorter code those that met most often, the longest first among equals."""
    pairs = np.sort((shorter << _NUMBER_BITS) | longer)
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    met = np.diff(np.append(first, len(pairs)))
    seldom = _MOST_MET - np.minimum(met, _MOST_MET)
    shorter, longer = pairs[first] >> _NUMBER_BITS, pairs[first] & ((1 << _NUMBER_BITS) - 1)
    # One number a pair: to sort numbers is many times faster than to sort by several keys.
    best = np.sort((((shorter << _MET_BITS) | seldom) << _NUMBER_BITS) | longer)
    best = best[rank_in_run(best >> (_MET_BITS + _NUMBER_BITS)) < _KEPT]
    shorter, longer = best >> (_MET_BITS + _NUMBER_BITS), best & ((1 << _NUMBER_BITS) - 1)
    met = _MOST_MET - ((best >> _NUMBER_BITS) & _MOST_MET)
    kept = np.sort((((shorter << _NUMBER_BITS) | longer) << _MET_BITS) | met)
    shorter, longer = kept >> (_MET_BITS + _NUMBER_BITS), (kept >> _MET_BITS) & ((1 << _NUMBER_BITS) - 1)
    return Candidates(shorter, longer, (kept & _MOST_MET).astype(np.int32))
