"""What grouping remembers of the whole desk: the words as they were last counted, and how far the desk has grown."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from quotedesk.store import derived_rows
from quotedesk.store.derived_tables import FrozenWord, GroupingState
from quotedesk.store.recorder import chunks

if TYPE_CHECKING:
    from quotedesk.collation.frozen import Frozen


def state(connection: Connection) -> dict[str, float]:
    """What grouping remembers, by name; what was never set is missing."""
    return dict(connection.execute(select(GroupingState.name, GroupingState.value)).tuples().all())


def remember(connection: Connection, **values: float) -> None:
    """Set what grouping remembers."""
    derived_rows.let(connection, GroupingState, [{"name": name, "value": value} for name, value in values.items()])


def load(connection: Connection, words: Iterable[str]) -> "Frozen":
    """The last count, as far as it concerns these words."""
    from quotedesk.collation.frozen import Frozen

    known = state(connection)
    seen: dict[str, int] = {}
    for chunk in chunks(words):
        rows = select(FrozenWord.word, FrozenWord.seen).where(FrozenWord.word.in_(chunk))
        seen |= dict(connection.execute(rows).tuples().all())
    return Frozen(int(known.get("quotes", 0)), known.get("scale", 0.0), seen)


def save(connection: Connection, frozen: "Frozen") -> None:
    """Keep a new count in place of the last one."""
    derived_rows.clear(connection, FrozenWord)
    derived_rows.put(connection, FrozenWord, [{"word": w, "seen": seen} for w, seen in sorted(frozen.seen.items())])
    remember(connection, quotes=frozen.quotes, scale=frozen.scale)
