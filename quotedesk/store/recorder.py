"""The one recorder: every write to a logged table passes here and leaves its row images in the change log."""

import itertools
import json
import uuid
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, event, select, update

from quotedesk.article import digest
from quotedesk.store import quick
from quotedesk.store.tables import LOGGED, Base, DeedEntry, DeedRow, table_of

Row = dict[str, Any]
_COLUMNS: dict[str, tuple[str, ...]] = {m.__tablename__: tuple(table_of(m).columns.keys()) for m in LOGGED}
_DEFAULTS: dict[str, Row] = {
    model.__tablename__: {c.name: getattr(c.default, "arg", None) for c in table_of(model).columns} for model in LOGGED
}
_CHUNK = 10_000
_DEED = "INSERT INTO deeds (number, uuid, name, user_id, at, state, state_at) VALUES (?, ?, ?, ?, ?, 'done', ?)"
_ROW = 'INSERT INTO deed_rows (deed, ordinal, of_table, row_id, "before", "after") VALUES (?, ?, ?, ?, ?, ?)'


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
        table = model.__tablename__
        last = self._last.get(table)
        if last is None:
            ((last,),) = quick.rows(self.connection, f"SELECT coalesce(max(id), 0) FROM {table}")
        self._last[table] = last + count
        return range(last + 1, last + count + 1)

    def insert(self, model: type[Base], rows: Sequence[Row]) -> list[int]:
        """Insert rows; columns left out take their default. Returns the private keys."""
        table = model.__tablename__
        ids = iter(self.new_ids(model, sum("id" not in row for row in rows)))
        images = [_DEFAULTS[table] | row | {"id": row["id"] if "id" in row else next(ids)} for row in rows]
        self._record([RowChange(table, image["id"], None, image) for image in images])
        return [image["id"] for image in images]

    def update(self, model: type[Base], values: Mapping[int, Row]) -> None:
        """Change columns of rows, given by private key; rows that already say so are left alone."""
        table = model.__tablename__
        found = ((image["id"], image) for image in self._images(table, values))
        changes = [RowChange(table, id, image, image | values[id]) for id, image in found]
        self._record([change for change in changes if change.before != change.after])

    def delete(self, model: type[Base], ids: Iterable[int]) -> None:
        """Delete rows by private key."""
        table = model.__tablename__
        self._record([RowChange(table, image["id"], image, None) for image in self._images(table, ids)])

    def keep(self, data: bytes) -> str:
        """Keep bytes for good under their SHA-256, which is returned; contents are never changed or deleted."""
        sha256 = digest(data)
        row = sha256, zlib.compress(data, 6)
        quick.raw(self.connection).execute("INSERT OR IGNORE INTO contents (sha256, data) VALUES (?, ?)", row)
        return sha256

    def log(self) -> None:
        """Enter the deed in the change log; deeds that were undone before it are abandoned."""
        at = now()
        self.connection.execute(
            update(DeedEntry).where(DeedEntry.state == "undone").values(state="abandoned", state_at=at)
        )
        raw = quick.raw(self.connection)
        ((number,),) = raw.execute("SELECT coalesce(max(number), 0) + 1 FROM deeds")
        raw.execute(_DEED, (number, new_uuid(), self.name, self.user_id, at, at))
        raw.executemany(_ROW, [
            (number, n, row.table, row.id, _image(row.before), _image(row.after)) for n, row in enumerate(self.rows)
        ])  # fmt: skip

    def _images(self, table: str, ids: Iterable[int]) -> list[Row]:
        wanted = list(dict.fromkeys(ids))
        names = _COLUMNS[table]
        found = quick.rows(self.connection, f"SELECT {_listed(names)} FROM {table} WHERE id {quick.AMONG}", wanted)
        images: dict[int, Row] = {row["id"]: row for row in (dict(zip(names, values, strict=True)) for values in found)}
        return [images[id] for id in wanted]

    def _record(self, changes: Sequence[RowChange]) -> None:
        _write(self.connection, changes)
        self.rows += changes


def refuse_unrecorded(engine: Engine) -> None:
    """Make the engine refuse every write to a logged table that does not come from here."""

    @event.listens_for(engine, "before_execute")
    def refuse(_: Connection, statement: Any, *__: Any) -> None:
        if getattr(statement, "is_dml", False) and statement.table.name in _COLUMNS:
            raise RuntimeError(f"a write to {statement.table.name} went past the recorder")


def _image(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _write(connection: Connection, changes: Sequence[RowChange]) -> None:
    """Make the changes, which are all of one table and of one sort."""
    if not changes:
        return
    table = changes[0].table
    befores, afters = [c.before for c in changes if c.before], [c.after for c in changes if c.after]
    if not befores:
        # An image from an older version of the desk may lack columns.
        rows = [_DEFAULTS[table] | row for row in afters]
        values = ", ".join(f":{name}" for name in _COLUMNS[table])
        sql = f"INSERT INTO {table} ({_listed(_COLUMNS[table])}) VALUES ({values})"
    elif afters:
        rows = afters
        values = ", ".join(f'"{name}" = :{name}' for name in _COLUMNS[table] if name in rows[0] and name != "id")
        sql = f"UPDATE {table} SET {values} WHERE id = :id"
    else:
        rows = befores
        sql = f"DELETE FROM {table} WHERE id = :id"
    changed = quick.raw(connection).executemany(sql, rows).rowcount
    assert changed == len(changes), f"{table}: {changed} rows changed, not {len(changes)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


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
