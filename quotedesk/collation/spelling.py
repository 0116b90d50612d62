"""Printed words as one character each: two printings are then compared by what is done fastest, as two strings."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from quotedesk.collation.arrays import Ints
from quotedesk.collation.chunks import Chunks
from quotedesk.collation.meaning import is_telling
from quotedesk.collation.normal import folds
from quotedesk.collation.rarity import weight

ELISION = "\0"
"""The character of a mark of omission."""
_CHARACTERS = 0x110000
_CODING = "utf-32-le", "surrogatepass"
_AT_ONCE = 1 << 12  # texts
_MANY = 1 << 19  # words after which `renew` starts afresh


class Spelling(dict[str, str]):
    """Spells texts, a character a word: words with one fold share one. Keys are what stands between two spaces."""

    def __init__(self) -> None:
        super().__init__()
        self._folds: list[str] = []
        self._number: dict[str, int] = {}
        self.telling: set[str] = set()
        """The characters of negations and numbers."""
        self._known("…")

    def __missing__(self, chunk: str) -> str:
        found = self[chunk] = "".join(map(self._known, folds(chunk)))
        return found

    def of(self, text: str) -> str:
        """The text with a character for each of its words and marks of omission."""
        if ". ." in text or ".\u00a0." in text:  # a mark of omission with spaces in it
            return "".join(map(self._known, folds(text)))
        return "".join(map(self.__getitem__, text.split()))

    def of_each(self, chunks: Chunks, texts: Ints) -> Iterator[str]:
        """What `of` gives for these of many texts, one after the other."""
        own = list(map(self.__getitem__, chunks.known))
        sizes = np.array(list(map(len, own)), dtype=np.int64)
        characters = np.frombuffer("".join(own).encode(*_CODING), dtype="<i4")
        for n in range(0, len(texts), _AT_ONCE):
            spelt, bounds = chunks.of(texts[n : n + _AT_ONCE]).filled(characters, sizes)
            text = spelt.tobytes().decode(*_CODING)
            yield from [text[a:b] for a, b in pairwise(bounds.tolist())]

    def fold(self, character: str) -> str:
        """The fold of the word that a character stands for."""
        return self._folds[ord(character)]

    def weight(self, character: str) -> float:
        """The weight of that word in an alignment."""
        return weight(self.fold(character))

    def renew(self) -> None:
        """Forgets its words if there are very many; what was spelt before says nothing from then on."""
        if len(self._folds) > _MANY:
            self.clear()
            self.telling.clear()
            del self._folds[1:]
            self._number = {"…": 0}

    def _known(self, fold: str) -> str:
        number = self._number.setdefault(fold, len(self._number))
        if number == len(self._folds):
            self._folds.append(fold)
            if is_telling(fold):
                self.telling.add(chr(number % _CHARACTERS))
        return chr(number % _CHARACTERS)
