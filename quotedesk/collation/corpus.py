"""Many passages as arrays: their wordings as numbers, how surprising each word is, and a fixed order of all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, count, pairwise

import numpy as np

from quotedesk.collation import frozen as freezing
from quotedesk.collation.arrays import Codes, Floats, Ints, Narrow, bounds_of, in_order, numbered, spread
from quotedesk.collation.chunks import Chunks, chunked
from quotedesk.collation.facts import facts_of
from quotedesk.collation.frozen import Frozen
from quotedesk.collation.normal import keys, known_plain_keys, plain_keys
from quotedesk.collation.statement import Passage
from quotedesk.quote import Kind

_SURROGATES = range(0xD800, 0xE000)
_CHARACTERS = 0x110000 - len(_SURROGATES)
_LONGEST = 4000  # words of a passage that matching looks at
_MANY = 10_000  # passages that come together once only; the words of fewer are remembered from one time to the next
_LONGEST_CODE = 255  # words from which on all lengths count as one in a code
_CODE_BITS = 24
_MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages in their fixed order, the longest wording first, which no order of input changes.

    Passage n was given as the `given[n]`th, and so `chunks` have its text. `wording[n]` is the number of its wording,
    `rank[n]` its place when all are ordered by what they are and where they stand (see `facts.identity`), whatever they
    say. `words[bounds[w]:bounds[w + 1]]` are the word numbers of wording w, `lengths[w]` how many there are, `texts[w]`
    the same words as one character each (for rapidfuzz), `codes[w]` a number made of the words alone, the smaller the
    longer. `surprise[v]` is the surprise of word v in nats, `hashes[v]` a number made of the word alone. `total` is the
    running sum of the surprise of `words`, `mass` the surprise of a whole wording. `doc` numbers the articles, `place`
    and `end` are where in it a passage starts and ends (-1 unknown), `speaker` indexes `names` (the first is "",
    unknown), `day` is a day number, -1 unknown.
    """

    passages: tuple[Passage, ...]
    given: Ints
    chunks: Chunks
    frozen: Frozen
    vocabulary: tuple[str, ...]
    surprise: Floats
    hashes: Codes
    wording: Ints
    rank: Ints
    words: Narrow
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

    def of(self, n: int) -> Narrow:
        """The word numbers of passage n."""
        return self.words[self.bounds[self.wording[n]] : self.bounds[self.wording[n] + 1]]


def read(passages: Sequence[Passage], frozen: Frozen | None = None) -> Corpus:
    """The passages as a corpus; nobody's words (kind `other`) have no words in it, so that they never match.

    Without `frozen` the passages are themselves the collection that tells what is surprising.
    """
    chunks, vocabulary, flat, given = _worded(passages)
    frozen = frozen or freezing.count(vocabulary, flat, given)
    number: defaultdict[str, int] = defaultdict(count().__next__)
    met = np.fromiter(map(number.__getitem__, _as_texts(flat, given)), dtype=np.int64, count=len(passages))
    example = np.empty(len(number), dtype=np.int64)
    example[met[::-1]] = np.arange(len(met))[::-1]  # the first of each wording, which is written last
    lengths, starts, texts = np.diff(given)[example], given[example], list(number)
    hashes = _hashes(vocabulary)
    codes = _codes(hashes, flat[spread(starts, lengths)], lengths)
    order = in_order((codes,), texts.__getitem__)
    lengths, starts, codes = lengths[order], starts[order], codes[order]
    words, bounds = flat[spread(starts, lengths)], bounds_of(lengths)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    facts = facts_of(passages)
    where = np.lexsort((facts.rank, place[met]))
    surprise = frozen.surprise(vocabulary)
    total = np.concatenate([np.zeros(1), np.cumsum(surprise[words])])
    return Corpus(
        passages=tuple([passages[n] for n in where.tolist()]),
        given=where,
        chunks=chunks,
        frozen=frozen,
        vocabulary=tuple(vocabulary),
        surprise=surprise,
        hashes=hashes,
        wording=place[met][where],
        rank=facts.rank[where],
        words=words,
        bounds=bounds,
        lengths=lengths,
        texts=tuple([texts[w] for w in order.tolist()]),
        codes=codes,
        total=total,
        mass=total[bounds[1:]] - total[bounds[:-1]],
        doc=facts.doc[where],
        place=facts.place[where],
        end=facts.end[where],
        names=tuple(facts.names),
        speaker=facts.speaker[where],
        day=facts.day[where],
    )


def freeze(passages: Sequence[Passage]) -> Frozen:
    """What grouping holds fast about these passages as a collection."""
    _, vocabulary, words, bounds = _worded(passages)
    return freezing.count(vocabulary, words, bounds)


def _worded(passages: Sequence[Passage]) -> tuple[Chunks, list[str], Narrow, Ints]:
    """The texts as chunks, the vocabulary in order, the words of all passages by their numbers in it, and where each
    passage starts among them.
    """
    texts = [passage.text for passage in passages]
    chunks = chunked(texts)
    own = list(map(plain_keys if len(texts) > _MANY else known_plain_keys, chunks.known))
    apart = [keys is None or "[" in chunk or chunk[0] == "." for chunk, keys in zip(chunks.known, own, strict=True)]
    chunks = chunks.joined(texts, np.array(apart, dtype=bool))
    own += map(keys, chunks.known[len(own) :])
    sizes = np.array([len(keys or ()) for keys in own], dtype=np.int64)
    printed = list(chain.from_iterable(filter(None, own)))
    vocabulary, numbers = numbered(printed)
    words, bounds = chunks.filled(numbers.astype(np.int32), sizes)
    most = np.array([0 if passage.kind is Kind.OTHER else _LONGEST for passage in passages], dtype=np.int64)
    lengths = np.diff(bounds)
    if (lengths > most).any():
        lengths = np.minimum(lengths, most)
        words, bounds = words[spread(bounds[:-1], lengths)], bounds_of(lengths)
    return chunks, vocabulary, words, bounds


def _as_texts(words: Narrow, bounds: Ints) -> list[str]:
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


def _codes(hashes: Codes, words: Narrow, lengths: Ints) -> Ints:
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
