"""The table of quotes: rows come in pages as they are scrolled to, in the desk's order or sorted by a column."""

from collections import OrderedDict
from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import quote_listing
from quotedesk.store.desk import Desk
from quotedesk.store.quote_listing import Listing, Order
from quotedesk.store.records import QuoteFilter, QuoteRecord
from ui.dates import short_date
from ui.offsets import shown

Index = QModelIndex | QPersistentModelIndex
PAGE = 96
PAGES_KEPT = 100
"""How many pages stay in memory; the one read longest ago goes first."""
OBJECT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
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
ORDERS = {
    Column.STATUS: Order.STATUS,
    Column.QUOTE: Order.WORDS,
    Column.SPEAKER: Order.SPEAKER,
    Column.OUTLET: Order.OUTLET,
    Column.DATE: Order.DATE,
    Column.KIND: Order.KIND,
    Column.SOURCES: Order.PRINTINGS,
    Column.CONFIDENCE: Order.CONFIDENCE,
    Column.NOTE: Order.NOTE,
}


GONE = QuoteRecord(
    id="", article_id="", parts=(Span(0, 0),), text="", kind=Kind.OTHER, status=Status.REJECTED, speaker_id=None,
    speaker=None, speaker_type=SpeakerType.UNKNOWN, role="", colour=None, mention=None, mention_text="", cue=None,
    cue_text="", intermediary="", confidence=None, evidence="", note="", marked=True, headline=False, parent_id=None,
    origin="", statement_id=None, printings=1, title="", outlet="", date="", url="",
)  # fmt: skip
"""Stands in the row of a quote that was deleted a moment ago."""


class QuoteTableModel(QAbstractTableModel):
    """The quotes that a filter lets through, in one order; only the pages that are looked at are read.

    A long listing takes longer to make than a page to read: what a filter finds first is shown at once, and the rest
    when `complete` was called with a listing that another thread made.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.filter = QuoteFilter()
        self.sorted_by: tuple[Column, Qt.SortOrder] | None = None
        """The column that rows are sorted by, or None for the desk's own order."""
        self._listing: Listing | None = None
        self._pages: OrderedDict[int, list[QuoteRecord]] = OrderedDict()
        self._count = 0

    def listing(self) -> Listing:
        """Every quote of the filter, in the chosen order: read from the desk, on whatever thread this is called."""
        if self.sorted_by is None:
            return quote_listing.listing(self.desk, self.filter)
        column, order = self.sorted_by
        down = order == Qt.SortOrder.DescendingOrder
        return quote_listing.listing(self.desk, self.filter, ORDERS[column], descending=down)

    def reload(self) -> None:
        """Read all rows again, now."""
        self.complete(self.listing())

    def begin(self, found: list[QuoteRecord]) -> None:
        """Show the first quotes while their listing is under way."""
        self.beginResetModel()
        self._listing, self._count = None, len(found)
        self._pages = OrderedDict({n: found[n * PAGE : (n + 1) * PAGE] for n in range(-(-len(found) // PAGE))})
        self.endResetModel()

    def complete(self, listing: Listing) -> None:
        """Show a listing; the pages read before are read again when they are looked at."""
        self.beginResetModel()
        self._listing, self._count = listing, len(listing)
        self._pages.clear()
        self.endResetModel()

    def set_rows(self, rows: Sequence[QuoteRecord]) -> None:
        """Show just these quotes."""
        self.begin(list(rows))

    @property
    def total(self) -> int:
        """How many quotes there are, as far as is known."""
        return self._count

    @property
    def is_complete(self) -> bool:
        """Whether every quote of the filter is listed."""
        return self._listing is not None

    def quote(self, row: int) -> QuoteRecord:
        """The quote in a row."""
        page = self._page(row // PAGE)
        place = row % PAGE
        return page[place] if place < len(page) else GONE

    def ids(self, rows: Sequence[int]) -> list[str]:
        """The ids of the quotes in some rows, without reading those."""
        if self._listing is None:
            return [self.quote(row).id for row in rows]
        return self._listing.ids(rows)

    def row_of(self, quote_id: str) -> int | None:
        """Where a quote stands."""
        for number, page in self._pages.items():
            for place, quote in enumerate(page):
                if quote.id == quote_id:
                    return number * PAGE + place
        return self._listing.row_of(quote_id) if self._listing else None

    def _page(self, number: int) -> list[QuoteRecord]:
        page = self._pages.get(number)
        if page is None:
            assert self._listing is not None
            found = self._listing.records(number * PAGE, (number + 1) * PAGE)
            page = self._pages[number] = [quote or GONE for quote in found]
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return page

    def rowCount(self, parent: Index = _ROOT) -> int:
        """All rows that are known."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _ROOT) -> int:
        """All columns."""
        return 0 if parent.isValid() else len(Column)

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
        """A cell's words; the whole quote for `OBJECT_ROLE`."""
        if not index.isValid():
            return None
        quote, column = self.quote(index.row()), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(quote, column)
        if role == OBJECT_ROLE:
            return quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADINGS[column] or 'Status'}: {cell(quote, column) or quote.status.value}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column in NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


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
            return shown(quote.note) or ("flagged" if quote.flag else "")
        case _:
            return ""
