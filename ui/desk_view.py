"""An open desk in the window: the four views over one session, and the way from one to another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from quotedesk.store.records import QuoteFilter
from ui.compare.view import CompareView
from ui.quotes.view import QuotesView
from ui.reader.view import ReadView
from ui.session import DeskSession
from ui.speakers.view import SpeakersView

READ, QUOTES, COMPARE, SPEAKERS = range(4)


class DeskView(QStackedWidget):
    """Read, Quotes, Compare and Speakers; those that were not looked at yet are not made yet."""

    shown = Signal(int)
    """Another view came up."""
    said = Signal(str)
    """One sentence for the status bar."""

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.read = ReadView(session)
        self.read.open_statement.connect(self.open_statement)
        self.addWidget(self.read)
        self._made: dict[int, QWidget] = {READ: self.read}

    def view(self, place: int) -> QWidget:
        """One of the views, made when it is first wanted."""
        if place not in self._made:
            if place == QUOTES:
                quotes = QuotesView(self.session)
                quotes.open_quote.connect(self.open_quote)
                quotes.open_statement.connect(self.open_statement)
                made: QWidget = quotes
            elif place == COMPARE:
                made = CompareView(self.session)
                made.open_quote.connect(self.open_quote)
                made.said.connect(self.said)
            else:
                speakers = SpeakersView(self.session)
                speakers.open_quote.connect(self.open_quote)
                speakers.show_quotes.connect(self.show_quotes)
                made = speakers
            self._made[place] = made
            self.addWidget(made)
        return self._made[place]

    @property
    def place(self) -> int:
        """Which view is shown."""
        return next(place for place, view in self._made.items() if view is self.currentWidget())

    def go(self, place: int) -> None:
        """Shows a view and gives it the keyboard."""
        view = self.view(place)
        self.setCurrentWidget(view)
        if place == READ:
            self.read.reader.setFocus()
        else:
            view.setFocus()
        self.shown.emit(place)

    def open_quote(self, quote_id: str) -> None:
        """Shows a quote at its place in its article."""
        self.go(READ)
        self.read.open_quote(quote_id)

    def open_statement(self, statement_id: str) -> None:
        """Shows a statement's printings against each other."""
        self.go(COMPARE)
        compare = self.view(COMPARE)
        assert isinstance(compare, CompareView)
        compare.open_statement(statement_id)

    def show_quotes(self, wanted: QuoteFilter) -> None:
        """Lists the quotes of the desk that a filter lets through."""
        self.go(QUOTES)
        quotes = self.view(QUOTES)
        assert isinstance(quotes, QuotesView)
        quotes.show_filtered(wanted)

    def find_words(self) -> bool:
        """Puts the keyboard where this view finds words; False where it has no such place."""
        if self.place == READ:
            self.read.find_words()
        elif self.place == QUOTES:
            quotes = self.view(QUOTES)
            assert isinstance(quotes, QuotesView)
            quotes.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            quotes.filters.search.selectAll()
        return self.place in (READ, QUOTES)

    def search(self, words: str) -> None:
        """Lists the quotes of the desk that hold words."""
        self.show_quotes(QuoteFilter(search=words))

    def refresh_all(self) -> None:
        """Reads everything anew, as after a change of the text size."""
        for view in self._made.values():
            view.refresh(None)  # type: ignore[attr-defined]
