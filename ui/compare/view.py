"""Compare: the statements that two or more printings carry, and one of them at a time for comparison."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from quotedesk.collation.statement import Statement
from quotedesk.errors import QuoteDeskError
from quotedesk.store import quote_listing, releases, statements
from quotedesk.store.records import Changes, StatementRow
from ui.compare.head import LOW, Head, keys_line
from ui.compare.judging import Current, Grouper
from ui.compare.listing import Listing, more, read
from ui.compare.pages import ColumnsPage, ReadingsPage
from ui.compare.pieces import count
from ui.compare.scene import Scene, load, load_pair, only
from ui.compare.statement_list import StatementPanel
from ui.compare.summary import Pair, speaker_of, title
from ui.compare.words_page import WordsPage
from ui.dates import short_date
from ui.session import DeskSession
from ui.theme import px
from ui.widgets.small import label

READINGS, COLUMNS, WORDS = range(3)
AT_ONCE = 5_000
"""Up to so many quotes on the desk the list is read at once."""
EMPTY = (
    "Nothing to compare yet",
    "A statement appears here when two printings share its words. "
    "Import a second article about the same event, or mark quotes by hand in Read.",
)
READING = ("Reading the statements…", "This desk is large; it takes a moment.")
Page = ReadingsPage | ColumnsPage | WordsPage


class CompareView(QWidget):
    """The comparison of one statement's printings. Keys: F8 and Shift+F8 next and previous difference, B makes the
    chosen printing the base, 1 2 3 the three layouts, D differences or whole text, F the base and the chosen printing
    alone; Y and N answer a suggestion."""

    open_quote = Signal(str)
    said = Signal(str)

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.scene: Scene | None = None
        self.base = ""
        self._fold = {READINGS: True, COLUMNS: False, WORDS: True}
        self._stale = True
        self._reading = False
        self._wanted = ("", "")
        self._turn = 0
        self._anything = False
        self._pair: Pair | None = None
        self._focus: tuple[str, ...] = ()
        self.panel = StatementPanel(self._more)
        self.panel.asked.connect(self._list)
        self.panel.chosen.connect(self._choose)
        self.panel.entered.connect(lambda: self.page.setFocus())
        self.grouper = Grouper(session, self.current, self.open_statement)
        self.head = Head(self.grouper)
        self.head.mode_chosen.connect(self.lay_out)
        self.head.fold_chosen.connect(self.set_fold)
        self.head.base_chosen.connect(self.make_base)
        self.head.stepped.connect(self.step_difference)
        self.head.two_wanted.connect(self.set_focus_on_two)
        self.head.part_wanted.connect(self.open_statement)
        self.readings, self.columns, self.words = ReadingsPage(), ColumnsPage(), WordsPage()
        self.stack = QStackedWidget()
        for page in (self.readings, self.columns, self.words):
            self.stack.addWidget(page)
            page.opened.connect(self.open_quote)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        side = QFrame()
        side.setProperty("look", "panel")
        side_box = QVBoxLayout(side)
        side_box.setContentsMargins(0, 0, 0, 0)
        side_box.addWidget(self.panel)
        splitter.addWidget(side)
        splitter.addWidget(self._comparison())
        splitter.setStretchFactor(1, 1)
        splitter.setCollapsible(1, False)
        splitter.setHandleWidth(1)
        side.setMinimumWidth(px(216))
        splitter.setSizes([px(290), 1150])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(splitter)
        for keys, deed in (
            ("F8", lambda: self.step_difference(1)),
            ("Shift+F8", lambda: self.step_difference(-1)),
            ("Y", lambda: self.grouper.judge(same=True)),
            ("N", lambda: self.grouper.judge(same=False)),
        ):
            QShortcut(QKeySequence(keys), self, deed, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for keys, deed in (
            ("B", self.make_base),
            ("1", lambda: self.lay_out(READINGS)),
            ("2", lambda: self.lay_out(COLUMNS)),
            ("3", lambda: self.lay_out(WORDS)),
            ("D", lambda: self.set_fold(not self._fold[self.layout_mode])),
            ("F", lambda: self.set_focus_on_two(not self._focus)),
        ):
            QShortcut(QKeySequence(keys), self.stack, deed, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self.panel.view)
        session.changed.connect(self.refresh)

    def sizeHint(self) -> QSize:
        """Room for the list and the comparison."""
        return QSize(1200, 760)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the printings come first."""
        super().resizeEvent(event)
        self.keys.setVisible(self.height() >= px(LOW))
        self.head.fit(self.width(), self.height())

    def current(self) -> Current:
        """What is on show: the statement or the suggestion, and the chosen printing."""
        return Current(self.scene, self._pair, self.page.current_id())

    @property
    def page(self) -> Page:
        """The page of the present layout."""
        return (self.readings, self.columns, self.words)[self.layout_mode]

    @property
    def layout_mode(self) -> int:
        """READINGS, COLUMNS or WORDS."""
        return self.stack.currentIndex()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the statements again if something changed that they show; hidden, only once they are looked at."""
        if changes is not None and not (changes.statements or changes.quotes or changes.speakers or changes.articles):
            return
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._list()

    def _list(self) -> None:
        """Reads what the list asks for: at once, or on a large desk beside the window."""
        self._turn += 1
        turn, asked, shown = self._turn, self.panel.wanted(), len(self.panel.model.rows)
        if quote_listing.at_most(self.session.desk) > AT_ONCE:
            if not shown:
                self._say_why_empty(*READING)
            self._reading = True
            self.session.read(
                lambda desk: read(desk, asked, shown),
                lambda listing: self._show_listing(listing) if turn == self._turn else None,
            ).failed.connect(self._not_read)
            return
        try:
            self._show_listing(read(self.session.desk, asked, shown))
        except QuoteDeskError as error:
            self.session.failed.emit(str(error))

    def _more(self, after: StatementRow) -> list[StatementRow]:
        return more(self.session.desk, self.panel.wanted(), after)

    def open_statement(self, statement_id: str, quote_id: str = "") -> None:
        """Show a statement; with a quote, its card is the chosen one. Hidden, as soon as it is looked at."""
        self._wanted = (statement_id, quote_id)
        if not self.isVisible() or self._stale or self._reading:
            self.refresh()
            return
        self._wanted = ("", "")
        if not self.panel.choose(statement_id):
            self.panel.view.clearSelection()
            self._show_statement(statement_id)
        if quote_id:
            self.page.choose(quote_id)

    def showEvent(self, event: QEvent) -> None:
        """Catch up with what changed while it was hidden."""
        if self._stale:
            self.refresh()
        if self.focusWidget() is None:
            self.panel.view.setFocus()
        event.accept()

    def lay_out(self, mode: int) -> None:
        """Change the layout, keeping the chosen printing."""
        kept = self.page.current_id()
        focus = self.page.hasFocus() or self.stack.isAncestorOf(self.focusWidget() or self)
        self.stack.setCurrentIndex(mode)
        self.head.modes.choose(mode)
        self.head.folding.choose(0 if self._fold[mode] else 1)
        self._show_scene()
        if kept:
            self.page.choose(kept)
        if focus:
            self.page.setFocus()

    def set_fold(self, fold: bool) -> None:
        """Differences only, or the whole text."""
        self._fold[self.layout_mode] = fold
        self.head.folding.choose(0 if fold else 1)
        self._show_scene()

    def make_base(self, printing_id: str = "") -> None:
        """Compare with another printing, the chosen one if none is named."""
        wanted = printing_id or self.page.current_id()
        if self.scene and wanted:
            self.base = wanted
            self._show_scene()
            self.page.choose(wanted)

    def set_focus_on_two(self, on: bool) -> None:
        """Show only the base and the chosen printing, or all printings again."""
        chosen = self.page.current_id()
        self._focus = (self.base, chosen) if on and self.scene and chosen not in ("", self.base) else ()
        self.head.two.setChecked(bool(self._focus))
        if on and not self._focus:
            self.said.emit("Choose another printing than the base first, then look at the two alone.")
        self._show_scene()
        if chosen:
            self.page.choose(chosen)

    def step_difference(self, step: int) -> None:
        """Go to the next difference (1) or the one before (-1), round the ends."""
        total = len(self.page.stops())
        if not total:
            return
        standing = self.page.standing()
        if standing is None:
            standing = -1 if step > 0 else 0
        self.page.stand_at((standing + step) % total)
        self._count_differences()

    def _show_listing(self, listing: Listing) -> None:
        self._reading = False
        self._say_why_empty(*EMPTY)
        self._anything = listing.anything
        self.panel.show_listing(listing)
        if self._stale:
            self.refresh()
        elif self._wanted[0]:
            self.open_statement(*self._wanted)

    def _not_read(self) -> None:
        self._reading = False

    def _say_why_empty(self, title_: str, words: str) -> None:
        self.empty[0].setText(title_)
        self.empty[1].setText(words)

    def _comparison(self) -> QWidget:
        """The right side: heading, switches, pages, keys; or what to do where there is nothing."""
        full = QFrame()
        full.setProperty("look", "ground")
        box = QVBoxLayout(full)
        box.setContentsMargins(28, 20, 14, 10)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addSpacing(12)
        box.addWidget(self.stack, 1)
        box.addSpacing(8)
        self.keys = QWidget()
        self.keys.setLayout(keys_line())
        box.addWidget(self.keys)
        empty = QFrame()
        empty.setProperty("look", "ground")
        empty_box = QVBoxLayout(empty)
        empty_box.addStretch(2)
        self.empty = [label(EMPTY[0], "heading"), label(EMPTY[1], "muted", wrap=True)]
        for part in self.empty:
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setFixedWidth(px(520))
            empty_box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        empty_box.addStretch(3)
        self.right = QStackedWidget()
        self.right.addWidget(empty)
        self.right.addWidget(full)
        nothing = QFrame()
        nothing.setProperty("look", "ground")
        self.right.addWidget(nothing)
        return self.right

    def _choose(self, row: StatementRow | Pair | None) -> None:
        self._focus = ()
        self.head.two.setChecked(False)
        self._pair = row if isinstance(row, Pair) else None
        self.head.ask(self._pair is not None, may_answer=not self.session.desk.read_only)
        if row is None:
            self.scene = None
            self.right.setCurrentIndex(2 if self._anything else 0)
            return
        if isinstance(row, StatementRow):
            self._show_statement(row.id)
            return
        try:
            both = [statements.of_quote(self.session.desk, key) for key in (row.a, row.b)]
            self.scene = load_pair(self.session.desk, both[0], both[1], row.why)
        except QuoteDeskError as error:
            self.session.failed.emit(str(error))
            return
        self.head.show_release(())
        self.head.say(row.title, f"Suggested, not grouped: {row.why}")
        self._begin(COLUMNS)

    def _show_statement(self, statement_id: str) -> None:
        try:
            statement = statements.get(self.session.desk, statement_id)
            self.scene = load(self.session.desk, statement)
        except QuoteDeskError as error:
            self.session.failed.emit(str(error))
            return
        self.head.ask(False)
        self._pair = None
        self.head.say(title(statement.witnesses[0].passage.text, 14), _meta(statement, self.scene))
        self.head.show_release(releases.of_statement(self.session.desk, statement_id))
        self._begin(self.layout_mode)

    def _begin(self, mode: int) -> None:
        """Show the scene that was read, from the base."""
        assert self.scene is not None
        if self.base not in {p.id for p in self.scene.printings}:
            self.base = self.scene.wordings[0].id
        self.right.setCurrentIndex(1)
        if mode != self.layout_mode:
            self.lay_out(mode)
        else:
            self._show_scene()

    def _show_scene(self) -> None:
        if self.scene is None:
            return
        self.head.show_bases(self.scene, self.base)
        if self.base not in self._focus:
            self._focus = ()
            self.head.two.setChecked(False)
        scene = only(self.scene, self._focus) if self._focus else self.scene
        self.page.show_scene(scene, self.base, fold=self._fold[self.layout_mode])
        self._count_differences()

    def _count_differences(self) -> None:
        self.head.show_count(len(self.page.stops()), self.page.standing())


def _meta(statement: Statement, scene: Scene) -> str:
    """Speaker, date, printings and why they are one statement."""
    dates = sorted({p.date for p in scene.printings if p.date})
    when = (
        []
        if not dates
        else [short_date(dates[0]) if len(dates) == 1 else f"{short_date(dates[0])} – {short_date(dates[-1])}"]
    )
    sources = len({p.source for p in scene.printings})
    where = f"{count(len(scene.printings), 'printing')} in {count(sources, 'source')}"
    why = statement.why.rstrip(".")
    grounds = [f"grouped because {why[0].lower()}{why[1:]}"] if why else []
    return " · ".join([speaker_of(statement), *when, where, *grounds])
