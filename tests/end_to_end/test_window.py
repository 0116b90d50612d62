"""The whole job in the real window: articles in, corrected by hand, closed, reopened, undone, and a sheet out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quotedesk.quote import Kind, Status
from quotedesk.store import articles, changes, quotes
from quotedesk.store import desk as desks
from quotedesk.store.records import QuoteFilter, QuoteRecord
from ui import theme
from ui.main_window import MainWindow
from ui.printing.exporting import export_file
from ui.reader.view import ReadView

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "articles"
ENGINE_STARTS = 60_000


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Callable[[], MainWindow]:
    theme.apply("light")

    def made() -> MainWindow:
        window = MainWindow(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
        window.resize(1440, 900)
        window.show()
        qtbot.waitExposed(window)
        return window

    return made


def read_view(window: MainWindow) -> ReadView:
    assert window.desk_view is not None
    return window.desk_view.read


def press(qtbot: QtBot, window: MainWindow, keys: str) -> None:
    """Types a shortcut into the article, and waits until what it did is on the desk."""
    reader = read_view(window).reader
    reader.setFocus()
    qtbot.keyClicks(reader, keys)


def deed(qtbot: QtBot, window: MainWindow, keys: str) -> None:
    assert window.session is not None
    # Statements may catch up in between; that is nobody's deed.
    by_deed = window.session.changed
    with qtbot.waitSignal(by_deed, timeout=10_000, check_params_cb=lambda changes: bool(changes.deed)):
        press(qtbot, window, keys)


def with_words(found: list[QuoteRecord], words: str) -> QuoteRecord:
    return next(quote for quote in found if words in quote.text)


def test_the_whole_job(qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path) -> None:
    path = tmp_path / "job.quotedesk"
    window = open_window()
    assert window.create_desk(path)
    assert window.session is not None
    with qtbot.waitSignal(window.importer.imported, timeout=ENGINE_STARTS) as imported:
        window.take_dropped([SEEDS])
    assert imported.args is not None
    assert imported.args[0].added == 5
    desk = window.session.desk
    assert quotes.count(desk, QuoteFilter(kind=Kind.SPEECH)) > 30
    read = read_view(window)
    wire = next(article for article in articles.listed(desk) if article.outlet == "Northern Wire")
    qtbot.waitUntil(lambda: wire.id in read.library.ids())
    read.open_article(wire.id)

    # Confirmed and rejected by one key each.
    terrifying = with_words(read.quotes, "terrifying conclusion")
    read.choose(terrifying.id)
    deed(qtbot, window, "a")
    assert quotes.get(desk, terrifying.id).status is Status.CONFIRMED
    unwilling = with_words(read.quotes, "stubborn unwillingness")
    read.choose(unwilling.id)
    deed(qtbot, window, "x")
    assert quotes.get(desk, unwilling.id).status is Status.REJECTED

    # An edge moved by a word, and the text is what it was.
    text = articles.text(desk, wire.id)
    control = with_words(read.quotes, "complete control")
    read.choose(control.id)
    deed(qtbot, window, "]")
    assert quotes.get(desk, control.id).text == "control"
    assert articles.text(desk, wire.id) == text

    # A new speaker typed into the card.
    source = with_words(read.quotes, "air support")
    read.choose(source.id)
    press(qtbot, window, "s")
    field = read.card.speaker
    qtbot.keyClicks(field, "Army of the desert")
    with qtbot.waitSignal(window.session.changed, timeout=10_000):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: quotes.get(desk, source.id).speaker == "Army of the desert", timeout=10_000)
    assert quotes.get(desk, source.id).status is Status.CONFIRMED

    # Words marked as a quote.
    start = text.index("broke its silence")
    read.reader.select(type(source.extent)(start, start + len("broke its silence")))
    deed(qtbot, window, "q")
    made = with_words(quotes.of_article(desk, wire.id), "broke its silence")
    assert made.origin == "person"
    window.close()
    window.deleteLater()
    assert desks.check(path) == []
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("job.quotedesk-")]

    # Opened again: everything is there, and can still be undone.
    window = open_window()
    assert window.open_desk(path)
    assert window.session is not None
    desk = window.session.desk
    read = read_view(window)
    assert quotes.get(desk, made.id).text == "broke its silence"
    assert quotes.get(desk, control.id).text == "control"
    before = changes.next_undo(desk)
    for _ in range(2):
        with qtbot.waitSignal(window.session.changed, timeout=10_000):
            window.undo()
    assert changes.next_undo(desk) != before
    assert not any(q.id == made.id for q in quotes.of_article(desk, wire.id))
    assert quotes.get(desk, source.id).speaker != "Army of the desert"
    with qtbot.waitSignal(window.session.changed, timeout=10_000):
        window.redo()
    assert quotes.get(desk, source.id).speaker == "Army of the desert"

    # A sheet of what was decided.
    sheet = tmp_path / "sheet.pdf"
    export_file(desk, sheet, QuoteFilter(status=Status.CONFIRMED))
    printed = "\n".join(page.extract_text() for page in PdfReader(sheet).pages)
    assert "Maria Zakharova" in printed
    assert "terrifying conclusion" in " ".join(printed.split())
    listed = tmp_path / "sheet.json"
    export_file(desk, listed, QuoteFilter(status=Status.CONFIRMED))
    assert len(json.loads(listed.read_bytes())["quotes"]) == 2
    window.close()
    window.deleteLater()
    assert desks.check(path) == []
