"""Many passages as arrays: their words as numbers, how surprising each word is, and a fixed order of the passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
_LONGEST_TITLE = 60  # characters
_PRIOR = 400.0  # quotes that the everyday frequencies count for, against the corpus at hand


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages in their fixed order, the longest first, which no order of input changes.

    `words[bounds[n]:bounds[n + 1]]` are the word numbers of passage n, `surprise[w]` the surprise of word w in nats,
    `texts[n]` the same words as one character each (for rapidfuzz), and passages with
    the same words share a number in `wordings`. `total` is the running sum of the surprise of `words`, `mass` the
    surprise of a whole passage; `is_title` marks passages of a few words that are nothing but a name or a title.
    """

    passages: tuple[Passage, ...]
    vocabulary: tuple[str, ...]
    words: Ints
    bounds: Ints
    surprise: Floats
    texts: tuple[str, ...]
    wordings: Ints
    total: Floats
    mass: Floats
    is_title: NDArray[np.bool_]

    @property
    def lengths(self) -> Ints:
        """How many words each passage has."""
        return np.diff(self.bounds)

    def of(self, n: int) -> Ints:
        """The word numbers of passage n."""
        return self.words[self.bounds[n] : self.bounds[n + 1]]


def read(passages: Sequence[Passage]) -> Corpus:
    """The passages as a corpus; nobody's words (kind `other`) have no words in it, so that they never match."""
    worded = [[] if passage.kind is Kind.OTHER else keys(passage.text) for passage in passages]
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
    surprise = _surprise(vocabulary, words, lengths)
    total = np.concatenate([np.zeros(1), np.cumsum(surprise[words])])
    wording = {text: n for n, text in enumerate(dict.fromkeys(texts))}
    return Corpus(
        passages=ordered,
        vocabulary=tuple(vocabulary),
        words=words,
        bounds=bounds,
        surprise=surprise,
        texts=texts,
        wordings=np.array([wording[text] for text in texts], dtype=np.int64),
        total=total,
        mass=total[bounds[1:]] - total[bounds[:-1]],
        is_title=np.array([is_title(passage.text) for passage in ordered], dtype=bool),
    )


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


def _surprise(vocabulary: Sequence[str], words: Ints, lengths: Ints) -> Floats:
    """-ln of the share of quotes that hold the word: everyday English, then corrected by the corpus as it grows.

    A word's own two quotes (those of a pair under test) are left out of its count.
    """
    sentences, counts = everyday()
    share = np.array([counts.get(key, 0) + 0.5 for key in vocabulary], dtype=np.float64) / sentences
    holders = np.repeat(np.arange(len(lengths)), lengths)
    size = max(1, len(vocabulary))
    each = np.sort(holders * size + words)
    distinct = each[np.flatnonzero(np.diff(each, prepend=-1))]
    held = np.bincount(distinct % size, minlength=len(vocabulary)).astype(np.float64)
    seen = np.maximum(held - 2.0, 0.0)
    mixed = (seen + _PRIOR * share) / (len(lengths) + _PRIOR)
    return -np.log(np.clip(mixed, 1e-9, 0.9))
