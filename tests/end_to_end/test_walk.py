"""One of the five articles, from nothing decided to all confirmed, by keys alone: how many a quote takes."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quotedesk import pipeline, reading
from quotedesk.attribution.roster import Roster
from quotedesk.quote import Status
from quotedesk.store import articles, quotes
from quotedesk.store import desk as desks
from ui import theme
from ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ARTICLES = Path(__file__).resolve().parents[2].parent / "shared" / "articles"
MOST_KEYS = 2.5


class Walk:
    """A person with a keyboard and no mouse."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        assert window.session is not None
        assert window.desk_view is not None
        self.qtbot, self.window, self.session, self.read = qtbot, window, window.session, window.desk_view.read
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(key))
            self.keys += 1
            self.qtbot.waitUntil(lambda: not self.session.runner.busy())


@pytest.fixture
def walk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Walk:
    files = sorted(ARTICLES.glob("*.txt"))
    if not files:
        pytest.skip("the articles that people work on are not beside this checkout")
    roster = Roster.load()
    nlp = pipeline.load(roster)
    article = max((reading.read_file(path) for path in files), key=lambda article: len(article.text))
    with desks.create(tmp_path / "walk.quotedesk") as desk:
        articles.add(desk, [(article, pipeline.find(nlp, article.text))], roster=roster)
    theme.apply("light")
    window = MainWindow(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    assert window.open_desk(tmp_path / "walk.quotedesk")
    made = Walk(qtbot, window)
    qtbot.waitUntil(made.read.reader.hasFocus)
    return made


def left(walk: Walk) -> int:
    (record,) = articles.listed(walk.session.desk)
    return record.undecided


def test_where_suggestions_are_right_a_quote_takes_about_one_key(walk: Walk) -> None:
    total = left(walk)
    assert total > 5
    walk.press("N")
    while left(walk):
        walk.press("Return")
        assert walk.keys < 10 * total
    assert walk.keys / total <= MOST_KEYS
    assert "Nothing is left to decide" in walk.window.status.saved.text()


def test_where_one_in_three_is_corrected_the_keys_still_suffice(walk: Walk) -> None:
    """Every third quote is given to somebody else, has an edge moved, or is nobody's words; then the walk goes on."""
    total, number = left(walk), 0
    corrections = (("2", "N"), ("}", "Return"), ("O", "N"))
    walk.press("N")
    while left(walk):
        if number % 3 == 2:
            walk.press(*corrections[number // 3 % len(corrections)])
        else:
            walk.press("Return")
        number += 1
        assert walk.keys < 10 * total
    assert walk.keys / total <= MOST_KEYS
    (record,) = articles.listed(walk.session.desk)
    decided = [quote.status for quote in quotes.of_article(walk.session.desk, record.id)]
    assert decided.count(Status.CONFIRMED) >= record.quotes
