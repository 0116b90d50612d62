"""Quotes into statements: derived from quotes and decisions, never logged, rebuilt when those change."""

import json
import logging
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, insert, select

from quotedesk import collation
from quotedesk.collation.statement import Grouping, Passage, Reading, Relation, Statement, Witness
from quotedesk.quote import Kind, Span
from quotedesk.store.effective import ANYBODY, effective
from quotedesk.store.recorder import Row, RowChange, chunks
from quotedesk.store.tables import (
    Article,
    Base,
    Decision,
    Part,
    Quote,
    Speaker,
    StatementEntry,
    SuggestionEntry,
    WitnessEntry,
    table_of,
)

_log = logging.getLogger(__name__)
# The columns of each logged table that grouping looks at; a change of any other cannot move a quote.
_READ = {
    "articles": ("outlet", "date"),
    "speakers": ("name",),
    "quotes": ("article_id", "kind", "speaker_id"),
    "parts": ("start", "end", "exact"),
    "decisions": ("speaker_decided", "speaker_id", "kind"),
    "links": ("sort", "a_sha256", "a_start", "a_end", "b_sha256", "b_start", "b_end"),
}
# Rows whose coming and going alone changes nothing.
_SILENT = frozenset({"articles", "speakers"})


def may_change(connection: Connection, rows: Sequence[RowChange]) -> bool:
    """Whether a deed that changed these rows can have changed which quotes belong together."""
    return any(_seen(row.table, row.before) != _seen(row.table, row.after) for row in rows if _counts(row)) or (
        _readers_differ(connection, rows)
    )


def _counts(row: RowChange) -> bool:
    return not (row.table in _SILENT and (row.before is None or row.after is None))


def _seen(table: str, image: Row | None) -> tuple[object, ...] | None:
    if table == "decisions":
        image = image or {"speaker_decided": 0, "speaker_id": None, "kind": None, "status": None}
        return (*(image[name] for name in _READ[table]), image["status"] == "rejected")
    return None if image is None or table not in _READ else tuple(image[name] for name in _READ[table])


def _readers_differ(connection: Connection, rows: Sequence[RowChange]) -> bool:
    """Whether others decided about the same quotes: then a decision may also uncover, or cover, one of theirs."""
    images = [row.after or row.before or {} for row in rows if row.table == "decisions"]
    deciders = {image["user_id"] for image in images}
    quotes = {image["quote_id"] for image in images}
    for chunk in chunks(quotes):
        other = Decision.quote_id.in_(chunk) & Decision.user_id.not_in(deciders)
        if connection.scalar(select(exists().where(other))):
            return True
    return False


def alone(passage: Passage) -> Statement:
    """The statement of a quote that no other carries."""
    return Statement(passage.id, (Witness(passage, (Relation.FULLEST,)),), (Reading((passage.id,), passage.text),))


def passages(connection: Connection, quotes: Collection[int] | None = None) -> dict[int, Passage]:
    """Quotes as comparison sees them, by private key: those given, or all that are somebody's and not rejected."""
    if quotes is None:
        return _passages(connection, None)
    return {id: passage for chunk in chunks(quotes) for id, passage in _passages(connection, chunk).items()}


@cache
def _query() -> tuple[Select[Any], ColumnElement[bool]]:
    """The rows of passages, and which of them are grouped."""
    seen = effective(ANYBODY)
    rows = (
        select(
            Quote.id, Quote.uuid, Article.uuid.label("doc"), Article.outlet, Article.date, seen.kind.label("kind"),
            select(Speaker.name).where(Speaker.id == seen.speaker_id).scalar_subquery().label("speaker"),
        )
        .join_from(Quote, Article, Quote.article_id == Article.id)
        .order_by(Article.date, Article.id, Quote.start, Quote.id)
    )  # fmt: skip
    return rows, (seen.kind != Kind.OTHER.value) & (seen.status != "rejected")


