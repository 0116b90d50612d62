"""The list of speakers: a model of records and how a row is drawn."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from quotedesk.quote import SpeakerType
from quotedesk.store.records import SpeakerRecord
from ui.compare.card import tooltip
from ui.offsets import shown
from ui.theme import current, font, px

Index = QModelIndex | QPersistentModelIndex
OBJECT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROW_HEIGHT = 54
TYPES = {
    SpeakerType.PERSON: "person",
    SpeakerType.INSTITUTION: "institution",
    SpeakerType.UNNAMED: "unnamed source",
    SpeakerType.UNKNOWN: "unknown",
}
_ROOT = QModelIndex()


def matching(speakers: list[SpeakerRecord], search: str) -> list[SpeakerRecord]:
    """The speakers with every word of the search in a name, alias or role; the most quoted first."""
    wanted = search.casefold().split()

    def words(speaker: SpeakerRecord) -> str:
        return " ".join([speaker.name, *speaker.aliases, *(role.name for role in speaker.roles)]).casefold()

    found = [s for s in speakers if all(word in words(s) for word in wanted)]
    return sorted(found, key=lambda s: (-s.quotes, s.name.casefold()))


class SpeakerModel(QAbstractListModel):
    """Speakers in the order they are given."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[SpeakerRecord] = []

    def set_rows(self, rows: list[SpeakerRecord]) -> None:
        """Other speakers."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of(self, speaker_id: str) -> int | None:
        """Where a speaker stands."""
        return next((row for row, speaker in enumerate(self.rows) if speaker.id == speaker_id), None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many speakers."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """A speaker's name; the record for `OBJECT_ROLE`."""
        if not index.isValid():
            return None
        speaker = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return speaker.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{speaker.name}, {describe(speaker)}, {speaker.quotes} quotes"
        return speaker if role == OBJECT_ROLE else None


def describe(speaker: SpeakerRecord) -> str:
    """Type or latest role, and other names."""
    role = speaker.roles[-1].name if speaker.roles else TYPES[speaker.type]
    return shown(" · ".join([role, *(f"“{alias}”" for alias in speaker.aliases[:3])]))


class SpeakerDelegate(QStyledItemDelegate):
    """A dot, the name, the number of quotes at the right edge, and a line about who it is."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(100, px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        theme = current()
        speaker: SpeakerRecord = index.data(OBJECT_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selected)
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        inner = rect.adjusted(px(18), px(8), -px(14), -px(8))
        colour = theme.speaker(speaker.colour).ink
        side = px(10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(inner.left(), inner.top() + px(4), side, side))
        number = str(speaker.quotes)
        painter.setFont(font(12))
        painter.setPen(theme.muted)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), number)
        taken = QFontMetrics(painter.font()).horizontalAdvance(number) + px(10)
        text = inner.adjusted(side + px(9), 0, 0, 0)
        name = font(13, bold=True)
        painter.setFont(name)
        painter.setPen(theme.ink)
        top = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine
        room = int(text.width() - taken)
        painter.drawText(
            text, int(top), QFontMetrics(name).elidedText(shown(speaker.name), Qt.TextElideMode.ElideMiddle, room)
        )
        painter.setFont(font(12))
        painter.setPen(theme.muted)
        below = text.adjusted(0, px(19), 0, 0)
        line = QFontMetrics(painter.font()).elidedText(
            describe(speaker), Qt.TextElideMode.ElideRight, int(below.width())
        )
        painter.drawText(below, int(top), line)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Name, roles and all aliases."""
        speaker: SpeakerRecord | None = index.data(OBJECT_ROLE)
        if speaker is None:
            return False
        lines = [speaker.name, *(role.name for role in speaker.roles), ", ".join(speaker.aliases)]
        QToolTip.showText(event.globalPos(), tooltip("\n".join(line for line in lines if line)), view)
        return True
