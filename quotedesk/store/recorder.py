"""The one recorder: every write to a logged table passes here and leaves its row images in the change log."""

import itertools
import json
import uuid
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, delete, event, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from quotedesk.article import digest
from quotedesk.store.tables import LOGGED, Base, Content, DeedEntry, DeedRow, table_of

Row = dict[str, Any]
_TABLES: dict[str, Table] = {model.__tablename__: table_of(model) for model in LOGGED}
_CHUNK = 10_000
_RECORDED = {"recorded": True}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it did not exist."""

    table: str
    id: int
    before: Row | None
    after: Row | None

    @property
    def reversed(self) -> "RowChange":
        """The change that takes this one back."""
        return RowChange(self.table, self.id, self.after, self.before)


def now() -> str:
    """The present moment in UTC, as ISO 8601 that sorts as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new_uuid() -> str:
    """A fresh UUID as text."""
    return str(uuid.uuid4())


def chunks(ids: Iterable[Any]) -> Iterator[list[Any]]:
    """`ids` in lists short enough to be the parameters of one query."""
    remaining = iter(ids)
    while chunk := list(itertools.islice(remaining, _CHUNK)):
        yield chunk


class Deed:
    """A deed under way: writes rows inside one transaction and remembers their images.

    Only `Desk.deed` makes one. `name` may be set until the end, when it is known what was done. `eyes` are those with
    which its user reads the desk, see `Desk.user_id`.
    """

    def __init__(self, connection: Connection, name: str, user_id: int):
        self.connection = connection
        self.name = name
        self.user_id = user_id
        self.eyes = user_id
        self.rows: list[RowChange] = []
        self._last: dict[str, int] = {}

    def new_ids(self, model: type[Base], count: int) -> range:
        """Private keys for `count` rows about to be inserted."""
        table = _TABLES[model.__tablename__]
        last = self._last.get(table.name)
        if last is None:
            last = self.connection.scalar(select(func.max(table.c.id))) or 0
        self._last[table.name] = last + count
        return range(last + 1, last + count + 1)

    def insert(self, model: type[Base], rows: Sequence[Row]) -> list[int]:
        """Insert rows; columns left out take their default. Returns the private keys."""
        table = _TABLES[model.__tablename__]
        defaults: Row = {c.name: getattr(c.default, "arg", None) for c in table.columns}
        ids = iter(self.new_ids(model, sum("id" not in row for row in rows)))
        images = [defaults | row | {"id": row["id"] if "id" in row else next(ids)} for row in rows]
        self._record([RowChange(table.name, image["id"], None, image) for image in images])
        return [image["id"] for image in images]

    def update(self, model: type[Base], values: Mapping[int, Row]) -> None:
        """Change columns of rows, given by private key; rows that already say so are left alone."""
        table = _TABLES[model.__tablename__]
        found = ((image["id"], image) for image in self._images(table, values))
        changes = [RowChange(table.name, id, image, image | values[id]) for id, image in found]
        self._record([change for change in changes if change.before != change.after])

    def delete(self, model: type[Base], ids: Iterable[int]) -> None:
        """Delete rows by private key."""
        table = _TABLES[model.__tablename__]
        self._record([RowChange(table.name, image["id"], image, None) for image in self._images(table, ids)])

    def keep(self, data: bytes) -> str:
        """Keep bytes for good under their SHA-256, which is returned; contents are never changed or deleted."""
        sha256 = digest(data)
        row = {"sha256": sha256, "data": zlib.compress(data, 6)}
        self.connection.execute(sqlite_insert(Content).on_conflict_do_nothing(), row)
        return sha256

    def log(self) -> None:
        """Enter the deed in the change log; deeds that were undone before it are abandoned."""
        at = now()
        self.connection.execute(
            update(DeedEntry).where(DeedEntry.state == "undone").values(state="abandoned", state_at=at)
        )
        number = (self.connection.scalar(select(func.max(DeedEntry.number))) or 0) + 1
        entry = {"number": number, "uuid": new_uuid(), "name": self.name, "user_id": self.user_id, "at": at}
        self.connection.execute(insert(DeedEntry), [entry | {"state": "done", "state_at": at}])
        rows = [
            {"deed": number, "ordinal": n, "of_table": row.table, "row_id": row.id}
            | {"before": _image(row.before), "after": _image(row.after)}
            for n, row in enumerate(self.rows)
        ]
        self.connection.execute(insert(DeedRow), rows)

    def _images(self, table: Table, ids: Iterable[int]) -> list[Row]:
        found: dict[int, Row] = {}
        wanted = list(ids)
        for chunk in chunks(wanted):
            rows = self.connection.execute(select(table).where(table.c.id.in_(chunk)))
            found |= {row.id: dict(row._mapping) for row in rows}
        return [found[id] for id in dict.fromkeys(wanted)]

    def _record(self, changes: Sequence[RowChange]) -> None:
        _write(self.connection, changes)
        self.rows += changes


def refuse_unrecorded(engine: Engine) -> None:
    """Make the engine refuse every write to a logged table that does not come from here."""

    @event.listens_for(engine, "before_execute")
    def refuse(_: Connection, statement: Any, __: Any, ___: Any, options: Mapping[str, Any]) -> None:
        if getattr(statement, "is_dml", False) and statement.table.name in _TABLES and not options.get("recorded"):
            raise RuntimeError(f"a write to {statement.table.name} went past the recorder")


def _image(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _write(connection: Connection, changes: Sequence[RowChange]) -> None:
    """Make the changes, which are all of one table and of one sort."""
    if not changes:
        return
    table = _TABLES[changes[0].table]
    befores, afters = [c.before for c in changes if c.before], [c.after for c in changes if c.after]
    if not befores:
        connection.execute(insert(table), afters, execution_options=_RECORDED)
        return
    this_row = table.c.id == bindparam("this_row")
    if afters:
        rows = [row | {"this_row": row["id"]} for row in afters]
        changed = connection.execute(update(table).where(this_row), rows, execution_options=_RECORDED).rowcount
    else:
        rows = [{"this_row": change.id} for change in changes]
        changed = connection.execute(delete(table).where(this_row), rows, execution_options=_RECORDED).rowcount
    assert changed == len(changes), f"{table.name}: {changed} rows changed, not {len(changes)}"


def replay(connection: Connection, number: int, *, backwards: bool) -> list[RowChange]:
    """Take the deed back, or do it again, exactly as the log has it; returns what changed."""
    rows = connection.execute(
        select(DeedRow.of_table, DeedRow.row_id, DeedRow.before, DeedRow.after)
        .where(DeedRow.deed == number)
        .order_by(DeedRow.ordinal)
    )
    changes = [
        RowChange(row.of_table, row.row_id, json.loads(row.before or "null"), json.loads(row.after or "null"))
        for row in rows
    ]
    if backwards:
        changes = [change.reversed for change in reversed(changes)]
    for _, run in itertools.groupby(changes, lambda c: (c.table, c.before is None, c.after is None)):
        _write(connection, list(run))
    connection.execute(
        update(DeedEntry)
        .where(DeedEntry.number == number)
        .values(state="undone" if backwards else "done", state_at=now())
    )
    return changes
