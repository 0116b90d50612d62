"""Every correction of a quote, by keys alone and by mouse alone, in the real window, read back from the desk's file."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import articles, changes, quotes
from quotedesk.store.records import QuoteRecord
from tests.ui.newsroom import BELIEVED, HALTED
from ui.main_window import MainWindow
from ui.reader.confirm_all import ConfirmAll
from ui.reader.view import ReadView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Hands:
    """A person at the window: presses keys, uses the mouse, and looks into the desk's file."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        assert window.desk_view is not None
        assert window.session is not None
        self.qtbot, self.window = qtbot, window
        self.read: ReadView = window.desk_view.read
        self.desk = window.session.desk
        self.session = window.session

    def press(self, *keys: str) -> None:
        for key in keys:
            QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(key))
            self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.runner.busy())

    def choose(self, outlet: str, words: str) -> QuoteRecord:
        record = next(record for record in articles.listed(self.desk) if record.outlet == outlet)
        self.read.open_article(record.id)
        quote = next(quote for quote in self.read.quotes if words in quote.text)
        self.read.choose(quote.id)
        self.read.reader.setFocus()
        return quote

    def now(self, quote: QuoteRecord) -> QuoteRecord:
        return quotes.get(self.desk, quote.id)

    def at(self, offset: int) -> QPoint:
        """Just right of the left edge of a character, in the middle of its line."""
        place = self.read.reader.place_of(offset)
        return QPointF(place.x() + 2, place.y() - self.read.reader.column.line_height / 2).toPoint()

    def where(self, words: str) -> Span:
        start = self.read.reader.text.index(words)
        return Span(start, start + len(words))

    def drag(self, start: QPoint, end: QPoint) -> None:
        port, left, no = self.read.reader.viewport(), Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        for kind, place, button, buttons in (
            (QEvent.Type.MouseButtonPress, start, left, left),
            (QEvent.Type.MouseMove, (start + end) / 2, no, left),
            (QEvent.Type.MouseMove, end, no, left),
            (QEvent.Type.MouseButtonRelease, end, left, no),
        ):
            point = QPointF(place)
            globally = QPointF(port.mapToGlobal(point))
            event = QMouseEvent(kind, point, globally, button, buttons, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(port, event)
        self.settle()

    def menu(self, offset: int, text: str) -> None:
        """Chooses an entry of the right button's menu over a character."""
        reader, place = self.read.reader, self.at(offset)
        globally = reader.viewport().mapToGlobal(place)
        reader.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, globally))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()
        self.settle()

    def undo(self) -> None:
        self.press("Ctrl+Z")


@pytest.fixture
def hands(qtbot: QtBot, window: MainWindow) -> Hands:
    made = Hands(qtbot, window)
    qtbot.waitUntil(made.read.reader.hasFocus)
    return made


# Edges.


@pytest.mark.parametrize(
    ("key", "begins", "ends"),
    [
        ("[", "It said: “Coalition", "Syrian military."), ("]", "forces believed", "Syrian military."),
        ("{", "Coalition forces", "Syrian military"), ("}", "Coalition forces", "military.”"),
        ("Ctrl+[", "“Coalition", "military."), ("Ctrl+]", "oalition", "military."),
        ("Ctrl+{", "Coalition", "Syrian military"), ("Ctrl+}", "Coalition", "military.”"),
        ("Alt+[", "It said: “Coalition", "military."), ("Alt+]", "The coalition airstrike", "military."),
        ("Alt+{", "Coalition", "before the strike."), ("Alt+}", "Coalition", "was given."),
    ],
)  # fmt: skip
def test_either_edge_moves_by_character_word_and_sentence(hands: Hands, key: str, begins: str, ends: str) -> None:
    quote = hands.choose("Harbour Post", BELIEVED)
    hands.press(key)
    text = hands.now(quote).text
    assert text.startswith(begins if key != "[" else "“Coalition")
    assert text.endswith(ends)
    hands.undo()
    assert hands.now(quote).parts == quote.parts
    assert hands.read.reader.chosen == quote.id


@pytest.mark.parametrize(
    ("edge", "to", "words"), [("start", "forces believed", "forces"), ("end", " before the strike", "time")]
)
def test_either_edge_is_dragged(hands: Hands, edge: str, to: str, words: str) -> None:
    quote = hands.choose("Harbour Post", BELIEVED)
    reader = hands.read.reader
    offset = quote.extent.start if edge == "start" else quote.extent.end
    line = reader.column.line_height
    knob = reader.place_of(offset).toPoint() + (QPoint(-2, 2 - round(line)) if edge == "start" else QPoint(2, 2))
    assert reader.handle_at(QPointF(knob)) == edge
    hands.drag(knob, hands.at(hands.where(to).start))
    now = hands.now(quote).text
    assert now.startswith(words) if edge == "start" else now.endswith(words)


# Parts.


