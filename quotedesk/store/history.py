"""The change log to be read: what each deed did, before and after, with names and quoted words in place of keys."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, or_, select

from quotedesk.store import lookup
from quotedesk.store.desk import Desk
from quotedesk.store.equal_name_rows import KEY
from quotedesk.store.recorder import Row
from quotedesk.store.records import DeedRecord
from quotedesk.store.tables import Article, Decision, DeedEntry, DeedRow, Part, Quote, Speaker, User

PAGE = 200
MOST = 60
"""How many things a deed's details name; the rest are counted."""
LARGE = 5_000
"""How many rows of a deed are read at most."""
LONGEST = 140
_HOLDERS = {
    "quotes": ("quote", "id"), "parts": ("quote", "quote_id"), "decisions": ("quote", "quote_id"),
    "speakers": ("speaker", "id"), "aliases": ("speaker", "speaker_id"), "roles": ("speaker", "speaker_id"),
    "articles": ("article", "id"), "info": ("desk", "id"), "links": ("link", "id"), "lessons": ("lesson", "id"),
    "saved_filters": ("filter", "id"),
}  # fmt: skip
_FIELDS = {
    "quotes": {"kind": "suggested kind", "speaker_id": "suggested speaker"},
    "decisions": {"status": "status", "speaker_id": "speaker", "kind": "kind", "note": "note", "flag": "flag"},
    "speakers": {"name": "name", "type": "type", "note": "note", "qid": "Wikidata item", "colour": "colour"},
    "articles": {"title": "title", "outlet": "outlet", "byline": "byline", "date": "date", "url": "address",
                 "language": "language"},
    "info": {"value": "title"}, "links": {"sort": "two quotes"}, "lessons": {"active": "in use"},
    "saved_filters": {"filter": "filter"},
}  # fmt: skip
_LISTED = {"parts": ("words", "exact"), "aliases": ("other names", "name"), "roles": ("roles", "name")}
_SAID = {"must": "the same statement", "cannot": "different statements", "other": "nobody’s words"}


_SORTS = ("desk", "article", "quote", "speaker", "link", "lesson", "filter")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing before and after, in words; empty where there was nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What a deed did to one thing. `quote` is its id where it is a quote that is on the desk."""

    what: str
    quote: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """What a deed did; `more` counts the things left out."""

    touched: tuple[Touched, ...]
    more: int


def listed(
    desk: Desk, *, before: int | None = None, quote_id: str | None = None, limit: int = PAGE
) -> list[DeedRecord]:
    """Deeds, the newest first, from before the one numbered `before`; of one quote, or of the whole desk.

    Who reads blind is shown their own.
    """
    deeds = (
        select(DeedEntry.number, DeedEntry.name, User.name, DeedEntry.at, DeedEntry.state)
        .join(User, DeedEntry.user_id == User.id)
        .order_by(DeedEntry.number.desc())
        .limit(limit)
    )
    if before is not None:
        deeds = deeds.where(DeedEntry.number < before)
    if desk.blind:
        deeds = deeds.where(DeedEntry.user_id == abs(desk.user_id))
    with desk.reading() as connection:
        if quote_id is not None:
            key = lookup.key(connection, Quote, quote_id)
            deeds = deeds.where(DeedEntry.number.in_(select(DeedRow.deed).where(_changed(key))))
        return [DeedRecord(*row) for row in connection.execute(deeds)]


def details(desk: Desk, number: int, *, quote_id: str | None = None) -> Details:
    """What a deed did, to one quote or to everything."""
    with desk.reading() as connection:
        rows = select(DeedRow.of_table, DeedRow.row_id, DeedRow.before, DeedRow.after).where(DeedRow.deed == number)
        large = connection.scalar(select(DeedRow.ordinal).where(DeedRow.deed == number).offset(LARGE).limit(1))
        if quote_id is not None:
            key = lookup.key(connection, Quote, quote_id)
            rows = rows.where(_own(key) if large else _of_quote(key))
        things: dict[tuple[str, int], _Thing] = {}
        for table, id, *images in connection.execute(rows.order_by(DeedRow.ordinal).limit(LARGE)):
            before, after = (json.loads(image or "null") for image in images)
            if table in _HOLDERS:
                sort, column = _HOLDERS[table]
                thing = (sort, (after or before)[column])
                things.setdefault(thing, _Thing(*thing)).take(table, id, before, after)
        count = len(things) if quote_id is not None or not large else _count(connection, number)
        told = sorted(things.values(), key=lambda thing: _SORTS.index(thing.sort))
        words = _Words(connection, told[:MOST])
        touched = tuple(made for thing in words.things if (made := words.touched(thing)).changes)
    return Details(touched, max(0, count - MOST))


def _count(connection: Connection, number: int) -> int:
    """How many things a large deed touched: their own rows are counted, not read."""
    own = [table for table, (_, column) in _HOLDERS.items() if column == "id"]
    rows = select(func.count()).where(DeedRow.deed == number, DeedRow.of_table.in_(own))
    return connection.scalar(rows) or 0


def _changed(key: int) -> Any:
    """The rows that tell which deeds touched a quote; found by the index, but for rows that were changed or decided."""
    of = func.json_extract(func.coalesce(DeedRow.after, DeedRow.before), "$.quote_id")
    return or_(
        (DeedRow.of_table == "quotes") & (DeedRow.row_id == key),
        (DeedRow.of_table == "parts") & DeedRow.before.is_not(None) & (of == key),
        (DeedRow.of_table == "decisions") & (of == key),
    )


def _own(key: int) -> Any:
    """A quote's own rows in a deed that is too large to be looked through."""
    decisions = select(Decision.id).where(Decision.quote_id == key)
    return or_(
        (DeedRow.of_table == "quotes") & (DeedRow.row_id == key),
        (DeedRow.of_table == "decisions") & DeedRow.row_id.in_(decisions),
    )


