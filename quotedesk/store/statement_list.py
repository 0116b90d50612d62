"""Listing statements: light rows in short pages, reading no more than is shown. `store.statements` hands these on."""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from quotedesk.store import lookup, search
from quotedesk.store.derived_tables import StatementEntry, WitnessEntry
from quotedesk.store.desk import Desk
from quotedesk.store.effective import ANYBODY, effective
from quotedesk.store.recorder import chunks
from quotedesk.store.records import StatementFilter, StatementOrder, StatementRow
from quotedesk.store.tables import Article, Part, Quote, Speaker, table_of

PAGE = 128
_PLACES: dict[StatementOrder, tuple[InstrumentedAttribute[Any], ...]] = {
    StatementOrder.MOST_PRINTED: (StatementEntry.printings, StatementEntry.quote_id),
    StatementOrder.MOST_DIFFERENT: (StatementEntry.different, StatementEntry.quote_id),
    StatementOrder.DISAGREEING: (StatementEntry.disagreeing, StatementEntry.printings, StatementEntry.quote_id),
}


def count(desk: Desk, filter: StatementFilter) -> int:
    """How many statements the filter lets through."""
    with desk.reading() as connection:
        return connection.scalar(select(func.count()).select_from(StatementEntry).where(*_conditions(filter))) or 0


def page(
    desk: Desk,
    filter: StatementFilter,
    order: StatementOrder = StatementOrder.MOST_PRINTED,
    *,
    after: str | None = None,
    limit: int = PAGE,
) -> list[StatementRow]:
    """The next statements that the filter lets through, beginning after the statement `after`."""
    with desk.reading() as connection:
        place = _PLACES[order]
        selected = select(table_of(StatementEntry)).where(*_conditions(filter))
        if after is not None:
            selected = _beginning_after(connection, selected, place, lookup.key(connection, Quote, after))
        return _rows(connection, desk.user_id, selected.order_by(*(column.desc() for column in place)).limit(limit))


def _beginning_after(
    connection: Connection, selected: Select[Any], place: tuple[InstrumentedAttribute[Any], ...], quote: int
) -> Select[Any]:
    here = connection.execute(select(*place).where(StatementEntry.quote_id == quote)).first()
    return selected if here is None else selected.where(tuple_(*place) < tuple_(*here))


def _conditions(filter: StatementFilter) -> list[ColumnElement[bool]]:
    found = [StatementEntry.printings >= filter.least]
    for asked, column in (
        (filter.disagreeing, StatementEntry.disagreeing),
        (filter.cut, StatementEntry.cut),
        (filter.meaning, StatementEntry.meaning),
    ):
        if asked:
            found.append(column > 0)
    if filter.search.strip():
        quotes = select(WitnessEntry.statement_id).join(Quote, Quote.id == WitnessEntry.quote_id)
        found.append(StatementEntry.quote_id.in_(quotes.where(search.matches(filter.search))))
    return found


def _rows(connection: Connection, user: int, selected: Select[Any]) -> list[StatementRow]:
    entries = connection.execute(selected).all()
    texts: dict[int, list[str]] = {}
    outlets: dict[int, Counter[str]] = {}
    speakers: dict[int, Counter[str]] = {}
    names: dict[int, str] = {}
    for chunk in chunks(entry.quote_id for entry in entries):
        parts = select(Part.quote_id, Part.exact).where(Part.quote_id.in_(chunk))
        for quote, exact in connection.execute(parts.order_by(Part.quote_id, Part.ordinal)):
            texts.setdefault(quote, []).append(exact)
        names |= lookup.uuids(connection, Quote, chunk)
        printed = (
            select(WitnessEntry.statement_id, Article.outlet, Speaker.name)
            .join(Quote, Quote.id == WitnessEntry.quote_id)
            .join(Article, Article.id == Quote.article_id)
            .outerjoin(Speaker, Speaker.id == effective(min(user, ANYBODY)).speaker_id)
            .where(WitnessEntry.statement_id.in_(chunk))
            .order_by(Article.date, Article.id, Quote.start)
        )
        for statement, outlet, speaker in connection.execute(printed):
            outlets.setdefault(statement, Counter())[outlet] += 1
            speakers.setdefault(statement, Counter())[speaker or ""] += 1
    return [
        StatementRow(
            id=names[entry.quote_id],
            text=" ".join(texts[entry.quote_id]),
            printings=entry.printings,
            readings=entry.readings,
            outlets=_named(outlets[entry.quote_id]),
            speakers=_named(speakers[entry.quote_id]),
            disagreeing=entry.disagreeing,
            different=entry.different,
            cut=bool(entry.cut),
            meaning=bool(entry.meaning),
        )
        for entry in entries
        if entry.quote_id in names
    ]


def _named(counted: Counter[str]) -> tuple[str, ...]:
    """The names, the most frequent first; who is unknown has none."""
    return tuple(name for name, _ in counted.most_common() if name)
