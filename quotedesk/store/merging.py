"""Two copies of a desk become one: what was changed on each side since a common base is put together.

The result is a copy of mine with one deed more, which says where it came from; undoing that deed leads back to mine as
it was, and further undoing through mine's own history. Theirs' history stays in theirs' file.
"""

import contextlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from quotedesk.errors import DeskError
from quotedesk.quote import Span
from quotedesk.store import anchors, backups, merge_words, quote_rows, schema, snapshots, three_way
from quotedesk.store import desk as desks
from quotedesk.store.desk import DeedUnderWay, Desk
from quotedesk.store.equal_name_rows import KEY
from quotedesk.store.merge_words import Conflict
from quotedesk.store.recorder import Row, new_uuid
from quotedesk.store.records import Role as RoleRecord
from quotedesk.store.snapshots import ARTICLE, ARTICLE_FIXED, NAMED, SUGGESTED, Key, Record, Records, Snapshot
from quotedesk.store.speakers import set_aliases, set_roles
from quotedesk.store.tables import (
    Article,
    Base,
    Content,
    Decision,
    Deletion,
    Info,
    Lesson,
    Link,
    Part,
    Quote,
    SavedFilter,
    Speaker,
)
from quotedesk.store.words import counted

MODELS: dict[str, type[Base]] = {
    "desk": Info, "names": Info, "article": Article, "speaker": Speaker, "quote": Quote, "decision": Decision,
    "link": Link, "lesson": Lesson, "filter": SavedFilter, "deletion": Deletion,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What was taken over from theirs, as counts in words, and what could not be put together."""

    taken: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def merge(base: Path, mine: Path, theirs: Path, out: Path, *, user: str = "") -> MergeReport:
    """Write to `out` a desk with what was changed in `mine` and in `theirs` since `base`.

    `out` appears whole or not at all; the three others are only read. DeskError where they are not copies of one desk,
    one is not sound enough to be read, or `out` is there already.
    """
    if out.exists():
        raise DeskError(f"{out.name} exists already; choose another name for the merged desk.")
    for path in (base, mine, theirs):
        if (found := schema.look(path)).revision not in schema.REVISIONS:
            raise DeskError(found.read_only)
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            backups.copy(mine, unfinished)
            desk = stack.enter_context(contextlib.closing(desks.open(unfinished, user=user)))
            others = []
            for number, path in enumerate((base, theirs)):
                copy = Path(folder) / f"{number}.quotedesk"
                backups.copy(path, copy)
                others.append(stack.enter_context(contextlib.closing(desks.open(copy, user=user))))
            report = _merge(desk, others[0], others[1], theirs.name)
            desk.close()
            backups.put(unfinished, out)
    finally:
        unfinished.unlink(missing_ok=True)
    return report


def _merge(desk: Desk, base: Desk, theirs: Desk, name: str) -> MergeReport:
    with base.reading() as of_base, theirs.reading() as of_theirs:
        before, their = snapshots.take(of_base), snapshots.take(of_theirs)
        with desk.deed("") as deed:
            mine = snapshots.take(deed.connection)
            if not mine.desk == before.desk == their.desk:
                raise DeskError("These are not copies of one desk, so they cannot be merged; name the common original.")
            merged = three_way.merge(before, mine, their)
            conflicts = tuple(merge_words.conflicts(merged, before, mine, their, [of_theirs, of_base, deed.connection]))
            taken = _Writer(desk, deed, mine, merged.records, [of_theirs, of_base]).write()
            deed.name = f"Merge with {name}: {', '.join(taken) or 'nothing new'}"
            if conflicts:
                deed.name += f"; {counted(len(conflicts), 'conflict')}"
    return MergeReport(taken, conflicts)


class _Writer:
    """Makes a desk what the merged records say, in one deed."""

    def __init__(
        self, desk: Desk, deed: DeedUnderWay, mine: Snapshot, wanted: Records, sources: list[Connection]
    ) -> None:
        self.desk = desk
        self.deed = deed
        self.mine = mine
        self.wanted = wanted
        self.sources = sources
        self.ids: dict[Key, int] = dict(mine.ids)
        self.texts: dict[str, str] = {}

    def write(self) -> tuple[str, ...]:
        """Deletes, changes and adds; returns what was done in words."""
        gone = [key for key in self.mine.records if key not in self.wanted]
        new = [key for key in self.wanted if key not in self.mine.records]
        changed = [key for key, record in self.wanted.items() if self.mine.records.get(key, record) != record]
        for sort, model in MODELS.items():
            fresh = [key for key in new if key[0] == sort]
            self.ids |= dict(zip(fresh, self.deed.new_ids(model, len(fresh)), strict=True))
        self._delete(gone)
        self._change(changed)
        self._add(new)
        sorts = {"article": "article", "quote": "quote", "speaker": "speaker", "decision": "decision", "link": "link"}
        return tuple(
            f"{counted(number, noun)} {word}"
            for word, keys in (("added", new), ("changed", changed), ("deleted", gone))
            for sort, noun in sorts.items()
            if (number := sum(key[0] == sort for key in keys))
        )

    def _delete(self, keys: list[Key]) -> None:
        for sort, model in reversed(MODELS.items()):
            ids = [self.ids[key] for key in keys if key[0] == sort]
            if sort == "quote":
                quote_rows.delete(self.deed, ids)
            elif sort == "speaker":
                for id in ids:
                    set_aliases(self.deed, id, ())
                    set_roles(self.deed, id, ())
                self.deed.delete(model, ids)
            else:
                self.deed.delete(model, ids)

    def _change(self, keys: list[Key]) -> None:
        speakers = [key for key in keys if key[0] == "speaker"]
        called = [key for key in speakers if self.wanted[key]["name"] != self.mine.records[key]["name"]]
        # Two may have changed names with each other, which the table lets through only in two steps.
        self.deed.update(Speaker, {self.ids[key]: {"name": new_uuid()} for key in called})
        for key in keys:
            row = self._row(key)
            row.pop("uuid", None)
            self.deed.update(MODELS[key[0]], {self.ids[key]: row})
            self._belongings(key)

    def _add(self, keys: list[Key]) -> None:
        taken = {record.get("uuid") for key, record in self.mine.records.items() if key in self.wanted}
        for key in keys:
            row: Row = {"id": self.ids[key]} | self._row(key)
            if key[0] not in ("deletion", "names"):
                uuid = self.wanted[key].get("uuid", key[1])
                row["uuid"] = new_uuid() if uuid in taken else uuid
            self.deed.insert(MODELS[key[0]], [row])
            self._belongings(key)

    def _belongings(self, key: Key) -> None:
        record = self.wanted[key]
        before = self.mine.records.get(key)
        if key[0] == "speaker":
            set_aliases(self.deed, self.ids[key], record["aliases"])
            set_roles(self.deed, self.ids[key], [RoleRecord(*role) for role in record["roles"]])
        elif key[0] == "quote" and (before is None or before["parts"] != record["parts"]):
            text = self._text(self.wanted[("article", record["article"])]["text_sha256"])
            parts = [Span(start, end) for start, end in record["parts"]]
            rows = select(Part.id).where(Part.quote_id == self.ids[key])
            self.deed.delete(Part, self.deed.connection.scalars(rows).all())
            self.deed.insert(Part, quote_rows.part_rows(self.ids[key], text, parts))

    def _row(self, key: Key) -> Row:
        """The columns of a record."""
        record, sort = self.wanted[key], key[0]
        row: Row = {}
        match sort:
            case "desk":
                return {"value": record["title"]}
            case "names":
                return {"key": KEY, "value": record["equal"]}
            case "article":
                for sha256 in (record["text_sha256"], record["source_sha256"]):
                    self._keep(sha256)
                return {name: record[name] for name in (*ARTICLE, *ARTICLE_FIXED)}
            case "speaker":
                return {name: record[name] for name in ("name", "type", "colour", "members", "note", "qid")}
            case "quote":
                row = {name: record[name] for name in (*SUGGESTED, "origin", "found")}
                row |= {"start": record["parts"][0][0], "end": record["parts"][-1][1]}
                for name in NAMED:
                    row |= _spread(name, ("start", "end", "text"), record[name])
                row |= {"article_id": self._id("article", record), "parent_id": self._id("parent", record)}
            case "decision":
                plain = ("status", "speaker_decided", "kind", "note", "flag", "edges", "decided_at")
                row = {name: record[name] for name in plain}
                for name in ("mention", "cue"):
                    row |= _spread(name, ("start", "end"), record[name])
                row |= {"quote_id": self._id("quote", record), "user_id": self._user(record)}
            case "link":
                row = {"sort": record["sort"], "made_at": record["made_at"], "user_id": self._user(record)}
                for side in ("a", "b"):
                    self._keep(record[side][0])
                    row |= _spread(side, ("sha256", "start", "end"), record[side])
                return row
            case "lesson":
                row = {name: record[name] for name in ("sort", "words", "active", "learnt_at")}
                row["user_id"] = self._user(record)
            case "deletion":
                self._keep(record["place"][0])
                return dict(zip(("text_sha256", "start", "end"), record["place"], strict=True))
            case _:
                return {name: record[name] for name in ("name", "filter")}
        return row | {"speaker_id": self._id("speaker", record)}

    def _id(self, field: str, record: Record) -> int | None:
        return None if record[field] is None else self.ids[(snapshots.REFERENCES[field], record[field])]

    def _user(self, record: Record) -> int:
        return self.desk.reader_key(self.deed.connection, record["user"])

    def _keep(self, sha256: str | None) -> None:
        """Take the bytes over from where they are."""
        here = select(Content.sha256).where(Content.sha256 == sha256)
        if sha256 is None or self.deed.connection.scalar(here) is not None:
            return
        for source in self.sources:
            data = source.scalar(select(Content.data).where(Content.sha256 == sha256))
            if data is not None and (bytes_ := anchors.unpacked(sha256, data)) is not None:
                self.deed.keep(bytes_)
                return
        raise DeskError("An article of theirs is damaged, so it cannot be taken over; check their desk first.")

    def _text(self, sha256: str) -> str:
        if sha256 not in self.texts:
            data = self.deed.connection.scalars(select(Content.data).where(Content.sha256 == sha256)).one()
            text = anchors.unpacked(sha256, data)
            if text is None:
                raise DeskError("The text of an article is damaged; check both desks, and open a backup.")
            self.texts[sha256] = text.decode("utf-8")
        return self.texts[sha256]


def _spread(name: str, columns: tuple[str, ...], values: tuple[object, ...]) -> Mapping[str, object]:
    return {f"{name}_{column}": value for column, value in zip(columns, values, strict=True)}
