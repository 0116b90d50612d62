"""Statements: the same words across sources, as the desk knows them. All of it is derived."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, true
from sqlalchemy.orm import aliased

from quotedesk import collation
from quotedesk.collation.statement import Grouping, Passage, Reading, Relation, Statement, Suggestion, Witness
from quotedesk.store import grouping, lookup
from quotedesk.store.desk import Desk
from quotedesk.store.records import Changes
from quotedesk.store.tables import Article, Quote, StatementEntry, SuggestionEntry, WitnessEntry


def regroup(
    desk: Desk, report: Callable[[int, int], None] | None = None, stopped: Callable[[], bool] | None = None
) -> Changes:
    """Group all quotes anew; only needed after many calls of `articles.add(group=False)`."""
    with desk.reading() as connection:
        found = grouping.passages(connection)
    if stopped and stopped():
        return Changes()
    if report:
        report(0, len(found))
    grouped = collation.group(list(found.values()))
    if stopped and stopped():
        return Changes()
    with desk.writing() as connection:
        grouping.store(connection, found, grouped)
    if report:
        report(len(found), len(found))
    return Changes(statements=True)


def listed(desk: Desk) -> list[Statement]:
    """Statements that two or more quotes carry, the most printed first."""
    with desk.reading() as connection:
        return _statements(connection, StatementEntry.printings > 1)


def everything(desk: Desk) -> Grouping:
    """Every statement of the desk, those with one witness too, and the suggestions."""
    with desk.reading() as connection:
        statements = _statements(connection, true())
    return Grouping(tuple(statements), tuple(suggestions(desk)))


def of_quote(desk: Desk, quote_id: str) -> Statement:
    """The statement that a quote carries; a quote that is nobody's words, or rejected, stands alone."""
    with desk.reading() as connection:
        key = lookup.key(connection, Quote, quote_id)
        statement = connection.scalar(select(WitnessEntry.statement_id).where(WitnessEntry.quote_id == key))
        if statement is not None:
            return _statements(connection, StatementEntry.quote_id == statement)[0]
        passage = grouping.passages(connection, [key])[key]
        return grouping.alone(passage)


def suggestions(desk: Desk) -> list[Suggestion]:
    """Pairs of statements that may be one, the likeliest first."""
    with desk.reading() as connection:
        rows = connection.execute(
            select(SuggestionEntry).order_by(SuggestionEntry.score.desc(), SuggestionEntry.id)
        ).all()
        names = lookup.uuids(connection, Quote, {id for row in rows for id in (row.a, row.b)})
        return [Suggestion(names[row.a], names[row.b], row.score, row.why) for row in rows]


def printings(desk: Desk, article_id: str) -> dict[str, tuple[str, int]]:
    """For each quote of an article that is grouped, its statement and how many quotes carry that."""
    fullest = aliased(Quote)
    rows = (
        select(Quote.uuid, fullest.uuid, StatementEntry.printings)
        .join(WitnessEntry, WitnessEntry.quote_id == Quote.id)
        .join(StatementEntry, StatementEntry.quote_id == WitnessEntry.statement_id)
        .join(fullest, fullest.id == WitnessEntry.statement_id)
    )
    with desk.reading() as connection:
        found = connection.execute(rows.where(Quote.article_id == lookup.key(connection, Article, article_id)))
        return {quote: (statement, count) for quote, statement, count in found.tuples()}


def _statements(connection: Connection, condition: ColumnElement[bool]) -> list[Statement]:
    entries = connection.execute(
        select(StatementEntry).where(condition).order_by(StatementEntry.printings.desc(), StatementEntry.quote_id)
    ).all()
    rows = connection.execute(
        select(WitnessEntry)
        .join(StatementEntry, WitnessEntry.statement_id == StatementEntry.quote_id)
        .where(condition)
        .order_by(WitnessEntry.statement_id, WitnessEntry.ordinal)
    ).all()
    passages = grouping.passages(connection, [row.quote_id for row in rows])
    witnesses: dict[int, list[Witness]] = {}
    for row in rows:
        witnesses.setdefault(row.statement_id, []).append(_witness(row, passages[row.quote_id]))
    return [
        Statement(
            witnesses[entry.quote_id][0].passage.id,
            tuple(witnesses[entry.quote_id]),
            tuple(Reading(tuple(r["witnesses"]), r["text"]) for r in json.loads(entry.readings)),
            entry.why,
        )
        for entry in entries
    ]


def _witness(row: Row[Any], passage: Passage) -> Witness:
    relations = tuple(Relation(relation) for relation in json.loads(row.relations))
    return Witness(passage, relations, bool(row.speaker_differs), tuple(json.loads(row.also_in)))
