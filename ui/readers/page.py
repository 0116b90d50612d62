"""The settings' page about the reader: the name that deeds carry, reading blind, and who else reads on this desk."""

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from quotedesk.errors import QuoteDeskError
from quotedesk.store import readers
from quotedesk.store.records import Changes
from quotedesk.store.words import counted
from ui import settings as kept
from ui.history.model import when
from ui.offsets import shown
from ui.session import DeskSession
from ui.theme import px
from ui.widgets.small import button, caption, label, line

TITLE = "Reader"
ABOUT = "Everything you do carries your name. Several people can decide about the same quotes, each for themselves."
BLIND = (
    "You see what QuoteDesk suggests, and what you decided yourself, but not what others decided. "
    "This desk remembers it for you."
)


class ReaderPage(QWidget):
    """Changes take effect as they are made."""

    changed = Signal()
    """Somebody else reads, or sees more or less."""
    agreement_wanted = Signal()

    def __init__(self, settings: QSettings, session: DeskSession | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.session = session
        self.name = QLineEdit(session.desk.user if session else kept.reader(settings))
        self.name.setAccessibleName("Your name")
        self.name.setPlaceholderText("Your name")
        self.name.setMaximumWidth(px(320))
        self.name.editingFinished.connect(self.sign)
        self.blind = QCheckBox("Read blind")
        self.blind.setToolTip(BLIND)
        self.blind.toggled.connect(self.read_blind)
        self.compare = button("How far two readers agree…")
        self.compare.clicked.connect(self.agreement_wanted)
        self.others = QVBoxLayout()
        self.others.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        column.addWidget(caption("Your name"))
        column.addWidget(self.name)
        if session is not None:
            column.addSpacing(10)
            column.addWidget(self.blind)
            column.addWidget(label(BLIND, "small", wrap=True))
            column.addSpacing(14)
            column.addWidget(caption("Who reads on this desk"))
            column.addLayout(self.others)
            row = QHBoxLayout()
            row.addWidget(self.compare)
            row.addStretch(1)
            column.addSpacing(6)
            column.addLayout(row)
            session.changed.connect(self.refresh)
        column.addStretch(1)
        self.refresh()

    def refresh(self, _changes: Changes | None = None) -> None:
        """Shows who reads, and how."""
        if self.session is None:
            return
        desk = self.session.desk
        self.name.setText(desk.user)
        self.blind.blockSignals(True)
        self.blind.setChecked(desk.blind)
        self.blind.setEnabled(not desk.read_only)
        self.blind.blockSignals(False)
        while (item := self.others.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        people = readers.listed(desk)
        for reader in people:
            self.others.addWidget(_row(reader, desk.user))
        if not people:
            self.others.addWidget(label("Nobody has decided anything yet.", "muted"))
        self.compare.setEnabled(sum(reader.quotes > 0 for reader in people) > 1)
        self.compare.setToolTip("" if self.compare.isEnabled() else "Two readers have to have decided something")

    def sign(self) -> None:
        """Another name: from now on deeds carry it."""
        name = " ".join(self.name.text().split())
        if not name:
            self.refresh()
            return
        kept.set_reader(self.settings, name)
        if self.session is not None and name != self.session.desk.user:
            self.session.desk.sign_in(name)
            self._told()

    def read_blind(self, on: bool) -> None:
        """Leaves out, or shows again, what others decided."""
        if self.session is None:
            return
        try:
            self.session.desk.read_blind(on)
        except QuoteDeskError as error:
            self.session.failed.emit(str(error))
        self._told()

    def _told(self) -> None:
        self.refresh()
        self.changed.emit()


def _row(reader: readers.ReaderRecord, me: str) -> QFrame:
    frame = QFrame()
    grid = QGridLayout(frame)
    grid.setContentsMargins(0, 8, 0, 0)
    grid.setVerticalSpacing(1)
    grid.setRowMinimumHeight(2, px(9))
    name = f"{shown(reader.name)}{' (you)' if reader.name == me else ''}{' · reads blind' if reader.blind else ''}"
    grid.addWidget(label(name, "strong" if reader.name == me else ""), 0, 0)
    did = f"decided about {counted(reader.quotes, 'quote')}"
    grid.addWidget(label(f"{did}, last {when(reader.last)}" if reader.last else did, "small"), 1, 0)
    grid.addWidget(line(), 3, 0)
    grid.setColumnStretch(0, 1)
    return frame
