"""What was committed settles in the desk file itself, so that a copy of the one file is whole.

A commit is safe once it stands in SQLite's write-ahead log, flushed to the disk. To carry its pages from there to their
places in the file takes a slow disk longer than the deed took, so that is done when no deed has come for a while. It is
never done beside a deed: up to SQLite 3.51.2 the two at one instant can spoil a file (its "WAL-reset bug").
"""

import logging
import sqlite3
import threading
from contextlib import AbstractContextManager

QUIET = 0.2
"""Seconds without a deed from which on what was committed settles."""
LONG = 16_384
"""Pages of the log from which on a deed carries them over itself."""
_log = logging.getLogger(__name__)


class Settler:
    """Carries over what was committed to a desk, on the connection that writes, while nobody else has it."""

    def __init__(self, connection: sqlite3.Connection, lock: AbstractContextManager[object]) -> None:
        self._connection = connection
        self._lock = lock
        self._timer: threading.Timer | None = None
        connection.execute(f"PRAGMA wal_autocheckpoint = {LONG}")

    def begin(self) -> None:
        """Let what was committed by now settle soon; called by whoever holds the lock, as `end` is."""
        self.end()
        self._timer = threading.Timer(QUIET, self._carry_over)
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """Leave what has not settled yet."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _carry_over(self) -> None:
        with self._lock:
            if self._timer is None:
                return
            try:
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            except sqlite3.Error:
                _log.warning("what was committed stays in the log beside the desk for now", exc_info=True)
