"""Statements out of passages: candidates, their evidence, and the trees that it makes.

What two passages have to do with each other depends on them, on what is held fast about the collection and, where a
wording is printed very often, on its other printings: so a desk can do it a few quotes at a time and come to the same.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from quotedesk.collation import candidates
from quotedesk.collation.arrays import Bools, Ints
from quotedesk.collation.candidates import Candidates
from quotedesk.collation.corpus import Corpus, length_of, read
from quotedesk.collation.evidence import Pairs, weigh
from quotedesk.collation.facts import identity
from quotedesk.collation.frozen import Frozen
from quotedesk.collation.pairs import Printings
from quotedesk.collation.relations import alone, statement
from quotedesk.collation.spelling import Spelling
from quotedesk.collation.statement import Edge, Grouping, Link, Passage, Statement, Suggestion
from quotedesk.collation.suggestions import suggest
from quotedesk.collation.trees import roots

WEAK = -3.0
"""The log odds above which a pair is worth remembering; above 0 it is held to be one utterance."""
_CHUNK = 1 << 17


def group(passages: Sequence[Passage], frozen: Frozen | None = None, links: Iterable[Link] = ()) -> Grouping:
    """Every passage in exactly one statement, and the pairs of statements that a person should look at.

    Passages of kind `other` and of a single word stand alone. The order of the passages makes no difference. `links`
    are what people said; without `frozen` the passages themselves are the collection that tells what is surprising.
    """
    found, suggestions = grouped(passages, frozen, links)
    return Grouping(tuple(found), suggestions)


def grouped(
    passages: Sequence[Passage], frozen: Frozen | None = None, links: Iterable[Link] = (), *, why: bool = True
) -> tuple[Iterator[Statement], tuple[Suggestion, ...]]:
    """What `group` gives, the statements one at a time: of a million quotes they take more room than all the rest.

    Without `why` they don't say what they rest on.
    """
    corpus = read(passages, frozen)
    pairs = verified(corpus)
    root = linked(corpus, pairs, links)
    return statements(corpus, pairs, root, why=why), suggest(corpus, pairs, root)


def verified(corpus: Corpus, found: Candidates | None = None) -> Pairs:
    """The candidate pairs with their log odds, sorted by the shorter passage; `found` are the candidates, if known."""
    found, printings = found or candidates.find(corpus), Printings(corpus)
    alike = printings.alike()
    codes = np.concatenate([found.shorter, alike]), np.concatenate([found.longer, alike])
    return _weighed(corpus, *printings.pairs(*codes))


def _weighed(corpus: Corpus, short: Ints, long: Ints) -> Pairs:
    """The pairs of passages, but for those of a single word."""
    enough = corpus.lengths[corpus.wording[short]] > 1
    short, long = short[enough], long[enough]
    chunks = [weigh(corpus, short[n : n + _CHUNK], long[n : n + _CHUNK]) for n in range(0, max(1, len(short)), _CHUNK)]
    return Pairs(*(np.concatenate([getattr(c, name) for c in chunks]) for name in Pairs.__slots__))


class Held:
    """Some passages that are held against each other by pairs of their codes, the longer second; or one code twice: its
    printings are held against each other. They are all passages that this needs.
    """

    def __init__(self, passages: Sequence[Passage], frozen: Frozen) -> None:
        self._corpus = read(passages, frozen)
        self._printings = Printings(self._corpus)
        self._codes = np.unique(self._corpus.codes[self._corpus.wording])

    def edges(
        self, near: Collection[tuple[int, int]], again: Collection[tuple[int, int]] = (), fresh: Collection[str] = ()
    ) -> list[Edge]:
        """The edges of codes `near` to those chosen for them (`candidates.chosen`), and of other codes, which are held
        against each other `again`, those from or to one of the `fresh` passages.

        An edge belongs to its shorter passage; only those above `WEAK` are given.
        """
        corpus, new = self._corpus, self._are(fresh)
        short, long = self._pairs(near)
        other, longer = self._pairs(again)
        met = new[other] | new[longer]
        short, long = np.concatenate([short, other[met]]), np.concatenate([long, longer[met]])
        if not len(short):
            return []
        pairs = _weighed(corpus, short, long)
        kept = np.flatnonzero(pairs.score > WEAK)
        short, long = pairs.shorter[kept], pairs.longer[kept]
        alike = corpus.wording[short] == corpus.wording[long]
        columns = (short.tolist(), long.tolist(), pairs.score[kept].tolist(), alike.tolist())
        return [
            Edge(corpus.passages[a].id, corpus.passages[b].id, score, same)
            for a, b, score, same in zip(*columns, strict=True)
        ]

    def around(
        self, near: Collection[tuple[int, int]], fresh: Collection[str]
    ) -> tuple[set[str], set[tuple[str, str]]]:
        """The passages that are held against fresh ones, and all pairs (the longer second) with one of them."""
        new = self._are(fresh)
        shorter, longer = self._pairs(near)
        met = new[shorter] | new[longer]
        touched = np.zeros(len(new), dtype=bool)
        touched[shorter[met]] = touched[longer[met]] = True
        kept = touched[shorter] | touched[longer]
        names = [passage.id for passage in self._corpus.passages]
        ends = zip(shorter[kept].tolist(), longer[kept].tolist(), strict=True)
        return {names[n] for n in np.flatnonzero(touched)}, {(names[a], names[b]) for a, b in ends}

    def _are(self, these: Collection[str]) -> Bools:
        return np.array([passage.id in these for passage in self._corpus.passages], dtype=bool)

    def _pairs(self, near: Collection[tuple[int, int]]) -> tuple[Ints, Ints]:
        if not near:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        both = np.searchsorted(self._codes, np.array(list(near), dtype=np.int64))
        return self._printings.pairs(both[:, 0], both[:, 1])


def linked(corpus: Corpus, pairs: Pairs, links: Iterable[Link] = ()) -> Ints:
    """For each passage the root of its tree, where every passage points to the one it is best explained by."""
    must, cannot = _numbered(links, {passage.id: n for n, passage in enumerate(corpus.passages)}) if links else ((), ())
    proved = pairs.score > 0
    shorter, longer = pairs.shorter[proved], pairs.longer[proved]
    alike = corpus.wording[shorter] == corpus.wording[longer]
    return roots(len(corpus.passages), (shorter, longer, pairs.score[proved], alike), must, cannot)


def _numbered(links: Iterable[Link], number: Mapping[str, int]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What must and what cannot be together, by number; links to passages that are not there say nothing."""
    must: list[tuple[int, int]] = []
    cannot: list[tuple[int, int]] = []
    for link in links:
        if link.a in number and link.b in number:
            (must if link.same else cannot).append((number[link.a], number[link.b]))
    return must, cannot


