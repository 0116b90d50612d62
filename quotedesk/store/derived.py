"""What follows a deed: the search index, the statements, and the value that says what changed."""

from collections.abc import Sequence

from sqlalchemy import Connection

from quotedesk.store import anchors, following, grouping, lookup, search
from quotedesk.store.recorder import RowChange
from quotedesk.store.records import Changes
from quotedesk.store.tables import Article, Quote, Speaker


def refresh(connection: Connection, rows: Sequence[RowChange], *, group: bool = True) -> bool:
    """Bring derived tables up to date with the changed rows; True when statements may be others.

    Nothing is committed whose words do not stand in the article where it says: ValueError.
    """
    found = grouping.touched(connection, rows)
    said = grouping.words(connection, found.quotes)
    rewritten = {_field(row, "quote_id") for row in rows if row.table == "parts"}
    if lost := anchors.astray(connection, rewritten):
        raise ValueError(f"not the words of the article: quotes {', '.join(lost)}")
    search.index(connection, rewritten)
    search.index_articles(connection, {row.id for row in rows if row.table == "articles" and _retitled(row)})
    return following.follow(connection, found, said, group=group)


def changes(connection: Connection, deed: str, rows: Sequence[RowChange], *, statements: bool) -> Changes:
    """What the changed rows mean for views.

    `articles` are those changed themselves and those whose quotes changed; `speakers` those changed themselves and
    those who gained or lost a quote.
    """
    images = [(row.table, image) for row in rows for image in (row.before, row.after) if image is not None]
    quotes = {image["quote_id"] for table, image in images if table in ("parts", "decisions")}
    quotes |= {image["id"] for table, image in images if table == "quotes"}
    speakers = {
        image.get("speaker_id") for table, image in images if table in ("quotes", "decisions", "aliases", "roles")
    }
    speakers |= {image["id"] for table, image in images if table == "speakers"}
    articles = {image["article_id"] for table, image in images if table == "quotes"}
    articles |= {image["id"] for table, image in images if table == "articles"}
    others = quotes - {image["id"] for table, image in images if table == "quotes"}
    articles |= set(lookup.column_of(connection, Quote.id, Quote.article_id, others).values())
    named = {(table, image["id"]): image["uuid"] for table, image in images if "uuid" in image}

    def names(model: lookup.Public, ids: set[int]) -> frozenset[str]:
        known = {id: named[place] for id in ids if (place := (model.__tablename__, id)) in named}
        return frozenset((known | lookup.uuids(connection, model, ids - known.keys())).values())

    return Changes(
        deed=deed,
        articles=names(Article, articles),
        quotes=names(Quote, quotes),
        speakers=names(Speaker, {id for id in speakers if id is not None}),
        statements=statements,
        title=any(row.table == "info" for row in rows),
    )


def _field(row: RowChange, name: str) -> int:
    image = row.after or row.before
    assert image is not None
    return int(image[name])


def _retitled(row: RowChange) -> bool:
    before, after = row.before or {}, row.after or {}
    return before.get("title") != after.get("title") or before.get("text_sha256") != after.get("text_sha256")
