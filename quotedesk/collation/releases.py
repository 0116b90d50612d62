"""Statements that are parts of one release or speech though they share no words: the articles show it.

An article shows it of two quotes that stand beside each other and are given to one speaker. Two statements that stand
beside printings of a third, each in an article of its own, are parts of it too where those articles are a day apart at
most. They are linked, never put together: each keeps its own wordings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from quotedesk.collation.names import same_speaker
from quotedesk.collation.statement import Passage
from quotedesk.quote import Kind

BESIDE = 300
"""Characters between two quotes that stand beside each other."""
_APART = 1  # days between articles that may print parts of one release

Member = tuple[str, Passage]
"""A statement by its id, and a quote that carries it."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one article shows: that the other statement stands beside this one, and who is said to have said both."""

    other: str
    passage: Passage


def parts(members: Iterable[Member], of: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """For each statement (or those of `of`) the other parts of its release: first those that stand beside it."""
    shown = _beside(members)
    found: dict[str, tuple[str, ...]] = {}
    for statement in shown if of is None else of:
        direct = shown.get(statement, [])
        further = [
            beyond.other
            for link in direct
            for beyond in shown[link.other]
            if beyond.other != statement and _one_occasion(link.passage, beyond.passage)
        ]
        found[statement] = tuple(dict.fromkeys((*(link.other for link in direct), *further)))
    return found


def _beside(members: Iterable[Member]) -> dict[str, list[_Shown]]:
    """What stands beside each statement in any article, in the order of the articles."""
    articles: dict[str, list[tuple[int, int, str, Passage]]] = {}
    for statement, passage in members:
        if passage.parts and passage.kind is not Kind.OTHER:
            place = passage.parts[0].start, passage.parts[-1].end
            articles.setdefault(passage.doc, []).append((*place, statement, passage))
    shown: dict[str, list[_Shown]] = {}
    for placed in articles.values():
        placed.sort(key=lambda quote: quote[:3])
        for (_, end, one, first), (start, _, other, then) in pairwise(placed):
            if one != other and 0 <= start - end <= BESIDE and same_speaker(first.speaker, then.speaker):
                shown.setdefault(one, []).append(_Shown(other, first))
                shown.setdefault(other, []).append(_Shown(one, then))
    return shown


def _one_occasion(one: Passage, other: Passage) -> bool:
    """Whether two articles, which may be one, tell of the same speaker at the same time."""
    if not same_speaker(one.speaker, other.speaker):
        return False
    return one.doc == other.doc or _days(one.date, other.date) <= _APART


def _days(one: str, other: str) -> float:
    """The days between two dates; without end where one is unknown."""
    try:
        return abs(date.fromisoformat(one[:10]).toordinal() - date.fromisoformat(other[:10]).toordinal())
    except ValueError:
        return float("inf")
