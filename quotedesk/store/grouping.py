"""Which quotes are grouped, which wait for it, and which deeds may move them.

Statements are derived from quotes, decisions and links, never logged.
"""

import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from sqlalchemy import Connection, func, select

from quotedesk import __version__
from quotedesk.collation.statement import Passage, Reading, Relation, Statement, Witness
from quotedesk.quote import Kind, Span
from quotedesk.store import derived_rows, equal_name_rows, frozen_words, link_rows, quick
from quotedesk.store.derived_tables import Ungrouped, WitnessEntry
from quotedesk.store.effective import ANYBODY, effective
from quotedesk.store.recorder import Row, RowChange, chunks
from quotedesk.store.tables import Article, Decision, Part, Quote, Speaker

SMALL = 200
"""Up to how many quotes a desk is grouped as a whole after each deed: that takes no longer than a blink."""
DOUBLED = 2
"""How many times the quotes that were counted last a desk may have before its words are counted anew."""
WEIGHED = 2
"""The number of the weights by which pairs are judged; with another one, desks that have it are grouped anew."""

_KINDS = {kind.value: kind for kind in Kind}
# The columns of each logged table that grouping looks at; a change of any other cannot move a quote.
_READ = {
    "articles": ("outlet", "date"),
    "speakers": ("name",),
    "quotes": ("article_id", "kind", "speaker_id"),
    "parts": ("start", "end", "exact"),
    "decisions": ("speaker_decided", "speaker_id", "kind"),
    "links": ("sort", "a_sha256", "a_start", "a_end", "b_sha256", "b_start", "b_end"),
}
# Rows whose coming and going alone changes nothing.
_SILENT = frozenset({"articles", "speakers"})


@dataclass(frozen=True, slots=True)
class Touched:
    """What a deed changed, by private key: quotes that are, or say, something else, and quotes that are linked."""

    quotes: set[int] = field(default_factory=set)
    linked: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.quotes or self.linked)


def touched(connection: Connection, rows: Sequence[RowChange]) -> Touched:
    """What a deed that changed these rows can have changed about which quotes belong together."""
    changed = [row for row in rows if _counts(row) and _seen(row.table, row.before) != _seen(row.table, row.after)]
    images = [(row.table, image) for row in changed for image in (row.before, row.after) if image is not None]
    ids: dict[str, set[int]] = {}
    for table, image in images:
        ids.setdefault(table, set()).add(image["quote_id"] if table in ("parts", "decisions") else image["id"])
    quotes = ids.get("quotes", set()) | ids.get("parts", set()) | ids.get("decisions", set())
    for chunk in chunks(ids.get("articles", ())):
        quotes.update(connection.scalars(select(Quote.id).where(Quote.article_id.in_(chunk))))
    for chunk in chunks(ids.get("speakers", ())):
        quotes.update(connection.scalars(select(Quote.id).where(Quote.speaker_id.in_(chunk))))
        quotes.update(connection.scalars(select(Decision.quote_id).where(Decision.speaker_id.in_(chunk))))
    quotes |= _readers_differ(connection, rows)
    places = [
        (image[f"{end}_sha256"], image[f"{end}_start"], image[f"{end}_end"])
        for table, image in images
        if table == "links"
        for end in "ab"
    ]
    return Touched(quotes, set(link_rows.at(connection, places).values()))


def _counts(row: RowChange) -> bool:
    return not (row.table in _SILENT and (row.before is None or row.after is None))


def _seen(table: str, image: Row | None) -> tuple[object, ...] | None:
    if table == "decisions":
        image = image or {"speaker_decided": 0, "speaker_id": None, "kind": None, "status": None}
        return (*(image[name] for name in _READ[table]), image["status"] == "rejected")
    return None if image is None or table not in _READ else tuple(image[name] for name in _READ[table])


def _readers_differ(connection: Connection, rows: Sequence[RowChange]) -> set[int]:
    """The quotes others decided about too: there a decision may also uncover, or cover, one of theirs."""
    images = [row.after or row.before or {} for row in rows if row.table == "decisions"]
    deciders = {image["user_id"] for image in images}
    quotes: set[int] = set()
    for chunk in chunks({image["quote_id"] for image in images}):
        other = Decision.quote_id.in_(chunk) & Decision.user_id.not_in(deciders)
        quotes.update(connection.scalars(select(Decision.quote_id).where(other)))
    return quotes


def alone(passage: Passage) -> Statement:
    """The statement of a quote that no other carries."""
    return Statement(passage.id, (Witness(passage, (Relation.FULLEST,)),), (Reading((passage.id,), passage.text),))


def passages(connection: Connection, quotes: Collection[int] | None = None) -> dict[int, Passage]:
    """Quotes as comparison sees them, by private key: of those given (or of all) the ones that are grouped.

    Those are somebody's words, and not rejected.
    """
    if quotes is None:
        return _passages(connection, _asked(everything=True))
    return _passages(connection, _asked(), quotes)


