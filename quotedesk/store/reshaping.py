"""Splitting one quote into two and joining several into one: what a person does where marks were misread."""

from collections.abc import Sequence

from sqlalchemy import select

from quotedesk.errors import DeskError
from quotedesk.quote import Span
from quotedesk.store import anchors, edges, lookup, quote_rows
from quotedesk.store.decisions import decide_rows, is_private
from quotedesk.store.desk import Desk
from quotedesk.store.edges import twin
from quotedesk.store.effective import BY_HAND, NOTHING
from quotedesk.store.recorder import Deed, Row, new_uuid
from quotedesk.store.records import Changes
from quotedesk.store.tables import Decision, Part, Quote, table_of
from quotedesk.store.words import counted

_OWN = ("id", "uuid", "start", "end")
"""Columns that the second half of a split quote does not take over."""


def split(desk: Desk, id: str, at: int) -> Changes:
    """Make two quotes of one, cut at an offset or between the parts around it.

    The first half stays the quote it was; the second takes over everything that is known and was decided about it.
    """
    with desk.deed("Split a quote") as deed:
        quote = lookup.key(deed.connection, Quote, id)
        article, text = _article(deed, quote)
        parts = _parts(deed, quote)
        first = _trimmed(text, [Span(p.start, min(p.end, at)) for p in parts if p.start < at])
        second = _trimmed(text, [Span(max(p.start, at), p.end) for p in parts if p.end > at])
        if not first or not second:
            raise DeskError("There must be words of the quote on both sides; put the caret inside it and split again.")
        if any(twin(deed, article, half) not in (None, quote) for half in (first, second)):
            raise DeskError("One of the two halves is marked as a quote already.")
        private = is_private(deed, [quote])
        reshape(deed, quote, text, first)
        half = _copy(deed, quote, text, second)
        inside = select(Quote.id).where(Quote.parent_id == quote, Quote.start >= second[0].start, Quote.id != half)
        if not private:
            deed.update(Quote, {child: {"parent_id": half} for child in deed.connection.scalars(inside).all()})
    return deed.changes


def join(desk: Desk, ids: Sequence[str]) -> Changes:
    """Make one quote of several of an article: the first one, with the parts of all.

    Parts that overlap, or that only a space parts, become one part. What was decided about the first one counts.
    """
    with desk.deed("") as deed:
        keys = lookup.keys(deed.connection, Quote, ids)
        rows = deed.connection.execute(
            select(Quote.id, Quote.article_id).where(Quote.id.in_(keys)).order_by(Quote.start, Quote.end.desc())
        ).all()
        if len(rows) < 2:
            raise DeskError("It takes two quotes to join them; there is no other one to join this one with.")
        if len({row.article_id for row in rows}) > 1:
            raise DeskError("Quotes of two articles cannot be joined.")
        kept, *others = (row.id for row in rows)
        private = is_private(deed, keys)
        article, text = _article(deed, kept)
        parts = _united(text, sorted(part for key in keys for part in _parts(deed, key)))
        if twin(deed, article, parts) not in (None, *keys):
            raise DeskError("These words are marked as a quote already.")
        deed.name = f"Join {counted(len(rows), 'quote')}"
        if private:
            decide_rows(deed, others, {"edges": NOTHING})
            decide_rows(deed, [kept], {"edges": edges.as_json(parts)})
            return deed.changes
        edges.keep_for_the_blind(deed, others)
        inside = select(Quote.id).where(Quote.parent_id.in_(others), Quote.id.not_in(keys))
        deed.update(Quote, {child: {"parent_id": kept} for child in deed.connection.scalars(inside).all()})
        parent = deed.connection.scalar(select(Quote.parent_id).where(Quote.id == kept))
        quote_rows.delete(deed, others)
        reshape(deed, kept, text, parts)
        deed.update(Quote, {kept: {"parent_id": None}} if parent in others else {})
    return deed.changes


def reshape(deed: Deed, quote: int, text: str, parts: Sequence[Span]) -> None:
    """Give a quote (its private key) other parts: for everybody, or while reading blind for one's own eyes."""
    private = is_private(deed, [quote])
    if deed.eyes < 0:
        quote_rows.part_rows(quote, text, parts)
        decide_rows(deed, [quote], {"edges": edges.as_json(parts)})
    if not private:
        edges.remember_found(deed, quote)
        quote_rows.replace_parts(deed, quote, text, parts)
        deed.update(Quote, {quote: {"origin": "person"}})


def _article(deed: Deed, quote: int) -> tuple[int, str]:
    article = deed.connection.scalars(select(Quote.article_id).where(Quote.id == quote)).one()
    return article, anchors.text_of(deed.connection, article)


def _parts(deed: Deed, quote: int) -> list[Span]:
    return list(edges.seen(deed.connection, deed.eyes, [quote])[quote])


def _copy(deed: Deed, quote: int, text: str, parts: Sequence[Span]) -> int:
    """A second quote with other parts, known and decided about as the first; who reads blind goes on seeing one."""
    table, decisions = table_of(Quote), table_of(Decision)
    row = deed.connection.execute(select(table).where(table.c.id == quote)).one()
    extent: Row = {"uuid": new_uuid(), "start": parts[0].start, "end": parts[-1].end}
    extent |= {"origin": "person", "found": None if row.evidence == BY_HAND else NOTHING}
    (half,) = deed.insert(Quote, [{name: value for name, value in row._mapping.items() if name not in _OWN} | extent])
    deed.insert(Part, quote_rows.part_rows(half, text, parts))
    whose = decisions.c.user_id == deed.user_id if deed.eyes < 0 else decisions.c.edges.is_(None)
    decided = deed.connection.execute(select(decisions).where(decisions.c.quote_id == quote, whose)).all()
    own: Row = {"quote_id": half, "edges": edges.as_json(parts) if deed.eyes < 0 else None}
    copies: list[Row] = [dict(found._mapping) | own | {"uuid": new_uuid()} for found in decided]
    deed.insert(Decision, [{name: value for name, value in found.items() if name != "id"} for found in copies])
    return half


def _trimmed(text: str, parts: Sequence[Span]) -> list[Span]:
    """The parts without white space at their edges; those of nothing else go."""
    trimmed = []
    for part in parts:
        words = part.of(text)
        start = part.start + len(words) - len(words.lstrip())
        if words.strip():
            trimmed.append(Span(start, start + len(words.strip())))
    return trimmed


def _united(text: str, parts: Sequence[Span]) -> list[Span]:
    united = [parts[0]]
    for part in parts[1:]:
        between = text[united[-1].end : part.start]
        if part.start <= united[-1].end or (not between.strip() and "\n" not in between):
            united[-1] = Span(united[-1].start, max(united[-1].end, part.end))
        else:
            united.append(part)
    return united
