"""Speakers: listing, adding, correcting and merging them. One function a deed."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from quotedesk.errors import DeskError
from quotedesk.quote import SpeakerType
from quotedesk.rosters import QID
from quotedesk.store import lessons, lookup
from quotedesk.store.desk import Desk
from quotedesk.store.effective import tally
from quotedesk.store.recorder import Deed, Row, chunks
from quotedesk.store.records import Changes, SpeakerRecord
from quotedesk.store.records import Role as RoleRecord
from quotedesk.store.speaker_book import SpeakerBook
from quotedesk.store.tables import Alias, Decision, Quote, Role, Speaker, table_of
from quotedesk.store.words import counted


def listed(desk: Desk) -> list[SpeakerRecord]:
    """All speakers by name; `quotes` and `confirmed` count their words that are not rejected."""
    with desk.reading() as connection:
        return _records(connection, desk)


def get(desk: Desk, id: str) -> SpeakerRecord:
    """One speaker; DeskError if it is not on the desk any more."""
    with desk.reading() as connection:
        return _records(connection, desk, lookup.key(connection, Speaker, id))[0]


def named(desk: Desk, ids: Iterable[str]) -> list[SpeakerRecord]:
    """Those of the speakers that are on the desk, without counting their quotes, which is slow on a large one."""
    with desk.reading() as connection:
        return [
            record
            for key in connection.scalars(select(Speaker.id).where(Speaker.uuid.in_(list(ids)))).all()
            for record in _records(connection, desk, key, counted=False)
        ]


def create(
    desk: Desk,
    name: str,
    type: SpeakerType,
    *,
    aliases: Sequence[str] = (),
    roles: Sequence[RoleRecord] = (),
    note: str = "",
    qid: str = "",
) -> tuple[Changes, str]:
    """A new speaker in the least used colour, and its id; DeskError if the name is taken or empty."""
    with desk.deed(f"Add the speaker {name.strip()}") as deed:
        name = _free_name(deed.connection, name)
        _refuse_wrong(qid)
        key = SpeakerBook(deed).add(name, type, note=note.strip(), qid=qid.strip())
        set_aliases(deed, key, aliases)
        set_roles(deed, key, roles)
        id = lookup.uuids(deed.connection, Speaker, [key])[key]
    return deed.changes, id


def edit(
    desk: Desk,
    id: str,
    *,
    name: str | None = None,
    type: SpeakerType | None = None,
    colour: int | None = None,
    aliases: Sequence[str] | None = None,
    roles: Sequence[RoleRecord] | None = None,
    note: str | None = None,
    qid: str | None = None,
) -> Changes:
    """Correct a speaker; what is left out stays. The old name stays as an alias, so that imports still find them."""
    with desk.deed("") as deed:
        key = lookup.key(deed.connection, Speaker, id)
        old = deed.connection.scalars(select(Speaker.name).where(Speaker.id == key)).one()
        _refuse_wrong(qid)
        values: Row = {"type": type and type.value, "colour": colour, "note": note, "qid": qid}
        if name is not None and name.strip() != old:
            values["name"] = _free_name(deed.connection, name, own=key)
        deed.update(Speaker, {key: {column: value for column, value in values.items() if value is not None}})
        if aliases is not None:
            set_aliases(deed, key, aliases)
        if "name" in values:
            present = deed.connection.scalars(
                select(Alias.name).where(Alias.speaker_id == key).order_by(Alias.id)
            ).all()
            set_aliases(deed, key, [alias for alias in (*present, old) if alias != values["name"]])
        if roles is not None:
            set_roles(deed, key, roles)
        deed.name = f"Rename {old} to {values['name']}" if "name" in values else f"Edit the speaker {old}"
    return deed.changes


def merge(desk: Desk, into: str, ids: Sequence[str]) -> Changes:
    """Make several speakers one: their quotes go to `into`, their names become its aliases."""
    with desk.deed("") as deed:
        connection = deed.connection
        kept = lookup.key(connection, Speaker, into)
        gone = [key for key in lookup.keys(connection, Speaker, ids) if key != kept]
        names = lookup.column_of(connection, Speaker.id, Speaker.name, [kept, *gone])
        for model in (Quote, Decision):
            for chunk in chunks(gone):
                rows = connection.scalars(select(model.id).where(model.speaker_id.in_(chunk))).all()
                deed.update(model, {row: {"speaker_id": kept} for row in rows})
        aliases = list(connection.scalars(select(Alias.name).where(Alias.speaker_id == kept).order_by(Alias.id)))
        roles = roles_of(connection, kept)
        for key in gone:
            aliases += [names[key], *connection.scalars(select(Alias.name).where(Alias.speaker_id == key))]
            roles += [role for role in roles_of(connection, key) if role not in roles]
        lessons.move(deed, gone, kept)
        _delete(deed, gone)
        set_aliases(deed, kept, [alias for alias in aliases if alias != names[kept]])
        set_roles(deed, kept, roles)
        deed.name = f"Merge {names[gone[0]] if len(gone) == 1 else counted(len(gone), 'speaker')} into {names[kept]}"
    return deed.changes


def delete(desk: Desk, ids: Sequence[str]) -> Changes:
    """Delete speakers nobody gave a quote to; DeskError where one still has quotes."""
    with desk.deed(f"Delete {counted(len(set(ids)), 'speaker')}") as deed:
        keys = lookup.keys(deed.connection, Speaker, ids)
        for model in (Quote, Decision):
            used = deed.connection.scalars(select(model.speaker_id).where(model.speaker_id.in_(keys)).limit(1)).first()
            if used is not None:
                name = lookup.column_of(deed.connection, Speaker.id, Speaker.name, [used])[used]
                raise DeskError(f"{name} still has quotes; give them to somebody else, or merge the two speakers.")
        _delete(deed, keys)
    return deed.changes


def _delete(deed: Deed, keys: Iterable[int]) -> None:
    for chunk in chunks(keys):
        lessons.move(deed, chunk, None)
        for model in (Alias, Role):
            rows = deed.connection.scalars(select(model.id).where(model.speaker_id.in_(chunk))).all()
            deed.delete(model, rows)
        deed.delete(Speaker, chunk)


def _refuse_wrong(qid: str | None) -> None:
    if qid and not QID.fullmatch(qid.strip()):
        raise DeskError(f"“{qid.strip()}” is no Wikidata item; write a Q and its number, as in Q22316.")


def _free_name(connection: Connection, name: str, own: int | None = None) -> str:
    name = name.strip()
    if not name:
        raise DeskError("A speaker needs a name.")
    for id, taken in connection.execute(select(Speaker.id, Speaker.name)):
        if id != own and taken.casefold() == name.casefold():
            raise DeskError(f"There is a speaker called {taken} already; choose another name, or merge the two.")
    return name


def set_aliases(deed: Deed, key: int, aliases: Iterable[str]) -> None:
    """Give a speaker (a private key) exactly these other names; those that stay keep their rows."""
    wanted = list(dict.fromkeys(alias.strip() for alias in aliases if alias.strip()))
    present = {
        name: id for id, name in deed.connection.execute(select(Alias.id, Alias.name).where(Alias.speaker_id == key))
    }
    deed.delete(Alias, [id for name, id in present.items() if name not in wanted])
    deed.insert(Alias, [{"speaker_id": key, "name": name} for name in wanted if name not in present])


def roles_of(connection: Connection, key: int) -> list[RoleRecord]:
    """A speaker's roles (by private key), in their order."""
    rows = select(Role.name, Role.since, Role.until).where(Role.speaker_id == key).order_by(Role.ordinal)
    return [RoleRecord(*row) for row in connection.execute(rows)]


