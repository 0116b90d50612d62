"""How the cells of the table of quotes are drawn: status as a shape, speakers with a dot, long names elided."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from quotedesk.quote import Kind, Status
from quotedesk.store.records import QuoteRecord
from ui.compare.card import tooltip
from ui.quotes.model import NUMBERS, OBJECT_ROLE, Column, cell
from ui.theme import Theme, current, font, px, scale, serif

ROW_HEIGHT = 38
PAD = 9
_STATUS = {
    Status.SUGGESTED: "Suggested by the program: nobody has decided yet",
    Status.CONFIRMED: "Confirmed",
    Status.REJECTED: "Rejected: not a quote",
}
Index = QModelIndex | QPersistentModelIndex
Face = tuple[QFont, QFontMetrics]
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


@lru_cache
def _face(name: str, _scale: float) -> Face:
    """A font of the table with its metrics, made once for each text size."""
    type_ = serif(14) if name in {"words", "struck"} else font(12) if name == "plain" else font(13, bold=name == "sure")
    type_.setStrikeOut(name == "struck")
    return type_, QFontMetrics(type_)


class QuoteDelegate(QStyledItemDelegate):
    """Draws the cells; hidden words show as a tooltip."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are of one height."""
        return QSize(60, px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        theme = current()
        quote: QuoteRecord = index.data(OBJECT_ROLE)
        column = Column(index.column())
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.accent_tint)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.line)
        faint = quote.status is Status.REJECTED or quote.kind is Kind.OTHER
        inner = rect.adjusted(px(PAD), 0, -px(PAD), 0)
        if column is Column.STATUS:
            if isinstance(option.widget, QAbstractItemView) and option.widget.currentIndex().row() == index.row():
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height() - 1), theme.accent)
            draw_status(painter, rect.center(), quote, theme)
        elif column is Column.SPEAKER:
            self._speaker(painter, inner, quote, theme, faint)
        else:
            struck = column is Column.QUOTE and quote.status is Status.REJECTED
            face = _face("struck" if struck else "words" if column is Column.QUOTE else "plain", scale())
            plain = column in {Column.QUOTE, Column.NOTE}
            painter.setPen(theme.muted if faint or not plain else theme.ink)
            self._text(painter, inner, cell(quote, column), column, face)
        painter.restore()

    def _speaker(self, painter: QPainter, rect: QRectF, quote: QuoteRecord, theme: Theme, faint: bool) -> None:
        if quote.kind is Kind.OTHER and quote.speaker is None:
            return
        colours = theme.speaker(quote.colour if quote.speaker else None)
        side = px(9)
        dot = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        painter.setPen(QPen(colours.ink, 1.4))
        painter.setBrush(colours.ink if quote.speaker else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot)
        painter.setPen(theme.muted if faint else theme.ink if quote.speaker else theme.warn)
        face = _face("sure" if quote.status is Status.CONFIRMED else "name", scale())
        self._text(painter, rect.adjusted(side + px(7), 0, 0, 0), cell(quote, Column.SPEAKER), Column.SPEAKER, face)

    def _text(self, painter: QPainter, rect: QRectF, text: str, column: Column, face: "Face") -> None:
        if not text:
            return
        type_, metrics = face
        mode = Qt.TextElideMode.ElideRight if column in {Column.QUOTE, Column.NOTE} else Qt.TextElideMode.ElideMiddle
        painter.setFont(type_)
        painter.drawText(
            rect, _RIGHT if column in NUMBERS else _LEFT, metrics.elidedText(text[:600], mode, int(rect.width()))
        )

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, _option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """What a cell hides."""
        if not index.isValid():
            return False
        quote: QuoteRecord = index.data(OBJECT_ROLE)
        column = Column(index.column())
        words = _STATUS[quote.status] if column is Column.STATUS else cell(quote, column)
        if column is Column.CONFIDENCE and quote.evidence:
            words = quote.evidence
        elif column is Column.SPEAKER and quote.role:
            words = f"{words}, {quote.role}"
        QToolTip.showText(event.globalPos(), tooltip(words) if words else "", view)
        return True


def draw_status(painter: QPainter, middle: QPointF, quote: QuoteRecord, theme: Theme) -> None:
    """A tick in a disc for confirmed, an open dashed ring for suggested, a cross for rejected, a dot for nobody's words
    (there is nothing to decide)."""
    radius = px(7)
    status = quote.status
    if quote.kind is Kind.OTHER and status is Status.SUGGESTED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.line_strong)
        painter.drawEllipse(middle, radius * 0.35, radius * 0.35)
    elif status is Status.CONFIRMED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.good)
        painter.drawEllipse(middle, radius, radius)
        painter.setPen(QPen(theme.field, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(
            [
                middle + QPointF(-radius * 0.45, 0),
                middle + QPointF(-radius * 0.1, radius * 0.38),
                middle + QPointF(radius * 0.5, -radius * 0.4),
            ]
        )
    elif status is Status.REJECTED:
        painter.setPen(QPen(theme.muted, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        arm = radius * 0.55
        painter.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm))
        painter.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm))
    else:
        pen = QPen(theme.muted, 1.5)
        pen.setDashPattern([2.2, 1.8])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, radius - 1, radius - 1)
