"""Statements out of passages: each passage points to its best longer witness, and the trees are the statements.

A passage has one outgoing edge at most, so that one bad pair joins two groups and not a hundred; what else it was found
to be a part of is kept as `also_in`. The order of the input plays no part.
"""

from collections.abc import Sequence

import numpy as np

from quotedesk.collation import candidates
from quotedesk.collation.corpus import Corpus, Ints, read
from quotedesk.collation.evidence import Pairs, weigh
from quotedesk.collation.relations import statement
from quotedesk.collation.statement import Grouping, Passage, Statement
from quotedesk.collation.suggestions import suggest

_CHUNK = 1 << 18


def group(passages: Sequence[Passage]) -> Grouping:
    """Every passage in exactly one statement, and the pairs of statements that a person should look at.

    Passages of kind `other` and of a single word stand alone. The order of the passages makes no difference.
    """
    corpus = read(passages)
    pairs = verified(corpus)
    parent = _parents(corpus, pairs)
    root = _roots(parent)
    return Grouping(tuple(_statements(corpus, pairs, root)), suggest(corpus, pairs, root))


def verified(corpus: Corpus) -> Pairs:
    """The candidate pairs with their log odds, sorted by the shorter passage."""
    found = candidates.find(corpus)
    chunks = [
        weigh(corpus, found.shorter[n : n + _CHUNK], found.longer[n : n + _CHUNK])
        for n in range(0, max(1, len(found.shorter)), _CHUNK)
    ]
    return Pairs(*(np.concatenate([getattr(c, name) for c in chunks]) for name in Pairs.__slots__))


def _parents(corpus: Corpus, pairs: Pairs) -> Ints:
    """For each passage the one it is best explained by, itself if none.

    Printings with the same words are joined first, and then point to a longer one together.
    """
    parent = np.arange(len(corpus.passages))
    proved = np.flatnonzero(pairs.score > 0)
    order = proved[np.lexsort((-pairs.longer[proved], pairs.score[proved]))]
    alike = corpus.wordings[pairs.shorter[order]] == corpus.wordings[pairs.longer[order]]
    parent[pairs.shorter[order[alike]]] = pairs.longer[order[alike]]
    first = _roots(parent)
    parent[first[pairs.shorter[order[~alike]]]] = pairs.longer[order[~alike]]
    return parent


def _roots(parent: Ints) -> Ints:
    root = parent
    while True:
        higher = root[root]
        if np.array_equal(higher, root):
            return root
        root = higher


def _statements(corpus: Corpus, pairs: Pairs, root: Ints) -> list[Statement]:
    elsewhere: dict[int, list[int]] = {}
    proved = (pairs.score > 0) & (root[pairs.shorter] != root[pairs.longer])
    for short, long in zip(pairs.shorter[proved].tolist(), pairs.longer[proved].tolist(), strict=True):
        elsewhere.setdefault(short, []).append(int(root[long]))
    order = np.argsort(root, kind="stable")
    starts = np.flatnonzero(np.concatenate([[True], np.diff(root[order]) != 0])) if len(order) else order
    out = []
    for members in np.split(order, starts[1:]) if len(order) else ():
        ids = members.tolist()
        also = [tuple(sorted({corpus.passages[r].id for r in elsewhere.get(n, ())})) for n in ids]
        out.append(statement([corpus.passages[n] for n in ids], also))
    return out
