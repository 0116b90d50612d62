"""One printing shown against the fullest one: its own words, whole, with what became of the others told in words.

The labels are part of the text, so that a difference survives a grey print, a copy and a screen reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotedesk.collation.differences import Difference

NAMED = 14
"""A label that tells more missing words than this tells their number and names only the first and last."""
ANOTHER_TEXT = 0.35
"""Where less of a printing agrees than this, as in a second translation, marking every word would only hide it."""


ELIDED, BETWEEN = "cut and marked", "left out between two pieces"


class Mark(StrEnum):
    """What a piece is. `text`, `changed` and `added` are the outlet's own words; the rest are labels about it."""

    TEXT = "text"
    CHANGED = "changed"
    ADDED = "added"
    REPLACES = "replaces"
    CUT = "cut"
    ELIDED = "elided"
    TRIMMED = "trimmed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a printing, or a label in it; a label's `missing` words are those of the fullest printing."""

    mark: Mark
    text: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A printing in pieces; `printed` are the parts of the fullest text that it has, as fractions of its length.

    `apart` says that the two agree in so few words that differences are not marked.
    """

    pieces: tuple[Piece, ...]
    printed: tuple[tuple[float, float], ...]
    apart: bool = False


def compared(base: str, other: str, differences: Sequence["Difference"]) -> Comparison:
    """`other` against `base`, from the differences between them in their order."""
    printed = tuple(
        (d.base.start / max(1, len(base)), d.base.end / max(1, len(base)))
        for d in differences
        if d.op == "equal" and d.base.start < d.base.end
    )
    agreeing = sum(d.other.end - d.other.start for d in differences if d.op == "equal")
    if agreeing < ANOTHER_TEXT * len(other):
        return Comparison((Piece(Mark.TEXT, other),), printed, apart=True)
    found: list[Piece] = []
    at = 0
    for difference in differences:
        if difference.other.start > at:
            found.append(Piece(Mark.TEXT, other[at : difference.other.start]))
        found += _pieces(difference, difference.base.of(base).strip(), difference.other.of(other))
        at = max(at, difference.other.end)
    if other[at:].strip():
        found.append(Piece(Mark.TEXT, other[at:]))
    return Comparison(tuple(_spaced(found)), printed)


def shortened(text: str, most: int = NAMED) -> str:
    """The text's first and last words where it has more than `most`."""
    words = text.split()
    head, tail = most - most // 3, most // 3
    return text if len(words) <= most else " ".join([*words[:head], "…", *words[-tail:]])


def words(number: int) -> str:
    """The number of words, in words fit for print."""
    return f"{number} word{'s' * (number != 1)}"


def _pieces(difference: "Difference", missing: str, text: str) -> list[Piece]:
    lost = len(missing.split())
    told = f"“{shortened(missing)}”" + (f" ({words(lost)})" if lost > NAMED else "")
    match difference.op:
        case "equal":
            return [Piece(Mark.TEXT, text)]
        case "trimmed_start":
            return [Piece(Mark.TRIMMED, f"starts {words(lost)} in", missing)]
        case "trimmed_end":
            return [Piece(Mark.TRIMMED, f"ends here: {words(lost)} not printed", missing)]
        case "elided" if missing:
            return [
                Piece(Mark.TEXT, text),
                Piece(Mark.ELIDED, f"{ELIDED if text.strip() else BETWEEN}: {told}", missing),
            ]
    if difference.op == "elided":
        return [Piece(Mark.TEXT, text)]
    if not missing:
        return [Piece(Mark.ADDED, text), Piece(Mark.REPLACES, "added")]
    if not text.strip():
        return [Piece(Mark.CUT, f"left out, no mark: {told}", missing)]
    return [Piece(Mark.CHANGED, text), Piece(Mark.REPLACES, f"for {told}", missing)]


def _spaced(pieces: list[Piece]) -> list[Piece]:
    """The pieces with empty ones gone and a space wherever a label would touch a word."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        labels = piece.mark in LABELS or (bool(found) and found[-1].mark in LABELS)
        if found and labels and not found[-1].text[-1:].isspace() and not piece.text[:1].isspace():
            found.append(Piece(Mark.TEXT, " "))
        words = piece.text.rstrip() if piece.mark in (Mark.CHANGED, Mark.ADDED) else piece.text
        found.append(Piece(piece.mark, words, piece.missing))
        if words != piece.text:
            found.append(Piece(Mark.TEXT, piece.text[len(words) :]))
    return found


LABELS = frozenset({Mark.REPLACES, Mark.CUT, Mark.ELIDED, Mark.TRIMMED})
"""The marks of pieces that are no words of the outlet."""
