"""What people say of two quotes: that they are printings of one statement, or that they are not. One function a deed.

What is said last holds: joining takes back what kept the two statements apart, keeping apart what held them together.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from quotedesk.errors import DeskError
from quotedesk.store import link_rows, lookup
from quotedesk.store.derived_tables import WitnessEntry
from quotedesk.store.desk import Desk
from quotedesk.store.recorder import Deed, chunks
from quotedesk.store.records import Changes
from quotedesk.store.tables import Link, Quote, User
from quotedesk.store.words import counted


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """What somebody said of two quotes; `same`: they are one statement. `a` and `b` are the quotes' ids."""

    id: str
    same: bool
    a: str
    b: str
    user: str
    at: str


def accept(desk: Desk, a: str, b: str) -> Changes:
    """Take a suggestion: the statements of the two quotes are one."""
    return _join(desk, [a, b], "Join two statements")


def refuse(desk: Desk, a: str, b: str) -> Changes:
    """Refuse a suggestion: the two quotes are not one statement, and it is not suggested again that theirs are."""
    return _part(desk, a, b, "Refuse a suggestion")


def merge(desk: Desk, statement_ids: Sequence[str]) -> Changes:
    """Make several statements one; each is named by the id of a quote it holds."""
    return _join(desk, statement_ids, f"Join {counted(len(set(statement_ids)), 'statement')}")


def split(desk: Desk, statement_id: str, quote_ids: Sequence[str]) -> Changes:
    """Make these quotes of a statement a statement of their own."""
    with desk.deed(f"Split {counted(len(set(quote_ids)), 'quote')} off a statement") as deed:
        members = _members(deed.connection, lookup.key(deed.connection, Quote, statement_id))
        chosen = [key for key in lookup.keys(deed.connection, Quote, quote_ids) if key in members]
        rest = [key for key in members if key not in chosen]
        if not chosen or not rest:
            raise DeskError("Choose some of the statement's printings, but not all of them.")
        _keep_apart(deed, chosen, rest, rest)
        link_rows.put(deed, True, [(chosen[0], other) for other in chosen[1:]])
    return deed.changes


def not_the_same(desk: Desk, a: str, b: str) -> Changes:
    """Keep two quotes apart for good; whichever printings are nearer to `a` than to `b` go with `a`."""
    return _part(desk, a, b, "Keep two quotes apart")


def take_back(desk: Desk, link_ids: Sequence[str]) -> Changes:
    """Take back what was said of quotes, so that their words decide again."""
    with desk.deed(f"Take back {counted(len(set(link_ids)), 'decision')} about quotes") as deed:
        deed.delete(Link, deed.connection.scalars(select(Link.id).where(Link.uuid.in_(set(link_ids)))).all())
    return deed.changes


def listed(desk: Desk, statement_id: str | None = None) -> list[LinkRecord]:
    """What was said, the latest first: of every quote on the desk, or of those of one statement."""
    with desk.reading() as connection:
        if statement_id is None:
            found = link_rows.all_present(connection)
        else:
            key = lookup.key(connection, Quote, statement_id)
            found = link_rows.of_quotes(connection, _members(connection, key))
        said = {link.id: link for link in found}
        names = lookup.uuids(connection, Quote, {quote for link in found for quote in (link.a, link.b)})
        by = select(Link.id, Link.uuid, User.name, Link.made_at).join(User)
        about = [row for chunk in chunks(said) for row in connection.execute(by.where(Link.id.in_(chunk)))]
        return [
            LinkRecord(uuid, said[id].same, names[said[id].a], names[said[id].b], user, at)
            for id, uuid, user, at in sorted(about, key=lambda row: (row.made_at, row.id), reverse=True)
        ]


def _join(desk: Desk, quote_ids: Sequence[str], name: str) -> Changes:
    """Link the quotes one to the first, and forget what was said against any two of their statements being one."""
    with desk.deed(name) as deed:
        first, *others = lookup.keys(deed.connection, Quote, quote_ids)
        if not others:
            raise DeskError("Choose two or more statements to join.")
        statement = {
            member: number for number, key in enumerate((first, *others)) for member in _members(deed.connection, key)
        }
        against = [
            link.id
            for link in link_rows.of_quotes(deed.connection, statement)
            if not link.same and link.a in statement and link.b in statement
        ]
        deed.delete(Link, against)
        link_rows.put(deed, True, [(first, other) for other in others])
    return deed.changes


def _part(desk: Desk, a: str, b: str, name: str) -> Changes:
    """Link two quotes against each other; links that hold `a` to what `b` is held to are forgotten."""
    with desk.deed(name) as deed:
        one, other = lookup.key(deed.connection, Quote, a), lookup.key(deed.connection, Quote, b)
        if one == other:
            raise DeskError("Choose two quotes; this is one and the same.")
        held, new = {other}, {other}
        while new:
            links = [link for link in link_rows.of_quotes(deed.connection, new) if link.same]
            new = {quote for link in links for quote in (link.a, link.b)} - held - {one}
            held |= new
        _keep_apart(deed, [one], [other], held)
    return deed.changes


def _keep_apart(deed: Deed, chosen: Sequence[int], rest: Sequence[int], held: Collection[int]) -> None:
    """Link the first of the chosen against each of the rest, and forget what held any of the chosen to `held`."""
    forgotten = [
        link.id
        for link in link_rows.of_quotes(deed.connection, chosen)
        if link.same and ((link.a in chosen and link.b in held) or (link.b in chosen and link.a in held))
    ]
    deed.delete(Link, forgotten)
    link_rows.put(deed, False, [(chosen[0], other) for other in rest])


def _members(connection: Connection, quote: int) -> list[int]:
    """The quotes of the statement that a quote carries, by private key; the quote alone where it is not grouped."""
    statement = select(WitnessEntry.statement_id).where(WitnessEntry.quote_id == quote).scalar_subquery()
    found = connection.scalars(
        select(WitnessEntry.quote_id).where(WitnessEntry.statement_id == statement).order_by(WitnessEntry.quote_id)
    ).all()
    return list(found) or [quote]
