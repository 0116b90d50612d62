"""A few quotes at a time come to the same statements as all at once, for one table of what is surprising."""

import random
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from quotedesk.collation import candidates, grouping
from quotedesk.collation.corpus import read
from quotedesk.collation.frozen import Frozen
from quotedesk.collation.normal import keys
from quotedesk.collation.prints import Print, features, pack, prints, rarest, unpack
from quotedesk.collation.statement import Edge, Grouping, Link, Passage
from quotedesk.export.comparison import read_passages

PRINTINGS = Path(__file__).with_name("printings.jsonl").read_text(encoding="utf-8")
PASSAGES, _ = read_passages(PRINTINGS.splitlines())
FROZEN = read(PASSAGES).frozen


class Desk:
    """Passages, their index and their edges, brought up to date a few passages at a time."""

    def __init__(self, frozen: Frozen) -> None:
        self.frozen = frozen
        self.passages: dict[str, Passage] = {}
        self.prints: dict[str, Print] = {}
        self.entries: list[int] = []
        self.edges: dict[str, list[Edge]] = {}
        self.recomputed = 0

    def change(self, added: Iterable[Passage] = (), removed: Iterable[str] = ()) -> None:
        """Every code that is looked up by a feature that a changed passage holds is looked up anew."""
        added, removed = list(added), list(removed)
        touched = [self.prints.pop(id) for id in removed]
        for id in removed:
            del self.passages[id]
            self.edges.pop(id, None)
        made = prints(added, self.frozen)
        touched += made
        self.passages |= {p.id: p for p in added}
        self.prints |= {p.id: p_print for p, p_print in zip(added, made, strict=True)}
        self.entries = sorted(
            {pack(f, p.code, f in p.probes) for p in self.prints.values() if p.holds for f in p.holds}
        )
        codes = {p.code for p in touched}
        codes |= {code for p in touched for f in p.holds for code in self.holders(f, (True,)) if code > p.code}
        codes &= {p.code for p in self.prints.values()}
        near = {(code, longer) for code in codes for longer in (*self.chosen(code), code)}
        involved = {code for pair in near for code in pair}
        of_codes = [self.passages[id] for id, p in self.prints.items() if p.code in involved]
        for id in [id for id, p in self.prints.items() if p.code in codes]:
            self.edges[id] = []
        for edge in grouping.Held(of_codes, self.frozen).edges(near):
            self.edges[edge.shorter].append(edge)
        self.recomputed += len(codes)

    def holders(self, feature: int, probes: tuple[bool, ...] = (False, True), below: int = 1 << 32) -> list[int]:
        found = []
        for probe in probes:
            at = bisect_left(self.entries, pack(feature, 0, probe))
            while at < len(self.entries) and unpack(self.entries[at])[:2] == (feature, probe):
                code = unpack(self.entries[at])[2]
                found += [code] if code < below else []
                at += 1
        return sorted(found)

    def chosen(self, code: int) -> list[int]:
        probes = {f for p in self.prints.values() if p.code == code for f in p.probes}
        return [longer for _, longer in candidates.chosen([self.holders(f, below=code) for f in sorted(probes)])]

    def partition(self, links: Iterable[Link] = ()) -> set[frozenset[str]]:
        edges = [edge for edges in self.edges.values() for edge in edges]
        trees = grouping.trees(list(self.passages.values()), [p.code for p in self.prints.values()], edges, links)
        return {frozenset(p.id for p in tree) for tree in trees}


def partition(found: Grouping) -> set[frozenset[str]]:
    return {frozenset(w.passage.id for w in s.witnesses) for s in found.statements}


def test_a_table_asked_for_some_words_tells_the_same() -> None:
    words = {key for p in PASSAGES[:3] for key in keys(p.text)}
    some = Frozen(FROZEN.quotes, FROZEN.scale, {w: n for w, n in FROZEN.seen.items() if w in words})
    assert prints(PASSAGES[:3], some) == prints(PASSAGES[:3], FROZEN)


