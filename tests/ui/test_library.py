"""The library: what a row says, editing, deleting, and a list that does not jump."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from quotedesk.store import articles
from quotedesk.store.records import ArticleRecord
from ui import theme
from ui.dates import long_date, short_date
from ui.library import view
from ui.library.details import DetailsDialog
from ui.library.model import ArticleModel, facts, shown_title
from ui.library.view import Library
from ui.session import DeskSession

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ARTICLE = ArticleRecord("1", "A title", "Northern Wire", "", "2016-09-18", "", "en", "/a/b.txt", "", 612, 13, 6, 7)


@pytest.fixture
def library(qtbot: QtBot, session: DeskSession) -> Library:
    made = Library(session)
    qtbot.addWidget(made)
    session.changed.connect(made.refresh)
    made.resize(272, 800)
    made.show()
    made.refresh(None)
    return made


def test_a_row_says_outlet_date_and_what_is_left() -> None:
    assert facts(ARTICLE)[0] == "Northern Wire · 18 Sep 2016 · 7 to decide"
    assert facts(ARTICLE, year=False)[0] == "Northern Wire · 18 Sep · 7 to decide"
    assert facts(ARTICLE)[-1] == "Northern Wire · 7 to decide"
    assert facts(replace(ARTICLE, undecided=0, date="", outlet=""))[0] == "decided"
    assert facts(replace(ARTICLE, undecided=0, quotes=0))[0].endswith("no quotes")
    assert shown_title(replace(ARTICLE, title="")) == "b.txt"
    assert shown_title(replace(ARTICLE, title="", path="")) == "Untitled article"


def test_dates_are_read_or_left_alone() -> None:
    assert (short_date("2016-09-18"), long_date("2016-09-18")) == ("18 Sep 2016", "Sunday 18 September 2016")
    assert (short_date("last week"), long_date("")) == ("last week", "")


def test_the_same_articles_again_do_not_reset_the_list(qtbot: QtBot) -> None:
    model = ArticleModel()
    model.set_articles([ARTICLE])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_articles([replace(ARTICLE, undecided=6)])
    with qtbot.waitSignal(model.modelReset):
        model.set_articles([ARTICLE, replace(ARTICLE, id="2")])
    assert model.index_of("2").row() == 1
    assert not model.index_of("3").isValid()
    assert "7 to decide" in model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)


def test_choosing_tells_which(qtbot: QtBot, library: Library) -> None:
    with qtbot.waitSignal(library.chosen) as caught:
        library.show_as_open(library.ids()[2])
    assert caught.args == [library.ids()[2]]
    with qtbot.waitSignal(library.chosen) as caught:
        library.step(1)
    assert caught.args == [library.ids()[3]]
    library.step(5)
    assert library.list.currentIndex().row() == 3


def test_details_are_corrected_and_a_wrong_date_is_refused(qtbot: QtBot, library: Library) -> None:
    article = library.model.articles[0]
    library.edit(article)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DetailsDialog)
    dialog.fields["date"].setText("yesterday")
    dialog.fields["outlet"].setText("  Harbour Evening Post ")
    save = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    save.click()
    assert dialog.isVisible()
    assert "year-month-day" in dialog._problem.text()
    dialog.fields["date"].setText("2016-09-20")
    with qtbot.waitSignal(library.session.changed):
        save.click()
    found = articles.get(library.session.desk, article.id)
    assert (found.outlet, found.date, found.title) == ("Harbour Evening Post", "2016-09-20", article.title)


def test_details_left_as_they_were_are_no_deed(qtbot: QtBot, library: Library) -> None:
    library.edit(library.model.articles[0])
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DetailsDialog)
    with qtbot.assertNotEmitted(library.session.changed, wait=100):
        dialog.accept()


@pytest.mark.parametrize("yes", [True, False])
def test_deleting_asks_first(qtbot: QtBot, library: Library, yes: bool) -> None:
    article = library.model.articles[0]
    library.delete(article)
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert article.title in box.text()
    wanted = next(button for button in box.buttons() if (button.text() == "Delete") is yes)
    wanted.click()
    qtbot.waitUntil(lambda: not library.session.runner.busy())
    assert (article.id in library.ids()) is not yes


def test_the_menu_offers_both(qtbot: QtBot, library: Library) -> None:
    library.list.customContextMenuRequested.emit(library.list.visualRect(library.model.index(0)).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.text()] == ["Edit details…", "Delete article…"]
    menu.close()


def test_an_empty_library_says_what_to_do(qtbot: QtBot, library: Library) -> None:
    library.session.do(lambda desk: articles.delete(desk, library.ids()))
    qtbot.waitUntil(lambda: library._stack.currentIndex() == 1)
    from PySide6.QtWidgets import QPushButton

    (more,) = [button for button in library.findChildren(QPushButton) if button.text() == "Open files…"]
    with qtbot.waitSignal(library.files_wanted):
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)


def test_the_bar_grows_with_what_is_decided(library: Library) -> None:
    def green(article: ArticleRecord) -> int:
        library.model.set_articles([article])
        image = library.list.grab().toImage()
        colour = theme.current().progress.name()
        return sum(image.pixelColor(x, y).name() == colour for x in range(image.width()) for y in range(90))

    assert green(replace(ARTICLE, undecided=13)) == 0
    assert 0 < green(replace(ARTICLE, undecided=7)) < green(replace(ARTICLE, undecided=0))


def test_of_very_many_articles_the_first_are_there_at_once(
    qtbot: QtBot, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "AT_ONCE", 2)
    everything = articles.ids(library.session.desk)
    assert library.ids() == everything == [record.id for record in articles.listed(library.session.desk)]
    again = Library(library.session)
    qtbot.addWidget(again)
    again.refresh(None)
    assert [record.id for record in again.model.articles] == everything[:2]
    assert again.ids() == everything
    again.show_as_open(everything[1])
    qtbot.waitUntil(lambda: again.model.rowCount() == len(everything))
    assert again._open_id() == everything[1]
    library.session.changed.connect(again.refresh)
    with qtbot.waitSignal(library.session.changed):
        library.session.do(lambda desk: articles.delete(desk, [everything[0]]))
    assert again.ids() == everything[1:] == [record.id for record in again.model.articles]
    assert again._count.text() == f"{len(everything) - 1} ARTICLES"
