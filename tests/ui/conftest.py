"""What the tests of the window share: the look, a desk with five articles, a session, and the window itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quotedesk.store.desk import Desk
from tests.ui.newsroom import desk_of
from ui import theme
from ui.main_window import MainWindow
from ui.reader.view import ReadView
from ui.session import DeskSession


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> None:
    """What the test before has thrown away is gone: without an event loop nobody would delete it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def light(qapp: QApplication) -> theme.Theme:
    return theme.apply("light")


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Desk]:
    desk = desk_of(tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def session(qtbot: QtBot, light: theme.Theme, news: Desk) -> Iterator[DeskSession]:
    made = DeskSession(news)
    yield made
    made.close()


@pytest.fixture
def read(qtbot: QtBot, session: DeskSession) -> ReadView:
    view = ReadView(session)
    qtbot.addWidget(view)
    view.resize(1440, 900)
    view.show()
    view.splitter.share_room(1440)
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    made = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made.setValue("theme", "light")
    return made


@pytest.fixture
def bare_window(qtbot: QtBot, light: theme.Theme, settings: QSettings) -> Iterator[MainWindow]:
    window = MainWindow(settings)
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def window(bare_window: MainWindow, tmp_path: Path) -> MainWindow:
    desk_of(tmp_path).close()
    assert bare_window.open_desk(tmp_path / "news.quotedesk")
    return bare_window
