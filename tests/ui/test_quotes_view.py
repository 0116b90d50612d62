from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from quotedesk.article import Article
from quotedesk.quote import Kind, Quote, Span, Status
from quotedesk.store import articles, quotes, saved_filters, speakers
from quotedesk.store.desk import Desk
from quotedesk.store.records import QuoteFilter, QuoteRecord, SavedFilterRecord
from tests.ui.newsroom import FIVE, desk_of, opened
from ui import theme
from ui.quotes.citation import citation, citations
from ui.quotes.model import OBJECT_ROLE, Column, QuoteTableModel
from ui.quotes.passage import passage
from ui.quotes.view import QuotesView
from ui.reader.speaker_field import Choice
from ui.session import DeskSession

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[QuotesView]:
    theme.apply("light")
    session = DeskSession(desk)
    yield opened(qtbot, QuotesView(session))
    session.close()


def rows(model: QuoteTableModel) -> list[QuoteRecord]:
    return [model.quote(row) for row in range(model.rowCount())]


def words(view: QuotesView) -> list[str]:
    return [quote.text for quote in rows(view.model)]


def select(view: QuotesView, *texts: str) -> list[str]:
    """Select the rows whose quotes begin with these words; their ids."""
    marks = view.table.selectionModel()
    marks.clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    ids = []
    for row, quote in enumerate(rows(view.model)):
        if quote.text.startswith(texts):
            marks.setCurrentIndex(view.model.index(row, 1), flags.Select | flags.Rows)
            ids.append(quote.id)
    return ids


def long_article(count: int) -> tuple[Article, list[Quote]]:
    lines = [f"“Sentence number {n} stands alone,” she said." for n in range(count)]
    text = "\n".join(lines)
    found, at = [], 0
    for line in lines:
        found.append(Quote(parts=(Span(at + 1, at + line.index(",”") + 1),)))
        at += len(line) + 1
    return Article(text=text, title="Long", outlet="Long Reader", date="2016-09-20"), found


# The model, without a window


