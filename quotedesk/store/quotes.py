"""Quotes: reading them, deciding about them, drawing and changing them by hand. One function a deed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.quote import Quote as Found
from quotedesk.store import anchors, deletions, edges, lessons, lookup, quote_rows
from quotedesk.store.decisions import decide_rows, is_private, others_decided
from quotedesk.store.desk import Desk
from quotedesk.store.edges import keep_for_the_blind, twin
from quotedesk.store.effective import BY_HAND, NOTHING, effective
from quotedesk.store.quote_reading import count, every, first, get, of_article, page, several
from quotedesk.store.recorder import Deed, chunks, new_uuid
from quotedesk.store.records import Changes
from quotedesk.store.reshaping import join, reshape, split
from quotedesk.store.speaker_book import SpeakerBook
from quotedesk.store.suggestions import replace_suggestions
from quotedesk.store.tables import Article, Part, Quote, Speaker
from quotedesk.store.words import counted

__all__ = [
    "assign", "assign_new", "count", "create", "decide", "delete", "every", "first", "get", "join", "of_article",
    "page", "replace_suggestions", "resize", "set_cue", "set_flag", "set_kind", "set_mention", "set_note", "several",
    "split",
]  # fmt: skip


def decide(desk: Desk, ids: Sequence[str], status: Status) -> Changes:
    """Confirm or reject quotes, or set them back to suggested."""
    name = {
        Status.CONFIRMED: "Confirm {}",
        Status.REJECTED: "Reject {}",
        Status.SUGGESTED: "Set {} back to suggested",
    }[status]
    return _decide(desk, ids, {"status": status.value}, name)


def assign(desk: Desk, ids: Sequence[str], speaker_id: str | None, *, confirm: bool = False) -> Changes:
    """Decide who speaks in quotes; None where it cannot be known. With `confirm`, also confirm."""
    with desk.deed("") as deed:
        key, who = _speaker(deed, speaker_id)
        _assign(deed, ids, key, who, confirm)
    return deed.changes


def assign_new(desk: Desk, ids: Sequence[str], name: str, type: SpeakerType, *, confirm: bool = False) -> Changes:
    """Give quotes to a speaker who is not on the desk yet, in one deed; one who is, by name or alias, is taken."""
    with desk.deed("") as deed:
        name = name.strip()
        if not name:
            raise DeskError("A speaker needs a name.")
        book = SpeakerBook(deed)
        key = book.find(name) or book.add(name, type)
        _assign(deed, ids, key, lookup.column_of(deed.connection, Speaker.id, Speaker.name, [key])[key], confirm)
    return deed.changes


def set_kind(desk: Desk, ids: Sequence[str], kind: Kind) -> Changes:
    """Decide whether quotes are speech, written words, or nobody's words."""
    word = {Kind.SPEECH: "speech", Kind.WRITTEN: "written words", Kind.OTHER: "nobody's words"}[kind]
    return _decide(desk, ids, {"kind": kind.value}, f"Mark {{}} as {word}")


def set_note(desk: Desk, id: str, note: str) -> Changes:
    """Write a note on a quote; an empty one takes the note away."""
    with desk.deed("Edit the note of a quote") as deed:
        decide_rows(deed, lookup.keys(deed.connection, Quote, [id]), {"note": note.strip()})
    return deed.changes


def set_flag(desk: Desk, ids: Sequence[str], flag: bool) -> Changes:
    """Flag quotes that somebody wants to come back to, or take the flag off again."""
    return _decide(desk, ids, {"flag": int(flag)}, "Flag {}" if flag else "Take the flag off {}")


def set_mention(desk: Desk, id: str, span: Span | None) -> Changes:
    """Say which words of the article name the speaker of a quote; None goes back to what the engine found."""
    return _point(desk, id, "mention", span)


def set_cue(desk: Desk, id: str, span: Span | None) -> Changes:
    """Say which words of the article introduce a quote; None goes back to what the engine found."""
    return _point(desk, id, "cue", span)


def create(
    desk: Desk, article_id: str, parts: Sequence[Span], *, kind: Kind = Kind.SPEECH, speaker_id: str | None = None
) -> Changes:
    """Mark words of an article as a quote. `Changes.quotes` holds its id.

    Whoever marks it says that it is a quote: it is confirmed at once where the speaker is given or nobody speaks, and
    stays suggested while its speaker is to be found. Marking the very words of a rejected quote takes it back in.
    """
    with desk.deed("Mark a quote") as deed:
        article = lookup.key(deed.connection, Article, article_id)
        text = anchors.text_of(deed.connection, article)
        speaker, _ = _speaker(deed, speaker_id)
        quote = _rejected_twin(deed, article, parts)
        if quote is None:
            quote = _insert(deed, article, text, parts, kind)
            deletions.forget(deed, quote)
        settled = speaker is not None or kind is Kind.OTHER
        values: dict[str, Any] = {
            "kind": kind.value,
            "status": (Status.CONFIRMED if settled else Status.SUGGESTED).value,
        }
        if speaker is not None:
            values |= {"speaker_decided": 1, "speaker_id": speaker}
        decide_rows(deed, [quote], values)
    return deed.changes


