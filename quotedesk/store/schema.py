"""The versions of the desk file: making a new one, telling old from new, and bringing an old one up to date.

Version 1 (revision 0001): the first. Version 2 (0002): links between quotes, lessons from corrections, saved filters,
flags, mentions and cues set by hand, reading blind, and search over articles. Version 3 (0003): the edges that the
engine found are kept, and the edges of who reads blind are their own. Version 4 (0004): what wordings are held against
is kept. Alembic is imported only when a desk is behind: it takes a third of a second.
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
REVISIONS = ("0001", "0002", "0003", "0004")
"""Every schema version this program knows, the oldest first."""
MIGRATIONS = Path(__file__).parent / "migrations"
_STAMP = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


@dataclass(frozen=True, slots=True)
class Found:
    """How a desk file may be opened.

    `revision` is its schema version, `read_only` the sentence why it cannot be written to, if so, and `immutable` says
    that SQLite may not even lay its side files beside it.
    """

    revision: str
    read_only: str = ""
    immutable: bool = False


def head() -> str:
    """The newest schema version."""
    return REVISIONS[-1]


def create(connection: Connection, title: str) -> None:
    """All tables of a new desk, stamped with the newest version; the same as running every migration."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    Base.metadata.create_all(connection)
    connection.exec_driver_sql(_STAMP)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (head(),))
    about = {"uuid": new_uuid(), "title": title, "created": now(), "engine": __version__}
    # Not a deed: there is nothing before it to go back to.
    Deed(connection, "", 0).insert(Info, [{"key": key, "value": value} for key, value in about.items()])


def look(path: Path) -> Found:
    """Look at a file before it is opened as a desk; DeskError in one sentence where it cannot be."""
    name = path.name
    if path.is_dir():
        raise DeskError(f"{name} is a folder, not a desk; choose the .quotedesk file.")
    if not path.exists():
        raise DeskError(f"There is no {name} in {path.absolute().parent}; it may have been moved or renamed.")
    if not os.access(path, os.R_OK):
        raise DeskError(f"{name} may not be read; check its permissions.")
    if path.stat().st_size == 0:
        raise DeskError(f"{name} is empty, so it is not a desk; open a backup of it.")
    writable = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    with connections.plain_errors(path):
        revision, immutable = _revision(path, writable)
    if revision is None:
        raise DeskError(f"{name} is not a QuoteDesk desk.")
    read_only = ""
    if revision not in REVISIONS:
        read_only = (
            f"{name} was made by a newer QuoteDesk, so it opens for reading only; update QuoteDesk to change it."
        )
    elif not writable:
        read_only = f"{name} cannot be written to, so it opens for reading only; save a copy elsewhere to change it."
    return Found(revision, read_only, immutable)


def bring_up_to_date(path: Path) -> None:
    """Leave a backup beside an older desk and run the migrations it lacks."""
    backups.copy(path, backups.beside(path, f"before version {head()}"))
    engine, connection = connections.writer(path)
    try:
        # Migrations may rebuild tables that others refer to; keys are checked once they are done.
        connection.execute("PRAGMA foreign_keys = OFF")
        with connections.plain_errors(path), engine.begin() as upgrade:
            migrate(upgrade)
            if upgrade.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError(f"the migrations to {head()} left rows without what they refer to")
    finally:
        engine.dispose()
        connection.close()


def migrate(connection: Connection) -> None:
    """Run the migrations that the desk lacks, in the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, head())


def _revision(path: Path, writable: bool) -> tuple[str | None, bool]:
    """The schema version a file carries (None when it is no desk), and whether it can only be read as immutable."""
    with closing(connections.connect(path, "rw" if writable else "ro")) as connection:
        try:
            return _stamp(connection), False
        except sqlite3.OperationalError:
            if writable or path.with_name(f"{path.name}-journal").exists():
                raise
    # A copy of a desk that was open, in a place without room for SQLite's side files.
    with closing(connections.connect(path, "ro", immutable=True)) as connection:
        return _stamp(connection), True


def _stamp(connection: sqlite3.Connection) -> str | None:
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        return None
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
            return None
        raise
    return None if row is None else str(row[0])
