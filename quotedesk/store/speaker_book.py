"""Finding the desk's speakers by the names that the engine gives them, and adding those who are new."""

import json
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

from quotedesk.quote import SpeakerName, SpeakerType
from quotedesk.store import quick
from quotedesk.store.recorder import Deed, new_uuid
from quotedesk.store.tables import Alias, Role, Speaker

COLOURS = 12
"""How many colours the palette of speakers has."""


class RosterEntry(Protocol):
    """Somebody the roster knows."""

    @property
    def name(self) -> str:
        """The canonical name."""
        ...

    @property
    def type(self) -> str:
        """A `SpeakerType`."""
        ...

    @property
    def roles(self) -> Sequence[str]:
        """What the speaker is, the most telling first."""
        ...

    @property
    def aliases(self) -> Sequence[str]:
        """Other names."""
        ...

    @property
    def qid(self) -> str:
        """The Wikidata item, or empty."""
        ...


class Roster(Protocol):
    """Who is known beforehand."""

    def entry(self, name: str) -> RosterEntry | None:
        """What is known about the canonical name, if anything."""
        ...


class SpeakerBook:
    """The speakers of a desk by name, for the length of one deed.

    A name is looked up as it stands, then among the aliases (so that a merged speaker is found under the name kept).
    """

    def __init__(self, deed: Deed, roster: Roster | None = None):
        self._deed = deed
        self._roster = roster
        self._names: dict[str, int | None] = {}

    @cached_property
    def _aliases(self) -> dict[str, int]:
        """Every name and alias without case, a name before an alias and an older one before a newer one."""
        aliases = quick.rows(self._deed.connection, "SELECT name, speaker_id FROM aliases ORDER BY id DESC")
        names = quick.rows(self._deed.connection, "SELECT name, id FROM speakers ORDER BY id")
        return {name.casefold(): id for name, id in (*aliases, *names)}

    @cached_property
    def _people(self) -> dict[tuple[str, str], list[tuple[str, int]]]:
        """The people by their first and last names: all their words, and the private key."""
        found: dict[tuple[str, str], list[tuple[str, int]]] = {}
        people = f"SELECT name, id FROM speakers WHERE type = '{SpeakerType.PERSON}' ORDER BY id"
        for name, id in quick.rows(self._deed.connection, people):
            words = name.casefold().split()
            if len(words) > 1:
                found.setdefault((words[0], words[-1]), []).append((" ".join(words), id))
        return found

    @cached_property
    def _colours(self) -> Counter[int]:
        """How many speakers have each colour."""
        rows = quick.rows(self._deed.connection, "SELECT colour, count(*) FROM speakers GROUP BY colour")
        return Counter(dict.fromkeys(range(COLOURS), 0) | dict(rows))

    def find(self, name: str) -> int | None:
        """The private key of the speaker with this name or alias."""
        if name not in self._names:
            found = quick.rows(self._deed.connection, f"SELECT id FROM speakers WHERE name {quick.AMONG}", [name])
            self._names[name] = found[0][0] if found else None
        return self._names[name] or self._aliases.get(name.casefold())

    def find_or_add(self, speaker: SpeakerName) -> int | None:
        """The private key of the speaker that attribution named; None where it named nobody."""
        name = (speaker.name or "").strip()
        if not name:
            return None
        found = self.find(name)
        if found is None and speaker.type is SpeakerType.PERSON and not speaker.members:
            found = self._same_person(name)
        if found is not None:
            return found
        entry = self._roster.entry(name) if self._roster else None
        if entry is None:
            return self.add(name, speaker.type, members=speaker.members)
        return self.add(
            entry.name, SpeakerType(entry.type), aliases=(*entry.aliases, name), roles=entry.roles, qid=entry.qid,
            members=speaker.members,
        )  # fmt: skip

    def _same_person(self, name: str) -> int | None:
        """The one person on the desk with this first and last name, where only middle names are more or fewer."""
        words = name.casefold().split()
        if len(words) < 2:
            return None
        fitting = [
            id
            for other, id in self._people.get((words[0], words[-1]), ())
            if set(words) <= set(other.split()) or set(other.split()) <= set(words)
        ]
        if len(set(fitting)) != 1:
            return None
        self._deed.insert(Alias, [{"speaker_id": fitting[0], "name": name}])
        self._aliases[name.casefold()] = fitting[0]
        return fitting[0]

    def add(
        self,
        name: str,
        type: SpeakerType,
        *,
        aliases: Sequence[str] = (),
        roles: Sequence[str] = (),
        qid: str = "",
        note: str = "",
        members: Sequence[str] = (),
    ) -> int:
        """A new speaker in the least used colour; returns its private key."""
        own = [alias for alias in dict.fromkeys(aliases) if alias != name and alias.casefold() not in self._aliases]
        colour = min(range(COLOURS), key=lambda colour: (self._colours[colour], colour))
        self._colours[colour] += 1
        row = {"uuid": new_uuid(), "name": name, "type": type.value, "colour": colour, "note": note, "qid": qid}
        (id,) = self._deed.insert(Speaker, [row | {"members": json.dumps(list(members), ensure_ascii=False)}])
        self._names[name] = id
        words = name.casefold().split()
        if type is SpeakerType.PERSON and len(words) > 1:
            self._people.setdefault((words[0], words[-1]), []).append((" ".join(words), id))
        self._aliases |= {alias.casefold(): id for alias in (name, *own)}
        self._deed.insert(Alias, [{"speaker_id": id, "name": alias} for alias in own])
        self._deed.insert(Role, [{"speaker_id": id, "ordinal": n, "name": role} for n, role in enumerate(roles)])
        return id
