"""A speaker's quotes, one under the other, with where they were printed; a click opens one in its article."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from quotedesk.quote import Status
from quotedesk.store import quotes
from quotedesk.store.desk import Desk
from quotedesk.store.records import QuoteFilter, QuoteRecord, SpeakerRecord
from ui.compare.pieces import count
from ui.dates import short_date
from ui.quotes.delegate import draw_status
from ui.quotes.model import OBJECT_ROLE, PAGE, Column, QuoteTableModel
from ui.reader.speaker_field import Choice
from ui.speakers.splitting import SplitPanel
from ui.theme import current, font, px, serif
from ui.widgets.small import button, label

LINES = 3
Index = QModelIndex | QPersistentModelIndex


class QuoteRowDelegate(QStyledItemDelegate):
    """Up to three lines of the quote, and the line about its place."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines."""
        quote: QuoteRecord = index.data(OBJECT_ROLE)
        lines = wrapped(quote.text, serif(15), _room(option))
        return QSize(100, len(lines) * px(24) + px(20) + px(26))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        theme = current()
        quote: QuoteRecord = index.data(OBJECT_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selected)
            painter.fillRect(QRectF(rect.left(), rect.top(), px(4), rect.height()), theme.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        painter.fillRect(QRectF(rect.left() + px(20), rect.bottom() - 1, rect.width() - px(40), 1), theme.line)
        x, y = rect.left() + px(50), rect.top() + px(12)
        draw_status(painter, QPointF(rect.left() + px(30), y + px(12)), quote, theme)
        type_ = serif(15)
        type_.setStrikeOut(quote.status is Status.REJECTED)
        painter.setFont(type_)
        painter.setPen(theme.muted if quote.status is Status.REJECTED else theme.ink)
        for line in wrapped(quote.text, type_, _room(option)):
            box = QRectF(x, y, _room(option), px(24))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), line)
            y += px(24)
        parts = [quote.outlet or quote.title, short_date(quote.date)]
        parts += [f"as “{quote.mention_text}”"] if quote.mention_text else []
        parts += [count(quote.printings, "printing")] if quote.printings > 1 else []
        painter.setFont(font(12))
        painter.setPen(theme.muted)
        text = " · ".join(" ".join(part.split()) for part in parts if part)
        text = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, _room(option))
        box = QRectF(x, y + px(2), _room(option), px(18))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), text)
        painter.restore()


def _room(option: QStyleOptionViewItem) -> int:
    widget = option.widget
    width = widget.viewport().width() if isinstance(widget, QListView) else option.rect.width()
    return max(120, int(width) - px(50) - px(28))


def wrapped(text: str, type_: QFont, width: int, most: int = LINES) -> list[str]:
    """The text in at most `most` lines, the rest elided."""
    metrics = QFontMetrics(type_)
    lines: list[str] = []
    line = ""
    rest = text[:1500].split()
    for place, word in enumerate(rest):
        longer = f"{line} {word}" if line else word
        if line and metrics.horizontalAdvance(longer) > width:
            if len(lines) == most - 1:
                remaining = " ".join([line, *rest[place:]])
                return [*lines, metrics.elidedText(remaining, Qt.TextElideMode.ElideRight, width)]
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


class SpeakerQuotes(QFrame):
    """The list with its heading."""

    open_quote = Signal(str)
    show_all = Signal(str)
    given = Signal(list, object)
    """Quotes that are somebody else's, by id, and the `Choice` that says whose."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "ground")
        self._speaker = ""
        self._everybody: list[SpeakerRecord] = []
        self.model = QuoteTableModel(desk)
        self.heading = label("", "strong")
        self.all = button("Show in Quotes", "link", tip="All quotes of this speaker as a table")
        self.all.clicked.connect(lambda: self.show_all.emit(self._speaker))
        self.split = button("Split…", "link", tip="Give some of these quotes to somebody else")
        self.split.clicked.connect(self.begin_split)
        self.splitting = SplitPanel()
        self.splitting.left.connect(self.end_split)
        self.splitting.given.connect(self._give)
        self.view = _List()
        self.view.setModel(self.model)
        self.view.setModelColumn(Column.QUOTE)
        self.view.setItemDelegate(QuoteRowDelegate(self.view))
        self.view.clicked.connect(self._open)
        self.view.entered_row.connect(self._entered)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._count_chosen())
        self.nothing = label(
            "Nobody has given a quote to this speaker. In Read, select a quote and press S to name who speaks.",
            "muted",
            wrap=True,
        )
        self.nothing.setContentsMargins(px(20), px(6), px(20), 0)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        top = QHBoxLayout()
        top.setContentsMargins(20, 18, 16, 6)
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.split)
        top.addWidget(self.all)
        panel = QHBoxLayout()
        panel.setContentsMargins(20, 2, 20, 0)
        panel.addWidget(self.splitting)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addLayout(panel)
        box.addWidget(self.stack, 1)

    def show_speaker(self, speaker_id: str, everybody: list[SpeakerRecord]) -> None:
        """Show a speaker's quotes."""
        self._everybody = everybody
        self.end_split()
        same = speaker_id == self._speaker
        scrolled = self.view.verticalScrollBar().value()
        self._speaker = speaker_id
        wanted = QuoteFilter(speaker=speaker_id)
        self.model.set_rows(quotes.page(self.model.desk, wanted, limit=PAGE))
        self.view.verticalScrollBar().setValue(scrolled if same else 0)
        shown = self.model.total
        total = shown if shown < PAGE else quotes.count(self.model.desk, wanted)
        first = f", the first {shown} here" if total > shown else ""
        self.heading.setText(count(total, "quote") + first if total else "No quotes")
        self.all.setVisible(total > 0)
        self.split.setVisible(total > 0)
        self.stack.setCurrentIndex(0 if total else 1)

    def begin_split(self) -> None:
        """Let the person choose quotes that somebody else said; a click chooses then, and opens nothing."""
        self.split.hide()
        self.view.setSelectionMode(QListView.SelectionMode.MultiSelection)
        self.view.clearSelection()
        self.splitting.begin(self._speaker, self._everybody)
        self.view.setFocus()

    def end_split(self) -> None:
        """A click opens a quote again."""
        if not self.splitting.isHidden():
            self.splitting.hide()
            self.split.show()
            self.view.clearSelection()
            self.view.setSelectionMode(QListView.SelectionMode.SingleSelection)

    def _count_chosen(self) -> None:
        if not self.splitting.isHidden():
            self.splitting.show_number(len(self.view.selectedIndexes()))

    def _give(self, choice: Choice) -> None:
        rows = sorted(index.row() for index in self.view.selectedIndexes())
        ids = [self.model.quote(row).id for row in rows]
        self.end_split()
        self.given.emit(ids, choice)

    def _entered(self) -> None:
        if self.splitting.isHidden():
            self._open(self.view.currentIndex())
        else:
            self.splitting.field.setFocus()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self.splitting.isHidden():
            self.open_quote.emit(self.model.quote(index.row()).id)


class _List(QListView):
    entered_row = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Quotes of this speaker")
        self.setProperty("look", "ground")
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)
