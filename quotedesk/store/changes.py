"""Undo, redo and the history: all of them read the change log, so they outlive the program."""

from collections.abc import Callable

from sqlalchemy import Connection, select

from quotedesk.errors import DeskError
from quotedesk.store import derived
from quotedesk.store.desk import Desk
from quotedesk.store.recorder import RowChange, replay
from quotedesk.store.records import Changes, DeedRecord
from quotedesk.store.tables import DeedEntry, User
from quotedesk.store.words import counted


def undo(desk: Desk) -> Changes | None:
    """Take back the last deed that is done; None when there is none."""
    return _replay(desk, backwards=True)


def redo(desk: Desk) -> Changes | None:
    """Do again the deed that was undone last; None when there is none."""
    return _replay(desk, backwards=False)


def go_to(desk: Desk, number: int, stopped: Callable[[], bool] | None = None) -> Changes | None:
    """Undo, or redo, until the deed with this number is the last one done; 0 undoes everything.

    All of it happens, or, where `stopped()` says so on the way, nothing. None where there is nothing to do.
    """
    rows: list[RowChange] = []
    count = 0
    try:
        with desk.writing() as connection:
            state = connection.scalar(select(DeedEntry.state).where(DeedEntry.number == number))
            if state == "abandoned" or (state is None and number):
                raise DeskError("That deed was undone and then overtaken by another, so there is no way back to it.")
            backwards = state != "undone"
            while (following := _next(desk, connection, backwards=backwards)[0]) is not None:
                if following <= number if backwards else following > number:
                    break
                if stopped is not None and stopped():
                    raise _StoppedError
                rows += replay(connection, following, backwards=backwards)
                count += 1
            if not rows:
                return None
            regrouped = derived.refresh(connection, rows)
            return derived.changes(connection, counted(count, "deed"), rows, statements=regrouped)
    except _StoppedError:
        return None


def between(desk: Desk, number: int) -> int:
    """How many deeds `go_to` would undo or redo."""
    with desk.reading() as connection:
        state = connection.scalar(select(DeedEntry.state).where(DeedEntry.number == number))
        deeds = select(DeedEntry.user_id).where(DeedEntry.state == state)
        if state == "done":
            deeds = deeds.where(DeedEntry.number > number).order_by(DeedEntry.number.desc())
        elif state == "undone":
            deeds = deeds.where(DeedEntry.number <= number).order_by(DeedEntry.number)
        else:
            return 0
        users = connection.scalars(deeds).all()
    if desk.blind:
        return next((count for count, user in enumerate(users) if user != abs(desk.user_id)), len(users))
    return len(users)


class _StoppedError(Exception):
    """Somebody asked to stop on the way."""


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
