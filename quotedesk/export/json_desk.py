"""Quotes with everything known of them as one JSON object: articles with their text, speakers, quotes with offsets.

Keys stand in a fixed order; offsets are half-open code-point ranges into `articles[].text`.
"""

import json
from typing import Any

from quotedesk.export.selection import Entry, Selection, described
from quotedesk.quote import Span
from quotedesk.store.records import ArticleRecord, SpeakerRecord

VERSION = 1


def write(selection: Selection) -> bytes:
    """The selection as JSON in UTF-8, two spaces of indentation, a line end at the end."""
    whole = {
        "format": "quotedesk",
        "version": VERSION,
        "title": selection.title,
        "made": selection.made.isoformat(),
        "chosen": described(selection.chosen_by, selection.speakers),
        "articles": [_article(article, selection.texts[article.id]) for article in selection.articles],
        "speakers": [_speaker(speaker) for speaker in selection.speakers],
        "quotes": [quote(entry) for entry in selection.entries()],
        "statements": [
            {"id": s.id, "quotes": [w.passage.id for w in s.witnesses], "why": s.why} for s in selection.statements
        ],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8", errors="backslashreplace")


def quote(entry: Entry) -> dict[str, Any]:
    """One quote as JSON has it."""
    record = entry.quote
    return {
        "id": record.id,
        "article": record.article_id,
        "text": record.text,
        "parts": [_span(part) for part in record.parts],
        "kind": record.kind.value,
        "status": record.status.value,
        "speaker": {
            "id": record.speaker_id,
            "name": record.speaker,
            "type": record.speaker_type.value,
            "role": entry.role,
        },
        "mention": _words(record.mention, record.mention_text),
        "cue": _words(record.cue, record.cue_text),
        "intermediary": record.intermediary,
        "confidence": record.confidence,
        "evidence": record.evidence,
        "note": record.note,
        "marked": record.marked,
        "headline": record.headline,
        "parent": record.parent_id,
        "origin": record.origin,
        "statement": record.statement_id,
        "also": [elsewhere.quote_id for elsewhere in entry.also],
        "outlet": record.outlet,
        "title": record.title,
        "date": record.date,
        "url": record.url,
        "context": {**_span(entry.context.span), "before": entry.context.before, "after": entry.context.after},
    }


def _article(article: ArticleRecord, text: str) -> dict[str, Any]:
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "date": article.date,
        "url": article.url,
        "language": article.language,
        "path": article.path,
        "sha256": article.sha256,
        "text": text,
    }


def _speaker(speaker: SpeakerRecord) -> dict[str, Any]:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "type": speaker.type.value,
        "aliases": list(speaker.aliases),
        "roles": [{"name": role.name, "since": role.since, "until": role.until} for role in speaker.roles],
        "note": speaker.note,
        "qid": speaker.qid,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _words(span: Span | None, text: str) -> dict[str, Any] | None:
    return {**_span(span), "text": text} if span else None
