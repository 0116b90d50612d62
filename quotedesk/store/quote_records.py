"""Quotes as people see them: rows of several tables become one `QuoteRecord`."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.orm import aliased

from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store.effective import effective
from quotedesk.store.recorder import chunks
from quotedesk.store.records import QuoteRecord
from quotedesk.store.tables import Article, Part, Quote, Role, Speaker, StatementEntry, WitnessEntry


@cache
def query(user: int) -> Select[Any]:
    """The rows that `records` reads, for one user: every quote, to be narrowed and ordered by the caller."""
    seen, parent, fullest, suggested = effective(user), aliased(Quote), aliased(Quote), aliased(Speaker)
    return (
        select(
            Quote, seen.kind.label("effective_kind"), seen.status.label("status"),
            seen.note.label("note"), Speaker.id.label("speaker_key"), Speaker.uuid.label("speaker_uuid"),
            Speaker.name.label("speaker"), suggested.name.label("suggested"),
            Speaker.type.label("speaker_type"), Speaker.colour,
            Article.uuid.label("article_uuid"), Article.title, Article.outlet, Article.date, Article.url,
            parent.uuid.label("parent_uuid"), fullest.uuid.label("statement_uuid"),
            func.coalesce(StatementEntry.printings, 1).label("printings"),
        )
        .select_from(Quote)
        .join(Article, Quote.article_id == Article.id)
        .outerjoin(Speaker, Speaker.id == seen.speaker_id)
        .outerjoin(suggested, suggested.id == Quote.speaker_id)
        .outerjoin(parent, parent.id == Quote.parent_id)
        .outerjoin(WitnessEntry, WitnessEntry.quote_id == Quote.id)
        .outerjoin(StatementEntry, StatementEntry.quote_id == WitnessEntry.statement_id)
        .outerjoin(fullest, fullest.id == WitnessEntry.statement_id)
    )  # fmt: skip


def records(connection: Connection, selected: Select[Any]) -> list[QuoteRecord]:
    """The quotes of a narrowed `query`, in its order."""
    rows = connection.execute(selected).all()
    parts: dict[int, list[tuple[Span, str]]] = {}
    for chunk in chunks(row.id for row in rows):
        found = select(Part.quote_id, Part.start, Part.end, Part.exact).where(Part.quote_id.in_(chunk))
        for id, start, end, exact in connection.execute(found.order_by(Part.quote_id, Part.ordinal)):
            parts.setdefault(id, []).append((Span(start, end), exact))
    roles = _roles(connection, {row.speaker_key for row in rows if row.speaker_key is not None})
    return [_record(row, parts[row.id], _role_at(roles.get(row.speaker_key, ()), row.date)) for row in rows]


def _record(row: Row[Any], parts: Sequence[tuple[Span, str]], role: str) -> QuoteRecord:
    return QuoteRecord(
        id=row.uuid,
        article_id=row.article_uuid,
        parts=tuple(span for span, _ in parts),
        text=" ".join(exact for _, exact in parts),
        kind=Kind(row.effective_kind),
        status=Status(row.status),
        speaker_id=row.speaker_uuid,
        speaker=row.speaker,
        speaker_type=SpeakerType(row.speaker_type or SpeakerType.UNKNOWN),
        role=role,
        colour=row.colour,
        mention=_span(row.mention_start, row.mention_end),
        mention_text=row.mention_text,
        cue=_span(row.cue_start, row.cue_end),
        cue_text=row.cue_text,
        intermediary=row.intermediary_text,
        confidence=row.confidence if row.speaker_key == row.speaker_id else None,
        evidence=_evidence(row),
        note=row.note,
        marked=bool(row.marked),
        headline=bool(row.headline),
        parent_id=row.parent_uuid,
        origin=row.origin,
        statement_id=row.statement_uuid,
        printings=row.printings,
        title=row.title,
        outlet=row.outlet,
        date=row.date,
        url=row.url,
    )


def _evidence(row: Row[Any]) -> str:
    """The engine's reason; where a person named another speaker, that they did, and what the engine had thought."""
    if row.speaker_key == row.speaker_id:
        return str(row.evidence)
    if row.origin == "person":
        return "marked and named by hand"
    return f"named by hand; the program had suggested {row.suggested or 'nobody'}: {row.evidence}"


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def _roles(connection: Connection, speakers: set[int]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = {}
    for chunk in chunks(speakers):
        roles = select(Role.speaker_id, Role.name, Role.since, Role.until).where(Role.speaker_id.in_(chunk))
        for row in connection.execute(roles.order_by(Role.speaker_id, Role.ordinal)):
            found.setdefault(row.speaker_id, []).append(row)
    return found


def _role_at(roles: Sequence[Row[Any]], date: str) -> str:
    """The first role held on `date`; the first of all where none was, or the date is not known."""
    held = [role for role in roles if date and role.since <= date and (not role.until or date <= role.until)]
    return str((held or roles)[0].name) if roles else ""
