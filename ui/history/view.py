"""The history in a window of its own: the deeds at the left, what the chosen one did at the right, and the way back."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListView, QSplitter, QVBoxLayout, QWidget

from quotedesk.errors import QuoteDeskError
from quotedesk.store import changes, history
from quotedesk.store.records import Changes, DeedRecord
from ui.history.details import DeedDetails
from ui.history.model import DeedDelegate, DeedModel
from ui.offsets import shown
from ui.session import DeskSession
from ui.theme import px
from ui.widgets.small import button, label, line

NOTHING = "Nothing has been done yet. Every correction will be listed here, and can be taken back."
NOTHING_TO_IT = "Nothing has been done to this quote that you are shown."


class HistoryWindow(QDialog):
    """The deeds of the desk, or those that touched one quote; stays open while the person works."""

    open_quote = Signal(str)
    said = Signal(str)

    def __init__(self, session: DeskSession, quote_id: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.quote_id = quote_id
        self.setWindowTitle("History" if quote_id is None else "History of a quote")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(900), px(600))
        self.model = DeedModel(session.desk, quote_id)
        self.list = QListView()
        self.list.setProperty("look", "panel")
        self.list.setAccessibleName("Deeds, the newest first")
        self.list.setModel(self.model)
        self.list.setItemDelegate(DeedDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.details = DeedDetails()
        self.details.open_quote.connect(self.open_quote)
        self.told = label("", "small", wrap=True)
        self.go = button("", "primary")
        self.go.clicked.connect(self.go_there)
        self._lay_out()
        session.changed.connect(self.refresh)
        self.refresh()
        self.list.setFocus()

    def refresh(self, _changes: Changes | None = None) -> None:
        """Reads the deeds anew; the chosen one stays chosen."""
        chosen = self.current()
        try:
            self.model.reload()
        except QuoteDeskError:  # the quote is gone
            self.close()
            return
        row = self.model.row_of(chosen.number) if chosen else None
        if self.model.rows:
            self.list.setCurrentIndex(self.model.index(row or 0))
        else:
            self.details.show_nothing(NOTHING if self.quote_id is None else NOTHING_TO_IT)
            self._offer(None)

    def current(self) -> DeedRecord | None:
        """The chosen deed."""
        index = self.list.currentIndex()
        return self.model.rows[index.row()] if index.isValid() and index.row() < len(self.model.rows) else None

    def go_there(self) -> None:
        """Undoes what came after the chosen deed, or does again what was undone up to it."""
        deed = self.current()
        if deed is not None:
            self.session.work(
                lambda desk, _report, stopped: changes.go_to(desk, deed.number, stopped),
                label="Going through the history",
                then=lambda done: (
                    self.said.emit(f"{'Undone' if deed.state == 'done' else 'Done again'}: {done.deed}.")
                    if done
                    else None
                ),
            )

    def _choose(self, index: QModelIndex) -> None:
        deed = self.current() if index.isValid() else None
        if deed is not None:
            try:
                self.details.show_deed(deed, history.details(self.session.desk, deed.number, quote_id=self.quote_id))
            except QuoteDeskError as error:
                self.details.show_nothing(str(error))
        self._offer(deed)

    def _offer(self, deed: DeedRecord | None) -> None:
        """Says where the button leads."""
        after = 0 if deed is None else changes.between(self.session.desk, deed.number)
        undone = deed is not None and deed.state == "undone"
        deeds = f"{after:,} deed{'' if after == 1 else 's'}"
        self.go.setText(f"Do {deeds} again" if undone else f"Undo the {deeds} after it")
        self.go.setAccessibleName(self.go.text())
        self.go.setVisible(after > 0 and not self.session.desk.read_only)
        if deed is None:
            said = ""
        elif deed.state == "abandoned":
            said = "This was undone before other deeds, so there is no way back to it."
        elif not after:
            said = "This is the last deed that is done."
        else:
            said = "Everything can be had back as long as nothing else is done in between."
        self.told.setText(shown(said))

    def _lay_out(self) -> None:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(self.details)
        both.setSizes([px(360), px(540)])
        both.setStretchFactor(1, 1)
        close = button("Close")
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 14)
        foot.setSpacing(8)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.go)
        foot.addWidget(close)
        body = QFrame()
        body.setProperty("look", "panel")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(both, 1)
        inside.addWidget(line())
        inside.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)
