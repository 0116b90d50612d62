"""Where words begin and end: what the edges of a quote snap to. Pure text, offsets in code points."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from quotedesk.quote import Span

_TOKEN = re.compile(r"\w+(?:[-’'.,&/]{1,2}\w+)*|[^\w\s]")


@lru_cache(maxsize=4)
def _edges(text: str) -> tuple[list[int], list[int]]:
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    return [start for start, _ in tokens], [end for _, end in tokens]


def nearest_start(text: str, offset: int) -> int:
    """The start of a word or mark nearest to an offset."""
    return _nearest(_edges(text)[0], offset)


def nearest_end(text: str, offset: int) -> int:
    """The end of a word or mark nearest to an offset."""
    return _nearest(_edges(text)[1], offset)


def _nearest(places: list[int], offset: int) -> int:
    at = bisect_left(places, offset)
    around = places[max(0, at - 1) : at + 1]
    return min(around, key=lambda place: abs(place - offset)) if around else offset


def next_start(text: str, offset: int, step: int) -> int:
    """The next start of a word after an offset (step 1) or before it (step -1); the offset itself if there is none."""
    return _next(_edges(text)[0], offset, step)


def next_end(text: str, offset: int, step: int) -> int:
    """The next end of a word after an offset (step 1) or before it (step -1); the offset itself if there is none."""
    return _next(_edges(text)[1], offset, step)


def _next(places: list[int], offset: int, step: int) -> int:
    at = bisect_right(places, offset) if step > 0 else bisect_left(places, offset) - 1
    return places[at] if 0 <= at < len(places) else offset


def word_at(text: str, offset: int) -> Span:
    """The word or mark at an offset; empty where there is white space."""
    starts, ends = _edges(text)
    at = bisect_right(starts, offset) - 1
    if at >= 0 and offset <= ends[at]:
        return Span(starts[at], ends[at])
    return Span(offset, offset)


def moved(text: str, parts: tuple[Span, ...], edge: str, offset: int) -> tuple[Span, ...]:
    """The parts of a quote with its first start or last end (`edge` is start or end) moved, never turned over.

    A part that the edge passes is dropped; at least one character stays. White space at the edge is left out.
    """
    if edge == "start":
        offset = min(offset, parts[-1].end - 1)
        while offset < parts[-1].end - 1 and text[offset].isspace():
            offset += 1
        kept = [part for part in parts if part.end > offset]
        first = Span(offset if len(kept) == len(parts) else max(offset, kept[0].start), kept[0].end)
        return (first, *kept[1:])
    offset = max(offset, parts[0].start + 1)
    while offset > parts[0].start + 1 and text[offset - 1].isspace():
        offset -= 1
    kept = [part for part in parts if part.start < offset]
    last = Span(kept[-1].start, offset if len(kept) == len(parts) else min(offset, kept[-1].end))
    return (*kept[:-1], last)
