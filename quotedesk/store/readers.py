"""The people who read on this desk, and what two of them made of the same quotes."""

from dataclasses import dataclass

from sqlalchemy import Connection, case, func, or_, select

from quotedesk.agreement import NOBODY_KNOWN, NOBODY_S_WORDS, Agreement, Judgement, compare
from quotedesk.errors import DeskError
from quotedesk.store import edges
from quotedesk.store.desk import Desk
from quotedesk.store.effective import BY_HAND, NOTHING
from quotedesk.store.tables import Decision, Quote, Speaker, User

Judged = dict[str, tuple[int, bool, Judgement]]


@dataclass(frozen=True, slots=True)
class ReaderRecord:
    """Somebody who decided things on this desk: how many quotes, and when last (ISO 8601, or empty)."""

    name: str
    quotes: int
    last: str
    blind: bool


def listed(desk: Desk) -> list[ReaderRecord]:
    """Everybody who did anything on the desk, those who decided most first."""
    rows = (
        select(User.name, func.count(Decision.id), func.coalesce(func.max(Decision.decided_at), ""), User.blind)
        .outerjoin(Decision, Decision.user_id == User.id)
        .group_by(User.id)
    )
    with desk.reading() as connection:
        found = [ReaderRecord(name, count, last, bool(blind)) for name, count, last, blind in connection.execute(rows)]
    return sorted(found, key=lambda reader: (-reader.quotes, reader.name.casefold()))


def agreement(desk: Desk, a: str, b: str) -> Agreement:
    """Compare two readers' own decisions, whatever each saw of the other's.

    Compared are the articles in which both decided something. A quote that only one of them decided about is left out:
    the other has yet to come to it. But one that a reader marked by hand, or split off, the other did not take for a
    quote. Where somebody decided while reading blind, the edges they saw or set count, not those it has now.
    """
    with desk.reading() as connection:
        ones, others = (_judged(connection, name) for name in (a, b))
        shared = {article for article, _, _ in ones.values()} & {article for article, _, _ in others.values()}

    def counted(own: Judged, other: Judged) -> dict[str, Judgement]:
        return {
            quote: judged
            for quote, (article, by_hand, judged) in own.items()
            if article in shared and (by_hand or quote in other)
        }

    return compare(counted(ones, others), counted(others, ones))


def _judged(connection: Connection, name: str) -> Judged:
    """What a reader made of quotes: their article, whether they were marked by hand, and the judgement."""
    user = connection.scalar(select(User.id).where(User.name == name))
    if user is None:
        known = ", ".join(connection.scalars(select(User.name).order_by(User.name)))
        raise DeskError(f"Nobody called {name} has read on this desk; there is {known or 'nobody yet'}.")
    names = dict(connection.execute(select(Speaker.id, Speaker.name)).tuples().all())
    rows = (
        select(
            Quote.id,
            Quote.uuid,
            Quote.article_id,
            ((Quote.evidence == BY_HAND) | (Quote.found == NOTHING)).label("by_hand"),
            Decision.edges,
            Decision.status,
            func.coalesce(Decision.kind, Quote.kind).label("kind"),
            case((Decision.speaker_decided == 1, Decision.speaker_id), else_=Quote.speaker_id).label("speaker_id"),
        )
        .join(Decision, Decision.quote_id == Quote.id)
        .where(Decision.user_id == user)
        .where(
            or_(
                Decision.status.is_not(None),
                Decision.speaker_decided == 1,
                Decision.kind.is_not(None),
                Decision.edges == NOTHING,
            )
        )
        .where((func.coalesce(Decision.status, "") != "suggested") | (Decision.edges == NOTHING))
        .order_by(Quote.article_id, Quote.start, Quote.id)
    )
    rows_found = connection.execute(rows).all()
    shared = edges.shared(connection, [row.id for row in rows_found])
    found: Judged = {}
    for row in rows_found:
        who = NOBODY_S_WORDS if row.kind == "other" else names.get(row.speaker_id, NOBODY_KNOWN)
        parts = shared[row.id] if row.edges is None else edges.spans(row.edges)
        judged = Judgement(row.status != "rejected" and bool(parts), who, parts)
        found[row.uuid] = (row.article_id, bool(row.by_hand), judged)
    return found
