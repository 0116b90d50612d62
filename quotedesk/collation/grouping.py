"""Statements out of passages: candidates, their evidence, and the trees that it makes.

What two passages have to do with each other depends on them, on what is held fast about the collection and, where a
wording is printed very often, on its other printings: so a desk can do it a few quotes at a time and come to the same.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from quotedesk.collation import candidates
from quotedesk.collation.arrays import Ints
from quotedesk.collation.corpus import Corpus, read
from quotedesk.collation.evidence import Pairs, weigh
from quotedesk.collation.frozen import Frozen
from quotedesk.collation.pairs import Printings
from quotedesk.collation.relations import statement
from quotedesk.collation.statement import Edge, Grouping, Link, Passage, Statement, Suggestion
from quotedesk.collation.suggestions import suggest
from quotedesk.collation.trees import roots

WEAK = -3.0
"""The log odds above which a pair is worth remembering; above 0 it is held to be one utterance."""
_CHUNK = 1 << 19


def group(passages: Sequence[Passage], frozen: Frozen | None = None, links: Iterable[Link] = ()) -> Grouping:
    """Every passage in exactly one statement, and the pairs of statements that a person should look at.

    Passages of kind `other` and of a single word stand alone. The order of the passages makes no difference. `links`
    are what people said; without `frozen` the passages themselves are the collection that tells what is surprising.
    """
    found, suggestions = grouped(passages, frozen, links)
    return Grouping(tuple(found), suggestions)


def grouped(
    passages: Sequence[Passage], frozen: Frozen | None = None, links: Iterable[Link] = ()
) -> tuple[Iterator[Statement], tuple[Suggestion, ...]]:
    """What `group` gives, the statements one at a time: of a million quotes they take more room than all the rest."""
    corpus = read(passages, frozen)
    pairs = verified(corpus)
    root = linked(corpus, pairs, links)
    return statements(corpus, pairs, root), suggest(corpus, pairs, root)


def verified(corpus: Corpus) -> Pairs:
    """The candidate pairs with their log odds, sorted by the shorter passage."""
    found = candidates.find(corpus)
    return _weighed(corpus, found.shorter, found.longer)


def _weighed(corpus: Corpus, shorter: Ints, longer: Ints) -> Pairs:
    """The pairs of passages of pairs of codes (by number), those of one code among them."""
    printings = Printings(corpus)
    alike = printings.alike()
    short, long = printings.pairs(np.concatenate([shorter, alike]), np.concatenate([longer, alike]))
    enough = corpus.lengths[corpus.wording[short]] > 1
    short, long = short[enough], long[enough]
    chunks = [weigh(corpus, short[n : n + _CHUNK], long[n : n + _CHUNK]) for n in range(0, max(1, len(short)), _CHUNK)]
    return Pairs(*(np.concatenate([getattr(c, name) for c in chunks]) for name in Pairs.__slots__))


def edges(passages: Sequence[Passage], near: Mapping[int, Collection[int]], frozen: Frozen) -> list[Edge]:
    """The edges of all passages whose code is a key of `near`, from what they are to be held against.

    `near[code]` are the codes chosen for it (`candidates.chosen`); `passages` are all passages of all these codes,
    whole. An edge belongs to its shorter passage; those above `WEAK` are given.
    """
    corpus = read(passages, frozen)
    codes = np.unique(corpus.codes[corpus.wording])
    asked = [(code, longer) for code, others in near.items() for longer in others]
    both = np.searchsorted(codes, np.array(asked, dtype=np.int64).reshape(-1, 2))
    pairs = _weighed(corpus, both[:, 0], both[:, 1])
    own = np.isin(corpus.codes[corpus.wording[pairs.shorter]], list(near))
    return [
        Edge(corpus.passages[a].id, corpus.passages[b].id, score, alike)
        for a, b, score, alike in zip(
            pairs.shorter[own].tolist(),
            pairs.longer[own].tolist(),
            pairs.score[own].tolist(),
            (corpus.wording[pairs.shorter[own]] == corpus.wording[pairs.longer[own]]).tolist(),
            strict=True,
        )
        if score > WEAK
    ]


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


def trees(passages: Sequence[Passage], edges: Iterable[Edge], links: Iterable[Link] = ()) -> list[list[Passage]]:
    """The statements of some passages by their edges and what people said, each with its fullest first.

    Edges that do not hold (score 0 or less), or lead to other passages, are left out.
    """
    corpus = read(passages)
    number = {passage.id: n for n, passage in enumerate(corpus.passages)}
    held = [e for e in edges if e.score > 0 and e.shorter in number and e.longer in number]
    pairs = (
        np.array([number[e.shorter] for e in held], dtype=np.int64),
        np.array([number[e.longer] for e in held], dtype=np.int64),
        np.array([e.score for e in held], dtype=np.float64),
        np.array([e.alike for e in held], dtype=bool),
    )
    root = roots(len(corpus.passages), pairs, *_numbered(links, number))
    return [[corpus.passages[n] for n in tree] for tree in members(corpus, root)]


def members(corpus: Corpus, root: Ints) -> list[list[int]]:
    """The members of each tree, the fullest first."""
    order = np.argsort(root, kind="stable")
    starts = np.flatnonzero(np.diff(root[order], prepend=-1))
    ends = np.append(starts[1:], len(order))
    numbers = order.tolist()
    found = [numbers[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)] if numbers else []
    return [members if len(members) == 1 else _fullest_first(corpus, members) for members in found]


def _fullest_first(corpus: Corpus, members: list[int]) -> list[int]:
    """The members in their order, but of the longest wordings the one that is printed most, or first, comes first."""
    wording, lengths = corpus.wording, corpus.lengths
    printed = Counter(int(wording[n]) for n in members)
    longest = [n for n in members if lengths[wording[n]] == lengths[wording[members[0]]]]
    fullest = max(longest, key=lambda n: (printed[int(wording[n])], -int(corpus.rank[n])))
    return [fullest, *(n for n in members if n != fullest)]


def statements(corpus: Corpus, pairs: Pairs, root: Ints) -> Iterator[Statement]:
    """The trees as statements, the longest first."""
    trees = members(corpus, root)
    names = {int(root[members[0]]): corpus.passages[members[0]].id for members in trees}
    elsewhere: dict[int, set[str]] = {}
    proved = (pairs.score > 0) & (root[pairs.shorter] != root[pairs.longer])
    for short, long in zip(pairs.shorter[proved].tolist(), pairs.longer[proved].tolist(), strict=True):
        elsewhere.setdefault(short, set()).add(names[int(root[long])])
    for group in trees:
        also = [tuple(sorted(elsewhere[n])) if n in elsewhere else () for n in group]
        yield statement([corpus.passages[n] for n in group], also)
