"""The three-way merge of snapshots: what each side changed since their common base, put together. Pure.

What one side changed and the other did not is taken. Where both changed the same field differently, mine stays and
theirs is listed. A deletion never wins over work: what the other side changed, or decided about, stays and is listed.
Decisions are one record a quote and person, so two people never conflict in them. Names, roles and notes are put
together. Suggestions of the engine are nobody's work: mine stay, and nothing is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from quotedesk.store.snapshots import (
    ARTICLE,
    NAMED,
    REFERENCES,
    SUGGESTED,
    Key,
    Record,
    Records,
    Snapshot,
    inside,
    named,
    renamed,
)

GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "desk": (("title",),),
    "names": (("equal",),),
    "article": tuple((name,) for name in ARTICLE),
    "speaker": tuple((name,) for name in ("name", "type", "colour", "members", "note", "qid", "aliases", "roles")),
    "quote": (("parts", "origin", "found"), ("parent",), (*SUGGESTED, *NAMED, "speaker")),
    "decision": (
        ("status",), ("speaker_decided", "speaker"), ("kind",), ("note",), ("flag",), ("mention",), ("cue",),
        ("edges",), ("decided_at",),
    ),
    "link": (("sort",),),
    "lesson": (("active",),),
    "filter": (("filter",),),
    "deletion": (),
}  # fmt: skip
"""The fields that change together, for each sort of record; all others never change."""
_EMPTY = ("", None, 0, (), (None, None), (0, None))
_UNSAID = {"decided_at", "colour", "parent", "members", SUGGESTED[0]}


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sides that cannot both be had. `field` is empty where one side deleted the record; a value is then None."""

    key: Key
    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge comes to, under the names that records have on my side; and what could not be put together."""

    records: Records
    clashes: tuple[Clash, ...]


def merge(base: Snapshot, mine: Snapshot, theirs: Snapshot) -> Merged:
    """Put two copies of a desk together; `mine.records` are not changed."""
    names = _names(base, mine, theirs)
    ours, base, theirs = renamed(mine, names), renamed(base, names), renamed(theirs, names)
    clashes: list[Clash] = []
    merged: Records = {}
    for key in dict.fromkeys((*ours.records, *theirs.records)):
        record = _merged(key, base.records.get(key), ours.records.get(key), theirs.records.get(key), clashes)
        if record is not None:
            merged[key] = record
    _bring_back(merged, base, ours, theirs, clashes)
    _keep_apart(merged, ours, clashes)
    _move_links(merged, ours, theirs)
    _without_contradiction(merged, ours, clashes)
    _one_meaning_each(merged, ours, clashes)
    return Merged(merged, tuple(clashes))


def _names(base: Snapshot, mine: Snapshot, theirs: Snapshot) -> dict[Key, str]:
    """Which records are the same under different names: the name on my side, or the one that outlived a merge."""
    names: dict[Key, str] = {}
    texts = {record["text_sha256"]: name for name, record in mine.of("article")}
    for side in (theirs, base):
        for name, record in side.of("article"):
            names[("article", name)] = texts.get(record["text_sha256"], name)
    places = {(record["article"], record["parts"]): name for name, record in mine.of("quote")}
    for name, record in theirs.of("quote"):
        found = places.get((names[("article", record["article"])], record["parts"]))
        if found is not None and ("quote", name) not in mine.records and ("quote", found) not in theirs.records:
            names[("quote", name)] = found
    for gone, kept in ((theirs, mine), (mine, theirs)):
        known = _called(kept)
        for name, record in gone.of("speaker"):
            key, found = ("speaker", name), known.get(record["name"].casefold(), name)
            # Both sides may have made the speaker: then mine's name counts, which the first round has seen to.
            if key not in kept.records and names.get(("speaker", found)) != name:
                names[key] = found
    return {key: _outlived(key, names) for key, name in names.items() if key[1] != name}


def _outlived(key: Key, names: dict[Key, str]) -> str:
    """Where a chain of merges leads."""
    seen = {key[1]}
    while (name := names.get(key, key[1])) not in seen:
        seen.add(name)
        key = (key[0], name)
    return key[1]


def _called(side: Snapshot) -> dict[str, str]:
    """Who goes by a name, on one side; an alias that two share names nobody."""
    aliases: dict[str, set[str]] = {}
    for name, record in side.of("speaker"):
        for alias in record["aliases"]:
            aliases.setdefault(alias.casefold(), set()).add(name)
    found = {alias: min(who) for alias, who in aliases.items() if len(who) == 1}
    return found | {record["name"].casefold(): name for name, record in side.of("speaker")}


def _merged(
    key: Key, base: Record | None, mine: Record | None, theirs: Record | None, clashes: list[Clash]
) -> Record | None:
    if mine is None or theirs is None:
        left = mine or theirs
        if base is None or left is None:
            return left
        if all(left[name] == base[name] for group in GROUPS[key[0]] if group[0] not in _UNSAID for name in group):
            return None
        clashes.append(Clash(key, "", base, mine, theirs))
        return left
    record = dict(mine)
    for group in GROUPS[key[0]]:
        before, my, their = ([side and side[name] for name in group] for side in (base, mine, theirs))
        if their in (my, before) or (base is None and their[0] in _EMPTY):
            continue
        if my == before or (base is None and my[0] in _EMPTY):
            record |= zip(group, their, strict=True)
        elif (both := _both(group[0], base, my[0], their[0])) is not None:
            record[group[0]] = both
        elif group[0] not in _UNSAID:
            clashes.append(Clash(key, group[0], base, mine, theirs))
    return record


def _both(name: str, base: Record | None, mine: Any, theirs: Any) -> Any:
    """The value that holds both sides, where there is one."""
    if name in ("aliases", "roles"):
        before = base[name] if base else ()
        gone = {one for one in before if one not in mine or one not in theirs}
        return tuple(one for one in dict.fromkeys((*mine, *theirs)) if one not in gone)
    if name == "decided_at":
        return max(mine, theirs)
    if name == "note" and mine and theirs:
        return mine if theirs in mine else theirs if mine in theirs else f"{mine}\n{theirs}"
    return None


def _bring_back(merged: Records, base: Snapshot, mine: Snapshot, theirs: Snapshot, clashes: list[Clash]) -> None:
    """Bring back what one side deleted and what is left still needs, with all that stood in it."""
    listed = {clash.key for clash in clashes}
    waiting = list(merged)
    while waiting:
        needed: list[Key] = []
        for key in waiting:
            record = merged[key]
            for name in REFERENCES.keys() & record.keys():
                wanted = (REFERENCES[name], record[name])
                if record[name] is None or wanted in merged:
                    continue
                if name == "parent":
                    record = merged[key] = record | {"parent": None}
                else:
                    needed.append(wanted)
        waiting = []
        for wanted in dict.fromkeys(needed):
            here, there = mine.records.get(wanted), theirs.records.get(wanted)
            side = mine if here is not None else theirs
            back = [wanted, *inside(side.records, [wanted])]
            merged |= {key: side.records[key] for key in back if key not in merged}
            waiting += back
            if wanted not in listed:
                clashes.append(Clash(wanted, "", base.records.get(wanted), here, there))


def _keep_apart(merged: Records, mine: Snapshot, clashes: list[Clash]) -> None:
    """Names that must be one's own: of two speakers called the same, or quotes at the same place, mine stays."""
    taken: dict[str, str] = {}
    for key in sorted(
        (key for key in merged if key[0] == "speaker"), key=lambda key: _moved(key, merged, mine, "name")
    ):
        record, before = merged[key], mine.records.get(key)
        if taken.setdefault(record["name"].casefold(), key[1]) == key[1]:
            continue
        name = before["name"] if before and before["name"].casefold() not in taken else _free(record["name"], taken)
        clashes.append(Clash(key, "name", None, {"name": name}, record))
        taken[name.casefold()] = key[1]
        merged[key] = record | {"name": name}
    places: dict[tuple[str, Any], str] = {}
    for key in sorted((key for key in merged if key[0] == "quote"), key=lambda key: _moved(key, merged, mine, "parts")):
        record, before = merged[key], mine.records.get(key)
        if places.setdefault((record["article"], record["parts"]), key[1]) != key[1] and before is not None:
            clashes.append(Clash(key, "parts", None, before, record))
            merged[key] = record | {name: before[name] for name in ("parts", "origin", "found")}


