"""How surprising it is that two quotes share a word: the words of everyday English, corrected by the corpus at hand."""

from functools import lru_cache
from math import log

from quotedesk.collation.equal_names import EqualNames, in_force
from quotedesk.collation.normal import keys
from quotedesk.paths import RESOURCES

_UNSEEN = 1.5  # sentences a word that is not in the table is taken to stand in


def everyday() -> tuple[int, dict[str, int]]:
    """The number of sentences counted, and in how many of them each key of the normal form stands."""
    return _everyday(in_force())


@lru_cache(maxsize=2)
def _everyday(_names: EqualNames) -> tuple[int, dict[str, int]]:
    counts: dict[str, int] = {}
    sentences = 0
    for line in (RESOURCES / "lexicons" / "common_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, count = line.split("\t")
        if not sentences:
            sentences = int(count)
            continue
        for key in keys(word):
            counts[key] = counts.get(key, 0) + int(count)
    return sentences, counts


def surprise(key: str) -> float:
    """How surprising the key is in everyday English, in nats: from about 1 ("the") to about 9.5 (not in the table)."""
    return _surprise(key, in_force())


@lru_cache(maxsize=1 << 18)
def _surprise(key: str, names: EqualNames) -> float:
    sentences, counts = _everyday(names)
    return log((sentences + 1) / min(sentences, counts.get(key, 0) + _UNSEEN))


def weight(key: str) -> float:
    """The key's weight in an alignment, from .25 (function words) to 1."""
    return min(1.0, max(0.25, (surprise(key) - 1.0) / 5.0))
