"""Which paragraphs of a text are headlines."""

import re
from collections.abc import Sequence

from quotedesk.quote import Span

_LONGEST = 200
_MARKS = "“”\"'‘’«»"
_SENTENCE = re.compile(r"[.,;:][\]\d\[]*$|[.!?…][”\"'’»](?:\[\d+\]$|$| ?[-–—(])")
_ENDS_QUOTED = re.compile(r"[”\"’'»]$")
_CREDIT = re.compile(r"^(?:PHOTO|Photo|Picture|Image)\b|\b(?:Photo|Photograph|Picture|Image)s?:")
_TITLE_CASE = 0.6
_FEW = 3


def find(text: str, spans: Sequence[Span]) -> list[Span]:
    """Which paragraphs of a text are headlines: short, no full stop at the end, first in the text or in title case."""
    found: list[Span] = []
    for number, span in enumerate(spans):
        line = span.of(text)
        if len(line) > _LONGEST or _SENTENCE.search(line) or _CREDIT.search(line):
            continue
        if line[0] in _MARKS and line[-1] in _MARKS:
            continue
        words = [w for w in (w.strip(_MARKS) for w in line.split()) if w[:1].isalpha() and len(w) > _FEW]
        capitals = sum(w[0].isupper() for w in words)
        titled = len(words) >= _FEW and capitals >= _TITLE_CASE * len(words)
        top = number == len(found) and len(spans) > number + 1 and (number > 0 or len(words) >= _FEW)
        if titled or (top and number < _FEW and (number == 0 or _ENDS_QUOTED.search(line))):
            found.append(span)
    return found
