"""Pairs into statements: each passage points to its best longer witness, and the trees are the statements.

A passage has one outgoing edge at most, so that one bad pair joins two groups and not a hundred. What a person said
goes before: passages that must be together are, and where two that must not be came together, the weakest edge between
them goes.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from quotedesk.collation.arrays import Bools, Floats, Ints

Numbers = Sequence[tuple[int, int]]


def roots(size: int, pairs: tuple[Ints, Ints, Floats, Bools], must: Numbers = (), cannot: Numbers = ()) -> Ints:
    """For each of so many passages the root of its tree. Passages are numbered in their order, the longest first.

    `pairs` are those that are held to be one utterance, as arrays: the shorter (the later number), the longer, the
    score, and whether they are worded alike. Printings with the same words are joined first, and then point to a longer
    one together.
    """
    shorter, longer, score, alike = pairs
    order = np.lexsort((-longer, score))
    shorter, longer, alike = shorter[order], longer[order], alike[order]
    parent = np.arange(size)
    strength = np.zeros(size)
    parent[shorter[alike]] = longer[alike]
    strength[shorter[alike]] = score[order][alike]
    first = highest(parent)
    parent[first[shorter[~alike]]] = longer[~alike]
    strength[first[shorter[~alike]]] = score[order][~alike]
    root = highest(parent)
    return _decided(parent, strength, root, must, cannot) if must or cannot else root


def highest(parent: Ints) -> Ints:
    """Where the parents' parents end."""
    root = parent
    while True:
        higher = root[root]
        if np.array_equal(higher, root):
            return root
        root = higher


def _decided(parent: Ints, strength: Floats, root: Ints, must: Numbers, cannot: Numbers) -> Ints:
    """The trees as people decided: joined where they must be, and cut where they must not be joined."""
    sets = _Sets(root.tolist())
    for a, b in must:
        sets.join(a, b)
    torn = {sets.of(a) for a, b in cannot if sets.of(a) == sets.of(b)}
    found = sets.roots()
    members = np.flatnonzero(np.isin(found, list(torn)))
    inside = set(members.tolist())
    apart = _Sets(list(range(len(parent))))
    for a, b in must:
        if a in inside:
            apart.join(a, b)
    forbidden = [(a, b) for a, b in cannot if a in inside and b in inside]
    edges = members[parent[members] != members]
    for n in edges[np.lexsort((edges, -strength[edges]))].tolist():
        apart.join_unless(n, int(parent[n]), forbidden)
    found[members] = apart.roots()[members]
    return found


class _Sets:
    """Disjoint sets of numbers, each known by its smallest."""

    def __init__(self, parent: list[int]) -> None:
        self._parent = parent

    def of(self, n: int) -> int:
        while self._parent[n] != n:
            self._parent[n] = self._parent[self._parent[n]]
            n = self._parent[n]
        return n

    def join(self, a: int, b: int) -> None:
        a, b = self.of(a), self.of(b)
        self._parent[max(a, b)] = min(a, b)

    def join_unless(self, a: int, b: int, forbidden: Iterable[tuple[int, int]]) -> None:
        ends = {self.of(a), self.of(b)}
        if len(ends) == 2 and not any({self.of(x), self.of(y)} == ends for x, y in forbidden):
            self.join(a, b)

    def roots(self) -> Ints:
        return np.array([self.of(n) for n in range(len(self._parent))], dtype=np.int64)
