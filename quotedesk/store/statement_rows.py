"""Statements as rows: how each witness stands to the fullest one, and what a list of statements shows and sorts by."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b

from sqlalchemy import Connection

from quotedesk.collation.relations import Standing, standing
from quotedesk.collation.spelling import Spelling
from quotedesk.collation.statement import Passage, Relation
from quotedesk.store import derived_rows, quick
from quotedesk.store.derived_tables import StatementEntry, WitnessEntry
from quotedesk.store.recorder import Row
from quotedesk.store.tables import table_of

_SHOWN = tuple(table_of(StatementEntry).columns.keys())
_COLUMNS = tuple(table_of(WitnessEntry).columns.keys())
# Those of some readings (a statement and a fold) that there are.
_KNOWN = """
    SELECT value ->> 0, value ->> 1 FROM json_each(?)
    WHERE EXISTS (SELECT 1 FROM groupings WHERE statement_id = value ->> 0 AND fold = value ->> 1)
"""
_ITSELF = Standing((Relation.FULLEST,), 1, 1)


def alone(quote: int, code: int) -> Row:
    """The row of a quote that stands alone; `code` is that of its wording."""
    return {"quote_id": quote, "code": code, "fold": 0} | _stands(quote, _ITSELF)


def needed(tree: Sequence[int], rows: Mapping[int, Row], changed: Collection[int]) -> list[int]:
    """The quotes whose passages `witnesses` needs."""
    moved = [id for id in tree[1:] if not _stays(id, tree[0], rows, changed)]
    return [tree[0], *moved] if moved or (len(tree) > 1 and not rows[tree[0]]["fold"]) else []


def witnesses(
    tree: Sequence[int],
    rows: Mapping[int, Row],
    passages: Mapping[int, Passage],
    spelling: Spelling,
    changed: Collection[int] = (),
) -> list[Row]:
    """The rows of a statement's witnesses, the fullest first, from the rows they had.

    Rows of quotes that did not change hold on if their statement has the same fullest witness: adding one printing to
    three hundred aligns one.
    """
    key = tree[0]
    if len(tree) == 1:
        return [alone(key, rows[key]["code"])]
    found = [rows[key] | _stands(key, _ITSELF) | {"fold": rows[key]["fold"] or _fold(passages[key], spelling)}]
    for id in tree[1:]:
        row = rows[id]
        if not _stays(id, key, rows, changed):
            stands = standing(passages[key], passages[id], spelling)
            row = row | _stands(key, stands) | {"fold": _fold(passages[id], spelling)}
        found.append(row)
    return found


def _stays(id: int, key: int, rows: Mapping[int, Row], changed: Collection[int]) -> bool:
    return rows[id]["statement_id"] == key and id not in changed and key not in changed


def statement(rows: Sequence[Row]) -> Row | None:
    """The row of a statement from those of its witnesses; None where only one quote carries it."""
    if len(rows) == 1:
        return None
    return {
        "quote_id": rows[0]["quote_id"],
        "printings": len(rows),
        "readings": len({row["fold"] for row in rows}),
    } | _worst(rows)


def _worst(rows: Sequence[Row]) -> Row:
    return {
        "disagreeing": sum(row["speaker_differs"] for row in rows),
        "different": max(row["different"] for row in rows),
        "cut": int(any(Relation.SILENTLY_CUT.value in row["relations"] for row in rows)),
        "meaning": int(any(row["meaning_differs"] for row in rows)),
    }


def grow(connection: Connection, joins: Mapping[int, Sequence[Row]]) -> None:
    """Enter the rows of quotes that join statements which stay as they are else; by statement."""
    known = set(quick.rows(connection, _KNOWN, {(home, row["fold"]) for home, rows in joins.items() for row in rows}))
    sql = f"SELECT {', '.join(_SHOWN)} FROM statements WHERE quote_id {quick.AMONG}"
    grown = []
    for values in quick.rows(connection, sql, joins):
        before: Row = dict(zip(_SHOWN, values, strict=True))
        rows = joins[before["quote_id"]]
        readings = len({(before["quote_id"], row["fold"]) for row in rows} - known)
        worst = _worst(rows)
        most = {name: max(before[name], worst[name]) for name in ("different", "cut", "meaning")}
        more = {"printings": len(rows), "readings": readings, "disagreeing": worst["disagreeing"]}
        grown.append(before | most | {name: before[name] + number for name, number in more.items()})
    derived_rows.let(connection, StatementEntry, grown)
    derived_rows.let(connection, WitnessEntry, [row for rows in joins.values() for row in rows])


def of(row: Row) -> Standing:
    """How the witness of a row of `groupings` stands to the fullest one."""
    relations = tuple(Relation(relation) for relation in json.loads(row["relations"]))
    return Standing(
        relations, row["agreeing"], row["words"], bool(row["speaker_differs"]), bool(row["meaning_differs"])
    )


def present(connection: Connection, quotes: Iterable[int]) -> dict[int, Row]:
    """The rows of these witnesses, by quote."""
    found = quick.rows(connection, f"SELECT {', '.join(_COLUMNS)} FROM groupings WHERE quote_id {quick.AMONG}", quotes)
    return {row[0]: dict(zip(_COLUMNS, row, strict=True)) for row in found}


def replace(
    connection: Connection,
    made: Sequence[tuple[Row | None, Sequence[Row]]],
    before: Mapping[int, Row],
    statements: Iterable[int],
) -> None:
    """Put these statements with their witnesses in the place of the rows of witnesses `before`, their statements and
    `statements`.
    """
    rows = {row["quote_id"]: row for _, witnesses in made for row in witnesses}
    changed = [row for id, row in rows.items() if before.get(id) != row]
    derived_rows.drop(
        connection, WitnessEntry.quote_id, {row["quote_id"] for row in changed} | (before.keys() - rows.keys())
    )
    derived_rows.put(connection, WitnessEntry, changed)
    derived_rows.drop(
        connection, StatementEntry.quote_id, {*statements, *(row["statement_id"] for row in before.values()), *rows}
    )
    derived_rows.put(connection, StatementEntry, [row for row, _ in made if row is not None])


def _stands(statement: int, stands: Standing) -> Row:
    return {
        "statement_id": statement,
        "relations": json.dumps([relation.value for relation in stands.relations]),
        "agreeing": stands.agreeing,
        "words": stands.words,
        "different": round(stands.different, 4),
        "speaker_differs": int(stands.speaker_differs),
        "meaning_differs": int(stands.meaning_differs),
    }


def _fold(passage: Passage, spelling: Spelling) -> int:
    """A number that passages printed alike (case, marks and accents apart) have in common."""
    folds = " ".join(map(spelling.fold, spelling.of(passage.text)))
    return int.from_bytes(blake2b(folds.encode("utf-8", "surrogatepass"), digest_size=6).digest()) or 1
