"""From the UUIDs that people and views hold to the private keys of rows, and back."""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.orm import InstrumentedAttribute

from quotedesk.errors import DeskError
from quotedesk.store.recorder import chunks
from quotedesk.store.tables import Article, Quote, Speaker

T = TypeVar("T")
Public = type[Article] | type[Quote] | type[Speaker]


def keys(connection: Connection, model: Public, uuids: Iterable[str]) -> list[int]:
    """The private keys of records, in the order asked and each once; DeskError if one is not on the desk any more."""
    found: dict[str, int] = {}
    wanted = list(dict.fromkeys(uuids))
    for chunk in chunks(wanted):
        rows = connection.execute(select(model.uuid, model.id).where(model.uuid.in_(chunk)))
        found |= dict(rows.tuples().all())
    if len(found) < len(wanted):
        raise DeskError(f"That {model.__name__.lower()} is no longer on the desk.")
    return [found[uuid] for uuid in wanted]


def key(connection: Connection, model: Public, uuid: str) -> int:
    """The private key of one record; DeskError if it is not on the desk any more."""
    return keys(connection, model, [uuid])[0]


def uuids(connection: Connection, model: Public, ids: Iterable[int]) -> dict[int, str]:
    """The UUIDs of those records that are on the desk, by private key."""
    return column_of(connection, model.id, model.uuid, ids)


def column_of(
    connection: Connection, id: InstrumentedAttribute[int], value: InstrumentedAttribute[T], ids: Iterable[int]
) -> dict[int, T]:
    """One column of the rows with these keys."""
    found: dict[int, T] = {}
    for chunk in chunks(dict.fromkeys(ids)):
        found |= dict(connection.execute(select(id, value).where(id.in_(chunk))).tuples().all())
    return found
