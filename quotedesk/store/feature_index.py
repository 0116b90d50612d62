"""The index of rare features in the desk: which wordings hold a feature, and which are looked up by it.

An entry is one integer (`prints.pack`), so that the holders of a feature lie together, the longest first. It is asked
hundreds of times for a single article; therefore it speaks to SQLite itself.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from quotedesk.collation.candidates import HOLDERS, chosen
from quotedesk.collation.prints import CODE_BITS, Print, pack, unpack

_LAST = (1 << CODE_BITS) - 1
_WITHIN = "SELECT entry FROM features WHERE entry BETWEEN ? AND ? ORDER BY entry LIMIT ?"


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

    def asking(self, wordings: Iterable[Print]) -> set[int]:
        """The codes of the wordings whose candidates may be others now that these came or went."""
        found: set[int] = set()
        for wording in wordings:
            for feature in wording.holds:
                first, last = pack(feature, wording.code, True) + 1, pack(feature, _LAST, True)
                if self._within(first, last, 1) and len(self._holders(feature, wording.code)) < HOLDERS:
                    found.update(self._within(first, last, -1))
        return found

    def _holders(self, feature: int, before: int) -> Sequence[int]:
        """The first holders of a feature whose codes come before this one, in their order."""
        both = [
            code
            for probe in (False, True)
            for code in self._within(pack(feature, 0, probe), pack(feature, before, probe) - 1, HOLDERS)
        ]
        return sorted(both)[:HOLDERS]

    def _within(self, first: int, last: int, limit: int) -> list[int]:
        return [unpack(entry)[2] for (entry,) in self._cursor.execute(_WITHIN, (first, last, limit))]


def _rows(wordings: Iterable[Print]) -> list[tuple[int]]:
    return [
        (pack(feature, wording.code, feature in probes),)
        for wording in wordings
        for probes in (set(wording.probes),)
        for feature in wording.holds
    ]