def _of_quote(key: int) -> Any:
    of = func.json_extract(func.coalesce(DeedRow.after, DeedRow.before), "$.quote_id")
    return or_(
        (DeedRow.of_table == "quotes") & (DeedRow.row_id == key),
        DeedRow.of_table.in_(("parts", "decisions")) & (of == key),
    )


@dataclass
class _Thing:
    """The rows of one thing that a deed changed, each as it was first and last."""

    sort: str
    id: int
    rows: dict[tuple[str, int], list[Row | None]] = field(default_factory=dict)

    def take(self, table: str, id: int, before: Row | None, after: Row | None) -> None:
        self.rows.setdefault((table, id), [before, None])[1] = after

    def images(self, *tables: str) -> Iterator[Row]:
        """Every image of a row of these tables, the latest first."""
        for (table, _), pair in self.rows.items():
            if table in tables:
                yield from (image for image in reversed(pair) if image is not None)


class _Words:
    """Names and words of what several things refer to, looked up at once; what is gone is told by the log."""

    def __init__(self, connection: Connection, things: Sequence[_Thing]) -> None:
        self.things = things
        self.connection = connection
        images = [image for thing in things for image in thing.images("quotes", "decisions", "lessons")]
        self.speakers = self._names(Speaker, "name", {image.get("speaker_id") for image in images}
                                    | {thing.id for thing in things if thing.sort == "speaker"})  # fmt: skip
        quotes = {thing.id for thing in things if thing.sort == "quote"}
        self.uuids = lookup.uuids(connection, Quote, quotes)
        of = lookup.column_of(connection, Quote.id, Quote.article_id, quotes)
        of |= {image["id"]: image["article_id"] for image in images if "article_id" in image}
        self.articles = of
        self.titles = self._names(Article, "title", {*of.values(), *(t.id for t in things if t.sort == "article")})
        self.quoted: dict[int, str] = {}
        for id, exact in connection.execute(
            select(Part.quote_id, Part.exact).where(Part.quote_id.in_(quotes)).order_by(Part.quote_id, Part.ordinal)
        ):
            self.quoted[id] = f"{self.quoted[id]} {exact}" if id in self.quoted else exact

    def _names(self, model: type[Article] | type[Speaker], column: str, ids: Iterable[Any]) -> dict[int, str]:
        wanted = {id for id in ids if id is not None}
        found: dict[int, str] = {}
        gone = (
            select(DeedRow.row_id, DeedRow.before)
            .where(DeedRow.of_table == model.__tablename__, DeedRow.row_id.in_(wanted), DeedRow.before.is_not(None))
            .order_by(DeedRow.deed)
        )
        present = lookup.column_of(self.connection, model.id, getattr(model, column), wanted)
        if wanted - present.keys():
            found |= {id: json.loads(image)[column] for id, image in self.connection.execute(gone)}
        return found | present

    def touched(self, thing: _Thing) -> Touched:
        changes = [*self._listed(thing), *self._fields(thing)]
        if thing.sort in ("quote", "speaker", "article", "lesson", "filter"):
            own = next((pair for (table, _), pair in thing.rows.items() if _HOLDERS[table][1] == "id"), None)
            if own is not None and (own[0] is None or own[1] is None):
                # What comes or goes whole is not told field by field.
                word = Change("", "", "added") if own[0] is None else Change("", "deleted", "")
                changes = [word, *(c for c in changes if c.field in ("speaker", "status", "note", "suggested speaker"))]
        return Touched(self._what(thing), self.uuids.get(thing.id) if thing.sort == "quote" else None, tuple(changes))

    def _what(self, thing: _Thing) -> str:
        match thing.sort:
            case "quote":
                exact = " ".join(image["exact"] for image in thing.images("parts"))
                words = _short(self.quoted.get(thing.id) or exact) or "words that were deleted since"
                title = self.titles.get(self.articles.get(thing.id, 0), "")
                return f"“{words}”" + (f" in {title}" if title else "")
            case "speaker":
                return self.speakers.get(thing.id, "a speaker")
            case "article":
                return f"The article “{self.titles.get(thing.id) or 'without a title'}”"
            case "desk":
                return "The desk"
            case "link":
                return "Two quotes"
        image = next(thing.images("lessons", "saved_filters"))
        return f"The lesson “{image['words']}”" if thing.sort == "lesson" else f"The filter “{image['name']}”"

    def _listed(self, thing: _Thing) -> Iterator[Change]:
        """Rows that together are one value: a quote's words, a speaker's names and roles."""
        for table, (name, column) in _LISTED.items():
            pairs = [pair for (of, _), pair in thing.rows.items() if of == table]
            sides = [[pair[side][column] for pair in pairs if pair[side] is not None] for side in (0, 1)]  # type: ignore[index]
            if sides[0] != sides[1]:
                before, after = ((" " if table == "parts" else ", ").join(side) for side in sides)
                yield Change(name, _short(before), _short(after))

    def _fields(self, thing: _Thing) -> Iterator[Change]:
        for (table, _), (before, after) in thing.rows.items():
            for column, name in _FIELDS.get(table, {}).items():
                was, now = (self._value(table, column, image) for image in (before, after))
                if was != now:
                    own = table == "info" and (before or after or {}).get("key") == KEY
                    yield Change("equal names" if own else name, was, now)
            if table == "decisions":
                yield from self._pointed(before, after)

    def _value(self, table: str, column: str, image: Row | None) -> str:
        if image is None:
            return ""
        value = image.get(column)
        if column == "speaker_id":
            if table == "decisions" and not image["speaker_decided"]:
                return ""
            return "nobody known" if value is None else self.speakers.get(value, "a speaker")
        if column in ("flag", "active"):
            return {1: "yes", 0: "no"}.get(value, "")  # type: ignore[arg-type]
        return _short(_SAID.get(str(value), "" if value is None else str(value)))

    def _pointed(self, before: Row | None, after: Row | None) -> Iterator[Change]:
        for name, column in (("mention", "mention_start"), ("cue", "cue_start"), ("edges", "edges")):
            was, now = (image and image.get(column) for image in (before, after))
            if was != now:
                words = ("set by hand" if side is not None else "" for side in (was, now))
                yield Change(name, *words)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
