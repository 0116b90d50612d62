from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from quotedesk.quote import SpeakerType
from quotedesk.store import quotes, speakers
from quotedesk.store.desk import Desk
from quotedesk.store.records import QuoteFilter, Role, SpeakerRecord
from tests.ui.newsroom import desk_of, opened
from ui import theme
from ui.reader.speaker_field import Choice
from ui.session import DeskSession
from ui.speakers.listing import describe, matching
from ui.speakers.merging import preview
from ui.speakers.quote_list import wrapped
from ui.speakers.view import SpeakersView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[SpeakersView]:
    theme.apply("light")
    session = DeskSession(desk)
    yield opened(qtbot, SpeakersView(session))
    session.close()


def called(view: SpeakersView, name: str) -> SpeakerRecord:
    return next(s for s in speakers.listed(view.session.desk) if s.name == name)


def choose(view: SpeakersView, name: str) -> SpeakerRecord:
    speaker = called(view, name)
    view.choose(speaker.id)
    return speaker


RECORD = SpeakerRecord("1", "Igor K.", SpeakerType.PERSON, 1, aliases=("Konashenkov",), quotes=3)


def test_the_search_looks_at_all_names_and_roles() -> None:
    other = SpeakerRecord("2", "Ministry", SpeakerType.INSTITUTION, 2, roles=(Role("defence"),), quotes=9)
    assert matching([RECORD, other], "") == [other, RECORD]
    assert matching([RECORD, other], "konash") == [RECORD]
    assert matching([RECORD, other], "defence mini") == [other]
    assert describe(other) == "defence"
    assert describe(RECORD) == "person · “Konashenkov”"


def test_the_preview_of_a_merge_says_it_all() -> None:
    kept = SpeakerRecord("2", "Igor Konashenkov", SpeakerType.PERSON, 1, quotes=5)
    assert preview(RECORD, kept) == (
        "3 quotes of Igor K. go to Igor Konashenkov, who then has 8; “Igor K.”, “Konashenkov” become other names of "
        "Igor Konashenkov."
    )
    one = SpeakerRecord("3", "Igor", SpeakerType.PERSON, 1, quotes=1)
    assert preview(one, kept).startswith("1 quote of Igor goes to ")


def test_long_quotes_are_elided_after_three_lines(qtbot: QtBot) -> None:
    lines = wrapped("word " * 200, theme.serif(15), 300)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert wrapped("short", theme.serif(15), 300) == ["short"]


def test_the_most_quoted_come_first(view: SpeakersView) -> None:
    assert [(s.name, s.quotes) for s in view.model.rows] == [
        ("CENTCOM", 4),
        ("Syrian General Command", 2),
        ("Maria Zakharova", 1),
        ("United States Army", 1),
    ]
    assert view.counted.text() == "4 SPEAKERS"
    assert view.detail.name.text() == "CENTCOM"
    assert view.quotes.heading.text() == "4 quotes"


def test_arrows_go_through_the_list_and_keep_the_keyboard(qtbot: QtBot, view: SpeakersView) -> None:
    view.view.setFocus()
    qtbot.keyClick(view.view, Qt.Key.Key_Down)
    qtbot.keyClick(view.view, Qt.Key.Key_Down)
    assert view.detail.name.text() == "Maria Zakharova"
    assert view.view.hasFocus()


def test_a_speaker_is_renamed_and_the_old_name_stays_an_alias(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "Maria Zakharova")
    view.detail.name.setFocus()
    view.detail.name.selectAll()
    with qtbot.waitSignal(view.session.changed):
        qtbot.keyClicks(view.detail.name, "M. Zakharova")
        qtbot.keyClick(view.detail.name, Qt.Key.Key_Return)
    assert called(view, "M. Zakharova").aliases == ("Maria Zakharova",)
    assert view.detail.name.text() == "M. Zakharova"
    assert any("Maria Zakharova" in b.text() for b in view.detail.names.findChildren(QPushButton))


def test_a_taken_name_is_refused_and_shown_as_it_was(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "Maria Zakharova")
    view.detail.name.setFocus()
    view.detail.name.setText("CENTCOM")
    with qtbot.waitSignal(view.session.failed) as failed:
        qtbot.keyClick(view.detail.name, Qt.Key.Key_Return)
    assert "CENTCOM already" in failed.args[0]
    qtbot.waitUntil(lambda: view.detail.name.text() == "Maria Zakharova")


