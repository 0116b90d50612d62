"""The list of statements at the left of Compare, with the pairs that may be one below it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
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

from quotedesk.store.records import StatementFilter, StatementOrder, StatementRow
from ui.compare.listing import Asked, Listing
from ui.compare.pieces import count
from ui.compare.summary import Pair, details, flags, heading, numbers, speaker
from ui.theme import current, font, px
from ui.widgets.small import Segmented, label

Row = StatementRow | Pair | str
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ORDERS = (
    (StatementOrder.MOST_PRINTED, "Most printed"),
    (StatementOrder.MOST_DIFFERENT, "Most different"),
    (StatementOrder.DISAGREEING, "Speaker disagreements"),
)
SHOWN = (
    ("All statements", StatementFilter()),
    ("With a silent cut", StatementFilter(cut=True)),
    ("Where the speaker differs", StatementFilter(disagreeing=True)),
    ("Where the meaning may differ", StatementFilter(meaning=True)),
    ("In three printings or more", StatementFilter(least=3)),
)
PAUSE = 120
_ROOT = QModelIndex()


class StatementModel(QAbstractListModel):
    """A heading and statements or suggested pairs. The heading (a plain string) cannot be chosen.

    `more` reads the statements that follow the last one, while there are some.
    """

    def __init__(self, more: Callable[[StatementRow], list[StatementRow]]) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._more = more
        self._to_come = 0

    def set_rows(self, rows: list[Row], to_come: int = 0) -> None:
        """Other rows, with so many to come."""
        self.beginResetModel()
        self.rows, self._to_come = rows, to_come
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        """Whether statements are to come."""
        return not parent.isValid() and self._to_come > 0

    def fetchMore(self, parent: Index = _ROOT) -> None:
        """The next page."""
        last = self.rows[-1] if self.rows else None
        if parent.isValid() or not isinstance(last, StatementRow):
            return
        found = self._more(last)
        self._to_come = max(0, self._to_come - len(found)) if found else 0
        if found:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(found) - 1)
            self.rows += found
            self.endInsertRows()

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row itself for `ROW_ROLE`; its words for a screen reader."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row if isinstance(row, str) else f"{heading(row)}. {details(row)} {flags(row)}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are no choice."""
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class StatementDelegate(QStyledItemDelegate):
    """Draws a title of up to two lines, the line below it, and flags."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines."""
        row: Row = index.data(ROW_ROLE)
        if isinstance(row, str):
            return QSize(100, px(38))
        width = _inner(option)
        height = len(_wrapped(heading(row), font(13, bold=True), width)) * px(18)
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
            shown = QFontMetrics(painter.font()).elidedText(row.upper(), Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignBottom), shown)
            painter.restore()
            return
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.selected)
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        lines = [
            (line, font(13, bold=True), theme.ink, px(18))
            for line in _wrapped(heading(row), font(13, bold=True), width)
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


def _below(row: StatementRow | Pair, width: int) -> list[str]:
    """The lines under a title: speaker and numbers on one line, or on two where the name is long; or the reason."""
    if isinstance(row, Pair):
        return _wrapped(row.why, font(12), width)
    metrics = QFontMetrics(font(12))
    if metrics.horizontalAdvance(details(row)) <= width:
        return [details(row)]
    cut = Qt.TextElideMode.ElideMiddle
    return [metrics.elidedText(speaker(row), cut, width), metrics.elidedText(numbers(row), cut, width)]


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
    """Search, order and list. `chosen` carries a `StatementRow` or a `Pair`, `entered` comes with Enter, `asked` when
    other rows are wanted."""

    chosen = Signal(object)
    entered = Signal()
    asked = Signal()

    def __init__(self, more: Callable[[StatementRow], list[StatementRow]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sort = Segmented(["Statements", "Suggested"], name="List")
        self.sort.chosen.connect(lambda _place: self._ask())
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search statements")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search statements")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._ask)
        self.search.textChanged.connect(lambda: self._timer.start())
        self.search.returnPressed.connect(self._ask)
        self.order = QComboBox()
        self.order.addItems([words for _, words in ORDERS])
        self.order.setAccessibleName("Order of the statements")
        self.order.activated.connect(lambda _place: self._ask())
        self.shown = QComboBox()
        self.shown.addItems([words for words, _ in SHOWN])
        self.shown.setAccessibleName("Which statements are listed")
        self.shown.activated.connect(lambda _place: self._ask())
        self.model = StatementModel(more)
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
        for part in (self.sort, self.search, self.shown, self.order):
            top.addWidget(part)
        box.addLayout(top)
        box.addWidget(self.nothing)
        box.addWidget(self.view, 1)

    def wanted(self) -> Asked:
        """What the list should show."""
        found = replace(SHOWN[self.shown.currentIndex()][1], search=self.search.text().strip())
        return Asked(found, ORDERS[self.order.currentIndex()][0], suggested=self.sort.place() == 1)

    def show_listing(self, listing: Listing) -> None:
        """Show other rows; what was chosen stays chosen if it is still there, else what has come into its place."""
        kept, place = self.chosen_key(), self.view.currentIndex().row()
        suggested = self.wanted().suggested
        search = self.search.text().strip()
        rows: list[Row] = list(listing.rows)
        if rows and not suggested:
            number = f"{listing.total:,}".replace(",", " ")
            rows.insert(0, f"{number} statement{'s' if listing.total != 1 else ''} in several printings")
        elif rows:
            rows.insert(0, f"{count(len(rows), 'pair')} that may be one")
        self.sort.rename(1, f"Suggested {listing.pairs:,}" if listing.pairs else "Suggested")
        for combo in (self.order, self.shown):
            combo.setVisible(not suggested)
        self.view.selectionModel().blockSignals(True)
        self.model.set_rows(rows, 0 if suggested else listing.total - len(listing.rows))
        self.view.selectionModel().blockSignals(False)
        self.nothing.setVisible(not rows)
        nothing = "No pair waits for a decision." if suggested else "No statements of this sort."
        self.nothing.setText(f"No statement holds “{search}”." if search else nothing)
        if rows and not self._select(kept):
            self.view.setCurrentIndex(self.model.index(min(max(1, place if suggested else 1), len(rows) - 1)))
        elif not rows:
            self.chosen.emit(None)

    def chosen_key(self) -> tuple[str, str]:
        """What is chosen: a statement's id, or the two of a pair."""
        row = self.view.currentIndex().data(ROW_ROLE)
        return _key(row)

    def choose(self, statement_id: str) -> bool:
        """Choose a statement, clearing what may hide it; False if it is not among the rows read so far."""
        if self._select((statement_id, "")):
            return True
        self.search.clear()
        self.sort.choose(0)
        self.shown.setCurrentIndex(0)
        self._ask()
        return self._select((statement_id, ""))

    def _ask(self) -> None:
        self._timer.stop()
        self.asked.emit()

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
    if isinstance(row, StatementRow):
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
