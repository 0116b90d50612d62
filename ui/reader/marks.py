"""How quotes are drawn on the text: tint, underline, outline and handles, block by block as they come into view."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextCharFormat, QTextLayout

from quotedesk.quote import Span
from quotedesk.store.records import QuoteRecord
from ui import theme
from ui.reader.column import Column
from ui.reader.states import Shape, shape, steps_back

DEEPEST = 3
"""Underlines are stacked this deep at most."""
KNOB = 11.0
"""The diameter of a handle's knob."""

Mark = tuple[int, int, QuoteRecord, int]
"""Qt's start and end in the block, the quote, how deep its underline lies (0 is nearest to the words)."""


def by_block(column: Column, quotes: Sequence[QuoteRecord]) -> dict[int, list[Mark]]:
    """The marks of each block, outer quotes first."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    depths = depth_of(quotes)
    for quote in sorted(quotes, key=lambda q: (q.parts[0].start, -q.parts[-1].end, q.id)):
        for part in quote.parts:
            for number, start, end in column.map.pieces(part):
                marks[number].append((start, end, quote, depths[quote.id]))
    return marks


def around(column: Column, marks: Mapping[int, Sequence[Mark]], quotes: Iterable[QuoteRecord]) -> set[int]:
    """The blocks that a change of these quotes can touch: theirs, and those of whatever hangs together there.

    A quote of nothing but the break between two blocks has no marks, but a label beside the block it begins at.
    """
    blocks: set[int] = set()
    waiting = list(quotes)
    while waiting:
        for part in waiting.pop().parts:
            for number in {column.map.block_at(part.start), *(piece[0] for piece in column.map.pieces(part))}:
                if number not in blocks:
                    blocks.add(number)
                    waiting += [mark[2] for mark in marks.get(number, ())]
    return blocks


def depth_of(quotes: Iterable[QuoteRecord]) -> dict[str, int]:
    """For each quote the depth of its underline: 0 for the innermost, deeper for what lies around or across it."""
    depths: dict[str, int] = {}
    for group in _overlapping(quotes):
        placed: list[QuoteRecord] = []
        for quote in sorted(group, key=lambda q: (q.parts[-1].end - q.parts[0].start, q.parts[0].start, q.id)):
            taken = {depths[other.id] for other in placed if _touch(quote, other)}
            depths[quote.id] = min(next(d for d in range(len(taken) + 1) if d not in taken), DEEPEST - 1)
            placed.append(quote)
    return depths


def _overlapping(quotes: Iterable[QuoteRecord]) -> Iterator[list[QuoteRecord]]:
    """Runs of quotes whose extents hang together."""
    group: list[QuoteRecord] = []
    reach = 0
    for quote in sorted(quotes, key=lambda q: q.parts[0].start):
        if group and quote.parts[0].start >= reach:
            yield group
            group, reach = [], 0
        group.append(quote)
        reach = max(reach, quote.parts[-1].end)
    if group:
        yield group


def _touch(a: QuoteRecord, b: QuoteRecord) -> bool:
    return a.extent.overlaps(b.extent) and any(p.overlaps(q) for p in a.parts for q in b.parts)


def faint_formats(marks: Sequence[Mark]) -> list[QTextLayout.FormatRange]:
    """The text of nobody's words and of rejected quotes, in the muted ink."""
    ranges = []
    for start, end, quote, _depth in marks:
        if steps_back(quote):
            found = QTextLayout.FormatRange()
            found.start, found.length = start, end - start
            style = QTextCharFormat()
            style.setForeground(theme.current().muted)
            found.format = style
            ranges.append(found)
    return ranges


