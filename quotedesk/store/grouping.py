"""Quotes into statements: derived from quotes and decisions, never logged, rebuilt when those change."""

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, insert, select

from quotedesk import collation
from quotedesk.collation.statement import Grouping, Passage, Reading, Relation, Statement, Witness
from quotedesk.quote import Kind, Span
from quotedesk.store.effective import ANYBODY, Effective
from quotedesk.store.recorder import Row, RowChange, chunks
from quotedesk.store.tables import Article, Part, Quote, Speaker, StatementEntry, SuggestionEntry, WitnessEntry

# The columns of each logged table that grouping looks at; a change of any other cannot move a quote.
_READ = {
    "articles": ("outlet", "date"),
    "speakers": ("name",),
    "quotes": ("article_id", "kind", "speaker_id"),
    "parts": ("start", "end", "exact"),
    "decisions": ("speaker_decided", "speaker_id", "kind"),
}
# Rows whose coming and going alone changes nothing.
_SILENT = frozenset({"articles", "speakers"})


def may_change(rows: Iterable[RowChange]) -> bool:
    """Whether a deed that changed these rows can have changed which quotes belong together."""
    return any(_seen(row.table, row.before) != _seen(row.table, row.after) for row in rows if _counts(row))


def _counts(row: RowChange) -> bool:
    return not (row.table in _SILENT and (row.before is None or row.after is None))


def _seen(table: str, image: Row | None) -> tuple[object, ...] | None:
    if table == "decisions":
        image = image or {"speaker_decided": 0, "speaker_id": None, "kind": None, "status": None}
        return (*(image[name] for name in _READ[table]), image["status"] == "rejected")
    return None if image is None or table not in _READ else tuple(image[name] for name in _READ[table])


def alone(passage: Passage) -> Statement:
    """The statement of a quote that no other carries."""
    return Statement(passage.id, (Witness(passage, (Relation.FULLEST,)),), (Reading((passage.id,), passage.text),))


def passages(connection: Connection, quotes: Collection[int] | None = None) -> dict[int, Passage]:
    """Quotes as comparison sees them, by private key: those given, or all that are somebody's and not rejected."""
    if quotes is None:
        return _passages(connection, None)
    return {id: passage for chunk in chunks(quotes) for id, passage in _passages(connection, chunk).items()}


def _passages(connection: Connection, quotes: list[int] | None) -> dict[int, Passage]:
    effective = Effective(ANYBODY)
    said = (effective.kind != Kind.OTHER.value) & (effective.status != "rejected")
    query = (
        select(
            Quote.id, Quote.uuid, Article.uuid.label("doc"), Article.outlet, Article.date, effective.kind.label("kind"),
            select(Speaker.name).where(Speaker.id == effective.speaker_id).scalar_subquery().label("speaker"),
        )
        .join_from(Quote, Article, Quote.article_id == Article.id)
        .where(*([said] if quotes is None else [Quote.id.in_(quotes)]))
        .order_by(Article.date, Article.id, Quote.start, Quote.id)
    )  # fmt: skip
    parts: dict[int, list[tuple[Span, str]]] = {}
    spans = select(Part.quote_id, Part.start, Part.end, Part.exact).order_by(Part.quote_id, Part.ordinal)
    for id, start, end, exact in connection.execute(
        spans if quotes is None else spans.where(Part.quote_id.in_(quotes))
    ):
        parts.setdefault(id, []).append((Span(start, end), exact))
    return {
        row.id: Passage(
            id=row.uuid, doc=row.doc, text=" ".join(exact for _, exact in parts[row.id]), outlet=row.outlet,
            date=row.date, speaker=row.speaker, kind=Kind(row.kind), parts=tuple(span for span, _ in parts[row.id]),
        )
        for row in connection.execute(query)
    }  # fmt: skip


def rebuild(connection: Connection) -> None:
    """Group all quotes anew, in the transaction of `connection`."""
    found = passages(connection)
    store(connection, found, collation.group(list(found.values())))


def store(connection: Connection, found: dict[int, Passage], grouping: Grouping) -> None:
    """Replace what the desk knows about statements by `grouping` of the passages `found`."""
    ids = {passage.id: id for id, passage in found.items()}
    for model in (StatementEntry, WitnessEntry, SuggestionEntry):
        connection.execute(delete(model))
    statements = [_statement_row(statement, ids) for statement in grouping.statements]
    witnesses = [row for statement in grouping.statements for row in _witness_rows(statement, ids)]
    suggestions = [{"a": ids[s.a], "b": ids[s.b], "score": s.score, "why": s.why} for s in grouping.suggestions]
    for model, rows in ((StatementEntry, statements), (WitnessEntry, witnesses), (SuggestionEntry, suggestions)):
        if rows:
            connection.execute(insert(model), rows)


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
