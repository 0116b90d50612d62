"""The versions of the desk file: making a new one, telling old from new, and bringing an old one up to date.

Version 1 (revision 0001): the first. Alembic is imported only when a desk is behind: it takes a third of a second.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from quotedesk import __version__
from quotedesk.errors import DeskError
from quotedesk.store import backups, connections
from quotedesk.store.recorder import Deed, new_uuid, now
from quotedesk.store.tables import Base, Info

APPLICATION_ID = int.from_bytes(b"QDsk", "big")
REVISIONS = ("0001",)
HEAD = REVISIONS[-1]
MIGRATIONS = Path(__file__).parent / "migrations"
_STAMP = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def create_schema(connection: Connection) -> None:
    """All tables of a new desk, stamped with the newest version; the same as running every migration."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    Base.metadata.create_all(connection)
    connection.exec_driver_sql(_STAMP)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))


def describe(connection: Connection, title: str) -> None:
    """What a new desk says about itself. Not a deed: there is nothing before it to go back to."""
    about = {"uuid": new_uuid(), "title": title, "created": now(), "engine": __version__}
    Deed(connection, "", 0).insert(Info, [{"key": key, "value": value} for key, value in about.items()])


def revision(connection: sqlite3.Connection) -> str | None:
    """The schema version a file carries, or None when it is not a desk."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


@dataclass(frozen=True, slots=True)
class Found:
    """How a desk file may be opened: `read_only` says why it cannot be written to, `immutable` that nobody can."""

    read_only: str = ""
    immutable: bool = False


def inspect(path: Path) -> Found:
    """Look at a file before it is opened as a desk; an older desk is backed up and brought up to date."""
    name = path.name
    if path.is_dir():
        raise DeskError(f"{name} is a folder, not a desk; choose the .quotedesk file.")
    if not path.exists():
        raise DeskError(f"There is no {name} in {path.parent}; it may have been moved or renamed.")
    if not os.access(path, os.R_OK):
        raise DeskError(f"{name} may not be read; check its permissions.")
    if path.stat().st_size == 0:
        raise DeskError(f"{name} is empty, so it is not a desk; open a backup of it.")
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    with connections.plain_errors(path), closing(connections.connect(path, "rw" if writable else "ro")) as connection:
        try:
            version = revision(connection)
            immutable = False
        except sqlite3.OperationalError:
            if writable:
                raise
            # A copy of an open desk in a place without room for SQLite's side files.
            with closing(connections.connect(path, "ro", immutable=True)) as still:
                version = revision(still)
            immutable = True
    if version is None:
        raise DeskError(f"{name} is not a QuoteDesk desk.")
    if version not in REVISIONS:
        said = f"{name} was made by a newer QuoteDesk, so it is open for reading only; update QuoteDesk to change it."
        return Found(said, immutable)
    if not writable:
        said = f"{name} cannot be written to, so it is open for reading only; save a copy elsewhere to change it."
        return Found(said, immutable)
    if version != HEAD:
        backups.copy(path, backups.beside(path, f"before version {HEAD}"))
        engine, _ = connections.writer(path)
        with connections.plain_errors(path), engine.begin() as upgrade:
            migrate(upgrade)
        engine.dispose()
    return Found()


def migrate(connection: Connection, target: str = HEAD) -> None:
    """Run the migrations up to `target` in the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, target)
