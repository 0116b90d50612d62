"""For those who do not see the window, or use no mouse: all has a name, the text is told, nothing glides unasked."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui import theme
from ui.desk_view import COMPARE, QUOTES, READ, SPEAKERS
from ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def unnamed(root: QWidget) -> list[str]:
    """Widgets that the keyboard can reach, or that show text to work on, and that have no name."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(root)
        inner = isinstance(widget.parent(), QAbstractScrollArea) or widget.objectName().startswith("qt_")
        spoken = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if reachable and not inner and not spoken and widget.focusProxy() is None:
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("place", [READ, QUOTES, COMPARE, SPEAKERS])
def test_whatever_the_keyboard_reaches_has_a_name(qtbot: QtBot, window: MainWindow, place: int) -> None:
    window.go(place)
    assert window.desk_view is not None
    if place == READ:
        window.desk_view.read.steps.to_undecided()
    assert unnamed(window) == []


def test_the_review_and_the_dialogs_are_named_too(qtbot: QtBot, window: MainWindow) -> None:
    assert window.desk_view is not None
    window.deeds["review"].trigger()
    qtbot.waitUntil(lambda: window.desk_view.read.queue.model.rowCount() > 0)  # type: ignore[union-attr]
    assert unnamed(window) == []
    for name in ("keys", "confirm_all"):
        window.deeds[name].trigger()
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        assert unnamed(dialog) == [], name
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_tab_reaches_every_part_of_the_view_and_the_focus_shows(qtbot: QtBot, window: MainWindow) -> None:
    assert window.desk_view is not None
    read = window.desk_view.read
    read.steps.to_undecided()
    read.reader.setFocus()
    seen: list[QWidget] = []
    for _ in range(80):
        focused = QApplication.focusWidget()
        if focused in seen:
            break
        if focused is not None:
            seen.append(focused)
        QTest.keyClick(window, Qt.Key.Key_Tab)
    for part in (read.reader, read.library.list, read.card.speaker, read.card.confirm, read.card.note, read.card.flag):
        assert part in seen, part
    for part in (read.card.confirm, read.card.flag, read.card.kinds[next(iter(read.card.kinds))]):
        part.clearFocus()
        before = part.grab().toImage()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        assert part.grab().toImage() != before, part.accessibleName()


def test_the_selected_quote_and_its_paragraph_are_told(window: MainWindow) -> None:
    assert window.desk_view is not None
    read = window.desk_view.read
    read.steps.to_undecided()
    quote = read.chosen
    assert quote is not None
    told = read.reader.accessibleDescription()
    assert quote.text in told
    assert (quote.speaker or "Unknown") in told
    assert "The command wrote late on Saturday" in told
    assert read.reader.accessibleName().startswith("Article: ")


def test_the_caret_s_letters_words_and_selection_are_told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    assert window.desk_view is not None
    reader = window.desk_view.read.reader
    reader.set_article("We met, then\nleft.", "", "")
    said: list[str] = []
    monkeypatch.setattr(reader, "announce", said.append)
    right, left, held = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier
    for key, modifier in (
        (right, Qt.KeyboardModifier.NoModifier), (right, Qt.KeyboardModifier.NoModifier), (right, held), (left, held),
        (right, Qt.KeyboardModifier.ShiftModifier), (right, Qt.KeyboardModifier.ShiftModifier),
    ):  # fmt: skip
        QTest.keyClick(reader, key, modifier)
    assert said == ["e", "space", "met", "We", "W selected", "We selected"]
    QTest.keyClick(reader, Qt.Key.Key_End, held | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(reader, right)
    assert said[-1] == "end of the article"


def test_nothing_glides_for_who_wants_it_calm(window: MainWindow) -> None:
    assert window.desk_view is not None
    reader = window.desk_view.read.reader
    reader.set_article("\n\n".join(f"Paragraph {n}." for n in range(200)), "", "")
    window.deeds["calm"].trigger()
    assert theme.calm()
    reader.glide_to(500)
    assert reader.verticalScrollBar().value() == 500
    window.deeds["calm"].trigger()
    assert not window.deeds["calm"].isChecked()


@pytest.mark.parametrize("size", [1.0, 1.5, 2.0])
def test_parts_that_have_no_room_step_aside_and_nothing_overlaps(window: MainWindow, size: float) -> None:
    assert window.desk_view is not None
    read = window.desk_view.read
    window.look.set(size=size)
    for width in (760, 960, 1440):
        window.resize(width, 600)
        QApplication.processEvents()
        shown = [part for part in (read.side, read.middle, read.card) if part.isVisible()]
        assert read.middle in shown
        for left, right in pairwise(shown):
            assert left.geometry().right() < right.geometry().left()
        assert read.reader.width() + read.position_bar.width() <= read.middle.width()
    assert read.card.isVisible()
    assert read.side.isVisible() == (size < 2)
    window.look.set(size=1.0)


def cut(root: QWidget) -> list[str]:
    """Plain buttons and one-line labels on show that are narrower than their words."""
    found = []
    for widget in root.findChildren(QWidget):
        plain = type(widget) is QPushButton or (type(widget) is QLabel and not widget.wordWrap())
        if plain and widget.isVisibleTo(root) and "<" not in widget.text():  # type: ignore[attr-defined]
            words = QFontMetrics(widget.font()).horizontalAdvance(widget.text())  # type: ignore[attr-defined]
            if words > widget.width() or not root.rect().contains(widget.mapTo(root, QPoint(widget.width() - 1, 0))):
                found.append(widget.text())  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("place", [READ, QUOTES, COMPARE, SPEAKERS])
def test_at_twice_the_size_no_word_on_a_button_is_cut(window: MainWindow, place: int) -> None:
    window.look.set(size=2.0)
    window.resize(1440, 900)
    window.go(place)
    QApplication.processEvents()
    assert theme.scale() == 2.0
    assert cut(window) == []
    window.look.set(size=1.0)