def _passages(connection: Connection, quotes: list[int] | None) -> dict[int, Passage]:
    rows, grouped = _query()
    spans = select(Part.quote_id, Part.start, Part.end, Part.exact).order_by(Part.quote_id, Part.ordinal)
    if quotes is None:
        rows = rows.where(grouped)
    else:
        rows, spans = rows.where(Quote.id.in_(quotes)), spans.where(Part.quote_id.in_(quotes))
    parts: dict[int, list[tuple[Span, str]]] = {}
    for id, start, end, exact in connection.execute(spans):
        parts.setdefault(id, []).append((Span(start, end), exact))
    return {row.id: _passage(row, parts.get(row.id, ())) for row in connection.execute(rows)}


def _passage(row: Any, parts: Sequence[tuple[Span, str]]) -> Passage:
    return Passage(
        id=row.uuid,
        doc=row.doc,
        text=" ".join(exact for _, exact in parts),
        outlet=row.outlet,
        date=row.date,
        speaker=row.speaker,
        kind=Kind(row.kind),
        parts=tuple(span for span, _ in parts),
    )


def rebuild(connection: Connection) -> None:
    """Group all quotes anew, in the transaction of `connection`.

    A bug in grouping goes to the log and costs nobody their work: the statements stay as they were, for a later try.
    """
    try:
        with connection.begin_nested():
            found = passages(connection)
            store(connection, found, collation.group(list(found.values())))
    except Exception:
        _log.exception("the quotes could not be grouped into statements")
        set_stale(connection, True)


def is_stale(connection: Connection) -> bool:
    """Whether deeds have changed quotes since they were last grouped. The file's user_version holds it."""
    return bool(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def set_stale(connection: Connection, stale: bool) -> None:
    """Remember, with the transaction, whether the quotes must be grouped anew."""
    connection.exec_driver_sql(f"PRAGMA user_version = {int(stale)}")


def store(connection: Connection, found: dict[int, Passage], grouping: Grouping) -> None:
    """Replace what the desk knows about statements by `grouping` of the passages `found`."""
    set_stale(connection, False)
    ids = {passage.id: id for id, passage in found.items()}
    _replace(connection, StatementEntry, [_statement_row(statement, ids) for statement in grouping.statements])
    _replace(connection, WitnessEntry, [row for made in grouping.statements for row in _witness_rows(made, ids)])
    pairs = [{"a": ids[s.a], "b": ids[s.b], "score": s.score, "why": s.why} for s in grouping.suggestions]
    _replace(connection, SuggestionEntry, [{"id": n, **pair} for n, pair in enumerate(pairs, 1)])


def _replace(connection: Connection, model: type[Base], rows: Iterable[Row]) -> None:
    """Give a derived table these rows; those that are there already stay. The first column is the key."""
    table = table_of(model)
    key, *_ = table.columns
    wanted = {tuple(row[column.name] for column in table.columns): row for row in rows}
    present = {tuple(row) for row in connection.execute(select(table))}
    for chunk in chunks(row[0] for row in present - wanted.keys()):
        connection.execute(delete(table).where(key.in_(chunk)))
    new = [row for image, row in wanted.items() if image not in present]
    if new:
        connection.execute(insert(table), new)


def _statement_row(statement: Statement, ids: dict[str, int]) -> Row:
    readings = [{"witnesses": reading.witnesses, "text": reading.text} for reading in statement.readings]
    return {"quote_id": ids[statement.id], "printings": len(statement.witnesses), "why": statement.why} | {
        "readings": json.dumps(readings, ensure_ascii=False)
    }


def _witness_rows(statement: Statement, ids: dict[str, int]) -> list[Row]:
    return [
        {
            "quote_id": ids[witness.passage.id],
            "statement_id": ids[statement.id],
            "ordinal": ordinal,
            "relations": json.dumps(witness.relations),
            "speaker_differs": int(witness.speaker_differs),
            "also_in": json.dumps(witness.also_in),
        }
        for ordinal, witness in enumerate(statement.witnesses)
    ]
