"""The table of quotes: rows come in pages as they are scrolled to, in the desk's order or sorted by a column."""

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from quotedesk.quote import Kind, Status
from quotedesk.store import quotes
from quotedesk.store.desk import Desk
from quotedesk.store.records import QuoteFilter, QuoteRecord
from ui.dates import short_date
from ui.offsets import shown

Index = QModelIndex | QPersistentModelIndex
PAGE = 256
SORTABLE = 20_000
"""With more rows than this only the desk's own order is offered: sorting needs them all."""
OBJECT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
SORT_ROLE = OBJECT_ROLE + 1
_ROOT = QModelIndex()


class Column(IntEnum):
    """The columns, in their order."""

    STATUS, QUOTE, SPEAKER, OUTLET, DATE, KIND, SOURCES, CONFIDENCE, NOTE = range(9)


HEADINGS = {
    Column.STATUS: "",
    Column.QUOTE: "Quote",
    Column.SPEAKER: "Speaker",
    Column.OUTLET: "Outlet",
    Column.DATE: "Date",
    Column.KIND: "Kind",
    Column.SOURCES: "Printed",
    Column.CONFIDENCE: "Sure",
    Column.NOTE: "Note",
}
HINTS = {
    Column.STATUS: "Suggested, confirmed or rejected",
    Column.SOURCES: "How many quotes carry this statement",
    Column.CONFIDENCE: "How sure the program is of the speaker",
}
KINDS = {Kind.SPEECH: "said", Kind.WRITTEN: "written", Kind.OTHER: "nobody’s words"}
NUMBERS = frozenset({Column.SOURCES, Column.CONFIDENCE})
_STATUS_ORDER = {Status.SUGGESTED: 0, Status.CONFIRMED: 1, Status.REJECTED: 2}
_SORT_KEYS: dict[Column, Callable[[QuoteRecord], tuple[float, str]]] = {
    Column.STATUS: lambda q: (_STATUS_ORDER[q.status], ""),
    Column.QUOTE: lambda q: (0, q.text.casefold()),
    Column.SPEAKER: lambda q: (0 if q.speaker else 1, (q.speaker or "").casefold()),
    Column.OUTLET: lambda q: (0, q.outlet.casefold()),
    Column.DATE: lambda q: (0, q.date),
    Column.KIND: lambda q: (list(Kind).index(q.kind), ""),
    Column.SOURCES: lambda q: (q.printings, ""),
    Column.CONFIDENCE: lambda q: (-1 if q.confidence is None else q.confidence, ""),
    Column.NOTE: lambda q: (0 if q.note else 1, q.note.casefold()),
}


class QuoteTableModel(QAbstractTableModel):
    """Quotes that a filter lets through. `total` counts all of them, `rows` holds those read so far."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.filter = QuoteFilter()
        self.rows: list[QuoteRecord] = []
        self.total = 0
        self._sorted: tuple[Column, Qt.SortOrder] | None = None

    def set_filter(self, wanted: QuoteFilter) -> None:
        """Other quotes, from the top."""
        self.filter = wanted
        self.reload()

    def reload(self, at_least: int = 0) -> None:
        """Read the rows again; at least as many as were on show, so that nothing jumps."""
        total = quotes.count(self.desk, self.filter)
        if self._sorted is not None and total <= SORTABLE:
            rows = self._in_order(list(quotes.every(self.desk, self.filter)))
        else:
            self._sorted = None
            rows = quotes.page(self.desk, self.filter, limit=max(PAGE, at_least))
        self.set_rows(rows, total)

    def set_rows(self, rows: Sequence[QuoteRecord], total: int | None = None) -> None:
        """Show these rows; `total` counts those still to come too."""
        self.beginResetModel()
        self.rows = list(rows)
        self.total = len(rows) if total is None else total
        self.endResetModel()

    def quote(self, row: int) -> QuoteRecord:
        """The quote in a row."""
        return self.rows[row]

    def row_of(self, quote_id: str) -> int | None:
        """Where a quote stands among the rows read so far."""
        return next((row for row, quote in enumerate(self.rows) if quote.id == quote_id), None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The rows read so far."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """All columns."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        """Whether there are rows to come."""
        return not parent.isValid() and self._sorted is None and len(self.rows) < self.total

    def fetchMore(self, parent: Index = _ROOT) -> None:
        """The next page."""
        if parent.isValid():
            return
        found = quotes.page(self.desk, self.filter, after=self.rows[-1].id if self.rows else None, limit=PAGE)
        if not found:
            self.total = len(self.rows)
            return
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(found) - 1)
        self.rows += found
        self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the desk's own order (date, article, place)."""
        wanted = None if column < 0 else (Column(column), order)
        if wanted is not None and self.total > SORTABLE:
            wanted = None
        if wanted != self._sorted:
            self._sorted = wanted
            self.reload()

    @property
    def sorted_by(self) -> tuple[Column, Qt.SortOrder] | None:
        """The column that rows are sorted by, or None for the desk's own order."""
        return self._sorted

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return HINTS.get(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """A cell's words; the whole quote for `OBJECT_ROLE`, its sort key for `SORT_ROLE`."""
        if not index.isValid():
            return None
        quote, column = self.rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(quote, column)
        if role == OBJECT_ROLE:
            return quote
        if role == SORT_ROLE:
            return _SORT_KEYS[column](quote)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADINGS[column] or 'Status'}: {cell(quote, column) or quote.status.value}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column in NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _in_order(self, rows: list[QuoteRecord]) -> list[QuoteRecord]:
        assert self._sorted is not None
        column, order = self._sorted
        return sorted(rows, key=_SORT_KEYS[column], reverse=order == Qt.SortOrder.DescendingOrder)


def cell(quote: QuoteRecord, column: Column) -> str:
    """What stands in a cell."""
    match column:
        case Column.QUOTE:
            return shown(quote.text)
        case Column.SPEAKER:
            return quote.speaker or "unknown"
        case Column.OUTLET:
            return quote.outlet or quote.title
        case Column.DATE:
            return short_date(quote.date)
        case Column.KIND:
            return KINDS[quote.kind]
        case Column.SOURCES:
            return str(quote.printings) if quote.printings > 1 else ""
        case Column.CONFIDENCE:
            return "" if quote.confidence is None else f"{quote.confidence:.2f}"
        case Column.NOTE:
            return shown(quote.note)
        case _:
            return ""
