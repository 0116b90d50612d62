"""The desk's speakers out to a roster and in from one."""

from collections.abc import Sequence

from sqlalchemy import select

from quotedesk.quote import SpeakerType
from quotedesk.rosters import Entry
from quotedesk.store import speakers
from quotedesk.store.desk import Desk
from quotedesk.store.recorder import Deed
from quotedesk.store.records import Changes
from quotedesk.store.records import Role as RoleRecord
from quotedesk.store.speaker_book import SpeakerBook
from quotedesk.store.tables import Alias, Speaker
from quotedesk.store.words import counted


def entries(desk: Desk) -> list[Entry]:
    """Everybody on the desk who can be known elsewhere: all but the unnamed sources."""
    named = (SpeakerType.PERSON, SpeakerType.INSTITUTION)
    return [
        Entry(
            speaker.name, speaker.type, speaker.aliases,
            tuple((role.name, role.since, role.until) for role in speaker.roles), speaker.note, speaker.qid,
        )
        for speaker in speakers.listed(desk)
        if speaker.type in named and not speaker.members
    ]  # fmt: skip


def take_in(desk: Desk, roster: Sequence[Entry]) -> Changes:
    """Add the speakers of a roster in one deed.

    Who is on the desk, by name or alias, gets the other names and roles they lack, and a note and a Wikidata item where
    they have none; nothing that somebody wrote is changed.
    """
    with desk.deed("") as deed:
        book = SpeakerBook(deed)
        for entry in roster:
            key = book.find(entry.name) or book.add(entry.name, entry.type)
            _complete(deed, book, key, entry)
        deed.name = f"Import a roster of {counted(len(roster), 'speaker')}"
    return deed.changes


def _complete(deed: Deed, book: SpeakerBook, key: int, entry: Entry) -> None:
    record = deed.connection.execute(select(Speaker.name, Speaker.note, Speaker.qid).where(Speaker.id == key)).one()
    present = deed.connection.scalars(select(Alias.name).where(Alias.speaker_id == key).order_by(Alias.id)).all()
    # A name that is somebody else's already stays theirs.
    names = [name for name in (entry.name, *entry.aliases) if book.find(name) in (None, key)]
    speakers.set_aliases(deed, key, [name for name in (*present, *names) if name != record.name])
    roles = (*speakers.roles_of(deed.connection, key), *(RoleRecord(*role) for role in entry.roles))
    speakers.set_roles(deed, key, list(dict.fromkeys(roles)))
    deed.update(Speaker, {key: {"note": record.note or entry.note, "qid": record.qid or entry.qid}})
