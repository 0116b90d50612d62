"""What is known of passages beside their words: who said it, when, in which article and where in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import ne

import numpy as np

from quotedesk.collation.arrays import Ints, in_order, numbered
from quotedesk.collation.statement import Passage


@dataclass(frozen=True, slots=True)
class Facts:
    """A value a passage in every field but `names`; what they are tells `corpus.Corpus`."""

    rank: Ints
    doc: Ints
    place: Ints
    end: Ints
    names: Sequence[str]
    speaker: Ints
    day: Ints


def identity(passage: Passage) -> tuple[str | int, ...]:
    """What orders printings of one wording: what a printing is and where it stands before what it is called here."""
    source, place = passage.source or passage.doc, passage.parts[0].start if passage.parts else -1
    return passage.date, source, place, passage.outlet, passage.text, passage.doc, passage.id


def facts_of(passages: Sequence[Passage]) -> Facts:
    """What is known of each passage, and its rank by `identity` among all."""
    size = len(passages)
    place = np.fromiter((p.parts[0].start if p.parts else -1 for p in passages), dtype=np.int64, count=size)
    end = np.fromiter((p.parts[-1].end if p.parts else -1 for p in passages), dtype=np.int64, count=size)
    dates, dated = numbered([passage.date for passage in passages])
    names, speaker = numbered(["", *(passage.speaker or "" for passage in passages)])
    source = doc = _ranked([passage.doc for passage in passages])
    if any(passage.source for passage in passages):
        source = _ranked([passage.source or passage.doc for passage in passages])
    order = in_order((place, source, dated), lambda n: identity(passages[n]))
    rank = np.empty_like(order)
    rank[order] = np.arange(size)
    day = np.array([_day(printed) for printed in dates], dtype=np.int64)[dated]
    return Facts(rank, doc, place, end, names, speaker[1:], day)


@lru_cache(maxsize=1 << 16)
def _day(printed: str) -> int:
    """The date as a day number, -1 where it is unknown."""
    try:
        return date.fromisoformat(printed[:10]).toordinal()
    except ValueError:
        return -1


def _ranked(values: Sequence[str]) -> Ints:
    """For each value its number among the different ones in order, most of which come up once."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranked = [values[n] for n in order]
    numbers = np.empty(len(values), dtype=np.int64)
    numbers[order] = np.cumsum([False, *map(ne, ranked[1:], ranked)][: len(values)])
    return numbers
