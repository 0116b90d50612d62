"""Quotes as a table for spreadsheets: CSV, one row a quote.

UTF-8 with a byte order mark and comma as separator, so that a spreadsheet opens it right at a double click. A cell that
a spreadsheet would take for a formula is given a leading apostrophe; who reads the table by program removes one leading
apostrophe where `= + - @` or a tab follows it.
"""

import csv
import io
from collections.abc import Callable

from quotedesk.export.selection import Entry, Selection
from quotedesk.quote import Span

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _place(span: Span | None) -> str:
    return f"{span.start}..{span.end}" if span else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


COLUMNS: dict[str, Callable[[Entry], str | int]] = {
    "quote": lambda e: e.quote.text,
    "speaker": lambda e: e.quote.speaker or "",
    "speaker_type": lambda e: e.quote.speaker_type.value,
    "role": lambda e: e.role,
    "status": lambda e: e.quote.status.value,
    "kind": lambda e: e.quote.kind.value,
    "outlet": lambda e: e.quote.outlet,
    "title": lambda e: e.quote.title,
    "byline": lambda e: e.article.byline if e.article else "",
    "date": lambda e: e.quote.date,
    "url": lambda e: e.quote.url,
    "context_before": lambda e: e.context.before,
    "context_after": lambda e: e.context.after,
    "mention": lambda e: e.quote.mention_text,
    "cue": lambda e: e.quote.cue_text,
    "intermediary": lambda e: e.quote.intermediary,
    "confidence": lambda e: "" if e.quote.confidence is None else f"{e.quote.confidence:.3f}",
    "evidence": lambda e: e.quote.evidence,
    "note": lambda e: e.quote.note,
    "also_printed_in": lambda e: "; ".join(dict.fromkeys(p.outlet or p.title for p in e.also)),
    "printings": lambda e: len(e.also) + 1,
    "marked": lambda e: _yes(e.quote.marked),
    "headline": lambda e: _yes(e.quote.headline),
    "start": lambda e: e.quote.extent.start,
    "end": lambda e: e.quote.extent.end,
    "parts": lambda e: "; ".join(_place(part) for part in e.quote.parts),
    "mention_place": lambda e: _place(e.quote.mention),
    "cue_place": lambda e: _place(e.quote.cue),
    "quote_id": lambda e: e.quote.id,
    "parent_id": lambda e: e.quote.parent_id or "",
    "statement_id": lambda e: e.quote.statement_id or "",
    "article_id": lambda e: e.quote.article_id,
    "article_sha256": lambda e: e.article.sha256 if e.article else "",
    "path": lambda e: e.article.path if e.article else "",
}
"""The columns in their order. Places are half-open code-point ranges `start..end` in the article's text."""


def write(selection: Selection) -> bytes:
    """The chosen quotes as CSV, a head row first."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for entry in selection.entries():
        rows.writerow([safe(value(entry)) for value in COLUMNS.values()])
    return out.getvalue().encode("utf-8-sig", errors="replace")


def safe(value: str | int) -> str | int:
    """The cell with an apostrophe before what a spreadsheet would calculate."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA) else value
