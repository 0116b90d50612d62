"""The page that is read: header, text, quotes and the names in the margin, in one smoothly scrolling column.

A widget of its own on a QTextDocument whose blocks it lays out itself, because neither of Qt's text widgets has both
leading with paragraph spacing and speed on a megabyte. The selection is a QTextCursor of the document; everything that
leaves the page is a code-point offset of the article's text.
"""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEasingCurve, QEvent, QPointF, QPropertyAnimation, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from quotedesk.quote import Span
from quotedesk.store.records import QuoteRecord
from ui import theme
from ui.reader import header, margin, marks
from ui.reader.column import Column
from ui.reader.labels import Labels
from ui.reader.selection import Selection
from ui.reader.states import speaker_name, status_line

MEASURE = 70
"""Characters a line at most."""
AT_ONCE = 30_000
"""Characters that are laid out before the first paint; the rest follows while nobody waits."""
SLICE = 12_000
"""Characters that are laid out between two looks at the events."""


class Page(QAbstractScrollArea):
    """One article to read. It knows the quotes and draws them; deciding is somebody else's."""

    selection_changed = Signal()
    quotes_changed = Signal(object)
    """Some quotes are other than before (their ids), or all of them (None)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "ground")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Article")
        self.text = ""
        self.heading = header.Header()
        self.column = Column("")
        self.selection = Selection(self.column)
        self.quotes: dict[str, QuoteRecord] = {}
        self.chosen = ""
        self.hovered = ""
        self.edited: tuple[Span, ...] | None = None
        self.found: list[Span] = []
        self.margin = Labels(self.column)
        self.empty_words = ("", "")
        self.show_caret = False
        self._marks: dict[int, list[marks.Mark]] = {}
        self._left = self._text_top = 0.0
        self._margin_left = self._margin_width = 0.0
        self._later = QTimer(self, interval=0)
        self._later.timeout.connect(self._measure_more)
        self._glide = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self._glide.setDuration(180)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())

    # What is shown

    def set_article(self, text: str, title: str, facts: str) -> None:
        """Shows another article. `facts` is the small line with its title: outlet, date, counts."""
        self.text = text
        self.column = Column(text)
        self.selection = Selection(self.column)
        self.margin = Labels(self.column)
        self.quotes, self._marks, self.found = {}, {}, []
        self.chosen = self.hovered = ""
        self.edited = None
        self.heading.title, self.heading.facts = title, facts
        self.setAccessibleName(f"Article: {title}" if title else "Article")
        self._lay_out()
        self._glide.stop()
        self.verticalScrollBar().setValue(0)

    def set_facts(self, title: str, facts: str) -> None:
        """The title or the counts changed, the text did not."""
        if (title, facts) != (self.heading.title, self.heading.facts):
            before = self.heading.spaces(self.column.width, title_in_text=header.in_text(self.text, self.heading.title))
            self.heading.title, self.heading.facts = title, facts
            after = self.heading.spaces(self.column.width, title_in_text=header.in_text(self.text, title))
            if before != after:
                self._lay_out()
            self.viewport().update()

    def set_quotes(self, quotes: Sequence[QuoteRecord]) -> None:
        """The article's quotes as they are now."""
        self.quotes = {quote.id: quote for quote in quotes}
        self._marks = marks.by_block(self.column, quotes)
        self.margin.set_quotes(quotes)
        self._quotes_changed(None)

    def replace_quotes(self, changed: Mapping[str, QuoteRecord | None]) -> None:
        """Some quotes as they are now, None for those that are gone; the rest of the page stays as it is."""
        before = [self.quotes[id] for id in changed if id in self.quotes]
        now = [quote for quote in changed.values() if quote is not None]
        blocks = marks.around(self.column, self._marks, [*before, *now])
        touched = {mark[2].id: mark[2] for number in blocks for mark in self._marks.get(number, ())}
        touched |= {quote.id: quote for quote in (*self.margin.beginning_in(blocks), *now)}
        for id, quote in changed.items():
            if quote is None:
                self.quotes.pop(id, None)
                touched.pop(id, None)
            else:
                self.quotes[id] = quote
        fresh = marks.by_block(self.column, list(touched.values()))
        for number in blocks:
            self._marks[number] = fresh.get(number, [])
        self.margin.replace(blocks, touched.values())
        self._quotes_changed(changed.keys())

    def _quotes_changed(self, ids: Collection[str] | None) -> None:
        if self.chosen not in self.quotes:
            self.chosen, self.edited = "", None
        self.margin.select(self.quotes.get(self.chosen))
        self.viewport().update()
        self.quotes_changed.emit(ids)

    def choose(self, quote_id: str, *, show: bool = True) -> None:
        """Outlines a quote (none if empty) and brings it into view."""
        self.chosen = quote_id if quote_id in self.quotes else ""
        self.edited = None
        self.margin.select(self.quotes.get(self.chosen))
        if self.chosen:
            quote = self.quotes[self.chosen]
            if not quote.extent.start < self.selection.caret < quote.extent.end:
                self.selection.put(quote.extent.start)
                self.selected()
            self._tell(quote)
            if show:
                self.reveal(quote.extent)
        self.viewport().update()

    def _tell(self, quote: QuoteRecord) -> None:
        """Tells a screen reader which quote is selected, and its paragraph."""
        paragraph = self.column.map.block_text(self.column.map.block_at(quote.extent.start)) if self.text else ""
        words = f"{speaker_name(quote)}, {status_line(quote)}: {quote.text}"
        self.setAccessibleDescription(f"Selected quote. {words}. In the paragraph: {paragraph}")
        self.announce(words)

    def announce(self, words: str) -> None:
        """Has a screen reader say something."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def set_found(self, spans: Sequence[Span], current: Span | None = None) -> None:
        """Marks the places where a searched text stands and shows the current one."""
        self.found = list(spans)
        if current is not None:
            self.select(current)
            self.reveal(current)
        self.viewport().update()

    def reveal(self, span: Span) -> None:
        """Scrolls so that a span stands in view, not moving at all if it does."""
        top = self.column.caret(span.start).top() + self._text_top
        bottom = self.column.caret(span.end).bottom() + self._text_top
        self._update_range()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        air = min(80.0, height / 6)
        value = bar.value()
        if bottom + air > value + height:
            value = int(bottom + air - height)
        value = min(value, int(top - air))
        if top - air >= bar.value() and bottom + air <= bar.value() + height:
            return
        self.glide_to(value)

    def glide_to(self, value: int) -> None:
        """Scrolls smoothly to a place."""
        bar = self.verticalScrollBar()
        value = min(max(value, bar.minimum()), bar.maximum())
        self._glide.stop()
        if not self.isVisible() or theme.calm():
            bar.setValue(value)
            return
        self._glide.setStartValue(bar.value())
        self._glide.setEndValue(value)
        self._glide.start()

    def select(self, span: Span) -> None:
        """Selects words of the text."""
        self.selection.select(span)
        self.selected()

    def clear_selection(self) -> None:
        """Nothing is selected any more."""
        self.selection.clear()
        self.selected()

    def selected(self) -> None:
        """To be called after the selection was changed."""
        self.viewport().update()
        self.selection_changed.emit()

    # What lies where

    def _in_column(self, point: QPointF) -> QPointF:
        return QPointF(point.x() - self._left, point.y() - self._text_top + self.verticalScrollBar().value())

    def offset_at(self, point: QPointF) -> int:
        """The text offset nearest to a point of the viewport."""
        inside = self._in_column(point)
        return self.column.offset_at(inside.x(), inside.y())

    def quotes_at(self, point: QPointF) -> list[QuoteRecord]:
        """The quotes drawn under a point of the viewport, the innermost first."""
        inside = self._in_column(point)
        if not self.column.map.blocks or not -4 <= inside.x() <= self.column.width + 4:
            return []
        number = self.column.block_at(inside.y())
        hit = [
            quote
            for start, end, quote, _depth in self._marks.get(number, [])
            if any(box.adjusted(-2, 0, 2, 0).contains(inside) for box in self.column.boxes(number, start, end))
        ]
        return sorted(hit, key=lambda quote: quote.extent.end - quote.extent.start)

    def handle_at(self, point: QPointF) -> str:
        """`start` or `end` where a handle of the selected quote is under a point of the viewport."""
        if not self.chosen:
            return ""
        inside = self._in_column(point)
        boxes = marks.handle_boxes(self.column, self.chosen_parts())
        return next((edge for edge, box in boxes.items() if box.adjusted(-5, -4, 5, 4).contains(inside)), "")

    def label_at(self, point: QPointF) -> margin.Label | None:
        """The margin label under a point of the viewport."""
        inside = QPointF(point.x(), self._in_column(point).y())
        for label in self.margin.between(inside.y() - 4, inside.y() + 4):
            if label.rect(self._margin_left, self._margin_width).adjusted(0, -3, 0, 3).contains(inside):
                return label
        return None

    def place_of(self, offset: int) -> QPointF:
        """Where on the viewport a text offset stands: the bottom left of its character."""
        return self.column.caret(offset).bottomLeft() + QPointF(
            self._left, self._text_top - self.verticalScrollBar().value()
        )

    def chosen_parts(self) -> tuple[Span, ...]:
        """The parts of the selected quote, as a handle that is being dragged, or a deed under way, has them."""
        return self.edited or self.quotes[self.chosen].parts

    def set_edited(self, parts: tuple[Span, ...] | None) -> None:
        """Shows the selected quote with other edges while a handle is dragged, and until that is saved."""
        self.edited = parts
        self.viewport().update()

    def set_hovered(self, quote_id: str) -> None:
        """Lights up the quote under the pointer."""
        if quote_id != self.hovered:
            self.hovered = quote_id
            self.viewport().update()

    # Layout

    def _lay_out(self) -> None:
        """Sets type and width anew, keeping the place that is read."""
        here = self.column.map.blocks[self._first_block()].start if self.column.map.blocks and self.column.width else 0
        width = self.viewport().width()
        type_ = theme.serif(theme.READING)
        pad = theme.px(40) if width > 720 else theme.px(20)
        self._margin_width = min(max(width * 0.22, theme.px(104)), theme.px(196))
        gap = theme.px(24) if width > 720 else theme.px(14)
        room = width - pad - gap - self._margin_width - theme.px(14)
        text_width = round(max(160.0, min(header.measure(type_, MEASURE), room)))
        self._left = round(max(pad, (width - text_width - gap - self._margin_width) / 2))
        self._margin_left = self._left + text_width + gap
        in_text = header.in_text(self.text, self.heading.title)
        before = self.heading.spaces(text_width, title_in_text=in_text)
        self.column.set_type(text_width, type_, theme.serif(theme.TITLE, bold=True), heading=in_text, before=before)
        self._text_top = theme.px(28)
        self.margin.set_width(self._margin_width)
        if not self.isVisible() or self.column.measure_more(AT_ONCE):
            self._later.start()
        self._update_range()
        if here:
            self.verticalScrollBar().setValue(int(self.column.caret(here).top() + self._text_top - theme.px(24)))

    def _first_block(self) -> int:
        return self.column.block_at(self.verticalScrollBar().value() - self._text_top)

    def _measure_more(self) -> None:
        """Lays out what nobody looked at yet, a little at a time, without moving what is read."""
        if not self.column.map.blocks:
            self._later.stop()
            return
        first = self._first_block()
        before = self.column.top(first)
        if not self.column.measure_more(SLICE):
            self._later.stop()
        shift = self.column.top(first) - before
        self._update_range()
        if shift:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + int(shift))
        self.viewport().update()

    def _update_range(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, int(self._text_top + self.column.height + theme.px(72) - height)))
        bar.setPageStep(max(1, height - int(2 * self.column.line_height)))
        bar.setSingleStep(int(self.column.line_height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column keeps its measure; margins give way first."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()
        self._update_range()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size: the type is set anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.text:
            self._lay_out()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the blocks in view, what lies on them, and the margin."""
        look = theme.current()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), look.ground)
        if self.column.map.blocks:
            scrolled = self.verticalScrollBar().value() - self._text_top
            shown = self.column.blocks_between(scrolled, scrolled + self.viewport().height())
            painter.translate(self._left, -scrolled)
            self.heading.paint(painter, self.column.width)
            self._paint_text(painter, shown)
            painter.translate(-self._left, 0)
            near = self.margin.between(scrolled - 60, scrolled + self.viewport().height() + 60)
            margin.paint(
                painter, near, self._margin_left, self._margin_width, self._left + self.column.width, self.chosen
            )
        else:
            header.paint_empty(painter, QRectF(self.viewport().rect()), *self.empty_words)
        painter.end()

    def _named(self) -> list[tuple[Span, QColor]]:
        """The mention and the cue of the selected quote, which are shown with it."""
        quote, look = self.quotes.get(self.chosen), theme.current()
        spans = (quote.mention, quote.cue) if quote is not None else ()
        return [(span, look.accent_tint) for span in spans if span is not None]

    def _paint_text(self, painter: QPainter, shown: range) -> None:
        look, column = theme.current(), self.column
        selected = self.selection.span()
        for number in shown:
            on_it = self._marks.get(number, [])
            marks.paint_under(painter, column, number, on_it, self.hovered)
            block = column.map.blocks[number]
            extent = Span(block.start, block.end)
            named = self._named()
            for span, colour in [*((f, look.find) for f in self.found), *named, (selected, look.selection)]:
                if span.overlaps(extent):
                    pieces = [piece for piece in column.map.pieces(span) if piece[0] == number]
                    marks.paint_boxes(painter, (b for n, i, j in pieces for b in column.boxes(n, i, j)), colour)
            painter.setPen(look.ink)
            layout = column.layout(number)
            layout.draw(painter, QPointF(0, column.text_top(number)), marks.faint_formats(on_it), QRectF())
            marks.paint_over(painter, column, number, on_it)
        if self.chosen:
            parts = self.chosen_parts()
            marks.paint_outline(painter, marks.outline(column, parts))
            marks.paint_handles(painter, marks.handle_boxes(column, parts))
        if self.show_caret and self.hasFocus():
            caret = column.caret(self.selection.caret)
            painter.fillRect(QRectF(caret.x() - 1, caret.top() + 3, 2, caret.height() - 6), look.accent)
