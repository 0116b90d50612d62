"""Keeping statements up with a few changed quotes: only what they reach is looked at again.

A changed quote reaches the wordings that are looked up by a feature it holds. Those find their candidates anew and are
weighed against them; where an edge comes or goes, the statements at its ends are put together again from their edges.
For one count of the desk's words this comes to the same statements as grouping all quotes at once, whatever the order.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import exp
from types import MappingProxyType

from sqlalchemy import Connection

from quotedesk.collation import grouping as engine
from quotedesk.collation.candidates import best
from quotedesk.collation.facts import identity
from quotedesk.collation.pairs import MANY
from quotedesk.collation.prints import CODE_BITS, Print, prints
from quotedesk.collation.spelling import Spelling
from quotedesk.collation.statement import Edge, Link, Passage
from quotedesk.quote import Span
from quotedesk.store import (
    derived_rows,
    equal_name_rows,
    frozen_words,
    grouping,
    kept_candidates,
    link_rows,
    quick,
    statement_rows,
)
from quotedesk.store.derived_tables import EdgeEntry, SuggestionEntry, Ungrouped, WitnessEntry
from quotedesk.store.feature_index import FeatureIndex
from quotedesk.store.grouping import Touched
from quotedesk.store.joining import Change, Joining
from quotedesk.store.recorder import Row

_IN_PART = "Some of the words agree in order."
# Of each quote only the best edges make a tree: those in its own words, and in others.
_BEST = f"""
    SELECT shorter, longer, score, alike FROM (
        SELECT *, max(score) OVER (PARTITION BY shorter, alike) AS best FROM edges
        WHERE score > 0 AND shorter {quick.AMONG} AND +longer {quick.AMONG}
    ) WHERE score = best
"""
_PLACES = f"""
    SELECT quotes.id, quotes.uuid, start, articles.uuid, outlet, date, text_sha256
    FROM quotes JOIN articles ON articles.id = article_id WHERE quotes.id {quick.AMONG}
