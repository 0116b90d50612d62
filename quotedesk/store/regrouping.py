"""Keeping statements up with a few changed quotes: only what they reach is looked at again.

A changed quote reaches the wordings that are looked up by a feature it holds. Those find their candidates anew and are
weighed against them; where an edge comes or goes, the statements at its ends are put together again from their edges.
For one count of the desk's words this comes to the same statements as grouping all quotes at once, whatever the order.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import exp

from sqlalchemy import Connection, select
from sqlalchemy.orm import InstrumentedAttribute

from quotedesk.collation import grouping as engine
from quotedesk.collation.frozen import Frozen, asked
from quotedesk.collation.prints import Print, prints
from quotedesk.collation.statement import Edge, Link, Passage
from quotedesk.store import derived_rows, equal_name_rows, frozen_words, grouping, link_rows, statement_rows
from quotedesk.store.derived_tables import EdgeEntry, SuggestionEntry, Ungrouped, WitnessEntry
from quotedesk.store.feature_index import FeatureIndex
from quotedesk.store.grouping import Touched
from quotedesk.store.recorder import Row, chunks
from quotedesk.store.tables import table_of

_IN_PART = "Some of the words agree in order."
Ends = tuple[int, int]
"""The shorter and the longer quote of an edge, by private key."""


def update(connection: Connection, found: Touched, said: Mapping[int, str]) -> None:
    """Bring the statements up to date with what was touched; `said` are the words that quotes had before."""
    equal_name_rows.put_in_force(connection)
    _Update(connection, found, said).run()


class _Update:
    """One update under way: what was loaded for it, by private key, and what is known about wordings, by code."""

    def __init__(self, connection: Connection, found: Touched, said: Mapping[int, str]) -> None:
        self.connection = connection
        self.changed = found.quotes
        self.linked = found.linked
        self.said = said
        self.frozen = Frozen()
        self.passages: dict[int, Passage] = {}
        self.ids: dict[str, int] = {}
        self.codes: dict[int, int] = {}
        self.index = FeatureIndex(connection)

    def run(self) -> None:
        before = statement_rows.present(self.connection, self.changed)
        now = self._load(self.changed)
        wordings = self._wordings(before, now)
        moved = self._weigh(self._reached(wordings, not before)) if wordings else set()
        self._put_together(before, moved | self.changed | self.linked)
        derived_rows.drop(self.connection, Ungrouped.quote_id, self.changed)
        grown = grouping.count(self.connection) + len(now) - len(before)
        frozen_words.remember(self.connection, grouped=grown)

    def _wordings(self, before: Mapping[int, Row], now: Collection[int]) -> list[Print]:
        """The wordings that quotes had and have, once the index holds those that are printed now and no others."""
        texts = {id: self.said.get(id) or self.passages[id].text for id in before}
        self._ask((*texts.values(), *(self.passages[id].text for id in now)))
        old = prints([Passage(str(id), "", text) for id, text in texts.items()], self.frozen)
        new = prints([self.passages[id] for id in now], self.frozen)
        self.codes |= {id: wording.code for id, wording in zip(now, new, strict=True)}
        derived_rows.drop(self.connection, WitnessEntry.quote_id, before)
        others = self._printings({wording.code for wording in (*old, *new)})
        kept = {self.codes[id] for id in others} | {wording.code for wording in new}
        had = {row["code"] for row in before.values()} | {self.codes[id] for id in others}
        self.index.remove(wording for wording in old if wording.code not in kept)
        self.index.add(wording for wording in new if wording.code not in had)
        rows = [row for id in now for row in statement_rows.witnesses([self.passages[id]], self.ids, self.codes, {})]
        derived_rows.put(self.connection, WitnessEntry, rows)
        return list({wording.code: wording for wording in (*old, *new)}.values())

    def _reached(self, wordings: Collection[Print], came_only: bool) -> dict[int, list[int]]:
        """The codes whose edges may be others now, and the candidates of each."""
        own = {wording.code for wording in wordings}
        met, pushed = self.index.asking(wordings)
        example = {self.codes[id]: id for id in self._printings(own | met | pushed)}
        texts = grouping.words(self.connection, example.values())
        self._ask(texts.values())
        found = prints([Passage(str(id), "", text) for id, text in texts.items()], self.frozen)
        near = {wording.code: self.index.candidates(wording) for wording in found}
        # Where a wording came, those that did not choose it have chosen what they had chosen before.
        same = met - own if came_only else set()
        return {code: others for code, others in near.items() if code not in same or not own.isdisjoint(others)}

    def _weigh(self, near: Mapping[int, Collection[int]]) -> set[int]:
        """Weigh the printings of these codes against those of their candidates; the quotes whose proven edges moved."""
        own = self._printings(near)
        involved = self._printings({code for others in near.values() for code in others} - near.keys())
        self._load([*own, *involved])
        self._ask(self.passages[id].text for id in (*own, *involved))
        present = {self.codes[id] for id in (*own, *involved)}
        near = {code: [other for other in others if other in present] for code, others in near.items()}
        weighed = engine.edges([self.passages[id] for id in (*own, *involved)], near, self.frozen)
        new = {(self.ids[e.shorter], self.ids[e.longer]): (e.score, e.alike) for e in weighed}
        old = self._edges(EdgeEntry.shorter, {*own, *self.changed}) | self._edges(EdgeEntry.longer, self.changed)
        differ = sorted(ends for ends in old.keys() | new.keys() if old.get(ends) != new.get(ends))
        derived_rows.drop_pairs(self.connection, EdgeEntry.shorter, EdgeEntry.longer, differ)
        derived_rows.put(self.connection, EdgeEntry, [
            {"shorter": a, "longer": b, "score": new[a, b][0], "alike": int(new[a, b][1])}
            for a, b in differ
            if (a, b) in new
        ])  # fmt: skip
        self._suggest(differ, new)
        nothing = (0.0, False)
        moved = {id for ends in differ for id in ends if max(old.get(ends, nothing)[0], new.get(ends, nothing)[0]) > 0}
        # Where the best edge of a wording went, its next best may lead into a statement that is not among these yet.
        wordings = {self.codes[id] for id in moved if id in self.codes}
        return moved | {b for (a, b), (score, _) in new.items() if score > 0 and self.codes[a] in wordings}

    def _suggest(self, differ: Sequence[Ends], edges: Mapping[Ends, tuple[float, bool]]) -> None:
        """Let the pairs that words do not prove wait for a person, in the place of what was suggested of them."""
        for end in (SuggestionEntry.a, SuggestionEntry.b):
            derived_rows.drop(self.connection, end, self.changed)
        derived_rows.drop_pairs(self.connection, SuggestionEntry.b, SuggestionEntry.a, differ)
        derived_rows.put(self.connection, SuggestionEntry, [
            {"a": longer, "b": shorter, "score": round(1 / (1 + exp(-edges[shorter, longer][0])), 3), "why": _IN_PART}
            for shorter, longer in differ
            if edges.get((shorter, longer), (1.0, False))[0] <= 0
        ])  # fmt: skip

    def _put_together(self, before: Mapping[int, Row], moved: Collection[int]) -> None:
        """Put the statements of these quotes together again; `before` are rows of those that changed."""
        statements = {row["statement_id"] for row in before.values()}
        members, links = self._closed(set(moved), statements)
        rows = statement_rows.present(self.connection, members)
        self._load(rows)
        self.codes |= {id: row["code"] for id, row in rows.items()}
        edges = [
            Edge(self.passages[a].id, self.passages[b].id, score, alike)
            for (a, b), (score, alike) in self._edges(EdgeEntry.shorter, rows, 0.0).items()
            if b in rows
        ]
        said = [
            Link(self.passages[link.a].id, self.passages[link.b].id, link.same)
            for link in links
            if link.a in rows and link.b in rows
        ]
        trees = engine.trees([self.passages[id] for id in rows], edges, said)
        known = {id: row for id, row in rows.items() if id not in self.changed}
        made = [statement_rows.witnesses(tree, self.ids, self.codes, known) for tree in trees]
        both = [(statement_rows.statement(tree, found), found) for tree, found in zip(trees, made, strict=True)]
        statement_rows.replace(self.connection, both, rows, statements)

    def _closed(self, quotes: set[int], statements: set[int]) -> tuple[set[int], list[link_rows.Linked]]:
        """All quotes of these statements and of those that links tie to them, and the links."""
        quotes = quotes | self._members(statements)
        members: set[int] = set()
        links: dict[int, link_rows.Linked] = {}
        while new := quotes - members:
            members |= new
            statements |= {
                id
                for chunk in chunks(new)
                for id in self.connection.scalars(
                    select(WitnessEntry.statement_id).where(WitnessEntry.quote_id.in_(chunk))
                )
            }
            quotes = members | self._members(statements)
            links |= {link.id: link for link in link_rows.of_quotes(self.connection, quotes)}
            quotes |= {id for link in links.values() for id in (link.a, link.b)}
        return members, list(links.values())

    def _members(self, statements: Iterable[int]) -> set[int]:
        return {
            id
            for chunk in chunks(statements)
            for id in self.connection.scalars(select(WitnessEntry.quote_id).where(WitnessEntry.statement_id.in_(chunk)))
        }

    def _printings(self, codes: Iterable[int]) -> list[int]:
        """The quotes that print wordings, by their codes."""
        found: list[int] = []
        for chunk in chunks(codes):
            rows = select(WitnessEntry.quote_id, WitnessEntry.code).where(WitnessEntry.code.in_(chunk))
            some = dict(self.connection.execute(rows).tuples().all())
            self.codes |= some
            found += some
        return found

    def _edges(
        self, end: InstrumentedAttribute[int], quotes: Iterable[int], above: float = engine.WEAK
    ) -> dict[Ends, tuple[float, bool]]:
        """The stored edges that have one of these quotes at this end: their scores, and whether they are alike."""
        table = table_of(EdgeEntry)
        stored = select(table).where(table.c.score > above)
        return {
            (shorter, longer): (score, bool(alike))
            for chunk in chunks(quotes)
            for shorter, longer, score, alike in self.connection.execute(stored.where(end.in_(chunk)))
        }

    def _load(self, quotes: Iterable[int]) -> list[int]:
        """Load quotes as passages; those of them that are grouped."""
        quotes = list(quotes)
        missing = [id for id in quotes if id not in self.passages]
        new = grouping.passages(self.connection, missing) if missing else {}
        self.passages |= new
        self.ids |= {passage.id: id for id, passage in new.items()}
        return [id for id in quotes if id in self.passages]

    def _ask(self, texts: Iterable[str]) -> None:
        """Have the counts of the words of these texts at hand."""
        missing = asked(texts) - self.frozen.seen.keys()
        more = frozen_words.load(self.connection, missing)
        self.frozen = Frozen(more.quotes, more.scale, {**dict.fromkeys(missing, 0), **self.frozen.seen, **more.seen})
