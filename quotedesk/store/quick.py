"""Asking SQLite itself, where it is asked so often that a query has to be prepared once and its rows have to be bare.

A list of values goes in as one parameter, `IN (SELECT value FROM json_each(?))` (`AMONG`), so that the query stays the
same however long the list is.
"""

import json
import sqlite3
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import InstrumentedAttribute

AMONG = "IN (SELECT value FROM json_each(?))"


def raw(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection, in the same transaction."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def rows(connection: Connection, sql: str, *lists: Iterable[object]) -> list[tuple[Any, ...]]:
    """The rows of a query that holds `AMONG` for each of the lists."""
    return raw(connection).execute(sql, [listed(values) for values in lists]).fetchall()


def listed(values: Iterable[object]) -> str:
    """A list of values as the parameter that `AMONG` takes."""
    return json.dumps(list(values))


def is_among(column: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The same condition for a query that is to become `sql`."""
    return column.in_(select(func.json_each(literal_column("?")).table_valued("value").c.value))


@cache
def sql(query: Select[Any]) -> str:
    """A query as text, to be kept: its constants are written out."""
    return str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
