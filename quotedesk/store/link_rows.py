"""Links as rows: they name quotes by their articles' texts and extents, so that they outlive the quotes' own rows."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select, tuple_

from quotedesk.store import quick
from quotedesk.store.recorder import Deed, Row, chunks, new_uuid, now
from quotedesk.store.tables import Article, Link, Quote

Place = tuple[str, int, int]
"""Where a quote stands: the SHA-256 of its article's text, and its extent in it."""

# Each article and start on its own: for a list of pairs SQLite would read through all quotes.
_AT = """
    SELECT quotes.id, text_sha256, start, "end" FROM json_each(?) AS place
    CROSS JOIN articles ON text_sha256 = place.value ->> 0
    CROSS JOIN quotes ON article_id = articles.id AND start = place.value ->> 1
    ORDER BY quotes.id DESC
"""
_A = (Link.a_sha256, Link.a_start, Link.a_end)
_B = (Link.b_sha256, Link.b_start, Link.b_end)


class Linked(NamedTuple):
    """A link's private key, whether its quotes are the same statement, and the quotes' private keys."""

    id: int
    same: bool
    a: int
    b: int


def places(connection: Connection, quotes: Iterable[int]) -> dict[int, Place]:
    """Where quotes stand, by private key."""
    found: dict[int, Place] = {}
    for chunk in chunks(dict.fromkeys(quotes)):
        rows = select(Quote.id, Article.text_sha256, Quote.start, Quote.end).join_from(Quote, Article)
        found |= {id: (sha256, start, end) for id, sha256, start, end in connection.execute(
            rows.where(Quote.id.in_(chunk)))}  # fmt: skip
    return found


def at(connection: Connection, wanted: Collection[Place]) -> dict[Place, int]:
    """The private keys of the quotes that stand in these places."""
    found: dict[Place, int] = {}
    for id, sha256, start, end in quick.rows(connection, _AT, dict.fromkeys(place[:2] for place in wanted)):
        found[sha256, start, end] = id
    return {place: found[place] for place in wanted if place in found}


def of_quotes(connection: Connection, quotes: Collection[int]) -> list[Linked]:
    """The links between quotes that are on the desk, one of which at least is among those given."""
    if not quick.rows(connection, "SELECT 1 FROM links LIMIT 1"):
        return []
    standing = list(places(connection, quotes).values())
    rows: dict[int, tuple[str, Place, Place]] = {}
    for chunk in chunks(standing):
        for ends in (_A, _B):
            for id, sort, *both in connection.execute(
                select(Link.id, Link.sort, *_A, *_B).where(tuple_(*ends).in_(chunk))
            ):
                rows[id] = (sort, (both[0], both[1], both[2]), (both[3], both[4], both[5]))
    present = at(connection, [place for _, a, b in rows.values() for place in (a, b)])
    return [
        Linked(id, sort == "must", present[a], present[b])
        for id, (sort, a, b) in sorted(rows.items())
        if a in present and b in present
    ]


def all_present(connection: Connection) -> list[Linked]:
    """Every link between quotes that are on the desk."""
    ends = select(Link.a_sha256, Link.a_start).union(select(Link.b_sha256, Link.b_start)).subquery()
    linked = (
        select(Quote.id)
        .join_from(Quote, Article)
        .join(ends, (ends.c[0] == Article.text_sha256) & (ends.c[1] == Quote.start))
    )
    return of_quotes(connection, connection.scalars(linked).all())


def put(deed: Deed, same: bool, pairs: Iterable[tuple[int, int]]) -> None:
    """Say of pairs of quotes that they are, or are not, the same statement; whatever was said of them before goes."""
    wanted = {(min(pair), max(pair)) for pair in pairs}
    quotes = {quote for pair in wanted for quote in pair}
    standing = places(deed.connection, quotes)
    before = {(min(link.a, link.b), max(link.a, link.b)): link for link in of_quotes(deed.connection, quotes)}
    deed.delete(Link, [link.id for pair, link in before.items() if pair in wanted and link.same != same])
    new = sorted(pair for pair in wanted if pair not in before or before[pair].same != same)
    said: Row = {"sort": "must" if same else "cannot", "user_id": deed.user_id, "made_at": now()}
    ends = [sorted((standing[one], standing[other])) for one, other in new]
    deed.insert(Link, [said | {"uuid": new_uuid()} | _ends(a, b) for a, b in ends])


def move(deed: Deed, old: Place, new: Place) -> None:
    """Take the links of a quote along to the place it has now; what was said of that place before stays."""
    if old == new:
        return
    rows = deed.connection.execute(
        select(Link.id, *_A, *_B).where(tuple_(*_A).in_([old]) | tuple_(*_B).in_([old]))
    ).all()
    for id, *both in rows:
        a, b = sorted(new if place == old else place for place in ((*both[:3],), (*both[3:],)))
        if deed.connection.scalar(select(Link.id).where(tuple_(*_A, *_B).in_([(*a, *b)]))):
            deed.delete(Link, [id])
        else:
            deed.update(Link, {id: _ends(a, b)})


def _ends(a: Place, b: Place) -> Row:
    (a_sha256, a_start, a_end), (b_sha256, b_start, b_end) = a, b
    return {
        "a_sha256": a_sha256, "a_start": a_start, "a_end": a_end,
        "b_sha256": b_sha256, "b_start": b_start, "b_end": b_end,
    }  # fmt: skip
