"""Deciding in the view Read: real widgets over a real desk file, by mouse and by the methods that keys call."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import articles, changes, quotes, speakers
from quotedesk.store.records import ArticleRecord, QuoteRecord
from tests.ui.newsroom import BELIEVED, HALTED
from ui.reader.speaker_field import choices, matching
from ui.reader.view import ReadView
from ui.session import DeskSession

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def article(read: ReadView, outlet: str) -> ArticleRecord:
    return next(record for record in articles.listed(read.session.desk) if record.outlet == outlet)


def go_to(read: ReadView, outlet: str, words: str) -> QuoteRecord:
    read.open_article(article(read, outlet).id)
    quote = next(quote for quote in read.quotes if words in quote.text)
    read.choose(quote.id)
    return quote


def now(read: ReadView, quote: QuoteRecord) -> QuoteRecord:
    return quotes.get(read.session.desk, quote.id)


def settled(qtbot: QtBot, read: ReadView) -> None:
    qtbot.waitUntil(lambda: not read.session.runner.busy())


def test_the_first_article_is_open_and_nothing_is_selected(read: ReadView) -> None:
    assert read.article is not None
    assert read.article.outlet == "Harbour Post"
    assert read.reader.text == articles.text(read.session.desk, read.article.id)
    assert read.chosen is None
    assert "2 to decide" in read.card._empty._heading.text()


def test_the_card_says_who_why_and_who_else_prints_it(read: ReadView) -> None:
    go_to(read, "Northern Wire", BELIEVED)
    card = read.card
    assert card.speaker.text() == "CENTCOM"
    assert "<span" in card._why.text()
    assert "command" in card._why.text()
    assert card._place.text() == "Quote 1 of 3"
    outlets = [row.accessibleName() for row in card.printed.rows()]
    assert len(outlets) == 4
    assert any("Vostok Review" in name for name in outlets)


def test_a_printing_without_an_outlet_is_named_by_its_title(qtbot: QtBot, read: ReadView) -> None:
    vostok = article(read, "Vostok Review")
    with qtbot.waitSignal(read.session.changed):
        read.session.do(lambda desk: articles.edit(desk, vostok.id, outlet=""))
    go_to(read, "Northern Wire", BELIEVED)
    names = [row.accessibleName() for row in read.card.printed.rows()]
    assert any(vostok.title in name for name in names)
    assert not any("No outlet" in name for name in names)


def test_confirming_twice_is_a_suggestion_again(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Harbour Post", BELIEVED)
    QTest.mouseClick(read.card.confirm, Qt.MouseButton.LeftButton)
    settled(qtbot, read)
    assert now(read, quote).status is Status.CONFIRMED
    assert read.card.confirm.text() == "Confirmed"
    assert read.chosen is not None
    assert read.chosen.status is Status.CONFIRMED
    read.deeds.decide(Status.CONFIRMED)
    settled(qtbot, read)
    assert now(read, quote).status is Status.SUGGESTED
    QTest.mouseClick(read.card.reject, Qt.MouseButton.LeftButton)
    settled(qtbot, read)
    assert now(read, quote).status is Status.REJECTED


def test_a_digit_assigns_and_confirms(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Northern Wire", "air support")
    names = [speaker.name for speaker in read.digits]
    assert names[0] == "CENTCOM"
    read.deeds.assign_digit(names.index("Maria Zakharova") + 1)
    settled(qtbot, read)
    assert now(read, quote).speaker == "Maria Zakharova"
    assert now(read, quote).status is Status.CONFIRMED
    assert [speaker.name for speaker in read.digits][: len(names)] == names, "digits keep their speakers"
    assert changes.next_undo(read.session.desk) == "Assign Maria Zakharova to 1 quote"
    read.deeds.assign_digit(9)


def test_a_new_speaker_is_made_in_place(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Northern Wire", "air support")
    read.card.focus_speaker()
    qtbot.waitUntil(read.card.speaker.hasFocus)
    QTest.keyClicks(read.card.speaker, "a man in Tampa")
    offered = read.card.speaker.offered()
    assert [choice.type for choice in offered] == [SpeakerType.PERSON, SpeakerType.INSTITUTION, SpeakerType.UNNAMED]
    QTest.keyClick(read.card.speaker, Qt.Key.Key_Up)
    QTest.keyClick(read.card.speaker, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: now(read, quote).speaker == "a man in Tampa")
    settled(qtbot, read)
    assert now(read, quote).speaker_type is SpeakerType.UNNAMED
    assert read.reader.hasFocus()
    assert read.card.speaker.text() == "a man in Tampa"


def test_a_known_speaker_is_found_by_part_of_the_name(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Northern Wire", "air support")
    read.card.focus_speaker()
    qtbot.waitUntil(read.card.speaker.hasFocus)
    QTest.keyClicks(read.card.speaker, "zakh")
    assert read.card.speaker.offered()[0].text == "Maria Zakharova"
    QTest.keyClick(read.card.speaker, Qt.Key.Key_Return)
    settled(qtbot, read)
    assert now(read, quote).speaker == "Maria Zakharova"


def test_escape_in_the_speaker_field_changes_nothing(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Harbour Post", BELIEVED)
    read.card.focus_speaker()
    qtbot.waitUntil(read.card.speaker.hasFocus)
    QTest.keyClicks(read.card.speaker, "some")
    QTest.keyClick(read.card.speaker, Qt.Key.Key_Escape)
    assert read.card.speaker.text() == "CENTCOM"
    assert not read.card.speaker.offered()
    assert read.reader.hasFocus()
    assert now(read, quote).speaker == "CENTCOM"


def test_nobody_known_can_be_chosen_and_confirms_nothing(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Harbour Post", BELIEVED)
    read.deeds.assign(choices(speakers.listed(read.session.desk), "")[0])
    settled(qtbot, read)
    assert now(read, quote).speaker is None
    assert now(read, quote).status is Status.SUGGESTED


def test_speakers_are_found_by_alias(session: DeskSession) -> None:
    _, id = speakers.create(session.desk, "Islamic State", SpeakerType.INSTITUTION, aliases=["Daesh", "ISIL"])
    everybody = speakers.listed(session.desk)
    assert matching(everybody, "daesh")[0].id == id
    assert choices(everybody, "daesh")[0].text == "Islamic State (Daesh)"
    assert all(not choice.name for choice in choices(everybody, "islamic state"))


def test_the_kind_is_a_decision(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Harbour Post", BELIEVED)
    QTest.mouseClick(read.card.kinds[Kind.OTHER], Qt.MouseButton.LeftButton)
    settled(qtbot, read)
    assert now(read, quote).kind is Kind.OTHER
    assert read.article is not None
    assert read.article.undecided == 1


def test_a_note_is_saved_once_when_it_is_left(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Harbour Post", BELIEVED)
    read.card.focus_note()
    qtbot.waitUntil(read.card.note.hasFocus)
    QTest.keyClicks(read.card.note, "ask the command")
    QTest.keyClick(read.card.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, read)
    assert now(read, quote).note == "ask the command"
    assert [deed.name for deed in changes.history(read.session.desk)].count("Edit the note of a quote") == 1
    assert read.reader.hasFocus()


def test_a_note_goes_to_the_quote_it_was_written_on(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Harbour Post", BELIEVED)
    other = next(q for q in read.quotes if q.id != quote.id)
    read.card.focus_note()
    qtbot.waitUntil(read.card.note.hasFocus)
    QTest.keyClicks(read.card.note, "mine")
    read.choose(other.id)
    settled(qtbot, read)
    assert now(read, quote).note == "mine"
    assert now(read, other).note == ""


def test_marking_words_makes_a_quote_and_selects_it(qtbot: QtBot, read: ReadView) -> None:
    read.open_article(article(read, "Northern Wire").id)
    start = read.reader.text.index("a man said")
    read.reader.select(Span(start, start + 10))
    assert read.selection_bar.isVisible()
    QTest.mouseClick(read.selection_bar.mark, Qt.MouseButton.LeftButton)
    settled(qtbot, read)
    assert read.chosen is not None
    assert read.chosen.text == "a man said"
    assert read.chosen.status is Status.SUGGESTED
    assert not read.selection_bar.isVisible()


def test_marking_without_a_selection_says_what_to_do(qtbot: QtBot, read: ReadView) -> None:
    with qtbot.waitSignal(read.said) as caught:
        read.deeds.mark()
    assert "Select the words first" in caught.args[0]


def test_edges_move_by_words_and_come_back(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Harbour Post", BELIEVED)
    read.deeds.move_edge("start", 1)
    settled(qtbot, read)
    assert now(read, quote).text.startswith("forces believed")
    read.deeds.move_edge("end", -1)
    settled(qtbot, read)
    assert now(read, quote).text.endswith("Syrian military")
    for _ in range(2):
        read.session.undo()
    settled(qtbot, read)
    assert now(read, quote).text == f"{BELIEVED} {HALTED}"
    assert read.reader.chosen == quote.id


def test_edges_show_before_they_are_saved_and_each_step_goes_on_from_the_last(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Harbour Post", BELIEVED)
    for _ in range(3):
        read.deeds.move_edge("start", 1)
    shown = read.reader.chosen_parts()
    assert read.reader.text[shown[0].start :].startswith("they were")
    assert now(read, quote).parts == quote.parts
    settled(qtbot, read)
    assert read.reader.edited is None
    assert now(read, quote).parts == shown


def test_edges_that_another_quote_has_are_refused_in_one_sentence(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Northern Wire", "martyrs")
    other = next(q for q in read.quotes if "air support" in q.text)
    with qtbot.waitSignal(read.session.failed) as caught:
        read.deeds.resize(quote.id, other.parts)
    assert caught.args[0] == "These words are marked as a quote already."
    assert read.reader.edited is None


def test_a_deleted_quote_is_gone_and_undo_brings_it_back(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Harbour Post", BELIEVED)
    read.reader.setFocus()
    read.deeds.delete()
    settled(qtbot, read)
    assert quote.id not in read.reader.quotes
    assert read.chosen is None
    read.session.undo()
    settled(qtbot, read)
    assert quote.id in read.reader.quotes


def test_next_goes_through_the_whole_desk_and_then_says_so(qtbot: QtBot, read: ReadView) -> None:
    seen = []
    total = sum(record.undecided for record in articles.listed(read.session.desk))
    for _ in range(total):
        read.steps.to_undecided()
        assert read.chosen is not None
        seen.append(read.chosen.id)
        read.deeds.decide(Status.CONFIRMED)
        settled(qtbot, read)
    assert len(set(seen)) == total
    with qtbot.waitSignal(read.said) as caught:
        read.steps.to_undecided()
    assert caught.args == ["Nothing is left to decide on this desk."]


def test_confirm_and_next_is_one_step(qtbot: QtBot, read: ReadView) -> None:
    read.steps.to_undecided()
    first = read.chosen
    assert first is not None
    read.deeds.confirm_and_next()
    settled(qtbot, read)
    assert now(read, first).status is Status.CONFIRMED
    assert read.chosen is not None
    assert read.chosen.id != first.id


def test_stepping_stops_at_both_ends(qtbot: QtBot, read: ReadView) -> None:
    read.open_article(article(read, "Northern Wire").id)
    for _ in range(5):
        read.steps.along(1)
    assert read.chosen is read.reader.quotes[read.quotes[-1].id]
    for _ in range(5):
        read.steps.along(-1)
    assert read.chosen is read.reader.quotes[read.quotes[0].id]


def test_another_printing_opens_in_its_article(qtbot: QtBot, read: ReadView) -> None:
    go_to(read, "Northern Wire", BELIEVED)
    row = next(row for row in read.card.printed.rows() if "Vostok Review" in row.accessibleName())
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert read.article is not None
    assert read.article.outlet == "Vostok Review"
    assert read.chosen is not None
    assert read.chosen.outlet == "Vostok Review"
    with qtbot.waitSignal(read.open_statement):
        QTest.mouseClick(read.card.printed._compare, Qt.MouseButton.LeftButton)


def test_words_are_found_in_the_article(qtbot: QtBot, read: ReadView) -> None:
    read.open_article(article(read, "Harbour Post").id)
    read.find_words()
    qtbot.waitUntil(read.find_bar.field.hasFocus)
    QTest.keyClicks(read.find_bar.field, "COALITION  forces")
    assert len(read.reader.found) == 2
    assert read.find_bar._count.text() == "1 of 2"
    QTest.keyClick(read.find_bar.field, Qt.Key.Key_Return)
    assert read.find_bar._count.text() == "2 of 2"
    assert read.reader.selection.span() == read.reader.found[1]
    assert not read.selection_bar.isVisible()
    read.find_bar.field.setText("nowhere")
    assert read.find_bar._count.text() == "Not in this article"
    QTest.keyClick(read.find_bar.field, Qt.Key.Key_Escape)
    assert not read.find_bar.isVisible()
    assert read.reader.found == []


def test_what_is_decided_elsewhere_is_shown_here(qtbot: QtBot, read: ReadView) -> None:
    quote = go_to(read, "Harbour Post", BELIEVED)
    with qtbot.waitSignal(read.session.changed):
        read.session.do(lambda desk: quotes.set_note(desk, quote.id, "from the table"))
    assert read.card.note.toPlainText() == "from the table"


def test_an_article_that_goes_makes_room_for_the_next(qtbot: QtBot, read: ReadView) -> None:
    assert read.article is not None
    gone = read.article.id
    with qtbot.waitSignal(read.session.changed):
        read.session.do(lambda desk: articles.delete(desk, [gone]))
    assert read.article is not None
    assert read.article.id != gone
    everything = read.library.ids()
    with qtbot.waitSignal(read.session.changed):
        read.session.do(lambda desk: articles.delete(desk, everything))
    assert read.article is None
    assert read.library._stack.currentIndex() == 1
    assert read.reader.text == ""
    read.grab()


def test_the_menu_is_asked_for_where_there_is_something_to_do(read: ReadView) -> None:
    asked: list[QMenu] = []
    read.deeds_wanted.connect(asked.append)
    menu = QMenu()
    read.reader.menu_wanted.emit(menu, [])
    assert not asked
    read.reader.menu_wanted.emit(menu, read.quotes[:1])
    assert asked == [menu]


def test_everything_has_a_name_for_those_who_do_not_see_it(read: ReadView) -> None:
    go_to(read, "Northern Wire", BELIEVED)
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
        for widget in read.findChildren(kind):
            if widget.isVisible():
                assert widget.accessibleName() or widget.toolTip(), widget


def test_a_decision_shows_before_it_is_saved_and_goes_back_where_it_cannot_be(
    qtbot: QtBot, read: ReadView, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read.quotes[0]
    other = next(speaker for speaker in read.known_speakers if speaker.id != first.speaker_id)
    read.choose(first.id)
    read.deeds.assign(other.id)
    soon = read.reader.quotes[first.id]
    assert (soon.speaker, soon.colour, soon.status) == (other.name, other.colour, Status.CONFIRMED)
    qtbot.waitUntil(lambda: not read.session.runner.busy())
    saved = quotes.get(read.session.desk, first.id)
    assert read.reader.quotes[first.id] == saved
    assert (saved.speaker, saved.status) == (other.name, Status.CONFIRMED)

    def fail(*_: object) -> None:
        raise DeskError("The disk is full.")

    monkeypatch.setattr(quotes, "decide", fail)
    with qtbot.waitSignal(read.session.failed) as told:
        read.deeds.decide(Status.REJECTED)
        assert read.reader.quotes[first.id].status is Status.REJECTED
    assert told.args == ["The disk is full."]
    qtbot.waitUntil(lambda: read.reader.quotes[first.id] == saved)
