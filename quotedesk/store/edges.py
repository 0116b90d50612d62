"""Where quotes begin and end for those who read: what the article's readers share, and what is one's own while blind.

Who reads with open eyes sees a quote's own parts and changes them for everybody. Who reads blind sees the parts that
the engine found; where they change them, that is a decision of theirs and nobody else sees it.
"""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from quotedesk.errors import DeskError
from quotedesk.quote import Quote as Found
from quotedesk.quote import Span
from quotedesk.store.effective import BY_HAND, NOTHING, effective
from quotedesk.store.recorder import Deed, chunks
from quotedesk.store.tables import Decision, Part, Quote, User

Parts = tuple[Span, ...]


def as_json(parts: Sequence[Span]) -> str:
    """Parts as they are kept beside others."""
    return json.dumps([(part.start, part.end) for part in parts])


def spans(kept: str) -> Parts:
    """Parts that were kept so."""
    return tuple(Span(start, end) for start, end in json.loads(kept))


def found(connection: Connection, quotes: Collection[int]) -> dict[int, Parts]:
    """The parts that the engine found of those quotes (private keys) whose parts a person changed since."""
    rows = select(Quote.id, Quote.found).where(Quote.found.is_not(None))
    return {
        id: spans(kept or NOTHING)
        for chunk in chunks(quotes)
        for id, kept in connection.execute(rows.where(Quote.id.in_(chunk)))
    }


def decided(connection: Connection, user: int, quotes: Collection[int]) -> dict[int, Parts]:
    """The parts that a user (private key) decided about while reading blind, by quote (private keys)."""
    rows = select(Decision.quote_id, Decision.edges).where(Decision.user_id == user, Decision.edges.is_not(None))
    return {
        id: spans(kept or NOTHING)
        for chunk in chunks(quotes)
        for id, kept in connection.execute(rows.where(Decision.quote_id.in_(chunk)))
    }


def shared(connection: Connection, quotes: Collection[int]) -> dict[int, Parts]:
    """The quotes' own parts, which everybody with open eyes sees, by private key."""
    parts: dict[int, Parts] = {}
    for chunk in chunks(quotes):
        rows = select(Part.quote_id, Part.start, Part.end).where(Part.quote_id.in_(chunk))
        for id, start, end in connection.execute(rows.order_by(Part.quote_id, Part.ordinal)):
            parts[id] = (*parts.get(id, ()), Span(start, end))
    return parts


def otherwise(connection: Connection, user: int, quotes: Collection[int]) -> dict[int, Parts]:
    """The parts of quotes (private keys) as a user (see `Desk.user_id`) sees them where others may see other ones."""
    if user >= 0:
        return {}
    # One who decided about the half of a quote with open eyes goes on seeing it.
    engine_s = {quote: parts for quote, parts in found(connection, quotes).items() if parts}
    return engine_s | decided(connection, -user, quotes)


def seen(connection: Connection, user: int, quotes: Collection[int]) -> dict[int, Parts]:
    """The parts of quotes (private keys) as they are shown to a user, see `Desk.user_id`."""
    return shared(connection, quotes) | otherwise(connection, user, quotes)


def twin(deed: Deed, article: int, parts: Sequence[Span]) -> int | None:
    """The quote of the article that has exactly these parts in the eyes of the deed's user."""
    wanted = Found(tuple(parts)).parts
    visible = effective(deed.eyes).visible
    here = select(Quote.id).where(Quote.article_id == article)
    same = here.where(Quote.start == wanted[0].start, Quote.end == wanted[-1].end)
    candidates = set(deed.connection.scalars(same if deed.eyes >= 0 else here.where(visible)))
    places = seen(deed.connection, deed.eyes, candidates)
    return next((quote for quote in sorted(candidates) if places[quote] == wanted), None)


def keep_for_the_blind(deed: Deed, quotes: Collection[int]) -> None:
    """Refuse to take away what the engine found, while somebody else reads blind and is still to see it."""
    blind = deed.connection.scalar(select(User.name).where(User.blind == 1, User.id != deed.user_id))
    engine_s = select(Quote.id).where(Quote.evidence != BY_HAND, Quote.found.is_distinct_from(NOTHING))
    if blind is not None and deed.connection.scalar(engine_s.where(Quote.id.in_(quotes)).limit(1)) is not None:
        raise DeskError(f"{blind} reads blind and is to see all that the program found; reject the quote instead.")


def remember_found(deed: Deed, quote: int) -> None:
    """Keep the parts that the engine found, before a person changes them for the first time."""
    engine_s = select(Quote.id).where(Quote.id == quote, Quote.evidence != BY_HAND, Quote.found.is_(None))
    if deed.connection.scalar(engine_s) is not None:
        deed.update(Quote, {quote: {"found": as_json(shared(deed.connection, [quote])[quote])}})
