"""The index of rare features in the desk: which wordings hold a feature, and which are looked up by it.

An entry is one integer (`prints.pack`), so that the holders of a feature lie together, the longest first. It is asked
hundreds of times for a single article; therefore it speaks to SQLite itself.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from quotedesk.collation.candidates import HOLDERS, chosen
from quotedesk.collation.prints import CODE_BITS, Print, pack

_LAST = (1 << CODE_BITS) - 1
_WITHIN = f"SELECT entry & {_LAST} FROM features WHERE entry BETWEEN ? AND ? ORDER BY entry LIMIT ?"


class FeatureIndex:
    """The index, in the transaction of a connection."""

    def __init__(self, connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        self._cursor = raw.cursor()

    def add(self, wordings: Iterable[Print]) -> None:
        """Enter wordings that are new to the desk."""
        self.enter(entry for (entry,) in _rows(wordings))

    def enter(self, entries: Iterable[int]) -> None:
        """Enter packed entries; those that are there already stay."""
        self._cursor.executemany("INSERT OR IGNORE INTO features VALUES (?)", ((entry,) for entry in entries))

    def remove(self, wordings: Iterable[Print]) -> None:
        """Take out wordings that nobody prints any more."""
        self._cursor.executemany("DELETE FROM features WHERE entry = ?", _rows(wordings))

    def candidates(self, wording: Print) -> list[int]:
        """The codes of longer wordings that are worth weighing against this one."""
        return chosen([self._holders(feature, wording.code) for feature in wording.probes])

    def asking(self, wordings: Iterable[Print]) -> tuple[set[int], set[int]]:
        """The codes of the wordings whose candidates may be others now that these came or went.

        Of the first, candidates are others only if one of these wordings is, or was, among them; of the second, also if
        none is: a list of holders that is cut off may have lost or gained another one.
        """
        met: set[int] = set()
        pushed: set[int] = set()
        for wording in wordings:
            for feature in wording.holds:
                first, last = pack(feature, wording.code, True) + 1, pack(feature, _LAST, True)
                if not self._within(first, last, 1) or len(self._holders(feature, wording.code)) >= HOLDERS:
                    continue
                cut = len(self._holders(feature, _LAST)) >= HOLDERS
                (pushed if cut else met).update(self._within(first, last, -1))
        return met - pushed, pushed

    def _holders(self, feature: int, before: int) -> Sequence[int]:
        """The first holders of a feature whose codes come before this one, in their order."""
        both = [
            code
            for probe in (False, True)
            for code in self._within(pack(feature, 0, probe), pack(feature, before, probe) - 1, HOLDERS)
        ]
        return sorted(both)[:HOLDERS]

    def _within(self, first: int, last: int, limit: int) -> list[int]:
        return [code for (code,) in self._cursor.execute(_WITHIN, (first, last, limit))]


def _rows(wordings: Iterable[Print]) -> list[tuple[int]]:
    return [
        (pack(feature, wording.code, feature in probes),)
        for wording in wordings
        for probes in (set(wording.probes),)
        for feature in wording.holds
    ]