def resize(desk: Desk, id: str, parts: Sequence[Span]) -> Changes:
    """Change a quote's edges; from then on they are a person's, and a newer engine leaves them alone.

    Who reads blind changes them for their own eyes.
    """
    with desk.deed("Change the edges of a quote") as deed:
        quote = lookup.key(deed.connection, Quote, id)
        article = deed.connection.scalars(select(Quote.article_id).where(Quote.id == quote)).one()
        same = twin(deed, article, parts)
        if same not in (None, quote):
            raise DeskError("These words are marked as a quote already.")
        if same is None:
            reshape(deed, quote, anchors.text_of(deed.connection, article), parts)
    return deed.changes


def delete(desk: Desk, ids: Sequence[str]) -> Changes:
    """Delete quotes and what was decided about them; those that the engine found it does not bring back.

    Who reads blind takes away from their own eyes what others see too.
    """
    with desk.deed(f"Delete {counted(len(set(ids)), 'quote')}") as deed:
        keys = lookup.keys(deed.connection, Quote, ids)
        if private := [key for key in keys if is_private(deed, [key])]:
            decide_rows(deed, private, {"edges": NOTHING})
        keys = [key for key in keys if key not in private]
        keep_for_the_blind(deed, keys)
        deletions.remember(deed, keys)
        quote_rows.delete(deed, keys)
    return deed.changes


def _decide(desk: Desk, ids: Sequence[str], values: dict[str, Any], name: str) -> Changes:
    with desk.deed("") as deed:
        keys = lookup.keys(deed.connection, Quote, ids)
        count = decide_rows(deed, keys, values)
        deed.name = name.format(counted(count, "quote"))
        if values.get("status") == Status.CONFIRMED.value:
            _name_who_was_seen(deed, keys)
            lessons.learn(deed, keys)
    return deed.changes


def _name_who_was_seen(deed: Deed, quotes: Sequence[int]) -> None:
    """Where several readers decide, whoever confirms a quote says who speaks in it: the speaker they saw."""
    shared = set(quotes) if deed.eyes < 0 else others_decided(deed, quotes)
    speaker = effective(deed.eyes).speaker_id
    seen: dict[int | None, list[int]] = {}
    for chunk in chunks(shared):
        for quote, key in deed.connection.execute(select(Quote.id, speaker).where(Quote.id.in_(chunk))).all():
            seen.setdefault(key, []).append(quote)
    for key, named in seen.items():
        decide_rows(deed, named, {"speaker_decided": 1, "speaker_id": key})


def _point(desk: Desk, id: str, name: str, span: Span | None) -> Changes:
    with desk.deed(f"Set the {name} of a quote") as deed:
        quote = lookup.key(deed.connection, Quote, id)
        if span is not None:
            article = deed.connection.scalars(select(Quote.article_id).where(Quote.id == quote)).one()
            if not span.of(anchors.text_of(deed.connection, article)).strip():
                raise DeskError(f"Select the words that are the {name} first.")
        decide_rows(deed, [quote], {f"{name}_start": span and span.start, f"{name}_end": span and span.end})
    return deed.changes


def _assign(deed: Deed, ids: Sequence[str], speaker: int | None, name: str, confirm: bool) -> None:
    confirmed: dict[str, Any] = {"status": Status.CONFIRMED.value} if confirm else {}
    values = {"speaker_decided": 1, "speaker_id": speaker} | confirmed
    keys = lookup.keys(deed.connection, Quote, ids)
    count = decide_rows(deed, keys, values)
    lessons.learn(deed, keys)
    deed.name = f"Assign {name} to {counted(count, 'quote')}"


def _speaker(deed: Deed, speaker_id: str | None) -> tuple[int | None, str]:
    if speaker_id is None:
        return None, "nobody"
    key = lookup.key(deed.connection, Speaker, speaker_id)
    return key, deed.connection.scalars(select(Speaker.name).where(Speaker.id == key)).one()


def _insert(deed: Deed, article: int, text: str, parts: Sequence[Span], kind: Kind) -> int:
    found = Found(parts=tuple(parts), kind=kind)
    around = (
        select(Quote.id)
        .where(Quote.article_id == article, Quote.start <= found.extent.start, Quote.end >= found.extent.end)
        .order_by(Quote.end - Quote.start, Quote.id)
    )
    rows = quote_rows.part_rows(0, text, parts)
    (id,) = deed.insert(
        Quote,
        [{
            "uuid": new_uuid(), "article_id": article, "origin": "person", "kind": kind.value,
            "start": found.extent.start, "end": found.extent.end, "evidence": BY_HAND,
            "parent_id": deed.connection.scalars(around.limit(1)).first(),
        }],
    )  # fmt: skip
    deed.insert(Part, [row | {"quote_id": id} for row in rows])
    return id


def _rejected_twin(deed: Deed, article: int, parts: Sequence[Span]) -> int | None:
    seen = effective(deed.eyes)
    quote = twin(deed, article, parts) or (_hidden_twin(deed, article, parts) if deed.eyes < 0 else None)
    if quote is None:
        return None
    # What another reader marked is free to be marked by whoever reads blind.
    free = (seen.status == Status.REJECTED.value) | ~seen.visible
    if deed.connection.scalar(select(Quote.id).where(Quote.id == quote, free)) is None:
        raise DeskError("These words are marked as a quote already.")
    return quote


def _hidden_twin(deed: Deed, article: int, parts: Sequence[Span]) -> int | None:
    """The quote with exactly these parts that others see and the deed's user, who reads blind, does not."""
    hidden = select(Quote.id).where(Quote.article_id == article, ~effective(deed.eyes).visible)
    places = edges.shared(deed.connection, deed.connection.scalars(hidden).all())
    return next((quote for quote in sorted(places) if places[quote] == Found(tuple(parts)).parts), None)
