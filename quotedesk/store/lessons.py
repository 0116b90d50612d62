"""What corrections taught this desk: kept with the deed that taught it, listed, taken back, and handed to the engine.

A lesson is learnt when a person names or confirms a speaker: the mention's words, where they are not the speaker's
already, and the verb beside the quote, where nobody knew it for a cue. Of two lessons about the same words the later
one counts, and a lesson that was taken back is not learnt again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select, tuple_

from quotedesk.attribution import lessons
from quotedesk.attribution.lessons import Sort
from quotedesk.attribution.roster import Roster, RosterEntry
from quotedesk.quote import Span, SpeakerType
from quotedesk.store import anchors, lookup
from quotedesk.store.desk import Desk
from quotedesk.store.effective import effective
from quotedesk.store.recorder import Deed, Row, chunks, new_uuid, now
from quotedesk.store.records import Changes, LessonRecord
from quotedesk.store.tables import Alias, Lesson, Part, Quote, Role, Speaker, User, table_of
from quotedesk.store.words import counted

_NAMED = (SpeakerType.PERSON.value, SpeakerType.INSTITUTION.value)


def listed(desk: Desk) -> list[LessonRecord]:
    """Everything this desk has learnt, the latest first, with what was taken back."""
    rows = (
        select(Lesson.uuid, Lesson.sort, Lesson.words, Lesson.active, Lesson.learnt_at, Speaker.name.label("speaker"))
        .add_columns(User.name.label("user"))
        .join(User, Lesson.user_id == User.id)
        .outerjoin(Speaker, Lesson.speaker_id == Speaker.id)
        .order_by(Lesson.learnt_at.desc(), Lesson.id.desc())
    )
    with desk.reading() as connection:
        return [
            LessonRecord(row.uuid, Sort(row.sort), row.words, row.speaker, bool(row.active), row.user, row.learnt_at)
            for row in connection.execute(rows)
        ]


def take_back(desk: Desk, ids: Sequence[str]) -> Changes:
    """Forget lessons: the engine no longer goes by them, and the same corrections do not teach them again."""
    return _set_active(desk, ids, active=False)


def restore(desk: Desk, ids: Sequence[str]) -> Changes:
    """Let lessons that were taken back count again, in place of others about the same words."""
    return _set_active(desk, ids, active=True)


def _set_active(desk: Desk, ids: Sequence[str], *, active: bool) -> Changes:
    with desk.deed("") as deed:
        keys: list[int] = []
        for chunk in chunks(ids):
            found = deed.connection.scalars(select(Lesson.id).where(Lesson.uuid.in_(chunk), Lesson.active != active))
            keys += found.all()
        if active:
            chosen = select(Lesson.sort, Lesson.words).where(Lesson.id.in_(keys))
            rivals = select(Lesson.id).where(
                tuple_(Lesson.sort, Lesson.words).in_(chosen), Lesson.active == 1, Lesson.id.not_in(keys)
            )
            deed.update(Lesson, {key: {"active": 0} for key in deed.connection.scalars(rivals).all()})
        deed.update(Lesson, {key: {"active": int(active)} for key in keys})
        deed.name = f"{'Learn' if active else 'Forget'} {counted(len(keys), 'lesson')}{' again' if active else ''}"
    return deed.changes


def known(desk: Desk, roster: Roster) -> Roster:
    """Everybody the engine should know on this desk: the roster, what people wrote about speakers, and the lessons."""
    with desk.reading() as connection:
        taught = connection.execute(
            select(Lesson.sort, Lesson.words, Lesson.speaker_id).where(Lesson.active == 1).order_by(Lesson.id)
        ).all()
        words: dict[int, list[str]] = {}
        for row in taught:
            if row.speaker_id is not None:
                words.setdefault(row.speaker_id, []).append(row.words)
        own = _described(connection, words)
    names = {entry.name: entry for entry in roster.entries}
    for entry in own:
        seed = names.get(entry.name)
        names[entry.name] = entry if seed is None else _joined(entry, seed)
    first = [names.pop(entry.name) for entry in own]
    cues = tuple(row.words for row in taught if row.sort == Sort.CUE)
    return Roster((*first, *names.values()), (*roster.cues, *cues))


def _described(connection: Connection, taught: dict[int, list[str]]) -> list[RosterEntry]:
    """The named speakers of the desk who have other names, roles or lessons."""
    aliases: dict[int, list[str]] = {}
    for id, name in connection.execute(select(Alias.speaker_id, Alias.name).order_by(Alias.id)):
        aliases.setdefault(id, []).append(name)
    roles: dict[int, list[str]] = {}
    for id, name in connection.execute(select(Role.speaker_id, Role.name).order_by(Role.ordinal)):
        roles.setdefault(id, []).append(name)
    wanted = aliases.keys() | roles.keys() | taught.keys()
    rows = connection.execute(select(table_of(Speaker)).where(Speaker.type.in_(_NAMED)).order_by(Speaker.id))
    return [
        RosterEntry(
            name=row.name, type=SpeakerType(row.type), roles=tuple(roles.get(row.id, ())), note=row.note, qid=row.qid,
            aliases=tuple(aliases.get(row.id, ())), learnt=tuple(taught.get(row.id, ())),
        )
        for row in rows
        if row.id in wanted
    ]  # fmt: skip


def _joined(own: RosterEntry, seed: RosterEntry) -> RosterEntry:
    return replace(
        own,
        roles=tuple(dict.fromkeys((*own.roles, *seed.roles))),
        aliases=tuple(dict.fromkeys((*own.aliases, *seed.aliases))),
        qid=own.qid or seed.qid,
    )


def learn(deed: Deed, quotes: Iterable[int]) -> None:
    """Learn from what was just decided about quotes, given by private key, in the deed that decided it."""
    for chunk in chunks(quotes):
        rows = _decided(deed, chunk)
        speakers = _names(deed.connection, {row.speaker_id for row in rows})
        taught: dict[tuple[Sort, str], int | None] = {}
        texts: dict[int, str] = {}
        for row in rows:
            name, aliases = speakers[row.speaker_id]
            sort = lessons.sort_of(row.mention_text)
            if sort is not None and not lessons.is_known(row.mention_text, name, aliases):
                taught[sort, lessons.plain(row.mention_text)] = row.speaker_id
            if not row.cue_text:
                if row.article_id not in texts:
                    texts = {row.article_id: anchors.text_of(deed.connection, row.article_id)}
                verb = lessons.cue_beside(texts[row.article_id], _parts(deed.connection, row.id), (name, *aliases))
                if verb is not None:
                    taught[Sort.CUE, verb] = None
        _keep(deed, taught)


def learn_cue(deed: Deed, words: str) -> None:
    """Learn the verb of a cue that a person marked, where the lexicon does not have it."""
    verb = lessons.unknown_verb(words)
    if verb is not None:
        _keep(deed, {(Sort.CUE, verb): None})


def _decided(deed: Deed, quotes: list[int]) -> list[Any]:
    """The quotes with a named speaker, as the person who does the deed now sees them."""
    seen = effective(deed.eyes)
    speaker = seen.speaker_id.label("speaker_id")
    rows = (
        select(Quote.id, Quote.article_id, Quote.mention_text, Quote.cue_text, speaker)
        .where(Quote.id.in_(quotes), seen.kind != "other", seen.status != "rejected")
        .order_by(Quote.article_id, Quote.start, Quote.id)
    )
    named = set(deed.connection.scalars(select(Speaker.id).where(Speaker.type.in_(_NAMED), Speaker.members == "[]")))
    return [row for row in deed.connection.execute(rows) if row.speaker_id in named]


def _names(connection: Connection, ids: set[int]) -> dict[int, tuple[str, list[str]]]:
    found = {
        id: (name, list[str]()) for id, name in lookup.column_of(connection, Speaker.id, Speaker.name, ids).items()
    }
    for id, name in connection.execute(select(Alias.speaker_id, Alias.name).where(Alias.speaker_id.in_(ids))):
        found[id][1].append(name)
    return found


def _parts(connection: Connection, quote: int) -> list[Span]:
    rows = connection.execute(select(Part.start, Part.end).where(Part.quote_id == quote).order_by(Part.ordinal))
    return [Span(start, end) for start, end in rows]


def _keep(deed: Deed, taught: dict[tuple[Sort, str], int | None]) -> None:
    """Enter lessons; those about the same words that say otherwise no longer count."""
    if not taught:
        return
    table = table_of(Lesson)
    present: dict[tuple[str, str], list[Row]] = {}
    for found in deed.connection.execute(select(table).where(table.c.words.in_({words for _, words in taught}))):
        present.setdefault((found.sort, found.words), []).append(dict(found._mapping))
    new: list[Row] = []
    overruled: dict[int, Row] = {}
    for (sort, words), speaker in taught.items():
        others = present.get((sort.value, words), [])
        overruled |= {row["id"]: {"active": 0} for row in others if row["active"] and row["speaker_id"] != speaker}
        if not any(row["speaker_id"] == speaker for row in others):
            new.append(
                {"uuid": new_uuid(), "sort": sort.value, "words": words, "speaker_id": speaker}
                | {"user_id": deed.user_id, "learnt_at": now()}
            )
    deed.update(Lesson, overruled)
    deed.insert(Lesson, new)


def move(deed: Deed, speakers: Sequence[int], into: int | None) -> None:
    """What was learnt about speakers who go: it is now about `into`, or gone with them."""
    table = table_of(Lesson)
    rows = deed.connection.execute(
        select(table.c.id, table.c.sort, table.c.words).where(table.c.speaker_id.in_(speakers))
    )
    taken = {
        (sort, words)
        for sort, words in deed.connection.execute(
            select(table.c.sort, table.c.words).where(table.c.speaker_id == into)
        )
    }
    moved: dict[int, Row] = {}
    gone: list[int] = []
    for id, sort, words in rows.all():
        if into is None or (sort, words) in taken:
            gone.append(id)
        else:
            moved[id] = {"speaker_id": into}
            taken.add((sort, words))
    deed.delete(Lesson, gone)
    deed.update(Lesson, moved)
