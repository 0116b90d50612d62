"""The settings, with what the desk has learnt."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPushButton

from quotedesk.collation import equal_names as table
from quotedesk.quote import SpeakerType
from quotedesk.store import equal_names as store
from quotedesk.store import lessons, quotes, speakers
from quotedesk.store.records import QuoteFilter
from ui.preferences import equal_names, learnt
from ui.preferences.dialog import SettingsDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def test_a_lesson_is_listed_and_taken_back(qtbot, window):
    session = window.session
    named = [q for q in quotes.every(session.desk, QuoteFilter()) if q.mention_text and q.speaker]
    quote = next(q for q in named if q.mention_text == q.speaker)
    with qtbot.waitSignal(session.changed):
        session.do(lambda desk: quotes.assign_new(desk, [quote.id], "Somebody Else", SpeakerType.PERSON))
    assert [(lesson.words, lesson.speaker) for lesson in lessons.listed(session.desk)] == [
        (quote.mention_text, "Somebody Else")
    ]
    window.deeds["settings"].trigger()
    dialog = window.findChild(SettingsDialog)
    dialog.show_page(learnt.TITLE)
    page = dialog.findChild(learnt.LearntPage)
    (act,) = [b for b in page.findChildren(QPushButton) if b.text() == "Take back"]
    assert act.accessibleName().endswith("is Somebody Else")
    with qtbot.waitSignal(session.changed):
        qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    assert not lessons.listed(session.desk)[0].active
    qtbot.waitUntil(lambda: any(b.text() == "Learn again" for b in page.findChildren(QPushButton)))
    assert any(who.name == "Somebody Else" for who in speakers.listed(session.desk))


def test_an_empty_page_says_what_will_be_there(qtbot, window):
    window.deeds["settings"].trigger()
    page = window.findChild(learnt.LearntPage)
    assert any("Nothing yet" in label.text() for label in page.findChildren(QLabel))


@pytest.fixture
def names_page(qtbot, window):
    window.deeds["settings"].trigger()
    dialog = window.findChild(SettingsDialog)
    dialog.show_page(equal_names.TITLE)
    page = dialog.findChild(equal_names.EqualNamesPage)
    page.list.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    yield page
    table.use(table.shipped())


def type_into(qtbot, page, text):
    editor = page.list.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.state() != QAbstractItemView.State.EditingState)


def test_equal_names_are_added_changed_removed_and_reset_by_keyboard(qtbot, names_page):
    page, session = names_page, names_page.session
    shipped = table.shipped()
    assert [page.list.item(n).text() for n in range(page.list.count())] == [" = ".join(row) for row in shipped]
    assert not page.reset.isEnabled()
    before = session.next_deeds()
    page.window().resize(page.window().width() - 120, page.window().height())
    qtbot.wait(50)
    assert session.next_deeds() == before and page.said.text() == equal_names.BETWEEN
    rows = [page.list.visualItemRect(page.list.item(n)).height() for n in range(page.list.count())]
    assert rows[0] > rows[2]  # many names take two lines

    qtbot.keyClick(page.list, Qt.Key.Key_Insert)
    with qtbot.waitSignal(session.changed):
        type_into(qtbot, page, "Boko Haram = Jamaat Ahl")
    assert store.listed(session.desk) == (*shipped, ("Boko Haram", "Jamaat Ahl"))

    qtbot.keyClick(page.list, Qt.Key.Key_End)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    with qtbot.waitSignal(session.changed):
        type_into(qtbot, page, "Boko Haram=Jamaat Ahl=JAS")
    assert store.listed(session.desk)[-1] == ("Boko Haram", "Jamaat Ahl", "JAS")

    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert store.listed(session.desk)[0] == shipped[1]

    with qtbot.waitSignal(session.changed):
        session.undo()
    assert store.listed(session.desk)[0] == shipped[0] and page.list.item(0).text() == " = ".join(shipped[0])

    page.reset.setFocus()
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(page.reset, Qt.Key.Key_Space)
    assert store.listed(session.desk) == shipped and not page.reset.isEnabled()


def test_a_row_that_makes_nothing_equal_is_taken_back_with_the_reason(qtbot, names_page):
    page, before = names_page, store.listed(names_page.session.desk)
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    type_into(qtbot, page, "alone")
    qtbot.waitUntil(lambda: page.said.text() == equal_names.TOO_FEW)
    qtbot.waitUntil(lambda: page.list.item(0).text() != "alone")
    assert page.list.item(0).text() == " = ".join(before[0])
    qtbot.keyClick(page.list, Qt.Key.Key_Insert)
    type_into(qtbot, page, "Da'esh = The Group")
    qtbot.waitUntil(lambda: page.list.count() == len(before))
    assert "already stands" in page.said.text()
    qtbot.keyClick(page.list, Qt.Key.Key_Insert)
    qtbot.keyClick(page.list.findChild(QLineEdit), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.list.count() == len(before))
    assert store.listed(page.session.desk) == before
