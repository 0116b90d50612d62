"""Connections to a desk file, how they are set up, and the plain words for what can go wrong with them."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool, StaticPool

from quotedesk.errors import DeskError

BUSY_SECONDS = 5.0
CACHE_KIB = 64 << 10
"""How much of the desk its writer keeps in memory: a deed that does not fit is written to the disk in parts."""
_NETWORK = frozenset({
    "9p", "afs", "autofs", "ceph", "cifs", "davfs", "drvfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone",
    "fuse.sshfs", "fuse.vmhgfs-fuse", "fuse.glusterfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
    "vboxsf", "virtiofs",
})  # fmt: skip
_SYNCED = (
    "dropbox", "onedrive", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud", "owncloud",
    "pcloud", "box sync", "sync.com", "syncthing", "creative cloud files", "yandex.disk",
)  # fmt: skip


def connect(path: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode; transactions are begun by hand. `mode` is `rw` or `ro`: never creates a file."""
    uri = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def writer(path: Path) -> tuple[Engine, sqlite3.Connection]:
    """The one connection that writes, also as it is; each transaction takes the write lock at its start."""
    only = connect(path, "rw")
    only.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    only.execute("PRAGMA temp_store = MEMORY")  # what a savepoint would go back to, else written to a file page by page
    engine = create_engine("sqlite://", creator=lambda: only, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        # Rows of a deed may be written in any order; keys are checked when it commits.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")

    return engine, only


def readers(path: Path, *, immutable: bool = False) -> Engine:
    """Read-only connections, as many as threads ask for; each transaction sees one state of the desk."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, "ro", immutable=immutable),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=-1,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def shared_folder(path: Path) -> bool:
    """Whether the file lies where other machines or a sync program touch it, so that WAL is not safe."""
    place = str(path.absolute())
    if place.startswith(("\\\\", "//")) or any(
        name in part.casefold() for part in path.absolute().parts[:-1] for name in _SYNCED
    ):
        return True
    return sys.platform == "linux" and filesystem(path.resolve()) in _NETWORK


def filesystem(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The type of the file system that `path` lies on, or empty where it cannot be told."""
    found = (0, "")
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    for line in lines:
        _, mount, kind, *_ = line.split(" ")
        for code, character in (("\\040", " "), ("\\011", "\t"), ("\\134", "\\")):
            mount = mount.replace(code, character)
        if path.is_relative_to(mount) and len(mount) >= found[0]:
            found = (len(mount), kind)
    return found[1]


def set_journal(connection: sqlite3.Connection, *, shared: bool) -> bool:
    """Choose WAL (or the rollback journal on shared folders), flushed to the disk at each commit. True for WAL."""
    (mode,) = connection.execute(f"PRAGMA journal_mode = {'DELETE' if shared else 'WAL'}").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    # A connection knows that it is in WAL mode, and so that it has side files to tidy up, from its first reading on.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return str(mode) == "wal"


def sentence(name: str, error: sqlite3.Error) -> str | None:
    """What an error of SQLite means for the person, or None where it is our own bug."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    return {
        sqlite3.SQLITE_BUSY: f"{name} is in use by another program; close it there and try again.",
        sqlite3.SQLITE_LOCKED: f"{name} is in use by another program; close it there and try again.",
        sqlite3.SQLITE_CORRUPT: f"{name} is damaged; open a backup of it, or ask for help with the file as it is.",
        sqlite3.SQLITE_NOTADB: f"{name} is not a QuoteDesk desk.",
        sqlite3.SQLITE_FULL: f"The disk is full, so {name} was not changed; free some space and try again.",
        sqlite3.SQLITE_IOERR: f"The disk under {name} cannot be read or written; check that it is still connected.",
        sqlite3.SQLITE_READONLY: f"{name} cannot be written to; check its permissions or save a copy elsewhere.",
        sqlite3.SQLITE_PERM: f"{name} may not be opened; check its permissions.",
        sqlite3.SQLITE_CANTOPEN: f"{name} cannot be opened; check that it is still there and may be read.",
    }.get(code)


@contextmanager
def plain_errors(path: Path, *, newer: bool = False) -> Iterator[None]:
    """Turn the disk's troubles into `DeskError`s of one sentence; bugs pass through as they are.

    `newer`: the desk may have been made by a newer program, so that a query it cannot answer is no bug.
    """
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        cause = error if isinstance(error, sqlite3.Error) else error.orig
        said = sentence(path.name, cause) if isinstance(cause, sqlite3.Error) else None
        if said is None and newer:
            said = f"{path.name} was made by a newer QuoteDesk, which is needed to read this."
        if said is None:
            raise
        raise DeskError(said) from error
    except UnicodeEncodeError as error:
        raise DeskError("Half a character cannot be stored; type or paste the words again.") from error
