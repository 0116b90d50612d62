"""Where a desk keeps its own table of equal names, and how it comes into force."""

import zlib

from sqlalchemy import Connection, select

from quotedesk.collation import equal_names
from quotedesk.collation.equal_names import Rows
from quotedesk.store.tables import Info

KEY = "equal_names"
_EQUALS = " = "


def read(connection: Connection) -> Rows:
    """The table that the desk goes by: its own, or the shipped one."""
    value = connection.scalar(select(Info.value).where(Info.key == KEY))
    if value is None:
        return equal_names.shipped()
    return equal_names.tidied(line.split(_EQUALS) for line in value.split("\n"))


def written(rows: Rows) -> str:
    """The table as the desk keeps it."""
    return "\n".join(_EQUALS.join(row) for row in rows)


def put_in_force(connection: Connection) -> None:
    """Let matching go by the desk's table."""
    equal_names.use(read(connection))


def number(connection: Connection) -> int:
    """A number that is another one for another table."""
    return zlib.crc32(written(read(connection)).encode("utf-8", "surrogatepass"))
