"""The history, the readers and reading again, as a person uses them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from quotedesk.attribution.roster import Roster
from quotedesk.quote import Quote, Span, SpeakerName, SpeakerType, Status
from quotedesk.renewal import Findings
from quotedesk.store import articles, changes, quotes, readers, speakers, suggestions
from quotedesk.store.suggestions import Effect
from ui import settings as kept
from ui.history.view import NOTHING_TO_IT, HistoryWindow
from ui.main_window import MainWindow
from ui.readers.agreement import BLIND, TOO_FEW, AgreementWindow
from ui.readers.page import ReaderPage
from ui.renewing import NOTHING, Renewer, sentences
from ui.session import DeskSession
from ui.widgets.row import ClickRow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def first(session: DeskSession):
    return quotes.of_article(session.desk, articles.listed(session.desk)[0].id)[0]


def told(widget) -> str:
    return " | ".join(part.text() for part in widget.findChildren(QLabel) if not part.isHidden())


@pytest.fixture
def history(qtbot: QtBot, session: DeskSession) -> HistoryWindow:
    quote = first(session)
    quotes.decide(session.desk, [quote.id], Status.CONFIRMED)
    quotes.set_note(session.desk, quote.id, "look again")
    quotes.delete(session.desk, [quote.id])
    changes.undo(session.desk)
    window = HistoryWindow(session)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_the_history_tells_and_leads_back(qtbot: QtBot, session: DeskSession, history: HistoryWindow) -> None:
    assert [deed.name for deed in history.model.rows] == [
        "Delete 1 quote", "Edit the note of a quote", "Confirm 1 quote", "Import 5 articles",
    ]  # fmt: skip
    assert history.go.text() == "Do 1 deed again"
    history.list.setCurrentIndex(history.model.index(1))
    assert "look again" in told(history.details) and not history.go.isVisible()
    history.list.setFocus()
    qtbot.keyClick(history.list, Qt.Key.Key_Down)
    assert "Status | confirmed" in told(history.details)
    assert history.go.text() == "Undo the 1 deed after it"
    with qtbot.waitSignal(history.said) as said:
        qtbot.mouseClick(history.go, Qt.MouseButton.LeftButton)
    assert said.args == ["Undone: 1 deed."]
    assert first(session).note == "" and first(session).status is Status.CONFIRMED
    assert [deed.state for deed in history.model.rows] == ["undone", "undone", "done", "done"]
    history.list.setCurrentIndex(history.model.index(0))
    with qtbot.waitSignal(history.said):
        qtbot.keyClick(history.go, Qt.Key.Key_Space)
    assert changes.next_redo(session.desk) is None


def test_a_quote_of_the_history_opens(qtbot: QtBot, history: HistoryWindow) -> None:
    history.list.setCurrentIndex(history.model.index(1))
    (go,) = [part for part in history.details.findChildren(QPushButton) if part.text() == "Open"]
    with qtbot.waitSignal(history.open_quote):
        qtbot.mouseClick(go, Qt.MouseButton.LeftButton)


def test_the_history_of_one_quote_from_its_card(qtbot: QtBot, window: MainWindow) -> None:
    assert window.desk_view is not None and window.session is not None
    quote = first(window.session)
    window.desk_view.open_quote(quote.id)
    window.session.do(lambda desk: quotes.decide(desk, [quote.id], Status.REJECTED))
    qtbot.waitUntil(lambda: window.status.undo.text() == "Undo: reject 1 quote")
    qtbot.mouseClick(window.desk_view.read.card.history, Qt.MouseButton.LeftButton)
    (made,) = window.findChildren(HistoryWindow)
    assert [deed.name for deed in made.model.rows] == ["Reject 1 quote", "Import 5 articles"]
    window.session.do(lambda desk: quotes.delete(desk, [quote.id]))
    qtbot.waitUntil(lambda: not window.findChildren(HistoryWindow))


def test_long_histories_are_read_page_by_page(qtbot: QtBot, session: DeskSession, monkeypatch) -> None:
    monkeypatch.setattr("quotedesk.store.history.PAGE", 3)
    session.desk._raw.execute("PRAGMA synchronous = OFF")  # type: ignore[union-attr]
    for number in range(8):
        quotes.set_note(session.desk, first(session).id, f"note {number}")
    window = HistoryWindow(session)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    while window.model.canFetchMore(window.list.rootIndex()):
        window.model.fetchMore(window.list.rootIndex())
    assert [deed.number for deed in window.model.rows] == list(range(9, 0, -1))


def test_who_reads_is_named_and_may_read_blind(qtbot: QtBot, window: MainWindow, settings: QSettings) -> None:
    assert window.session is not None and window.desk_view is not None
    assert window.status.reader.text() == kept.reader(settings)
    quote = first(window.session)
    window.session.do(lambda desk: quotes.decide(desk, [quote.id], Status.CONFIRMED))
    qtbot.waitUntil(lambda: window.status.undo.text() == "Undo: confirm 1 quote")
    page = ReaderPage(settings, window.session)
    qtbot.addWidget(page)
    page.changed.connect(window.read_anew)
    page.name.setText("  Second   Reader ")
    page.name.editingFinished.emit()
    assert kept.reader(settings) == "Second Reader" == window.status.reader.text()
    assert quotes.get(window.session.desk, quote.id).status is Status.CONFIRMED
    qtbot.mouseClick(
        page.blind, Qt.MouseButton.LeftButton, pos=page.blind.rect().center() - page.blind.rect().topLeft()
    )
    page.blind.setChecked(True)
    assert window.status.reader.text() == "Second Reader · blind"
    assert quotes.get(window.session.desk, quote.id).status is Status.SUGGESTED
    assert window.status.undo.text() == "" and "decided about 1 quote" in told(page)
    made = HistoryWindow(window.session, quote.id, window)
    assert made.model.rows == [] and NOTHING_TO_IT in told(made)
    page.name.setText(" ")
    page.name.editingFinished.emit()
    assert page.name.text() == "Second Reader"


def test_two_readers_are_compared(qtbot: QtBot, session: DeskSession) -> None:
    window = AgreementWindow(session)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    assert TOO_FEW in told(window)
    ids = [quote.id for quote in quotes.of_article(session.desk, articles.listed(session.desk)[0].id)]
    quotes.decide(session.desk, ids, Status.CONFIRMED)
    session.desk.sign_in("Second Reader")
    quotes.decide(session.desk, ids[1:], Status.CONFIRMED)
    someone = speakers.create(session.desk, "Eva Falk", SpeakerType.PERSON)[1]
    quotes.assign(session.desk, ids[:1], someone, confirm=True)
    again = AgreementWindow(session)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: "THEY DIFFER IN 1 QUOTE" in told(again))
    assert "1.000 | Span F1" in told(again) and "Second Reader: Eva Falk" in told(again)
    (row,) = again.findChildren(ClickRow)
    with qtbot.waitSignal(again.open_quote) as opened:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert opened.args == ids[:1]
    session.desk.read_blind(True)
    again.refresh()
    assert BLIND in told(again) and "Eva Falk" not in told(again)
    session.desk.read_blind(False)
    again.b.setCurrentIndex(again.a.currentIndex())
    again.refresh()
    assert "Choose two different readers." in told(again)
    assert len(readers.listed(session.desk)) == 2


def test_reading_again_asks_first(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    assert session is not None
    article = articles.listed(session.desk)[0]
    new = Quote((Span(0, 3),), speaker=SpeakerName("Eva Falk", SpeakerType.PERSON))
    found = ((article.id, (new,)),)
    said: list[str] = []
    renewer = Renewer(window, window.importer, said.append)
    renewer._ask(session, Findings(found, 1, suggestions.effect(session.desk, found), Roster()))
    assert renewer.box is not None
    assert renewer.box.informativeText().splitlines()[:3] == [
        "1 quote would be new.",
        "2 suggestions that nobody decided about would go.",
        "1 article could not be read again.",
    ]
    before = quotes.of_article(session.desk, article.id)
    renewer.box.reject()
    assert quotes.of_article(session.desk, article.id) == before
    renewer._ask(session, Findings(found, 0, suggestions.effect(session.desk, found), Roster()))
    renewer.box.accept()
    qtbot.waitUntil(lambda: said == ["Done: Find the quotes of an article again."])
    assert [quote.speaker for quote in quotes.of_article(session.desk, article.id)] == ["Eva Falk"]
    assert changes.next_undo(session.desk) == "Find the quotes of an article again"
    renewer._ask(session, Findings(found, 0, Effect(0, 0, 0, 1), Roster()))
    renewer._ask(session, None)
    assert said[1:] == [NOTHING, "Stopped; nothing was changed."]
    assert sentences(Effect(0, 0, 2, 3))[0] == "2 suggestions would change."


def test_all_articles_are_read_again_in_the_engines_process(qtbot: QtBot, window: MainWindow) -> None:
    window.deeds["read_all_again"].trigger()
    renewer = window.desk_deeds.renewer
    qtbot.waitUntil(lambda: renewer.box is not None or bool(window.status.saved.text() == NOTHING), timeout=60_000)
    if renewer.box is not None:
        renewer.box.reject()


def test_rosters_by_the_menu(qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "speakers.toml"
    monkeypatch.setattr("ui.file_dialogs.roster_to_save", lambda *_: path)
    monkeypatch.setattr("ui.file_dialogs.roster_to_open", lambda *_: path)
    window.deeds["export_roster"].trigger()
    qtbot.waitUntil(lambda: window.status.saved.text() == "The speakers are in speakers.toml.")
    path.write_text(path.read_text(encoding="utf-8") + '\n[[speaker]]\nname = "Eva Falk"\ntype = "person"\n')
    window.deeds["import_roster"].trigger()
    qtbot.waitUntil(lambda: window.status.saved.text() == "1 speaker added or completed from speakers.toml.")
