"""Many passages as arrays: their words as numbers, how surprising each word is, and a fixed order of the passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from quotedesk.collation.normal import keys
from quotedesk.collation.rarity import everyday
from quotedesk.collation.statement import Passage
from quotedesk.quote import Kind

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_PRINTED = re.compile(r"[^\W_][^\W_]*(?:['’.-][^\W_]+)*")
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
    worded = [([] if passage.kind is Kind.OTHER else keys(passage.text), passage) for passage in passages]
    worded.sort(key=lambda w: (-len(w[0]), w[0], w[1].doc, w[1].id, w[1].text))
    vocabulary: dict[str, int] = {}
    numbered = [[vocabulary.setdefault(key, len(vocabulary)) for key in words] for words, _ in worded]
    lengths = np.fromiter(map(len, numbered), dtype=np.int64, count=len(numbered))
    bounds = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
    words = np.fromiter(chain.from_iterable(numbered), dtype=np.int64, count=int(bounds[-1]))
    texts = tuple("".join(map(_character, line)) for line in numbered)
    number = {text: n for n, text in enumerate(dict.fromkeys(texts))}
    surprise = _surprise(tuple(vocabulary), words, lengths)
    total = np.concatenate([np.zeros(1), np.cumsum(surprise[words])])
    return Corpus(
        passages=tuple(passage for _, passage in worded),
        vocabulary=tuple(vocabulary),
        words=words,
        bounds=bounds,
        surprise=surprise,
        texts=texts,
        wordings=np.array([number[text] for text in texts], dtype=np.int64),
        total=total,
        mass=total[bounds[1:]] - total[bounds[:-1]],
        is_title=np.array([is_title(passage.text) for _, passage in worded], dtype=bool),
    )


def is_title(text: str) -> bool:
    """Whether a few words are nothing but a name or a title ("Gang of Eight"): shared by everybody who mentions it."""
    if len(text) > _LONGEST_TITLE:
        return False
    printed = _PRINTED.findall(text)
    if not 2 <= len(printed) <= 4:
        return False
    named = sum(word[0].isupper() or word[0].isdigit() for word in printed)
    return named >= 2 and not any(word[0].islower() and len(word) > 3 for word in printed)


def _character(word: int) -> str:
    """One character for a word number; the surrogates are stepped over."""
    return chr(word + 1 if word < 0xD7FF else (word + 0x801) % 0x110000)


def _surprise(vocabulary: Sequence[str], words: Ints, lengths: Ints) -> Floats:
    """-ln of the share of quotes that hold the word: everyday English, then corrected by the corpus as it grows.

    A word's own two quotes (those of a pair under test) are left out of its count.
    """
    sentences, counts = everyday()
    share = np.array([counts.get(key, 0) + 0.5 for key in vocabulary], dtype=np.float64) / sentences
    holders = np.repeat(np.arange(len(lengths)), lengths)
    distinct = np.unique(holders * max(1, len(vocabulary)) + words)
    held = np.bincount(distinct % max(1, len(vocabulary)), minlength=len(vocabulary)).astype(np.float64)
    seen = np.maximum(held - 2.0, 0.0)
    mixed = (seen + _PRIOR * share) / (len(lengths) + _PRIOR)
    return -np.log(np.clip(mixed, 1e-9, 0.9))
