"""Speakers: who is quoted on the desk, what is known about them, and everything they said."""

from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from quotedesk.errors import QuoteDeskError
from quotedesk.quote import SpeakerType
from quotedesk.store import quotes as stored
from quotedesk.store import speakers
from quotedesk.store.records import Changes, QuoteFilter, SpeakerRecord
from ui.compare.pieces import count
from ui.reader.speaker_field import Choice
from ui.session import DeskSession
from ui.speakers.detail import SpeakerDetail
from ui.speakers.listing import SpeakerDelegate, SpeakerModel, matching
from ui.speakers.quote_list import SpeakerQuotes
from ui.theme import px
from ui.widgets.small import button, caption, label

THREE_PARTS = 700
"""How wide the view is at least where list, record and quotes all show."""


class SpeakersView(QWidget):
    """The list, the chosen speaker's record, and their quotes."""

    open_quote = Signal(str)
    show_quotes = Signal(object)
    """A `QuoteFilter`: the quotes of a speaker, to be shown in the table."""

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._stale = True
        self._everybody: list[SpeakerRecord] = []
        self._wanted = ""
        self.model = SpeakerModel()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search speakers")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search speakers")
        self.search.textChanged.connect(lambda: self._fill())
        self.new = button("New", tip="Add a speaker by hand", name="New speaker")
        self.new.clicked.connect(self.add)
        self.draft = QLineEdit()
        self.draft.setPlaceholderText("Name of the new speaker, then Enter")
        self.draft.setAccessibleName("Name of the new speaker")
        self.draft.returnPressed.connect(self.create_named)
        self.draft.editingFinished.connect(self.draft.hide)
        self.draft.hide()
        self.counted = caption("")
        self.view = QListView()
        self.view.setProperty("look", "panel")
        self.view.setAccessibleName("Speakers")
        self.view.setModel(self.model)
        self.view.setItemDelegate(SpeakerDelegate(self.view))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.detail = SpeakerDetail()
        self.detail.edited.connect(self.edit)
        self.detail.merged.connect(self.merge)
        self.detail.deleted.connect(self.delete)
        self.quotes = SpeakerQuotes(session.desk)
        self.quotes.open_quote.connect(self.open_quote)
        self.quotes.show_all.connect(lambda speaker_id: self.show_quotes.emit(QuoteFilter(speaker=speaker_id)))
        self.quotes.given.connect(self.give)
        self._lay_out()
        self.setFocusProxy(self.view)
        session.changed.connect(self.refresh)

    def sizeHint(self) -> QSize:
        """Room for list, record and quotes."""
        return QSize(1200, 760)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for three parts, the quotes give way to who said them."""
        super().resizeEvent(event)
        self.quotes.setVisible(self.width() >= px(THREE_PARTS))

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the speakers again if something changed that they show; hidden, only once they are looked at."""
        if changes is not None and not (changes.speakers or changes.quotes or changes.articles):
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        try:
            self._everybody = speakers.listed(self.session.desk)
            self._fill()
        except QuoteDeskError as error:
            self.session.failed.emit(str(error))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
        if self.focusWidget() in {None, self.search}:
            self.view.setFocus()

    def current(self) -> SpeakerRecord | None:
        """The chosen speaker."""
        index = self.view.currentIndex()
        return self.model.rows[index.row()] if index.isValid() and index.row() < len(self.model.rows) else None

    def choose(self, speaker_id: str) -> None:
        """Choose a speaker, clearing a search that hides them."""
        self._wanted = speaker_id
        if self.model.row_of(speaker_id) is None:
            self.search.clear()
        self._fill()

    def add(self) -> None:
        """Ask for the name of a new speaker; what was searched for in vain is offered."""
        self.draft.setText("" if self.model.rows else self.search.text())
        self.draft.show()
        self.draft.setFocus()

    def create_named(self) -> None:
        """Add the speaker that was named."""
        name = " ".join(self.draft.text().split())
        self.draft.hide()
        if not name:
            return

        def made(result: tuple[Changes, str]) -> None:
            self.search.clear()
            self.choose(result[1])
            self.detail.names.field.setFocus()

        self.session.do(lambda desk: speakers.create(desk, name, SpeakerType.PERSON), then=made)

    def edit(self, speaker_id: str, fields: dict[str, Any]) -> None:
        """Keep what was changed about a speaker."""
        job = self.session.do(lambda desk: speakers.edit(desk, speaker_id, **fields))
        job.failed.connect(lambda _text: self._fill(again=True))

    def merge(self, gone: str, into: str) -> None:
        """Make two speakers one; the one that stays is chosen afterwards."""
        self._wanted = into
        self.session.do(lambda desk: speakers.merge(desk, into, [gone]))

    def give(self, ids: list[str], choice: Choice) -> None:
        """Give quotes of a speaker to somebody else, who may be new; the rest stays theirs."""
        if choice.name:
            self.session.do(lambda desk: stored.assign_new(desk, ids, choice.name, choice.type))
        else:
            self.session.do(lambda desk: stored.assign(desk, ids, choice.speaker_id))

    def delete(self, speaker_id: str) -> None:
        """Delete a speaker without quotes."""
        self.session.do(lambda desk: speakers.delete(desk, [speaker_id]))

    def _fill(self, *, again: bool = False) -> None:
        chosen = self.current()
        row = max(0, self.view.currentIndex().row())
        wanted = self._wanted or (chosen.id if chosen else "")
        found = matching(self._everybody, self.search.text())
        self.view.selectionModel().blockSignals(True)
        self.model.set_rows(found)
        self.view.selectionModel().blockSignals(False)
        self.counted.setText(count(len(found), "speaker").upper())
        self.nothing.setVisible(not found)
        self.view.setVisible(bool(found))
        self.nothing.setText(
            f"No speaker is called “{self.search.text()}”."
            if self.search.text()
            else "Speakers appear as articles are imported. You can also add one by hand."
        )
        self.right.setCurrentIndex(1 if found else 0)
        place = self.model.row_of(wanted)
        if place is not None:
            self._wanted = ""
        elif found:
            place = min(row, len(found) - 1)
        if again:
            self.detail.speaker = None
        if place is not None:
            self.view.setCurrentIndex(self.model.index(place))
            self.view.scrollTo(self.model.index(place))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        speaker = self.model.rows[index.row()]
        self.detail.show_speaker(speaker, self._everybody)
        try:
            self.quotes.show_speaker(speaker.id, self._everybody)
        except QuoteDeskError as error:
            self.session.failed.emit(str(error))

    def _lay_out(self) -> None:
        side = QFrame()
        side.setProperty("look", "panel")
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(12, 12, 12, 10)
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.new)
        box.addLayout(top)
        below = QHBoxLayout()
        below.setContentsMargins(12, 0, 12, 8)
        below.addWidget(self.draft)
        box.addLayout(below)
        self.counted.setContentsMargins(16, 2, 0, 6)
        box.addWidget(self.counted)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setContentsMargins(16, 8, 16, 0)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.nothing)
        box.addWidget(self.view, 1)
        box.addStretch(0)
        middle = QFrame()
        middle.setProperty("look", "panel")
        form = QVBoxLayout(middle)
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(self.detail)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        both.addWidget(middle)
        both.addWidget(self.quotes)
        both.setStretchFactor(0, 2)
        both.setStretchFactor(1, 3)
        both.setSizes([460, 680])
        middle.setMinimumWidth(px(330))
        self.quotes.setMinimumWidth(px(220))
        empty = QFrame()
        empty.setProperty("look", "ground")
        self.right = QStackedWidget()
        self.right.addWidget(empty)
        self.right.addWidget(both)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(side)
        splitter.addWidget(self.right)
        splitter.setStretchFactor(1, 1)
        side.setMinimumWidth(px(150))
        splitter.setSizes([px(280), 1160])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)
