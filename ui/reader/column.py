"""The text as a column of lines: where each block lies, and what lies where. Geometry only, nothing is painted here.

Blocks are laid out when they are first needed; until then their height is an estimate, so that a text of a megabyte
opens at once. Coordinates are pixels from the column's top left; offsets are code points of the article's text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from quotedesk.quote import Span
from ui.names import runs_left
from ui.offsets import TextMap

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
LEADING = 1.68
HEADING_LEADING = 1.28
PARAGRAPH_GAP = 0.92
"""Of the type's size."""


class Column:
    """A text laid out at a width. `headings` are blocks set in the heading's type."""

    def __init__(self, text: str) -> None:
        self.map = TextMap(text)
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setPlainText(self.map.document_text)
        self.width = 0.0
        self._before: dict[int, float] = {}
        self._heading = -1
        self._line_height = 1.0
        self._heading_height = 1.0
        self._gap = 0.0
        self._heights: list[float] = []
        self._measured: list[bool] = []
        self._tops: list[float] = [0.0]
        self._stale = False
        self._next_unmeasured = 0
        self.version = 0
        """Rises whenever a block came to lie elsewhere."""
        self._fresh: list[int] = []

    def set_type(
        self, width: float, font: QFont, heading_font: QFont, *, heading: bool, before: dict[int, float]
    ) -> None:
        """Sets the column's width and type. `heading`: the first block is a heading; `before`: space above blocks."""
        self.width, self._before, self._heading = width, before, 0 if heading else -1
        self._line_height = round(font.pixelSize() * LEADING)
        self._heading_height = round(heading_font.pixelSize() * HEADING_LEADING)
        self._gap = round(font.pixelSize() * PARAGRAPH_GAP)
        self.document.setDefaultFont(font)
        if heading:
            style = QTextCharFormat()
            style.setFont(heading_font)
            cursor = QTextCursor(self.document.firstBlock())
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.setCharFormat(style)
        self.document.setDocumentLayout(QPlainTextDocumentLayout(self.document))
        average = QFontMetricsF(font).averageCharWidth() * 0.8
        a_line = max(8.0, width / average)
        self._heights = [
            (int((block.end - block.start) / a_line) + 1) * self._line_height + self._space(number)
            for number, block in enumerate(self.map.blocks)
        ]
        self._measured = [False] * len(self._heights)
        self._next_unmeasured = 0
        self._stale = True
        self._fresh = []
        self.version += 1

    def _space(self, number: int) -> float:
        return self._before.get(number, 0.0) + (self._gap if self.map.blocks[number].gap else 0.0)

    def _top_list(self) -> list[float]:
        if self._stale:
            self._tops = list(accumulate(self._heights, initial=0.0))
            self._stale = False
        return self._tops

    @property
    def height(self) -> float:
        """The whole column's height, as far as it is known."""
        return self._top_list()[-1]

    @property
    def line_height(self) -> float:
        """The distance of two lines."""
        return self._line_height

    def block_at(self, y: float) -> int:
        """The block at a height."""
        return min(max(0, bisect_right(self._top_list(), y) - 1), len(self._heights) - 1)

    def top(self, number: int) -> float:
        """Where a block begins, the space above it included."""
        return self._top_list()[number]

    def text_top(self, number: int) -> float:
        """Where a block's first line begins."""
        return self.top(number) + self._before.get(number, 0.0)

    def about(self, offset: int) -> float:
        """About how far down an offset stands, without laying anything out."""
        number = self.map.block_at(offset)
        block = self.map.blocks[number]
        tops = self._top_list()
        inside = (offset - block.start) / max(1, block.end - block.start)
        top = tops[number] + self._before.get(number, 0.0)
        return top + inside * (tops[number + 1] - top)

    def is_measured(self, number: int) -> bool:
        """Whether a block's height is known and not estimated."""
        return self._measured[number]

    def layout(self, number: int) -> QTextLayout:
        """A block's lines, laid out now if they were not."""
        layout = self.document.findBlockByNumber(number).layout()
        if not self._measured[number]:
            self._lay_out(number, layout)
        return layout

    def _lay_out(self, number: int, layout: QTextLayout) -> None:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if self._starts_at_the_right(number):
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        line_height = self._heading_height if number == self._heading else self._line_height
        y = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
            line.setPosition(QPointF(0.0, y + (line_height - line.height()) // 2))
            y += line_height
        layout.endLayout()
        height = y + self._space(number)
        self._measured[number] = True
        self._fresh.append(number)
        if height != self._heights[number]:
            self._heights[number] = height
            self._stale = True
            self.version += 1

    def freshly_measured(self) -> list[int]:
        """The blocks that were laid out since this was last asked."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def measure_more(self, characters: int) -> bool:
        """Lays out about so much text that nobody looked at yet; False when none is left."""
        while characters > 0 and self._next_unmeasured < len(self._heights):
            if not self._measured[self._next_unmeasured]:
                self.layout(self._next_unmeasured)
                block = self.map.blocks[self._next_unmeasured]
                characters -= block.end - block.start
            self._next_unmeasured += 1
        return self._next_unmeasured < len(self._heights)

    def blocks_between(self, top: float, bottom: float) -> range:
        """The blocks that show between two heights, laid out."""
        if not self._heights:
            return range(0)
        first = number = self.block_at(top)
        while number < len(self._heights):
            self.layout(number)
            if self.top(number + 1) > bottom:
                break
            number += 1
        return range(first, min(number + 1, len(self._heights)))

    def offset_at(self, x: float, y: float) -> int:
        """The text offset nearest to a point."""
        if not self._heights:
            return 0
        number = self.block_at(y)
        layout = self.layout(number)
        number = self.block_at(y)
        line_height = self._heading_height if number == self._heading else self._line_height
        row = int((y - self.text_top(number)) // line_height)
        line = layout.lineAt(min(max(row, 0), layout.lineCount() - 1))
        return self.map.from_block(number, line.xToCursor(x))

    def caret(self, offset: int) -> QRectF:
        """The place between two characters, one line high and without width."""
        if not self._heights:
            return QRectF()
        number = self.map.block_at(offset)
        layout = self.layout(number)
        position = self.map.in_block(number, offset)
        line = layout.lineForTextPosition(position)
        height = self._heading_height if number == self._heading else self._line_height
        row = self.text_top(number) + line.lineNumber() * height
        return QRectF(_x(line, position), row, 0.0, height)

    def rects(self, span: Span) -> Iterator[tuple[int, QRectF]]:
        """The boxes of a span, one a line (more where writing directions mix), each with its block."""
        for number, start, end in self.map.pieces(span):
            for box in self.boxes(number, start, end):
                yield number, box

    def _starts_at_the_right(self, number: int) -> bool:
        if not self._mixes_directions(number):
            return False
        block = self.map.blocks[number]
        return runs_left(self.map.text[block.start : block.end])

    def _mixes_directions(self, number: int) -> bool:
        block = self.map.blocks[number]
        return _RIGHT_TO_LEFT.search(self.map.text, block.start, block.end) is not None

    def reads_right_to_left(self, offset: int) -> bool:
        """Whether the character at an offset is of a script that is read from right to left."""
        return _RIGHT_TO_LEFT.match(self.map.text, offset) is not None

    def boxes(self, number: int, start: int, end: int) -> Iterator[QRectF]:
        """The boxes of Qt's positions `start` to `end` of one block."""
        layout = self.layout(number)
        top = self.text_top(number)
        height = self._heading_height if number == self._heading else self._line_height
        mixed = self._mixes_directions(number)
        for row in range(layout.lineForTextPosition(start).lineNumber(), layout.lineCount()):
            line = layout.lineAt(row)
            first, last = line.textStart(), line.textStart() + line.textLength()
            if first >= end:
                break
            a, b = max(first, start), min(last, end)
            while a < b == last < end and self.map.text[self.map.from_block(number, b) - 1] == " ":
                last = b = b - 1  # the space at a line's end hangs over it
            edges = _glyph_edges(line, a, b) if mixed else [(_x(line, a), _x(line, b))]
            for left, right in _joined(edges):
                yield QRectF(QPointF(left, top + row * height), QPointF(right, top + (row + 1) * height))


def _x(line: QTextLine, position: int) -> float:
    """PySide's `cursorToX` gives (x, position), which its types do not say."""
    return float(cast("tuple[float, int]", line.cursorToX(position))[0])


def _glyph_edges(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """Where runs of glyphs lie, from left to right: true where directions mix, which caret positions are not."""
    edges = []
    for run in line.glyphRuns(start, end - start):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        places = [(at.x(), at.x() + advance.x()) for at, advance in zip(run.positions(), advances, strict=True)]
        if places:
            edges.append((min(left for left, _ in places), max(right for _, right in places)))
    return sorted(edges)


def _joined(edges: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Stretches in order become one where they touch; empty ones go."""
    start = end = float("-inf")
    for left, right in edges:
        if left - end > 0.6:
            if end > start:
                yield start, end
            start = left
        end = max(end, right)
    if end > start:
        yield start, end
