"""Text set in lines: paragraphs of runs, laid out by Qt line by line, so that pages can be made up from the lines.

What is quoted is set as plain text; nothing in it is ever read as markup.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from ui.offsets import Offsets, shown
from ui.printing.styles import ALARM, HATCH, INK, LABEL, QUIET, Style, pen, pt

_BLANKS = re.compile(r"[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")


class Box(StrEnum):
    """What is drawn around or under a run, so that it stands out by shape and not by colour alone."""

    NONE = ""
    SOLID = "solid"
    DASHED = "dashed"
    HATCHED = "hatched"
    UNDERLINED = "underlined"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style. `link` is an address to open; `struck` draws a line through it."""

    text: str
    style: Style
    link: str = ""
    struck: bool = False
    box: Box = Box.NONE


@dataclass(frozen=True, slots=True)
class Item:
    """The smallest thing that goes on a page whole. `y` is its place in its block; `glued`: no page break before it."""

    y: float
    height: float
    paint: Callable[[QPainter, float], None]
    glued: bool = False


def plain(text: str) -> str:
    """The text on one line as Qt may be given it: white space other than no-break spaces becomes single spaces."""
    return shown(_BLANKS.sub(" ", text))


def runs_leftward(text: str) -> bool:
    """Whether the first letter that has a direction is of a script written from right to left (Unicode's rule P2)."""
    directions = map(unicodedata.bidirectional, text)
    return next((d for d in directions if d in ("L", "R", "AL")), "L") != "L"


class Paragraph:
    """Runs set in lines of one width. All lines share the first run's leading and baseline."""

    def __init__(self, runs: Sequence[Run], width: float, *, right: bool = False) -> None:
        self._runs = [Run(plain(r.text), r.style, r.link, r.struck, r.box) for r in runs]
        self._width = width
        self.style = runs[0].style
        text = "".join(run.text for run in self._runs)
        offsets = Offsets(text)
        self._layout = QTextLayout(text, self.style.font())
        self._places: list[tuple[int, int, Run]] = []
        at = 0
        for run in self._runs:
            start, at = at, at + len(run.text)
            self._places.append((offsets.to_qt(start), offsets.to_qt(at), run))
        if any(run.style != self.style or run.link or run.struck for run in self._runs):
            self._layout.setFormats([_format(*place) for place in self._places if place[0] < place[1]])
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        directions = Qt.LayoutDirection
        option.setTextDirection(directions.RightToLeft if runs_leftward(text) else directions.LeftToRight)
        self._layout.setTextOption(option)
        self._baseline = pt(self.style.leading * 0.5 + self.style.size * 0.36)
        self._lines = self._set()
        self.height = len(self._lines) * pt(self.style.leading)

    def items(self, x: float, y: float, *, glued: bool = False) -> list[Item]:
        """The lines as items, the first at `y`; a lone first or last line never stands on a page of its own."""
        leading, last = pt(self.style.leading), len(self._lines) - 1
        return [
            Item(y + n * leading, leading, self._painter(n, x), glued if n == 0 else n == 1 or n == last)
            for n in range(len(self._lines))
        ]

    def _set(self) -> list[QTextLine]:
        lines = []
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, self._baseline - line.ascent()))
            lines.append(line)
        self._layout.endLayout()
        return lines

    def _painter(self, number: int, x: float) -> Callable[[QPainter, float], None]:
        def paint(painter: QPainter, top: float) -> None:
            line = self._lines[number]
            start, end = line.textStart(), line.textStart() + line.textLength()
            for first, last, run in self._places:
                if run.box and first < end and start < last:
                    left, right = sorted((_x(line, max(first, start)), _x(line, min(last, end))))
                    size = pt(run.style.size)
                    area = QRectF(x + left, top + self._baseline - size, right - left, size * 1.36)
                    _BOXES[run.box](painter, area, first >= start, last <= end)
            painter.setPen(self.style.colour())
            line.draw(painter, QPointF(x, top))

        return paint


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)
    return float(found[0] if isinstance(found, tuple) else found)


def _format(start: int, end: int, run: Run) -> QTextLayout.FormatRange:
    form = QTextCharFormat()
    form.setFont(run.style.font())
    form.setForeground(run.style.colour())
    form.setFontStrikeOut(run.struck)
    if run.link:
        form.setAnchor(True)
        form.setAnchorHref(run.link)
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, form
    return made


def _framed(painter: QPainter, area: QRectF, _first: bool, _last: bool, style: Qt.PenStyle, ink: str) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(ink, 0.5, style))
    painter.drawRect(area)


def _solid(painter: QPainter, area: QRectF, first: bool, last: bool) -> None:
    _framed(painter, area, first, last, Qt.PenStyle.SolidLine, INK)


def _dashed(painter: QPainter, area: QRectF, first: bool, last: bool) -> None:
    _framed(painter, area, first, last, Qt.PenStyle.DashLine, QUIET)


def _hatched(painter: QPainter, box: QRectF, first: bool, last: bool) -> None:
    """Slanting lines between two bars: the mark of words that were left out and nobody said so."""
    painter.setPen(pen(HATCH, 0.5))
    step, lines = pt(3), []
    at = box.left() - box.height()
    while at < box.right():
        low, high = max(at, box.left()), min(at + box.height(), box.right())
        if low < high:
            lines.append(QLineF(low, box.bottom() - (low - at), high, box.bottom() - (high - at)))
        at += step
    painter.drawLines(lines)
    painter.setPen(pen(ALARM, 1.4))
    if first:
        painter.drawLine(box.topLeft(), box.bottomLeft())
    if last:
        painter.drawLine(box.topRight(), box.bottomRight())


def _underlined(painter: QPainter, area: QRectF, _first: bool, _last: bool) -> None:
    painter.setPen(pen(LABEL, 1))
    painter.drawLine(area.bottomLeft(), area.bottomRight())


_BOXES: dict[Box, Callable[[QPainter, QRectF, bool, bool], None]] = {
    Box.SOLID: _solid,
    Box.DASHED: _dashed,
    Box.HATCHED: _hatched,
    Box.UNDERLINED: _underlined,
}
