"""A desk as records that can be compared with those of another copy: no private keys, references by public names."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from quotedesk.store.equal_name_rows import KEY
from quotedesk.store.tables import (
    Alias,
    Article,
    Decision,
    Deletion,
    Info,
    Lesson,
    Link,
    Part,
    Quote,
    Role,
    SavedFilter,
    Speaker,
    User,
    table_of,
)

Key = tuple[str, str]
"""What sort of record, and its name: a UUID, or what it is about where two copies may make the same one."""
Record = dict[str, Any]
Records = dict[Key, Record]

REFERENCES = {"article": "article", "parent": "quote", "quote": "quote", "speaker": "speaker"}
"""Fields that hold the name of another record, and of what sort that is."""
ARTICLE = ("title", "outlet", "byline", "date", "url", "language")
ARTICLE_FIXED = ("text_sha256", "source_sha256", "path", "imported_at", "words")
SUGGESTED = ("kind", "marked", "headline", "confidence", "evidence")
NAMED = ("mention", "cue", "intermediary")


@dataclass(slots=True)
class Snapshot:
    """Everything logged on a desk. `ids` are the private keys of the records."""

    desk: str
    records: Records = field(default_factory=dict)
    ids: dict[Key, int] = field(default_factory=dict)

    def of(self, sort: str) -> Iterator[tuple[str, Record]]:
        """The records of one sort with their names."""
        return ((name, record) for (of, name), record in self.records.items() if of == sort)


def named(sort: str, record: Record) -> str:
    """The name of a record that has no UUID of its own that people refer to."""
    fields = {
        "decision": ("quote", "user"), "link": ("a", "b"), "lesson": ("sort", "words", "speaker"), "filter": ("name",),
        "deletion": ("place",),
    }[sort]  # fmt: skip
    return json.dumps([record[name] for name in fields])


def take(connection: Connection) -> Snapshot:
    """The desk as it is now."""
    about = dict(connection.execute(select(Info.key, Info.value)).tuples().all())
    taken = Snapshot(about["uuid"])
    title = connection.scalars(select(Info.id).where(Info.key == "title")).one()
    _keep(taken, ("desk", "title"), title, {"title": about["title"]})
    names = connection.scalar(select(Info.id).where(Info.key == KEY))
    if names is not None:
        _keep(taken, ("names", KEY), names, {"equal": about[KEY]})
    users = dict(connection.execute(select(User.id, User.name)).tuples().all())
    articles = dict(connection.execute(select(Article.id, Article.uuid)).tuples().all())
    speakers: dict[int | None, str] = dict(connection.execute(select(Speaker.id, Speaker.uuid)).tuples().all())
    for row in connection.execute(select(table_of(Article))):
        _keep(taken, ("article", row.uuid), row.id, {name: row._mapping[name] for name in ARTICLE + ARTICLE_FIXED})
    _speakers(connection, taken)
    quotes = _quotes(connection, taken, articles, speakers)
    for row in connection.execute(select(table_of(Decision))):
        record = {
            "uuid": row.uuid, "quote": quotes[row.quote_id], "user": users[row.user_id], "status": row.status,
            "speaker_decided": row.speaker_decided, "speaker": speakers.get(row.speaker_id), "kind": row.kind,
            "note": row.note, "flag": row.flag, "mention": (row.mention_start, row.mention_end),
            "cue": (row.cue_start, row.cue_end), "edges": row.edges, "decided_at": row.decided_at,
        }  # fmt: skip
        _keep(taken, ("decision", named("decision", record)), row.id, record)
    for row in connection.execute(select(table_of(Link))):
        record = {
            "uuid": row.uuid, "sort": row.sort, "a": (row.a_sha256, row.a_start, row.a_end),
            "b": (row.b_sha256, row.b_start, row.b_end), "user": users[row.user_id], "made_at": row.made_at,
        }  # fmt: skip
        _keep(taken, ("link", named("link", record)), row.id, record)
    for row in connection.execute(select(table_of(Lesson))):
        record = {
            "uuid": row.uuid, "sort": row.sort, "words": row.words, "speaker": speakers.get(row.speaker_id),
            "active": row.active, "user": users[row.user_id], "learnt_at": row.learnt_at,
        }  # fmt: skip
        _keep(taken, ("lesson", named("lesson", record)), row.id, record)
    for row in connection.execute(select(table_of(Deletion))):
        record = {"place": (row.text_sha256, row.start, row.end)}
        _keep(taken, ("deletion", named("deletion", record)), row.id, record)
    for row in connection.execute(select(table_of(SavedFilter))):
        record = {"uuid": row.uuid, "name": row.name, "filter": row.filter}
        _keep(taken, ("filter", named("filter", record)), row.id, record)
    return taken


def _keep(taken: Snapshot, key: Key, id: int, record: Record) -> None:
    taken.records[key] = record
    taken.ids[key] = id


def _speakers(connection: Connection, taken: Snapshot) -> None:
    aliases: dict[int, list[str]] = {}
    for id, name in connection.execute(select(Alias.speaker_id, Alias.name).order_by(Alias.id)):
        aliases.setdefault(id, []).append(name)
    roles: dict[int, list[tuple[str, str, str]]] = {}
    for id, *role in connection.execute(
        select(Role.speaker_id, Role.name, Role.since, Role.until).order_by(Role.ordinal)
    ):
        roles.setdefault(id, []).append((role[0], role[1], role[2]))
    for row in connection.execute(select(table_of(Speaker))):
        record = {name: row._mapping[name] for name in ("name", "type", "colour", "members", "note", "qid")}
        record |= {"aliases": tuple(aliases.get(row.id, ())), "roles": tuple(roles.get(row.id, ()))}
        _keep(taken, ("speaker", row.uuid), row.id, record)


def _quotes(
    connection: Connection, taken: Snapshot, articles: dict[int, str], speakers: dict[int | None, str]
) -> dict[int | None, str]:
    parts: dict[int, list[tuple[int, int]]] = {}
    for id, start, end in connection.execute(
        select(Part.quote_id, Part.start, Part.end).order_by(Part.quote_id, Part.ordinal)
    ):
        parts.setdefault(id, []).append((start, end))
    rows = connection.execute(select(table_of(Quote)).order_by(Quote.id)).all()
    quotes: dict[int | None, str] = {row.id: row.uuid for row in rows}
    for row in rows:
        record: Record = {name: row._mapping[name] for name in SUGGESTED}
        for name in NAMED:
            record[name] = tuple(row._mapping[f"{name}_{part}"] for part in ("start", "end", "text"))
        record |= {
            "article": articles[row.article_id], "parts": tuple(parts[row.id]), "origin": row.origin,
            "found": row.found,
            "parent": quotes.get(row.parent_id), "speaker": speakers.get(row.speaker_id),
        }  # fmt: skip
        _keep(taken, ("quote", row.uuid), row.id, record)
    return quotes


def renamed(taken: Snapshot, names: dict[Key, str]) -> Snapshot:
    """The same desk with records under other names; a speaker whose new name is there already is laid into it."""
    made = Snapshot(taken.desk)
    folded: list[tuple[Key, Record]] = []
    for key, record in taken.records.items():
        sort, name = key
        moved = record | {
            of: names.get((REFERENCES[of], record[of]), record[of]) for of in REFERENCES.keys() & record.keys()
        }
        if sort in ("decision", "link", "lesson", "filter", "deletion"):
            made.records.setdefault((sort, named(sort, moved)), moved)
            continue
        new = (sort, names.get(key, name))
        if new != key and new in taken.records:
            folded.append((new, moved))
        else:
            made.records[new] = moved
    for new, record in folded:
        if new[0] == "speaker":
            made.records[new] = with_names_of(made.records[new], record)
    return made


def with_names_of(kept: Record, gone: Record) -> Record:
    """A speaker with everything that another one, who is the same, was called and was."""
    names = (*kept["aliases"], gone["name"], *gone["aliases"])
    return kept | {
        "aliases": tuple(name for name in dict.fromkeys(names) if name != kept["name"]),
        "roles": tuple(dict.fromkeys((*kept["roles"], *gone["roles"]))),
        "note": "\n".join(dict.fromkeys(note for note in (kept["note"], gone["note"]) if note)),
        "qid": kept["qid"] or gone["qid"],
    }


def inside(records: Records, keys: Sequence[Key]) -> Iterator[Key]:
    """What stands in these records: the quotes of articles, the decisions on quotes."""
    for holder, sort in (("article", "quote"), ("quote", "decision")):
        holders = {name for of, name in keys if of == holder}
        if holders:
            found = [key for key, record in records.items() if key[0] == sort and record[holder] in holders]
            yield from found
            yield from inside(records, found) if sort == "quote" else ()
