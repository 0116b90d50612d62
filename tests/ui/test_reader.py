"""The page under mouse and keyboard: what is selected in Qt is what the text says, edges snap, clicks cycle."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from quotedesk.article import canonical_text
from quotedesk.quote import Span, Status
from quotedesk.store.records import QuoteRecord
from tests.ui.test_margin_and_marks import QUOTE
from ui import theme
from ui.reader.reader import Reader

TEXT = (
    "Moscow demands answers\n\n“We come to a really\u00a0terrifying conclusion 😀 for the world,” she said.\n\n"
    "The aide said “the minister told me ‘we never said that’ and left” in the evening of a long day in the capital."
)


def quoted(words: str, id: str) -> QuoteRecord:
    start = TEXT.index(words)
    return replace(QUOTE, id=id, parts=(Span(start, start + len(words)),), text=words)


QUOTES = [
    quoted("We come to a really\u00a0terrifying conclusion 😀 for the world,", "world"),
    quoted("the minister told me ‘we never said that’ and left", "outer"),
    quoted("we never said that", "inner"),
]


@pytest.fixture
def reader(qtbot: QtBot, light: theme.Theme) -> Reader:
    made = Reader()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    made.set_article(TEXT, "Moscow demands answers", "Northern Wire · 17 September 2016")
    made.set_quotes(QUOTES)
    return made


def point(reader: Reader, offset: int) -> QPoint:
    """Just right of the left edge of a character, in the middle of its line."""
    place = reader.place_of(offset)
    return QPointF(place.x() + 2, place.y() - reader.column.line_height / 2).toPoint()


def at(words: str) -> int:
    return TEXT.index(words)


def drag(
    reader: Reader, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    left, no = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, place, button, buttons in (
        (QEvent.Type.MouseButtonPress, start, left, left),
        (QEvent.Type.MouseMove, (start + end) / 2, no, left),
        (QEvent.Type.MouseMove, end, no, left),
        (QEvent.Type.MouseButtonRelease, end, left, no),
    ):
        place = QPointF(place)
        globally = QPointF(reader.viewport().mapToGlobal(place))
        QApplication.sendEvent(reader.viewport(), QMouseEvent(kind, place, globally, button, buttons, modifier))


def test_a_drag_selects_the_words_under_it(qtbot: QtBot, reader: Reader) -> None:
    drag(reader, point(reader, at("really")), point(reader, at(" for the world")))
    assert reader.selection.span().of(TEXT) == "really\u00a0terrifying conclusion 😀"
    reader.copy()
    assert QGuiApplication.clipboard().text() == "really\u00a0terrifying conclusion 😀"


def test_a_double_click_selects_a_word_and_a_third_the_paragraph(qtbot: QtBot, reader: Reader) -> None:
    place = point(reader, at("conclusion") + 3)
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reader.selection.span().of(TEXT) == "conclusion"
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reader.selection.span().of(TEXT).startswith("“We come")
    assert reader.selection.span().of(TEXT).endswith("she said.")


def test_a_click_chooses_the_innermost_and_the_next_one_goes_round(qtbot: QtBot, reader: Reader) -> None:
    picked: list[str] = []
    reader.picked.connect(picked.append)
    reader.picked.connect(reader.choose)
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point(reader, at("never")))
    QTest.qWait(QGuiApplication.styleHints().mouseDoubleClickInterval() + 20)
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point(reader, at("never")))
    QTest.qWait(QGuiApplication.styleHints().mouseDoubleClickInterval() + 20)
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point(reader, at("evening")))
    assert picked == ["inner", "outer", ""]


def test_a_handle_snaps_to_words_unless_alt_is_held(qtbot: QtBot, reader: Reader) -> None:
    reader.choose("world", show=False)
    places: list[tuple[Span, ...]] = []
    reader.resized.connect(lambda id, parts: places.append(parts))
    handle = reader.column.caret(QUOTES[0].extent.end)
    knob = reader.place_of(QUOTES[0].extent.end).toPoint() + QPoint(2, 2)
    assert reader.handle_at(QPointF(knob)) == "end"
    assert handle.height() == reader.column.line_height
    drag(reader, knob, point(reader, at("clusion")))
    assert places[-1][0].of(TEXT).endswith("really\u00a0terrifying")
    reader.set_edited(None)
    drag(reader, knob, point(reader, at("clusion")), Qt.KeyboardModifier.AltModifier)
    assert places[-1][0].of(TEXT).endswith("terrifying con")


def test_a_handle_that_goes_nowhere_changes_nothing(qtbot: QtBot, reader: Reader) -> None:
    reader.choose("world", show=False)
    with qtbot.assertNotEmitted(reader.resized):
        knob = reader.place_of(QUOTES[0].extent.end).toPoint() + QPoint(2, 2)
        QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=knob)
    assert reader.chosen_parts() == QUOTES[0].parts


def test_a_name_in_the_margin_chooses_its_quotes_in_turn(qtbot: QtBot, reader: Reader) -> None:
    reader.grab()
    reader.picked.connect(reader.choose)
    (label,) = [label for label in reader.margin.shown if len(label.quotes) == 2]
    place = label.rect(reader._margin_left, 100).center() + QPointF(0, reader._text_top)
    for expected in ("outer", "inner", "outer"):
        QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
        assert reader.chosen == expected


def test_words_are_selected_by_keyboard(qtbot: QtBot, reader: Reader) -> None:
    reader.setFocus()
    reader.selection.put(at("really"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for _ in range(2):
        QTest.keyClick(reader, Qt.Key.Key_Right, both)
    assert reader.selection.span().of(TEXT).startswith("really\u00a0terrifying")
    QTest.keyClick(reader, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(reader, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert "\n" in reader.selection.span().of(TEXT)
    QTest.keyClick(reader, Qt.Key.Key_Escape)
    assert reader.selection.span().of(TEXT) == ""
    QTest.keyClick(reader, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert reader.selection.span() == Span(0, len(TEXT))


def test_escape_lets_go_of_the_quote(qtbot: QtBot, reader: Reader) -> None:
    reader.choose("world")
    with qtbot.waitSignal(reader.picked) as caught:
        QTest.keyClick(reader, Qt.Key.Key_Escape)
    assert caught.args == [""]


def test_the_title_that_the_text_opens_with_is_drawn_once(qtbot: QtBot, reader: Reader) -> None:
    assert reader.heading.title_height == 0
    reader.set_article("Another beginning.", "Moscow demands answers", "facts")
    assert reader.heading.title_height > 0
    assert reader.heading.spaces(500, title_in_text=False)[0] > reader.heading.spaces(500, title_in_text=True)[0]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_right_button_lists_overlapping_quotes(qtbot: QtBot, reader: Reader) -> None:
    reader.picked.connect(reader.choose)
    place = point(reader, at("never"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, reader.viewport().mapToGlobal(place))
    reader.contextMenuEvent(event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions()]
    assert words[0] == "&1  Maria Zakharova: “we never said that”"
    assert words[1].startswith("&2  Maria Zakharova: “the minister told me")
    assert reader.chosen == "inner"
    menu.actions()[1].trigger()
    assert reader.chosen == "outer"
    menu.close()


def test_states_look_different_without_colour(qtbot: QtBot, reader: Reader) -> None:
    def drawn(status: Status) -> bytes:
        reader.set_quotes([replace(QUOTES[0], status=status)])
        image = reader.grab().toImage().convertToFormat(reader.grab().toImage().Format.Format_Grayscale8)
        return bytes(image.constBits())

    assert len({drawn(status) for status in Status}) == 3


def test_a_long_text_keeps_its_place_while_it_is_laid_out(qtbot: QtBot, reader: Reader) -> None:
    text = "\n\n".join(
        f"Paragraph {n} of a text that is far too long to be laid out at once, which is why it is not."
        for n in range(4000)
    )
    reader.set_article(text, "", "")
    target = text.index("Paragraph 3000 ")
    reader.reveal(Span(target, target + 10))
    qtbot.waitUntil(lambda: reader._glide.state() == reader._glide.State.Stopped)
    reader.grab()
    before = reader.place_of(target).y()
    assert 0 < before < reader.viewport().height()
    qtbot.waitUntil(lambda: not reader._later.isActive(), timeout=20_000)
    assert reader.place_of(target).y() == pytest.approx(before, abs=2)


PIECES = st.sampled_from(
    ["word ", "two words ", "\n", "\n\n", "\u00a0", "😀", "العربية ", "Конашенков ", "e\u0301", "“", "\u2028"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=50).map("".join).map(canonical_text), st.data())
def test_from_text_to_qt_and_back(reader: Reader, text: str, data: st.DataObject) -> None:
    reader.set_article(text, "", "")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    reader.select(Span(start, end))
    assert reader.selection.span().of(text) == text[start:end].strip()
    in_qt = reader.selection.cursor.selectedText()
    assert "".join(in_qt.split()) == "".join(text[start:end].split())
