"""Quotes: every quote of the desk in a table, to find, to check in context, and to decide about many at once."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal
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
from quotedesk.store import articles, quote_listing, quotes, saved_filters, speakers
from quotedesk.store.desk import Desk
from quotedesk.store.records import Changes, QuoteFilter, QuoteRecord, SavedFilterRecord, SpeakerRecord
from ui.quotes.citation import citations
from ui.quotes.context_pane import ContextPane
from ui.quotes.filter_bar import FilterBar
from ui.quotes.model import KINDS, PAGE, Column, QuoteTableModel
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


T = TypeVar("T")
AT_ONCE = 5_000
"""Up to so many quotes on the desk everything is read at once."""
MANY = 2_000
"""Of more selected quotes than this only the ids are read."""


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
        self._turn = 0
        self._shown: object = None
        self._select_all_next = False
        self._frequent: list[SpeakerRecord] = []
        self.model = QuoteTableModel(session.desk)
        self.filters = FilterBar()
        self.filters.changed.connect(self._filter)
        self.filters.saved.saved.connect(self._save_filter)
        self.filters.saved.deleted.connect(
            lambda name: self._change_saved(lambda desk: saved_filters.delete(desk, name))
        )
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
        self._reload(people=True)

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

    def rows(self) -> list[int]:
        """The selected rows, from the top."""
        chosen = self.table.selectionModel().selection()
        parts = [chosen.at(n) for n in range(chosen.count())]
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def selected(self) -> list[QuoteRecord]:
        """The selected quotes, in the table's order; of very many only the first are read."""
        return [self.model.quote(row) for row in self.rows()[:MANY]]

    def chosen(self) -> list[str]:
        """The ids of all selected quotes."""
        return self.model.ids(self.rows())

    def current(self) -> QuoteRecord | None:
        """The quote that the pane shows."""
        index = self.table.currentIndex()
        return self.model.quote(index.row()) if index.isValid() and index.row() < self.model.total else None

    def open_current(self) -> None:
        """Open the current quote in its article."""
        quote = self.current()
        if quote is not None:
            self.open_quote.emit(quote.id)

    def decide(self, status: Status) -> None:
        """Confirm, reject or undecide the selected quotes; all of that kind already, they go back to suggested."""
        rows = self.rows()
        if not rows:
            return
        if len(rows) <= MANY and all(quote.status is status for quote in self.selected()):
            status = Status.SUGGESTED
        ids = self.model.ids(rows)
        self._do(len(ids), lambda desk: quotes.decide(desk, ids, status))

    def set_kind(self, kind: Kind) -> None:
        """Say what the selected quotes are."""
        ids = self.chosen()
        if ids:
            self._do(len(ids), lambda desk: quotes.set_kind(desk, ids, kind))

    def assign(self, choice: Choice) -> None:
        """Give the selected quotes to a speaker, a new one if need be; naming somebody confirms, as in Read."""
        ids = self.chosen()
        if not ids:
            return
        if choice.name:
            self._do(len(ids), lambda desk: quotes.assign_new(desk, ids, choice.name, choice.type, confirm=True))
        else:
            sure = choice.speaker_id is not None
            self._do(len(ids), lambda desk: quotes.assign(desk, ids, choice.speaker_id, confirm=sure))

    def copy(self) -> None:
        """The selected quotes to the clipboard, each with its citation."""
        QGuiApplication.clipboard().setText(citations(self.selected()))

    def select_all(self) -> None:
        """Select every quote of the filter, not only those read so far."""
        self.table.selectAll()

    def select_mention(self, mention: str) -> None:
        """Narrow the table to the quotes whose speaker the articles name by these words, and select them all."""
        self._select_all_next = True
        self.filters.set_filter(QuoteFilter(mention=mention))

    def _do(self, count: int, deed: Callable[[Desk], Changes]) -> None:
        """One deed on the selected quotes; of many, the status bar says that it is under way."""
        label = f"Deciding about {count:,} quotes" if count > MANY else ""
        self.session.work(lambda desk, _report, _stopped: deed(desk), label=label)

    def _save_filter(self, name: str, wanted: QuoteFilter) -> None:
        self._change_saved(lambda desk: saved_filters.save(desk, name, wanted))

    def _delete_filter(self, name: str) -> None:
        self._change_saved(lambda desk: saved_filters.delete(desk, name))

    def _change_saved(self, deed: Callable[[Desk], Changes]) -> None:
        self.session.do(deed, lambda _: self.filters.offer_saved(saved_filters.listed(self.session.desk)))

    def _filter(self, wanted: QuoteFilter) -> None:
        self._text = ("", "")
        self.model.filter = wanted
        if self.isVisible():
            self._reload()

    def _read(self, wanted: Callable[[Desk], T], then: Callable[[T], object]) -> None:
        """Reads at once on a small desk, and beside the window on a large one."""
        if self._is_large():
            self.session.read(wanted, then)
            return
        try:
            then(wanted(self.session.desk))
        except QuoteDeskError as error:
            self.session.failed.emit(str(error))

    def _is_large(self) -> bool:
        return quote_listing.at_most(self.session.desk) > AT_ONCE

    def _offer(self, everybody: list[SpeakerRecord], outlets: list[str], saved: list[SavedFilterRecord]) -> None:
        self.filters.offer(everybody, outlets)
        self.filters.offer_saved(saved)
        self.pane.speaker.set_speakers(everybody)
        self._frequent = sorted(everybody, key=lambda s: (-s.quotes, s.name.casefold()))[:12]

    def _reload(self, *, people: bool = False) -> None:
        """Read again what is on show. On a large desk the first quotes come at once, the rest when they are found."""
        self._turn += 1
        turn, model = self._turn, self.model
        wanted = (model.filter, model.sorted_by)
        if self._is_large() and wanted != self._shown and model.sorted_by is None:
            self.session.read(
                lambda desk: quotes.first(desk, wanted[0], limit=PAGE),
                lambda found: self._take(turn, lambda: model.begin(found)),
            )
        self._shown = wanted
        if people:
            self._read(_people, lambda found: self._offer(*found))
        self._read(lambda _desk: model.listing(), lambda found: self._take(turn, lambda: model.complete(found)))

    def _take(self, turn: int, show: Callable[[], None]) -> None:
        """Shows what was read, with the place and the selection kept; nothing where something else was asked since."""
        if turn != self._turn:
            return
        rows = self.rows()
        kept = self.model.ids(rows) if len(rows) <= MANY else []
        current = self.current()
        row = max(0, self.table.currentIndex().row())
        bar = self.table.verticalScrollBar()
        scrolled = bar.value()
        marks = self.table.selectionModel()
        marks.blockSignals(True)
        show()
        place = self.model.row_of(current.id) if current else None
        if place is None and self.model.total:
            place = min(row, self.model.total - 1)
        if place is not None:
            found = [n for n in map(self.model.row_of, kept) if n is not None] or [place]
            flags = QItemSelectionModel.SelectionFlag
            marks.setCurrentIndex(self.model.index(place, Column.QUOTE), flags.ClearAndSelect | flags.Rows)
            for n in found:
                marks.select(self.model.index(n, 0), flags.Select | flags.Rows)
        marks.blockSignals(False)
        bar.setValue(scrolled)
        if self._select_all_next and self.model.is_complete:
            self._select_all_next = False
            self.table.selectAll()
            self.table.setFocus()
        self.table.viewport().update()
        self.stack.setCurrentIndex(0 if self.model.total else 1 if self.model.filter == QuoteFilter() else 2)
        self._show_sorting()
        self._show_current()

    def _show_current(self) -> None:
        quote = self.current()
        chosen = len(self.rows())
        self.filters.show_count(self.model.total, chosen, whole=self.model.is_complete)
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
        for speaker in self._frequent:
            add(who, speaker.name.replace("&", "&&"), "", lambda _=False, s=speaker: self.assign(Choice(s.name, s.id)))
        who.addSeparator()
        add(who, "Nobody known", "", lambda: self.assign(Choice("Nobody known")))
        add(who, "Somebody else…", "S", lambda: self.pane.speaker.setFocus())
        kinds = menu.addMenu("Kind")
        for place, (kind, word) in enumerate(KINDS.items()):
            add(kinds, word.capitalize(), str(place + 1), lambda _=False, k=kind: self.set_kind(k))
        menu.addSeparator()
        mention = found[0].mention_text
        if mention:
            add(menu, f"Select all quotes by “{mention.replace('&', '&&')}”", "", lambda: self.select_mention(mention))
        add(menu, "Copy with citation", "Ctrl+C", self.copy)
        return menu

    def _sort(self, section: int) -> None:
        """A first click sorts, a second turns round, a third goes back to the desk's own order."""
        now = self.model.sorted_by
        column = Column(section)
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if now is None or now[0] is not column:
            self.model.sorted_by = (column, up)
        else:
            self.model.sorted_by = (column, down) if now[1] == up else None
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self.table.scrollToTop()
        self._show_sorting()
        self._reload()

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


def _people(desk: Desk) -> tuple[list[SpeakerRecord], list[str], list[SavedFilterRecord]]:
    """What the filters offer: speakers, outlets, and filters that were saved."""
    return speakers.listed(desk), articles.outlets(desk), saved_filters.listed(desk)
