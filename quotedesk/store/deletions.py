"""Quotes of the engine that a person deleted: remembered by their place, so that a newer engine leaves them out."""

from collections.abc import Collection, Iterable

from sqlalchemy import select

from quotedesk.quote import Quote as Found
from quotedesk.quote import Span
from quotedesk.store import link_rows
from quotedesk.store.recorder import Deed, chunks
from quotedesk.store.tables import Article, Deletion, Quote

_SHARE = 0.5
"""How much of both together two stretches must share to be mostly the same words."""


def remember(deed: Deed, quotes: Collection[int]) -> None:
    """Remember those of the quotes about to be deleted (private keys) that the engine found."""
    found: list[int] = []
    for chunk in chunks(quotes):
        found += deed.connection.scalars(select(Quote.id).where(Quote.id.in_(chunk), Quote.origin == "engine"))
    places = dict.fromkeys(link_rows.places(deed.connection, found).values())
    known = _of_texts(deed, {sha256 for sha256, _, _ in places})
    rows = [{"text_sha256": sha256, "start": start, "end": end} for sha256, start, end in places]
    deed.insert(Deletion, [row for row, place in zip(rows, places, strict=True) if place not in known])


def forget(deed: Deed, quote: int) -> None:
    """A person marks these words again (a private key), so they are a quote after all."""
    place = link_rows.places(deed.connection, [quote])[quote]
    known = _of_texts(deed, {place[0]})
    deed.delete(Deletion, [known[place]] if place in known else [])


def forget_articles(deed: Deed, articles: Iterable[int]) -> None:
    """The articles (private keys) go; who imports them again begins anew."""
    for chunk in chunks(articles):
        texts = set(deed.connection.scalars(select(Article.text_sha256).where(Article.id.in_(chunk))))
        deed.delete(Deletion, _of_texts(deed, texts).values())


def of_article(deed: Deed, article: int) -> list[Span]:
    """Where quotes of an article (a private key) were deleted."""
    text = deed.connection.scalars(select(Article.text_sha256).where(Article.id == article)).one()
    return [Span(start, end) for _, start, end in _of_texts(deed, {text})]


def is_of(quote: Found, deleted: Iterable[Span]) -> bool:
    """Whether a quote is, mostly, one of those that were deleted."""
    mine = quote.extent
    for span in deleted:
        shared = min(mine.end, span.end) - max(mine.start, span.start)
        if shared > _SHARE * (max(mine.end, span.end) - min(mine.start, span.start)):
            return True
    return False


def _of_texts(deed: Deed, texts: Collection[str]) -> dict[link_rows.Place, int]:
    rows = select(Deletion.text_sha256, Deletion.start, Deletion.end, Deletion.id)
    return {
        (sha256, start, end): id
        for chunk in chunks(texts)
        for sha256, start, end, id in deed.connection.execute(rows.where(Deletion.text_sha256.in_(chunk)))
    }
