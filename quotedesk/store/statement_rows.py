"""Statements as rows: how each witness stands to the fullest one, and what a list of statements shows and sorts by."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from quotedesk.collation.normal import folded
from quotedesk.collation.relations import Standing, standing
from quotedesk.collation.statement import Passage, Relation
from quotedesk.store import derived_rows, quick
from quotedesk.store.derived_tables import StatementEntry, WitnessEntry
from quotedesk.store.recorder import Row
from quotedesk.store.tables import table_of

_COLUMNS = tuple(table_of(WitnessEntry).columns.keys())
_ITSELF = Standing((Relation.FULLEST,), 1, 1)


def witnesses(
    tree: Sequence[Passage], ids: Mapping[str, int], codes: Mapping[int, int], known: Mapping[int, Row]
) -> list[Row]:
    """The rows of a statement's witnesses, the fullest first.

    `ids` are the private keys of passages, `codes` those of their wordings. `known` are rows that still hold for these
    passages if their statement has the same fullest witness: adding one printing to three hundred aligns one.
    """
    fullest = tree[0]
    key = ids[fullest.id]
    rows = [_row(key, key, codes[key], _ITSELF)]
    for passage in tree[1:]:
        id = ids[passage.id]
        row = known.get(id) if key in known else None
        if row is None or row["statement_id"] != key:
            row = _row(id, key, codes[id], standing(fullest, passage))
        rows.append(row)
    return rows


def statement(tree: Sequence[Passage], rows: Sequence[Row]) -> Row | None:
    """The row of a statement from those of its witnesses; None where only one quote carries it."""
    if len(tree) == 1:
        return None
    return {
        "quote_id": rows[0]["quote_id"],
        "printings": len(rows),
        "readings": len({folded(passage.text) for passage in tree}),
        "disagreeing": sum(row["speaker_differs"] for row in rows),
        "different": max(row["different"] for row in rows),
        "cut": int(any(Relation.SILENTLY_CUT.value in row["relations"] for row in rows)),
        "meaning": int(any(row["meaning_differs"] for row in rows)),
    }


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


def _row(quote: int, statement: int, code: int, stands: Standing) -> Row:
    return {
        "quote_id": quote,
        "statement_id": statement,
        "code": code,
        "relations": json.dumps([relation.value for relation in stands.relations]),
        "agreeing": stands.agreeing,
        "words": stands.words,
        "different": round(stands.different, 4),
        "speaker_differs": int(stands.speaker_differs),
        "meaning_differs": int(stands.meaning_differs),
    }
