"""The roster: speakers known before any article is read, with the names they go by."""

import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from quotedesk.errors import QuoteDeskError
from quotedesk.paths import SEEDS
from quotedesk.quote import SpeakerType

FILE = SEEDS / "speakers.toml"


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A known speaker. `aliases` name it outright; a person's last name alone is no alias, the article decides it.

    `learnt` are names and roles that a person's corrections on a desk taught.
    """

    name: str
    type: SpeakerType
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str = ""
    qid: str = ""
    learnt: tuple[str, ...] = ()


@lru_cache(20_000)
def fold(name: str) -> str:
    """A name for looking up: lower case, straight apostrophes, no article, hyphens as spaces."""
    words = name.replace("’", "'").replace("-", " ").lower().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@dataclass(frozen=True)
class Roster:
    """Known speakers in order; an alias belongs to the first entry that names it.

    `cues` are forms of verbs that a person's corrections taught, beyond those of the lexicon.
    """

    entries: tuple[RosterEntry, ...] = ()
    cues: tuple[str, ...] = ()

    @classmethod
    def load(cls, path: Path = FILE) -> "Roster":
        """Reads a roster file (`[[speaker]]` tables in TOML). Raises QuoteDeskError with one sentence."""
        try:
            tables: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("speaker", [])
            return cls(tuple(_entry(table) for table in tables))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
            raise QuoteDeskError(f"{path.name}: this roster could not be read ({error}).") from error

    @cached_property
    def aliases(self) -> dict[str, RosterEntry]:
        """Every name and alias, folded, with its entry."""
        found: dict[str, RosterEntry] = {}
        for entry in self.entries:
            for name in entry.learnt:
                found.setdefault(fold(name), entry)
        for entry in self.entries:
            for name in (entry.name, *entry.aliases):
                found.setdefault(fold(name), entry)
        return found

    @cached_property
    def learnt(self) -> dict[str, RosterEntry]:
        """What corrections taught, folded, with its entry."""
        return {fold(name): entry for entry in reversed(self.entries) for name in entry.learnt}

    def entry(self, name: str) -> RosterEntry | None:
        """The entry that goes by `name`, whatever its case."""
        return self.aliases.get(fold(name))


def _entry(table: dict[str, Any]) -> RosterEntry:
    roles = tuple(r["name"] if isinstance(r, dict) else str(r) for r in table.get("roles", ()))
    return RosterEntry(
        name=table["name"],
        type=SpeakerType(table["type"]),
        roles=roles,
        aliases=tuple(table.get("aliases", ())),
        note=table.get("note", ""),
        qid=table.get("qid", ""),
    )
