"""What a reader is shown of one printing set against another: agreement folded, departures in plain sight.

No Qt here: differences in, pieces of text with a mark each out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from quotedesk.quote import Span


class Departure(Protocol):
    """A difference as `quotedesk.collation.compare` tells it: an operation and its place in both texts."""

    @property
    def op(self) -> str:
        """One of equal, substituted, inserted, cut, trimmed_start, trimmed_end, elided, bracketed."""

    @property
    def base(self) -> Span:
        """The words of the base."""

    @property
    def other(self) -> Span:
        """The words of the printing."""


class Mark(StrEnum):
    """How a piece of a printing stands to the base, and so how it is drawn."""

    PLAIN = "plain"
    FOLD = "fold"
    SUBSTITUTED = "substituted"
    REPLACED = "replaced"
    INSERTED = "inserted"
    CUT = "cut"
    ELIDED = "elided"
    STARTS = "starts"
    ENDS = "ends"
    CONTEXT = "context"


DEPARTURES = frozenset({Mark.SUBSTITUTED, Mark.INSERTED, Mark.CUT, Mark.ELIDED, Mark.STARTS, Mark.ENDS})
_MARKS = {
    "equal": Mark.PLAIN,
    "substituted": Mark.SUBSTITUTED,
    "bracketed": Mark.SUBSTITUTED,
    "inserted": Mark.INSERTED,
    "cut": Mark.CUT,
    "elided": Mark.ELIDED,
    "trimmed_start": Mark.STARTS,
    "trimmed_end": Mark.ENDS,
}
NEAR = 4
"""Words of agreement left standing beside a departure."""
WORTH_FOLDING = 5
"""Fewer words of agreement than this are shown, not folded."""
NAMED_CUT = 9
"""A cut of at most this many words is named whole."""
_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one mark. `number` is the difference it stems from (what a click opens), `missing` the
    base's words that the printing lacks here, `span` the words' place in the printing, `glued` no space before it."""

    mark: Mark
    text: str
    number: int
    missing: str = ""
    span: Span | None = None
    glued: bool = False

    @property
    def opens(self) -> bool:
        """Whether a click shows more of it."""
        return self.mark in {Mark.FOLD, Mark.CUT, Mark.STARTS, Mark.ENDS, Mark.ELIDED}


def count(number: int, noun: str) -> str:
    """The number with its noun: 1 word, 2 words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def flat(text: str) -> str:
    """The text on one line, each character kept in its place."""
    return text.translate(_BREAKS)


def words(text: str) -> list[str]:
    """The printed words, with their punctuation."""
    return text.split()


def pieces(
    base: str,
    other: str,
    differences: Sequence[Departure],
    *,
    fold: bool,
    opened: frozenset[int] = frozenset(),
) -> list[Piece]:
    """The printing `other` as pieces. `fold` hides long agreement and names omissions only by their size where they are
    long; `opened` are the numbers of differences that are shown whole all the same."""
    found: list[Piece] = []
    for number, difference in enumerate(differences):
        start, stop = _trimmed(other, difference.other.start, difference.other.end)
        missing = " ".join(words(flat(difference.base.of(base))))
        piece = Piece(
            _MARKS.get(difference.op, Mark.SUBSTITUTED),
            flat(other[start:stop]),
            number,
            missing,
            Span(start, stop),
            glued=0 < start < stop and not other[start - 1].isspace(),
        )
        place = (number == 0, number == len(differences) - 1)
        found += _shown(piece, *place, whole=not fold or number in opened)
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the white space at its edges."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())


def _shown(piece: Piece, first: bool, last: bool, *, whole: bool) -> list[Piece]:
    """One difference as the pieces that show it."""
    mark, text, missing = piece.mark, piece.text, piece.missing
    plain = replace(piece, missing="")
    if mark is Mark.PLAIN:
        return _agreement(plain, first, last, whole)
    if mark is Mark.SUBSTITUTED and text and missing:
        told = missing if whole else shortened(missing, 12)
        return [piece, Piece(Mark.REPLACED, f"for “{told}”", piece.number, missing)]
    if text and not missing:
        return [replace(plain, mark=Mark.INSERTED if mark in {Mark.INSERTED, Mark.SUBSTITUTED} else Mark.PLAIN)]
    if not missing:
        return []
    if mark in {Mark.SUBSTITUTED, Mark.INSERTED}:
        mark = Mark.CUT
    printed = f"{text} " if mark is Mark.ELIDED and text else ""
    return [replace(piece, mark=mark, text=printed + omission(mark, missing, whole=whole))]


def omission(mark: Mark, missing: str, *, whole: bool) -> str:
    """One line saying which words are not printed here; `whole` names them all."""
    lost = len(words(missing))
    match mark:
        case Mark.STARTS:
            return f"not printed: {missing}" if whole else f"starts {count(lost, 'word')} in"
        case Mark.ENDS:
            return f"not printed: {missing}" if whole else f"ends here: {count(lost, 'word')} not printed"
        case Mark.ELIDED:
            return f"skips: {missing}" if whole else count(lost, "word")
        case _:
            if whole or lost <= NAMED_CUT:
                return f"“{missing}” left out, no mark"
            return f"“{shortened(missing, NAMED_CUT - 2)}” {count(lost, 'word')} left out, no mark"


def shortened(text: str, most: int) -> str:
    """At most `most` words of the text, the middle given up."""
    all_words = words(text)
    if len(all_words) <= most + 1:
        return text
    head = (most + 1) // 2
    return " ".join([*all_words[:head], "…", *all_words[len(all_words) - (most - head) :]])


def _agreement(piece: Piece, first: bool, last: bool, whole: bool) -> list[Piece]:
    """Agreement with only the words nearest to a departure shown; folded altogether when nothing departs."""
    assert piece.span is not None
    found = [m.span() for m in re.finditer(r"\S+", piece.text)]
    head, tail = (0 if first else NEAR), (0 if last else NEAR)
    hidden = len(found) - head - tail
    if whole or (first and last) or hidden < WORTH_FOLDING:
        return [piece]
    start = piece.span.start
    left = found[head - 1][1] if head else 0
    right = found[-tail][0] if tail else len(piece.text)
    parts = [Piece(Mark.FOLD, f"{hidden} words agree", piece.number, span=Span(start + left, start + right))]
    if head:
        parts.insert(0, replace(piece, text=piece.text[:left], span=Span(start, start + left)))
    if tail:
        kept = Span(start + right, piece.span.end)
        parts.append(replace(piece, text=piece.text[right:], span=kept, glued=False))
    return parts


def extent(base: str, differences: Sequence[Departure]) -> list[tuple[float, float]]:
    """The parts of the base that are printed, as fractions of its length; neighbours joined."""
    bars: list[tuple[int, int]] = []
    for difference in differences:
        if difference.op in {"equal", "substituted", "bracketed"} and difference.base.end > difference.base.start:
            if bars and not base[bars[-1][1] : difference.base.start].strip():
                bars[-1] = (bars[-1][0], difference.base.end)
            else:
                bars.append((difference.base.start, difference.base.end))
    length = max(1, len(base))
    return [(start / length, end / length) for start, end in bars]
