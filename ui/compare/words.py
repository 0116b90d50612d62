"""The collation table, word by word, in bands that wrap at the window's width: one row a wording, the base on top."""

from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.compare.card import tooltip
from ui.compare.collated import Cell, Column
from ui.compare.paint import hatch
from ui.compare.scene import Wording
from ui.theme import current, font, mix, px, serif

LABEL, ROW, PAD, BAND_GAP, NARROWEST = 168, 29, 7, 18, 26


@dataclass(frozen=True, slots=True)
class Placed:
    """A column in its band: its place from the band's left edge and its width, in pixels."""

    column: Column
    band: int
    x: float
    width: float


class WordsTable(QWidget):
    """Draws the bands. The rows are wordings; `stop` is the number of the column F8 stands on."""

    opened = Signal(str)
    chosen = Signal(int)
    unfolded = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wordings: tuple[Wording, ...] = ()
        self.columns: list[Column] = []
        self.placed: list[Placed] = []
        self.current = 0
        self.stop: int | None = None
        self._bands: list[int] = []
        self.setMouseTracking(True)

    def show_columns(self, wordings: tuple[Wording, ...], shown: list[Column]) -> None:
        """Show a table: the base's wording first."""
        self.wordings, self.columns, self.stop = wordings, shown, None
        self.arrange(self.width())

    def arrange(self, width: int) -> None:
        """Break the columns into bands of a width and take the height they need."""
        plain, strong = QFontMetricsF(serif(14.5)), QFontMetricsF(serif(14.5, bold=True))
        small = QFontMetricsF(font(11.5))
        self.placed, self._bands = [], []
        room = max(120.0, width - px(LABEL) - 2 * px(PAD))
        x, band = 0.0, 0
        for number, column in enumerate(self.columns):
            if column.folded:
                wide = small.horizontalAdvance(f"{column.folded} words agree")
            else:
                pairs = zip(column.words, column.cells, strict=True)
                wide = max(
                    (strong if cell is Cell.OTHER else plain).horizontalAdvance(word) for word, cell in pairs if word
                )
            wide = min(room, max(px(NARROWEST), wide + 2 * px(PAD)))
            if x and x + wide > room:
                x, band = 0.0, band + 1
            if band == len(self._bands):
                self._bands.append(number)
            self.placed.append(Placed(column, band, x, wide))
            x += wide
        self.resize(width, int(self._band_top(len(self._bands))))
        self.update()

    def band_rect(self, band: int) -> QRectF:
        """The frame of a band."""
        return QRectF(0.5, self._band_top(band) + 0.5, self.width() - 1, len(self.wordings) * px(ROW))

    def _band_top(self, band: int) -> float:
        return band * (len(self.wordings) * px(ROW) + px(BAND_GAP)) + 1

    def cell_rect(self, placed: Placed, row: int) -> QRectF:
        """Where a word of a wording stands."""
        top = self._band_top(placed.band) + row * px(ROW)
        return QRectF(px(LABEL) + px(PAD) + placed.x, top, placed.width, px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bands that are in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for band, first in enumerate(self._bands):
            if self.band_rect(band).intersects(QRectF(event.rect()).adjusted(0, -2, 0, 2)):
                last = self._bands[band + 1] if band + 1 < len(self._bands) else len(self.placed)
                self._draw_band(painter, band, self.placed[first:last])
        painter.end()

    def _draw_band(self, painter: QPainter, band: int, placed: list[Placed]) -> None:
        theme = current()
        frame = self.band_rect(band)
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(theme.field)
        painter.drawRoundedRect(frame, px(8), px(8))
        for row, wording in enumerate(self.wordings):
            top = self._band_top(band) + row * px(ROW)
            strip = QRectF(1.5, top + 1, self.width() - 3, px(ROW) - 1)
            if row == 0:
                painter.fillRect(strip.adjusted(0, 0.5, 0, 0), mix(theme.field, theme.accent_tint, 0.55))
            if row == self.current:
                painter.fillRect(QRectF(1.5, top + px(5), 3, px(ROW) - px(10)), theme.ink)
            if row:
                painter.fillRect(QRectF(1, top, self.width() - 2, 1), theme.line)
            self._draw_label(painter, wording, QRectF(px(12), top, px(LABEL) - px(16), px(ROW)), row)
            for place in range(len(placed)):
                self._draw_cell(painter, placed, place, row)
        for item in placed:
            if self.stop is not None and item.column.number == self.stop and not item.column.folded:
                rect = self.cell_rect(item, 0).united(self.cell_rect(item, len(self.wordings) - 1))
                painter.setPen(QPen(theme.ink, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(1, 2, -1, -1), 5, 5)

    def _draw_label(self, painter: QPainter, wording: Wording, rect: QRectF, row: int) -> None:
        theme = current()
        more = len(wording.printings) - 1
        tail = f"  +{more}" if more else ""
        shown = font(12, bold=row == 0)
        metrics = QFontMetricsF(shown)
        name = metrics.elidedText(
            wording.printings[0].source, Qt.TextElideMode.ElideMiddle, rect.width() - metrics.horizontalAdvance(tail)
        )
        painter.setFont(shown)
        painter.setPen(theme.ink)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), name + tail)

    def _draw_cell(self, painter: QPainter, placed: list[Placed], place: int, row: int) -> None:
        theme = current()
        item = placed[place]
        rect = self.cell_rect(item, row)
        cell, word = item.column.cells[row], item.column.words[row]
        middle = rect.center().y()
        if cell in {Cell.CUT, Cell.ELIDED, Cell.OUTSIDE}:
            first = place == 0 or placed[place - 1].column.cells[row] is not cell
            if first:
                end = place
                while end + 1 < len(placed) and placed[end + 1].column.cells[row] is cell:
                    end += 1
                self._draw_gap(painter, cell, rect.united(self.cell_rect(placed[end], row)))
            return
        if item.column.folded:
            painter.setPen(QPen(theme.line_strong, 1, Qt.PenStyle.DotLine))
            if row:
                painter.drawLine(QPointF(rect.left() + px(PAD), middle), QPointF(rect.right() - px(PAD), middle))
                return
            painter.setFont(font(11.5))
            painter.drawLine(rect.bottomLeft() + QPointF(px(PAD), -6), rect.bottomRight() + QPointF(-px(PAD), -6))
            painter.setPen(theme.muted)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"{item.column.folded} words agree")
            return
        if cell is Cell.REPLACED:
            painter.fillRect(rect.adjusted(0, 4, 0, -4), theme.warn_tint)
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 5, rect.width(), 2), theme.warn)
            return
        painter.setFont(serif(14.5, bold=cell is Cell.OTHER))
        box = rect.adjusted(2, 4, -2, -4)
        if cell is Cell.OTHER:
            beside = [placed[p].column.cells[row] if 0 <= p < len(placed) else None for p in (place - 1, place + 1)]
            box.adjust(-2 * (beside[0] is Cell.REPLACED), 0, 2 * (beside[1] is Cell.REPLACED), 0)
            painter.fillRect(box, theme.warn_tint)
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 2), theme.warn)
        elif cell is Cell.ADDED:
            painter.setPen(QPen(theme.good, 1.2))
            painter.setBrush(theme.good_tint)
            painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.ink)
        text = QFontMetricsF(painter.font()).elidedText(word, Qt.TextElideMode.ElideMiddle, rect.width() - px(PAD))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_gap(self, painter: QPainter, cell: Cell, rect: QRectF) -> None:
        theme = current()
        middle = rect.center().y()
        if cell is Cell.OUTSIDE:
            painter.setPen(QPen(theme.line_strong, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(rect.left() + px(4), middle), QPointF(rect.right() - px(4), middle))
            return
        box = rect.adjusted(2, 4, -2, -4)
        if cell is Cell.ELIDED:
            painter.setPen(QPen(theme.line_strong, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(theme.muted)
            painter.setFont(serif(14.5))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "…")
            return
        hatch(painter, box, theme.bad, theme.bad_tint)
        painter.fillRect(QRectF(box.left(), box.top() - 2, 3, box.height() + 4), theme.bad)
        painter.fillRect(QRectF(box.right() - 3, box.top() - 2, 3, box.height() + 4), theme.bad)
        painter.setFont(font(11, bold=True))
        if QFontMetricsF(painter.font()).horizontalAdvance("left out") + 14 < box.width():
            painter.setPen(theme.bad)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "left out")

    def under(self, point: QPointF) -> tuple[int, Placed | None] | None:
        """The row under a point, with the column or None over the names."""
        band = int((point.y() - 1) // (len(self.wordings) * px(ROW) + px(BAND_GAP))) if self.wordings else -1
        if not 0 <= band < len(self._bands):
            return None
        row = int((point.y() - self._band_top(band)) // px(ROW))
        if not 0 <= row < len(self.wordings):
            return None
        x = point.x() - px(LABEL) - px(PAD)
        if x < 0:
            return row, None
        last = self._bands[band + 1] if band + 1 < len(self._bands) else len(self.placed)
        inside = self.placed[self._bands[band] : last]
        place = bisect_right([item.x for item in inside], x) - 1
        return (row, inside[place]) if place >= 0 and x < inside[place].x + inside[place].width else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be clicked."""
        found = self.under(event.position())
        hand = found is not None and (found[1] is None or bool(found[1].column.folded))
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row; over a name, open its article; over folded words, unfold."""
        found = self.under(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.chosen.emit(found[0])
        if found[1] is None:
            self.opened.emit(self.wordings[found[0]].id)
        elif found[1].column.folded:
            self.unfolded.emit(found[1].column.number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the article."""
        found = self.under(event.position())
        if found is not None and found[1] is not None and not found[1].column.folded:
            self.opened.emit(self.wordings[found[0]].id)

    def event(self, event: QEvent) -> bool:
        """Tooltips: all sources of a row, or what the base prints in a column."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.under(QPointF(event.pos()))
            text = self._hint(*found) if found else ""
            if text:
                QToolTip.showText(event.globalPos(), tooltip(text), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _hint(self, row: int, placed: Placed | None) -> str:
        wording = self.wordings[row]
        if placed is None:
            return "\n".join(f"{p.source}: {p.printed_speaker}" for p in wording.printings[:20])
        base, cell = self.wordings[0].printings[0].source, placed.column.cells[row]
        word = placed.column.words[0]
        return {
            Cell.OTHER: f"{base} prints: {word}",
            Cell.REPLACED: f"{base} prints: {word}",
            Cell.ADDED: f"{base} does not print this.",
            Cell.CUT: f"Left out without any mark: {word}",
            Cell.ELIDED: f"Skipped, with a mark: {word}",
            Cell.OUTSIDE: f"Not printed here: {word}",
        }.get(cell, "")
