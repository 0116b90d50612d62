"""A newer engine's suggestions for an article that people may have worked on already."""

from collections.abc import Sequence

from sqlalchemy import select

from quotedesk.quote import Quote as Found
from quotedesk.quote import Span
from quotedesk.store import anchors, link_rows, lookup, quote_rows
from quotedesk.store.desk import Desk
from quotedesk.store.recorder import Deed
from quotedesk.store.records import Changes
from quotedesk.store.speaker_book import Roster, SpeakerBook
from quotedesk.store.tables import Article, Decision, Part, Quote


def replace_suggestions(desk: Desk, article_id: str, found: Sequence[Found], roster: Roster | None = None) -> Changes:
    """Take in what a newer engine found in an article.

    Quotes that anybody decided about, drew or linked to another stay as they are, and nothing is added over them: so a
    rejected quote does not come back. Undecided ones found again keep their identity, the others go.
    """
    with desk.deed("Find the quotes of an article again") as deed:
        article = lookup.key(deed.connection, Article, article_id)
        text = anchors.text_of(deed.connection, article)
        book = SpeakerBook(deed, roster)
        kept, undecided = _present(deed, article)
        wanted = [quote for quote in found if not any(_collides(quote, parts, nested) for parts, nested in kept)]
        again = {id: quote for quote in wanted if (id := undecided.get(quote.parts)) is not None}
        quote_rows.delete(deed, [id for id in undecided.values() if id not in again])
        deed.update(Quote, {id: quote_rows.suggestion(text, quote, book) for id, quote in again.items()})
        quote_rows.insert(deed, article, text, [quote for quote in wanted if quote.parts not in undecided], book)
        _find_parents(deed, article, wanted)
    return deed.changes


def _present(deed: Deed, article: int) -> tuple[list[tuple[tuple[Span, ...], bool]], dict[tuple[Span, ...], int]]:
    """The kept quotes (their parts, and whether they stand in another), and the undecided ones by their parts."""
    decided = select(Decision.id).where(Decision.quote_id == Quote.id).exists().label("decided")
    parts: dict[int, list[Span]] = {}
    rows = select(Part.quote_id, Part.start, Part.end).join(Quote).where(Quote.article_id == article)
    for id, start, end in deed.connection.execute(rows.order_by(Part.quote_id, Part.ordinal)):
        parts.setdefault(id, []).append(Span(start, end))
    kept: list[tuple[tuple[Span, ...], bool]] = []
    undecided: dict[tuple[Span, ...], int] = {}
    linked = {quote for link in link_rows.of_quotes(deed.connection, parts) for quote in (link.a, link.b)}
    quotes = select(Quote.id, Quote.origin, Quote.parent_id, decided).where(Quote.article_id == article)
    for id, origin, parent, is_decided in deed.connection.execute(quotes):
        if origin == "person" or is_decided or id in linked:
            kept.append((tuple(parts[id]), parent is not None))
        else:
            undecided[tuple(parts[id])] = id
    return kept, undecided


def _collides(quote: Found, parts: tuple[Span, ...], nested: bool) -> bool:
    """Whether a found quote would lie over a kept one: the same words, or some of them on the same level."""
    if quote.extent == Span(parts[0].start, parts[-1].end):
        return True
    same_level = nested == (quote.parent is not None)
    return same_level and any(mine.overlaps(theirs) for mine in quote.parts for theirs in parts)


def _find_parents(deed: Deed, article: int, found: Sequence[Found]) -> None:
    """Put nested quotes into the quotes they stand in, which may be new ones or kept ones."""
    places: dict[Span, int] = {}
    quotes = select(Quote.id, Quote.start, Quote.end).where(Quote.article_id == article).order_by(Quote.id)
    for id, start, end in deed.connection.execute(quotes):
        places.setdefault(Span(start, end), id)
    parents = {places[quote.extent]: places.get(quote.parent) if quote.parent else None for quote in found}
    deed.update(Quote, {id: {"parent_id": parent} for id, parent in parents.items() if parent != id})