def test_rows_come_in_pages(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of(tmp_path, [long_article(600)])
    model = QuoteTableModel(desk)
    model.reload()
    assert (model.rowCount(), model.total) == (600, 600)
    assert model.index(599, Column.QUOTE).data() == "Sentence number 599 stands alone,"
    assert len(model._pages) == 1
    assert [quote.text for quote in rows(model)] == [f"Sentence number {n} stands alone," for n in range(600)]
    desk.close()


def test_sorting_reads_all_rows_and_goes_back(qtbot: QtBot, tmp_path: Path) -> None:
    desk = desk_of(tmp_path, [*FIVE, long_article(400)])
    model = QuoteTableModel(desk)
    model.reload()
    model.sorted_by = (Column.QUOTE, Qt.SortOrder.DescendingOrder)
    model.reload()
    texts = [quote.text.casefold() for quote in rows(model)]
    assert len(texts) == model.total
    assert texts == sorted(texts, reverse=True)
    model.sorted_by = None
    model.reload()
    assert rows(model)[0].outlet == "Harbour Post"
    desk.close()


def test_cells_and_roles(desk: Desk) -> None:
    model = QuoteTableModel(desk)
    model.reload()
    row = next(n for n, quote in enumerate(rows(model)) if quote.outlet == "Harbour Post")
    cells = {column: model.index(row, column).data() for column in Column}
    assert cells[Column.SPEAKER] == "CENTCOM"
    assert cells[Column.DATE] == "17 Sep 2016"
    assert cells[Column.KIND] == "written"
    assert cells[Column.SOURCES] == "5"
    assert cells[Column.CONFIDENCE] == "0.90"
    assert model.index(row, 0).data(OBJECT_ROLE) == rows(model)[row]
    nobody = next(n for n, quote in enumerate(rows(model)) if quote.text == "martyrs")
    assert model.index(nobody, Column.CONFIDENCE).data() == ""


def test_a_citation_leaves_out_what_is_not_known(desk: Desk) -> None:
    quote = next(quotes.every(desk, QuoteFilter(search="blatant")))
    assert citation(quote) == (
        "“serious and blatant aggression” — Syrian General Command, Harbour Post, 17 Sep 2016, "
        "https://harbour-post.example/strike"
    )
    bare = replace(quote, speaker=None, outlet="", url="", date="", title="A page")
    assert citation(bare) == "“serious and blatant aggression” — unknown speaker, A page"
    assert citations([bare, bare]).count("\n") == 1
    assert citation(replace(bare, speaker="A", role="minister")).endswith("— A (minister), A page")


def test_a_passage_is_the_paragraph_with_the_quote_apart() -> None:
    text = "First.\n\nHe said “one” and then “two”. More.\n\nLast."
    parts = tuple(Span(text.index(w), text.index(w) + len(w)) for w in ("one", "two"))
    assert passage(text, parts) == [
        ("He said “", False),
        ("one", True),
        ("” and then “", False),
        ("two", True),
        ("”. More.", False),
    ]


def test_a_passage_of_an_endless_paragraph_is_cut() -> None:
    text = "It was said before. " * 400 + "He said “one”. " + "It is said after. " * 400
    found = passage(text, (Span(text.index("one"), text.index("one") + 3),))
    assert sum(len(stretch) for stretch, _ in found) < 1500
    assert found[0][0].startswith("… ")


# The view


def test_all_quotes_are_listed_with_their_number(view: QuotesView) -> None:
    assert len(words(view)) == 10
    assert view.filters.count.text() == "10 quotes"
    assert view.table.rowHeight(0) == view.table.rowHeight(9)
    assert not view.table.wordWrap()


def test_search_restricts_and_the_chip_takes_it_away(qtbot: QtBot, view: QuotesView) -> None:
    qtbot.keyClicks(view.filters.search, "blatant")
    qtbot.waitUntil(lambda: len(words(view)) == 2)
    assert view.filters.count.text() == "2 quotes"
    chip = next(b for b in view.filters.findChildren(QPushButton) if b.text().startswith("“blatant”"))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(words(view)) == 10
    assert view.filters.search.text() == ""


def test_filters_add_up_and_clear(qtbot: QtBot, view: QuotesView) -> None:
    centcom = next(s for s in speakers.listed(view.session.desk) if s.name == "CENTCOM")
    view.show_filtered(QuoteFilter(speaker=centcom.id, outlet="Levant Monitor"))
    assert [quote.outlet for quote in rows(view.model)] == ["Levant Monitor"]
    assert view.filters.speaker.currentText() == "CENTCOM  (4)"
    view.show_filtered(QuoteFilter(kind=Kind.OTHER))
    assert words(view) == ["martyrs"]
    view.show_filtered(QuoteFilter(status=Status.CONFIRMED))
    assert words(view) == []
    assert view.stack.currentIndex() == 2
    again = next(b for b in view.stack.currentWidget().findChildren(QPushButton))
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert len(words(view)) == 10
    view.show_filtered(QuoteFilter(speaker="unknown", kind=Kind.SPEECH))
    assert words(view) == ["It looked like air support,"]


def test_the_pane_shows_the_quote_in_its_paragraph(view: QuotesView) -> None:
    select(view, "It looked like")
    assert view.pane.title.text() == "Tampa breaks its silence"
    assert view.pane.where.text() == "Northern Wire · Sunday 18 September 2016"
    quoted = [stretch for stretch, mine in view.pane.passage._stretches if mine]
    assert quoted == ["It looked like air support,"]
    assert "In Tampa the command said" in view.pane.passage._flow.plain()


def test_many_are_confirmed_and_rejected_by_key(qtbot: QtBot, view: QuotesView) -> None:
    ids = select(view, "serious", "We come")
    assert len(ids) == 3
    assert view.filters.count.text() == "10 quotes · 3 selected"
    with qtbot.waitSignal(view.session.changed) as changed:
        qtbot.keyClick(view.table, Qt.Key.Key_A)
    assert changed.args[0].deed == "Confirm 3 quotes"
    assert {quote.id for quote in rows(view.model) if quote.status is Status.CONFIRMED} == set(ids)
    assert {quote.id for quote in view.selected()} == set(ids)
    with qtbot.waitSignal(view.session.changed):
        qtbot.keyClick(view.table, Qt.Key.Key_X)
    assert all(quote.status is Status.REJECTED for quote in view.selected())
    with qtbot.waitSignal(view.session.changed):
        qtbot.keyClick(view.table, Qt.Key.Key_X)
    assert all(quote.status is Status.SUGGESTED for quote in view.selected())


def test_what_leaves_the_filter_leaves_the_table_and_the_next_is_chosen(qtbot: QtBot, view: QuotesView) -> None:
    view.show_filtered(QuoteFilter(status=Status.SUGGESTED))
    view.table.selectRow(2)
    following = rows(view.model)[3]
    with qtbot.waitSignal(view.session.changed):
        qtbot.keyClick(view.table, Qt.Key.Key_A)
    assert len(words(view)) == 9
    current = view.current()
    assert current is not None
    assert current.id == following.id
    assert [quote.id for quote in view.selected()] == [following.id]


def test_kind_by_key_and_by_switch(qtbot: QtBot, view: QuotesView) -> None:
    select(view, "martyrs")
    with qtbot.waitSignal(view.session.changed):
        qtbot.keyClick(view.table, Qt.Key.Key_1)
    assert view.selected()[0].kind is Kind.SPEECH
    with qtbot.waitSignal(view.session.changed):
        view.pane.kind.chosen.emit(1)
    assert view.selected()[0].kind is Kind.WRITTEN


def test_a_speaker_for_many_by_typing(qtbot: QtBot, view: QuotesView) -> None:
    ids = select(view, "It looked", "We come")
    qtbot.keyClick(view.table, Qt.Key.Key_S)
    field = view.pane.speaker
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "zakh")
    with qtbot.waitSignal(view.session.changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    found = [quote for quote in rows(view.model) if quote.id in ids]
    assert {quote.speaker for quote in found} == {"Maria Zakharova"}
    assert {quote.status for quote in found} == {Status.CONFIRMED}
    assert view.table.hasFocus()


def test_a_new_speaker_is_made_and_given(qtbot: QtBot, view: QuotesView) -> None:
    select(view, "It looked")
    view.assign(Choice("New", name="Military source"))
    qtbot.waitUntil(lambda: [quote.speaker for quote in view.selected()] == ["Military source"])
    view.assign(Choice("Nobody known"))
    qtbot.waitUntil(lambda: [quote.speaker for quote in view.selected()] == [None])


def test_the_menu_acts_on_all_that_is_selected(qtbot: QtBot, view: QuotesView) -> None:
    select(view, "serious")
    menu = view.menu(view.selected())
    qtbot.addWidget(menu)
    assign = next(m for m in menu.findChildren(QMenu) if m.title() == "Assign speaker")
    target = next(action for action in assign.actions() if action.text() == "CENTCOM")
    with qtbot.waitSignal(view.session.changed):
        target.trigger()
    assert {quote.speaker for quote in view.selected()} == {"CENTCOM"}
    with qtbot.waitSignal(view.open_statement) as found:
        next(action for action in menu.actions() if action.text().startswith("Compare")).trigger()
    assert found.args == [view.selected()[0].statement_id]


def test_enter_and_double_click_open(qtbot: QtBot, view: QuotesView) -> None:
    (quote_id,) = select(view, "martyrs")
    with qtbot.waitSignal(view.open_quote) as found:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert found.args == [quote_id]
    at = view.table.visualRect(view.model.index(1, Column.QUOTE)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(view.open_quote) as found:
        qtbot.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert found.args == [rows(view.model)[1].id]


def test_copy_carries_the_citation(qtbot: QtBot, view: QuotesView) -> None:
    select(view, "serious")
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 2
    assert lines[1].startswith(
        "“serious and blatant aggression” — Syrian General Command, Capitol Daily, 18 Sep 2016, "
    )


def test_select_all_takes_what_was_not_read_yet(qtbot: QtBot, tmp_path: Path) -> None:
    session = DeskSession(desk_of(tmp_path, [long_article(600)]))
    view = opened(qtbot, QuotesView(session))
    assert len(view.model._pages) < 3
    qtbot.keyClick(view.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.selected()) == 600
    session.close()


def test_headings_sort_and_turn_round(qtbot: QtBot, view: QuotesView) -> None:
    header = view.table.horizontalHeader()
    order = words(view)

    def click() -> list[str]:
        x = header.sectionViewportPosition(Column.OUTLET) + 20
        at = header.viewport().rect().center()
        at.setX(x)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        return [quote.outlet for quote in rows(view.model)]

    up = click()
    assert up == sorted(up)
    assert header.isSortIndicatorShown()
    assert click() == sorted(up, reverse=True)
    click()
    assert words(view) == order


def test_it_says_what_to_do_where_nothing_is(qtbot: QtBot, tmp_path: Path) -> None:
    session = DeskSession(desk_of(tmp_path, []))
    view = opened(qtbot, QuotesView(session))
    assert view.stack.currentIndex() == 1
    assert not view.pane.isVisible()
    with qtbot.waitSignal(session.changed):
        session.do(lambda desk: articles.add(desk, FIVE))
    assert view.stack.currentIndex() == 0
    assert view.pane.isVisible()
    session.close()


def test_hidden_it_waits_with_reading(qtbot: QtBot, view: QuotesView) -> None:
    view.hide()
    ids = [quote.id for quote in rows(view.model)[:2]]
    before: list[QuoteRecord] = list(rows(view.model))
    with qtbot.waitSignal(view.session.changed):
        view.session.do(lambda desk: quotes.decide(desk, ids, Status.CONFIRMED))
    assert rows(view.model) == before
    view.show()
    assert [quote.status for quote in rows(view.model)[:2]] == [Status.CONFIRMED] * 2


def test_a_decision_in_a_long_table_keeps_the_place(qtbot: QtBot, tmp_path: Path) -> None:
    session = DeskSession(desk_of(tmp_path, [long_article(1500)]))
    view = opened(qtbot, QuotesView(session))
    view.table.selectRow(1200)
    scrolled = view.table.verticalScrollBar().value()
    assert scrolled > 0
    with qtbot.waitSignal(session.changed, timeout=20_000):
        qtbot.keyClick(view.table, Qt.Key.Key_A)
    start = perf_counter()
    view.refresh()
    assert perf_counter() - start < 2
    assert view.table.verticalScrollBar().value() == scrolled
    assert view.table.currentIndex().row() == 1200
    session.close()


def test_more_filters_narrow_and_can_be_saved(qtbot: QtBot, view: QuotesView) -> None:
    bar = view.filters
    qtbot.mouseClick(bar.more_button, Qt.MouseButton.LeftButton)
    assert bar.more.isVisible()
    bar.more.printed.setCurrentIndex(2)
    bar.more.printed.activated.emit(2)
    assert {quote.printings for quote in rows(view.model)} == {5}
    bar.more.since.setFocus()
    qtbot.keyClicks(bar.more.since, "2016-09-19")
    qtbot.keyClick(bar.more.since, Qt.Key.Key_Return)
    assert {quote.outlet for quote in rows(view.model)} == {"Levant Monitor"}
    wanted = bar.filter()
    with qtbot.waitSignal(view.session.changed):
        bar.saved.saved.emit("Late printings", wanted)
    assert saved_filters.listed(view.session.desk) == [SavedFilterRecord("Late printings", wanted)]
    bar.clear()
    assert len(words(view)) == 10
    next(action for action in bar.saved.fill().actions() if action.text() == "Late printings").trigger()
    assert bar.filter() == wanted
    assert len(words(view)) == 1
    with qtbot.waitSignal(view.session.changed):
        bar.saved.deleted.emit("Late printings")
    assert saved_filters.listed(view.session.desk) == []


def test_whole_articles_are_searched_where_that_is_asked(view: QuotesView) -> None:
    view.show_filtered(QuoteFilter(search="Tampa"))
    assert words(view) == []
    view.show_filtered(QuoteFilter(search="Tampa", whole_articles=True))
    assert {quote.outlet for quote in rows(view.model)} == {"Northern Wire"}


def test_all_quotes_of_one_mention_are_selected_to_decide_at_once(qtbot: QtBot, view: QuotesView) -> None:
    view.table.selectRow(0)
    mention = view.selected()[0].mention_text
    menu = view.menu(view.selected())
    qtbot.addWidget(menu)
    next(action for action in menu.actions() if action.text().startswith("Select all quotes by")).trigger()
    assert mention == "command"
    assert [quote.mention_text for quote in view.selected()] == ["command", "command"]
    assert len(view.chosen()) == 2


def test_a_large_desk_is_read_beside_the_window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.quotes.view.AT_ONCE", 100)
    session = DeskSession(desk_of(tmp_path, [*FIVE, long_article(600)]))
    view = opened(qtbot, QuotesView(session))
    qtbot.waitUntil(lambda: view.model.is_complete)
    assert view.model.total == 610
    assert view.filters.count.text() == "610 quotes"
    view.table.selectRow(605)
    chosen = view.selected()[0].id
    qtbot.waitUntil(lambda: view.filters.speaker.count() > 2)
    view.show_filtered(QuoteFilter(search="stands alone"))
    qtbot.waitUntil(lambda: view.model.is_complete and view.model.total == 600)
    view._sort(Column.QUOTE)
    qtbot.waitUntil(lambda: view.model.sorted_by is not None and words(view) == sorted(words(view)))
    view.filters.clear()
    qtbot.waitUntil(lambda: view.model.is_complete and view.model.total == 610)
    place = view.model.row_of(chosen)
    assert place is not None
    view.table.selectRow(place)
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(view.table, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: view.model.quote(place).status is Status.CONFIRMED)
    assert view.table.currentIndex().row() == place
    session.close()
