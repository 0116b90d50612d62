"""The settings, with what the desk has learnt."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from quotedesk.quote import SpeakerType
from quotedesk.store import lessons, quotes, speakers
from quotedesk.store.records import QuoteFilter
from ui.preferences import learnt
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
