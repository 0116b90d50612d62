"""Many passages as arrays: their wordings as numbers, how surprising each word is, and a fixed order of all of them."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np

from quotedesk.collation import frozen as freezing
from quotedesk.collation.arrays import Codes, Floats, Ints, bounds_of, spread
from quotedesk.collation.frozen import Frozen
from quotedesk.collation.normal import keys, plain_keys
from quotedesk.collation.statement import Passage
from quotedesk.quote import Kind

_SURROGATES = range(0xD800, 0xE000)
_CHARACTERS = 0x110000 - len(_SURROGATES)
_LONGEST = 4000  # words of a passage that matching looks at
_CLOSELY = -1
_LONGEST_CODE = 255  # words from which on all lengths count as one in a code
_CODE_BITS = 24
_MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages in their fixed order, the longest wording first, which no order of input changes.

    `wording[n]` is the number of passage n's wording, `rank[n]` its place when all are ordered by what they are and
    where they stand (see `identity`), whatever they say. `words[bounds[w]:bounds[w + 1]]` are the word numbers of
    wording w, `lengths[w]` how many there are, `texts[w]` the same words as one character each (for rapidfuzz),
    `codes[w]` a number made of the words alone, the smaller the longer. `surprise[v]` is the surprise of word v in
    nats, `hashes[v]` a number made of the word alone. `total` is the running sum of the surprise of `words`, `mass` the
    surprise of a whole wording. `doc` numbers the articles, `place` and `end` are where in it a
    passage starts and ends (-1 unknown), `speaker` indexes `names` (the first is "", unknown), `day`
    is a day number, -1 unknown.
    """

    passages: tuple[Passage, ...]
    frozen: Frozen
    vocabulary: tuple[str, ...]
    surprise: Floats
    hashes: Codes
    wording: Ints
    rank: Ints
    words: Ints
    bounds: Ints
    lengths: Ints
    texts: tuple[str, ...]
    codes: Ints
    total: Floats
    mass: Floats
    doc: Ints
    place: Ints
    end: Ints
    names: tuple[str, ...]
    speaker: Ints
    day: Ints

    def of(self, n: int) -> Ints:
        """The word numbers of passage n."""
        return self.words[self.bounds[self.wording[n]] : self.bounds[self.wording[n] + 1]]


def read(passages: Sequence[Passage], frozen: Frozen | None = None) -> Corpus:
    """The passages as a corpus; nobody's words (kind `other`) have no words in it, so that they never match.

    Without `frozen` the passages are themselves the collection that tells what is surprising.
    """
    vocabulary, flat, lengths = _worded(passages)
    given = bounds_of(lengths)
    frozen = frozen or freezing.count(vocabulary, flat, given)
    spelt = _as_texts(flat, given)
    number: dict[str, int] = {}
    met = np.fromiter((number.setdefault(text, len(number)) for text in spelt), dtype=np.int64, count=len(spelt))
    _, example = np.unique(met, return_index=True)
    lengths, starts = lengths[example], given[:-1][example]
    hashes = _hashes(vocabulary)
    codes = _codes(hashes, flat[spread(starts, lengths)], lengths)
    texts = list(number)
    order = np.array(sorted(range(len(texts)), key=lambda w: (codes[w], texts[w])), dtype=np.int64)
    lengths, starts, codes = lengths[order], starts[order], codes[order]
    words = flat[spread(starts, lengths)]
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    doc = _sorted_numbers([passage.doc for passage in passages])
    where, rank = _in_order(passages, place[met], doc)
    ordered, wording, rank = tuple([passages[n] for n in where.tolist()]), place[met][where], rank[where]
    bounds = bounds_of(lengths)
    surprise = frozen.surprise(vocabulary)
    total = np.concatenate([np.zeros(1), np.cumsum(surprise[words])])
    names = ["", *sorted({passage.speaker for passage in passages if passage.speaker})]
    return Corpus(
        passages=ordered,
        frozen=frozen,
        vocabulary=tuple(vocabulary),
        surprise=surprise,
        hashes=hashes,
        wording=wording,
        rank=rank,
        words=words,
        bounds=bounds,
        lengths=lengths,
        texts=tuple(texts[w] for w in order.tolist()),
        codes=codes,
        total=total,
        mass=total[bounds[1:]] - total[bounds[:-1]],
        doc=doc[where],
        place=np.array([_place(passage) for passage in ordered], dtype=np.int64),
        end=np.array([p.parts[-1].end if p.parts else -1 for p in ordered], dtype=np.int64),
        names=tuple(names),
        speaker=_numbered([passage.speaker or "" for passage in ordered], names),
        day=np.array([_day(passage.date) for passage in ordered], dtype=np.int64),
    )


def freeze(passages: Sequence[Passage]) -> Frozen:
    """What grouping holds fast about these passages as a collection."""
    vocabulary, flat, lengths = _worded(passages)
    return freezing.count(vocabulary, flat, bounds_of(lengths))


def identity(passage: Passage) -> tuple[str | int, ...]:
    """What orders printings of one wording: what a printing is and where it stands before what it is called here."""
    source = passage.source or passage.doc
    return passage.date, source, _place(passage), passage.outlet, passage.text, passage.doc, passage.id


def _place(passage: Passage) -> int:
    return passage.parts[0].start if passage.parts else -1


