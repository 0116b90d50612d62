"""Reading quotes: of one article, one by one, and by filter in short pages. `store.quotes` hands these on."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select, tuple_

from quotedesk.errors import DeskError
from quotedesk.store import lookup, quote_records
from quotedesk.store.desk import Desk
from quotedesk.store.effective import effective
from quotedesk.store.quote_filters import PLACE, conditions
from quotedesk.store.recorder import chunks
from quotedesk.store.records import QuoteFilter, QuoteRecord
from quotedesk.store.tables import Article, Quote

PAGE = 256
_WITHIN = (Quote.start, Quote.end.desc(), Quote.id)


def of_article(desk: Desk, article_id: str) -> list[QuoteRecord]:
    """The quotes of an article by their places, rejected ones included."""
    with desk.reading() as connection:
        article = lookup.key(connection, Article, article_id)
        selected = quote_records.query(desk.user_id).where(Quote.article_id == article)
        return quote_records.records(connection, selected.order_by(*_WITHIN), desk.user_id)


def get(desk: Desk, id: str) -> QuoteRecord:
    """One quote; DeskError if it is not on the desk any more."""
    with desk.reading() as connection:
        key = lookup.key(connection, Quote, id)
        selected = quote_records.query(desk.user_id).where(Quote.id == key)
        found = quote_records.records(connection, selected, desk.user_id)
    if not found:
        raise DeskError("Another reader marked that quote; it is not shown while you read blind.")
    return found[0]


def several(desk: Desk, ids: Iterable[str]) -> list[QuoteRecord]:
    """Those of the quotes that are still on the desk, by article and place."""
    with desk.reading() as connection:
        return [
            record
            for chunk in chunks(ids)
            for record in quote_records.records(
                connection,
                quote_records.query(desk.user_id).where(Quote.uuid.in_(chunk)).order_by(Quote.article_id, *_WITHIN),
                desk.user_id,
            )
        ]


def count(desk: Desk, filter: QuoteFilter) -> int:
    """How many quotes the filter lets through."""
    with desk.reading() as connection:
        counted = select(func.count()).select_from(Quote).join(Article, Quote.article_id == Article.id)
        return connection.scalar(counted.where(*conditions(connection, effective(desk.user_id), filter))) or 0


def page(desk: Desk, filter: QuoteFilter, *, after: str | None = None, limit: int = PAGE) -> list[QuoteRecord]:
    """The next quotes that the filter lets through, by date, article and place, beginning after the quote `after`."""
    with desk.reading() as connection:
        wanted = conditions(connection, effective(desk.user_id), filter)
        selected = select(Quote.id).join(Article, Quote.article_id == Article.id).where(*wanted)
        if after is not None:
            selected = _beginning_after(connection, selected, lookup.key(connection, Quote, after))
        return _in_order(connection, desk, selected, limit)


def first(desk: Desk, filter: QuoteFilter, *, limit: int = PAGE) -> list[QuoteRecord]:
    """Quotes that the filter lets through, found at once: the first ones, or where a word is common, early ones."""
    if not filter.search.strip():
        return page(desk, filter, limit=limit)
    with desk.reading() as connection:
        wanted = conditions(connection, effective(desk.user_id), filter, hasty=True)
        selected = select(Quote.id).join(Article, Quote.article_id == Article.id).where(*wanted)
        found = _in_order(connection, desk, selected, limit)
    return found if len(found) == limit else page(desk, filter, limit=limit)


def _in_order(connection: Connection, desk: Desk, selected: Select[Any], limit: int) -> list[QuoteRecord]:
    """The first quotes of a selection of private keys; whatever else there is to know is read of these alone."""
    keys = connection.scalars(selected.order_by(*PLACE).limit(limit)).all()
    query = quote_records.query(desk.user_id).where(Quote.id.in_(keys)).order_by(*PLACE)
    return quote_records.records(connection, query, desk.user_id)


def every(desk: Desk, filter: QuoteFilter) -> Iterator[QuoteRecord]:
    """All quotes that the filter lets through, page by page."""
    last: str | None = None
    while found := page(desk, filter, after=last):
        yield from found
        last = found[-1].id


def _beginning_after(connection: Connection, selected: Select[Any], quote: int) -> Select[Any]:
    place = connection.execute(select(*PLACE).join_from(Quote, Article).where(Quote.id == quote)).one()
    # The first condition lets the index on articles skip those before; the second is exact.
    return selected.where(
        tuple_(Article.date, Article.id) >= tuple_(place[0], place[1]), tuple_(*PLACE) > tuple_(*place)
    )
