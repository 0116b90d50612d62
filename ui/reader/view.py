"""The view *Read*: the library or the queue, the article, and the card of the selected quote."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from quotedesk.errors import DeskError
from quotedesk.quote import Status
from quotedesk.store import articles, quotes, speakers, statements
from quotedesk.store.records import ArticleRecord, Changes, QuoteRecord, SpeakerRecord
from ui import theme
from ui.library.queue import ReviewQueue
from ui.library.side import Side
from ui.library.view import Library
from ui.reader import header
from ui.reader.article_quotes import ArticleQuotes
from ui.reader.card import QuoteCard
from ui.reader.deeds import QuoteDeeds
from ui.reader.digits import by_digit
from ui.reader.find_bar import FindBar
from ui.reader.parts import Parts
from ui.reader.position_bar import PositionBar
from ui.reader.reader import Reader
from ui.reader.selection_bar import SelectionBar
from ui.reader.steps import Steps
from ui.session import DeskSession

LATER = 80
"""Milliseconds after an edit of a long article before its quotes' printings are read anew."""
FEW = 400
"""Quotes that are brought up to date one by one after a deed; more are all read anew."""
NOTHING_TO_READ = (
    "Nothing to read yet",
    "Drop text or HTML files here: two or more reports of the same event, from different outlets. "
    "Their quotes are found and laid side by side.",
)


