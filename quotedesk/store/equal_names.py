"""The names that count as equal on a desk: those that are shipped, until somebody changes them for this desk.

They belong to the desk and not to a person: what its statements are must not depend on who opened it. The table is one
row of what the desk says about itself, a line for each name ("ISIS = ISIL = Daesh"), so that a change of it is a deed
like any other. What changes is how quotes are grouped, which catches up in the background.
"""

from sqlalchemy import Connection, select

from quotedesk.collation import equal_names
from quotedesk.collation.equal_names import Rows
from quotedesk.store.desk import Desk
from quotedesk.store.equal_name_rows import KEY, read, written
from quotedesk.store.records import Changes
from quotedesk.store.tables import Info


def listed(desk: Desk) -> Rows:
    """The table that the desk goes by."""
    with desk.reading() as connection:
        return read(connection)


def keep(desk: Desk, rows: Rows) -> Changes:
    """Go by another table: spare spaces, doubled forms and rows of a single form are left out of it."""
    rows = equal_names.tidied(rows)
    with desk.deed("Change the equal names") as deed:
        own = _own(deed.connection)
        if rows == equal_names.shipped():
            deed.delete(Info, [] if own is None else [own])
        elif own is None:
            deed.insert(Info, [{"key": KEY, "value": written(rows)}])
        elif rows != read(deed.connection):
            deed.update(Info, {own: {"value": written(rows)}})
    return deed.changes


def reset(desk: Desk) -> Changes:
    """Go by what is shipped again."""
    return keep(desk, equal_names.shipped())


def _own(connection: Connection) -> int | None:
    return connection.scalar(select(Info.id).where(Info.key == KEY))
