"""How one article looks in the library: title, facts, and a thin bar of what is decided."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from quotedesk.store.records import ArticleRecord
from ui import theme
from ui.library.model import ARTICLE, ArticleModel, facts, shown_title

SIDE, TOP, GAP, BAR = 16, 10, 3, 3
TITLE_LINES = 2


class ArticleDelegate(QStyledItemDelegate):
    """Paints rows; the title takes one or two lines and is cut after that."""

    def _title_lines(self, text: str, width: int) -> list[str]:
        metrics = QFontMetrics(theme.font(bold=True))
        if metrics.horizontalAdvance(text) <= width:
            return [text]
        words, first = text.split(), ""
        while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
            first = f"{first} {words.pop(0)}".strip()
        rest = " ".join(words) if first else text
        second = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return [first, second][:TITLE_LINES] if first else [second]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its lines."""
        width = self._width(option.widget)
        lines = len(self._title_lines(str(index.data()), width - 2 * SIDE))
        title = QFontMetrics(theme.font(bold=True)).lineSpacing()
        small = QFontMetrics(theme.font(theme.SMALL)).lineSpacing()
        return QSize(width, TOP + lines * title + GAP + small + 8 + BAR + TOP + 2)

    @staticmethod
    def _width(widget: QWidget | None) -> int:
        viewport = getattr(widget, "viewport", None)
        return int(viewport().width()) if viewport else 240

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws the row."""
        article = index.data(ARTICLE)
        if not isinstance(article, ArticleRecord):
            return
        look = theme.current()
        box = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.selected)
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), look.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.hover)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.accent)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        left, width = box.left() + SIDE, box.width() - 2 * SIDE
        y = box.top() + TOP
        title_font = theme.font(bold=True)
        step = QFontMetrics(title_font).lineSpacing()
        painter.setFont(title_font)
        painter.setPen(look.ink)
        for line in self._title_lines(shown_title(article), int(width)):
            painter.drawText(QRectF(left, y, width, step), Qt.AlignmentFlag.AlignVCenter, line)
            y += step
        small = theme.font(theme.SMALL)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        painter.setPen(look.muted)
        model = index.model()
        said, shorter = facts(article, year=isinstance(model, ArticleModel) and model.years)
        if metrics.horizontalAdvance(said) > width:
            said = shorter
        if metrics.horizontalAdvance(said) > width:
            outlet, dot, left_to_do = said.rpartition(" · ")
            room = int(width) - metrics.horizontalAdvance(dot + left_to_do)
            said = metrics.elidedText(outlet, Qt.TextElideMode.ElideRight, room) + dot + left_to_do
        painter.drawText(QRectF(left, y + GAP, width, metrics.lineSpacing()), Qt.AlignmentFlag.AlignVCenter, said)
        y += GAP + metrics.lineSpacing() + 8
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.track)
        painter.drawRoundedRect(QRectF(left, y, width, BAR), 1.5, 1.5)
        if article.quotes:
            done = max(0.0, min(1.0, (article.quotes - article.undecided) / article.quotes))
            painter.setBrush(look.progress)
            painter.drawRoundedRect(QRectF(left, y, width * done, BAR), 1.5, 1.5)
        painter.restore()
