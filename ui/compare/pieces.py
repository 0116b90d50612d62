"""What a reader is shown of one printing set against another: agreement folded, departures in plain sight.

No Qt here: differences in, pieces of text with a mark each out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from quotedesk.quote import Span

if TYPE_CHECKING:
    from quotedesk.collation.differences import Difference


class Mark(StrEnum):
    """How a piece of a printing stands to the base, and so how it is drawn."""

    PLAIN = "plain"
    FOLD = "fold"
    SUBSTITUTED = "substituted"
    REPLACED = "replaced"
    INSERTED = "inserted"
    BRACKETED = "bracketed"
    CUT = "cut"
    ABSENT = "absent"
    ELIDED = "elided"
    STARTS = "starts"
    ENDS = "ends"
    MISSING = "missing"
    CONTEXT = "context"


DEPARTURES = frozenset(
    {Mark.SUBSTITUTED, Mark.INSERTED, Mark.BRACKETED, Mark.CUT, Mark.ABSENT, Mark.ELIDED, Mark.STARTS, Mark.ENDS}
)
_MARKS = {
    "equal": Mark.PLAIN,
    "substituted": Mark.SUBSTITUTED,
    "bracketed": Mark.BRACKETED,
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
        return self.mark in {Mark.FOLD, Mark.CUT, Mark.ABSENT, Mark.STARTS, Mark.ENDS, Mark.ELIDED}


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
    differences: Sequence["Difference"],
    *,
    fold: bool,
    opened: frozenset[int] = frozenset(),
    translated: bool = False,
) -> list[Piece]:
    """The printing `other` as pieces. `fold` hides long agreement and names omissions only by their size where they are
    long; `opened` are the numbers of differences that are shown whole all the same. In another translation a missing
    word is no cut."""
    found: list[Piece] = []
    for number, difference in enumerate(differences):
        start, stop = _trimmed(other, difference.other.start, difference.other.end)
        missing = " ".join(words(flat(difference.base.of(base)))).rstrip(".,;:")
        mark = _MARKS.get(difference.op, Mark.SUBSTITUTED)
        piece = Piece(
            Mark.ABSENT if mark is Mark.CUT and translated else mark,
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
    if mark in {Mark.SUBSTITUTED, Mark.BRACKETED} and text and missing:
        told = missing if whole else shortened(missing, 12)
        return [piece, Piece(Mark.REPLACED, f"for “{told}”", piece.number, missing)]
    if text and not missing:
        return [replace(plain, mark=Mark.INSERTED)]
    if not missing:
        return []
    if mark in {Mark.SUBSTITUTED, Mark.INSERTED, Mark.BRACKETED}:
        mark = Mark.CUT
    printed = f"{text} " if mark is Mark.ELIDED and text else ""
    shown = [replace(piece, mark=mark, text=printed + omission(mark, missing, whole=whole))]
    if whole and mark in {Mark.STARTS, Mark.ENDS, Mark.ELIDED}:
        shown.append(Piece(Mark.MISSING, missing, piece.number, missing))
    return shown


def omission(mark: Mark, missing: str, *, whole: bool) -> str:
    """One line saying which words are not printed here; `whole` names all words of a cut."""
    lost = len(words(missing))
    match mark:
        case Mark.STARTS:
            return f"starts {count(lost, 'word')} in"
        case Mark.ENDS:
            return f"ends here: {count(lost, 'word')} not printed"
        case Mark.ELIDED:
            return count(lost, "word")
        case Mark.ABSENT:
            return f"without “{missing if whole else shortened(missing, NAMED_CUT)}”"
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


@dataclass(frozen=True, slots=True)
class Extent:
    """Which part of the fullest version is printed, as fractions of its length: the `printed` parts, and the `cut` ones
    that are missing without a mark."""

    printed: tuple[tuple[float, float], ...]
    cut: tuple[tuple[float, float], ...]


def extent(base: str, differences: Sequence["Difference"], *, translated: bool = False) -> Extent:
    """The extent of a printing, from its differences to the fullest one; neighbours are joined."""
    printed: list[tuple[int, int]] = []
    cut: list[tuple[int, int]] = []
    for difference in differences:
        start, end = _trimmed(base, difference.base.start, difference.base.end)
        if start == end:
            continue
        if difference.op in {"equal", "substituted", "bracketed"}:
            if printed and not base[printed[-1][1] : start].strip():
                start = printed.pop()[0]
            printed.append((start, end))
        elif difference.op == "cut" and not translated:
            cut.append((start, end))
    length = max(1, len(base))
    shares = [tuple((a / length, b / length) for a, b in found) for found in (printed, cut)]
    return Extent(*shares)
