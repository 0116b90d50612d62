"""What grouping remembers of the whole desk: the words as they were last counted, and how far the desk has grown."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from secrets import randbits
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from quotedesk.store import derived_rows, quick
from quotedesk.store.derived_tables import FrozenWord, GroupingState

if TYPE_CHECKING:
    from quotedesk.collation.frozen import Frozen


def state(connection: Connection) -> dict[str, float]:
    """What grouping remembers, by name; what was never set is missing."""
    return dict(quick.rows(connection, "SELECT name, value FROM grouping_state"))


def remember(connection: Connection, **values: float) -> None:
    """Set what grouping remembers."""
    derived_rows.let(connection, GroupingState, [{"name": name, "value": value} for name, value in values.items()])


class _Seen(Mapping[str, int]):
    """The words of the last count, each looked up when it is first asked for."""

    def __init__(self, connection: Connection, known: dict[str, int | None]) -> None:
        self._cursor = quick.raw(connection).cursor()
        self._known = known

    def __getitem__(self, word: str) -> int:
        found = self._find(word)
        if found is None:
            raise KeyError(word)
        return found

    def get(self, word: str, default: Any = None) -> Any:
        """Like `Mapping.get`, but that a word that is not there costs no exception."""
        try:
            found = self._known[word]
        except KeyError:
            found = self._find(word)
        return default if found is None else found

    def _find(self, word: str) -> int | None:
        if word not in self._known:
            row = self._cursor.execute("SELECT seen FROM frozen_words WHERE word = ?", (word,)).fetchone()
            self._known[word] = row and row[0]
        return self._known[word]

    def __iter__(self) -> Iterator[str]:
        return (word for (word,) in self._cursor.execute("SELECT word FROM frozen_words").fetchall())

    def __len__(self) -> int:
        return int(self._cursor.execute("SELECT count(*) FROM frozen_words").fetchone()[0])


def load(connection: Connection) -> "Frozen":
    """The last count, whole."""
    found = at_hand(connection)
    return replace(found, seen=dict(quick.rows(connection, "SELECT word, seen FROM frozen_words")))


def at_hand(connection: Connection) -> "Frozen":
    """The last count, each word looked up when it is first asked for, while the connection is at hand."""
    from quotedesk.collation.frozen import Frozen

    known = state(connection)
    looked_up = _looked_up(known["counted"]) if "counted" in known else {}
    return Frozen(int(known.get("quotes", 0)), known.get("scale", 0.0), _Seen(connection, looked_up))


@lru_cache(maxsize=2)
def _looked_up(_counted: float) -> dict[str, int | None]:
    """The words of a count that were looked up before, whatever the desk."""
    return {}


def save(connection: Connection, frozen: "Frozen") -> None:
    """Keep a new count in place of the last one."""
    derived_rows.clear(connection, FrozenWord)
    derived_rows.put(connection, FrozenWord, [{"word": w, "seen": seen} for w, seen in sorted(frozen.seen.items())])
    # Not from `random`, which a test or anybody else may have seeded: no two counts may ever share it.
    remember(connection, quotes=frozen.quotes, scale=frozen.scale, counted=float(randbits(52)))
