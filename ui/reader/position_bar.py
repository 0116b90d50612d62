"""The position bar beside the scrollbar: where the article's quotes lie, whose they are, and what is to be decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from quotedesk.store.records import QuoteRecord
from ui import theme
from ui.reader.page import Page
from ui.reader.states import speaker_name, status_line, steps_back, undecided

WIDTH = 18
REACH = 8
"""Pixels within which a click finds a quote."""
TALL = 3
"""Pixels above and below a mark's middle, its frame included."""
CALM = 250
"""Milliseconds between two drawings while a long text is still being laid out."""


class PositionBar(QWidget):
    """A mark a quote: whole and filled where it is decided, a hollow half at the left where somebody must look.

    A click chooses the quote nearest to it. The grey stretch is what the page shows.
    """

    picked = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._rows: dict[int, dict[str, QuoteRecord]] = {}
        self._row_of: dict[str, int] = {}
        self._drawn = QPixmap()
        self._stale = True
        self._later = QTimer(self, singleShot=True, interval=CALM)
        self._later.timeout.connect(self._forget)
        self.setAccessibleName("Where the quotes lie")
        self.setAccessibleDescription("A map of the article’s quotes; the keys for the next quote lead along it.")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        page.quotes_changed.connect(self._quotes_changed)
        page.verticalScrollBar().valueChanged.connect(lambda _value: self.update())
        page.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._later.start())

    def sizeHint(self) -> QSize:
        """As narrow as can still be hit."""
        return QSize(theme.px(WIDTH), 100)

    def place_of(self, quote: QuoteRecord) -> int:
        """The height on the bar at which a quote is marked."""
        column = self._page.column
        share = column.about(quote.parts[0].start) / max(1.0, column.height)
        return round(TALL + (self.height() - 2 * TALL) * share)

    def quote_at(self, y: float) -> QuoteRecord | None:
        """The quote marked nearest to a height, one to be decided first; None where there is none near."""
        self._settle()
        near = sorted(
            (row for row in self._rows if abs(row - y) <= REACH and self._rows[row]), key=lambda r: abs(r - y)
        )
        return min(self._rows[near[0]].values(), key=lambda q: not undecided(q)) if near else None

    def _forget(self) -> None:
        self._stale = True
        self.update()

    def _quotes_changed(self, ids: Collection[str] | None) -> None:
        """Some quotes are other than before (their ids), or all of them (None)."""
        if ids is None or self._stale:
            self._forget()
            return
        touched: set[int] = set()
        for id in ids:
            if id in self._row_of:
                row = self._row_of.pop(id)
                self._rows[row].pop(id, None)
                touched.add(row)
            if quote := self._page.quotes.get(id):
                touched.add(self._add(quote))
        self._draw(touched)
        self.update()

    def _add(self, quote: QuoteRecord) -> int:
        row = self.place_of(quote)
        self._rows.setdefault(row, {})[quote.id] = quote
        self._row_of[quote.id] = row
        return row

    def _settle(self) -> None:
        """Finds all places and draws all marks anew, where heights, the look or the article changed."""
        if self._stale:
            self._stale = False
            self._rows, self._row_of = defaultdict(dict), {}
            if self._page.column.map.blocks:
                for quote in self._page.quotes.values():
                    self._add(quote)
            ratio = self.devicePixelRatioF()
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(Qt.GlobalColor.transparent)
            self._draw(None)

    def _draw(self, rows: Collection[int] | None) -> None:
        """Draws marks into the pixmap: those near some rows, or all."""
        painter = QPainter(self._drawn)
        if rows is None:
            self._draw_rows(painter, sorted(self._rows))
        for row in rows or ():
            band = QRectF(0, row - TALL, self.width(), 2 * TALL + 1)
            painter.setClipRect(band)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(band, Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            self._draw_rows(painter, (near for near in range(row - 2 * TALL, row + 2 * TALL + 1) if near in self._rows))
        painter.end()

    def _draw_rows(self, painter: QPainter, rows: Iterable[int]) -> None:
        look, wide = theme.current(), self.width()
        for row in rows:
            # Of the quotes on one row the last decided one is drawn, and the first to be decided over it.
            drawn = {(steps_back(quote), undecided(quote)): quote for quote in self._rows[row].values()}
            for (back, open_), quote in sorted(drawn.items(), key=lambda item: (not item[0][0], item[0][1])):
                ink = look.speaker(quote.colour if quote.speaker else None).ink
                if back:
                    painter.fillRect(QRectF(wide / 2 - 1, row - 1, 2, 2), look.line_strong)
                elif open_:
                    painter.setPen(QPen(ink, 1))
                    painter.setBrush(look.ground)
                    painter.drawRect(QRectF(2.5, row - 2.5, wide / 2 - 1, 5))
                else:
                    painter.fillRect(QRectF(2, row - 1.5, wide - 4, 3), ink)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The marks, what is in view, and the selected quote."""
        look, page = theme.current(), self._page
        self._settle()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.ground)
        if page.quotes:
            bar = page.verticalScrollBar()
            whole = bar.maximum() + page.viewport().height()
            top, high = (self.height() * part / max(1, whole) for part in (bar.value(), page.viewport().height()))
            if bar.maximum():
                painter.fillRect(QRectF(0, top, self.width(), max(8.0, high)), theme.mix(look.ground, look.muted, 0.16))
            painter.drawPixmap(0, 0, self._drawn)
            if page.chosen in self._row_of:
                painter.setPen(QPen(look.ink, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(1, self._row_of[page.chosen] - 4.5, self.width() - 2, 9), 2, 2)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the quote under the pointer, or scrolls there."""
        if event.button() != Qt.MouseButton.LeftButton or not self._page.quotes:
            return
        y = event.position().y()
        if quote := self.quote_at(y):
            self.picked.emit(quote.id)
        else:
            bar = self._page.verticalScrollBar()
            whole = bar.maximum() + self._page.viewport().height()
            self._page.glide_to(int(whole * y / max(1, self.height()) - self._page.viewport().height() / 2))

    def event(self, event: QEvent) -> bool:
        """A tooltip names the quote under the pointer; another size or look is drawn anew."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            quote = self.quote_at(event.pos().y())
            QToolTip.showText(event.globalPos(), f"{speaker_name(quote)}\n{status_line(quote)}" if quote else "", self)
            return True
        if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.DevicePixelRatioChange):
            self._forget()
        return super().event(event)
