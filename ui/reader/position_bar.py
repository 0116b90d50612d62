"""The position bar beside the scrollbar: where the article's quotes lie, whose they are, and what is to be decided."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from quotedesk.store.records import QuoteRecord
from ui import theme
from ui.reader.page import Page
from ui.reader.states import speaker_name, status_line, steps_back, undecided

WIDTH = 18
THICK = 3.0


class PositionBar(QWidget):
    """A mark a quote: whole and filled where it is decided, a hollow half at the left where somebody must look.

    A click chooses the quote nearest to it. The frame is what the page shows.
    """

    picked = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._drawn: QPixmap | None = None
        self._drawn_for: tuple[object, ...] = ()
        self.setAccessibleName("Where the quotes lie")
        self.setAccessibleDescription(
            "A map of the article’s quotes. The keys for the next and previous quote do more."
        )
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        page.quotes_changed.connect(self._forget)
        page.verticalScrollBar().valueChanged.connect(lambda _value: self.update())
        page.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self.update())

    def sizeHint(self) -> QSize:
        """As narrow as can still be hit."""
        return QSize(theme.px(WIDTH), 100)

    def _forget(self) -> None:
        self._drawn_for = ()
        self.update()

    def place_of(self, quote: QuoteRecord) -> float:
        """The height on the bar at which a quote is marked."""
        column, offset = self._page.column, quote.extent.start
        number = column.map.block_at(offset)
        block = column.map.blocks[number]
        inside = (offset - block.start) / max(1, block.end - block.start)
        y = column.text_top(number) + inside * (column.top(number + 1) - column.text_top(number))
        return 3 + (self.height() - 6) * y / max(1.0, column.height)

    def quote_at(self, y: float) -> QuoteRecord | None:
        """The quote marked nearest to a height; none within 8 pixels is none."""
        found = min(self._page.quotes.values(), key=lambda q: abs(self.place_of(q) - y), default=None)
        return found if found is not None and abs(self.place_of(found) - y) <= 8 else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The marks, the frame of what is in view, and the selected quote."""
        look, page = theme.current(), self._page
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.ground)
        if page.quotes:
            bar = page.verticalScrollBar()
            whole = bar.maximum() + page.viewport().height()
            top, high = (self.height() * part / max(1, whole) for part in (bar.value(), page.viewport().height()))
            painter.fillRect(QRectF(0, top, self.width(), max(8.0, high)), theme.mix(look.ground, look.muted, 0.16))
            painter.drawPixmap(0, 0, self._marks())
            if page.chosen:
                y = self.place_of(page.quotes[page.chosen])
                painter.setPen(QPen(look.ink, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(1, y - 4.5, self.width() - 2, 9), 2, 2)
        painter.end()

    def _marks(self) -> QPixmap:
        """All marks, drawn anew only when quotes, heights or the look changed."""
        page, ratio = self._page, self.devicePixelRatioF()
        now = (self.size(), page.column.height, theme.current().name, ratio, id(page.column))
        if self._drawn is None or self._drawn_for != now:
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            for quote in page.quotes.values():
                self._mark(painter, quote)
            painter.end()
            self._drawn_for = now
        return self._drawn

    def _mark(self, painter: QPainter, quote: QuoteRecord) -> None:
        look, y, wide = theme.current(), round(self.place_of(quote)), self.width()
        if steps_back(quote):
            painter.fillRect(QRectF(wide / 2 - 1, y - 1, 2, 2), look.line_strong)
            return
        ink = look.speaker(quote.colour if quote.speaker else None).ink
        if undecided(quote):
            painter.setPen(QPen(ink, 1))
            painter.setBrush(look.ground)
            painter.drawRect(QRectF(2.5, y - 2.5, wide / 2 - 1, 5))
        else:
            painter.fillRect(QRectF(2, y - 1.5, wide - 4, THICK), ink)

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

    def event(self, event: object) -> bool:
        """A tooltip names the quote under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QHelpEvent.Type.ToolTip:
            quote = self.quote_at(QPointF(event.pos()).y()) if self._page.quotes else None
            text = f"{speaker_name(quote)}\n{status_line(quote)}" if quote else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)  # type: ignore[arg-type]
