"""Decisions: one row a quote and person, holding what that person decided and nothing else."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from quotedesk.store.recorder import Deed, Row, chunks, new_uuid, now
from quotedesk.store.tables import Decision, table_of

_OPEN: Row = {
    "status": None, "speaker_decided": 0, "speaker_id": None, "kind": None, "note": None, "flag": None,
    "mention_start": None, "mention_end": None, "cue_start": None, "cue_end": None,
}  # fmt: skip
# What undoes a decision by hand: only where somebody else decided otherwise is it one itself.
_NOTHING = {"status": "suggested", "note": "", "flag": 0}


def decide_rows(deed: Deed, quotes: Sequence[int], values: dict[str, Any]) -> int:
    """Lay `values` over what the current user decided about quotes, and return how many that changed.

    Decisions that come to nothing are taken away.
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
        changed: dict[int, Row] = {}
        new: list[Row] = []
        gone: list[int] = []
        for quote in chunk:
            old = mine.get(quote)
            row = _decided(old, values, others.get(quote, ()))
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