def trees(
    passages: Sequence[Passage], codes: Sequence[int], edges: Iterable[Edge], links: Iterable[Link] = ()
) -> list[list[Passage]]:
    """The statements of some passages by their edges and what people said, each with its fullest first.

    `codes` are those of the passages' wordings. Edges that do not hold (score 0 or less), or lead to other passages,
    are left out.
    """
    placed = sorted(zip(map(identity, passages), codes, passages, strict=True))
    order = sorted(range(len(placed)), key=lambda rank: (placed[rank][1], rank))
    ordered = [placed[rank][2] for rank in order]
    number = {passage.id: n for n, passage in enumerate(ordered)}
    held = [e for e in edges if e.score > 0 and e.shorter in number and e.longer in number]
    pairs = (
        np.array([number[e.shorter] for e in held], dtype=np.int64),
        np.array([number[e.longer] for e in held], dtype=np.int64),
        np.array([e.score for e in held], dtype=np.float64),
        np.array([e.alike for e in held], dtype=bool),
    )
    root = roots(len(ordered), pairs, *_numbered(links, number))
    wording = [placed[rank][1] for rank in order]
    lengths = [length_of(code, p.text) for code, p in zip(wording, ordered, strict=True)]
    return [[ordered[n] for n in _fullest_first(tree, wording, lengths, order)] for tree in _members(root)]


def members(corpus: Corpus, root: Ints) -> list[list[int]]:
    """The members of each tree, the fullest first."""
    wording, rank = corpus.wording.tolist(), corpus.rank.tolist()
    lengths = corpus.lengths[corpus.wording].tolist()
    return [_fullest_first(tree, wording, lengths, rank) for tree in _members(root)]


def _members(root: Ints) -> list[list[int]]:
    order = np.argsort(root, kind="stable")
    starts = np.flatnonzero(np.diff(root[order], prepend=-1))
    ends = np.append(starts[1:], len(order))
    numbers = order.tolist()
    return [numbers[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)] if numbers else []


def _fullest_first(
    members: list[int], wording: Sequence[int], lengths: Sequence[int], rank: Sequence[int]
) -> list[int]:
    """The members in their order, but of the longest wordings the one that is printed most, or first, comes first."""
    length = lengths[members[0]]
    longest = [n for n in members if lengths[n] == length]
    if len(longest) == 1:
        return members
    printed = Counter([wording[n] for n in longest])
    fullest = max(longest, key=lambda n: (printed[wording[n]], -rank[n]))
    return members if fullest == members[0] else [fullest, *(n for n in members if n != fullest)]


def statements(corpus: Corpus, pairs: Pairs, root: Ints, *, why: bool = True) -> Iterator[Statement]:
    """The trees as statements, the longest first."""
    trees, spelling, passages = members(corpus, root), Spelling(), corpus.passages
    of = root.tolist()
    names = {of[tree[0]]: passages[tree[0]].id for tree in trees}
    elsewhere: dict[int, set[str]] = {}
    proved = (pairs.score > 0) & (root[pairs.shorter] != root[pairs.longer])
    for short, long in zip(pairs.shorter[proved].tolist(), pairs.longer[proved].tolist(), strict=True):
        elsewhere.setdefault(short, set()).add(names[of[long]])
    also_in = {n: tuple(sorted(ids)) for n, ids in elsewhere.items()}
    together = np.array([n for tree in trees if len(tree) > 1 for n in tree], dtype=np.int64)
    spelt = spelling.of_each(corpus.chunks, corpus.given[together])
    for tree in trees:
        also = [also_in.get(n, ()) for n in tree]
        if len(tree) == 1:
            yield alone(passages[tree[0]], also[0])
        else:
            yield statement([passages[n] for n in tree], list(islice(spelt, len(tree))), also, spelling, why=why)