def _moved(key: Key, merged: Records, mine: Snapshot, field: str) -> bool:
    """Whether the other side says otherwise than mine; what does comes after what does not."""
    return key not in mine.records or merged[key][field] != mine.records[key][field]


def _place(record: Record, records: Records) -> tuple[str, int, int]:
    text = records[("article", record["article"])]["text_sha256"]
    return (text, record["parts"][0][0], record["parts"][-1][1])


def _move_links(merged: Records, mine: Snapshot, theirs: Snapshot) -> None:
    """Links that one side made go along with the quotes that the other side gave new edges."""
    quotes = {key: _place(record, merged) for key, record in merged.items() if key[0] == "quote"}
    standing = set(quotes.values())
    moves = {
        old: new
        for side in (theirs, mine)
        for key, new in quotes.items()
        if key in side.records and (old := _place(side.records[key], side.records)) not in standing
    }

    def now(end: tuple[str, int, int]) -> tuple[str, int, int]:
        return moves.get(end, end)

    for key in [key for key in merged if key[0] == "link"]:
        link = merged[key]
        a, b = sorted((now(link["a"]), now(link["b"])))
        if (a, b) != (link["a"], link["b"]):
            del merged[key]
            moved = link | {"a": a, "b": b}
            merged.setdefault(("link", named("link", moved)), moved)


