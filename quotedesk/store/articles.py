"""Articles: bringing them in with the quotes found in them, listing, reading, correcting and deleting them."""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from quotedesk.article import Article as Found
from quotedesk.quote import Quote as FoundQuote
from quotedesk.store import anchors, deletions, lookup, quote_rows
from quotedesk.store.desk import Desk
from quotedesk.store.effective import tally
from quotedesk.store.recorder import Row, chunks, new_uuid, now
from quotedesk.store.records import ArticleRecord, Changes
from quotedesk.store.speaker_book import Roster, SpeakerBook
from quotedesk.store.tables import Article, Content, Quote, table_of
from quotedesk.store.words import counted

EDITABLE = frozenset({"title", "outlet", "byline", "date", "url", "language"})


@dataclass(frozen=True, slots=True)
class Added:
    """What an import did; `known` are the articles that were there already, as often as they came again."""

    changes: Changes
    known: tuple[ArticleRecord, ...]


def add(
    desk: Desk, found: Sequence[tuple[Found, Sequence[FoundQuote]]], *, roster: Roster | None = None, group: bool = True
) -> Added:
    """Add articles with their quotes and speakers in one deed; an article whose text is there already is left alone.

    `group=False` leaves the statements as they are, for many calls in a row; call `statements.regroup` after them.
    """
    with desk.deed("", group=group) as deed:
        hashes = [article.sha256 for article, _ in found]
        present: set[str] = set()
        for chunk in chunks(hashes):
            present |= set(deed.connection.scalars(select(Article.text_sha256).where(Article.text_sha256.in_(chunk))))
        new: list[tuple[Found, Sequence[FoundQuote]]] = []
        known: list[str] = []
        for sha256, (article, quotes) in zip(hashes, found, strict=True):
            if sha256 in present:
                known.append(sha256)
            else:
                present.add(sha256)
                new.append((article, quotes))
        deed.name = f"Import {counted(len(new), 'article')}"
        rows = [_row(article, deed.keep(article.text.encode("utf-8")), article.source and deed.keep(article.source))
                for article, _ in new]  # fmt: skip
        ids = deed.insert(Article, rows)
        book = SpeakerBook(deed, roster)
        for id, (article, quotes) in zip(ids, new, strict=True):
            quote_rows.insert(deed, id, article.text, quotes, book)
    if not known:
        return Added(deed.changes, ())
    with desk.reading() as connection:
        by_hash = {record.sha256: record for record in _records(connection, desk, Article.text_sha256.in_(known))}
    return Added(deed.changes, tuple(by_hash[sha256] for sha256 in known))


def listed(desk: Desk, *, most: int | None = None) -> list[ArticleRecord]:
    """All articles, by date and then in the order they came; or the first ones."""
    with desk.reading() as connection:
        if most is None:
            return _records(connection, desk)
        first = select(Article.id).order_by(Article.date, Article.id).limit(most)
        return _records(connection, desk, Article.id.in_(list(connection.scalars(first))))


def ids(desk: Desk) -> list[str]:
    """The ids of all articles, in the order of `listed`."""
    with desk.reading() as connection:
        return list(connection.scalars(select(Article.uuid).order_by(Article.date, Article.id)))


def count(desk: Desk) -> int:
    """How many articles there are."""
    with desk.reading() as connection:
        return connection.scalar(select(func.count()).select_from(Article)) or 0


def several(desk: Desk, ids: Iterable[str]) -> list[ArticleRecord]:
    """Those of the articles that are still on the desk; their quotes are not counted, which is slow for long ones."""
    with desk.reading() as connection:
        return [a for chunk in chunks(ids) for a in _records(connection, desk, Article.uuid.in_(chunk), counted=False)]


def get(desk: Desk, id: str) -> ArticleRecord:
    """One article; DeskError if it is not on the desk any more."""
    with desk.reading() as connection:
        lookup.key(connection, Article, id)
        return _records(connection, desk, Article.uuid == id)[0]


def text(desk: Desk, id: str) -> str:
    """The article's text, which all offsets index."""
    with desk.reading() as connection:
        return anchors.text_of(connection, lookup.key(connection, Article, id))


def source(desk: Desk, id: str) -> bytes:
    """The bytes of the file the article was read from; empty where there was none."""
    with desk.reading() as connection:
        key = lookup.key(connection, Article, id)
        data = connection.scalar(
            select(Content.data).join(Article, Article.source_sha256 == Content.sha256).where(Article.id == key)
        )
        return b"" if data is None else zlib.decompress(data)


def outlets(desk: Desk) -> list[str]:
    """Every outlet of the desk's articles, by name."""
    with desk.reading() as connection:
        return sorted(filter(None, connection.scalars(select(Article.outlet).distinct())), key=str.casefold)


def edit(desk: Desk, id: str, **fields: str) -> Changes:
    """Correct what was detected about an article: title, outlet, byline, date, url, language. Never its text."""
    if wrong := fields.keys() - EDITABLE:
        raise TypeError(f"an article's {', '.join(sorted(wrong))} cannot be edited")
    with desk.deed("") as deed:
        key = lookup.key(deed.connection, Article, id)
        deed.update(Article, {key: {name: value.strip() for name, value in fields.items()}})
        deed.name = f"Edit the {' and '.join(fields)} of an article"
    return deed.changes


def delete(desk: Desk, ids: Sequence[str]) -> Changes:
    """Take articles off the desk with their quotes and what was decided about them; undo brings all of it back."""
    with desk.deed(f"Delete {counted(len(set(ids)), 'article')}") as deed:
        keys = lookup.keys(deed.connection, Article, ids)
        quotes = [id for chunk in chunks(keys)
                  for id in deed.connection.scalars(select(Quote.id).where(Quote.article_id.in_(chunk)))]  # fmt: skip
        quote_rows.delete(deed, quotes)
        deletions.forget_articles(deed, keys)
        deed.delete(Article, keys)
    return deed.changes


def _row(article: Found, text_sha256: str, source_sha256: str | bytes) -> Row:
    return {
        "uuid": new_uuid(), "text_sha256": text_sha256, "source_sha256": source_sha256 or None, "title": article.title,
        "outlet": article.outlet, "byline": article.byline, "date": article.date, "url": article.url,
        "language": article.language, "path": article.path, "imported_at": now(), "words": len(article.text.split()),
    }  # fmt: skip


def _records(
    connection: Connection, desk: Desk, *narrowed: ColumnElement[bool], counted: bool = True
) -> list[ArticleRecord]:
    which = [Quote.article_id.in_(select(Article.id).where(*narrowed))] if narrowed else []
    statuses = defaultdict(Counter, tally(connection, Quote.article_id, desk.user_id, *which) if counted else {})
    rows = connection.execute(select(table_of(Article)).where(*narrowed).order_by(Article.date, Article.id))
    return [
        ArticleRecord(
            id=row.uuid, title=row.title, outlet=row.outlet, byline=row.byline, date=row.date, url=row.url,
            language=row.language, path=row.path, sha256=row.text_sha256, words=row.words,
            quotes=statuses[row.id]["confirmed"] + statuses[row.id]["suggested"],
            confirmed=statuses[row.id]["confirmed"], undecided=statuses[row.id]["suggested"],
        )
        for row in rows
    ]  # fmt: skip