def _worded(passages: Sequence[Passage]) -> tuple[list[str], Ints, Ints]:
    """The vocabulary in order, the words of all passages by their numbers in it, and how many words each has."""
    chunks = _Chunks()
    number = chunks.number
    flat, lengths = array("i"), array("i")
    for passage in passages:
        row: list[int] = []
        if passage.kind is not Kind.OTHER:
            row = list(map(chunks.__getitem__, passage.text.split()))
            if "[" in passage.text or _CLOSELY in row:
                row = [number.setdefault(key, len(number)) for key in keys(passage.text)]
            elif row and min(row) < 0:
                row = [n for chunk in row for n in ((chunk,) if chunk >= 0 else chunks.several[chunk])]
            del row[_LONGEST:]
        flat.extend(row)
        lengths.append(len(row))
    vocabulary = sorted(number)
    place = np.empty(len(vocabulary), dtype=np.int64)
    place[[number[key] for key in vocabulary]] = np.arange(len(vocabulary))
    return vocabulary, place[np.frombuffer(flat, dtype=np.int32)], np.array(lengths, dtype=np.int64)


class _Chunks(dict[str, int]):
    """What stands between two spaces, as the number of its key: most come up again and again and are looked at once.

    `_CLOSELY` where the keys depend on what stands beside; other negative numbers are looked up in `several`, which
    gives the numbers of no key or of several.
    """

    def __init__(self) -> None:
        super().__init__()
        self.number: dict[str, int] = {}
        self.several: dict[int, list[int]] = {}

    def __missing__(self, chunk: str) -> int:
        keys = plain_keys(chunk)
        if keys is None:
            found = _CLOSELY
        else:
            numbers = [self.number.setdefault(key, len(self.number)) for key in keys]
            found = numbers[0] if len(numbers) == 1 else _CLOSELY - 1 - len(self.several)
            if found < 0:
                self.several[found] = numbers
        self[chunk] = found
        return found


def _numbered(values: Sequence[str], known: Sequence[str] = ()) -> Ints:
    number = {value: n for n, value in enumerate(dict.fromkeys((*known, *values)))}
    return np.fromiter(map(number.__getitem__, values), dtype=np.int64, count=len(values))


@lru_cache(maxsize=1 << 16)
def _day(printed: str) -> int:
    """The date as a day number, -1 where it is unknown."""
    try:
        return date.fromisoformat(printed[:10]).toordinal()
    except ValueError:
        return -1


def _as_texts(words: Ints, bounds: Ints) -> list[str]:
    """Each passage as a string, one character a word; the surrogates, which are no characters, are stepped over."""
    points = 1 + words % (_CHARACTERS - 1)
    points = np.where(points >= _SURROGATES.start, points + len(_SURROGATES), points)
    text = points.astype("<u4").tobytes().decode("utf-32-le")
    return [text[a:b] for a, b in pairwise(bounds.tolist())]


def _hashes(vocabulary: Sequence[str]) -> Codes:
    """A number for each word, made of its letters alone."""
    return np.frombuffer(b"".join(map(_digest, vocabulary)), dtype="<u8").astype(np.uint64)


@lru_cache(maxsize=1 << 16)
def _digest(word: str) -> bytes:
    return blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _codes(hashes: Codes, words: Ints, lengths: Ints) -> Ints:
    """For each wording 32 bits: how far it falls short of the longest in the upper eight, its words hashed below."""
    place = spread(np.zeros_like(lengths), lengths).astype(np.uint64)
    mixed = mix(hashes[words] + place * _MIXERS[2])
    running = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    bounds = bounds_of(lengths)
    own = mix(running[bounds[1:]] - running[bounds[:-1]]) >> np.uint64(64 - _CODE_BITS)
    short = _LONGEST_CODE - np.minimum(lengths, _LONGEST_CODE)
    return (short << _CODE_BITS) | own.astype(np.int64)


def length_of(code: int, text: str) -> int:
    """How many words the wording of this code and text has; only where they are many is the text asked."""
    short = code >> _CODE_BITS
    return _LONGEST_CODE - short if short else min(len(keys(text)), _LONGEST)


def mix(values: Codes) -> Codes:
    """The numbers scattered over 64 bits (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * _MIXERS[1]
    values = (values ^ (values >> np.uint64(27))) * _MIXERS[2]
    return values ^ (values >> np.uint64(31))


def _in_order(passages: Sequence[Passage], wording: Ints, doc: Ints) -> tuple[Ints, Ints]:
    """The order of the passages by wording and then by `identity`, and the rank of each by identity alone.

    `doc` numbers the articles by their names.
    """
    sources = doc
    if any(passage.source for passage in passages):
        sources = _sorted_numbers([passage.source or passage.doc for passage in passages])
    place = np.array([_place(passage) for passage in passages], dtype=np.int64)
    dates = _sorted_numbers([passage.date for passage in passages])
    order = np.lexsort((place, sources, dates))
    apart = (np.diff(place[order]) != 0) | (np.diff(sources[order]) != 0) | (np.diff(dates[order]) != 0)
    starts = np.flatnonzero(np.concatenate([[True], apart])) if len(order) else order
    ends = np.append(starts[1:], len(order))
    several = ends - starts > 1
    for a, b in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        order[a:b] = sorted(order[a:b].tolist(), key=lambda n: identity(passages[n]))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return np.lexsort((rank, wording)), rank


def _sorted_numbers(values: Sequence[str]) -> Ints:
    return _numbered(values, sorted(set(values)))
