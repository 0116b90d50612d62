"""The view *Read*: the library, the article, and the card of the selected quote."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Span, Status
from quotedesk.store import articles, quotes, speakers, statements
from quotedesk.store.records import ArticleRecord, Changes, QuoteRecord, SpeakerRecord
from ui import theme
from ui.library.view import Library
from ui.reader import header
from ui.reader.card import QuoteCard
from ui.reader.find_bar import FindBar
from ui.reader.mark_button import MarkButton
from ui.reader.reader import Reader
from ui.reader.speaker_field import Choice
from ui.reader.states import undecided
from ui.reader.words import moved, next_end, next_start
from ui.session import DeskSession

DIGITS = 9
NOTHING_TO_READ = (
    "Nothing to read yet",
    "Drop text or HTML files here: two or more reports of the same event, from different outlets. "
    "Their quotes are found and laid side by side.",
)


class ReadView(QWidget):
    """Reads, selects and decides. Its methods are the deeds that the actions call; each does one thing."""

    open_statement = Signal(str)
    article_shown = Signal()
    """Another article, or its counts changed: the status bar should look again."""
    said = Signal(str)
    """One sentence for the status bar."""
    deeds_wanted = Signal(object)
    """A menu for the right button on a quote or a selection, to be filled."""

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.article: ArticleRecord | None = None
        self.quotes: list[QuoteRecord] = []
        self.digits: list[SpeakerRecord] = []
        self.library = Library(session)
        self.reader = Reader()
        self.card = QuoteCard()
        self.mark_button = MarkButton(self.reader)
        self.find_bar = FindBar(self.reader)
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.reader, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for part, stretch in ((self.library, 0), (self.middle, 1), (self.card, 0)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.dress()
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self._connect()
        self.refresh(None)

    def dress(self) -> None:
        """Fits the three parts' limits to the text size."""
        self._dressed_for = theme.scale()
        for part, least, most in ((self.library, 190, 420), (self.middle, 360, 16_000), (self.card, 272, 460)):
            part.setMinimumWidth(theme.px(least))
            part.setMaximumWidth(theme.px(most))

    def share_room(self, width: int) -> None:
        """Gives the three parts their first widths in a window that is `width` wide; the text comes first."""
        left = min(max(round(width * 0.19), theme.px(200)), theme.px(272))
        right = min(max(round(width * 0.23), theme.px(304)), theme.px(320))
        self.splitter.setSizes([left, width - left - right, right])

    def _connect(self) -> None:
        self.session.changed.connect(self.refresh)
        self.library.chosen.connect(self.open_article)
        self.reader.picked.connect(self.choose)
        self.reader.resized.connect(self.resize_quote)
        self.reader.menu_wanted.connect(self._fill_menu)
        self.mark_button.pressed_.connect(self.mark)
        self.card.decided.connect(self.decide)
        self.card.next_wanted.connect(self.next_undecided)
        self.card.speaker_chosen.connect(self.assign)
        self.card.kind_chosen.connect(self.set_kind)
        self.card.noted.connect(self.set_note)
        self.card.back.connect(self.reader.setFocus)
        self.card.printed.open_quote.connect(self.open_quote)
        self.card.printed.open_statement.connect(self.open_statement)

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Shows the desk as it is now; None is everything anew, also after a change of the text size."""
        if self._dressed_for != theme.scale():
            self.dress()
            self.share_room(self.width())
        self.library.refresh(changes)
        if changes is None or changes.speakers or changes.articles:
            self._load_speakers()
        if self.article is None or (changes is not None and changes.articles and self.article.id in changes.articles):
            wanted = self.article.id if self.article else self.library.first()
            self._reload(wanted if wanted in self.library.ids() else self.library.first())
        elif changes is None or changes.quotes or changes.speakers or changes.statements:
            self._load_quotes()

    def _reload(self, article_id: str) -> None:
        if self.article is not None and self.article.id == article_id:
            self._load_quotes()
        elif article_id:
            self.open_article(article_id)
        else:
            self._show_no_article()

    def _show_no_article(self) -> None:
        self.article = None
        self.quotes = []
        self.reader.empty_words = NOTHING_TO_READ
        self.reader.set_article("", "", "")
        self.card.show_nothing(
            "No article open", "Its quotes will be listed here, one at a time, with the reason for each speaker."
        )
        self.article_shown.emit()

    def open_article(self, article_id: str) -> None:
        """Shows an article; the one that is open stays where it is."""
        if self.article is not None and self.article.id == article_id:
            return
        try:
            self.article = articles.get(self.session.desk, article_id)
            text = articles.text(self.session.desk, article_id)
        except DeskError as error:
            self.said.emit(str(error))
            return
        self.find_bar.close_bar()
        self.reader.set_article(text, self.article.title, header.facts(self.article))
        self._load_speakers()
        self._load_quotes()
        self.library.show_as_open(article_id)

    def _load_quotes(self) -> None:
        if self.article is None:
            return
        self.article = articles.get(self.session.desk, self.article.id)
        self.quotes = quotes.of_article(self.session.desk, self.article.id)
        self.reader.set_facts(self.article.title, header.facts(self.article))
        self.reader.set_quotes(self.quotes)
        self._show_card()
        self.article_shown.emit()

    def _load_speakers(self) -> None:
        known = speakers.listed(self.session.desk)
        order = {speaker.id: place for place, speaker in enumerate(self.digits)}
        most = sorted(known, key=lambda s: (order.get(s.id, DIGITS), -s.quotes, s.name))
        self.digits = [speaker for speaker in most if speaker.quotes or speaker.id in order][:DIGITS]
        self.card.set_speakers(known, self.digits)

    def _show_card(self) -> None:
        quote = self.chosen
        if quote is None:
            self.card.show_nothing(*self._advice())
            return
        place = [q.id for q in self.quotes].index(quote.id) + 1
        statement = statements.of_quote(self.session.desk, quote.id) if quote.printings > 1 else None
        self.card.show_quote(quote, place, len(self.quotes), statement)

    def _advice(self) -> tuple[str, str]:
        if self.article is None:
            return "No article open", "Its quotes will be listed here, one at a time, with the reason for each speaker."
        if not self.quotes:
            return (
                "No quotes in this article",
                "Select somebody’s words in the text and press Q to mark them as a quote.",
            )
        left = self.article.undecided
        if not left:
            return (
                "Everything here is decided",
                "Click a quote to look at it again, or go on to the next article with N.",
            )
        return f"{left:,} to decide in this article", "Click a quote in the text, or press N to start with the first."

    # Which quote

    @property
    def chosen(self) -> QuoteRecord | None:
        """The selected quote."""
        return self.reader.quotes.get(self.reader.chosen)

    def choose(self, quote_id: str) -> None:
        """Selects a quote of the open article; none if empty."""
        self.reader.choose(quote_id)
        self._show_card()

    def open_quote(self, quote_id: str) -> None:
        """Opens the article of a quote at its place."""
        try:
            quote = quotes.get(self.session.desk, quote_id)
        except DeskError as error:
            self.said.emit(str(error))
            return
        self.open_article(quote.article_id)
        self.choose(quote_id)

    def step(self, by: int) -> None:
        """The next quote of the article (1) or the one before (-1)."""
        ids = [quote.id for quote in self.quotes]
        if not ids:
            return
        if self.reader.chosen in ids:
            at = ids.index(self.reader.chosen) + by
            if not 0 <= at < len(ids):
                self.said.emit("That is the last quote of this article." if by > 0 else "That is the first quote.")
                return
            self.choose(ids[at])
        else:
            self.choose(ids[0 if by > 0 else -1])

    def next_undecided(self) -> None:
        """The next quote that is to be decided: in this article, else in the next article that has one."""
        ids = [quote.id for quote in self.quotes]
        at = ids.index(self.reader.chosen) if self.reader.chosen in ids else -1
        ahead = [
            q for q in (*self.quotes[at + 1 :], *self.quotes[: at + 1]) if undecided(q) and q.id != self.reader.chosen
        ]
        if ahead:
            self.choose(ahead[0].id)
            return
        other = self.library.next_with_work(self.article.id if self.article else "")
        if other and (self.article is None or other != self.article.id):
            self.open_article(other)
            first = next((quote for quote in self.quotes if undecided(quote)), None)
            if first:
                self.choose(first.id)
        elif self.chosen is None or not undecided(self.chosen):
            self.said.emit("Nothing is left to decide on this desk.")
        else:
            self.said.emit("This is the last quote to decide on this desk.")

    # Deeds

    def decide(self, status: Status) -> None:
        """Confirms or rejects the selected quote; pressed again it is a suggestion as before."""
        if quote := self.chosen:
            wanted = Status.SUGGESTED if quote.status is status else status
            self.session.do(lambda desk: quotes.decide(desk, [quote.id], wanted))

    def confirm_and_next(self) -> None:
        """Confirms the selected quote and goes to the next that is to be decided."""
        quote = self.chosen
        if quote is None or quote.status is Status.CONFIRMED:
            self.next_undecided()
        else:
            self.session.do(
                lambda desk: quotes.decide(desk, [quote.id], Status.CONFIRMED),
                then=lambda _changes: self.next_undecided(),
            )

    def assign(self, who: "Choice | str") -> None:
        """Gives the selected quote to a speaker and confirms it: by id, or as chosen in the speaker field."""
        quote = self.chosen
        if quote is None:
            return
        speaker_id = who if isinstance(who, str) else who.speaker_id
        if isinstance(who, Choice) and who.name:
            self.session.do(
                lambda desk: speakers.create(desk, who.name, who.type),
                then=lambda made: self._assign(quote, made[1]),
            )
        else:
            self._assign(quote, speaker_id)

    def _assign(self, quote: QuoteRecord, speaker_id: str | None) -> None:
        sure = speaker_id is not None
        self.session.do(lambda desk: quotes.assign(desk, [quote.id], speaker_id, confirm=sure))

    def assign_digit(self, digit: int) -> None:
        """Gives the selected quote to the speaker of a digit key."""
        if 1 <= digit <= len(self.digits):
            self.assign(self.digits[digit - 1].id)

    def set_kind(self, kind: Kind) -> None:
        """Says what the words are: said, written, or nobody's."""
        quote = self.chosen
        if quote is not None and quote.kind is not kind:
            self.session.do(lambda desk: quotes.set_kind(desk, [quote.id], kind))

    def set_note(self, quote_id: str, note: str) -> None:
        """Keeps a note."""
        self.session.do(lambda desk: quotes.set_note(desk, quote_id, note))

    def resize_quote(self, quote_id: str, parts: Sequence[Span]) -> None:
        """Gives a quote other edges."""
        job = self.session.do(lambda desk: quotes.resize(desk, quote_id, parts))
        job.failed.connect(lambda _sentence: self.reader.set_edited(None))

    def move_edge(self, edge: str, step: int) -> None:
        """Moves the selected quote's start or end by a word."""
        if quote := self.chosen:
            now = quote.parts[0].start if edge == "start" else quote.parts[-1].end
            target = (next_start if edge == "start" else next_end)(self.reader.text, now, step)
            parts = moved(self.reader.text, quote.parts, edge, target)
            if parts != quote.parts:
                self.resize_quote(quote.id, parts)

    def mark(self) -> None:
        """Marks the selected words as a quote."""
        span = self.reader.selection.span()
        if self.article is None or span.start == span.end:
            self.said.emit("Select the words first, then press Q to mark them as a quote.")
            return
        article_id = self.article.id
        self.session.do(lambda desk: quotes.create(desk, article_id, [span]), then=self._marked)

    def _marked(self, changes: Changes) -> None:
        self.reader.clear_selection()
        new = next(iter(changes.quotes & {quote.id for quote in self.quotes}), "")
        self.choose(new)

    def delete(self) -> None:
        """Takes the selected quote away; while the library has the keyboard, the open article, after asking."""
        if self.library.list.hasFocus() and self.article is not None:
            self.library.delete(self.article)
        elif quote := self.chosen:
            self.session.do(lambda desk: quotes.delete(desk, [quote.id]))

    def edit_article(self) -> None:
        """Corrects what was detected about the open article."""
        if self.article is not None:
            self.library.edit(self.article)

    def find_words(self) -> None:
        """Opens the bar that finds words in the article."""
        if self.article is not None:
            self.find_bar.open_bar()

    def _fill_menu(self, menu: QMenu, at: Sequence[QuoteRecord]) -> None:
        if at or self.reader.selection.cursor.hasSelection():
            self.deeds_wanted.emit(menu)
