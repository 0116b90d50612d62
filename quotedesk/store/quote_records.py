"""Quotes as people see them: rows of several tables become one `QuoteRecord`."""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.orm import aliased

from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import anchors, edges
from quotedesk.store.derived_tables import StatementEntry, WitnessEntry
from quotedesk.store.effective import effective
from quotedesk.store.recorder import chunks
from quotedesk.store.records import QuoteRecord
from quotedesk.store.tables import Article, Decision, Part, Quote, Role, Speaker


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
        .where(seen.visible)
    )  # fmt: skip


def records(connection: Connection, selected: Select[Any], user: int) -> list[QuoteRecord]:
    """The quotes of a narrowed `query` for a user, in its order."""
    result = connection.execute(selected)
    plain = _plain(tuple(result.keys()))
    rows = [plain(*row) for row in result.all()]
    parts: dict[int, list[tuple[Span, str]]] = {}
    for chunk in chunks(row.id for row in rows):
        found = select(Part.quote_id, Part.start, Part.end, Part.exact).where(Part.quote_id.in_(chunk))
        for id, start, end, exact in connection.execute(found.order_by(Part.quote_id, Part.ordinal)).all():
            parts.setdefault(id, []).append((Span(start, end), exact))
    if user < 0:
        _lay_own_edges(connection, user, rows, parts)
    roles = _roles(connection, {row.speaker_key for row in rows if row.speaker_key is not None})
    marks = _marks(connection, user, rows)
    return [
        _record(row, parts[row.id], _role_at(roles.get(row.speaker_key, ()), row.date), marks.get(row.id, _NO_MARKS))
        for row in rows
    ]


@lru_cache
def _plain(names: tuple[str, ...]) -> Callable[..., Any]:
    """A tuple with these fields: a quote's are read some thirty times, which a `Row` answers thirty times slower."""
    return namedtuple("Cells", names)


def _lay_own_edges(
    connection: Connection, user: int, rows: Sequence[Any], parts: dict[int, list[tuple[Span, str]]]
) -> None:
    """Put the parts that one who reads blind sees in the place of those that others see, where they differ."""
    articles = {row.id: row.article_id for row in rows}
    for quote, spans in edges.otherwise(connection, user, list(articles)).items():
        text = anchors.text_of(connection, articles[quote])
        parts[quote] = [(span, span.of(text)) for span in spans]


class _Marks(NamedTuple):
    """What was set by hand in the text around a quote, with its words."""

    flag: bool = False
    mention: Span | None = None
    mention_text: str = ""
    cue: Span | None = None
    cue_text: str = ""


_NO_MARKS = _Marks()


def _marks(connection: Connection, user: int, rows: Sequence[Any]) -> dict[int, _Marks]:
    """Flags, mentions and cues set by hand, by quote; the user's own count before the latest of others.

    Few quotes have any, so that they are looked up on their own instead of field by field in the query.
    """
    found: dict[int, _Marks] = {}
    texts: dict[int, str] = {}
    articles = {row.id: row.article_id for row in rows}
    has_any = Decision.flag.is_not(None) | Decision.mention_start.is_not(None) | Decision.cue_start.is_not(None)
    columns = (
        Decision.quote_id, Decision.flag, Decision.mention_start, Decision.mention_end, Decision.cue_start,
        Decision.cue_end,
    )  # fmt: skip
    whose = () if user >= 0 else (Decision.user_id == -user,)
    for chunk in chunks(articles):
        order = (Decision.user_id == abs(user), Decision.decided_at, Decision.id)
        for row in connection.execute(
            select(*columns).where(Decision.quote_id.in_(chunk), has_any, *whose).order_by(*order)
        ):
            spans = {"mention": _span(row.mention_start, row.mention_end), "cue": _span(row.cue_start, row.cue_end)}
            values: dict[str, Any] = {} if row.flag is None else {"flag": bool(row.flag)}
            for name, span in spans.items():
                if span is not None:
                    article = articles[row.quote_id]
                    if article not in texts:
                        texts[article] = anchors.text_of(connection, article)
                    values |= {name: span, f"{name}_text": span.of(texts[article])}
            found[row.quote_id] = found.get(row.quote_id, _NO_MARKS)._replace(**values)
    return found


def _record(row: Any, parts: Sequence[tuple[Span, str]], role: str, marks: _Marks) -> QuoteRecord:
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
        mention=marks.mention or _span(row.mention_start, row.mention_end),
        mention_text=marks.mention_text or row.mention_text,
        cue=marks.cue or _span(row.cue_start, row.cue_end),
        cue_text=marks.cue_text or row.cue_text,
        intermediary=row.intermediary_text,
        confidence=row.confidence if row.speaker_key == row.speaker_id else None,
        evidence=_evidence(row),
        note=row.note,
        marked=bool(row.marked),
        headline=bool(row.headline),
        parent_id=row.parent_uuid,
        origin=_origin(row, parts),
        statement_id=row.statement_uuid,
        printings=row.printings,
        title=row.title,
        outlet=row.outlet,
        date=row.date,
        url=row.url,
        flag=marks.flag,
    )


def _origin(row: Any, parts: Sequence[tuple[Span, str]]) -> str:
    """Whose the edges are that are shown: the engine's too where somebody else changed them since."""
    engine_s = row.found is not None and edges.spans(row.found) == tuple(span for span, _ in parts)
    return "engine" if engine_s else str(row.origin)


def _evidence(row: Any) -> str:
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
