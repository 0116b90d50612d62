"""The map of the article's quotes: where they are marked, told apart without colour, found by a click."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quotedesk.quote import Kind, Span, Status
from tests.ui.test_margin_and_marks import QUOTE
from ui import theme
from ui.reader.position_bar import PositionBar
from ui.reader.reader import Reader

TEXT = "\n\n".join(f"Paragraph {n} says “something of its own, {n}” and goes on for a while." for n in range(120))


def quoted(number: int, **fields: object) -> object:
    start = TEXT.index(f"something of its own, {number}”")
    span = Span(start, start + len(f"something of its own, {number}"))
    return replace(QUOTE, id=str(number), parts=(span,), text=span.of(TEXT), **fields)  # type: ignore[arg-type]


@pytest.fixture
def reader(qtbot: QtBot, light: theme.Theme) -> Reader:
    made = Reader()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    made.set_article(TEXT, "", "")
    made.set_quotes([quoted(n) for n in (0, 60, 119)])  # type: ignore[misc]
    return made


@pytest.fixture
def bar(qtbot: QtBot, reader: Reader) -> PositionBar:
    made = PositionBar(reader)
    qtbot.addWidget(made)
    made.resize(18, 700)
    made.show()
    qtbot.waitExposed(made)
    made.grab()
    return made


def test_quotes_lie_where_they_stand_in_the_article(bar: PositionBar, reader: Reader) -> None:
    first, middle, last = (bar.place_of(quote) for quote in reader.quotes.values())
    assert first < 40
    assert 300 < middle < 400
    assert last > 650


def test_a_click_chooses_the_quote_or_scrolls(qtbot: QtBot, bar: PositionBar, reader: Reader) -> None:
    place = bar.place_of(reader.quotes["60"])
    with qtbot.waitSignal(bar.picked) as picked:
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(9, place + 3))
    assert picked.args == ["60"]
    with qtbot.assertNotEmitted(bar.picked):
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(9, place + 150))
    qtbot.waitUntil(lambda: reader.verticalScrollBar().value() > 1000)


def test_states_are_told_apart_without_colour(bar: PositionBar, reader: Reader) -> None:
    def drawn(**fields: object) -> bytes:
        quote = quoted(60, **fields)
        reader.replace_quotes({"60": quote})  # type: ignore[dict-item]
        row = bar.place_of(reader.quotes["60"])
        image = bar.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        return bytes(image.copy(0, row - 4, image.width(), 9).constBits())

    looks = [drawn(status=status) for status in Status] + [drawn(kind=Kind.OTHER)]
    assert len(set(looks[:3])) == 3
    assert looks[3] == looks[2], "what is nobody's steps back as what was rejected does"


def test_one_changed_mark_is_drawn_as_if_all_were(bar: PositionBar, reader: Reader) -> None:
    reader.replace_quotes({"60": quoted(60, status=Status.CONFIRMED), "0": None})  # type: ignore[dict-item]
    at_once = bar.grab().toImage()
    bar._forget()
    assert bar.grab().toImage() == at_once
    assert bar.quote_at(bar.place_of(quoted(0))) is None  # type: ignore[arg-type]