def set_roles(deed: Deed, key: int, roles: Sequence[RoleRecord]) -> None:
    """Give a speaker (a private key) exactly these roles, in this order."""
    if roles_of(deed.connection, key) == list(roles):
        return
    deed.delete(Role, deed.connection.scalars(select(Role.id).where(Role.speaker_id == key)).all())
    rows = [{"name": role.name, "since": role.since, "until": role.until} for role in roles]
    deed.insert(Role, [row | {"speaker_id": key, "ordinal": n} for n, row in enumerate(rows)])


def _records(
    connection: Connection, desk: Desk, key: int | None = None, *, counted: bool = True
) -> list[SpeakerRecord]:
    counts = tally(connection, Quote.speaker_id, desk.user_id) if counted else {}
    statuses = defaultdict(Counter, counts)
    selected = select(table_of(Speaker))
    rows = connection.execute(selected if key is None else selected.where(Speaker.id == key)).all()
    aliases: dict[int, list[str]] = {}
    for id, name in connection.execute(select(Alias.speaker_id, Alias.name).order_by(Alias.id)):
        aliases.setdefault(id, []).append(name)
    roles: dict[int, list[RoleRecord]] = {}
    for id, *role in connection.execute(
        select(Role.speaker_id, Role.name, Role.since, Role.until).order_by(Role.ordinal)
    ):
        roles.setdefault(id, []).append(RoleRecord(*role))
    return sorted(
        (
            SpeakerRecord(
                id=row.uuid, name=row.name, type=SpeakerType(row.type), colour=row.colour,
                aliases=tuple(aliases.get(row.id, ())), roles=tuple(roles.get(row.id, ())), note=row.note, qid=row.qid,
                members=tuple(json.loads(row.members)),
                quotes=statuses[row.id]["confirmed"] + statuses[row.id]["suggested"],
                confirmed=statuses[row.id]["confirmed"],
            )
            for row in rows
        ),
        key=lambda speaker: speaker.name.casefold(),
    )  # fmt: skip
