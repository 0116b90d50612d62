"""A quote in its paragraph: the paragraph faint, the quoted words in ink with their speaker's bar beside them."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from quotedesk.article import paragraphs
from quotedesk.export.context import Places
from quotedesk.quote import Kind, Span, Status
from quotedesk.store.records import QuoteRecord
from ui.compare.flow import Flow, Segment, Style
from ui.theme import current, px

LONGEST = 1400
"""A longer paragraph is cut to the sentences around the quote."""


def passage(text: str, parts: tuple[Span, ...]) -> list[tuple[str, bool]]:
    """The paragraphs that a quote's parts stand in, in stretches: words, and whether they are the quote's."""
    start, end = parts[0].start, parts[-1].end
    around = [p for p in paragraphs(text) if p.start < end and start < p.end]
    first = min([start, *(p.start for p in around)])
    last = max([end, *(p.end for p in around)])
    head = tail = ""
    if (start - first) + (last - end) > LONGEST:
        context = Places(text).around(parts)
        head = "… " if context.span.start > first else ""
        tail = " …" if context.span.end < last else ""
        first, last = context.span.start, context.span.end
    found = [(head + text[first:start], False)]
    for place, part in enumerate(parts):
        found.append((part.of(text), True))
        following = parts[place + 1].start if place + 1 < len(parts) else last
        found.append((text[part.end : following], False))
    found.append((tail, False))
    return [(words, quoted) for words, quoted in found if words]


class PassageView(QWidget):
    """Shows a passage; its words can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._quote: QuoteRecord | None = None
        self._stretches: list[tuple[str, bool]] = []
        self._flow = Flow([])
        self._selection: tuple[int, int] | None = None

    def show_passage(self, quote: QuoteRecord | None, text: str = "") -> None:
        """Show a quote in its article's text, or nothing."""
        self._quote = quote
        self._stretches = passage(text, quote.parts) if quote else []
        self._selection = None
        self._build()

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return round(self._flow.height_for(width - px(16))) + px(4)

    def sizeHint(self) -> QSize:
        """As high as its present width needs."""
        width = max(200, self.width())
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._flow.height_for(self.width() - px(16))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other inks."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._build()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words, and the bar."""
        painter = QPainter(self)
        if self._quote is not None:
            known = self._quote.colour if self._quote.speaker else None
            for index, (_words, quoted) in enumerate(self._stretches):
                for rect in self._flow.rects(index) if quoted else []:
                    bar = QRectF(0, rect.top() - px(4), 3, rect.height() + px(8))
                    painter.fillRect(bar, current().speaker(known).ink)
        self._flow.paint(painter, QPointF(px(16), 0), selection=self._selection)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin selecting."""
        place = self._flow.cursor_at(event.position() - QPointF(px(16), 0))
        self._selection = (place, place)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select."""
        if self._selection is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._selection = (self._selection[0], self._flow.cursor_at(event.position() - QPointF(px(16), 0)))
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies what is selected."""
        if event.matches(QKeySequence.StandardKey.Copy) and self._selection:
            QGuiApplication.clipboard().setText(self._flow.between(*self._selection))
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        nobody = self._quote is not None and (self._quote.kind is Kind.OTHER or self._quote.status is Status.REJECTED)
        ink = Style.TEXT if not nobody else Style.FAINT
        segments: list[Segment] = []
        before = " "
        for words, quoted in self._stretches:
            glued = not before[-1].isspace() and not words[0].isspace()
            segments.append(Segment(" ".join(words.split()), ink if quoted else Style.FAINT, glued=glued))
            before = words
        self._flow = Flow(segments, size=15, pitch=1.7)
        self.updateGeometry()
        self.update()
