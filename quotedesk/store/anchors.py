"""Anchors: every stored stretch of words stands in its article exactly where the desk says it does."""

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, select

from quotedesk.article import digest
from quotedesk.errors import DeskError
from quotedesk.store.recorder import chunks
from quotedesk.store.tables import Article, Content, Part, Quote, table_of

AROUND = 32
"""How many characters before and after a part are kept with it (W3C TextQuoteSelector)."""
_NAMED = ("mention", "cue", "intermediary")


def text_of(connection: Connection, article: int) -> str:
    """The text of the article with this private key; DeskError where it is not the one that was imported."""
    content = select(Content.sha256, Content.data).join(Article, Article.text_sha256 == Content.sha256)
    sha256, data = connection.execute(content.where(Article.id == article)).one()
    text = _text(sha256, data)
    if text is None:
        raise DeskError("The text of this article is damaged on the desk; open a backup, or import the article again.")
    return text


@lru_cache(maxsize=4)
def _text(sha256: str, data: bytes) -> str | None:
    """The text of contents that never change; a long article's is asked for with each deed."""
    text = unpacked(sha256, data)
    return None if text is None else text.decode("utf-8")


def unpacked(sha256: str, data: bytes) -> bytes | None:
    """The bytes kept under a SHA-256, or None where they are not those."""
    try:
        found = zlib.decompress(data)
    except zlib.error:
        return None
    return found if digest(found) == sha256 else None


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters before and after a stretch that are kept with it."""
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def astray(connection: Connection, quotes: Iterable[int]) -> list[str]:
    """The UUIDs of those quotes whose words, surroundings or extent do not agree with their article's text."""
    found: list[str] = []
    for chunk in chunks(quotes):
        parts: dict[int, list[Row[Any]]] = {}
        selected = select(table_of(Part)).where(Part.quote_id.in_(chunk)).order_by(Part.quote_id, Part.ordinal)
        for part in connection.execute(selected):
            parts.setdefault(part.quote_id, []).append(part)
        article, text = 0, ""
        for quote in connection.execute(
            select(table_of(Quote)).where(Quote.id.in_(chunk)).order_by(Quote.article_id)
        ).all():
            if quote.article_id != article:
                article, text = quote.article_id, text_of(connection, quote.article_id)
            if not _stands(text, quote, parts.get(quote.id, [])):
                found.append(quote.uuid)
    return found


def _stands(text: str, quote: Row[Any], parts: Sequence[Row[Any]]) -> bool:
    if not parts or (parts[0].start, parts[-1].end) != (quote.start, quote.end):
        return False
    if any(part.exact != text[part.start : part.end] for part in parts):
        return False
    if any((part.prefix, part.suffix) != around(text, part.start, part.end) for part in parts):
        return False
    named = [[getattr(quote, f"{name}_{field}") for field in ("start", "end", "text")] for name in _NAMED]
    return all(words == ("" if start is None else text[start:end]) for start, end, words in named)
