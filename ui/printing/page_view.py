"""Pages one under the other on the ground, at any zoom; painted from the same made-up pages as the PDF."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui import theme
from ui.printing.pages import Made
from ui.printing.styles import UNITS

SCREEN = 96 / 72
"""Pixels a point at a zoom of 1."""
SMALLEST, LARGEST = 0.25, 4.0
_GAP, _AROUND = 18, 24
_KEPT = 12
"""Pages kept as pictures; an A4 page at zoom 1 takes 3.6 MB."""


class PageView(QAbstractScrollArea):
    """Shows a made-up sheet. Fits the width until a zoom is chosen; the pages are paper-white in both themes."""

    page_changed = Signal(int)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages of the sheet")
        self.setProperty("look", "ground")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._made: Made | None = None
        self._chosen: float | None = None
        self._pictures: dict[tuple[int, int], QPixmap] = {}
        self._page = 0
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    def show_pages(self, made: Made | None) -> None:
        """Shows other pages, from the first; None for none."""
        self._made = made
        self._pictures.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._page = 0
        self.page_changed.emit(0)

    def count(self) -> int:
        """How many pages there are."""
        return len(self._made.pages) if self._made else 0

    def page(self) -> int:
        """The page most in view, from 0."""
        return self._page

    def go_to(self, page: int) -> None:
        """Brings the top of a page into view."""
        if self._made:
            page = min(max(page, 0), self.count() - 1)
            self.verticalScrollBar().setValue(round(self._top(page)) - _AROUND)

    def zoom(self) -> float:
        """The zoom in use; 1 is the size of the paper."""
        if self._chosen is not None or self._made is None:
            return self._chosen or 1.0
        room = self.viewport().width() - 2 * _AROUND
        return min(max(room / (self._made.size_in_points().width() * SCREEN), SMALLEST), 1.4)

    def set_zoom(self, zoom: float | None) -> None:
        """Another zoom, None to fit the width; what is in the middle stays in the middle."""
        bar = self.verticalScrollBar()
        middle = (bar.value() + self.viewport().height() / 2) / max(1.0, self._whole().height())
        self._chosen = None if zoom is None else min(max(zoom, SMALLEST), LARGEST)
        self._lay_out()
        bar.setValue(round(middle * self._whole().height() - self.viewport().height() / 2))

    def _scale(self) -> float:
        return self.zoom() * SCREEN / UNITS

    def _size(self) -> QSize:
        """One page in pixels."""
        assert self._made
        return (self._made.paper * self._scale()).toSize()

    def _top(self, page: int) -> float:
        return _AROUND + page * (self._size().height() + _GAP)

    def _whole(self) -> QSize:
        if not self._made:
            return QSize(0, 0)
        size = self._size()
        height = 2 * _AROUND + self.count() * (size.height() + _GAP) - _GAP
        return QSize(size.width() + 2 * _AROUND, height)

    def _lay_out(self) -> None:
        whole, view = self._whole(), self.viewport().size()
        for bar, length, room in (
            (self.verticalScrollBar(), whole.height(), view.height()),
            (self.horizontalScrollBar(), whole.width(), view.width()),
        ):
            bar.setRange(0, max(0, length - room))
            bar.setPageStep(room)
            bar.setSingleStep(48)
        self.zoomed.emit(self.zoom())
        self.viewport().update()

    def _tell_page(self) -> None:
        if self._made:
            middle = self.verticalScrollBar().value() + self.viewport().height() / 2 - _AROUND
            page = min(max(int(middle // (self._size().height() + _GAP)), 0), self.count() - 1)
            if page != self._page:
                self._page = page
                self.page_changed.emit(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps to the width."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Pages are painted, not moved."""
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom() * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys go from page to page, Home and End to the first and the last."""
        steps = {
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_PageUp: self._page - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.count() - 1,
        }
        if event.key() in steps:
            self.go_to(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.current().well)
        if self._made:
            size = self._size()
            left = max(_AROUND, (self.viewport().width() - size.width()) // 2) - self.horizontalScrollBar().value()
            offset = self.verticalScrollBar().value()
            for page in range(self.count()):
                place = QPoint(left, round(self._top(page)) - offset)
                if place.y() < self.viewport().height() and place.y() + size.height() > 0:
                    painter.setPen(theme.current().line_strong)
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(QRectF(QPointF(place) - QPointF(0.5, 0.5), size + QSize(1, 1)))
                    painter.drawPixmap(place, self._picture(page, size))
        painter.end()

    def _picture(self, page: int, size: QSize) -> QPixmap:
        assert self._made
        key = (page, size.width())
        if key not in self._pictures:
            while len(self._pictures) >= _KEPT:
                del self._pictures[next(iter(self._pictures))]
            ratio = self.devicePixelRatioF()
            picture = QPixmap(size * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(QColor("white"))
            painter = QPainter(picture)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            painter.scale(self._scale(), self._scale())
            self._made.paint(painter, page)
            painter.end()
            self._pictures[key] = picture
        return self._pictures[key]
