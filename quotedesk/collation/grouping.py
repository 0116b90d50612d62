"""Statements out of passages: each passage points to its best longer witness, and the trees are the statements.

A passage has one outgoing edge at most, so that one bad pair joins two groups and not a hundred; what else it was found
to be a part of is kept as `also_in`. The order of the input plays no part.
"""

from collections import Counter
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
    root = trees(corpus, pairs)
    return Grouping(tuple(statements(corpus, pairs, root)), suggest(corpus, pairs, root))


def verified(corpus: Corpus) -> Pairs:
    """The candidate pairs with their log odds, sorted by the shorter passage."""
    found = candidates.find(corpus)
    chunks = [
        weigh(corpus, found.shorter[n : n + _CHUNK], found.longer[n : n + _CHUNK])
        for n in range(0, max(1, len(found.shorter)), _CHUNK)
    ]
    return Pairs(*(np.concatenate([getattr(c, name) for c in chunks]) for name in Pairs.__slots__))


def trees(corpus: Corpus, pairs: Pairs) -> Ints:
    """For each passage the root of its tree, where every passage points to the one it is best explained by.

    Printings with the same words are joined first, and then point to a longer one together.
    """
    parent = np.arange(len(corpus.passages))
    proved = np.flatnonzero(pairs.score > 0)
    order = proved[np.lexsort((-pairs.longer[proved], pairs.score[proved]))]
    alike = corpus.wordings[pairs.shorter[order]] == corpus.wordings[pairs.longer[order]]
    parent[pairs.shorter[order[alike]]] = pairs.longer[order[alike]]
    first = _roots(parent)
    parent[first[pairs.shorter[order[~alike]]]] = pairs.longer[order[~alike]]
    return _roots(parent)


def _roots(parent: Ints) -> Ints:
    root = parent
    while True:
        higher = root[root]
        if np.array_equal(higher, root):
            return root
        root = higher


def _fullest_first(corpus: Corpus, members: list[int]) -> list[int]:
    """The members in their order, but of the longest wordings the one that is printed most comes first."""
    printed = Counter(int(corpus.wordings[n]) for n in members)
    longest = [n for n in members if corpus.lengths[n] == corpus.lengths[members[0]]]
    fullest = max(longest, key=lambda n: (printed[int(corpus.wordings[n])], -n))
    return [fullest, *(n for n in members if n != fullest)]


def statements(corpus: Corpus, pairs: Pairs, root: Ints) -> list[Statement]:
    """The trees as statements, the longest first."""
    order = np.argsort(root, kind="stable")
    starts = np.flatnonzero(np.diff(root[order], prepend=-1))
    trees = [_fullest_first(corpus, members.tolist()) for members in np.split(order, starts[1:]) if len(members)]
    names = {int(root[members[0]]): corpus.passages[members[0]].id for members in trees}
    elsewhere: dict[int, set[str]] = {}
    proved = (pairs.score > 0) & (root[pairs.shorter] != root[pairs.longer])
    for short, long in zip(pairs.shorter[proved].tolist(), pairs.longer[proved].tolist(), strict=True):
        elsewhere.setdefault(short, set()).add(names[int(root[long])])
    return [
        statement([corpus.passages[n] for n in members], [tuple(sorted(elsewhere.get(n, ()))) for n in members])
        for members in trees
    ]