def test_entries_are_packed_into_63_bits_longest_first() -> None:
    made = prints(PASSAGES, FROZEN)
    assert all(unpack(pack(f, p.code, True)) == (f, True, p.code) for p in made for f in p.holds)
    assert max(pack(f, p.code, True) for p in made for f in p.holds) < 1 << 63
    assert all(set(p.probes) <= set(p.holds) and len(p.probes) <= 8 for p in made)
    codes = {p.id: m.code for p, m in zip(PASSAGES, made, strict=True)}
    assert codes["release a"] == codes["release d"] < codes["release e"] < codes["evidence c"]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_of_adding_and_removing_equals_a_rebuild(rng: random.Random) -> None:
    shuffled = PASSAGES.copy()
    rng.shuffle(shuffled)
    desk = Desk(FROZEN)
    while shuffled:
        size = rng.randint(1, 6)
        desk.change(shuffled[:size])
        shuffled = shuffled[size:]
    assert desk.partition() == partition(grouping.group(PASSAGES, FROZEN))
    gone = set(rng.sample([p.id for p in PASSAGES], 5))
    desk.change(removed=gone)
    left = [p for p in PASSAGES if p.id not in gone]
    assert desk.partition() == partition(grouping.group(left, FROZEN))
    rng.shuffle(left)
    links = [Link(left[n].id, left[n + 1].id, rng.random() < 0.5) for n in range(0, 8, 2)]
    assert desk.partition(links) == partition(grouping.group(left, FROZEN, links))


def test_a_phrase_that_everybody_prints_is_held_against_its_neighbours_only() -> None:
    text = "they chose not to speak about the missing millions"
    voices = [None, "Ann Hill", "Bob Lane"]
    many = [
        Passage(f"{n:03}", f"d{n % 90}", text if n % 3 else f"but {text} today", date=f"2016-{n % 12 + 1:02}-01",
                speaker=voices[n % 7 % 3])
        for n in range(300)
    ]  # fmt: skip
    desk = Desk(FROZEN)
    for n in range(0, 300, 50):
        desk.change(many[n : n + 50])
    assert desk.partition() == partition(grouping.group(many, FROZEN))
    assert max(len(edges) for edges in desk.edges.values()) < 40


def test_what_a_person_said_goes_before_the_words() -> None:
    whole = "they chose not to speak about the missing millions before the vote was over"
    texts = [whole, whole[:50], whole[:30], "we shall see"]
    some = [Passage(f"q{n}", f"d{n}", text) for n, text in enumerate(texts)]
    assert partition(grouping.group(some)) == {frozenset({"q0", "q1", "q2"}), frozenset({"q3"})}
    joined = partition(grouping.group(some, links=[Link("q3", "q0", True)]))
    assert joined == {frozenset({"q0", "q1", "q2", "q3"})}
    parted = partition(grouping.group(some, links=[Link("q0", "q2", False)]))
    assert {frozenset({"q3"}), frozenset({"q0", "q1"}), frozenset({"q2"})} == parted or {
        frozenset({"q3"}), frozenset({"q0"}), frozenset({"q1", "q2"})
    } == parted  # fmt: skip
    both = partition(grouping.group(some, links=[Link("q3", "q0", True), Link("q3", "q1", False)]))
    assert not any({"q3", "q1"} <= group for group in both)
    assert any({"q3", "q0"} <= group for group in both)
    assert partition(grouping.group(some, links=[Link("q0", "gone", True)])) == partition(grouping.group(some))


def test_what_an_article_is_called_on_this_desk_makes_no_difference() -> None:
    renamed = [replace(p, id=f"x{hash_of}", doc=f"y{p.doc}") for hash_of, p in enumerate(PASSAGES)]
    names = {f"x{n}": p.id for n, p in enumerate(PASSAGES)}
    found = {frozenset(names[id] for id in group) for group in partition(grouping.group(renamed, FROZEN))}
    assert found == partition(grouping.group(PASSAGES, FROZEN))


def test_a_wording_is_looked_up_by_its_rarest_features_and_of_equals_by_the_first() -> None:
    found = features(read(PASSAGES, FROZEN))
    for wording in set(found.wording.tolist()):
        of = found.wording == wording
        assert found.probe[of].sum() == min(8, of.sum())
    wording = np.repeat(np.arange(3), [2, 10, 9])
    rarity = np.array([9.0, 30.0, *[8.0, 12.0] * 5, *[21.0] * 9])
    assert set(rarest(wording, rarity).tolist()) == {0, 1, 2, 4, 6, *range(3, 12, 2), *range(12, 20)}
