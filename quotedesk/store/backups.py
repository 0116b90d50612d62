"""Whole copies of a desk file, made while it may be open."""

import contextlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from quotedesk.errors import DeskError
from quotedesk.store import connections


def copy(path: Path, dest: Path) -> None:
    """Copy the desk at `path` to `dest`, which appears whole or not at all and replaces what was there."""
    if dest.is_dir():
        raise DeskError(f"{dest.name} is a folder; choose a file name for the backup.")
    if dest.exists() and dest.samefile(path):
        raise DeskError(f"{dest.name} is the desk itself; choose another name for the backup.")
    unfinished = dest.with_name(f".{dest.name}.{os.getpid()}.unfinished")
    try:
        with (
            connections.plain_errors(dest),
            closing(connections.connect(path, "ro")) as source,
            closing(sqlite3.connect(unfinished, isolation_level=None)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        put(unfinished, dest)
    except OSError as error:
        raise DeskError(f"The backup {dest.name} cannot be written: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def put(whole: Path, dest: Path) -> None:
    """Give a whole desk file, closed by now, its name; it replaces what has that name.

    A process that was killed leaves its write-ahead log beside the desk. SQLite would play that into whatever has the
    desk's name next, and break it; so the log goes with the desk that it belongs to.
    """
    left = [Path(f"{dest}{end}") for end in ("-wal", "-shm", "-journal")]
    if any(path.exists() for path in left):
        dest.unlink(missing_ok=True)
        for path in left:
            path.unlink(missing_ok=True)
    whole.replace(dest)


def beside(path: Path, why: str) -> Path:
    """A free name for a backup in the desk's own folder."""
    number = 1
    while True:
        free = path.with_name(f"{path.stem} ({why}{'' if number == 1 else f', {number}'}){path.suffix}")
        if not free.exists():
            return free
        number += 1
