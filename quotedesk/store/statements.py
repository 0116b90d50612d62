"""Statements: the same words across sources, as the desk knows them. All of it is derived."""

from collections.abc import Callable, Collection, Iterable

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from quotedesk.collation.statement import Grouping, Statement, Suggestion
from quotedesk.store import grouping, link_rows, lookup
from quotedesk.store.derived_tables import EdgeEntry, StatementEntry, SuggestionEntry, WitnessEntry
from quotedesk.store.desk import Desk
from quotedesk.store.recorder import chunks
from quotedesk.store.records import Changes
from quotedesk.store.statement_list import count, page
from quotedesk.store.tables import Article, Quote, table_of

__all__ = [
    "count", "count_suggestions", "everything", "get", "is_behind", "listed", "of_quote", "page", "printings",
    "regroup", "suggestions",
]  # fmt: skip


def regroup(
    desk: Desk, report: Callable[[int, int], None] | None = None, stopped: Callable[[], bool] | None = None
) -> Changes:
    """Group what waits to be grouped: after many calls of `articles.add(group=False)`, and where `is_behind` says so.

    Long work on a large desk; where it is stopped, it can be begun again at any time.
    """
    from quotedesk.store import batch

    return batch.regroup(desk, report, stopped)


def is_behind(desk: Desk) -> bool:
    """Whether quotes wait to be grouped; until `regroup` has run, statements lack them."""
    with desk.reading() as connection:
        return not desk.read_only and grouping.is_behind(connection)


def make_ready() -> None:
    """Load what grouping needs, which takes a third of a second, before the first deed asks for it."""
    from quotedesk.collation.rarity import everyday
    from quotedesk.store import batch  # noqa: F401

    everyday()


def listed(desk: Desk) -> list[Statement]:
    """Statements that two or more quotes carry, the most printed first. On a large desk, `page` them."""
    with desk.reading() as connection:
        order = (StatementEntry.printings.desc(), StatementEntry.quote_id)
        ids = connection.scalars(select(StatementEntry.quote_id).order_by(*order)).all()
        return _statements(desk, connection, ids)


def everything(desk: Desk) -> Grouping:
    """Every statement of the desk, those with one witness too, and the suggestions."""
    with desk.reading() as connection:
        ids = connection.scalars(
            select(WitnessEntry.statement_id)
            .outerjoin(StatementEntry, StatementEntry.quote_id == WitnessEntry.statement_id)
            .group_by(WitnessEntry.statement_id)
            .order_by(StatementEntry.printings.desc(), WitnessEntry.statement_id)
        ).all()
        statements = _statements(desk, connection, ids)
    return Grouping(tuple(statements), tuple(suggestions(desk)))


def get(desk: Desk, id: str) -> Statement:
    """The statement with this id; DeskError if its fullest quote is not on the desk any more."""
    return of_quote(desk, id)


def of_quote(desk: Desk, quote_id: str) -> Statement:
    """The statement that a quote carries; a quote that is nobody's words, or rejected, stands alone."""
    with desk.reading() as connection:
        key = lookup.key(connection, Quote, quote_id)
        statement = connection.scalar(select(WitnessEntry.statement_id).where(WitnessEntry.quote_id == key))
        found = _statements(desk, connection, [statement]) if statement is not None else []
        if found:
            return found[0]
        passages = grouping.seen_by(connection, desk.user_id, {key: grouping.any_passage(connection, key)})
        return grouping.alone(passages[key])


def suggestions(desk: Desk, limit: int | None = None) -> list[Suggestion]:
    """Pairs of statements that may be one, the likeliest first. What somebody refused is not among them."""
    with desk.reading() as connection:
        found = _suggested(connection, limit)
        names = lookup.uuids(connection, Quote, {id for a, b, _, _ in found for id in (a, b)})
        return [Suggestion(names[a], names[b], score, why) for a, b, score, why in found]


def count_suggestions(desk: Desk) -> int:
    """How many pairs of statements wait for a person."""
    with desk.reading() as connection:
        return len(_suggested(connection, None))


