"""Full-text search over the words of quotes and over articles: derived from parts and texts, never logged."""

import re
import unicodedata
import zlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TableClause, and_, column, delete, insert, select, true

from quotedesk.store import quick
from quotedesk.store.recorder import chunks
from quotedesk.store.tables import ARTICLE_SEARCH, QUOTE_SEARCH, Article, Content, Quote

_TERMS = re.compile(r'"([^"]*)"|(\S+)')
_OPEN = 3
_PARTS = f"SELECT quote_id, exact FROM parts WHERE quote_id {quick.AMONG} ORDER BY quote_id, ordinal"
# Scripts that put no spaces between words: FTS5 takes a whole run of theirs for one word.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]"
)


def index(connection: Connection, quote_ids: Iterable[int]) -> None:
    """Bring the index up to date for quotes that were added, changed or deleted."""
    for chunk in chunks(quote_ids):
        connection.execute(delete(QUOTE_SEARCH).where(QUOTE_SEARCH.c.rowid.in_(chunk)))
        texts: dict[int, list[str]] = {}
        for quote_id, exact in quick.rows(connection, _PARTS, chunk):
            texts.setdefault(quote_id, []).append(exact)
        rows = [{"rowid": id, "words": " ".join(exacts)} for id, exacts in texts.items()]
        if rows:
            connection.execute(insert(QUOTE_SEARCH), rows)


def index_articles(connection: Connection, article_ids: Iterable[int]) -> None:
    """Bring the index up to date for articles that were added, deleted or given another title."""
    for chunk in chunks(article_ids):
        connection.execute(delete(ARTICLE_SEARCH).where(ARTICLE_SEARCH.c.rowid.in_(chunk)))
        texts = select(Article.id, Article.title, Content.data).join(Content, Content.sha256 == Article.text_sha256)
        rows = [
            {"rowid": id, "words": f"{title}\n{zlib.decompress(data).decode()}"}
            for id, title, data in connection.execute(texts.where(Article.id.in_(chunk)))
        ]
        if rows:
            connection.execute(insert(ARTICLE_SEARCH), rows)


def matches(search: str, *, most: int | None = None) -> ColumnElement[bool]:
    """Whether the `quotes` row of the surrounding query has all the words; "words in marks" stand together.

    With `most`, of all that have them only so many that came to the desk first: found at once, however common they are.

    The last word may be unfinished from its third letter on. Whatever a person types is a search, never a syntax
    error: what FTS5 cannot take as a word (signs, scripts without spaces) is looked for as it stands.
    """
    found = _found(search, QUOTE_SEARCH)
    return true() if found is None else Quote.id.in_(found.limit(most))


def article_matches(search: str, *, most: int | None = None) -> ColumnElement[bool]:
    """Like `matches`, for the title and text of the `articles` row of the surrounding query."""
    found = _found(search, ARTICLE_SEARCH)
    return true() if found is None else Article.id.in_(found.limit(most))


def _found(search: str, index: TableClause) -> Select[Any] | None:
    terms = [(phrase or word, bool(phrase)) for phrase, word in _TERMS.findall(search.replace("\0", ""))]
    words = [(term, phrase) for term, phrase in terms if _has_word(term) and not _UNSPACED.search(term)]
    literal = [term for term, phrase in terms if (term, phrase) not in words and term.strip('"')]
    conditions = [index.c.words.contains(term.strip('"'), autoescape=True) for term in literal]
    if words:
        whole = words[-1][1] or search[-1].isspace() or len(words[-1][0]) < _OPEN
        last_open = "" if whole else " *"
        query = " ".join('"{}"'.format(term.replace('"', " ")) for term, _ in words) + last_open
        conditions.append(column(index.name).op("MATCH", is_comparison=True)(query))
    return select(index.c.rowid).where(and_(*conditions)) if conditions else None


def _has_word(term: str) -> bool:
    return any(unicodedata.category(character)[0] in "LN" for character in term)
