"""Which paragraphs of a text are headlines."""

from quotedesk.article import paragraphs
from quotedesk.quote import Span

_LONGEST = 200
_TITLE_CASE = 0.6
_FEW = 3


def find(text: str) -> list[Span]:
    """The paragraphs printed as headlines: short, no full stop at the end, first in the text or in title case."""
    found = []
    spans = paragraphs(text)
    for number, span in enumerate(spans):
        line = span.of(text)
        if len(line) > _LONGEST or line[-1] in ".,;:" or (line[0] in "“\"'‘«" and line[-1] in "”\"'’»"):
            continue
        words = [w for w in line.split() if w[:1].isalpha() and len(w) > _FEW]
        capitals = sum(w[0].isupper() for w in words)
        titled = len(words) >= _FEW and capitals >= _TITLE_CASE * len(words)
        if titled or (number == 0 and len(spans) > 1 and len(words) >= _FEW):
            found.append(span)
    return found