def test_a_quote_is_split_at_the_caret_and_joined_again(hands: Hands) -> None:
    quote = hands.choose("Harbour Post", BELIEVED)
    hands.press(*["Ctrl+Right"] * 3, "B")
    first, second = hands.read.quotes[:2]
    assert (first.text, second.text.split()[0]) == ("Coalition forces believed", "they")
    assert first.speaker == second.speaker == "CENTCOM"
    hands.press("U")
    assert hands.now(quote).parts == quote.parts
    assert len(hands.read.quotes) == 2
    hands.undo()
    hands.undo()
    assert [q.id for q in quotes.of_article(hands.desk, quote.article_id)] == [q.id for q in hands.read.quotes]
    assert hands.now(quote).parts == quote.parts


def test_a_quote_is_split_and_joined_by_mouse(hands: Hands) -> None:
    quote = hands.choose("Harbour Post", BELIEVED)
    inside = hands.where("The coalition airstrike").start
    QTest.mouseClick(hands.read.reader.viewport(), Qt.MouseButton.LeftButton, pos=hands.at(inside) - QPoint(3, 0))
    hands.menu(inside, "Split at the caret")
    assert [q.text for q in hands.read.quotes[:2]] == [BELIEVED, HALTED]
    hands.menu(hands.where("Coalition forces").start, "Join with the next quote")
    assert hands.now(quote).text == f"{BELIEVED} {HALTED}"


def test_parts_become_one(hands: Hands) -> None:
    quote = hands.choose("Northern Wire", "air support")
    other = next(q for q in hands.read.quotes if q.text == "martyrs")
    hands.press("U")
    joined = hands.now(quote)
    assert joined.parts == (*quote.parts, *other.parts)
    hands.press("Shift+U")
    assert hands.now(quote).parts == (Span(quote.extent.start, other.extent.end),)
    hands.press("Shift+U")
    assert "one part already" in hands.window.status.saved.text()


def test_a_quote_of_parts_is_split_between_them(hands: Hands) -> None:
    quote = hands.choose("Northern Wire", "air support")
    other = next(q for q in hands.read.quotes if q.text == "martyrs")
    hands.press("U", "B")
    assert [q.parts for q in hands.read.quotes[1:]] == [quote.parts, other.parts]


# Who, what, and why.


def test_kinds_have_a_key_each_and_nobodys_words_become_a_quote_with_one(hands: Hands) -> None:
    quote = hands.choose("Northern Wire", "martyrs")
    assert quote.kind is Kind.OTHER
    for key, kind in (("V", Kind.SPEECH), ("W", Kind.WRITTEN), ("O", Kind.OTHER)):
        hands.press(key)
        assert hands.now(quote).kind is kind
    QTest.mouseClick(hands.read.card.kinds[Kind.SPEECH], Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.now(quote).kind is Kind.SPEECH


def test_the_offered_mention_becomes_the_speaker(hands: Hands) -> None:
    quote = hands.choose("Northern Wire", "air support")
    assert not hands.read.card.offer.isVisible()
    hands.press("E")
    assert "press S to name" in hands.window.status.saved.text()
    hands.read.reader.select(hands.where("a man"))
    hands.press("G")
    assert hands.now(quote).mention_text == "a man"
    assert hands.read.card.offer.isVisible()
    hands.press("E")
    now = hands.now(quote)
    assert (now.speaker, now.speaker_type, now.status) == ("man", SpeakerType.UNNAMED, Status.CONFIRMED)
    hands.undo()
    QTest.mouseClick(hands.read.card.offer, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.now(quote).speaker == "man"


def test_an_offered_name_finds_the_known_speaker(hands: Hands) -> None:
    quote = hands.choose("Northern Wire", "air support")
    zakharova = next(speaker for speaker in hands.read.known_speakers if speaker.name == "Maria Zakharova")
    from quotedesk.quote import SpeakerName
    from ui.reader.offers import known_as, offered

    for words in ("Zakharova", "maria zakharova"):
        assert known_as(SpeakerName(words, SpeakerType.PERSON), hands.read.known_speakers) == zakharova
    assert offered("he") is None
    assert offered("") is None
    assert offered("The Syrian General Command") == SpeakerName("Syrian General Command", SpeakerType.PERSON)
    assert offered("a senior official") == SpeakerName("senior official", SpeakerType.UNNAMED)
    assert quote.speaker is None


def test_mention_and_cue_are_set_by_the_mouse(hands: Hands) -> None:
    quote = hands.choose("Northern Wire", "air support")
    bar = hands.read.selection_bar
    for words, part, field in (("a man", bar.mention, "mention_text"), ("said, counting", bar.cue, "cue_text")):
        span = hands.where(words)
        reader = hands.read.reader
        hands.drag(hands.at(span.start), hands.at(span.end))
        assert reader.selection.span().of(reader.text) == words
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
        hands.settle()
        assert getattr(hands.now(quote), field) == words
    assert changes.next_undo(hands.desk) == "Set the cue of a quote"
    hands.press("C")
    assert "select the words that are its cue" in hands.window.status.saved.text()


def test_a_quote_is_flagged_by_key_and_mouse(hands: Hands) -> None:
    quote = hands.choose("Harbour Post", BELIEVED)
    hands.press("F")
    assert hands.now(quote).flag
    assert hands.read.card.flag.text() == "Flagged"
    QTest.mouseClick(hands.read.card.flag, Qt.MouseButton.LeftButton)
    hands.settle()
    assert not hands.now(quote).flag


def test_a_known_speaker_takes_one_key_by_digit_and_three_by_name(hands: Hands) -> None:
    quote = hands.choose("Northern Wire", "air support")
    digit = [speaker.name for speaker in hands.read.digits].index("Maria Zakharova") + 1
    hands.press(str(digit))
    assert hands.now(quote).speaker == "Maria Zakharova"
    hands.undo()
    hands.press("S")
    hands.qtbot.waitUntil(hands.read.card.speaker.hasFocus)
    QTest.keyClicks(hands.read.card.speaker, "z")
    QTest.keyClick(hands.read.card.speaker, Qt.Key.Key_Return)
    hands.settle()
    assert hands.now(quote).speaker == "Maria Zakharova"


# Going on.


def test_enter_confirms_and_goes_on_but_not_in_a_field(hands: Hands) -> None:
    quote = hands.choose("Harbour Post", BELIEVED)
    hands.press("Return")
    assert hands.now(quote).status is Status.CONFIRMED
    assert hands.read.reader.chosen != quote.id
    second = hands.read.chosen
    assert second is not None
    hands.window.top.search.setFocus()
    hands.qtbot.waitUntil(hands.window.top.search.hasFocus)
    hands.press("Return")
    assert hands.now(second).status is Status.SUGGESTED


def test_next_and_previous_to_decide(hands: Hands) -> None:
    hands.choose("Northern Wire", "martyrs")
    hands.press("Shift+N")
    assert hands.read.chosen is not None
    assert "air support" in hands.read.chosen.text
    hands.press("Shift+N", "Shift+N")
    assert "No quote before" in hands.window.status.saved.text()
    hands.press("N")
    assert hands.read.chosen is not None
    assert "air support" in hands.read.chosen.text


def test_all_of_an_article_are_confirmed_after_a_look(hands: Hands) -> None:
    hands.choose("Northern Wire", BELIEVED)
    hands.press("Ctrl+Shift+A")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConfirmAll)
    assert dialog.list.count() == 2
    assert dialog.confirm.text() == "Confirm 1"
    dialog.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert dialog.confirm.text() == "Confirm 2"
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    QTest.keyClick(dialog.confirm, Qt.Key.Key_Return)
    hands.settle()
    assert [quote.status for quote in hands.read.quotes] == [Status.CONFIRMED, Status.SUGGESTED, Status.SUGGESTED]
    assert changes.next_undo(hands.desk) == "Confirm 1 quote"


def test_overlapping_quotes_are_chosen_from_a_list(hands: Hands) -> None:
    quote = hands.choose("Harbour Post", BELIEVED)
    hands.read.reader.select(hands.where("striking a Da’esh fighting position"))
    hands.press("Q")
    inner = hands.read.chosen
    assert inner is not None
    assert inner.id != quote.id
    hands.press("L")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_1)
    assert hands.read.reader.chosen == quote.id


