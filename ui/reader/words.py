"""Where words begin and end: what the edges of a quote snap to. Pure text, offsets in code points."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache

from quotedesk.quote import Span

_TOKEN = re.compile(r"\w+(?:[-’'.,&/]{1,2}\w+)*|[^\w\s]")
_STOP = re.compile(r"[.!?…؟。]+(?=[\"'”’»)\]]*(?:\s|$))")
_LINE = re.compile(r"[^\n]+")
NEAR, FAR = 400, 20_000
"""Characters on either side of an edge within which the next word or sentence is looked for: at least, at most."""
_BEFORE_A_SENTENCE = " \t\u00a0\"'“”‘’„‚«»‹›()[]—–-"


@lru_cache(maxsize=4)
def _edges(text: str) -> tuple[list[int], list[int]]:
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    return [start for start, _ in tokens], [end for _, end in tokens]


@lru_cache(maxsize=4)
def _sentences(text: str) -> tuple[list[int], list[int]]:
    """Where sentences begin and end, without the quotation marks around them."""
    starts, ends = [], []
    for line in _LINE.finditer(text):
        begin = line.start()
        for end in (*(stop.end() for stop in _STOP.finditer(text, *line.span())), line.end()):
            words = text[begin:end]
            if inner := words.strip(_BEFORE_A_SENTENCE):
                starts.append(begin + words.index(inner))
                ends.append(begin + words.index(inner) + len(inner))
            begin = end
    return starts, ends


def _around(text: str, offset: int) -> tuple[int, str]:
    """The lines around an offset and where they begin, so that a long text need not be cut into words."""
    begin = max(text.rfind("\n", 0, max(0, offset - NEAR)) + 1, offset - FAR, 0)
    end = text.find("\n", offset + NEAR)
    return begin, text[begin : min(offset + FAR, end if end >= 0 else len(text))]


def nearest_start(text: str, offset: int) -> int:
    """The start of a word or mark nearest to an offset."""
    begin, lines = _around(text, offset)
    return begin + _nearest(_edges(lines)[0], offset - begin)


def nearest_end(text: str, offset: int) -> int:
    """The end of a word or mark nearest to an offset."""
    begin, lines = _around(text, offset)
    return begin + _nearest(_edges(lines)[1], offset - begin)


def _nearest(places: list[int], offset: int) -> int:
    at = bisect_left(places, offset)
    around = places[max(0, at - 1) : at + 1]
    return min(around, key=lambda place: abs(place - offset)) if around else offset


def stepped(text: str, offset: int, edge: str, step: int, unit: str) -> int:
    """Where an edge (start or end) at an offset comes to lie one character, word or sentence (`unit`) further.

    `step` is 1 or -1; at the end of the text the offset stays.
    """
    if unit == "character":
        return _next_character(text, offset, edge, step)
    begin, lines = _around(text, offset)
    starts, ends = (_edges if unit == "word" else _sentences)(lines)
    return begin + _next(starts if edge == "start" else ends, offset - begin, step)


def _next_character(text: str, offset: int, edge: str, step: int) -> int:
    """The next place between two characters that are seen as such; white space is passed over as a whole."""
    inside = 0 if edge == "start" else -1  # the character that the edge would take in
    offset += step
    while 0 < offset < len(text) and (_part_of_one(text, offset) or text[offset + inside].isspace()):
        offset += step
    return min(max(offset, 0), len(text))


def _part_of_one(text: str, offset: int) -> bool:
    return bool(unicodedata.combining(text[offset])) or text[offset] in "\u200d\ufe0f" or text[offset - 1] == "\u200d"


def _next(places: list[int], offset: int, step: int) -> int:
    at = bisect_right(places, offset) if step > 0 else bisect_left(places, offset) - 1
    return places[at] if 0 <= at < len(places) else offset


def word_at(text: str, offset: int) -> Span:
    """The word or mark at an offset; empty where there is white space."""
    begin, lines = _around(text, offset)
    starts, ends = _edges(lines)
    at = bisect_right(starts, offset - begin) - 1
    if at >= 0 and offset - begin <= ends[at]:
        return Span(begin + starts[at], begin + ends[at])
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
