"""How one quote looks in the queue: who may have said it, how sure that is, the first words, and where they stand."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from quotedesk.store.records import QuoteRecord
from ui import theme
from ui.names import fitted
from ui.reader.states import speaker_name

QUOTE = int(Qt.ItemDataRole.UserRole)
SIDE, TOP, GAP, BAR = 16, 9, 3, 3


class QueueDelegate(QStyledItemDelegate):
    """Paints rows of three lines, all of one height."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Three lines."""
        body = QFontMetrics(theme.font(bold=True)).lineSpacing()
        small = QFontMetrics(theme.font(theme.SMALL)).lineSpacing()
        return QSize(160, 2 * TOP + body + 2 * (GAP + small))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws the row."""
        quote = index.data(QUOTE)
        if not isinstance(quote, QuoteRecord):
            return
        look = theme.current()
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.selected)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.hover)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.accent)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        left, width = box.left() + SIDE, box.width() - 2 * SIDE
        known = quote.speaker is not None
        colours = look.speaker(quote.colour if known else None)
        painter.fillRect(QRectF(box.left() + 6, box.top() + TOP, BAR, box.height() - 2 * TOP), colours.ink)
        bold, small = theme.font(bold=True), theme.font(theme.SMALL)
        small_height = QFontMetrics(small).lineSpacing()
        y, step = box.top() + TOP, QFontMetrics(bold).lineSpacing()
        sure = "flagged" if quote.flag else f"{quote.confidence:.2f}" if known and quote.confidence is not None else ""
        room = QFontMetrics(small).horizontalAdvance(sure) + (8 if sure else 0)
        painter.setFont(bold)
        painter.setPen(look.ink if known else look.warn)
        name = fitted(speaker_name(quote), quote.speaker_type, QFontMetrics(bold), width - room)  # type: ignore[arg-type]
        painter.drawText(QRectF(left, y, width - room, step), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(small)
        painter.setPen(look.muted)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(left, y, width, step), right, sure)
        y += step
        for text, ink in ((f"“{quote.text}”", look.ink), (quote.outlet or quote.title, look.muted)):
            shown = QFontMetrics(small).elidedText(text, Qt.TextElideMode.ElideRight, int(width))
            painter.setPen(ink)
            row = QRectF(left, y + GAP, width, small_height)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, shown)
            y += GAP + small_height
        painter.restore()
