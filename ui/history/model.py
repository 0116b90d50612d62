"""The list of deeds: a model that reads a page when the person scrolls to it, and how a row is drawn."""

from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from quotedesk.store import history
from quotedesk.store.desk import Desk
from quotedesk.store.records import DeedRecord
from ui.dates import short_date
from ui.offsets import shown
from ui.theme import current, font, px

Index = QModelIndex | QPersistentModelIndex
OBJECT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROW_HEIGHT = 50
STATES = {"done": "", "undone": "undone", "abandoned": "undone, then overtaken"}
_ROOT = QModelIndex()


def when(iso: str) -> str:
    """17 Sep 2016, 14:05, in the person's own time; what cannot be read as it stands."""
    try:
        local = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    return f"{short_date(local.date().isoformat())}, {local:%H:%M}"


def byline(deed: DeedRecord) -> str:
    """Who, when, and what became of it."""
    return " · ".join(part for part in (deed.user, when(deed.at), STATES[deed.state]) if part)


class DeedModel(QAbstractListModel):
    """The deeds of the desk, or of one quote, the newest first."""

    def __init__(self, desk: Desk, quote_id: str | None = None) -> None:
        super().__init__()
        self.rows: list[DeedRecord] = []
        self._desk = desk
        self._quote_id = quote_id
        self._whole = False

    def reload(self) -> None:
        """Read anew, as far as was read before."""
        wanted = max(len(self.rows), history.PAGE)
        self.beginResetModel()
        self.rows = history.listed(self._desk, quote_id=self._quote_id, limit=wanted)
        self._whole = len(self.rows) < wanted
        self.endResetModel()

    def row_of(self, number: int) -> int | None:
        """Where a deed stands, as far as was read."""
        return next((row for row, deed in enumerate(self.rows) if deed.number == number), None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many deeds were read so far."""
        return 0 if parent.isValid() else len(self.rows)

    def canFetchMore(self, _parent: Index) -> bool:
        """Whether older deeds may be there."""
        return not self._whole

    def fetchMore(self, _parent: Index) -> None:
        """Read the next page."""
        before = self.rows[-1].number if self.rows else None
        found = history.listed(self._desk, before=before, quote_id=self._quote_id)
        self._whole = len(found) < history.PAGE
        if found:
            self.beginInsertRows(_ROOT, len(self.rows), len(self.rows) + len(found) - 1)
            self.rows += found
            self.endInsertRows()

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The deed's name; the record for `OBJECT_ROLE`."""
        if not index.isValid():
            return None
        deed = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return deed.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{deed.name}, {byline(deed)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return shown(deed.name)
        return deed if role == OBJECT_ROLE else None


class DeedDelegate(QStyledItemDelegate):
    """The deed's name over who, when and what became of it; what was undone is faint and struck through."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(100, px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        theme = current()
        deed: DeedRecord = index.data(OBJECT_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selected)
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        inner = rect.adjusted(px(16), px(7), -px(12), -px(7))
        name = font(13)
        name.setStrikeOut(deed.state != "done")
        top = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine)
        room = int(inner.width())
        for type_, ink, text, down in (
            (name, theme.ink if deed.state == "done" else theme.muted, shown(deed.name), 0),
            (font(12), theme.muted, shown(byline(deed)), px(19)),
        ):
            painter.setFont(type_)
            painter.setPen(ink)
            fitted = QFontMetrics(type_).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(inner.adjusted(0, down, 0, 0), top, fitted)
        painter.restore()
