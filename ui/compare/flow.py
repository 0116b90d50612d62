"""Running text with marks in it: wraps like text, selects like text, and draws each mark by shape as well as colour.

One `QTextLayout` holds all the words, so that every script is shaped and ordered by Qt; boxes, bars and hatching are
painted under and over the ranges of the segments. Nothing is ever read as markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from ui.compare.paint import hatch
from ui.offsets import Offsets, shown
from ui.theme import current, font, px, serif


class Style(Enum):
    """How a segment is drawn."""

    TEXT = auto()
    FAINT = auto()
    MISSING = auto()
    FOLD = auto()
    SUBSTITUTED = auto()
    REPLACED = auto()
    INSERTED = auto()
    CUT = auto()
    DASHED = auto()
    NAME = auto()
    NOTE = auto()
    ALARM = auto()


SMALL = 11.5
BOXED = frozenset({Style.CUT, Style.DASHED, Style.FOLD})
CHROME = frozenset({Style.FOLD, Style.REPLACED, Style.CUT, Style.DASHED, Style.NAME, Style.NOTE, Style.ALARM})
STANDING = frozenset({Style.SUBSTITUTED, Style.INSERTED, Style.CUT, Style.DASHED, Style.FOLD})
"""Marks that need a little more air than a space around them."""
SHORT = 44
_NBSP = "\u00a0"
_PLAIN_SPACES = str.maketrans({_NBSP: " ", "\u2009": None})


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a flow. `number` is the difference it shows (or -1), `key` what a click on it means, `glued` says
    that no space stands before it, `departs` that F8 stops at it."""

    text: str
    style: Style = Style.TEXT
    number: int = -1
    key: str = ""
    hint: str = ""
    glued: bool = False
    departs: bool = False


