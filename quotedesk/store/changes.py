"""Undo, redo and the history: all of them read the change log, so they outlive the program."""

from sqlalchemy import Connection, select

from quotedesk.store import derived
from quotedesk.store.desk import Desk
from quotedesk.store.recorder import replay
from quotedesk.store.records import Changes, DeedRecord
from quotedesk.store.tables import DeedEntry, User


def undo(desk: Desk) -> Changes | None:
    """Take back the last deed that is done; None when there is none."""
    return _replay(desk, backwards=True)


def redo(desk: Desk) -> Changes | None:
    """Do again the deed that was undone last; None when there is none."""
    return _replay(desk, backwards=False)


def next_undo(desk: Desk) -> str | None:
    """The name of the deed that `undo` would take back."""
    with desk.reading() as connection:
        return _next(desk, connection, backwards=True)[1]


def next_redo(desk: Desk) -> str | None:
    """The name of the deed that `redo` would do again."""
    with desk.reading() as connection:
        return _next(desk, connection, backwards=False)[1]


def history(desk: Desk, *, limit: int = 200) -> list[DeedRecord]:
    """The latest deeds, the newest first, whatever became of them."""
    with desk.reading() as connection:
        deeds = (
            select(DeedEntry.number, DeedEntry.name, User.name, DeedEntry.at, DeedEntry.state)
            .join(User, DeedEntry.user_id == User.id)
            .order_by(DeedEntry.number.desc())
            .limit(limit)
        )
        return [DeedRecord(*row) for row in connection.execute(deeds)]


def _replay(desk: Desk, *, backwards: bool) -> Changes | None:
    with desk.writing() as connection:
        number, name = _next(desk, connection, backwards=backwards)
        if number is None or name is None:
            return None
        rows = replay(connection, number, backwards=backwards)
        regrouped = derived.refresh(connection, rows)
        return derived.changes(connection, name, rows, statements=regrouped)


def _next(desk: Desk, connection: Connection, *, backwards: bool) -> tuple[int | None, str | None]:
    """Deeds are undone from the newest done and redone from the oldest undone: the undone ones always come last.

    Who reads blind neither sees nor takes back what others did.
    """
    deeds = select(DeedEntry.number, DeedEntry.name, DeedEntry.user_id)
    if backwards:
        deeds = deeds.where(DeedEntry.state == "done").order_by(DeedEntry.number.desc())
    else:
        deeds = deeds.where(DeedEntry.state == "undone").order_by(DeedEntry.number)
    row = connection.execute(deeds.limit(1)).first()
    if row is None or (desk.blind and row.user_id != abs(desk.user_id)):
        return None, None
    return row.number, row.name
