"""The other parts of a statement's release, found when they are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from quotedesk.collation import releases
from quotedesk.collation.statement import Passage
from quotedesk.store import grouping, lookup
from quotedesk.store.derived_tables import WitnessEntry
from quotedesk.store.desk import Desk
from quotedesk.store.tables import Quote

MOST = 50
"""Printings of a statement beside which others are looked for."""
_REACH = 5_000
"""Characters before a printing among which the quote that stands beside it begins."""


@dataclass(frozen=True, slots=True)
class ReleasePart:
    """Another statement of the same release: its id, its fullest words, and the outlets that print it."""

    id: str
    text: str
    outlets: tuple[str, ...]


def of_statement(desk: Desk, id: str) -> list[ReleasePart]:
    """The other parts of the release that a statement is from, those that stand beside it first."""
    with desk.reading() as connection:
        own = connection.scalar(
            select(WitnessEntry.statement_id).where(WitnessEntry.quote_id == lookup.key(connection, Quote, id))
        )
        if own is None:
            return []
        members = _around(connection, desk.user_id, [own])
        beside = releases.parts(members.values(), [str(own)])[str(own)]
        if not beside:
            return []
        members |= _around(connection, desk.user_id, [int(other) for other in beside])
        found = [int(other) for other in releases.parts(members.values(), [str(own)])[str(own)]]
        witnesses = _witnesses(connection, found)
        passages = grouping.passages(
            connection, [*found, *(quote for quotes in witnesses.values() for quote in quotes)]
        )
        names = lookup.uuids(connection, Quote, found)
        return [
            ReleasePart(
                names[other],
                passages[other].text,
                tuple(dict.fromkeys(passages[quote].outlet for quote in witnesses[other] if passages[quote].outlet)),
            )
            for other in found
        ]


def _around(connection: Connection, user: int, statements: Iterable[int]) -> dict[int, tuple[str, Passage]]:
    """The printings of statements and the quotes before and after them, as a user sees them, with their statements."""
    near: set[int] = set()
    for quotes in _witnesses(connection, statements).values():
        for article, start, end in connection.execute(
            select(Quote.article_id, Quote.start, Quote.end).where(Quote.id.in_(quotes[:MOST]))
        ).tuples():
            beside = Quote.start.between(start - _REACH, end + releases.BESIDE)
            near.update(connection.scalars(select(Quote.id).where(Quote.article_id == article, beside)))
    of = lookup.column_of(connection, WitnessEntry.quote_id, WitnessEntry.statement_id, near)
    passages = grouping.seen_by(connection, user, grouping.passages(connection, list(of)))
    return {quote: (str(of[quote]), passage) for quote, passage in passages.items()}


def _witnesses(connection: Connection, statements: Iterable[int]) -> dict[int, list[int]]:
    """The quotes that carry each statement."""
    found: dict[int, list[int]] = {statement: [] for statement in statements}
    rows = select(WitnessEntry.statement_id, WitnessEntry.quote_id).where(WitnessEntry.statement_id.in_(found))
    for statement, quote in connection.execute(rows.order_by(WitnessEntry.quote_id)).tuples():
        found[statement].append(quote)
    return found