class Flow:
    """Segments laid out in lines. Heights and places are in device-independent pixels, from the flow's own origin."""

    def __init__(self, segments: Sequence[Segment], *, size: float = 15.5, pitch: float = 1.85) -> None:
        self.segments = tuple(segments)
        self._size = size
        self._pitch = px(size * pitch)
        self._width = -1.0
        self._lines: list[QTextLine] = []
        text = ""
        places: list[tuple[int, int]] = []
        before = Style.TEXT
        for segment in self.segments:
            if text and not segment.glued:
                text += " " if segment.style not in STANDING and before not in STANDING else "\u2009 "
            before = segment.style
            start = len(text)
            text += _padded(segment)
            places.append((start, len(text)))
        self.text = text
        self._offsets = Offsets(text)
        self._places = [(self._offsets.to_qt(a), self._offsets.to_qt(b)) for a, b in places]
        chrome = all(s.style in CHROME for s in self.segments)
        self._layout = QTextLayout(text, font(size) if chrome else serif(size))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.setFormats([self._range(i) for i in range(len(self.segments))])

    def height_for(self, width: float) -> float:
        """Lay the lines out for a width and return the height they take."""
        width = max(40.0, width)
        if width != self._width:
            self._width = width
            self._lines = []
            self._layout.beginLayout()
            while (line := self._layout.createLine()).isValid():
                line.setLineWidth(width)
                baseline = len(self._lines) * self._pitch + self._pitch * 0.5 + px(self._size) * 0.36
                line.setPosition(QPointF(0, baseline - line.ascent()))
                self._lines.append(line)
            self._layout.endLayout()
        return float(len(self._lines) * self._pitch)

    @property
    def lines(self) -> int:
        """How many lines the last layout took."""
        return len(self._lines)

    def rects(self, index: int) -> list[QRectF]:
        """The boxes that a segment takes, one a line."""
        return self._boxes(*self._places[index], small=self.segments[index].style in CHROME)

    def at(self, point: QPointF) -> int | None:
        """The segment under a point."""
        for index in range(len(self.segments)):
            if any(r.adjusted(-2, -3, 2, 3).contains(point) for r in self.rects(index)):
                return index
        return None

    def cursor_at(self, point: QPointF) -> int:
        """The place between two characters nearest to a point, for selecting."""
        if not self._lines:
            return 0
        row = min(len(self._lines) - 1, max(0, int(point.y() // self._pitch)))
        place = self._lines[row].xToCursor(point.x())
        return int(place)

    def between(self, start: int, end: int) -> str:
        """The words from one cursor to another."""
        a, b = sorted((start, end))
        return self.text[self._offsets.to_text(a) : self._offsets.to_text(b)].translate(_PLAIN_SPACES)

    def plain(self) -> str:
        """All the words, without the air around the marks."""
        return self.text.translate(_PLAIN_SPACES)

    def paint(
        self,
        painter: QPainter,
        origin: QPointF,
        *,
        standing: int | None = None,
        hover: int | None = None,
        selection: tuple[int, int] | None = None,
    ) -> None:
        """Draw the flow; `standing` is the segment F8 stands on, `hover` the one under the mouse."""
        painter.save()
        painter.translate(origin)
        for index, segment in enumerate(self.segments):
            rects = self.rects(index)
            for place, rect in enumerate(rects):
                self._under(painter, segment, rect, hover == index, place == 0, place == len(rects) - 1)
        ranges: list[QTextLayout.FormatRange] = []
        if selection and selection[0] != selection[1]:
            chosen = QTextLayout.FormatRange()
            chosen.start, end = sorted(selection)
            chosen.length = end - chosen.start
            look = QTextCharFormat()
            look.setBackground(current().selection)
            chosen.format = look
            ranges.append(chosen)
        self._layout.draw(painter, QPointF(0, 0), ranges)
        if standing is not None and 0 <= standing < len(self.segments):
            painter.setPen(QPen(current().ink, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for rect in self.rects(standing):
                painter.drawRoundedRect(rect.adjusted(-3.5, -4.5, 3.5, 4.5), 4, 4)
        painter.restore()

    def _boxes(self, start: int, end: int, *, small: bool) -> list[QRectF]:
        found = []
        size = px(SMALL if small else self._size)
        for line in self._lines:
            a, b = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if a >= b:
                continue
            x1, x2 = _x(line, a), _x(line, b)
            baseline = line.y() + line.ascent()
            found.append(QRectF(min(x1, x2), baseline - size * 1.06, abs(x2 - x1), size * 1.42))
        return found

    def _range(self, index: int) -> QTextLayout.FormatRange:
        start, end = self._places[index]
        found = QTextLayout.FormatRange()
        found.start, found.length = start, end - start
        found.format = self._format(self.segments[index])
        return found

    def _format(self, segment: Segment) -> QTextCharFormat:
        theme = current()
        look = QTextCharFormat()
        colours = {
            Style.FAINT: theme.muted,
            Style.MISSING: theme.muted,
            Style.FOLD: theme.muted,
            Style.REPLACED: theme.warn,
            Style.CUT: theme.bad,
            Style.DASHED: theme.muted,
            Style.NOTE: theme.muted,
            Style.ALARM: theme.bad,
            Style.TEXT: theme.ink,
        }
        look.setForeground(colours.get(segment.style, theme.ink))
        look.setFont(self._font(segment.style))
        look.setFontStrikeOut(segment.style is Style.MISSING)
        return look

    def _font(self, style: Style) -> QFont:
        match style:
            case Style.TEXT | Style.FAINT | Style.MISSING | Style.INSERTED:
                return serif(self._size)
            case Style.SUBSTITUTED:
                return serif(self._size, bold=True)
            case Style.NAME:
                return font(self._size, bold=True)
            case Style.NOTE:
                return font(self._size)
            case Style.ALARM:
                return font(self._size, bold=True)
            case Style.CUT:
                return font(SMALL, bold=True)
            case _:
                return font(SMALL)

    def _under(self, painter: QPainter, segment: Segment, rect: QRectF, hover: bool, first: bool, last: bool) -> None:
        theme = current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        match segment.style:
            case Style.SUBSTITUTED:
                painter.fillRect(rect.adjusted(-2, 0, 2, 1), theme.warn_tint)
                painter.fillRect(QRectF(rect.left() - 2, rect.bottom() + 1, rect.width() + 4, 2), theme.warn)
            case Style.INSERTED:
                painter.setPen(QPen(theme.good, 1.2))
                painter.setBrush(theme.good_tint)
                painter.drawRoundedRect(rect.adjusted(-2.5, -0.5, 2.5, 1.5), 3, 3)
            case Style.CUT:
                hatch(painter, rect.adjusted(0, -1, 0, 1), theme.bad, theme.bad_tint)
                if first:
                    painter.fillRect(QRectF(rect.left(), rect.top() - 3, 3, rect.height() + 6), theme.bad)
                if last:
                    painter.fillRect(QRectF(rect.right() - 3, rect.top() - 3, 3, rect.height() + 6), theme.bad)
            case Style.DASHED:
                painter.setPen(QPen(theme.ink if hover else theme.line_strong, 1, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(0.5, -0.5, -0.5, 0.5), 4, 4)
            case Style.FOLD:
                painter.setPen(QPen(theme.ink if hover else theme.line_strong, 1, Qt.PenStyle.DotLine))
                painter.drawLine(rect.bottomLeft() + QPointF(0, 1), rect.bottomRight() + QPointF(0, 1))
            case Style.NAME if hover and segment.key:
                painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), theme.ink)
            case _:
                pass


def _padded(segment: Segment) -> str:
    """Boxed segments carry no-break spaces as their padding, short ones stay on one line."""
    text = shown(segment.text)
    whole = SHORT if segment.style in BOXED | {Style.REPLACED} else 24 if segment.style is Style.INSERTED else 0
    if len(text) <= whole:
        text = text.replace(" ", _NBSP)
    pad = _NBSP * {Style.CUT: 3, Style.DASHED: 2}.get(segment.style, 0)
    return f"{pad}{text}{pad}"


def _x(line: QTextLine, cursor: int) -> float:
    place: tuple[float, int] = line.cursorToX(cursor)  # type: ignore[assignment]  # PySide returns both
    return place[0]
