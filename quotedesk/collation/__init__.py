"""The same quote across sources: grouping, alignment, differences. Pure functions, no storage.

The three doors import what they need when they are first used, so that views may import the nouns for nothing.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from quotedesk.collation.statement import Grouping, Link, Passage, Table

if TYPE_CHECKING:
    from quotedesk.collation.differences import Difference
    from quotedesk.collation.frozen import Frozen


def group(passages: Sequence[Passage], frozen: "Frozen | None" = None, links: Iterable[Link] = ()) -> Grouping:
    """Every passage in exactly one statement, and the pairs of statements that a person should look at."""
    from quotedesk.collation import grouping

    return grouping.group(passages, frozen, links)


def align(texts: Sequence[str]) -> Table:
    """The texts word by word: a row for each column of the collation, a cell for each text in their order."""
    from quotedesk.collation import alignment

    return alignment.align(texts)


def compare(base: str, other: str, breaks: Sequence[int] = ()) -> "tuple[Difference, ...]":
    """The word-level departures of `other` from `base`; their spans, in order, cover both strings whole."""
    from quotedesk.collation import differences

    return differences.compare(base, other, breaks)