def paint_under(painter: QPainter, column: Column, number: int, marks: Sequence[Mark], hovered: str) -> None:
    """What lies behind the words of a block: the tint of confirmed quotes, and of the one under the pointer."""
    look = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    for start, end, quote, _depth in marks:
        state = shape(quote)
        if state is Shape.CONFIRMED or quote.id == hovered:
            tint = look.speaker(quote.colour if quote.speaker else None).tint
            if state is not Shape.CONFIRMED:
                tint = theme.mix(look.ground, tint, 0.55) if state is Shape.SUGGESTED else look.selected
            painter.setBrush(tint)
            for box in column.boxes(number, start, end):
                painter.drawRoundedRect(_words_box(box), 3, 3)


def paint_over(painter: QPainter, column: Column, number: int, marks: Sequence[Mark]) -> None:
    """The lines of a block: solid, dashed, dotted or through the words by state, in the speaker's colour."""
    look = theme.current()
    for start, end, quote, depth in marks:
        state = shape(quote)
        faint = steps_back(quote)
        ink = look.muted if faint else look.speaker(quote.colour if quote.speaker else None).ink
        pen = QPen(ink, 1.2 if faint else 2.0)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if state is Shape.SUGGESTED:
            pen.setDashPattern([3.0, 2.0])
        elif state is Shape.FAINT:
            pen.setDashPattern([1.2, 1.8])
        painter.setPen(pen)
        for box in column.boxes(number, start, end):
            words = _words_box(box)
            y = words.center().y() + 1 if state is Shape.REJECTED else words.bottom() + 1 + depth * 3.5
            painter.drawLine(QLineF(box.left(), y, box.right(), y))


def _words_box(box: QRectF) -> QRectF:
    """A line's box without its leading: where tints end and underlines lie."""
    air = box.height() * 0.115
    return box.adjusted(-1, air, 1, -air - 1)


def paint_boxes(painter: QPainter, boxes: Iterable[QRectF], colour: QColor) -> None:
    """A plain background: the selection, a word that was searched."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for box in boxes:
        painter.drawRect(_words_box(box))


def outline(column: Column, parts: Iterable[Span]) -> QPainterPath:
    """The outline around the words of a selected quote, one figure for each part."""
    path = QPainterPath()
    for part in parts:
        figure = QPainterPath()
        previous: QRectF | None = None
        for _number, box in column.rects(part):
            grown = _words_box(box).adjusted(-1, -2, 1, 5)
            if previous is not None and grown.top() - previous.bottom() < 12:
                grown.setTop(min(grown.top(), previous.bottom()))  # lines of one part grow together
            figure.addRect(grown)
            previous = grown
        path.addPath(figure.simplified())
    return path


def paint_outline(painter: QPainter, path: QPainterPath) -> None:
    """Draws a selected quote's outline."""
    pen = QPen(theme.current().ink, 2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def handle_boxes(column: Column, parts: Sequence[Span]) -> dict[str, QRectF]:
    """Where the handles of the two outer edges lie: a pin at each, its knob above the start and below the end."""
    start, end = column.caret(parts[0].start), column.caret(parts[-1].end)
    boxes = {}
    for edge, caret, side, part in (("start", start, -1, parts[0].start), ("end", end, 1, parts[-1].start)):
        words = _words_box(caret)
        x = caret.left() + side * (-2 if column.reads_right_to_left(part) else 2)
        top, bottom = words.top() - 2, words.bottom() + 5
        if edge == "start":
            top -= KNOB - 2
        else:
            bottom += KNOB - 2
        boxes[edge] = QRectF(x - KNOB / 2, top, KNOB, bottom - top)
    return boxes


def paint_handles(painter: QPainter, boxes: dict[str, QRectF]) -> None:
    """Draws the pins; thin, so that the quotation marks beside them stay readable."""
    look = theme.current()
    painter.setBrush(look.ink)
    for edge, box in boxes.items():
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRect(QRectF(box.center().x() - 1, box.top(), 2, box.height()))
        painter.setPen(QPen(look.ground, 1.5))
        top = box.top() if edge == "start" else box.bottom() - KNOB
        painter.drawEllipse(QRectF(box.left(), top, KNOB, KNOB))