def test_type_colour_and_qid(qtbot: QtBot, view: SpeakersView) -> None:
    speaker = choose(view, "United States Army")
    with qtbot.waitSignal(view.session.changed):
        view.detail.type.chosen.emit(2)
    palette = view.detail.palette_
    wanted = (speaker.colour + 3) % len(theme.current().speakers)
    with qtbot.waitSignal(view.session.changed):
        qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.place(wanted).toPoint())
    with qtbot.waitSignal(view.session.changed):
        view.detail.qid.setText("Q9212")
        view.detail.qid.editingFinished.emit()
    found = called(view, "United States Army")
    assert (found.type, found.colour, found.qid) == (SpeakerType.UNNAMED, wanted, "Q9212")
    view.detail.qid.setText("nonsense")
    with qtbot.assertNotEmitted(view.session.changed, wait=80):
        view.detail.qid.editingFinished.emit()


def test_the_palette_by_keys(qtbot: QtBot, view: SpeakersView) -> None:
    speaker = choose(view, "CENTCOM")
    view.detail.palette_.setFocus()
    with qtbot.waitSignal(view.session.changed):
        qtbot.keyClick(view.detail.palette_, Qt.Key.Key_Right)
    assert called(view, "CENTCOM").colour == (speaker.colour + 1) % len(theme.current().speakers)


