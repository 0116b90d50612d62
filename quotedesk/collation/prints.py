"""What a wording is found by: pairs of its words, and the rarest of them, which are looked up.

They depend on the words and on what is held fast about the collection, on no other passage: an index of them can grow
and shrink with the quotes, and tells the same in whatever order they came.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from quotedesk.collation.arrays import Bools, Codes, Floats, Ints, Narrow, rank_in_run
from quotedesk.collation.corpus import Corpus, mix, read
from quotedesk.collation.frozen import Frozen
from quotedesk.collation.statement import Passage

FEATURE_BITS, CODE_BITS = 30, 32
_PROBES = 8
_BLOCK = 1 << 14  # wordings at a time
_CONTENT = 4.0  # nats of surprise from which on a word counts as a content word
_LEAST = 7.0  # nats of surprise below which a pair of words tells nothing
_MOST_NATS = 64.0  # of three words; one has 21 at most
_SIDES = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))


@dataclass(frozen=True, slots=True)
class Print:
    """What one passage is found by: the code of its wording, the features it holds, and those it is looked up by."""

    code: int
    holds: tuple[int, ...]
    probes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """The features of all wordings, sorted by wording, then by feature; `probe` marks those looked up."""

    wording: Narrow
    feature: Narrow
    probe: Bools


def pack(feature: int, code: int, probe: bool) -> int:
    """One entry of an index as 63 bits: the feature, whether it is looked up by it, the code of the wording."""
    return feature << (CODE_BITS + 1) | probe << CODE_BITS | code


def unpack(entry: int) -> tuple[int, bool, int]:
    """What `pack` packed: the feature, whether it is looked up by it, the code."""
    return entry >> (CODE_BITS + 1), bool(entry >> CODE_BITS & 1), entry & ((1 << CODE_BITS) - 1)


def prints(passages: Sequence[Passage], frozen: Frozen) -> list[Print]:
    """What each passage is found by, in their order. Passages of one word and nobody's words are found by nothing."""
    if not passages:
        return []
    corpus = read(passages, frozen)
    found = features(corpus)
    edges = np.searchsorted(found.wording, np.arange(len(corpus.lengths) + 1)).tolist()
    of_wording = [
        Print(
            int(code),
            tuple(found.feature[a:b].tolist()),
            tuple(found.feature[a:b][found.probe[a:b]].tolist()),
        )
        for code, (a, b) in zip(corpus.codes, pairwise(edges), strict=True)
    ]
    made = {id(p): of_wording[w] for p, w in zip(corpus.passages, corpus.wording.tolist(), strict=True)}
    return [made[id(passage)] for passage in passages]


def features(corpus: Corpus) -> Features:
    """The neighbouring words of each wording, and its neighbouring content words, one between them skipped or not.

    Where two neighbours are so common that they tell nothing, they are taken three at a time.
    """
    starts = range(0, max(1, len(corpus.lengths)), _BLOCK)
    blocks = [_features(corpus, start, min(start + _BLOCK, len(corpus.lengths))) for start in starts]
    return Features(*(np.concatenate([getattr(block, name) for block in blocks]) for name in Features.__slots__))


def _features(corpus: Corpus, start: int, end: int) -> Features:
    """Those of some wordings."""
    words = corpus.words[corpus.bounds[start] : corpus.bounds[end]]
    owner = np.repeat(np.arange(end - start), corpus.lengths[start:end])
    surprise, spelt = corpus.surprise[words], corpus.hashes[words]
    content = surprise >= _CONTENT
    hashes, wordings, weights = [], [], []
    for some, step in ((slice(None), 1), (content, 1), (content, 2)):
        own, rare, hashed = owner[some], surprise[some], spelt[some]
        rarity = rare[:-step] + rare[step:]
        first = np.flatnonzero((own[:-step] == own[step:]) & (rarity >= _LEAST))
        hashes.append(_hashed(hashed[first], hashed[first + step]))
        wordings.append(own[first])
        weights.append(rarity[first])
    common = surprise[:-1] + surprise[1:] < _LEAST
    first = np.flatnonzero((owner[:-2] == owner[2:]) & common[:-1] & common[1:])
    hashes.append(_hashed(spelt[first] * _SIDES[1] + spelt[first + 1], spelt[first + 2]))
    wordings.append(owner[first])
    weights.append(surprise[first] + surprise[first + 1] + surprise[first + 2])
    packed = (np.concatenate(wordings) << FEATURE_BITS) | np.concatenate(hashes)
    order = np.argsort(packed)
    packed = packed[order]
    once = np.flatnonzero(np.diff(packed, prepend=-1))
    rarity = np.maximum.reduceat(np.concatenate(weights)[order], once) if len(once) else np.zeros(0)
    wording, feature = packed[once] >> FEATURE_BITS, packed[once] & ((1 << FEATURE_BITS) - 1)
    probe = np.zeros(len(once), dtype=bool)
    probe[rarest(wording, rarity)] = True
    return Features((wording + start).astype(np.int32), feature.astype(np.int32), probe)


def rarest(wording: Ints, rarity: Floats) -> Ints:
    """Where the `_PROBES` rarest features of each wording stand; of equals the first ones.

    Wordings, how common a feature is (in steps of less than a millionth of a nat) and its place make one number each:
    to sort numbers is many times faster than to sort by several keys.
    """
    place_bits = max(1, len(wording).bit_length())
    spare = 63 - place_bits - max(1, _BLOCK.bit_length())
    common = ((_MOST_NATS - np.minimum(rarity, _MOST_NATS)) * ((1 << spare) - 1) / _MOST_NATS).astype(np.int64)
    packed = np.sort((wording << (spare + place_bits)) | (common << place_bits) | np.arange(len(wording)))
    chosen = rank_in_run(packed >> (spare + place_bits)) < _PROBES
    return packed[chosen] & ((1 << place_bits) - 1)


def _hashed(left: Codes, right: Codes) -> Ints:
    return (mix(left * _SIDES[0] + right * _SIDES[1]) >> np.uint64(64 - FEATURE_BITS)).astype(np.int64)
