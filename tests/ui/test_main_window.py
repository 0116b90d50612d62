"""The whole window: keys, views, bars, look, dropping, importing with the real engine, closing and coming back."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from quotedesk.quote import Status
from quotedesk.store import articles, quotes
from quotedesk.store import desk as desks
from quotedesk.store.records import QuoteFilter
from tests.ui.newsroom import desk_of
from ui import file_dialogs, theme
from ui import settings as kept
from ui.actions import TABLE
from ui.desk_view import COMPARE, QUOTES, READ, SPEAKERS, DeskView
from ui.key_list import KeyList, entries
from ui.main_window import MainWindow
from ui.printing.preview import SheetPreview
from ui.session import DeskSession

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ROOT = Path(__file__).resolve().parents[2]


def view(window: MainWindow) -> DeskView:
    assert window.desk_view is not None
    return window.desk_view


def session(window: MainWindow) -> DeskSession:
    assert window.session is not None
    return window.session


def press(window: MainWindow, keys: str) -> None:
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(keys))


def settled(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not session(window).runner.busy())


def test_without_a_desk_there_is_a_start_page(bare_window: MainWindow) -> None:
    assert bare_window.stack.currentWidget() is bare_window.start
    assert not bare_window.top.views.isVisible()
    assert not bare_window.deeds["import_files"].isEnabled()
    assert not bare_window.deeds["confirm"].isEnabled()
    assert bare_window.deeds["new_desk"].isEnabled()


def test_a_whole_article_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    read = view(window).read
    press(window, "N")
    first = read.chosen
    assert first is not None
    press(window, "A")
    settled(qtbot, window)
    assert quotes.get(session(window).desk, first.id).status is Status.CONFIRMED
    press(window, "N")
    second = read.chosen
    assert second is not None
    assert second.id != first.id
    press(window, "X")
    settled(qtbot, window)
    assert quotes.get(session(window).desk, second.id).status is Status.REJECTED
    press(window, "Ctrl+Z")
    settled(qtbot, window)
    assert quotes.get(session(window).desk, second.id).status is Status.SUGGESTED
    assert window.status.saved.text() == "Undone: Reject 1 quote."
    assert window.deeds["redo"].text() == "Redo: Reject 1 quote"
    press(window, "Ctrl+Shift+Z")
    settled(qtbot, window)
    assert quotes.get(session(window).desk, second.id).status is Status.REJECTED
    press(window, "K")
    assert read.chosen is not None
    assert read.chosen.id == first.id
    press(window, "]")
    settled(qtbot, window)
    assert quotes.get(session(window).desk, first.id).text.startswith("forces")
    press(window, "{")
    settled(qtbot, window)
    assert quotes.get(session(window).desk, first.id).text.endswith("military")
    press(window, "Del")
    settled(qtbot, window)
    assert first.id not in read.reader.quotes
    assert window.status.undo.text() == "Undo: delete 1 quote"


def test_letters_typed_into_fields_are_letters(qtbot: QtBot, window: MainWindow) -> None:
    read = view(window).read
    press(window, "N")
    before = [quotes.get(session(window).desk, quote.id) for quote in read.quotes]
    letters = "axnjksqm123[]{}"
    fields: list[QLineEdit] = [window.top.search, read.card.speaker]
    for field in fields:
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        field.clear()
        QTest.keyClicks(field, letters)
        assert field.text() == letters
        QTest.keyClick(field, Qt.Key.Key_Home)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        assert field.text() == letters[1:]
        QTest.keyClick(field, Qt.Key.Key_Escape)
    read.card.focus_note()
    qtbot.waitUntil(read.card.note.hasFocus)
    QTest.keyClicks(read.card.note, letters)
    assert read.card.note.toPlainText() == letters
    settled(qtbot, window)
    now = [quotes.get(session(window).desk, quote.id) for quote in read.quotes]
    assert [(q.parts, q.status, q.speaker) for q in now] == [(q.parts, q.status, q.speaker) for q in before]


def test_the_four_views_by_key_and_switch(qtbot: QtBot, window: MainWindow) -> None:
    for place, key in ((QUOTES, "Ctrl+2"), (COMPARE, "Ctrl+3"), (SPEAKERS, "Ctrl+4"), (READ, "Ctrl+1")):
        press(window, key)
        assert view(window).place == place
        assert window.top.views.place() == place
        assert window.deeds["confirm"].isEnabled() is (place == READ)
        window.grab()
    window.top.views.chosen.emit(COMPARE)
    assert view(window).place == COMPARE


def test_searching_lists_quotes_and_one_opens_in_its_article(qtbot: QtBot, window: MainWindow) -> None:
    press(window, "Ctrl+Shift+F")
    qtbot.waitUntil(window.top.search.hasFocus)
    QTest.keyClicks(window.top.search, "terrifying")
    QTest.keyClick(window.top.search, Qt.Key.Key_Return)
    assert view(window).place == QUOTES
    (found,) = quotes.page(session(window).desk, QuoteFilter(search="terrifying"))
    view(window).view(QUOTES).open_quote.emit(found.id)  # type: ignore[attr-defined]
    assert view(window).place == READ
    assert view(window).read.chosen is not None
    assert view(window).read.chosen.id == found.id


def test_compare_opens_from_the_card(qtbot: QtBot, window: MainWindow) -> None:
    press(window, "N")
    view(window).read.card.printed._compare.click()
    assert view(window).place == COMPARE
    press(window, "Ctrl+F")
    assert window.top.search.hasFocus()


def test_the_bars_say_what_is_left(qtbot: QtBot, window: MainWindow) -> None:
    assert window.status.counts.text() == "2 to decide in this article · 9 on the desk"
    assert window.status.saved.text() == "All changes saved"
    press(window, "N")
    press(window, "A")
    settled(qtbot, window)
    assert window.status.counts.text() == "1 to decide in this article · 8 on the desk"
    assert window.top.title.text() == "Deir ez-Zor"
    assert window.windowTitle() == "Deir ez-Zor – QuoteDesk"


def test_theme_and_text_size_are_kept(qtbot: QtBot, window: MainWindow) -> None:
    window.deeds["theme_dark"].trigger()
    assert theme.current().dark
    assert window.deeds["theme_dark"].isChecked()
    press(window, "Ctrl+=")
    press(window, "Ctrl+=")
    assert theme.scale() == theme.SCALES[3]
    assert view(window).read.reader.column.line_height > 30
    window.grab()
    press(window, "Ctrl+0")
    press(window, "Ctrl+-")
    assert theme.remembered(window.settings) == ("dark", theme.SCALES[0])
    theme.apply("light")


def test_every_action_does_something_and_every_key_is_listed(window: MainWindow) -> None:
    listed = {key for _group, keys, _text in entries() for key in keys.split("  ")}
    for spec in TABLE:
        action = window.deeds[spec.name]
        assert action.receivers("2triggered(bool)") > 0, spec.name
        if spec.keys:
            assert QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) in listed
    keys = [key for spec in TABLE for key in spec.keys]
    assert len(keys) == len(set(keys))


def test_f1_shows_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    press(window, "F1")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, KeyList)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_sheet_is_previewed(qtbot: QtBot, window: MainWindow) -> None:
    press(window, "Ctrl+E")
    preview = QApplication.activeModalWidget()
    assert isinstance(preview, SheetPreview)
    qtbot.waitUntil(preview.ready, timeout=15_000)
    preview.close()


def dropped(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, copy = QPointF(300, 300), Qt.DropAction.CopyAction
    left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(where.toPoint(), copy, data, left, no))
    assert window.drop_hint.isVisible()
    QApplication.sendEvent(window, QDropEvent(where, copy, data, left, no))
    assert not window.drop_hint.isVisible()


def test_dropped_files_are_read_by_the_engine_and_bad_ones_are_named(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    good = tmp_path / "good.txt"
    good.write_text(
        "A report\n\n“We were not told of the strike,” Maria Zakharova said on Sunday evening.\n", encoding="utf-8"
    )
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    with qtbot.waitSignal(window.importer.imported, timeout=60_000) as caught:
        dropped(window, good, empty)
        qtbot.waitUntil(lambda: window.status.cancel.isVisible(), timeout=5000)
    report = caught.args[0]
    assert (report.added, len(report.failed)) == (1, 1)
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert "empty.txt" in box.informativeText()
    box.close()
    assert window.status.saved.text() == "1 article added, 1 could not be read."
    assert not window.status.cancel.isVisible()
    assert any(article.title == "A report" for article in articles.listed(session(window).desk))
    assert len(view(window).read.library.ids()) == 6


def test_another_desk_can_be_opened_in_the_middle_of_an_import(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(
            f"Report {number}\n\n“We were told nothing,” she said.\n" * 50, encoding="utf-8"
        )
    window.add_files([folder])
    qtbot.waitUntil(lambda: window.status.cancel.isVisible(), timeout=5000)
    other = tmp_path / "other.quotedesk"
    desks.create(other, title="Another").close()
    assert window.open_desk(other)
    qtbot.waitUntil(lambda: not window.aside.busy())
    assert window.windowTitle() == "Another – QuoteDesk"
    assert view(window).read.library.ids() == []
    assert desks.check(tmp_path / "news.quotedesk") == []


def test_a_dropped_desk_is_opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    other = tmp_path / "other.quotedesk"
    desks.create(other, title="Another").close()
    dropped(window, other)
    qtbot.waitUntil(lambda: window.windowTitle() == "Another – QuoteDesk")
    assert kept.recent(window.settings) == [other, tmp_path / "news.quotedesk"]


def test_articles_dropped_without_a_desk_begin_one(
    qtbot: QtBot, bare_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[list[Path]] = []
    monkeypatch.setattr(file_dialogs, "new_desk", lambda _parent, _folder: tmp_path / "Fresh.quotedesk")
    monkeypatch.setattr(bare_window, "add_files", added.append)
    dropped(bare_window, tmp_path / "a.txt")
    qtbot.waitUntil(lambda: bool(added))
    assert bare_window.windowTitle() == "Fresh – QuoteDesk"
    assert added == [[tmp_path / "a.txt"]]


def test_a_desk_that_cannot_be_opened_is_one_sentence(qtbot: QtBot, bare_window: MainWindow, tmp_path: Path) -> None:
    broken = tmp_path / "broken.quotedesk"
    broken.write_text("this is no desk")
    bare_window.show_opening(broken)
    bare_window.open_desk(broken)
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert "broken.quotedesk" in box.text()
    box.close()
    assert bare_window.stack.currentWidget() is bare_window.start


def test_the_open_desk_stays_when_another_cannot_be_opened(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    assert not window.open_desk(tmp_path / "missing.quotedesk")
    assert window.windowTitle() == "Deir ez-Zor – QuoteDesk"
    assert "missing.quotedesk" in window.status.saved.text()


def test_a_copy_of_the_desk_is_whole(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_dialogs, "copy_of", lambda _parent, _desk: tmp_path / "copy.quotedesk")
    window.deeds["copy_desk"].trigger()
    qtbot.waitUntil(lambda: window.status.saved.text() == "Copied to copy.quotedesk.")
    assert desks.check(tmp_path / "copy.quotedesk") == []


def test_what_was_decided_is_there_after_closing_and_opening(
    qtbot: QtBot, window: MainWindow, settings: QSettings, tmp_path: Path
) -> None:
    press(window, "N")
    press(window, "A")
    view(window).read.card.focus_note()
    qtbot.waitUntil(view(window).read.card.note.hasFocus)
    QTest.keyClicks(view(window).read.card.note, "typed, and then the window was closed")
    window.close()
    path = tmp_path / "news.quotedesk"
    assert sorted(tmp_path.glob("news.quotedesk*")) == [path]
    again = MainWindow(settings)
    qtbot.addWidget(again)
    assert kept.last(settings) == path
    again.open_desk(path)
    quote = view(again).read.quotes[0]
    assert quote.status is Status.CONFIRMED
    assert quote.note == "typed, and then the window was closed"
    assert again.status.undo.text() == "Undo: edit the note of a quote"
    again.close()


def test_a_read_only_desk_says_so(
    qtbot: QtBot, bare_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(tmp_path)
    desk.read_only = "A newer QuoteDesk made this desk; it can be read here, not changed."
    monkeypatch.setattr(desks, "open", lambda _path, user: desk)
    assert bare_window.open_desk(tmp_path / "news.quotedesk")
    assert bare_window.status.saved.text() == desk.read_only


def test_the_program_starts_paints_and_only_then_opens(tmp_path: Path) -> None:
    """In a process of its own: what is imported when the window is first painted, and that the desk opens after it."""
    desk_of(tmp_path).close()
    code = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication(["quotedesk"])
from ui import app, main_window
seen = {}
shown = main_window.MainWindow.showEvent
def show_event(self, event):
    shown(self, event)
    seen["at paint"] = sorted({"spacy", "sqlalchemy", "alembic", "trafilatura", "quotedesk.bulk"} & set(sys.modules))
    QTimer.singleShot(1500, self.close)
main_window.MainWindow.showEvent = show_event
close = main_window.MainWindow.closeEvent
def close_event(self, event):
    seen["title"] = self.windowTitle()
    close(self, event)
main_window.MainWindow.closeEvent = close_event
seen["code"] = app.run(Path(sys.argv[1]))
seen["here"] = "spacy" in sys.modules
print(json.dumps(seen))
"""
    places = {
        name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "news.quotedesk")],
        cwd=ROOT,
        env=os.environ | places | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen == {"at paint": [], "title": "Deir ez-Zor – QuoteDesk", "code": 0, "here": False}