class ReadView(QWidget):
    """Shows and selects; `deeds` holds what can be done to the selected quote."""

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
        self.quotes = ArticleQuotes()
        self.digits: list[SpeakerRecord] = []
        self.known_speakers: list[SpeakerRecord] = []
        self.deeds = QuoteDeeds(self)
        self.steps = Steps(self)
        self.library = Library(session)
        self.queue = ReviewQueue(session)
        self.side = Side(self.library, self.queue)
        self.reader = Reader()
        self.card = QuoteCard()
        self.selection_bar = SelectionBar(self.reader)
        self.position_bar = PositionBar(self.reader)
        self.find_bar = FindBar(self.reader)
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        text = QHBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.reader, 1)
        text.addWidget(self.position_bar)
        column.addLayout(text, 1)
        self.splitter = Parts(self.side, self.middle, self.card)
        self._dressed_for = theme.scale()
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self._later = QTimer(self, singleShot=True, interval=LATER)
        self._later.timeout.connect(self._take_regrouped)
        self._connect()
        self.refresh(None)

    def _connect(self) -> None:
        self.session.changed.connect(self.refresh)
        self.library.chosen.connect(self.open_article)
        self.reader.picked.connect(self.choose)
        self.reader.resized.connect(self.deeds.resize)
        self.reader.menu_wanted.connect(self._fill_menu)
        self.selection_bar.marked.connect(self.deeds.mark)
        self.selection_bar.pointed.connect(self.deeds.point)
        self.position_bar.picked.connect(self.choose)
        self.queue.chosen.connect(self.open_quote)
        self.card.decided.connect(self.deeds.decide)
        self.card.next_wanted.connect(self.steps.to_undecided)
        self.card.speaker_chosen.connect(self.deeds.assign)
        self.card.offer_taken.connect(self.deeds.take_offer)
        self.card.kind_chosen.connect(self.deeds.set_kind)
        self.card.flagged.connect(self.deeds.flag)
        self.card.noted.connect(self.deeds.set_note)
        self.card.back.connect(self.reader.setFocus)
        self.card.printed.open_quote.connect(self.open_quote)
        self.card.printed.open_statement.connect(self.open_statement)

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Shows the desk as it is now; None is everything anew, also after a change of the text size."""
        if self._dressed_for != theme.scale():
            self._dressed_for = theme.scale()
            self.splitter.dress()
            self.splitter.share_room(self.width())
        if changes is not None and self._keep_up(changes):
            return
        self.library.refresh(changes)
        if changes is None or changes.speakers or changes.articles:
            self._load_speakers()
        if self.article is None or (changes is not None and changes.articles and self.article.id in changes.articles):
            wanted = self.article.id if self.article else self.library.first()
            self._reload(wanted if wanted in self.library.ids() else self.library.first())
        elif changes is None or changes.quotes or changes.speakers or changes.statements:
            self._load_quotes()
        self._refresh_queue(changes)

    def _refresh_queue(self, changes: Changes | None) -> None:
        self.queue.refresh(changes)
        listed = self.library.model.articles
        total = sum(article.quotes for article in listed)
        self.queue.show_progress(total - sum(article.undecided for article in listed), total)

    def _keep_up(self, changes: Changes) -> bool:
        """Takes over what a small change touched, and nothing else; False where all has to be read anew."""
        if self.article is None or len(changes.quotes) > FEW or not changes.articles <= set(self.library.ids()):
            return False
        records = articles.several(self.session.desk, changes.articles)
        now = next((record for record in records if record.id == self.article.id), None)
        edited = now is not None and replace(self.article, quotes=0, confirmed=0, undecided=0) != now
        if edited or len(records) < len(changes.articles) or not self._keep_up_speakers(changes):
            return False
        changed: dict[str, QuoteRecord | None] = {}
        if changes.quotes:
            changed = dict.fromkeys(changes.quotes & self.reader.quotes.keys())
            found = quotes.several(self.session.desk, changes.quotes)
            changed |= {quote.id: quote for quote in found if quote.article_id == self.article.id}
        if changes.statements and len(self.quotes) <= FEW:
            changed |= self._regrouped(self.article.id, changed.keys())
        elif changes.statements:
            self._later.start()
        self._replace(changed)
        self._count(self.article)
        self.library.refresh(changes, known=self.article)
        self._refresh_queue(changes)
        if changed or changes.speakers:
            self._show_card()
        self.article_shown.emit()
        return True

    def _replace(self, changed: Mapping[str, QuoteRecord | None]) -> None:
        """Shows some quotes of the open article as they are now, None for those that are gone."""
        if changed:
            self.quotes.replace(changed)
            self.reader.replace_quotes(changed)

    def _take_regrouped(self) -> None:
        """How often each quote of a long article is printed: read once the edit itself is shown."""
        if self.article is not None and not self.session.closed:
            self._replace(self._regrouped(self.article.id, ()))
            self._show_card()

    def _keep_up_speakers(self, changes: Changes) -> bool:
        """Adds speakers who are new; False where one that is known changed or went."""
        known = {speaker.id: speaker for speaker in self.known_speakers}
        now = speakers.named(self.session.desk, changes.speakers) if changes.speakers else []
        same = {s.id for s in now if s.id in known and replace(known[s.id], quotes=0, confirmed=0) == s}
        new = [speaker for speaker in now if speaker.id not in known]
        if changes.speakers != same | {speaker.id for speaker in new}:
            return False
        if new:
            self._take_speakers([*self.known_speakers, *new])
        return True

    def _regrouped(self, article_id: str, fresh: Collection[str]) -> dict[str, QuoteRecord | None]:
        """The quotes of the open article that have other printings now."""
        grouped = statements.printings(self.session.desk, article_id)
        alone: tuple[str | None, int] = (None, 1)
        return {
            quote.id: replace(quote, statement_id=statement, printings=count)
            for quote in self.quotes
            for statement, count in [grouped.get(quote.id, alone)]
            if quote.id not in fresh and (quote.statement_id, quote.printings) != (statement, count)
        }

    def _count(self, record: ArticleRecord) -> None:
        """The open article with its quotes counted."""
        confirmed, open_ = (self.quotes.count_of(status) for status in (Status.CONFIRMED, Status.SUGGESTED))
        self.article = replace(record, quotes=confirmed + open_, confirmed=confirmed, undecided=open_)
        self.reader.set_facts(self.article.title, header.facts(self.article))

    def _reload(self, article_id: str) -> None:
        if self.article is not None and self.article.id == article_id:
            self._load_quotes()
        elif article_id:
            self.open_article(article_id)
        else:
            self._show_no_article()

    def _show_no_article(self) -> None:
        self.article = None
        self.quotes = ArticleQuotes()
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
            (self.article,) = articles.several(self.session.desk, [article_id])
            text = articles.text(self.session.desk, article_id)
        except DeskError as error:
            self.said.emit(str(error))
            return
        except ValueError:
            self.said.emit("That article is no longer on the desk.")
            return
        self.find_bar.close_bar()
        self.reader.set_article(text, self.article.title, header.facts(self.article))
        self._load_quotes()
        self.library.show_as_open(article_id)

    def _load_quotes(self) -> None:
        if self.article is None:
            return
        (record,) = articles.several(self.session.desk, [self.article.id])
        self.quotes = ArticleQuotes(quotes.of_article(self.session.desk, self.article.id))
        self._count(record)
        self.reader.set_quotes(self.quotes)
        self._take_speakers(self.known_speakers)
        self._show_card()
        self.article_shown.emit()

    def _load_speakers(self) -> None:
        self._take_speakers(speakers.listed(self.session.desk))

    def _take_speakers(self, known: Sequence[SpeakerRecord]) -> None:
        self.known_speakers = list(known)
        self.digits = by_digit(known, self.quotes, self.digits)
        self.card.set_speakers(known, self.digits)

    def _show_card(self) -> None:
        quote = self.chosen
        if quote is None:
            self.card.show_nothing(*self._advice())
            return
        place = self.quotes.index_of(quote.id) + 1
        statement = statements.of_quote(self.session.desk, quote.id) if quote.printings > 1 else None
        nameless = {w.passage.doc for w in statement.witnesses if not w.passage.outlet} if statement else ()
        titles = {article.id: article.title for article in articles.several(self.session.desk, nameless)}
        self.card.show_quote(quote, place, len(self.quotes), statement, titles)

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

    # What else there is

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
