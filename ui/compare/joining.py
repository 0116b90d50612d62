"""Choosing the statement that another one is to be joined with: any quote of the desk, found by its words."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from quotedesk.quote import Kind
from quotedesk.store import quotes
from quotedesk.store.desk import Desk
from quotedesk.store.records import QuoteFilter, QuoteRecord
from ui.compare.summary import title
from ui.dates import short_date
from ui.offsets import shown
from ui.theme import px
from ui.widgets.small import button, label

MOST = 60
PAUSE = 150


class JoinDialog(QDialog):
    """Lists quotes that hold the words, but for those of the statement itself. `joined` carries the quote's id."""

    joined = Signal(str)

    def __init__(self, desk: Desk, statement_id: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Join with another statement")
        self.resize(px(640), px(460))
        self._desk = desk
        self._statement = statement_id
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the words of quotes")
        self.search.setAccessibleName("Search the words of quotes")
        self.do = button("Join", "primary", tip="Can be undone")
        self.do.clicked.connect(self._join)
        self.list = QListWidget()
        self.list.setAccessibleName("Quotes to join with")
        self.list.setProperty("look", "popup")
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(lambda _item: self._join())
        self.list.currentItemChanged.connect(lambda item, _before: self.do.setEnabled(item is not None))
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        for part in (cancel, self.do):
            # Enter goes from the search to the list, and from the list it joins.
            part.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(f"“{title(words, 12)}” and", "strong", wrap=True))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.list_found)
        self.search.textChanged.connect(lambda: self._timer.start())
        self.search.returnPressed.connect(self.list.setFocus)
        self.list_found()

    def list_found(self) -> None:
        """Lists what the search finds."""
        self.list.clear()
        self.do.setEnabled(False)
        found = quotes.page(self._desk, QuoteFilter(search=self.search.text().strip()), limit=2 * MOST)
        for quote in [q for q in found if q.statement_id != self._statement and q.kind is not Kind.OTHER][:MOST]:
            item = QListWidgetItem(_entry(quote))
            item.setData(Qt.ItemDataRole.UserRole, quote.id)
            self.list.addItem(item)

    def _join(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.joined.emit(item.data(Qt.ItemDataRole.UserRole))
            self.accept()


def _entry(quote: QuoteRecord) -> str:
    where = " · ".join(p for p in (quote.speaker or "unknown speaker", quote.outlet, short_date(quote.date)) if p)
    return f"“{title(shown(quote.text), 16)}”\n{where}"
