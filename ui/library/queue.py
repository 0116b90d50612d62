"""The queue: what needs a person, across all articles, the least certain first, and how much is done."""

from bisect import insort
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QProgressBar, QVBoxLayout, QWidget

from quotedesk.store import quotes, review
from quotedesk.store.records import Changes, QuoteRecord
from ui.library.queue_delegate import QUOTE, QueueDelegate
from ui.reader.states import speaker_name, status_line, undecided
from ui.session import DeskSession
from ui.widgets.small import caption, label

Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """Rows of `QuoteRecord` in the order in which they should be decided."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.quotes: list[QuoteRecord] = []

    def set_quotes(self, found: Sequence[QuoteRecord]) -> None:
        """Other quotes."""
        self.beginResetModel()
        self.quotes = list(found)
        self.endResetModel()

    def row_of(self, quote_id: str) -> int:
        """Where a quote stands; -1 if it does not."""
        return next((row for row, quote in enumerate(self.quotes) if quote.id == quote_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many quotes wait."""
        return 0 if parent.isValid() else len(self.quotes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, what a screen reader says, or the record."""
        if not index.isValid() or index.row() >= len(self.quotes):
            return None
        quote = self.quotes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return quote.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{speaker_name(quote)}, {status_line(quote)}, {quote.outlet}: {quote.text}"
        return quote if role == QUOTE else None


class ReviewQueue(QFrame):
    """Lists the next quotes to decide. It is read when it is looked at, and kept up with while it shows."""

    chosen = Signal(str)

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.session = session
        self.model = QueueModel(self)
        self._stale = True
        self._reading = False
        self._then: Callable[[], object] | None = None
        self._row = 0
        self._open = ""
        self._count = caption("To decide")
        self._count.setContentsMargins(16, 14, 16, 6)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Decided on this desk")
        bar = QVBoxLayout()
        bar.setContentsMargins(16, 0, 16, 10)
        bar.addWidget(self.progress)
        self.list = QListView()
        self.list.setProperty("look", "panel")
        self.list.setAccessibleName("Quotes to decide, the least certain first")
        self.list.setModel(self.model)
        self.list.setItemDelegate(QueueDelegate(self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.selectionModel().currentChanged.connect(self._current)
        self._done = label("Nothing is left to decide on this desk.", "muted", wrap=True)
        self._done.setContentsMargins(16, 8, 16, 8)
        self._done.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._count)
        column.addLayout(bar)
        column.addWidget(self._done)
        column.addWidget(self.list, 1)

    def show_progress(self, decided: int, total: int) -> None:
        """How many of the desk's quotes are decided."""
        self._count.setText(f"{total - decided:,} TO DECIDE · {decided:,} OF {total:,} DONE")
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(decided)

    def begin(self, then: Callable[[], object]) -> None:
        """Reads the queue if need be, and calls `then` when it is there."""
        self._then = then
        self.read()
        if not self._reading:
            self._call()

    def _call(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def read(self) -> None:
        """Reads the queue from the desk, on its worker: on a large desk that takes a moment."""
        if self._stale:
            self._stale, self._reading = False, True
            self.session.do(review.queue, then=self._take)

    def _take(self, found: Sequence[QuoteRecord]) -> None:
        self._reading = False
        self._show(found)
        self._call()

    def refresh(self, changes: Changes | None) -> None:
        """Drops what was decided and takes in what was opened again; reads anew what is no longer known."""
        if changes is None or not self.isVisible():
            self._stale = True
            if self.isVisible():
                self.read()
        elif changes.quotes:
            now = quotes.several(self.session.desk, changes.quotes)
            waiting = [quote for quote in self.model.quotes if quote.id not in changes.quotes]
            for quote in now:
                if undecided(quote):
                    insort(waiting, quote, key=review.urgency)
            ran_out = len(waiting) <= 1 and bool(self.model.quotes)
            self._show(waiting)
            if ran_out:
                self._stale = True
                self.read()

    def step(self, quote_id: str, by: int) -> bool:
        """Goes to the quote after one of the queue (1) or before it (-1); False where the queue is empty.

        After a quote that was decided, and so left the queue, comes the one that stood behind it.
        """
        count = self.model.rowCount()
        if not count:
            return False
        row = self.model.row_of(quote_id)
        self._go((row + by if row >= 0 else self._row) % count)
        return True

    def show_quote(self, quote_id: str) -> bool:
        """Marks the row of a quote that is open already; False where it is not in the queue."""
        row = self.model.row_of(quote_id)
        if row >= 0:
            self._open = quote_id
            self._go(row)
        return row >= 0

    def _show(self, found: Sequence[QuoteRecord]) -> None:
        self.model.set_quotes(found)
        self._done.setVisible(not found)
        if (row := self.model.row_of(self._open)) >= 0:
            self._go(row)

    def _go(self, row: int) -> None:
        index = self.model.index(row)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _current(self, index: QModelIndex) -> None:
        """Another row: its quote is opened, unless it is open and the list was only read anew."""
        if not index.isValid():
            return
        self._row, before = index.row(), self._open
        self._open = self.model.quotes[index.row()].id
        if self._open != before:
            self.chosen.emit(self._open)
