"""Decisions: one row a quote and person, holding what that person decided and nothing else."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from quotedesk.store import edges
from quotedesk.store.effective import BY_HAND
from quotedesk.store.recorder import Deed, Row, chunks, new_uuid, now
from quotedesk.store.tables import Decision, Quote, table_of

_OPEN: Row = {
    "status": None, "speaker_decided": 0, "speaker_id": None, "kind": None, "note": None, "flag": None,
    "mention_start": None, "mention_end": None, "cue_start": None, "cue_end": None, "edges": None,
}  # fmt: skip
# What undoes a decision by hand: only where somebody else decided otherwise is it one itself.
_NOTHING = {"status": "suggested", "note": "", "flag": 0}


def decide_rows(deed: Deed, quotes: Sequence[int], values: dict[str, Any]) -> int:
    """Lay `values` over what the current user decided about quotes, and return how many that changed.

    Decisions that come to nothing are taken away. Those of who reads blind keep the edges that they are about; whoever
    decides again with open eyes means the quote's own.
    """
    table = table_of(Decision)
    # A note or a flag does not make the rest of a decision any newer.
    at = {"decided_at": now()} if values.keys() - {"note", "flag"} else {}
    count = 0
    for chunk in chunks(quotes):
        mine: dict[int, Row] = {}
        others: dict[int, list[Row]] = {}
        for found in deed.connection.execute(select(table).where(table.c.quote_id.in_(chunk))):
            row = dict(found._mapping)
            if row["user_id"] == deed.user_id:
                mine[row["quote_id"]] = row
            else:
                others.setdefault(row["quote_id"], []).append(row)
        shown, begun = _edges(deed, chunk)
        changed: dict[int, Row] = {}
        new: list[Row] = []
        gone: list[int] = []
        for quote in chunk:
            old = mine.get(quote)
            row = _decided(old, values, others.get(quote, ()))
            if deed.eyes < 0:
                row = _with_edges(row, shown[quote], begun[quote])
            elif at:
                row["edges"] = None
            if old is None:
                if row != _OPEN:
                    new.append(
                        {"uuid": new_uuid(), "quote_id": quote, "user_id": deed.user_id, "decided_at": now()} | row
                    )
            elif row == _OPEN:
                gone.append(old["id"])
            elif any(old[name] != value for name, value in row.items()):
                changed[old["id"]] = row | at
        deed.delete(Decision, gone)
        deed.update(Decision, changed)
        deed.insert(Decision, [row | {"decided_at": now()} for row in new])
        count += len(gone) + len(changed) + len(new)
    return count


def _edges(deed: Deed, quotes: Sequence[int]) -> tuple[dict[int, str], dict[int, str]]:
    """The edges that the deed's user sees, and those they began with, where they read blind; else nothing."""
    if deed.eyes >= 0:
        return {}, {}
    shown = edges.seen(deed.connection, deed.eyes, quotes)
    begun = edges.shared(deed.connection, quotes) | edges.found(deed.connection, quotes)
    return (
        {quote: edges.as_json(parts) for quote, parts in shown.items()},
        {quote: edges.as_json(parts) for quote, parts in begun.items()},
    )


def _with_edges(row: Row, shown: str, found: str) -> Row:
    """A decision of somebody who reads blind says what edges it is about, unless it decides nothing else."""
    kept = row["edges"] or shown
    bare = all(row[name] == nothing for name, nothing in _OPEN.items() if name != "edges")
    return row | {"edges": None if bare and kept == found else kept}


def is_private(deed: Deed, quotes: Sequence[int]) -> bool:
    """Whether a change of these quotes is for the eyes of the deed's user alone: they read blind, and others see them.

    What somebody marked by hand while reading blind is theirs to change as long as nobody else decided about it.
    """
    if deed.eyes >= 0:
        return False
    by_hand = set(deed.connection.scalars(select(Quote.id).where(Quote.id.in_(quotes), Quote.evidence == BY_HAND)))
    return not by_hand - others_decided(deed, quotes) >= set(quotes)


def others_decided(deed: Deed, quotes: Sequence[int]) -> set[int]:
    """Those of the quotes that somebody else than the deed's user decided about."""
    found: set[int] = set()
    for chunk in chunks(quotes):
        others = select(Decision.quote_id).where(Decision.quote_id.in_(chunk), Decision.user_id != deed.user_id)
        found |= set(deed.connection.scalars(others))
    return found


def _decided(old: Row | None, values: dict[str, Any], others: Sequence[Row]) -> Row:
    """What the person has decided once `values` are laid over the old decision."""
    row = _OPEN | {name: value for name, value in (old or {}).items() if name in _OPEN} | values
    for name, nothing in _NOTHING.items():
        if row[name] == nothing and not any(other[name] for other in others):
            row[name] = None
    return row
