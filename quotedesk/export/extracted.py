"""The JSON of `extract`: one document's quotes as the contract in the README gives them."""

from collections.abc import Sequence
from typing import Any

from quotedesk.quote import Quote, Span


def _span(text: str, span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}


def quote_id(document: str, span: Span) -> str:
    """A quote's id: its document, its first part's start and its last part's end."""
    return f"{document}#{span.start}-{span.end}"


def quote(document: str, text: str, found: Quote) -> dict[str, Any]:
    """One quote; offsets index `text`."""
    speaker = {"name": found.speaker.name, "type": found.speaker.type.value, "members": list(found.speaker.members)}
    out: dict[str, Any] = {
        "id": quote_id(document, found.extent),
        "parts": [{"start": p.start, "end": p.end} for p in found.parts],
        "text": found.text(text),
        "kind": found.kind.value,
        "marked": found.marked,
        "headline": found.headline,
        "parent": None if found.parent is None else quote_id(document, found.parent),
        "speaker": speaker,
        "mention": _span(text, found.mention),
        "cue": _span(text, found.cue),
        "confidence": found.confidence,
        "evidence": found.evidence,
    }
    if found.intermediary is not None:
        out["intermediary"] = _span(text, found.intermediary)
    return out


def document(name: str, text: str, quotes: Sequence[Quote]) -> dict[str, Any]:
    """One line of `extract --jsonl`."""
    return {"id": name, "quotes": [quote(name, text, q) for q in quotes]}
