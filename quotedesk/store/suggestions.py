"""A newer engine's suggestions for an article that people may have worked on already."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from quotedesk.quote import Quote as Found
from quotedesk.quote import Span
from quotedesk.store import anchors, deletions, link_rows, quote_rows
from quotedesk.store.desk import Desk
from quotedesk.store.recorder import Deed
from quotedesk.store.records import Changes
from quotedesk.store.speaker_book import Roster, SpeakerBook
from quotedesk.store.tables import Article, Decision, Part, Quote
from quotedesk.store.words import counted

Renewal = Sequence[tuple[str, Sequence[Found]]]
"""Articles, by id, with what a newer engine found in each."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What taking in a newer engine's findings comes to, in quotes: new, gone, otherwise seen, and kept as decided."""

    new: int
    gone: int
    changed: int
    kept: int


class _OnlyAskedError(Exception):
    """Nothing was to be done, only to be counted."""


def replace_suggestions(desk: Desk, article_id: str, found: Sequence[Found], roster: Roster | None = None) -> Changes:
    """Take in what a newer engine found in an article.

    Quotes that anybody decided about, drew or linked to another stay as they are, and nothing is added over them: so a
    rejected quote does not come back. Undecided ones found again keep their identity, the others go. What a person
    deleted stays away.
    """
    return renew(desk, [(article_id, found)], roster)


def renew(desk: Desk, found: Renewal, roster: Roster | None = None) -> Changes:
    """The same for several articles, in one deed; articles that are no longer on the desk are passed over."""
    with desk.deed("Find the quotes of an article again") as deed:
        count, _ = _renew(deed, found, roster)
        if count != 1:
            deed.name = f"Find the quotes of {counted(count, 'article')} again"
    return deed.changes


def effect(desk: Desk, found: Renewal, roster: Roster | None = None) -> Effect:
    """What `renew` would do: it is done, counted and taken back, and leaves no trace."""
    told: Effect | None = None
    try:
        with desk.deed("", group=False) as deed:
            _, kept = _renew(deed, found, roster)
            rows = [row for row in deed.rows if row.table == "quotes"]
            told = Effect(
                new=sum(row.before is None for row in rows),
                gone=sum(row.after is None for row in rows),
                changed=len({row.id for row in rows if row.before and row.after}),
                kept=kept,
            )
            raise _OnlyAskedError
    except _OnlyAskedError:
        assert told is not None
        return told


def _renew(deed: Deed, found: Renewal, roster: Roster | None) -> tuple[int, int]:
    """How many articles were read again, and how many quotes are kept as they are."""
    book = SpeakerBook(deed, roster)
    articles = dict(deed.connection.execute(select(Article.uuid, Article.id)).tuples().all())
    count = decided = 0
    for article_id, quotes in found:
        if (article := articles.get(article_id)) is None:
            continue
        count += 1
        text = anchors.text_of(deed.connection, article)
        kept, undecided = _present(deed, article)
        decided += len(kept)
        gone = deletions.of_article(deed, article)
        wanted = [
            quote
            for quote in quotes
            if not any(_collides(quote, parts, nested) for parts, nested in kept)
            and (quote.parts in undecided or not deletions.is_of(quote, gone))
        ]
        again = {id: quote for quote in wanted if (id := undecided.get(quote.parts)) is not None}
        quote_rows.delete(deed, [id for id in undecided.values() if id not in again])
        deed.update(Quote, {id: quote_rows.suggestion(text, quote, book) for id, quote in again.items()})
        quote_rows.insert(deed, article, text, [quote for quote in wanted if quote.parts not in undecided], book)
        _find_parents(deed, article, wanted)
    return count, decided


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
