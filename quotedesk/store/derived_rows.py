"""Writing to derived tables: they are not logged, so they need no recorder, and can always be rebuilt."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete
from sqlalchemy.orm import InstrumentedAttribute

from quotedesk.store import quick
from quotedesk.store.recorder import Row
from quotedesk.store.tables import LOGGED, Base, table_of


def put(connection: Connection, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows, which have all columns."""
    _insert(connection, "INSERT", model, rows)


def let(connection: Connection, model: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows in the place of those with the same key."""
    _insert(connection, "INSERT OR REPLACE", model, rows)


def _insert(connection: Connection, how: str, model: type[Base], rows: Sequence[Row]) -> None:
    if rows:
        names = table_of(model).columns.keys()
        values = ", ".join(f":{name}" for name in names)
        sql = f"{how} INTO {_unlogged(model)} ({', '.join(names)}) VALUES ({values})"
        quick.raw(connection).executemany(sql, rows)


def _unlogged(model: Any) -> str:
    if model in LOGGED:
        raise RuntimeError(f"a write to {model.__tablename__} went past the recorder")
    return str(model.__tablename__)


def drop(connection: Connection, key: InstrumentedAttribute[int], values: Iterable[int], where: str = "") -> None:
    """Delete the rows that have one of these values in the column `key`, or those of them that meet a condition."""
    also = where and f" AND {where}"
    sql = f"DELETE FROM {_unlogged(key.class_)} WHERE {key.key} {quick.AMONG}{also}"
    quick.raw(connection).execute(sql, [quick.listed(values)])


def drop_pairs(
    connection: Connection,
    one: InstrumentedAttribute[int],
    other: InstrumentedAttribute[int],
    pairs: Sequence[tuple[int, int]],
) -> None:
    """Delete the rows that have one of these pairs of values in two columns of a table."""
    sql = f"DELETE FROM {_unlogged(one.class_)} WHERE {one.key} = ? AND {other.key} = ?"
    quick.raw(connection).executemany(sql, pairs)


def clear(connection: Connection, *models: type[Base]) -> None:
    """Delete every row."""
    for model in models:
        connection.execute(delete(model))
