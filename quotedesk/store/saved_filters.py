"""Filters of the quotes table that a person keeps under a name, with the desk."""

import json
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import select

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Status
from quotedesk.store.desk import Desk
from quotedesk.store.recorder import new_uuid
from quotedesk.store.records import Changes, QuoteFilter, SavedFilterRecord
from quotedesk.store.tables import SavedFilter


def listed(desk: Desk) -> list[SavedFilterRecord]:
    """The saved filters by name."""
    with desk.reading() as connection:
        rows = connection.execute(select(SavedFilter.name, SavedFilter.filter)).all()
    found = [SavedFilterRecord(row.name, _read(json.loads(row.filter))) for row in rows]
    return sorted(found, key=lambda saved: saved.name.casefold())


def save(desk: Desk, name: str, wanted: QuoteFilter) -> Changes:
    """Keep a filter under a name, in place of another of that name."""
    name = " ".join(name.split())
    if not name:
        raise DeskError("A saved filter needs a name.")
    with desk.deed(f"Save the filter {name}") as deed:
        written = json.dumps(_written(wanted), ensure_ascii=False)
        present = deed.connection.scalar(select(SavedFilter.id).where(SavedFilter.name == name))
        if present is None:
            deed.insert(SavedFilter, [{"uuid": new_uuid(), "name": name, "filter": written}])
        else:
            deed.update(SavedFilter, {present: {"filter": written}})
    return deed.changes


def delete(desk: Desk, name: str) -> Changes:
    """Forget a saved filter."""
    with desk.deed(f"Delete the filter {name}") as deed:
        deed.delete(SavedFilter, deed.connection.scalars(select(SavedFilter.id).where(SavedFilter.name == name)).all())
    return deed.changes


def _written(wanted: QuoteFilter) -> dict[str, Any]:
    """Only what restricts."""
    nothing = asdict(QuoteFilter())
    found = {name: value for name, value in asdict(wanted).items() if value != nothing[name]}
    return found | ({"article_ids": sorted(wanted.article_ids)} if wanted.article_ids else {})


def _read(found: dict[str, Any]) -> QuoteFilter:
    """What a newer version may have written beside is passed over."""
    known = {field.name for field in fields(QuoteFilter)}
    values = {name: value for name, value in found.items() if name in known}
    if "status" in values:
        values["status"] = Status(values["status"])
    if "kind" in values:
        values["kind"] = Kind(values["kind"])
    if "article_ids" in values:
        values["article_ids"] = frozenset(values["article_ids"])
    return QuoteFilter(**values)
