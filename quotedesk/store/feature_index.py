"""The index of rare features in the desk: which wordings hold a feature, and which are looked up by it.

An entry is one integer (`prints.pack`), so that the holders of a feature lie together, the longest first. Those that
came since all quotes were grouped at once are kept apart as negative ones (less `LATE`): in among the others each would
tear a full page in two, and an article a thousand. It is asked hundreds of times for a single article; therefore it
speaks to SQLite itself.
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from quotedesk.collation.candidates import HOLDERS, Kept, chosen
from quotedesk.collation.prints import CODE_BITS, Print, pack, unpack
from quotedesk.store import quick

_NONE: frozenset[int] = frozenset()
_LAST = (1 << CODE_BITS) - 1
LATE = 1 << 63
"""What those that came late are less by."""
_CODES = f"SELECT entry & {_LAST} FROM features WHERE entry BETWEEN"
_WITHIN = f"{_CODES} ?1 AND ?2 UNION ALL {_CODES} ?3 AND ?4"
# Those entries that are followed by others which are looked up by the same feature.
_FOLLOWED = f"""
    SELECT value FROM json_each(?)
    WHERE EXISTS (SELECT 1 FROM features WHERE entry BETWEEN value + 1 AND value | {_LAST})
    OR EXISTS (SELECT 1 FROM features WHERE entry BETWEEN value + 1 + {-LATE} AND (value | {_LAST}) + {-LATE})
"""
_FIRST = " UNION ALL ".join(
    f"SELECT * FROM ({_CODES} ?{1 + 2 * n} AND ?{2 + 2 * n} ORDER BY entry LIMIT ?9)" for n in range(4)
)


class Reached(NamedTuple):
    """Wordings that others reach, by code.

    `met` are those reached, and how often each meets those that came; `pushed` pairs of a wording and one that it meets
    less often since; and `anew` are those that have to be looked up anew, because something went.
    """

    met: dict[int, dict[int, int]]
    pushed: set[tuple[int, int]]
    anew: set[int]


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
        self.enter(sorted(entry - LATE for entry in _entries(wordings)))
        _note(wordings, self._came)

    def enter(self, entries: Iterable[int]) -> None:
        """Enter packed entries; those that are there already stay."""
        self._cursor.executemany("INSERT OR IGNORE INTO features VALUES (?)", ((entry,) for entry in entries))

    def remove(self, wordings: Iterable[Print]) -> None:
        """Take out wordings that nobody prints any more."""
        wordings = list(wordings)
        rows = [(entry, entry - LATE) for entry in _entries(wordings)]
        self._cursor.executemany("DELETE FROM features WHERE entry IN (?, ?)", rows)
        _note(wordings, self._gone)

    def chosen(self, wording: Print) -> Kept:
        """The longer wordings that are worth weighing against this one."""
        heads = [self._head(feature) for feature in wording.probes]
        return chosen([head[: min(HOLDERS, bisect_left(head, wording.code))] for head in heads])

    def reached(self, wordings: Iterable[Print]) -> Reached:
        """The wordings whose candidates may be others now that these came or went, or are among them."""
        found = Reached({}, set(), set())
        for wording in wordings:
            code = wording.code
            for feature in self._sought(wording):
                head, came = self._head(feature), self._came.get(feature, _NONE)
                longer = bisect_left(head, code)
                if longer - sum(c < code for c in came) >= HOLDERS:
                    continue
                shorter = self._within(pack(feature, code, True) + 1, pack(feature, _LAST, True))
                if feature in self._gone:
                    found.anew.update(shorter)
                meets = code in came and longer < HOLDERS
                for other in shorter:
                    met = found.met.setdefault(other, {})
                    if meets:
                        met[code] = met.get(code, 0) + 1
                if came and len(head) > HOLDERS:
                    for other in shorter[bisect_left(shorter, head[HOLDERS]) :]:
                        pushed = head[HOLDERS : bisect_left(head, other)]
                        found.pushed.update((other, c) for c in pushed if c not in came)
        return found

    def _sought(self, wording: Print) -> list[int]:
        """The features of a wording by which shorter ones are looked up."""
        entries = quick.listed(pack(feature, wording.code, True) for feature in wording.holds)
        return [unpack(entry)[0] for (entry,) in self._cursor.execute(_FOLLOWED, (entries,))]

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
            late = [end - LATE for end in ends]
            head = sorted([code for (code,) in self._cursor.execute(_FIRST, (*ends, *late, most))])[:most]
            self._heads[feature] = head
        return head

    def _within(self, first: int, last: int) -> list[int]:
        ends = (first, last, first - LATE, last - LATE)
        return sorted([code for (code,) in self._cursor.execute(_WITHIN, ends)])


def _note(wordings: Iterable[Print], codes: dict[int, set[int]]) -> None:
    for wording in wordings:
        for feature in wording.holds:
            codes.setdefault(feature, set()).add(wording.code)


def _entries(wordings: Iterable[Print]) -> list[int]:
    return [
        pack(feature, wording.code, feature in probes)
        for wording in wordings
        for probes in (set(wording.probes),)
        for feature in wording.holds
    ]
