"""Anchors: every stored stretch of words stands in its article exactly where the desk says it does."""

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from quotedesk.article import digest
from quotedesk.errors import DeskError
from quotedesk.store import quick
from quotedesk.store.tables import Article, Content

AROUND = 32
"""How many characters before and after a part are kept with it (W3C TextQuoteSelector)."""
_NAMED = ", ".join(f"{name}_start, {name}_end, {name}_text" for name in ("mention", "cue", "intermediary"))
_PARTS = f"""
    SELECT quote_id, start, "end", exact, prefix, suffix FROM parts WHERE quote_id {quick.AMONG}
    ORDER BY quote_id, ordinal
"""
_QUOTES = f"""
    SELECT id, uuid, article_id, start, "end", {_NAMED} FROM quotes WHERE id {quick.AMONG} ORDER BY article_id
"""


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
    quotes = list(quotes)
    parts: dict[int, list[_Part]] = {}
    for quote, *part in quick.rows(connection, _PARTS, quotes) if quotes else ():
        parts.setdefault(quote, []).append(_Part(*part))
    found: list[str] = []
    article, text = 0, ""
    for quote, uuid, own, start, end, *named in quick.rows(connection, _QUOTES, quotes) if quotes else ():
        if own != article:
            article, text = own, text_of(connection, own)
        if not _stands(text, (start, end), named, parts.get(quote, [])):
            found.append(uuid)
    return found


class _Part(NamedTuple):
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def _stands(text: str, extent: tuple[int, int], named: Sequence[Any], parts: Sequence[_Part]) -> bool:
    """`named` are start, end and text of each of the named stretches, in a row."""
    if not parts or (parts[0].start, parts[-1].end) != extent:
        return False
    if any(part.exact != text[part.start : part.end] for part in parts):
        return False
    if any((part.prefix, part.suffix) != around(text, part.start, part.end) for part in parts):
        return False
    stretches = [named[n : n + 3] for n in range(0, len(named), 3)]
    return all(words == ("" if start is None else text[start:end]) for start, end, words in stretches)