# The review.


def test_a_review_goes_through_the_desk_from_the_least_certain_with_one_key_a_quote(hands: Hands) -> None:
    total = sum(record.undecided for record in articles.listed(hands.desk))
    hands.press("R")
    first = hands.read.chosen
    assert first is not None
    assert first.speaker is None, "the quote without a speaker is the least certain"
    assert hands.read.queue.model.rowCount() == total
    hands.press("1")
    assert hands.now(first).speaker == hands.read.digits[0].name
    seen = {first.id}
    while (quote := hands.read.chosen) is not None and quote.id not in seen:
        seen.add(quote.id)
        hands.press("A" if len(seen) % 2 else "X")
    assert len(seen) == total
    assert hands.read.queue.model.rowCount() == 0
    assert not any(record.undecided for record in articles.listed(hands.desk))
    assert hands.read.queue.progress.value() == hands.read.queue.progress.maximum()
    hands.undo()
    assert hands.read.queue.model.rowCount() == 1
    hands.press("R")
    assert not hands.read.steps.reviewing


def test_a_quote_that_is_skipped_waits_its_turn(hands: Hands) -> None:
    hands.press("R", "N", "N")
    third = hands.read.queue.model.quotes[2]
    assert hands.read.reader.chosen == third.id
    hands.press("Return")
    assert hands.read.reader.chosen == hands.read.queue.model.quotes[2].id
    assert hands.read.queue.model.row_of(third.id) == -1


def test_the_queue_is_worked_by_mouse(hands: Hands) -> None:
    QTest.mouseClick(
        hands.read.side.switch.findChildren(type(hands.read.card.flag).__base__)[1], Qt.MouseButton.LeftButton
    )
    hands.settle()
    queue = hands.read.queue
    index = queue.model.index(1)
    QTest.mouseClick(queue.list.viewport(), Qt.MouseButton.LeftButton, pos=queue.list.visualRect(index).center())
    quote = hands.read.chosen
    assert quote is not None
    assert quote.id == queue.model.quotes[1].id
    QTest.mouseClick(hands.read.card.confirm, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.now(quote).status is Status.CONFIRMED
    assert hands.read.reader.chosen == queue.model.quotes[1].id
