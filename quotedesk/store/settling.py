"""What was committed settles in the desk file itself, so that a copy of the one file is whole.

A commit is safe once it stands in SQLite's write-ahead log, flushed to the disk. To carry its pages from there to their
places in the file takes a slow disk longer than the deed took, so nobody waits for it.
"""

import logging
import sqlite3
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from quotedesk.store import connections

LONG = 16_384
"""Pages of the log from which on the next deed waits: only once all of it has settled is it written from its start."""
_log = logging.getLogger(__name__)


class Settler:
    """Carries over what was committed to a desk, in a thread of its own."""

    def __init__(self, path: Path) -> None:
        self._connection = connections.connect(path, "rw")
        connections.look_at(self._connection)
        self._thread = ThreadPoolExecutor(1, "settler")
        self._last: Future[None] | None = None
        self._pages = 0

    def begin(self) -> None:
        """Begin to carry over all that was committed by now."""
        self._last = self._thread.submit(self._carry_over)

    def make_room(self) -> None:
        """Wait, where the log has become long, until all of it has settled."""
        if self._last is not None and self._pages > LONG:
            self._last.result()

    def end(self) -> None:
        """Let what has begun end."""
        self._thread.shutdown()
        self._connection.close()

    def _carry_over(self) -> None:
        try:
            _, self._pages, _ = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error:
            _log.warning("what was committed stays in the log beside the desk for now", exc_info=True)
