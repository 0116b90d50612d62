"""What laying one word against another is worth in an alignment."""

from collections.abc import Sequence

import numpy as np

from quotedesk.collation.normal import Token
from quotedesk.collation.path import Scores
from quotedesk.collation.rarity import weight

OTHER_WORD = -0.3
_AGAINST_ELISION = -0.7
_SAME_KEYS = 0.9
_SHARED_KEY = 0.5

Word = tuple[str, tuple[str, ...]]
"""A word as alignment knows it: its fold and its keys; without keys it is a mark of omission."""


def word_of(token: Token) -> Word:
    """The token without its place."""
    return token.fold, token.keys


def worth_table(words: Sequence[Word]) -> Scores:
    """What laying each of these distinct words against each is worth: a square table, a match at most 1."""
    table = np.full((len(words), len(words)), OTHER_WORD, dtype=np.float32)
    holders: dict[str, list[int]] = {}
    for n, (_, keys) in enumerate(words):
        if not keys:
            table[n, :] = table[:, n] = _AGAINST_ELISION
        for key in dict.fromkeys(keys or ("",)):
            holders.setdefault(key, []).append(n)
    for sharing in holders.values():
        for a in sharing:
            for b in sharing:
                table[a, b] = _worth(words[a], words[b])
    return table


def score_matrix(left: Sequence[Token], right: Sequence[Token]) -> Scores:
    """What laying each token of one side against each of the other is worth."""
    number = {word: n for n, word in enumerate(dict.fromkeys(map(word_of, (*left, *right))))}
    table = worth_table(list(number))
    return table[np.ix_([number[word_of(t)] for t in left], [number[word_of(t)] for t in right])]


def _worth(a: Word, b: Word) -> float:
    (a_fold, a_keys), (b_fold, b_keys) = a, b
    if not a_keys:
        return 1.0
    if a_fold == b_fold:
        return max(map(weight, a_keys))
    if a_keys == b_keys:
        return _SAME_KEYS * max(map(weight, a_keys))
    return _SHARED_KEY * max(map(weight, set(a_keys) & set(b_keys)))
