"""Keys can be changed, conflicts are refused in a sentence, and what shows a key shows the one that is in use."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quotedesk.quote import Status
from ui import keymap
from ui.actions import DEFAULTS, TABLE
from ui.key_list import KeyChoice, KeyList
from ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def the_tables_own_keys(settings: QSettings) -> Iterator[None]:
    keymap.load(settings)
    yield
    keymap.reset(settings)


def open_list(window: MainWindow) -> KeyList:
    QTest.keySequence(window, QKeySequence("F1"))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, KeyList)
    return dialog


def change(choice: KeyChoice, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    QTest.keyClick(choice, key, held)


def test_another_key_does_what_the_old_one_did_and_shows_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    assert window.desk_view is not None
    read = window.desk_view.read
    dialog = open_list(window)
    change(dialog.choices["reject"], Qt.Key.Key_D)
    assert dialog.said.text() == "“Reject” is on D now."
    assert dialog.choices["reject"].text() == "D"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert read.card.reject.key == "D"
    assert read.card.reject.accessibleName() == "Reject (D)"
    QTest.keySequence(window, QKeySequence("N"))
    quote = read.chosen
    assert quote is not None
    QTest.keySequence(window, QKeySequence("X"))
    assert not read.session.runner.busy()
    QTest.keySequence(window, QKeySequence("D"))
    qtbot.waitUntil(lambda: read.reader.quotes[quote.id].status is Status.REJECTED)


def test_the_choice_is_kept_and_can_be_reset(settings: QSettings, window: MainWindow) -> None:
    dialog = open_list(window)
    assert not dialog.reset.isEnabled()
    change(
        dialog.choices["start_left"],
        Qt.Key.Key_Y,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )
    keymap.load(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    settings.sync()
    keymap.load(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    assert keymap.keys("start_left") == ("Ctrl+Alt+Y",)
    QTest.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
    assert keymap.keys("start_left") == DEFAULTS["start_left"]
    settings.sync()
    keymap.load(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    assert keymap.keys("start_left") == DEFAULTS["start_left"]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("A", "A is the key of “Confirm”; change that first, or choose another key."),
        ("Return", "Return is the key of “Confirm and go to the next”; change that first, or choose another key."),
        ("Ctrl+C", "Ctrl+C moves, selects or copies everywhere; choose another key."),
        ("Left", "Left moves, selects or copies everywhere; choose another key."),
    ],
)
def test_a_key_that_is_taken_is_refused_in_a_sentence(window: MainWindow, key: str, sentence: str) -> None:
    dialog = open_list(window)
    dialog.choices["note"].pressed_key.emit(QKeySequence(key))
    assert dialog.said.text() == sentence
    assert keymap.keys("note") == ("M",)


def test_escape_and_looking_away_change_nothing(window: MainWindow) -> None:
    dialog = open_list(window)
    choice = dialog.choices["note"]
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    assert choice.text() == "press a key"
    QTest.keyClick(choice, Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier)
    assert choice.isChecked(), "Shift alone is no key"
    QTest.keyClick(choice, Qt.Key.Key_Escape)
    assert choice.text() == "M"
    assert dialog.isVisible()


def test_a_key_given_back_and_a_key_set_free_can_be_taken(settings: QSettings, window: MainWindow) -> None:
    keymap.choose(settings, "note", QKeySequence("D"))
    keymap.choose(settings, "reject", QKeySequence("M"))
    assert (keymap.key_of("note"), keymap.key_of("reject")) == ("D", "M")
    keymap.choose(settings, "note", QKeySequence("Ctrl+M"))
    keymap.reset(settings, ["note"])
    assert keymap.keys("note") == ("M",)
    assert keymap.keys("reject") == ("X",), "the key that went back is not on two actions"
    keymap.choose(settings, "note", QKeySequence("M"))
    assert not keymap.is_changed("note")


def test_no_two_actions_share_a_key_and_none_takes_one_of_the_text() -> None:
    keys = [QKeySequence(key).toString() for spec in TABLE for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(keymap._FIXED)


def test_symbols_count_without_the_shift_that_makes_them() -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    assert keymap.combination(Qt.Key.Key_BraceLeft, shift).toString() == "{"
    assert keymap.combination(Qt.Key.Key_N, shift).toString() == "Shift+N"
    assert keymap.combination(Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier).isEmpty()