"""
Ends = tuple[int, int]
"""The shorter and the longer quote of an edge, by private key."""
Codes = tuple[int, int]
"""The codes of a wording and of a longer one that it is, or was, held against; or one code twice."""
_NOBODY: Mapping[int, Collection[int]] = MappingProxyType({})


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
        self.frozen = frozen_words.at_hand(connection)
        self.passages: dict[int, Passage] = {}
        self.ids: dict[str, int] = {}
        self.codes: dict[int, int] = {}
        self.came: dict[int, Print] = {}
        self.gone: dict[int, Print] = {}
        self.index = FeatureIndex(connection)

    def run(self) -> None:
        before = statement_rows.present(self.connection, self.changed)
        now = self._load(self.changed)
        own = self._wordings(before, now)
        change = self._weigh(before, *self._differing(own)) if own else {}
        if before:
            fell = {self.codes[a] for (a, _), found in change.items() if found.was > found.now and a in self.codes}
            self._put_together(before, {id for ends in change for id in ends} | self._next_best(fell) | self.changed)
        else:
            self._join(Joining(self.connection, set(now), change))
        derived_rows.drop(self.connection, Ungrouped.quote_id, self.changed)
        grown = grouping.count(self.connection) + len(now) - len(before)
        frozen_words.remember(self.connection, grouped=grown)

    def _wordings(self, before: Mapping[int, Row], now: Collection[int]) -> dict[int, Print]:
        """The wordings that quotes had and have, once the index holds those that are printed now and no others."""
        texts = {id: self.said.get(id) or self.passages[id].text for id in before}
        old = prints([Passage(str(id), "", text) for id, text in texts.items()], self.frozen)
        new = prints([self.passages[id] for id in now], self.frozen)
        self.codes |= {id: wording.code for id, wording in zip(now, new, strict=True)}
        derived_rows.drop(self.connection, WitnessEntry.quote_id, before)
        others = self._printed({wording.code for wording in (*old, *new)})
        kept = others | {wording.code for wording in new}
        had = {row["code"] for row in before.values()} | others
        self.gone = {w.code: w for w in old if w.code not in kept}
        self.came = {w.code: w for w in new if w.code not in had}
        self.index.remove(self.gone.values())
        self.index.add(self.came.values())
        derived_rows.put(self.connection, WitnessEntry, [statement_rows.alone(id, self.codes[id]) for id in now])
        return {wording.code: wording for wording in (*old, *new)}

    def _differing(self, own: Mapping[int, Print]) -> tuple[set[Codes], set[Codes], set[Codes]]:
        """Which codes hold others against themselves now that they had not chosen before, which no longer, and which
        do again where a printing changed.

        A wording of which a printing changed (one of `own`) is held again against all it chose, itself and whatever
        chose it. Only where one that was chosen went or is met less often is a wording looked up anew; else those that
        came take their places among what it keeps.
        """
        reached = self.index.reached(own.values())
        before = kept_candidates.load(self.connection, own.keys() | reached.met.keys())
        codes = {code: {longer for _, longer in kept} for code, kept in before.items()}
        anew = reached.anew | {code for code, longer in reached.pushed if longer in codes[code]}
        now = before | {
            code: best([*before[code], *((-times, longer) for longer, times in met.items())])
            for code, met in reached.met.items()
            if met
        }
        known = [own[code] for code in anew & own.keys() - self.gone.keys()]
        looked_up = (*self.came.values(), *known, *self._prints(anew - own.keys()))
        now |= {wording.code: self.index.chosen(wording) for wording in looked_up}
        now |= {code: [] for code in self.gone}
        near: set[Codes] = set()
        lost: set[Codes] = set()
        again: set[Codes] = {(code, code) for code in own}
        changed = {code: kept for code, kept in now.items() if kept != before[code]}
        for code, kept in changed.items():
            chosen = {longer for _, longer in kept}
            near.update((code, longer) for longer in chosen - codes[code])
            lost.update((code, longer) for longer in codes[code] - chosen)
            codes[code] &= chosen
        for code, both in codes.items():
            again.update((code, longer) for longer in (both if code in own else both & own.keys()))
        kept_candidates.save(self.connection, changed)
        return near, lost, again

    def _prints(self, codes: Collection[int]) -> list[Print]:
        """The prints of wordings by their codes."""
        sql = f"SELECT min(quote_id) FROM groupings WHERE code {quick.AMONG} GROUP BY code"
        texts = grouping.words(self.connection, [id for (id,) in quick.rows(self.connection, sql, codes)])
        return prints([Passage(str(id), "", text) for id, text in texts.items()], self.frozen)

    def _weigh(
        self, before: Mapping[int, Row], near: set[Codes], lost: set[Codes], again: set[Codes]
    ) -> dict[Ends, Change]:
        """Weigh the printings of codes against those they are near to now; the proven edges that changed."""
        of_code: dict[int, list[int]] = {}
        sql = f"SELECT quote_id, code FROM groupings WHERE code {quick.AMONG}"
        for id, code in quick.rows(self.connection, sql, {code for pair in near | lost | again for code in pair}):
            of_code.setdefault(code, []).append(id)
            self.codes[id] = code
        fresh = {code: found for code, ids in of_code.items() if (found := self.changed.intersection(ids))}
        were = Counter(row["code"] for row in before.values())
        near, again = ({(a, b) for a, b in pairs if a in of_code and b in of_code} for pairs in (near, again))
        # Of many printings only the nearest are weighed: one that comes takes the place of another among those that it
        # stands near to; where one went, others are weighed now, and those are looked for among all.
        many = {(a, b) for a, b in again if (b in fresh or were[b]) and len(of_code[b]) + were[b] > MANY}
        anew = {(a, b) for a, b in many if were[b] or len(of_code[b]) - len(fresh[b]) <= MANY}
        again = {(a, b) for a, b in again - anew if a in fresh or b in fresh}
        near, many, gone = near | anew, many - anew, lost | anew
        held = self._held(of_code, fresh, near | many, again)
        names = {self.passages[id].id for ids in fresh.values() for id in ids}
        new = {(self.ids[e.shorter], self.ids[e.longer]): (e.score, e.alike) for e in held.edges(near, again, names)}
        a, b = ({id for pair in gone for id in of_code.get(pair[end], ())} for end in (0, 1))
        old = {
            (shorter, longer): found
            for (shorter, longer), found in self._edges("shorter", a, b).items()
            if (self.codes[shorter], self.codes[longer]) in gone
        }
        if many:
            old |= self._pushed_out(*held.around(many, names), many)
        if before:
            old |= self._edges("shorter", self.changed) | self._edges("longer", self.changed)
        differ = sorted(ends for ends in old.keys() | new.keys() if old.get(ends) != new.get(ends))
        derived_rows.drop_pairs(self.connection, EdgeEntry.shorter, EdgeEntry.longer, [e for e in differ if e in old])
        derived_rows.put(self.connection, EdgeEntry, [
            {"shorter": a, "longer": b, "score": new[a, b][0], "alike": int(new[a, b][1])}
            for a, b in differ
            if (a, b) in new
        ])  # fmt: skip
        self._suggest(differ, new)
        none = (0.0, False)
        change = {
            ends: Change(max(0.0, old.get(ends, none)[0]), max(0.0, new.get(ends, none)[0]),
                         (new if ends in new else old)[ends][1])
            for ends in differ
        }  # fmt: skip
        return {ends: found for ends, found in change.items() if found.was or found.now}

    def _held(
        self, of_code: Mapping[int, Collection[int]], fresh: Mapping[int, Collection[int]],
        whole: set[Codes], again: set[Codes],
    ) -> engine.Held:  # fmt: skip
        """What is to be held against each other: the `whole` pairs of codes, of others a code's fresh quotes and all of
        the other code.
        """
        involved = {id for pair in whole for code in pair for id in of_code[code]}
        for one, other in {*again, *((b, a) for a, b in again)}:
            if one in fresh:
                involved.update(fresh[one], of_code[other])
        return engine.Held([self.passages[id] for id in self._load(involved)], self.frozen)

    def _pushed_out(
        self, touched: set[str], held: set[tuple[str, str]], many: set[Codes]
    ) -> dict[Ends, tuple[float, bool]]:
        """The edges of pairs that are not held against each other any more, since nearer printings came."""
        ids = {self.ids[name] for name in touched} - self.changed
        still = {(self.ids[a], self.ids[b]) for a, b in held}
        return {
            (a, b): found
            for (a, b), found in (self._edges("shorter", ids) | self._edges("longer", ids)).items()
            if (self.codes.get(a), self.codes.get(b)) in many and (a, b) not in still
        }

    def _next_best(self, codes: Collection[int]) -> set[int]:
        """What else the printings of these codes may point to: where the best edge went, the next best may lead into a
        statement that was not touched.
        """
        sql = "SELECT longer FROM groupings JOIN edges ON shorter = quote_id WHERE score > 0 AND code " + quick.AMONG
        return {id for (id,) in quick.rows(self.connection, sql, codes)} if codes else set()

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

    def _join(self, joining: Joining) -> None:
        """Let quotes that came join their statements, or put those together anew."""
        homes = set(joining.homes.values()) - self.changed
        self._load(homes)
        rows = statement_rows.present(self.connection, homes | self.changed)

        def first(one: int, other: int) -> bool:
            return identity(self.passages[one]) < identity(self.passages[other])

        joins = joining.joins(rows, first)
        moved = joining.moved | self._next_best(joining.fell) | self.linked
        anew = self._put_together({}, moved, joins) if moved else set()
        spelling = Spelling()
        made = {
            home: statement_rows.witnesses([home, *quotes], rows, self.passages, spelling, self.changed)[1:]
            for home, quotes in joins.items()
            if home not in anew
        }
        if made:
            statement_rows.grow(self.connection, made)

    def _put_together(
        self, before: Mapping[int, Row], moved: Collection[int], joins: Mapping[int, Collection[int]] = _NOBODY
    ) -> set[int]:
        """Put the statements of these quotes together again, with those that join them; `before` are rows of those that
        changed. Returns the statements that there were.
        """
        statements = {row["statement_id"] for row in before.values()}
        members, links, statements = self._closed(moved, statements)
        members |= {quote for home in statements & joins.keys() for quote in joins[home]}
        rows = statement_rows.present(self.connection, members)
        placed = self._placed(rows)
        ids = {passage.id: id for id, passage in placed.items()}
        edges = [
            Edge(placed[a].id, placed[b].id, score, bool(alike))
            for a, b, score, alike in quick.rows(self.connection, _BEST, rows, rows)
        ]
        said = [
            Link(placed[link.a].id, placed[link.b].id, link.same) for link in links if link.a in rows and link.b in rows
        ]
        found = engine.trees(list(placed.values()), [rows[id]["code"] for id in placed], edges, said)
        trees = [[ids[passage.id] for passage in tree] for tree in found]
        self._load(id for tree in trees for id in statement_rows.needed(tree, rows, self.changed))
        spelling = Spelling()
        made = [statement_rows.witnesses(tree, rows, self.passages, spelling, self.changed) for tree in trees]
        statement_rows.replace(self.connection, [(statement_rows.statement(w), w) for w in made], rows, statements)
        return statements

    def _placed(self, rows: Mapping[int, Row]) -> dict[int, Passage]:
        """The quotes of these rows with what orders them (see `corpus.identity`); their words only where those tell."""
        placed: dict[int, Passage] = {}
        met: dict[tuple[str, int], int] = {}
        told: set[int] = set()
        for id, uuid, start, doc, outlet, date, source in quick.rows(self.connection, _PLACES, rows):
            placed[id] = Passage(uuid, doc, "", outlet, date, parts=(Span(start, start),), source=source)
            other = met.setdefault((source, start), id)
            if other != id or not rows[id]["code"] >> CODE_BITS - 8:
                told |= {id, other}
        self._load(told)
        return placed | {id: self.passages[id] for id in told}

    def _closed(
        self, quotes: Collection[int], statements: set[int]
    ) -> tuple[set[int], list[link_rows.Linked], set[int]]:
        """All quotes of these statements, of those of these quotes and of those that links tie to them; the links; and
        all these statements.
        """
        of_quotes = f"SELECT statement_id FROM groupings WHERE quote_id {quick.AMONG}"
        of_statements = f"SELECT quote_id FROM groupings WHERE statement_id {quick.AMONG}"
        members: set[int] = set()
        links: dict[int, link_rows.Linked] = {}
        new = statements | {id for (id,) in quick.rows(self.connection, of_quotes, quotes)}
        statements = set()
        while new:
            statements |= new
            found = {id for (id,) in quick.rows(self.connection, of_statements, new)}
            members |= found
            links |= {link.id: link for link in link_rows.of_quotes(self.connection, found)}
            tied = {id for link in links.values() for id in (link.a, link.b)} - members
            new = {id for (id,) in quick.rows(self.connection, of_quotes, tied)} - statements
        return members, list(links.values()), statements

    def _printed(self, codes: Iterable[int]) -> set[int]:
        """Those of the codes that a quote prints."""
        sql = f"SELECT DISTINCT code FROM groupings WHERE code {quick.AMONG}"
        return {code for (code,) in quick.rows(self.connection, sql, codes)}

    def _edges(
        self, end: str, quotes: Iterable[int], longer: Iterable[int] | None = None
    ) -> dict[Ends, tuple[float, bool]]:
        """The stored edges that have one of these quotes at this end, and one of the `longer` ones, if those are given:
        their scores, and whether they are alike.
        """
        sql = f"SELECT shorter, longer, score, alike FROM edges WHERE {end} {quick.AMONG}"
        lists = [quotes]
        if longer is not None:
            sql, lists = f"{sql} AND +longer {quick.AMONG}", [quotes, longer]
        return {(a, b): (score, bool(alike)) for a, b, score, alike in quick.rows(self.connection, sql, *lists)}

    def _load(self, quotes: Iterable[int]) -> list[int]:
        """Load quotes as passages; those of them that are grouped."""
        quotes = list(quotes)
        missing = [id for id in quotes if id not in self.passages]
        new = grouping.passages(self.connection, missing) if missing else {}
        self.passages |= new
        self.ids |= {passage.id: id for id, passage in new.items()}
        return [id for id in quotes if id in self.passages]