def printings(desk: Desk, article_id: str) -> dict[str, tuple[str, int]]:
    """For each quote of an article that is grouped, its statement and how many quotes carry that."""
    fullest = aliased(Quote)
    rows = (
        select(Quote.uuid, fullest.uuid, func.coalesce(StatementEntry.printings, 1))
        .join(WitnessEntry, WitnessEntry.quote_id == Quote.id)
        .join(fullest, fullest.id == WitnessEntry.statement_id)
        .outerjoin(StatementEntry, StatementEntry.quote_id == WitnessEntry.statement_id)
    )
    with desk.reading() as connection:
        found = connection.execute(rows.where(Quote.article_id == lookup.key(connection, Article, article_id)))
        return {quote: (statement, count) for quote, statement, count in found.tuples().all()}


def _suggested(connection: Connection, limit: int | None) -> list[tuple[int, int, float, str]]:
    """The best ground for each pair of statements that are neither one nor kept apart."""
    of: dict[int, int] = {}
    links = [link for link in link_rows.all_present(connection) if not link.same]
    for chunk in chunks({id for link in links for id in (link.a, link.b)}):
        members = select(WitnessEntry.quote_id, WitnessEntry.statement_id).where(WitnessEntry.quote_id.in_(chunk))
        of |= dict(connection.execute(members).tuples().all())
    settled = {frozenset((of[link.a], of[link.b])) for link in links if link.a in of and link.b in of}
    entry, a, b = table_of(SuggestionEntry), table_of(WitnessEntry).alias(), table_of(WitnessEntry).alias()
    rows = connection.execute(
        select(entry, a.c.statement_id, b.c.statement_id)
        .join(a, a.c.quote_id == entry.c.a)
        .join(b, b.c.quote_id == entry.c.b)
        .where(a.c.statement_id != b.c.statement_id)
        .order_by(entry.c.score.desc(), entry.c.a, entry.c.b)
    )
    found: list[tuple[int, int, float, str]] = []
    for one, other, score, why, *both in rows.tuples():
        if len(found) == limit:
            break
        pair = frozenset(both)
        if pair not in settled:
            settled.add(pair)
            found.append((one, other, score, why))
    return found


def _statements(desk: Desk, connection: Connection, ids: Collection[int]) -> list[Statement]:
    """These statements, in this order; who reads blind is shown the speakers that they see themselves."""
    from quotedesk.collation.facts import identity
    from quotedesk.collation.relations import assembled
    from quotedesk.store import statement_rows

    members: dict[int, list[int]] = {}
    for chunk in chunks(ids):
        rows = select(WitnessEntry.quote_id, WitnessEntry.statement_id).where(WitnessEntry.statement_id.in_(chunk))
        for quote, statement in connection.execute(rows):
            members.setdefault(statement, []).append(quote)
    quotes = [quote for found in members.values() for quote in found]
    witnesses = statement_rows.present(connection, quotes)
    passages = grouping.seen_by(connection, desk.user_id, grouping.passages(connection, quotes))
    elsewhere = _elsewhere(connection, quotes)
    made = []
    for id in ids:
        ordered = sorted(
            (quote for quote in members.get(id, ()) if quote in passages),
            key=lambda quote: (quote != id, witnesses[quote]["code"], identity(passages[quote])),
        )
        if ordered:
            standings = [statement_rows.of(witnesses[quote]) for quote in ordered[1:]]
            made.append(assembled([passages[q] for q in ordered], standings, [elsewhere.get(q, ()) for q in ordered]))
    return made


def _elsewhere(connection: Connection, quotes: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The other statements that quotes are a part of too, by private key."""
    own, other = table_of(WitnessEntry).alias(), table_of(WitnessEntry).alias()
    found: dict[int, set[int]] = {}
    for chunk in chunks(quotes):
        rows = (
            select(EdgeEntry.shorter, other.c.statement_id)
            .join(own, own.c.quote_id == EdgeEntry.shorter)
            .join(other, other.c.quote_id == EdgeEntry.longer)
            .where(EdgeEntry.shorter.in_(chunk), EdgeEntry.score > 0, own.c.statement_id != other.c.statement_id)
        )
        for quote, statement in connection.execute(rows):
            found.setdefault(quote, set()).add(statement)
    names = lookup.uuids(connection, Quote, {id for ids in found.values() for id in ids})
    return {quote: tuple(sorted(names[id] for id in ids)) for quote, ids in found.items()}
