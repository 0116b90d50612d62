"""Which quotes a filter lets through, all of them in one order: for tables that scroll, jump and sort at any size.

A listing holds nothing but private keys (8 bytes a quote), so that any stretch of a million quotes is read at once.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from quotedesk.store import lookup, quote_records
from quotedesk.store.derived_tables import StatementEntry, WitnessEntry
from quotedesk.store.desk import Desk
from quotedesk.store.effective import Effective, effective
from quotedesk.store.quote_filters import PLACE, conditions
from quotedesk.store.records import QuoteFilter, QuoteRecord
from quotedesk.store.tables import Article, Part, Quote, Speaker


class Order(StrEnum):
    """What quotes can be sorted by; `PLACE` is the desk's own order: date, article, place in it."""

    PLACE = "place"
    STATUS = "status"
    WORDS = "words"
    SPEAKER = "speaker"
    OUTLET = "outlet"
    DATE = "date"
    KIND = "kind"
    PRINTINGS = "printings"
    CONFIDENCE = "confidence"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Listing:
    """The quotes of one filter in one order, as they were when it was made."""

    desk: Desk
    filter: QuoteFilter
    _keys: "array[int]"

    def __len__(self) -> int:
        return len(self._keys)

    def records(self, start: int, stop: int) -> list[QuoteRecord | None]:
        """The quotes of some rows, each in its place; None where one was deleted since."""
        keys = self._keys[start:stop].tolist()
        with self.desk.reading() as connection:
            names = lookup.uuids(connection, Quote, keys)
            selected = quote_records.query(self.desk.user_id).where(Quote.id.in_(keys))
            found = {record.id: record for record in quote_records.records(connection, selected, self.desk.user_id)}
        return [found.get(names.get(key, "")) for key in keys]

    def ids(self, rows: Iterable[int]) -> list[str]:
        """The UUIDs of the quotes in some rows that are still there."""
        with self.desk.reading() as connection:
            keys = [self._keys[row] for row in rows]
            names = lookup.uuids(connection, Quote, keys)
        return [names[key] for key in keys if key in names]

    def row_of(self, id: str) -> int | None:
        """Where a quote stands; None where the filter does not let it through."""
        with self.desk.reading() as connection:
            key = connection.scalar(select(Quote.id).where(Quote.uuid == id))
        try:
            return None if key is None else self._keys.index(key)
        except ValueError:
            return None


def at_most(desk: Desk) -> int:
    """How many quotes the desk has at most, told at once whatever its size."""
    with desk.reading() as connection:
        return connection.scalar(select(func.max(Quote.id))) or 0


def listing(desk: Desk, filter: QuoteFilter, order: Order = Order.PLACE, *, descending: bool = False) -> Listing:
    """Every quote that the filter lets through. Quotes without a value come last; equals stand in the desk's order."""
    seen = effective(desk.user_id)
    with desk.reading() as connection:
        rows = select(Quote.id).join(Article, Quote.article_id == Article.id)
        if order is Order.SPEAKER:
            rows = rows.outerjoin(Speaker, Speaker.id == seen.speaker_id)
        elif order is Order.WORDS:
            rows = rows.join(Part, (Part.quote_id == Quote.id) & (Part.ordinal == 0))
        elif order is Order.PRINTINGS:
            rows = rows.outerjoin(WitnessEntry, WitnessEntry.quote_id == Quote.id)
            rows = rows.outerjoin(StatementEntry, StatementEntry.quote_id == WitnessEntry.statement_id)
        value = _value(order, seen)
        first = [] if value is None else [value.is_(None), value.desc() if descending else value]
        if order is Order.PLACE and descending:
            ordered = rows.order_by(*(column.desc() for column in PLACE))
        else:
            ordered = rows.order_by(*first, *PLACE)
        keys = array("q", connection.scalars(ordered.where(*conditions(connection, seen, filter))))
    return Listing(desk, filter, keys)


def _value(order: Order, seen: Effective) -> ColumnElement[Any] | None:
    match order:
        case Order.PLACE:
            return None
        case Order.STATUS:
            return case((seen.status == "suggested", 0), (seen.status == "confirmed", 1), else_=2)
        case Order.WORDS:
            return Part.exact.collate("NOCASE")
        case Order.SPEAKER:
            return Speaker.name.collate("NOCASE")
        case Order.OUTLET:
            return func.nullif(Article.outlet, "").collate("NOCASE")
        case Order.DATE:
            return func.nullif(Article.date, "")
        case Order.KIND:
            return case((seen.kind == "speech", 0), (seen.kind == "written", 1), else_=2)
        case Order.PRINTINGS:
            return func.coalesce(StatementEntry.printings, 1)
        case Order.CONFIDENCE:
            return case((seen.speaker_id.is_not_distinct_from(Quote.speaker_id), Quote.confidence))
        case Order.NOTE:
            return func.nullif(seen.note, "").collate("NOCASE")