def any_passage(connection: Connection, quote: int) -> Passage:
    """A quote as comparison sees it, grouped or not."""
    return _passages(connection, _asked(grouped=False), [quote])[quote]


def seen_by(connection: Connection, user: int, found: dict[int, Passage]) -> dict[int, Passage]:
    """The passages as they are shown to a user: who reads blind (see `Desk.user_id`) sees their own speakers."""
    if user >= 0:
        return found
    named: dict[int, str | None] = {}
    rows = select(Quote.id, Speaker.name).outerjoin(Speaker, Speaker.id == effective(user).speaker_id)
    for chunk in chunks(found):
        named |= dict(connection.execute(rows.where(Quote.id.in_(chunk))).tuples().all())
    return {id: replace(passage, speaker=named[id]) for id, passage in found.items()}


@cache
def _asked(*, everything: bool = False, grouped: bool = True) -> str:
    """The rows of passages, one a part; of all quotes or of some, and only of those that are grouped."""
    seen = effective(ANYBODY)
    rows = (
        select(
            Quote.id, Part.start, Part.end, Part.exact, Quote.uuid, Article.uuid, Article.outlet, Article.date,
            select(Speaker.name).where(Speaker.id == seen.speaker_id).scalar_subquery(), seen.kind, Article.text_sha256,
        )
        .join_from(Quote, Article, Quote.article_id == Article.id)
        .join(Part, Part.quote_id == Quote.id)
        .order_by(Quote.id, Part.ordinal)
    )  # fmt: skip
    if grouped:
        rows = rows.where(seen.kind != Kind.OTHER.value, seen.status != "rejected")
    return quick.sql(rows if everything else rows.where(quick.is_among(Quote.id)))


def _passages(connection: Connection, sql: str, *quotes: Collection[int]) -> dict[int, Passage]:
    found: dict[int, Passage] = {}
    for id, start, end, exact, *about in quick.rows(connection, sql, *quotes):
        before = found.get(id)
        if before is None:
            uuid, doc, outlet, date, speaker, kind, source = about
            found[id] = Passage(uuid, doc, exact, outlet, date, speaker, _KINDS[kind], (Span(start, end),), source)
        else:
            text, parts = f"{before.text} {exact}", (*before.parts, Span(start, end))
            found[id] = replace(before, text=text, parts=parts)
    return found


def words(connection: Connection, quotes: Iterable[int]) -> dict[int, str]:
    """The words of quotes as the search index has them: while a deed is under way, those from before it."""
    return dict(quick.rows(connection, f"SELECT rowid, words FROM quote_search WHERE rowid {quick.AMONG}", quotes))


def wait(connection: Connection, quotes: Collection[int]) -> None:
    """Let quotes wait to be grouped. Where some were grouped before, all are grouped anew when it comes to that."""
    derived_rows.let(connection, Ungrouped, [{"quote_id": id} for id in quotes])
    for chunk in chunks(quotes):
        known = select(WitnessEntry.quote_id).where(WitnessEntry.quote_id.in_(chunk))
        if connection.scalar(select(known.exists())):
            frozen_words.remember(connection, due=1)
    derived_rows.drop(connection, WitnessEntry.quote_id, quotes, "quote_id NOT IN (SELECT id FROM quotes)")


def waiting_quotes(connection: Connection) -> list[int]:
    """The quotes that wait to be grouped, by private key."""
    return list(connection.scalars(select(Ungrouped.quote_id).order_by(Ungrouped.quote_id)))


def count(connection: Connection) -> int:
    """How many quotes are grouped."""
    return int(frozen_words.state(connection).get("grouped", 0))


def is_small(connection: Connection, more: int = 0) -> bool:
    """Whether the desk, with so many quotes more, is grouped as a whole after each deed."""
    room = SMALL - count(connection) - more
    if room < 0:
        return False
    waiting = select(Ungrouped.quote_id).limit(room + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(waiting)) or 0) <= room


def is_behind(connection: Connection) -> bool:
    """Whether quotes wait to be grouped, one by one or all of them."""
    return connection.scalar(select(select(Ungrouped.quote_id).exists())) or is_due(connection)


def is_unsettled(connection: Connection) -> bool:
    """Whether quotes wait that were grouped: what is kept of them is no longer so, and nothing can be told by it."""
    return bool(frozen_words.state(connection).get("due"))


def version(connection: Connection) -> float:
    """What grouping goes by as a number: another program, weights or equal names may find other words alike."""
    return float(zlib.crc32(f"{__version__} {WEIGHED}".encode(), equal_name_rows.number(connection)))


def is_due(connection: Connection, more: int = 0) -> bool:
    """Whether it is time to count the desk's words anew and to group all quotes; `more` are still to be added.

    That is when it has doubled since; and another version of the program may group otherwise.
    """
    if is_unsettled(connection):
        return True
    known = frozen_words.state(connection)
    grouped = known.get("grouped", 0) + more
    if not grouped:
        return False
    return grouped >= DOUBLED * known.get("quotes", 0) or known.get("version") not in (None, version(connection))
