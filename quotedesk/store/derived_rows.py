"""Writing to derived tables: they are not logged, so they need no recorder, and can always be rebuilt."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import InstrumentedAttribute

from quotedesk.store.recorder import Row, chunks
from quotedesk.store.tables import Base, table_of


def put(connection: Connection, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows."""
    if rows:
        connection.execute(insert(table_of(model)), rows)


def let(connection: Connection, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows in the place of those with the same key."""
    if rows:
        connection.execute(sqlite_insert(table_of(model)).prefix_with("OR REPLACE"), rows)


def drop(
    connection: Connection, key: InstrumentedAttribute[int], values: Iterable[int], *where: ColumnElement[bool]
) -> None:
    """Delete the rows that have one of these values in the column `key`."""
    for chunk in chunks(values):
        connection.execute(delete(key.class_).where(key.in_(chunk), *where))


def drop_pairs(
    connection: Connection,
    one: InstrumentedAttribute[int],
    other: InstrumentedAttribute[int],
    pairs: Sequence[tuple[int, int]],
) -> None:
    """Delete the rows that have one of these pairs of values in two columns of a table."""
    if pairs:
        these = delete(one.class_).where(one == bindparam("first"), other == bindparam("second"))
        connection.execute(these, [{"first": a, "second": b} for a, b in pairs])


def clear(connection: Connection, *models: type[Base]) -> None:
    """Delete every row."""
    for model in models:
        connection.execute(delete(model))
