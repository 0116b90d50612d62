"""What needs a person: the quotes that nobody decided about yet, the least certain first, across all articles."""

from sqlalchemy import select

from quotedesk.store import quote_records
from quotedesk.store.desk import Desk
from quotedesk.store.effective import effective
from quotedesk.store.records import QuoteRecord
from quotedesk.store.tables import UNNAMED_FIRST, Decision, Quote

MOST = 200


def queue(desk: Desk, *, limit: int = MOST) -> list[QuoteRecord]:
    """The next quotes to decide: flagged ones, then those without a speaker, then by rising confidence.

    Quotes that nobody touched and quotes that somebody opened again are looked for apart, so that the first can be
    found without asking what was decided about each.
    """
    seen = effective(desk.user_id)
    untouched = (Quote.id.not_in(select(Decision.quote_id)), Quote.kind != "other")
    reopened = (Quote.id.in_(select(Decision.quote_id)), seen.kind != "other", seen.status == "suggested")
    order = (seen.flag.desc(), seen.speaker_id.is_not(None), Quote.confidence, Quote.article_id, Quote.start, Quote.id)
    plain = (UNNAMED_FIRST, Quote.confidence, Quote.article_id, Quote.start, Quote.id)
    found: list[QuoteRecord] = []
    with desk.reading() as connection:
        for conditions, by in ((untouched, plain), (reopened, order)):
            keys = connection.scalars(select(Quote.id).where(seen.visible, *conditions).order_by(*by).limit(limit))
            selected = quote_records.query(desk.user_id).where(Quote.id.in_(keys.all()))
            found += quote_records.records(connection, selected, desk.user_id)
    return sorted(found, key=urgency)[:limit]


def urgency(quote: QuoteRecord) -> tuple[bool, bool, float, str, str, int]:
    """What orders the queue."""
    sure = quote.confidence if quote.confidence is not None else 0.0
    return not quote.flag, quote.speaker is not None, sure, quote.date, quote.article_id, quote.parts[0].start
