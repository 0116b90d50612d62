"""The desk's tables.

`LOGGED` tables hold what people can change: only `recorder` writes to them, and every row image goes to the change log.
Contents are append-only and addressed by their SHA-256, so that the log stays small. Derived tables (search, grouping)
are never logged and can always be rebuilt. Every record that people refer to has a UUID; the integer keys are private.
"""

from typing import Any

from sqlalchemy import (
    REAL,
    CheckConstraint,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    column,
    event,
    literal_column,
    table,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

UNNAMED_FIRST: ColumnElement[bool] = literal_column("speaker_id IS NOT NULL")
"""What the queue of quotes to decide begins its order with."""
STRICT: dict[str, Any] = {"sqlite_strict": True}
SEARCH_DDL = (
    "CREATE VIRTUAL TABLE quote_search USING fts5(words, tokenize = 'unicode61 remove_diacritics 2', detail = full)",
    "CREATE VIRTUAL TABLE article_search USING fts5(words, tokenize = 'unicode61 remove_diacritics 2', detail = full)",
)


class Base(DeclarativeBase):
    """What the tables have in common: SQLite's own types, so that they can be STRICT."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
        }
    )
    type_annotation_map = {str: Text, int: Integer, float: REAL, bytes: LargeBinary}  # noqa: RUF012


def _one_of(name: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IN ({', '.join(repr(value) for value in values)})", name=name)


def _flag(name: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IN (0, 1)", name=name)


class Info(Base):
    """What the desk says about itself: uuid, title, created, engine (the version that made it)."""

    __tablename__ = "info"
    __table_args__ = (STRICT,)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


class User(Base):
    """A person who decides things on this desk. `blind`: they do not want to see what others decided."""

    __tablename__ = "users"
    __table_args__ = (_flag("blind"), STRICT)
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    blind: Mapped[int | None]


class Content(Base):
    """Bytes under their SHA-256, zlib-compressed: article texts as UTF-8, and the files they were read from."""

    __tablename__ = "contents"
    __table_args__ = (STRICT,)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes]


class Article(Base):
    """An article; its text lies in `contents`. Two articles present never have the same text."""

    __tablename__ = "articles"
    __table_args__ = (Index(None, "date", "id"), STRICT)
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    text_sha256: Mapped[str] = mapped_column(ForeignKey("contents.sha256"), unique=True)
    source_sha256: Mapped[str | None] = mapped_column(ForeignKey("contents.sha256"))
    title: Mapped[str] = mapped_column(default="")
    outlet: Mapped[str] = mapped_column(default="")
    byline: Mapped[str] = mapped_column(default="")
    date: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    path: Mapped[str] = mapped_column(default="")
    imported_at: Mapped[str]
    words: Mapped[int]


class Speaker(Base):
    """Somebody who is quoted. `members` is a JSON list of names, for joint speakers."""

    __tablename__ = "speakers"
    __table_args__ = (_one_of("type", "person", "institution", "unnamed", "unknown"), STRICT)
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    type: Mapped[str]
    colour: Mapped[int]
    members: Mapped[str] = mapped_column(default="[]")
    note: Mapped[str] = mapped_column(default="")
    qid: Mapped[str] = mapped_column(default="")


class Alias(Base):
    """Another name of a speaker."""

    __tablename__ = "aliases"
    __table_args__ = (UniqueConstraint("speaker_id", "name"), STRICT)
    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"))
    name: Mapped[str]


class Role(Base):
    """What a speaker was, from when to when (ISO 8601 or empty), in the order given."""

    __tablename__ = "roles"
    __table_args__ = (UniqueConstraint("speaker_id", "ordinal"), STRICT)
    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"))
    ordinal: Mapped[int]
    name: Mapped[str]
    since: Mapped[str] = mapped_column(default="")
    until: Mapped[str] = mapped_column(default="")


class Quote(Base):
    """A quote as it was found (origin `engine`) or drawn by hand (origin `person`), before anybody's decisions.

    `start` and `end` are its extent, for ordering. The texts beside the offsets are what the article says there.
    `found` holds the parts that the engine found, where a person changed them since: a JSON list of pairs, empty where
    the engine found no such quote (the second half of a split one).
    """

    __tablename__ = "quotes"
    __table_args__ = (
        Index(None, "article_id", "start", "id"),
        Index("ix_quotes_to_decide", UNNAMED_FIRST, "confidence", "article_id", "start", "id"),
        Index("ix_quotes_nobody_s", "article_id", "speaker_id", sqlite_where=literal_column("kind = 'other'")),
        _one_of("origin", "engine", "person"),
        _one_of("kind", "speech", "written", "other"),
        _flag("marked"),
        _flag("headline"),
        STRICT,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    start: Mapped[int]
    end: Mapped[int]
    origin: Mapped[str]
    kind: Mapped[str]
    marked: Mapped[int] = mapped_column(default=1)
    headline: Mapped[int] = mapped_column(default=0)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("quotes.id"), index=True)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speakers.id"), index=True)
    mention_start: Mapped[int | None]
    mention_end: Mapped[int | None]
    mention_text: Mapped[str] = mapped_column(default="")
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]
    cue_text: Mapped[str] = mapped_column(default="")
    intermediary_start: Mapped[int | None]
    intermediary_end: Mapped[int | None]
    intermediary_text: Mapped[str] = mapped_column(default="")
    confidence: Mapped[float | None]
    evidence: Mapped[str] = mapped_column(default="")
    found: Mapped[str | None]


class Part(Base):
    """One stretch of a quote: half-open code points, the words, and 32 characters around (W3C TextQuoteSelector)."""

    __tablename__ = "parts"
    __table_args__ = (UniqueConstraint("quote_id", "ordinal"), STRICT)
    id: Mapped[int] = mapped_column(primary_key=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    ordinal: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    exact: Mapped[str]
    prefix: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")


class Decision(Base):
    """What one person decided about one quote; what is NULL (or speaker_decided 0) that person left open.

    `edges` are the parts that somebody who reads blind decided about: a JSON list of pairs, empty where for them it is
    no quote of its own. Where it is NULL the quote's own parts are meant.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("quote_id", "user_id"),
        _one_of("status", "suggested", "confirmed", "rejected"),
        _one_of("kind", "speech", "written", "other"),
        _flag("speaker_decided"),
        _flag("flag"),
        STRICT,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[str | None]
    speaker_decided: Mapped[int] = mapped_column(default=0)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speakers.id"), index=True)
    kind: Mapped[str | None]
    note: Mapped[str | None]
    decided_at: Mapped[str]
    flag: Mapped[int | None]
    mention_start: Mapped[int | None]
    mention_end: Mapped[int | None]
    cue_start: Mapped[int | None]
    cue_end: Mapped[int | None]
    edges: Mapped[str | None]


class Link(Base):
    """What a person said of two quotes: that they are printings of one statement (`must`), or that they are not.

    The quotes are named by their article's text and their extent in it, so that a link outlives a new engine run, a
    deletion and a second import; a quote that is resized takes its links along.
    """

    __tablename__ = "links"
    __table_args__ = (
        UniqueConstraint("a_sha256", "a_start", "a_end", "b_sha256", "b_start", "b_end"),
        Index(None, "b_sha256", "b_start"),
        _one_of("sort", "must", "cannot"),
        STRICT,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    sort: Mapped[str]
    a_sha256: Mapped[str] = mapped_column(ForeignKey("contents.sha256"))
    a_start: Mapped[int]
    a_end: Mapped[int]
    b_sha256: Mapped[str] = mapped_column(ForeignKey("contents.sha256"))
    b_start: Mapped[int]
    b_end: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[str]


class Lesson(Base):
    """What later suggestions of this desk have learnt from a decision: words that name a speaker, or a cue."""

    __tablename__ = "lessons"
    __table_args__ = (
        UniqueConstraint("sort", "words", "speaker_id"),
        _one_of("sort", "alias", "role", "cue"),
        _flag("active"),
        STRICT,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    sort: Mapped[str]
    words: Mapped[str]
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speakers.id"), index=True)
    active: Mapped[int] = mapped_column(default=1)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    learnt_at: Mapped[str]


class Deletion(Base):
    """A quote of the engine that a person deleted, by its article's text and its extent: it is not found again."""

    __tablename__ = "deletions"
    __table_args__ = (UniqueConstraint("text_sha256", "start", "end"), STRICT)
    id: Mapped[int] = mapped_column(primary_key=True)
    text_sha256: Mapped[str] = mapped_column(ForeignKey("contents.sha256"))
    start: Mapped[int]
    end: Mapped[int]


class SavedFilter(Base):
    """A filter of the quotes table under a name. `filter` is a JSON object of the fields that restrict."""

    __tablename__ = "saved_filters"
    __table_args__ = (STRICT,)
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    filter: Mapped[str]


class DeedEntry(Base):
    """One deed of the change log. `state` is done, undone or abandoned; `state_at` is when it last changed."""

    __tablename__ = "deeds"
    __table_args__ = (Index(None, "state", "number"), _one_of("state", "done", "undone", "abandoned"), STRICT)
    number: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[str]
    state: Mapped[str]
    state_at: Mapped[str]


class DeedRow(Base):
    """One row that a deed changed: its images before and after as JSON objects, NULL where it did not exist."""

    __tablename__ = "deed_rows"
    __table_args__ = (Index(None, "of_table", "row_id"), STRICT)
    deed: Mapped[int] = mapped_column(ForeignKey("deeds.number"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    of_table: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]


@event.listens_for(Base.metadata, "after_create")
def _create_search(_: MetaData, connection: Connection, **__: Any) -> None:
    for ddl in SEARCH_DDL:
        connection.exec_driver_sql(ddl)


QUOTE_SEARCH = table("quote_search", column("rowid", Integer), column("words", Text))
"""Derived: the words of each quote under its private key, searched by FTS5."""
ARTICLE_SEARCH = table("article_search", column("rowid", Integer), column("words", Text))
"""Derived: title and text of each article under its private key, searched by FTS5."""

LOGGED: tuple[type[Base], ...] = (
    Info,
    Article,
    Speaker,
    Alias,
    Role,
    Quote,
    Part,
    Decision,
    Link,
    Lesson,
    Deletion,
    SavedFilter,
)
"""The tables whose every change goes through the recorder."""


def table_of(model: type[Base]) -> Table:
    """The table under a model, as SQLAlchemy's Core writes to it."""
    found = model.__table__
    assert isinstance(found, Table)
    return found
