"""Quotes: every quote of the desk in a table, to find, to check in context, and to decide about many at once."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from quotedesk.errors import QuoteDeskError
from quotedesk.quote import Kind, Status
from quotedesk.store import articles, quotes, speakers
from quotedesk.store.records import Changes, QuoteFilter, QuoteRecord
from ui.quotes.citation import citations
from ui.quotes.context_pane import ContextPane
from ui.quotes.filter_bar import FilterBar
from ui.quotes.model import KINDS, SORTABLE, Column, QuoteTableModel
from ui.quotes.table import QuoteTable
from ui.reader.speaker_field import Choice
from ui.session import DeskSession
from ui.theme import px
from ui.widgets.small import button, label, line

NO_QUOTES = (
    "No quotes yet",
    "Import articles with Ctrl+I, or drop files on the window. Every quote that is found in them is listed here.",
)
NO_MATCH = ("No quote matches", "Take a filter away, or show all quotes again.")


class QuotesView(QWidget):
    """The table with its filters above and the chosen quote in its paragraph below. Keys in the table: A confirms,
    X rejects, U undecides, S names the speaker, 1 2 3 set the kind, Enter opens, Ctrl+C copies with citation."""

    open_quote = Signal(str)
    open_statement = Signal(str)

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._stale = True
        self._text: tuple[str, str] = ("", "")
        self.model = QuoteTableModel(session.desk)
        self.filters = FilterBar()
        self.filters.changed.connect(self._filter)
        self.table = QuoteTable()
        self.table.set_quotes(self.model)
        self.table.key_pressed.connect(self._key)
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        self.table.customContextMenuRequested.connect(self._menu)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_current())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.pane = ContextPane()
        self.pane.opened.connect(self.open_current)
        self.pane.decided.connect(self.decide)
        self.pane.kind_chosen.connect(self.set_kind)
        self.pane.speaker_chosen.connect(self.assign)
        self.pane.speaker.left.connect(self.table.setFocus)
        self.pane.compared.connect(self.open_statement)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self._empty(*NO_QUOTES, clear=False))
        self.stack.addWidget(self._empty(*NO_MATCH, clear=True))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.stack)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([560, px(230)])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.filters)
        box.addWidget(line())
        box.addWidget(splitter, 1)
        self.setFocusProxy(self.table)
        session.changed.connect(self.refresh)

    def sizeHint(self) -> QSize:
        """Room for all columns."""
        return QSize(1200, 760)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what is on show, keeping place and selection; hidden, only once it is looked at."""
        if changes is not None and not changes:
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        if changes is None:
            self.table.fit()
        try:
            everybody = speakers.listed(self.session.desk)
            outlets = {a.outlet for a in articles.listed(self.session.desk) if a.outlet}
            self.filters.offer(everybody, sorted(outlets, key=str.casefold))
            self.pane.speaker.set_speakers(everybody)
            self._reload()
        except QuoteDeskError as error:
            self.session.failed.emit(str(error))

    def show_filtered(self, wanted: QuoteFilter) -> None:
        """Show the quotes of a speaker, an outlet or an article."""
        self.filters.set_filter(wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
        if self.focusWidget() in {None, self.filters.search}:
            self.table.setFocus()

    def selected(self) -> list[QuoteRecord]:
        """The selected quotes, in the table's order."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.quote(row) for row in rows]

    def current(self) -> QuoteRecord | None:
        """The quote that the pane shows."""
        index = self.table.currentIndex()
        return self.model.quote(index.row()) if index.isValid() and index.row() < len(self.model.rows) else None

    def open_current(self) -> None:
        """Open the current quote in its article."""
        quote = self.current()
        if quote is not None:
            self.open_quote.emit(quote.id)

    def decide(self, status: Status) -> None:
        """Confirm, reject or undecide the selected quotes; all of that kind already, they go back to suggested."""
        found = self.selected()
        if not found:
            return
        if all(quote.status is status for quote in found):
            status = Status.SUGGESTED
        ids = [quote.id for quote in found]
        self.session.do(lambda desk: quotes.decide(desk, ids, status))

    def set_kind(self, kind: Kind) -> None:
        """Say what the selected quotes are."""
        ids = [quote.id for quote in self.selected() if quote.kind is not kind]
        if ids:
            self.session.do(lambda desk: quotes.set_kind(desk, ids, kind))

    def assign(self, choice: Choice) -> None:
        """Give the selected quotes to a speaker, a new one if need be; naming somebody confirms, as in Read."""
        ids = [quote.id for quote in self.selected()]
        if not ids:
            return

        def give(speaker_id: str | None) -> None:
            sure = speaker_id is not None
            self.session.do(lambda desk: quotes.assign(desk, ids, speaker_id, confirm=sure))

        if choice.name:
            self.session.do(
                lambda desk: speakers.create(desk, choice.name, choice.type), then=lambda made: give(made[1])
            )
        else:
            give(choice.speaker_id)

    def copy(self) -> None:
        """The selected quotes to the clipboard, each with its citation."""
        QGuiApplication.clipboard().setText(citations(self.selected()))

    def select_all(self) -> None:
        """Select every quote of the filter, not only those read so far."""
        while self.model.canFetchMore() and len(self.model.rows) < SORTABLE:
            self.model.fetchMore()
        self.table.selectAll()

    def _filter(self, wanted: QuoteFilter) -> None:
        self._text = ("", "")
        self.model.filter = wanted
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        kept = {quote.id for quote in self.selected()}
        current = self.current()
        row = max(0, self.table.currentIndex().row())
        bar = self.table.verticalScrollBar()
        scrolled = bar.value()
        self.model.reload(at_least=min(len(self.model.rows), SORTABLE))
        marks = self.table.selectionModel()
        marks.blockSignals(True)
        place = self.model.row_of(current.id) if current else None
        if place is None and self.model.rows:
            place = min(row, len(self.model.rows) - 1)
        if place is not None:
            rows = [n for n, quote in enumerate(self.model.rows) if quote.id in kept] or [place]
            flags = QItemSelectionModel.SelectionFlag
            marks.setCurrentIndex(self.model.index(place, Column.QUOTE), flags.ClearAndSelect | flags.Rows)
            for n in rows:
                marks.select(self.model.index(n, 0), flags.Select | flags.Rows)
        marks.blockSignals(False)
        bar.setValue(scrolled)
        self.table.viewport().update()
        self.stack.setCurrentIndex(0 if self.model.rows else 1 if self.model.filter == QuoteFilter() else 2)
        self._show_sorting()
        self._show_current()

    def _show_current(self) -> None:
        quote = self.current() if self.model.rows else None
        chosen = len(self.table.selectionModel().selectedRows())
        self.filters.show_count(self.model.total, chosen)
        text = ""
        if quote is not None:
            if self._text[0] != quote.article_id:
                self._text = (quote.article_id, articles.text(self.session.desk, quote.article_id))
            text = self._text[1]
        self.pane.setVisible(quote is not None)
        self.pane.show_quote(quote, text, chosen)

    def _key(self, key: int) -> None:
        match Qt.Key(key):
            case Qt.Key.Key_A:
                self.decide(Status.CONFIRMED)
            case Qt.Key.Key_X:
                self.decide(Status.REJECTED)
            case Qt.Key.Key_U:
                self.decide(Status.SUGGESTED)
            case Qt.Key.Key_S:
                self.pane.speaker.setFocus()
            case Qt.Key.Key_1 | Qt.Key.Key_2 | Qt.Key.Key_3:
                self.set_kind((Kind.SPEECH, Kind.WRITTEN, Kind.OTHER)[key - int(Qt.Key.Key_1)])
            case Qt.Key.Key_C:
                self.copy()
            case Qt.Key.Key_Return:
                self.open_current()
            case Qt.Key.Key_Select:
                self.select_all()
            case _:
                pass

    def _menu(self, at: QPoint) -> None:
        found = self.selected()
        if not found:
            return
        menu = self.menu(found)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def menu(self, found: Sequence[QuoteRecord]) -> QMenu:
        """What can be done with the selected quotes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def add(to: QMenu, text: str, key: str, deed: object) -> None:
            to.addAction(f"{text}\t{key}" if key else text).triggered.connect(deed)

        add(menu, "Open in article", "Enter", self.open_current)
        statement = found[0].statement_id if found[0].printings > 1 else None
        if statement:
            add(menu, "Compare printings", "", lambda: self.open_statement.emit(statement))
        menu.addSeparator()
        add(menu, "Confirm", "A", lambda: self.decide(Status.CONFIRMED))
        add(menu, "Reject", "X", lambda: self.decide(Status.REJECTED))
        add(menu, "Back to suggested", "U", lambda: self.decide(Status.SUGGESTED))
        menu.addSeparator()
        who = menu.addMenu("Assign speaker")
        frequent = sorted(speakers.listed(self.session.desk), key=lambda s: (-s.quotes, s.name.casefold()))[:12]
        for speaker in frequent:
            add(who, speaker.name.replace("&", "&&"), "", lambda _=False, s=speaker: self.assign(Choice(s.name, s.id)))
        who.addSeparator()
        add(who, "Nobody known", "", lambda: self.assign(Choice("Nobody known")))
        add(who, "Somebody else…", "S", lambda: self.pane.speaker.setFocus())
        kinds = menu.addMenu("Kind")
        for place, (kind, word) in enumerate(KINDS.items()):
            add(kinds, word.capitalize(), str(place + 1), lambda _=False, k=kind: self.set_kind(k))
        menu.addSeparator()
        add(menu, "Copy with citation", "Ctrl+C", self.copy)
        return menu

    def _sort(self, section: int) -> None:
        """A first click sorts, a second turns round, a third goes back to the desk's own order."""
        now = self.model.sorted_by
        column = Column(section)
        if now is None or now[0] is not column:
            self.model.sort(section, Qt.SortOrder.AscendingOrder)
        elif now[1] == Qt.SortOrder.AscendingOrder:
            self.model.sort(section, Qt.SortOrder.DescendingOrder)
        else:
            self.model.sort(-1)
        self.table.scrollToTop()
        if self.model.rows:
            self.table.selectRow(0)
        self._show_sorting()

    def _show_sorting(self) -> None:
        header = self.table.horizontalHeader()
        now = self.model.sorted_by
        header.setSortIndicatorShown(now is not None)
        if now is not None:
            header.setSortIndicator(now[0], now[1])

    def _empty(self, title: str, words: str, *, clear: bool) -> QWidget:
        page = QFrame()
        page.setProperty("look", "ground")
        box = QVBoxLayout(page)
        box.addStretch(2)
        for part in (label(title, "heading"), label(words, "muted", wrap=True)):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setFixedWidth(460)
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        if clear:
            again = button("Show all quotes", tip="Take all filters away")
            again.clicked.connect(self.filters.clear)
            box.addSpacing(12)
            box.addWidget(again, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)
        return page
