"""The index of rare features in the desk: which wordings hold a feature, and which are looked up by it.

An entry is one integer (`prints.pack`), so that the holders of a feature lie together, the longest first. It is asked
hundreds of times for a single article; therefore it speaks to SQLite itself.
"""

from bisect import bisect_left
from collections.abc import Iterable

from sqlalchemy import Connection

from quotedesk.collation.candidates import HOLDERS, chosen
from quotedesk.collation.prints import CODE_BITS, Print, pack
from quotedesk.store import quick

_NONE: frozenset[int] = frozenset()
_LAST = (1 << CODE_BITS) - 1
_WITHIN = f"SELECT entry & {_LAST} FROM features WHERE entry BETWEEN ? AND ?"
_FIRST = " UNION ALL ".join(
    f"SELECT * FROM (SELECT entry & {_LAST} FROM features WHERE entry BETWEEN ?{1 + 2 * n} AND ?{2 + 2 * n} "
    f"ORDER BY entry LIMIT ?5)"
    for n in (0, 1)
)


class FeatureIndex:
    """The index, in the transaction of a connection; it knows what came and went since it was made."""

    def __init__(self, connection: Connection) -> None:
        self._cursor = quick.raw(connection).cursor()
        self._came: dict[int, set[int]] = {}
        self._gone: dict[int, set[int]] = {}
        self._heads: dict[int, list[int]] = {}

    def add(self, wordings: Iterable[Print]) -> None:
        """Enter wordings that are new to the desk."""
        wordings = list(wordings)
        self.enter(entry for (entry,) in _rows(wordings))
        _note(wordings, self._came)

    def enter(self, entries: Iterable[int]) -> None:
        """Enter packed entries; those that are there already stay."""
        self._cursor.executemany("INSERT OR IGNORE INTO features VALUES (?)", ((entry,) for entry in entries))

    def remove(self, wordings: Iterable[Print]) -> None:
        """Take out wordings that nobody prints any more."""
        wordings = list(wordings)
        self._cursor.executemany("DELETE FROM features WHERE entry = ?", _rows(wordings))
        _note(wordings, self._gone)

    def candidates(self, wording: Print) -> tuple[list[int], list[int]]:
        """The codes of longer wordings that are worth weighing against this one: before any came or went, and now."""
        heads = [self._head(feature) for feature in wording.probes]
        choose = chosen([_above(head, wording.code) for head in heads])
        same = True
        for n, feature in enumerate(wording.probes):
            came, gone = self._came.get(feature, _NONE), self._gone.get(feature, _NONE)
            if came or gone:
                # What came and was not chosen makes no difference where it pushed nothing off the end.
                same = same and not gone and came.isdisjoint(choose) and len(heads[n]) < HOLDERS
                heads[n] = [code for code in heads[n] if code not in came]
                if gone:
                    heads[n] = sorted({*heads[n], *gone})
        return choose if same else chosen([_above(head, wording.code) for head in heads]), choose

    def asking(self, wordings: Iterable[Print]) -> set[int]:
        """The codes of the wordings whose candidates may be others now that these came or went, or are among them."""
        found: set[int] = set()
        for wording in wordings:
            for feature in wording.holds:
                shorter = self._within(pack(feature, wording.code, True) + 1, pack(feature, _LAST, True))
                if shorter and self._longer(feature, wording.code) < HOLDERS:
                    found.update(shorter)
        return found

    def _longer(self, feature: int, code: int) -> int:
        """How many holders of a feature came before this code all along."""
        return bisect_left(self._head(feature), code) - sum(c < code for c in self._came.get(feature, ()))

    def _head(self, feature: int) -> list[int]:
        """The first holders of a feature, in their order: as many as are looked at, and as many more as came."""
        head = self._heads.get(feature)
        if head is None:
            most = HOLDERS + len(self._came.get(feature, ()))
            ends = (
                pack(feature, 0, False),
                pack(feature, _LAST, False),
                pack(feature, 0, True),
                pack(feature, _LAST, True),
            )
            head = sorted([code for (code,) in self._cursor.execute(_FIRST, (*ends, most))])[:most]
            self._heads[feature] = head
        return head

    def _within(self, first: int, last: int) -> list[int]:
        return [code for (code,) in self._cursor.execute(_WITHIN, (first, last))]


def _above(head: list[int], code: int) -> list[int]:
    """The first of these holders whose codes come before this one."""
    return head[: min(HOLDERS, bisect_left(head, code))]


def _note(wordings: Iterable[Print], codes: dict[int, set[int]]) -> None:
    for wording in wordings:
        for feature in wording.holds:
            codes.setdefault(feature, set()).add(wording.code)


def _rows(wordings: Iterable[Print]) -> list[tuple[int]]:
    return [
        (pack(feature, wording.code, feature in probes),)
        for wording in wordings
        for probes in (set(wording.probes),)
        for feature in wording.holds
    ]
