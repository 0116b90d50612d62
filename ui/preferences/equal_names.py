"""Names that count as equal when printings are compared: a row a name, changed in place, added, removed, reset."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from quotedesk.collation import equal_names as table
from quotedesk.collation.equal_names import Rows
from quotedesk.collation.normal import folded
from quotedesk.store import equal_names
from ui.offsets import shown
from ui.session import DeskSession
from ui.theme import px
from ui.widgets.small import button, label

TITLE = "Equal names"
ABOUT = (
    "Names in one row mean the same when the printings of a statement are looked for: “ISIS struck” is then found in "
    "“Daesh struck”. What is shown is always what was printed. The table belongs to this desk; a change can be undone."
)
EQUALS = " = "
SIDES = 32
"""What the padding of a row takes of its width."""
TOO_FEW = "A row needs two names or more, with = between them. The row is as it was."
BETWEEN = "Names in a row stand between = signs. Enter or F2 changes a row, Delete removes it, Insert adds one."


def split(text: str) -> tuple[str, ...]:
    """The names of a row that somebody typed; none where they make nothing equal."""
    rows = table.tidied([text.split("=")])
    return rows[0] if rows else ()


class RowList(QListWidget):
    """The rows; keys act on the chosen one while none is open for typing."""

    pressed_key = Signal(int)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as their names need at this width."""
        super().resizeEvent(event)
        self.measure()

    def measure(self) -> None:
        """Gives every row its height: of itself, the list takes no account of the padding and cuts names off."""
        blocked = self.blockSignals(True)  # another height is no other text
        width = self.viewport().width() - px(SIDES)
        for item in (self.item(n) for n in range(self.count())):
            room = QRect(0, 0, width, px(1000))
            text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text() or "=")
            item.setSizeHint(QSize(0, text.height() + px(14)))
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Insert and Delete are told; all else is as in any list."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Insert, Qt.Key.Key_Delete)
        if event.key() in keys and self.state() != QAbstractItemView.State.EditingState:
            self.pressed_key.emit(event.key())
            event.accept()
        else:
            super().keyPressEvent(event)


class EqualNamesPage(QWidget):
    """The table of one desk; every change of it is a deed."""

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.rows: Rows = ()
        self.list = RowList()
        self.list.setProperty("look", "rows")
        self.list.setAccessibleName(TITLE)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.said = label(BETWEEN, "small", wrap=True)
        self.add = button("Add a row", name="Add a row of equal names")
        self.remove = button("Remove", name="Remove the chosen row")
        self.reset = button("Reset to what ships", "quiet", name="Reset the equal names to what ships")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for act in (self.add, self.remove, self.reset):
            act.setAutoDefault(False)
            foot.addWidget(act)
        foot.insertStretch(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.list, 1)
        column.addWidget(self.said)
        column.addLayout(foot)
        self.add.clicked.connect(self.add_row)
        self.remove.clicked.connect(self.remove_row)
        self.reset.clicked.connect(self.reset_rows)
        self.list.itemChanged.connect(self._changed)
        self.list.itemDelegate().closeEditor.connect(self._left)
        self.list.currentRowChanged.connect(self._offer)
        deeds = {Qt.Key.Key_Insert: self.add_row, Qt.Key.Key_Delete: self.remove_row}
        self.list.pressed_key.connect(lambda key: deeds.get(Qt.Key(key), self.edit_row)())
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Reads the table anew, keeping the chosen row."""
        chosen = max(0, self.list.currentRow())
        self.rows = equal_names.listed(self.session.desk)
        self.list.blockSignals(True)
        self.list.clear()
        for row in self.rows:
            self.list.addItem(self._item(EQUALS.join(row)))
        self.list.measure()
        self.list.setCurrentRow(min(chosen, len(self.rows) - 1))
        self.list.blockSignals(False)
        self._offer()

    def add_row(self) -> None:
        """A new row at the end, open for typing; it is kept once it holds two names."""
        if self.session.desk.read_only:
            return
        self.list.blockSignals(True)
        item = self._item("")
        self.list.addItem(item)
        self.list.measure()
        self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.said.setText(BETWEEN)
        self.list.setFocus()
        self.list.editItem(item)

    def edit_row(self) -> None:
        """Open the chosen row for typing."""
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item)

    def remove_row(self) -> None:
        """Take the chosen row out: its names are different ones from then on."""
        at = self.list.currentRow()
        if 0 <= at < len(self.rows) and not self.session.desk.read_only:
            self._keep((*self.rows[:at], *self.rows[at + 1 :]), f"Removed “{EQUALS.join(self.rows[at])}”.")

    def reset_rows(self) -> None:
        """Go by the shipped table again."""
        self._keep(table.shipped(), "The table is the one that ships with QuoteDesk.")

    def _item(self, text: str) -> QListWidgetItem:
        item = QListWidgetItem(shown(text))
        if not self.session.desk.read_only:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def _changed(self, item: QListWidgetItem) -> None:
        """What was typed is kept, or, where it cannot be, taken back with the reason."""
        at, names = self.list.row(item), split(item.text())
        others = (*self.rows[:at], *self.rows[at + 1 :])
        taken = {folded(name): row for row in others for name in row}
        doubled = next((name for name in names if folded(name) in taken), None)
        if doubled is not None:
            self.said.setText(f"“{doubled}” already stands in “{EQUALS.join(taken[folded(doubled)])}”.")
            QTimer.singleShot(0, self, self.refresh)  # the editor is still closing
        elif not names:
            self.said.setText(TOO_FEW)
            QTimer.singleShot(0, self, self.refresh)
        else:
            self._keep((*self.rows[:at], names, *self.rows[at + 1 :]), f"Kept “{EQUALS.join(names)}”.")

    def _left(self) -> None:
        """A new row that nothing was typed into goes again."""
        if self.list.count() > len(self.rows) and not self.list.item(self.list.count() - 1).text():
            QTimer.singleShot(0, self, self.refresh)

    def _keep(self, rows: Rows, said: str) -> None:
        self.said.setText(said)
        self.session.do(lambda desk: equal_names.keep(desk, rows))

    def _offer(self) -> None:
        """What can be done now."""
        may = not self.session.desk.read_only
        self.add.setEnabled(may)
        self.remove.setEnabled(may and 0 <= self.list.currentRow() < len(self.rows))
        self.reset.setEnabled(may and self.rows != table.shipped())
        self.list.setMinimumHeight(px(160))
