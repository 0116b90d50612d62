"""Quotes as rows: what the engine found, or a person drew, becomes rows of `quotes` and `parts`."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from quotedesk.quote import Quote as Found
from quotedesk.quote import Span
from quotedesk.store import anchors, link_rows
from quotedesk.store.recorder import Deed, Row, chunks, new_uuid
from quotedesk.store.speaker_book import SpeakerBook
from quotedesk.store.tables import Decision, Part, Quote


def insert(deed: Deed, article: int, text: str, found: Sequence[Found], book: SpeakerBook) -> list[int]:
    """Add quotes of one article (a private key); returns their private keys in the order of their places."""
    ordered = sorted(found, key=lambda quote: (quote.extent.start, -quote.extent.end))
    ids = deed.new_ids(Quote, len(ordered))
    places: dict[Span, int] = {}
    for id, quote in zip(ids, ordered, strict=True):
        places.setdefault(quote.extent, id)
    rows = [
        suggestion(text, quote, book)
        | {"id": id, "uuid": new_uuid(), "article_id": article, "origin": "engine"}
        | {"parent_id": places.get(quote.parent) if quote.parent and quote.parent != quote.extent else None}
        for id, quote in zip(ids, ordered, strict=True)
    ]
    deed.insert(Quote, rows)
    deed.insert(Part, [row for id, quote in zip(ids, ordered, strict=True) for row in part_rows(id, text, quote.parts)])
    return list(ids)


def suggestion(text: str, quote: Found, book: SpeakerBook) -> Row:
    """The columns that say what the engine thinks of a quote."""
    row: Row = {
        "start": quote.extent.start, "end": quote.extent.end, "kind": quote.kind.value, "marked": int(quote.marked),
        "headline": int(quote.headline), "speaker_id": book.find_or_add(quote.speaker),
        "confidence": quote.confidence, "evidence": quote.evidence,
    }  # fmt: skip
    for name, span in (("mention", quote.mention), ("cue", quote.cue), ("intermediary", quote.intermediary)):
        row |= {f"{name}_start": span and span.start, f"{name}_end": span and span.end}
        row[f"{name}_text"] = span.of(text) if span else ""
    return row


def part_rows(quote: int, text: str, parts: Sequence[Span]) -> list[Row]:
    """The rows of a quote's parts; ValueError where they are not stretches of the text, in order and apart."""
    Found(parts=tuple(parts))
    if any(part.end > len(text) or part.start == part.end for part in parts):
        raise ValueError(f"a quote's parts must be words of the article, which has {len(text)} characters: {parts}")
    rows: list[Row] = []
    for ordinal, part in enumerate(parts):
        prefix, suffix = anchors.around(text, part.start, part.end)
        place: Row = {"quote_id": quote, "ordinal": ordinal, "start": part.start, "end": part.end}
        rows.append(place | {"exact": part.of(text), "prefix": prefix, "suffix": suffix})
    return rows


def replace_parts(deed: Deed, quote: int, text: str, parts: Sequence[Span]) -> None:
    """Give a quote other parts; what people said of it and other quotes goes with it."""
    old = link_rows.places(deed.connection, [quote])[quote]
    deed.delete(Part, deed.connection.scalars(select(Part.id).where(Part.quote_id == quote)).all())
    deed.insert(Part, part_rows(quote, text, parts))
    deed.update(Quote, {quote: {"start": parts[0].start, "end": parts[-1].end}})
    link_rows.move(deed, old, link_rows.places(deed.connection, [quote])[quote])


def delete(deed: Deed, quotes: Iterable[int]) -> None:
    """Delete quotes with their parts and decisions; quotes that stood in them stand alone."""
    ids = list(quotes)
    for chunk in chunks(ids):
        connection = deed.connection
        children = connection.scalars(select(Quote.id).where(Quote.parent_id.in_(chunk), Quote.id.not_in(chunk))).all()
        deed.update(Quote, {child: {"parent_id": None} for child in children})
        deed.delete(Decision, connection.scalars(select(Decision.id).where(Decision.quote_id.in_(chunk))).all())
        deed.delete(Part, connection.scalars(select(Part.id).where(Part.quote_id.in_(chunk))).all())
        deed.delete(Quote, chunk)
