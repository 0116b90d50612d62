"""One wording or one printing as a card: who prints it, which part of the fullest, and its text with marks.

A wide card has its sources at the left and the text beside them (readings); a tall one has them above (columns).
"""

import html
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from ui.compare.flow import BOXED, Flow, Segment
from ui.compare.paint import Chip, chip_places, draw_chips, draw_extent
from ui.compare.pieces import Extent
from ui.theme import current, px

SIDE = 200
PAD_X, PAD_Y = 16, 13
EXTENT = 6


@dataclass(frozen=True, slots=True)
class CardContent:
    """What a card shows. `id` is the printing it stands for; `lead` is the passage before the words, `summary` what a
    screen reader says."""

    id: str
    names: tuple[Segment, ...]
    speakers: tuple[Segment, ...]
    extent: Extent
    chips: tuple[Chip, ...]
    text: tuple[Segment, ...]
    lead: tuple[Segment, ...] = ()
    base: bool = False
    summary: str = ""


class Card(QWidget):
    """Draws a card; tells of clicks on sources (`opened`), on itself (`chosen`) and on folded text (`toggled`)."""

    opened = Signal(str)
    chosen = Signal(str)
    toggled = Signal(str, int)
    unfolded = Signal(str)

    def __init__(self, content: CardContent, *, wide: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wide = wide
        self.is_current = False
        self.difference: int | None = None
        self.lead_height = 0.0
        self.head_height = 0.0
        self._selection: tuple[int, int] | None = None
        self._pressed = False
        self._hover: tuple[Flow, int] | None = None
        self._places: list[tuple[Flow, QPointF]] = []
        self.setMouseTracking(True)
        self.show_content(content)

    def show_content(self, content: CardContent) -> None:
        """Show something else, or the same in other colours."""
        self.content = content
        self._names = Flow(content.names, size=13, pitch=1.4)
        self._speakers = Flow(content.speakers, size=12, pitch=1.42)
        self._lead = Flow(content.lead, size=13.5, pitch=1.6)
        self._text = Flow(content.text, size=15.5, pitch=1.87)
        self._hover = None
        self._selection = None
        self.setAccessibleName(content.summary)
        self.update()

    def departures(self) -> list[int]:
        """The segments at which F8 stops."""
        return [place for place, segment in enumerate(self.content.text) if segment.departs]

    def rect_of(self, segment: int) -> QRectF:
        """Where a segment of the text stands in the card."""
        rects = self._text.rects(segment)
        origin = next((at for flow, at in self._places if flow is self._text), QPointF())
        return rects[0].translated(origin) if rects else QRectF(origin.x(), origin.y(), 1, 1)

    def measure(self, width: int) -> tuple[float, float]:
        """The heights that head and lead need at a width; the neighbours in a row of cards take the greatest."""
        inner = width - 2 * px(PAD_X)
        if self.wide:
            return 0.0, 0.0
        return self._head(inner), self._lead.height_for(inner) if self.content.lead else 0.0

    def height_for(self, width: int) -> int:
        """The height the card needs at a width, with the head and lead heights it was given."""
        inner = width - 2 * px(PAD_X)
        if self.wide:
            side = px(SIDE)
            text = self._text.height_for(inner - side - px(22))
            return round(max(self._head(side), text + px(2)) + 2 * px(PAD_Y))
        head, lead = self.measure(width)
        text = self._text.height_for(inner)
        return round(max(head, self.head_height) + max(lead, self.lead_height) + text + 2 * px(PAD_Y) + px(14))

    def _head(self, width: float) -> float:
        names, speakers = self._names.height_for(width), self._speakers.height_for(width)
        chips = chip_places(self.content.chips, width)[1]
        return names + speakers + px(9) + px(EXTENT) + (px(9) + chips if chips else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out anew."""
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Put the parts where they belong at the present width."""
        x, y = float(px(PAD_X)), float(px(PAD_Y))
        inner = self.width() - 2 * x
        side = float(px(SIDE)) if self.wide else inner
        names, speakers = self._names.height_for(side), self._speakers.height_for(side)
        self._places = [(self._names, QPointF(x, y)), (self._speakers, QPointF(x, y + names))]
        y += names + speakers + px(9)
        self._bar = QRectF(x, y, side, px(EXTENT))
        self._chips_at = QPointF(x, y + px(EXTENT) + px(9))
        if self.wide:
            left = x + side + px(22)
            self._text.height_for(inner - side - px(22))
            self._places.append((self._text, QPointF(left, px(PAD_Y) - px(4))))
            return
        head, lead = self.measure(self.width())
        self._rule = px(PAD_Y) + max(head, self.head_height) + px(9)
        y = self._rule + px(5)
        self._text.height_for(inner)
        self._places.append((self._lead, QPointF(x, y + max(0.0, self.lead_height - lead))))
        self._places.append((self._text, QPointF(x, y + max(lead, self.lead_height))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = 1.0 if self.content.base else 0.5
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(theme.accent if self.content.base else theme.line, 2 * inset))
        painter.setBrush(theme.field)
        painter.drawRoundedRect(frame, px(9), px(9))
        if self.is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink)
            painter.drawRoundedRect(QRectF(px(5), px(PAD_Y) + px(3), px(3), px(13)), px(1.5), px(1.5))
        width = self._bar.width()
        draw_extent(painter, self._bar, self.content.extent)
        draw_chips(painter, self.content.chips, self._chips_at, width)
        if not self.wide:
            painter.fillRect(QRectF(self._bar.left(), self._rule, width, 1), theme.line)
        for flow, origin in self._places:
            hover = self._hover[1] if self._hover and self._hover[0] is flow else None
            if flow is self._text:
                flow.paint(painter, origin, standing=self.difference, hover=hover, selection=self._selection)
            else:
                flow.paint(painter, origin, hover=hover)
        painter.end()

    def _under(self, point: QPointF) -> tuple[Flow, int] | None:
        for flow, origin in self._places:
            found = flow.at(point - origin)
            if found is not None:
                return flow, found
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Selecting, or showing what can be clicked."""
        point = event.position()
        if self._pressed and self._selection:
            origin = self._places[-1][1]
            self._selection = (self._selection[0], self._text.cursor_at(point - origin))
            self.update()
            return
        self._hover = self._under(point)
        over_text = QRectF(self._places[-1][1], self.rect().bottomRight().toPointF()).contains(point)
        shape = Qt.CursorShape.IBeamCursor if over_text else Qt.CursorShape.ArrowCursor
        if self._hover and _clickable(self._hover[0].segments[self._hover[1]], self._hover[0] is self._text):
            shape = Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        super().leaveEvent(event)
        self._hover = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin selecting and choose the card."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = True
        place = self._text.cursor_at(event.position() - self._places[-1][1])
        self._selection = (place, place)
        self.chosen.emit(self.content.id)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without selecting opens what is under it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = False
        if self._selection and self._selection[0] != self._selection[1]:
            return
        found = self._under(event.position())
        if found is None:
            return
        segment = found[0].segments[found[1]]
        if found[0] is self._text and _clickable(segment, True):
            self.toggled.emit(self.content.id, segment.number)
        elif segment.key == "more":
            self.unfolded.emit(self.content.id)
        elif segment.key:
            self.opened.emit(segment.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the article."""
        found = self._under(event.position())
        if found is None or not _clickable(found[0].segments[found[1]], found[0] is self._text):
            self.opened.emit(self.content.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy and open."""
        menu = QMenu(self)
        copy = menu.addAction("Copy")
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(self.copy)
        menu.addAction("Open in its article").triggered.connect(lambda: self.opened.emit(self.content.id))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def copy(self) -> None:
        """The selected words to the clipboard, or all of the card's text."""
        QGuiApplication.clipboard().setText(self.selected() or self._text.plain())

    def selected(self) -> str:
        """The words that are selected."""
        return self._text.between(*self._selection) if self._selection else ""

    def event(self, event: QEvent) -> bool:
        """Tooltips of segments."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._under(QPointF(event.pos()))
            hint = found[0].segments[found[1]].hint if found else ""
            if hint:
                QToolTip.showText(event.globalPos(), tooltip(hint), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


def _clickable(segment: Segment, in_text: bool) -> bool:
    return segment.style in BOXED if in_text else bool(segment.key)


def tooltip(text: str) -> str:
    """Text for a tooltip that Qt wraps and never takes for markup."""
    return f"<p style='white-space: pre-wrap'>{html.escape(text[:600])}</p>"
