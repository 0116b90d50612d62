"""A quote on its way from marks to a speaker."""

import re
from dataclasses import dataclass

from quotedesk.attribution.proposals import Proposal
from quotedesk.attribution.resolved import NOBODY, Resolved
from quotedesk.attribution.turns import Turn
from quotedesk.marks import Family
from quotedesk.quote import Kind, Span

_WORD = re.compile(r"\w+")


@dataclass(slots=True, eq=False)
class Found:
    """A quote on its way: its parts, where it came from, what rules suggest, and what has been decided.

    `reasons` are what spoke most for the proposal against its nearest rival, in plain words.
    """

    parts: tuple[Span, ...]
    family: Family = Family.DOUBLE
    suggestions: tuple[Proposal, ...] = ()
    proposal: Proposal | None = None
    probability: float = 0.0
    reasons: tuple[str, ...] = ()
    resolved: Resolved = NOBODY
    kind: Kind = Kind.SPEECH
    headline: bool = False
    marked: bool = True
    joined: int | None = None
    turn: Turn | None = None

    @property
    def extent(self) -> Span:
        """From the first part's start to the last part's end."""
        return Span(self.parts[0].start, self.parts[-1].end)

    @property
    def with_label(self) -> Span:
        """The same with the label before a turn."""
        start = self.parts[0].start
        return Span(start if self.turn is None else min(start, self.turn.label.start), self.parts[-1].end)

    def words(self, text: str) -> str:
        """The quoted words, lower case, without punctuation."""
        return " ".join([w for p in self.parts for w in _WORD.findall(p.of(text))]).lower()
