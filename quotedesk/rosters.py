"""Rosters as files: who is known beforehand, with names, roles and dates. TOML like `seeds/speakers.toml`, or CSV.

In CSV a speaker is a row: name, type, aliases and roles parted by semicolons, note, qid; a role's years stand behind it
as `[2013/2017]`, either of which may be left out.
"""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotedesk.errors import QuoteDeskError
from quotedesk.quote import SpeakerType

QID = re.compile(r"Q[1-9]\d*")
"""A Wikidata item."""
COLUMNS = ("name", "type", "aliases", "roles", "note", "qid")
_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
_DATED = re.compile(r"(?P<name>.*?)\s*\[(?P<since>[^/\]]*)/(?P<until>[^/\]]*)\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A speaker of a roster; roles are (what, since, until), dates ISO 8601 or empty."""

    name: str
    type: SpeakerType
    aliases: tuple[str, ...] = ()
    roles: tuple[tuple[str, str, str], ...] = ()
    note: str = ""
    qid: str = ""


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write a roster; the file's ending says which form. QuoteDeskError where it is neither or cannot be written."""
    data = _form(path).write(entries)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise QuoteDeskError(f"{path.name} cannot be written: {error.strerror or error}.") from error


def read(path: Path) -> list[Entry]:
    """The speakers of a roster file. QuoteDeskError in one sentence where it cannot be read."""
    form = _form(path)
    try:
        rows = form.read(path.read_bytes())
        return [_entry(row) for row in rows]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, csv.Error) as error:
        why = f"{error.args[0]} is missing" if isinstance(error, KeyError) else error
        raise QuoteDeskError(f"{path.name}: this roster could not be read ({why}).") from error


class Toml:
    """`[[speaker]]` tables."""

    @staticmethod
    def write(entries: Iterable[Entry]) -> bytes:
        """The file."""
        return "\n".join(_table(entry) for entry in entries).encode()

    @staticmethod
    def read(data: bytes) -> list[dict[str, Any]]:
        """Its tables."""
        found = tomllib.loads(data.decode("utf-8-sig")).get("speaker", [])
        return [{**table, "roles": [_role(role) for role in table.get("roles", ())]} for table in found]


class Csv:
    """A row a speaker; with a mark at the front by which spreadsheets know that it is UTF-8."""

    @staticmethod
    def write(entries: Iterable[Entry]) -> bytes:
        """The file."""
        out = io.StringIO(newline="")
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        for entry in entries:
            roles = "; ".join(f"{n} [{s}/{u}]" if s or u else n for n, s, u in entry.roles)
            rows.writerow([entry.name, entry.type.value, "; ".join(entry.aliases), roles, entry.note, entry.qid])
        return out.getvalue().encode("utf-8-sig")

    @staticmethod
    def read(data: bytes) -> list[dict[str, Any]]:
        """Its rows."""
        found: list[dict[str, Any]] = []
        for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            values: dict[str, Any] = {name: value or "" for name, value in row.items() if name in COLUMNS}
            values["aliases"] = _listed(values.get("aliases", ""))
            values["roles"] = [
                (dated["name"], dated["since"].strip(), dated["until"].strip())
                if (dated := _DATED.fullmatch(role))
                else (role, "", "")
                for role in _listed(values.get("roles", ""))
            ]
            found.append(values)
        return found


def _form(path: Path) -> type[Toml] | type[Csv]:
    match path.suffix.lower():
        case ".toml":
            return Toml
        case ".csv":
            return Csv
    raise QuoteDeskError(f"{path.name} is no roster; give it a name that ends in .toml or .csv.")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _role(role: Any) -> tuple[str, str, str]:
    if isinstance(role, dict):
        return str(role["name"]), str(role.get("since", "")), str(role.get("until", ""))
    return str(role), "", ""


def _entry(row: dict[str, Any]) -> Entry:
    name, qid = str(row["name"]).strip(), str(row.get("qid", "")).strip()
    if not name:
        raise ValueError("a speaker has no name")
    if qid and not QID.fullmatch(qid):
        raise ValueError(f"“{qid}” of {name} is no Wikidata item: a Q and a number")
    for role, *dates in row["roles"]:
        for date in dates:
            if not _DATE.fullmatch(date):
                raise ValueError(f"“{date}” in the role {role} of {name} is no date: 2013, 2013-05 or 2013-05-17")
    kind = SpeakerType(row["type"] or SpeakerType.PERSON)
    aliases = tuple(str(alias).strip() for alias in row.get("aliases", ()))
    return Entry(name, kind, aliases, tuple(row["roles"]), str(row.get("note", "")).strip(), qid)


def _table(entry: Entry) -> str:
    lines = ["[[speaker]]", f"name = {_text(entry.name)}", f"type = {_text(entry.type.value)}"]
    if entry.roles:
        roles = []
        for name, since, until in entry.roles:
            dates = "".join(f", {key} = {_text(date)}" for key, date in (("since", since), ("until", until)) if date)
            roles.append(f"{{ name = {_text(name)}{dates} }}")
        lines.append(f"roles = [{', '.join(roles)}]")
    if entry.aliases:
        lines.append(f"aliases = [{', '.join(map(_text, entry.aliases))}]")
    lines += [f"{key} = {_text(value)}" for key, value in (("note", entry.note), ("qid", entry.qid)) if value]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    # A JSON string is a TOML string, but for the one character that TOML wants written out.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
