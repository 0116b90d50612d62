"""What is known of passages beside their words: who said it, when, in which article and where in it."""

from array import array
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
    place, end = array("q"), array("q")
    docs, sources, printed, voices = [], [], [], [""]
    for passage in passages:
        parts = passage.parts
        place.append(parts[0].start if parts else -1)
        end.append(parts[-1].end if parts else -1)
        docs.append(passage.doc)
        sources.append(passage.source or passage.doc)
        printed.append(passage.date)
        voices.append(passage.speaker or "")
    places, ends = np.frombuffer(place, dtype=np.int64), np.frombuffer(end, dtype=np.int64)
    dates, dated = numbered(printed)
    names, speaker = numbered(voices)
    doc = _ranked(docs)
    source = doc if sources == docs else _ranked(sources)
    order = in_order((places, source, dated), lambda n: identity(passages[n]))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(passages))
    day = np.array([_day(printed) for printed in dates], dtype=np.int64)[dated]
    return Facts(rank, doc, places, ends, names, speaker[1:], day)


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
