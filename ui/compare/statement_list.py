"""The list of statements at the left of Compare, with the pairs that may be one below it."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.compare.summary import Order, Pair, Summary, ordered
from ui.theme import current, font, px
from ui.widgets.small import label

Row = Summary | Pair | str
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ROOT = QModelIndex()


class StatementModel(QAbstractListModel):
    """Summaries, then a heading and the suggested pairs. Headings (plain strings) cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def set_rows(self, rows: list[Row]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row itself for `ROW_ROLE`; its words for a screen reader."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row if isinstance(row, str) else f"{row.title}. {details(row)} {flags(row)}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are no choice."""
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def details(row: Summary | Pair) -> str:
    """The line under a title."""
    return row.line if isinstance(row, Summary) else row.why


def flags(row: Summary | Pair) -> str:
    """What a checker should look at first."""
    return row.flags if isinstance(row, Summary) else ""


class StatementDelegate(QStyledItemDelegate):
    """Draws a title of up to two lines, the line below it, and flags."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines."""
        row: Row = index.data(ROW_ROLE)
        if isinstance(row, str):
            return QSize(100, px(38))
        width = _inner(option)
        height = len(_wrapped(row.title, font(13, bold=True), width)) * px(18)
        height += len(_below(row, width)) * px(17) + (px(17) if flags(row) else 0)
        return QSize(100, height + px(21))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        theme = current()
        row: Row = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        x, y, width = rect.left() + px(18), rect.top() + px(9), _inner(option)
        if isinstance(row, str):
            painter.setFont(_spaced(font(11, bold=True)))
            painter.setPen(theme.muted)
            box = rect.adjusted(px(16), 0, -px(8), -px(6))
            heading = QFontMetrics(painter.font()).elidedText(
                row.upper(), Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(box, int(Qt.AlignmentFlag.AlignBottom), heading)
            painter.restore()
            return
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selected)
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        lines = [
            (line, font(13, bold=True), theme.ink, px(18)) for line in _wrapped(row.title, font(13, bold=True), width)
        ]
        lines += [(line, font(12), theme.muted, px(17)) for line in _below(row, width)]
        if flags(row):
            lines.append((flags(row), font(12, bold=True), theme.bad, px(17)))
        for text, type_, colour, height in lines:
            painter.setFont(type_)
            painter.setPen(colour)
            box = QRectF(x, y, width, height)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), text)
            y += height
        painter.restore()


def _inner(option: QStyleOptionViewItem) -> int:
    widget = option.widget
    view = widget.viewport().width() if isinstance(widget, QListView) else option.rect.width()
    return max(80, int(view) - px(18) - px(14))


def _below(row: Summary | Pair, width: int) -> list[str]:
    """The lines under a title: speaker and numbers on one line, or on two where the name is long; or the reason."""
    if isinstance(row, Pair):
        return _wrapped(row.why, font(12), width)
    metrics = QFontMetrics(font(12))
    if metrics.horizontalAdvance(row.line) <= width:
        return [row.line]
    cut = Qt.TextElideMode.ElideMiddle
    return [metrics.elidedText(row.speaker, cut, width), metrics.elidedText(row.numbers, cut, width)]


def _spaced(type_: QFont) -> QFont:
    type_.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
    return type_


def _wrapped(text: str, type_: QFont, width: int, most: int = 2) -> list[str]:
    """The text in at most two lines, the rest elided."""
    metrics = QFontMetrics(type_)
    lines: list[str] = []
    rest = text.split()
    while rest:
        if len(lines) == most - 1:
            lines.append(metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, width))
            break
        taken = 1
        while taken < len(rest) and metrics.horizontalAdvance(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        lines.append(metrics.elidedText(" ".join(rest[:taken]), Qt.TextElideMode.ElideRight, width))
        rest = rest[taken:]
    return lines


class StatementPanel(QWidget):
    """Search, order and list. `chosen` carries a `Summary` or a `Pair`, `entered` comes with Enter."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summaries: list[Summary] = []
        self._pairs: list[Pair] = []
        self._pairs_shown: list[Pair] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search statements")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search statements")
        self.search.textChanged.connect(self._rebuild)
        self.order = QComboBox()
        self.order.addItems([order.value for order in Order])
        self.order.setAccessibleName("Order of the statements")
        self.order.currentIndexChanged.connect(self._rebuild)
        self.model = StatementModel()
        self.view = _List()
        self.view.setModel(self.model)
        self.view.setItemDelegate(StatementDelegate(self.view))
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.view.entered_row.connect(self.entered)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setContentsMargins(px(16), px(12), px(16), 0)
        self.nothing.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(12, 12, 12, 4)
        top.setSpacing(8)
        top.addWidget(self.search)
        top.addWidget(self.order)
        box.addLayout(top)
        box.addWidget(self.nothing)
        box.addWidget(self.view, 1)

    def show_rows(self, summaries: list[Summary], pairs: list[Pair]) -> None:
        """Show other statements; what was chosen stays chosen if it is still there."""
        self._summaries, self._pairs = summaries, pairs
        self._rebuild()

    def chosen_key(self) -> tuple[str, str]:
        """What is chosen: a statement's id, or the two of a pair."""
        row = self.view.currentIndex().data(ROW_ROLE)
        return _key(row)

    def choose(self, statement_id: str) -> bool:
        """Choose a statement, clearing a search that hides it; False if there is no such statement."""
        if all(s.id != statement_id for s in self._summaries):
            return False
        if not self._select((statement_id, "")):
            self.search.clear()
            self._select((statement_id, ""))
        return True

    def _rebuild(self) -> None:
        kept = self.chosen_key()
        before = self.view.currentIndex().data(ROW_ROLE)
        place = self._pairs_shown.index(before) if isinstance(before, Pair) else -1
        search = self.search.text()
        found = ordered(self._summaries, Order(self.order.currentText()), search)
        wanted = search.casefold().split()
        pairs = [p for p in self._pairs if all(word in f"{p.title} {p.why}".casefold() for word in wanted)]
        rows: list[Row] = []
        if found:
            number = f"{len(found):,}".replace(",", " ")
            rows.append(f"{number} statement{'s' if len(found) != 1 else ''} in 2 or more printings")
            rows += found
        if pairs:
            rows.append(f"Suggested · {len(pairs)}")
            rows += pairs
        self.view.selectionModel().blockSignals(True)
        self.model.set_rows(rows)
        self.view.selectionModel().blockSignals(False)
        self._pairs_shown = pairs
        self.nothing.setVisible(not rows)
        self.nothing.setText(f"No statement holds “{search}”." if search else "No statements yet.")
        if rows and not self._select(kept):
            # A suggestion that was answered makes room for the next one.
            following = len(rows) - len(pairs) + min(place, len(pairs) - 1)
            self.view.setCurrentIndex(self.model.index(following if place >= 0 and pairs else 1))
        elif not rows:
            self.chosen.emit(None)

    def _select(self, key: tuple[str, str]) -> bool:
        for place, row in enumerate(self.model.rows):
            if key != ("", "") and _key(row) == key:
                self.view.setCurrentIndex(self.model.index(place))
                self.view.scrollTo(self.model.index(place))
                return True
        return False

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        self.chosen.emit(row)


def _key(row: Row | None) -> tuple[str, str]:
    if isinstance(row, Summary):
        return row.id, ""
    if isinstance(row, Pair):
        return row.a, row.b
    return "", ""


class _List(QListView):
    """A list that skips its headings and tells of Enter."""

    entered_row = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setMouseTracking(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(200)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Statements")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the comparison."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)
