"""Many passages as arrays: their words as numbers, how surprising each word is, and a fixed order of the passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from quotedesk.collation.normal import keys
from quotedesk.collation.rarity import everyday
from quotedesk.collation.statement import Passage
from quotedesk.quote import Kind

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_PRINTED = re.compile(r"[^\W_][^\W_]*(?:['’.-][^\W_]+)*")
_SURROGATES = range(0xD800, 0xE000)
_CHARACTERS = 0x110000 - len(_SURROGATES)
_LONGEST = 4000  # words of a passage that matching looks at
_LONGEST_TITLE = 60  # characters
_PRIOR = 1000.0  # quotes that the everyday frequencies count for, against the corpus at hand


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages in their fixed order, the longest first, which no order of input changes.

    `words[bounds[n]:bounds[n + 1]]` are the word numbers of passage n, `lengths[n]` how many there are, `surprise[w]`
    the surprise of word w in nats, `texts[n]` the same words as one character each (for rapidfuzz); passages with the
    same words share a number in `wordings`. `total` is the running sum of the surprise of `words`, `mass` the surprise
    of a whole passage; `is_title` marks passages of a few words that are nothing but a name or a title. `doc`
    numbers the articles, `speaker` indexes `names` (the first is "", unknown), `day` is a day number, -1 unknown.
    """

    passages: tuple[Passage, ...]
    vocabulary: tuple[str, ...]
    words: Ints
    bounds: Ints
    lengths: Ints
    surprise: Floats
    texts: tuple[str, ...]
    wordings: Ints
    total: Floats
    mass: Floats
    is_title: NDArray[np.bool_]
    doc: Ints
    names: tuple[str, ...]
    speaker: Ints
    day: Ints

    def of(self, n: int) -> Ints:
        """The word numbers of passage n."""
        return self.words[self.bounds[n] : self.bounds[n + 1]]


def read(passages: Sequence[Passage]) -> Corpus:
    """The passages as a corpus; nobody's words (kind `other`) have no words in it, so that they never match."""
    worded = [[] if passage.kind is Kind.OTHER else keys(passage.text)[:_LONGEST] for passage in passages]
    vocabulary = sorted(set(chain.from_iterable(worded)))
    number = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
    lengths = np.fromiter(map(len, worded), dtype=np.int64, count=len(worded))
    flat = np.fromiter(map(number.__getitem__, chain.from_iterable(worded)), dtype=np.int64, count=int(lengths.sum()))
    given = _bounds(lengths)
    texts = _as_texts(flat, given)
    order = sorted(range(len(passages)), key=lambda n: (-len(texts[n]), texts[n], *_identity(passages[n])))
    texts = tuple(texts[n] for n in order)
    ordered = tuple(passages[n] for n in order)
    lengths = lengths[order]
    bounds = _bounds(lengths)
    words = flat[np.repeat(given[:-1][order] - bounds[:-1], lengths) + np.arange(len(flat))]
    surprise = _surprise(vocabulary, words, bounds)
    total = np.concatenate([np.zeros(1), np.cumsum(surprise[words])])
    names = ["", *sorted({passage.speaker for passage in passages if passage.speaker})]
    return Corpus(
        passages=ordered,
        vocabulary=tuple(vocabulary),
        words=words,
        bounds=bounds,
        lengths=lengths,
        surprise=surprise,
        texts=texts,
        wordings=_numbered(texts),
        total=total,
        mass=total[bounds[1:]] - total[bounds[:-1]],
        is_title=np.array([is_title(passage.text) for passage in ordered], dtype=bool),
        doc=_numbered([passage.doc for passage in ordered]),
        names=tuple(names),
        speaker=_numbered([passage.speaker or "" for passage in ordered], names),
        day=np.array([_day(passage.date) for passage in ordered], dtype=np.int64),
    )


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


def _identity(passage: Passage) -> tuple[str, ...]:
    return passage.doc, passage.id, passage.text, passage.speaker or "", passage.date, passage.outlet


def _bounds(lengths: Ints) -> Ints:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])


def _as_texts(words: Ints, bounds: Ints) -> tuple[str, ...]:
    """Each passage as a string, one character a word; the surrogates, which are no characters, are stepped over."""
    points = 1 + words % (_CHARACTERS - 1)
    points = np.where(points >= _SURROGATES.start, points + len(_SURROGATES), points)
    text = points.astype("<u4").tobytes().decode("utf-32-le")
    return tuple(text[a:b] for a, b in pairwise(bounds.tolist()))


def is_title(text: str) -> bool:
    """Whether a few words are nothing but a name or a title ("Gang of Eight"): shared by everybody who mentions it."""
    if len(text) > _LONGEST_TITLE:
        return False
    printed = _PRINTED.findall(text)
    if not 2 <= len(printed) <= 4:
        return False
    named = sum(word[0].isupper() or word[0].isdigit() for word in printed)
    return named >= 2 and not any(word[0].islower() and len(word) > 3 for word in printed)


def _surprise(vocabulary: Sequence[str], words: Ints, bounds: Ints) -> Floats:
    """-ln of the share of quotes that hold the word: everyday English, then corrected by the corpus as it grows.

    The corpus counts a word not by how often but by in how many different neighbourhoods it stands (the fewer of its
    distinct words before and after it: the continuation count of Kneser and Ney 1995), or a quote that everybody prints
    would make its own words common. A word's own two quotes (those of a pair under test) are left out.
    """
    sentences, counts = everyday()
    share = np.array([counts.get(key, 0) + 0.5 for key in vocabulary], dtype=np.float64) / sentences
    edge = len(vocabulary)
    filled = bounds[1:] > bounds[:-1]
    after, before = np.roll(words, -1), np.roll(words, 1)
    after[bounds[1:][filled] - 1] = edge
    before[bounds[:-1][filled]] = edge
    held = np.minimum(_neighbours(words, after, edge), _neighbours(words, before, edge))
    seen = np.maximum(held - 2.0, 0.0)
    apart = held.sum() / max(1, len(words))  # the share of the corpus that is not copied
    mixed: Floats = (seen + _PRIOR * share) / (apart * len(filled) + _PRIOR)
    surprise: Floats = -np.log(np.clip(mixed, 1e-9, 0.9))
    return surprise


def _neighbours(words: Ints, others: Ints, size: int) -> Floats:
    """How many different neighbours each word has, `others` being the neighbours in their places."""
    pairs = np.sort(words * (size + 1) + others)
    distinct = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
    return np.bincount(distinct // (size + 1), minlength=size)[:size].astype(np.float64)
