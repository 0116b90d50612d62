"""A quote in its place: the sentences around it in the article, so that whoever holds the sheet can check it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotedesk.article import paragraphs
from quotedesk.quote import Span

LONGEST = 280
"""Code points of context kept on each side of a quote. The neighbouring sentence is left out where it makes more than
that; the quote's own sentence is then cut between words."""

_REACH = 4 * LONGEST
_FULL_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[]*[^\W_])")
_NO_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Maj|Col|Capt|Sgt|Adm|Sen|Rep|Gov|St|Jr|No|vs)|\b[A-Z])\.\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of an article; `quoted` where it belongs to the quote whose context this is."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Context:
    """The passage of an article that holds a quote, exactly as it is printed there.

    The runs joined are the article's text over `span`: the quote's own sentences with one before and one after.
    `opens` and `closes` tell whether the passage begins and ends where the article does.
    """

    span: Span
    runs: tuple[Run, ...]
    opens: bool
    closes: bool

    @property
    def before(self) -> str:
        """What is printed before the quote's first word."""
        return self.runs[0].text if self.runs and not self.runs[0].quoted else ""

    @property
    def after(self) -> str:
        """What is printed after the quote's last word."""
        return self.runs[-1].text if self.runs and not self.runs[-1].quoted else ""


class Places:
    """Finds the context of quotes in one article. Each look reads only what is near, however long the text is."""

    def __init__(self, text: str) -> None:
        self._text = text
        spans = paragraphs(text)
        self._gaps = [(a.end, b.start) for a, b in pairwise(spans)]
        self._ends = [end for end, _ in self._gaps]

    def around(self, parts: Sequence[Span]) -> Context:
        """The sentences around the quote made of `parts`."""
        text = self._text
        start, end = self._sentence_before(parts[0].start), self._sentence_after(parts[-1].end)
        runs: list[Run] = []
        at = start
        for part in parts:
            runs += [Run(text[at : part.start], False), Run(part.of(text), True)]
            at = part.end
        runs.append(Run(text[at:end], False))
        opens, closes = not text[:start].strip(), not text[end:].strip()
        return Context(Span(start, end), tuple(run for run in runs if run.text), opens, closes)

    def paragraphs(self, parts: Sequence[Span]) -> tuple[tuple[str, ...], ...]:
        """The words of the parts, in groups: one for each paragraph of the article that they run through."""
        groups: dict[int, list[str]] = {}
        for part in parts:
            start, number = part.start, bisect_right(self._ends, part.start)
            while number < len(self._gaps) and self._gaps[number][0] < part.end:
                groups.setdefault(number, []).append(self._text[start : self._gaps[number][0]])
                start, number = self._gaps[number][1], number + 1
            groups.setdefault(number, []).append(self._text[start : part.end])
        return tuple(map(tuple, groups.values()))

    def _boundaries(self, low: int, high: int) -> list[tuple[int, int]]:
        """Where a sentence ends and where the next one begins, for each such place within `low` and `high`."""
        text = self._text
        found = set(self._gaps[bisect_left(self._ends, low) : bisect_right(self._ends, high)])
        for match in _FULL_STOP.finditer(text, low, high):
            last_word = text[max(low, match.start() - 6) : match.start() + 1]
            next_word = text[match.end() : match.end() + 2].lstrip("\"'“‘«„([")
            if not _NO_END.search(last_word) and not next_word[:1].islower():
                found.add((match.start() + len(match.group().rstrip()), match.end()))
        return sorted(found)

    def _sentence_before(self, start: int) -> int:
        text, low = self._text, max(0, start - _REACH)
        starts = [begin for _, begin in self._boundaries(low, min(len(text), start + 4)) if begin <= start]
        first = next((begin for begin in [low, *starts][-2:] if start - begin <= LONGEST), None)
        if first is None:
            first = text.find(" ", start - LONGEST, start) + 1 or start - LONGEST
        return start - len(text[first:start].lstrip())

    def _sentence_after(self, end: int) -> int:
        text, high = self._text, min(len(self._text), end + _REACH)
        ends = [stop for stop, _ in self._boundaries(max(0, end - 3), high) if stop >= end]
        last = next((stop for stop in reversed([*ends, high][:2]) if stop - end <= LONGEST), None)
        if last is None:
            space = text.rfind(" ", end, end + LONGEST)
            last = space if space > end else end + LONGEST
        return end + len(text[end:last].rstrip())
