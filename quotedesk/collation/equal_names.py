"""The names that mean the same to the comparison of quotes: those that are shipped, or a desk's own.

One table is in force in a process: that of the desk whose quotes were grouped last. It affects matching only.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from quotedesk.paths import RESOURCES

Rows = tuple[tuple[str, ...], ...]
"""The forms of each name, in a row."""


@dataclass(frozen=True, eq=False, slots=True)
class EqualNames:
    """A table of equal names; what is remembered by it goes by the object, not by what it holds."""

    rows: Rows


@lru_cache(maxsize=1)
def shipped() -> Rows:
    """The table that comes with the program."""
    with (RESOURCES / "lexicons" / "equal_names.toml").open("rb") as file:
        return tuple(tuple(entry["forms"]) for entry in tomllib.load(file)["name"])


def tidied(rows: Iterable[Iterable[str]]) -> Rows:
    """The rows without spare spaces, doubled forms, forms without a letter, and rows that make nothing equal."""
    forms = [tuple(dict.fromkeys(" ".join(form.replace("=", " ").split()) for form in row)) for row in rows]
    kept = [tuple(form for form in row if form == "%" or any(c.isalnum() for c in form)) for row in forms]
    return tuple(row for row in kept if len(row) > 1)


_in_force: EqualNames | None = None


def in_force() -> EqualNames:
    """The table that matching goes by now."""
    return _in_force or use(shipped())


def use(rows: Rows) -> EqualNames:
    """Let matching go by this table."""
    global _in_force
    if _in_force is None or _in_force.rows != rows:
        _in_force = EqualNames(rows)
    return _in_force