def test_other_names_come_and_go(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "CENTCOM")
    with qtbot.waitSignal(view.session.changed):
        qtbot.keyClicks(view.detail.names.field, "Central & Command")
        qtbot.keyClick(view.detail.names.field, Qt.Key.Key_Return)
    assert called(view, "CENTCOM").aliases == ("Central & Command",)
    chip = next(b for b in view.detail.names.findChildren(QPushButton) if b.text().startswith("Central && Command"))
    with qtbot.waitSignal(view.session.changed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert called(view, "CENTCOM").aliases == ()


def test_roles_with_years(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "Maria Zakharova")
    what, since, _until = view.detail.roles.rows[-1]
    what.setText("spokeswoman")
    since.setText("last year")
    with qtbot.assertNotEmitted(view.session.changed, wait=80):
        since.editingFinished.emit()
    since.setText("2015-08")
    with qtbot.waitSignal(view.session.changed):
        since.editingFinished.emit()
    assert called(view, "Maria Zakharova").roles == (Role("spokeswoman", "2015-08", ""),)
    assert len(view.detail.roles.rows) == 2
    view.detail.roles.rows[0][0].clear()
    with qtbot.waitSignal(view.session.changed):
        view.detail.roles.rows[0][0].editingFinished.emit()
    assert called(view, "Maria Zakharova").roles == ()


def test_a_note_is_kept_after_a_pause_and_when_leaving(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "CENTCOM")
    with qtbot.waitSignal(view.session.changed, timeout=4000):
        qtbot.keyClicks(view.detail.note, "Tampa")
    assert called(view, "CENTCOM").note == "Tampa"
    qtbot.keyClicks(view.detail.note, " in Florida")
    with qtbot.waitSignal(view.session.changed, timeout=400):
        choose(view, "United States Army")
    assert sorted(called(view, "CENTCOM").note.split()) == ["Florida", "Tampa", "in"]
    assert called(view, "United States Army").note == ""


def test_two_become_one(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "United States Army")
    panel = view.detail.merging
    qtbot.mouseClick(panel.start, Qt.MouseButton.LeftButton)
    assert not panel.do.isEnabled()
    qtbot.keyClicks(panel.field, "centc")
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert panel.preview.text().startswith("1 quote of United States Army goes to CENTCOM, who then has 5;")
    with qtbot.waitSignal(view.session.changed):
        qtbot.mouseClick(panel.do, Qt.MouseButton.LeftButton)
    kept = called(view, "CENTCOM")
    assert (kept.quotes, kept.aliases) == (5, ("United States Army",))
    assert view.detail.name.text() == "CENTCOM"
    assert len(view.model.rows) == 3


def test_merging_with_nobody_known_is_not_offered(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "CENTCOM")
    view.detail.merging.unfold()
    view.detail.merging.field.chosen.emit(Choice("New person “x”", name="x"))
    assert not view.detail.merging.do.isEnabled()
    view.detail.merging.fold()
    assert view.detail.merging.start.isVisible()


def test_only_an_unused_speaker_can_be_deleted(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "CENTCOM")
    assert not view.detail.delete.isVisible()
    qtbot.mouseClick(view.new, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(view.draft, "Sergey Rudskoy")
    with qtbot.waitSignal(view.session.changed):
        qtbot.keyClick(view.draft, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.detail.name.text() == "Sergey Rudskoy")
    assert not view.draft.isVisible()
    assert view.quotes.heading.text() == "No quotes"
    assert view.quotes.stack.currentIndex() == 1
    with qtbot.waitSignal(view.session.changed):
        qtbot.mouseClick(view.detail.delete, Qt.MouseButton.LeftButton)
    assert "Sergey Rudskoy" not in {s.name for s in view.model.rows}


def test_a_click_on_a_quote_opens_it(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "Syrian General Command")
    index = view.quotes.model.index(1, 1)
    with qtbot.waitSignal(view.open_quote) as found:
        qtbot.mouseClick(
            view.quotes.view.viewport(), Qt.MouseButton.LeftButton, pos=view.quotes.view.visualRect(index).center()
        )
    assert found.args == [view.quotes.model.quote(1).id]
    with qtbot.waitSignal(view.show_quotes) as wanted:
        qtbot.mouseClick(view.quotes.all, Qt.MouseButton.LeftButton)
    speaker = called(view, "Syrian General Command")
    assert wanted.args == [QuoteFilter(speaker=speaker.id)]


def test_search_that_finds_nobody_offers_the_name(qtbot: QtBot, view: SpeakersView) -> None:
    qtbot.keyClicks(view.search, "Rudskoy")
    assert view.model.rows == []
    assert view.nothing.text() == "No speaker is called “Rudskoy”."
    qtbot.mouseClick(view.new, Qt.MouseButton.LeftButton)
    assert view.draft.text() == "Rudskoy"


def test_what_is_being_written_survives_a_change_elsewhere(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "Maria Zakharova")
    view.detail.name.setFocus()
    qtbot.keyClick(view.detail.name, Qt.Key.Key_End)
    qtbot.keyClicks(view.detail.name, " II")
    quote = next(quotes.every(view.session.desk, QuoteFilter(search="looked")))
    zakharova = called(view, "Maria Zakharova").id
    with qtbot.waitSignal(view.session.changed):
        view.session.do(lambda desk: quotes.assign(desk, [quote.id], zakharova))
    assert view.detail.name.text() == "Maria Zakharova II"
    assert view.quotes.heading.text() == "2 quotes"


def test_it_says_what_to_do_where_nobody_is(qtbot: QtBot, tmp_path: Path) -> None:
    session = DeskSession(desk_of(tmp_path, []))
    view = opened(qtbot, SpeakersView(session))
    assert "Speakers appear as articles are imported" in view.nothing.text()
    assert view.nothing.isVisible()
    session.close()


def test_some_quotes_of_a_speaker_are_somebody_elses(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "CENTCOM")
    part = view.quotes
    qtbot.mouseClick(part.split, Qt.MouseButton.LeftButton)
    assert part.splitting.isVisible() and not part.splitting.do.isEnabled()
    opened_quotes: list[str] = []
    view.open_quote.connect(opened_quotes.append)
    for row in (0, 1):
        middle = part.view.visualRect(part.model.index(row, part.view.modelColumn())).center()
        qtbot.mouseClick(part.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    ids = [part.model.quote(row).id for row in (0, 1)]
    assert part.splitting.told.text() == "2 quotes chosen. Whose are they?" and opened_quotes == []
    part.splitting.field.chosen.emit(Choice("New person", name="Eva Falk", type=SpeakerType.PERSON))
    assert part.splitting.told.text() == "2 quotes go to Eva Falk."
    before = called(view, "CENTCOM").quotes
    with qtbot.waitSignal(view.session.changed) as done:
        qtbot.mouseClick(part.splitting.do, Qt.MouseButton.LeftButton)
    assert done.args[0].deed == "Assign Eva Falk to 2 quotes"
    assert called(view, "CENTCOM").quotes == before - 2
    assert {quotes.get(view.session.desk, id).speaker for id in ids} == {"Eva Falk"}
    assert part.splitting.isHidden()


def test_splitting_by_keys_can_be_left(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "CENTCOM")
    view.quotes.split.setFocus()
    qtbot.keyClick(view.quotes.split, Qt.Key.Key_Space)
    view.quotes.view.setCurrentIndex(view.quotes.model.index(0, view.quotes.view.modelColumn()))
    view.quotes.view.clearSelection()
    qtbot.keyClick(view.quotes.view, Qt.Key.Key_Space)
    assert view.quotes.splitting.told.text().startswith("1 quote chosen")
    qtbot.keyClick(view.quotes.splitting.cancel, Qt.Key.Key_Space)
    assert view.quotes.splitting.isHidden() and view.quotes.split.isVisible()


def test_a_wrong_wikidata_item_is_said(qtbot: QtBot, view: SpeakersView) -> None:
    choose(view, "CENTCOM")
    view.detail.qid.setText("P31")
    view.detail.qid.editingFinished.emit()
    assert view.detail.qid_wrong.isVisible() and called(view, "CENTCOM").qid == ""
    view.detail.qid.setText("Q508343")
    with qtbot.waitSignal(view.session.changed):
        view.detail.qid.editingFinished.emit()
    assert not view.detail.qid_wrong.isVisible() and called(view, "CENTCOM").qid == "Q508343"