def _without_contradiction(merged: Records, mine: Snapshot, clashes: list[Clash]) -> None:
    """Leave out a link of theirs that would join what mine keep apart, or keep apart what mine join."""
    links = [key for key in merged if key[0] == "link"]
    joined: dict[Any, Any] = {}
    apart: list[tuple[Any, Any]] = []

    def root(end: Any) -> Any:
        while end in joined:
            end = joined[end]
        return end

    for key in sorted(links, key=lambda key: key not in mine.records):
        link = merged[key]
        a, b = root(link["a"]), root(link["b"])
        if link["sort"] == "must":
            wrong = any({root(one), root(other)} == {a, b} for one, other in apart)
        else:
            wrong = a == b
        if wrong and key not in mine.records:
            del merged[key]
            clashes.append(Clash(key, "sort", None, {"sort": "cannot" if a != b else "must"}, link))
        elif link["sort"] == "cannot":
            apart.append((link["a"], link["b"]))
        elif a != b:
            joined[a] = b


def _one_meaning_each(merged: Records, mine: Snapshot, clashes: list[Clash]) -> None:
    """Of two lessons in use about the same words mine stays in use; theirs is listed, to be chosen by hand."""
    taught: set[tuple[str, str]] = set()
    in_use = [key for key, record in merged.items() if key[0] == "lesson" and record["active"]]
    for key in sorted(in_use, key=lambda key: (_moved(key, merged, mine, "active"), merged[key]["learnt_at"])):
        record = merged[key]
        if (words := (record["sort"], record["words"])) in taught:
            merged[key] = record | {"active": 0}
            clashes.append(Clash(key, "active", None, merged[key], record))
        taught.add(words)


def _free(name: str, taken: Iterable[str]) -> str:
    number = 2
    while f"{name} ({number})".casefold() in taken:
        number += 1
    return f"{name} ({number})"
