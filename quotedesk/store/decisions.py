"""Decisions: one row a quote and person, holding what that person decided and nothing else."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from quotedesk.store.recorder import Deed, Row, chunks, new_uuid, now
from quotedesk.store.tables import Decision, table_of

_OPEN: Row = {"status": None, "speaker_decided": 0, "speaker_id": None, "kind": None, "note": None}


def decide_rows(deed: Deed, quotes: Sequence[int], values: dict[str, Any]) -> None:
    """Lay `values` over what the current user decided about quotes; decisions that come to nothing are taken away.

    Setting a status back to suggested, or a note to nothing, is a decision only where somebody else decided otherwise.
    """
    connection, table = deed.connection, table_of(Decision)
    for chunk in chunks(quotes):
        rows = [dict(row._mapping) for row in connection.execute(select(table).where(table.c.quote_id.in_(chunk)))]
        mine = {row["quote_id"]: row for row in rows if row["user_id"] == deed.user_id}
        others: dict[int, list[Row]] = {}
        for row in rows:
            if row["user_id"] != deed.user_id:
                others.setdefault(row["quote_id"], []).append(row)
        wanted = {
            quote: _OPEN | {name: mine[quote][name] for name in _OPEN if quote in mine} | values for quote in chunk
        }
        for quote, row in wanted.items():
            for name, nothing in (("status", "suggested"), ("note", "")):
                if row[name] == nothing and not any(other[name] for other in others.get(quote, ())):
                    row[name] = None
        at = {"decided_at": now()}
        kept = {quote: row for quote, row in wanted.items() if row != _OPEN}
        deed.delete(Decision, [mine[quote]["id"] for quote in wanted if quote in mine and quote not in kept])
        deed.update(
            Decision,
            {
                mine[quote]["id"]: row | at
                for quote, row in kept.items()
                if quote in mine and _differs(mine[quote], row)
            },
        )
        new = [row | at | {"quote_id": quote} for quote, row in kept.items() if quote not in mine]
        deed.insert(Decision, [row | {"uuid": new_uuid(), "user_id": deed.user_id} for row in new])


def _differs(old: Row, new: Row) -> bool:
    return any(old[name] != value for name, value in new.items())
