import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from quotedesk.article import Article
from quotedesk.collation.alignment import align
from quotedesk.collation.differences import compare
from quotedesk.collation.statement import Relation
from quotedesk.quote import Quote, Span
from quotedesk.store import articles, statements
from quotedesk.store.desk import Desk
from quotedesk.store.records import StatementFilter, StatementRow
from tests.ui.newsroom import BELIEVED, FIVE, HALTED, article, desk_of, many, opened
from ui import theme
from ui.compare.card import Card
from ui.compare.collated import Cell, columns, folded
from ui.compare.contents import differences
from ui.compare.flow import Flow, Segment, Style
from ui.compare.joining import JoinDialog
from ui.compare.listing import Listing
from ui.compare.pieces import DEPARTURES, Mark, Piece, extent, pieces
from ui.compare.scene import load, surroundings
from ui.compare.segments import in_context
from ui.compare.statement_list import ROW_ROLE
from ui.compare.summary import Pair, details, flags, title
from ui.compare.view import COLUMNS, READINGS, WORDS, CompareView
from ui.session import DeskSession

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

FULL = f"{BELIEVED} {HALTED}"


def shown(base: str, other: str, *, fold: bool = True, opened: frozenset[int] = frozenset()) -> list[Piece]:
    return pieces(base, other, compare(base, other), fold=fold, opened=opened)


def marks(found: list[Piece]) -> list[Mark]:
    return [piece.mark for piece in found]


# What is shown, without a window


def test_a_trimmed_printing_says_what_is_not_printed() -> None:
    found = shown(FULL, BELIEVED)
    assert found[-1].mark is Mark.ENDS
    assert found[-1].text == "ends here: 29 words not printed"
    assert "halted immediately" in found[-1].missing
    assert found[0].text == "20 words agree"


def test_whole_text_names_every_word_that_is_not_printed() -> None:
    found = shown(FULL, BELIEVED, fold=False)
    assert Mark.FOLD not in marks(found)
    assert found[-1].mark is Mark.MISSING
    assert found[-1].text == HALTED.rstrip(".")


def test_a_click_opens_one_fold_and_leaves_the_others() -> None:
    cut = FULL.replace("immediately ", "")
    assert marks(shown(FULL, cut)).count(Mark.FOLD) == 2
    opened = shown(FULL, cut, opened=frozenset({0}))
    assert marks(opened).count(Mark.FOLD) == 1
    assert opened[0].text.startswith("Coalition forces believed")


def test_a_silent_cut_is_named_with_its_words() -> None:
    found = shown(FULL, FULL.replace("immediately ", ""))
    assert [piece.text for piece in found if piece.mark is Mark.CUT] == ["“immediately” left out, no mark"]


def test_a_missing_word_of_another_translation_is_no_cut() -> None:
    base, other = "We reach the conclusion that they defend it", "We reach the conclusion they defend it"
    found = pieces(base, other, compare(base, other), fold=True, translated=True)
    assert Mark.CUT not in marks(found)
    assert [p.text for p in found if p.mark is Mark.ABSENT] == ["without “that”"]


def test_a_substitution_names_what_it_replaced() -> None:
    found = shown(FULL, FULL.replace("a Da’esh", "ISIS (Islamic State)"))
    at = marks(found).index(Mark.SUBSTITUTED)
    assert found[at].text == "ISIS (Islamic State)"
    assert found[at + 1].text == "for “a Da’esh”"


def test_editors_brackets_stay_in_one_piece() -> None:
    found = shown(FULL, FULL.replace("by Russian officials", "[by Moscow]"))
    at = marks(found).index(Mark.BRACKETED)
    assert found[at].text == "[by Moscow]"
    assert found[at + 1].text == "for “by Russian officials”"


def test_a_marked_omission_is_not_a_silent_one() -> None:
    found = shown(FULL, FULL.replace("a significant amount of time before the strike.", "…"))
    assert Mark.ELIDED in marks(found)
    assert Mark.CUT not in marks(found)


def test_the_extent_shows_where_a_cut_is() -> None:
    found = extent(FULL, compare(FULL, FULL.replace("immediately ", "")))
    (first, second), ((start, end),) = found.printed, found.cut
    assert first[0] == 0
    assert second[1] == 1
    assert first[1] <= start < end <= second[0]
    assert FULL[round(start * len(FULL)) : round(end * len(FULL))] == "immediately"


WORDS_ = st.lists(
    st.sampled_from(["the", "a", "strike,", "forces", "[sic]", "…", "Da’esh", "“IS”", "halted.", "🙂", "not"]),
    min_size=1,
    max_size=18,
)


@given(WORDS_, WORDS_)
def test_no_printed_word_is_lost(base_words: list[str], other_words: list[str]) -> None:
    base, other = " ".join(base_words), " ".join(other_words)
    for fold in (True, False):
        found = pieces(base, other, compare(base, other), fold=fold)
        covered = "".join(piece.span.of(other) for piece in found if piece.span)
        assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", other)
        for piece in found:
            if piece.span and piece.mark in {Mark.PLAIN, Mark.SUBSTITUTED, Mark.INSERTED, Mark.BRACKETED}:
                assert piece.text == piece.span.of(other)


def test_words_of_the_article_stand_between_the_parts() -> None:
    text = "He spoke. “One two three,” he said, “four five six.” He left."
    words = ("One two three,", "four five six.")
    parts = tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)
    before, between, after = surroundings(text, parts)
    assert (before, after) == ("He spoke. “", "” He left.")
    joined = " ".join(part.of(text) for part in parts)
    plain = Piece(Mark.PLAIN, joined, 0, span=Span(0, len(joined)))
    scene_printing = type("P", (), {"between": between, "text": joined})()
    found = in_context([plain], scene_printing)  # type: ignore[arg-type]
    assert [piece.text for piece in found] == ["One two three,", "” he said, “", "four five six."]


def test_the_table_tells_cuts_from_ends_and_substitutions() -> None:
    texts = [FULL, FULL.replace("immediately ", ""), BELIEVED, FULL.replace("a Da’esh", "ISIS")]
    found = columns(align(texts))
    by_word = {column.words[0]: column.cells for column in found}
    assert by_word["immediately"][1] is Cell.CUT
    assert by_word["military."][2] is Cell.OUTSIDE
    assert Cell.OTHER in by_word["Da’esh"] or Cell.OTHER in by_word["a"]
    for row, text in enumerate(texts):
        assert " ".join(column.words[row] for column in found if column.words[row]) == text


def test_what_is_missing_where_a_part_begins_is_no_cut_in_the_table() -> None:
    texts = ["It was late. Nobody knew then. We were told nothing.", "It was late, We were told nothing."]
    for breaks, state in (((13,), Cell.ELIDED), ((), Cell.CUT)):
        by_word = {column.words[0]: column.cells for column in columns(align(texts), breaks=[(), breaks])}
        assert by_word["Nobody"][1] is state


def test_long_agreement_of_the_table_is_folded_and_opens() -> None:
    found = columns(align([FULL, FULL.replace("immediately ", "")]))
    short = folded(found)
    fold = next(column for column in short if column.folded)
    assert sum(column.folded or 1 for column in short) == len(found)
    assert len(folded(found, frozenset({fold.number}))) > len(short)
    assert [c.number for c in short if c.departs] == [c.number for c in found if c.departs]


def test_titles_are_short_and_end_with_a_sign() -> None:
    assert title("one two three") == "one two three"
    assert title(FULL) == "Coalition forces believed they were striking a Da’esh fighting…"


def test_a_row_says_what_to_look_at_first(desk: Desk) -> None:
    rows = statements.page(desk, StatementFilter())
    assert [details(row) for row in rows] == [
        "CENTCOM · 5 printings, 4 readings", "Syrian General Command · 2 printings",
    ]  # fmt: skip
    assert [flags(row) for row in rows] == ["silent cut · speaker differs", ""]


# Text that wraps and is selected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80), st.text(max_size=20))
def test_a_flow_gives_its_words_back(first: str, second: str) -> None:
    QApplication.instance() or QApplication([])
    flow = Flow([Segment(first), Segment(second, Style.SUBSTITUTED)])
    flow.height_for(300)
    assert flow.between(0, 2 * len(flow.text)) == flow.plain()


def test_markup_in_a_text_is_text(qtbot: QtBot, tmp_path: Path) -> None:
    words = "<b>bold</b> & <script>alert(1)</script> words that agree here"
    found = [
        (
            Article(text=f"It said: “{words}” {n}.", title="<i>t</i>", outlet=f"<u>{n}</u>"),
            [Quote(parts=(Span(10, 10 + len(words)),))],
        )
        for n in range(2)
    ]
    desk = desk_of(tmp_path, found)
    session = DeskSession(desk)
    view = opened(qtbot, CompareView(session))
    (card, _other) = (view.lay_out(COLUMNS), view.columns.cards)[1]
    assert "<script>alert(1)</script>" in card._text.plain()
    view.head.meta.setText("<b>x</b>")
    assert view.head.heading.textFormat() is Qt.TextFormat.PlainText
    session.close()


# The view


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[CompareView]:
    theme.apply("light")
    session = DeskSession(desk)
    yield opened(qtbot, CompareView(session))
    session.close()


def cards(view: CompareView) -> list[Card]:
    page = view.page
    assert not hasattr(page, "table")
    return page.cards  # type: ignore[union-attr]


def sources(view: CompareView) -> list[str]:
    return [card.content.names[0].text for card in cards(view)]


def test_the_list_says_what_to_look_at_first(view: CompareView) -> None:
    rows = view.panel.model.rows
    assert rows[0] == "2 statements in several printings"
    first = rows[1]
    assert isinstance(first, StatementRow)
    assert details(first) == "CENTCOM · 5 printings, 4 readings"
    assert view.head.meta.text().startswith(
        "CENTCOM · 17 Sep 2016 – 19 Sep 2016 · 5 printings in 5 sources · grouped because "
    )


def test_one_card_a_reading_with_sources_and_speakers(view: CompareView) -> None:
    first, *others = cards(view)
    assert [s.text for s in first.content.names if s.key] == ["Harbour Post", "Vostok Review"] or [
        s.text for s in first.content.names if s.key
    ] == ["Vostok Review", "Harbour Post"]
    assert first.content.base
    assert len(others) == 3
    capitol = next(c for c in others if c.content.names[0].text == "Capitol Daily")
    assert [s.text.replace("\u00a0", " ") for s in capitol.content.speakers] == [
        "“United States Army”",
        "speaker differs",
    ]
    assert [s.style for s in capitol.content.speakers] == [Style.NOTE, Style.ALARM]


def test_keys_move_choose_the_base_and_open(qtbot: QtBot, view: CompareView) -> None:
    page = view.page
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Down)
    chosen = page.current_id()
    assert chosen == cards(view)[1].content.id
    with qtbot.waitSignal(view.open_quote) as opened_:
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert opened_.args == [chosen]
    qtbot.keyClick(page, Qt.Key.Key_B)
    assert view.base == chosen
    assert [card.content.base for card in cards(view)] == [False, True, False, False]
    assert view.head.bases.currentData() == chosen
    assert page.current_id() == chosen


def test_f8_goes_round_all_differences(qtbot: QtBot, view: CompareView) -> None:
    page = view.page
    page.setFocus()
    total = len(page.stops())
    assert total >= 5
    seen = []
    for _ in range(total):
        qtbot.keyClick(page, Qt.Key.Key_F8)
        seen.append(page.standing())
    assert seen == list(range(total))
    assert view.head.counter.text() == f"{total} of {total} differences"
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert page.standing() == 0
    qtbot.keyClick(page, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.standing() == total - 1


def test_f8_shows_what_is_out_of_sight(qtbot: QtBot, view: CompareView) -> None:
    view.resize(900, 360)
    view.page.setFocus()
    qtbot.keyClick(view.page, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    card = next(card for card in cards(view) if card.difference is not None)
    rect = card.rect_of(card.difference or 0)
    corner = card.mapTo(view.page, rect.topLeft().toPoint())
    assert 0 <= corner.y() <= view.page.height() - rect.height()


def segment_point(card: Card, place: int) -> QPoint:
    return card.rect_of(place).center().toPoint()


def test_a_click_opens_folded_words(qtbot: QtBot, view: CompareView) -> None:
    card = cards(view)[-1]
    place = next(i for i, s in enumerate(card.content.text) if s.style is Style.FOLD)
    before = card._text.plain()
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=segment_point(card, place))
    assert len(card._text.plain()) > len(before)
    assert view.page.current_id() == card.content.id


def test_a_click_on_a_source_opens_its_article(qtbot: QtBot, view: CompareView) -> None:
    card = cards(view)[0]
    second = [i for i, s in enumerate(card.content.names) if s.key][1]
    at = card._names.rects(second)[0].center() + card._places[0][1]
    with qtbot.waitSignal(view.open_quote) as found:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert found.args == [card.content.names[second].key]


def test_words_are_selected_with_the_mouse_and_copied(qtbot: QtBot, view: CompareView) -> None:
    card = cards(view)[0]
    origin = card._places[-1][1]
    start = (origin + QPointF(0, 10)).toPoint()
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(card, start + QPoint(260, 0))
    qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=start + QPoint(260, 0))
    assert card.selected()
    assert FULL.startswith(card.selected())
    qtbot.keyClick(view.page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == card.selected()


def test_layouts_keep_the_chosen_printing(qtbot: QtBot, view: CompareView) -> None:
    view.page.setFocus()
    qtbot.keyClick(view.page, Qt.Key.Key_End)
    chosen = view.page.current_id()
    for key, mode in ((Qt.Key.Key_2, COLUMNS), (Qt.Key.Key_3, WORDS), (Qt.Key.Key_1, READINGS)):
        qtbot.keyClick(view.page, key)
        assert view.layout_mode == mode
        assert view.page.current_id() == chosen
        assert view.page.hasFocus()


def test_columns_wrap_and_keep_the_base_in_sight(view: CompareView) -> None:
    view.lay_out(COLUMNS)
    page = view.columns
    assert sources(view)[-1] in {"Harbour Post", "Vostok Review"}
    for width in (1440, 1000, 620):
        view.resize(width, 824)
        for card in page.cards:
            right = card.mapTo(page, QPoint(card.width(), 0)).x()
            assert right <= page.width()
    view.resize(1440, 824)
    firsts = page.cards[: page.columns]
    tops = {card._places[-1][1].y() + card.y() for card in firsts}
    assert len(tops) == 1
    top = page.cards[0].mapTo(page, QPoint(0, 0)).y()
    page._rest.verticalScrollBar().setValue(400)
    assert page.cards[0].mapTo(page, QPoint(0, 0)).y() == top


def test_side_by_side_shows_the_passage_around(view: CompareView) -> None:
    view.lay_out(COLUMNS)
    harbour = next(c for c in cards(view) if c.content.names[0].text == "Harbour Post")
    assert harbour.content.lead[0].text.endswith("It said:")
    assert "No number of the dead was given." in harbour._text.plain()


def test_words_wrap_in_bands(view: CompareView) -> None:
    view.lay_out(WORDS)
    table = view.words.table
    for width in (1440, 800):
        view.resize(width, 824)
        assert all(table.cell_rect(item, 0).right() <= table.width() for item in table.placed)
        assert [item.column.number for item in table.placed] == sorted(item.column.number for item in table.placed)
    assert max(item.band for item in table.placed) >= 2


def test_words_open_by_mouse_and_keys(qtbot: QtBot, view: CompareView) -> None:
    view.lay_out(WORDS)
    table = view.words.table
    with qtbot.waitSignal(view.open_quote) as found:
        qtbot.mouseClick(
            table, Qt.MouseButton.LeftButton, pos=QPoint(30, round(table.cell_rect(table.placed[0], 2).center().y()))
        )
    assert found.args == [table.wordings[2].id]
    qtbot.keyClick(view.words, Qt.Key.Key_Down)
    assert view.words.current_id() == table.wordings[3].id
    fold = next(item for item in table.placed if item.column.folded)
    count = len(table.columns)
    qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=table.cell_rect(fold, 0).center().toPoint())
    assert len(table.columns) > count


def test_search_and_an_empty_result(qtbot: QtBot, view: CompareView) -> None:
    qtbot.keyClicks(view.panel.search, "aggression")
    qtbot.waitUntil(lambda: [row.text for row in rows_of(view)] == ["serious and blatant aggression"])
    assert view.head.heading.text() == "serious and blatant aggression"
    qtbot.keyClicks(view.panel.search, "zzz")
    qtbot.waitUntil(lambda: view.panel.model.rows == [])
    assert view.panel.nothing.isVisible()
    view.panel.search.clear()
    qtbot.waitUntil(lambda: len(view.panel.model.rows) == 3)
    view.panel.shown.setCurrentIndex(1)
    view.panel.shown.activated.emit(1)
    assert [row.cut for row in rows_of(view)] == [True]


def test_another_statement_by_key_and_from_another_view(qtbot: QtBot, view: CompareView) -> None:
    qtbot.keyClick(view.panel.view, Qt.Key.Key_Down)
    assert view.head.heading.text() == "serious and blatant aggression"
    first = view.panel.model.rows[1]
    assert isinstance(first, StatementRow)
    assert view.scene
    view.hide()
    view.open_statement(first.id)
    view.show()
    assert view.panel.view.currentIndex().data(ROW_ROLE) == first
    assert view.scene.statement.id == first.id


def test_it_says_what_to_do_where_nothing_is(qtbot: QtBot, tmp_path: Path) -> None:
    session = DeskSession(desk_of(tmp_path, []))
    view = opened(qtbot, CompareView(session))
    assert view.right.currentIndex() == 0
    assert "Import a second article" in view.empty[1].text()
    with qtbot.waitSignal(session.changed):
        session.do(lambda desk: articles.add(desk, FIVE))
    assert view.right.currentIndex() == 1
    session.close()


def test_a_large_desk_is_read_on_the_worker(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.compare.view.AT_ONCE", 0)
    session = DeskSession(desk)
    wanted = statements.listed(desk)[1].id
    view = CompareView(session)
    qtbot.addWidget(view)
    view.open_statement(wanted)
    view.show()
    assert view.panel.model.rows == []
    assert view.empty[0].text() == "Reading the statements…"
    qtbot.waitUntil(lambda: view.scene is not None and view.scene.statement.id == wanted)
    assert view.head.heading.text() == "serious and blatant aggression"
    session.close()


def test_a_pair_that_may_be_one_is_laid_side_by_side(qtbot: QtBot, view: CompareView) -> None:
    from ui.compare.summary import Pair

    found = statements.listed(view.session.desk)
    pair = Pair(found[0].id, found[1].id, "a ≈ b", "same day", 0.5)
    view._choose(pair)
    assert view.layout_mode == COLUMNS
    assert len(cards(view)) == 2
    assert view.head.meta.text() == "Suggested, not grouped: same day"


def rows_of(view: CompareView) -> list[StatementRow]:
    return [row for row in view.panel.model.rows if isinstance(row, StatementRow)]


def suggest(view: CompareView, *pairs: Pair) -> None:
    """The list with these pairs, the first one chosen."""
    view.panel.sort.choose(1)
    view.panel.show_listing(Listing(list(pairs), 2, len(pairs), True))


def test_a_printing_is_split_off_and_joined_again(qtbot: QtBot, view: CompareView) -> None:
    command = next(row for row in rows_of(view) if row.text.startswith("Coalition"))
    view.open_statement(command.id)
    silent = next(p for p in view.scene.printings if p.source == "Northern Wire")
    view.page.choose(silent.id)
    entries = dict(view.grouper.entries())
    with qtbot.waitSignal(view.session.changed) as changed:
        entries["Split off the printing in Northern Wire"]()
    assert changed.args[0].deed == "Split 1 quote off a statement"
    assert len(statements.of_quote(view.session.desk, silent.id).witnesses) == 1
    assert silent.id not in {p.id for p in view.scene.printings}
    assert any(text.startswith("Take back: ") and deed for text, deed in view.grouper.entries())
    view.grouper.ask_join()
    dialog = view.window().findChild(JoinDialog) or QApplication.activeWindow()
    assert isinstance(dialog, JoinDialog)
    qtbot.keyClicks(dialog.search, "Moscow")
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.list.hasFocus()
    dialog.list.setCurrentRow(0)
    with qtbot.waitSignal(view.session.changed):
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: silent.id in {p.id for p in view.scene.printings})
    with qtbot.waitSignal(view.session.changed):
        view.session.undo()
    assert len(statements.of_quote(view.session.desk, silent.id).witnesses) == 1


def test_a_suggestion_is_answered_by_key_and_does_not_come_back(
    qtbot: QtBot, view: CompareView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[bool, str, str]] = []
    first, second = (row.id for row in rows_of(view)[:2])
    monkeypatch.setattr("ui.compare.judging.links.accept", lambda _desk, a, b: asked.append((True, a, b)))
    monkeypatch.setattr("ui.compare.judging.links.refuse", lambda _desk, a, b: asked.append((False, a, b)))
    pairs = [Pair(first, second, "One ≈ other", "same day", 0.5), Pair(second, first, "Other ≈ one", "same day", 0.4)]
    suggest(view, *pairs)
    assert view.head.pair_bar.isVisible()
    view.panel.view.setFocus()
    qtbot.keyClick(view.panel.view, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: asked == [(False, first, second)])
    suggest(view, *pairs[1:])
    assert view.panel.chosen_key() == (second, first)
    qtbot.mouseClick(view.head.pair_bar.accept, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked[1:] == [(True, second, first)])


def test_two_printings_alone(qtbot: QtBot, view: CompareView) -> None:
    command = next(row for row in rows_of(view) if row.text.startswith("Coalition"))
    view.open_statement(command.id)
    total = len(view.page.cards)
    assert total > 2
    with qtbot.waitSignal(view.said):
        view.set_focus_on_two(True)
    other = view.page.cards[2].content.id
    view.page.choose(other)
    view.page.setFocus()
    qtbot.keyClick(view.page, Qt.Key.Key_F)
    assert {card.content.id for card in view.page.cards} == {view.base, other}
    assert view.head.two.isChecked()
    view.lay_out(COLUMNS)
    assert len(view.page.cards) == 2
    qtbot.keyClick(view.page, Qt.Key.Key_F)
    assert not view.head.two.isChecked()
    assert len(view.page.cards) == 5


def test_a_change_of_theme_changes_the_inks(view: CompareView) -> None:
    def colour() -> set[str]:
        image = QImage(view.size(), QImage.Format.Format_RGB32)
        view.render(image)
        return {image.pixelColor(x, y).name() for x in range(300, 1400, 5) for y in range(130, 600, 3)}

    light = colour()
    assert theme.load("light").field.name() in light
    theme.apply("dark")
    dark = colour()
    theme.apply("light")
    assert theme.load("dark").field.name() in dark
    assert theme.load("light").field.name() not in dark
    assert theme.load("dark").bad.name() in dark


@pytest.mark.parametrize("count", [2, 50])
def test_from_two_to_fifty_printings(qtbot: QtBot, tmp_path: Path, count: int) -> None:
    session = DeskSession(desk_of(tmp_path, many(count)))
    view = opened(qtbot, CompareView(session))
    assert len(view.scene.printings if view.scene else ()) == count
    for mode in (READINGS, COLUMNS, WORDS):
        start = perf_counter()
        view.lay_out(mode)
        assert perf_counter() - start < 2
        assert view.page.stops()
    view.lay_out(COLUMNS)
    assert len(cards(view)) == count
    session.close()


def test_sources_of_a_reading_beyond_nine_are_folded(qtbot: QtBot, tmp_path: Path) -> None:
    session = DeskSession(desk_of(tmp_path, many(50)))
    view = opened(qtbot, CompareView(session))
    card = cards(view)[0]
    assert card.content.names[-1].text == "and 2 more"
    at = card._names.rects(len(card.content.names) - 1)[0].center() + card._places[0][1]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert len([s for s in card.content.names if s.key]) == 10
    session.close()


def test_other_parts_of_a_release_are_links(qtbot: QtBot, tmp_path: Path) -> None:
    bodies = (f"It said: “{{*CENTCOM|It|{BELIEVED}}}” and “{{*CENTCOM||as a professional courtesy}}”.", BELIEVED)
    found = [
        article(f"Paper {n}", "Report", "2016-09-18", body if "{" in body else f"It said: “{{*CENTCOM|It|{body}}}”")
        for n, body in enumerate(bodies)
    ]
    view = opened(qtbot, CompareView(DeskSession(desk_of(tmp_path, found))))
    (link,) = view.head.release.findChildren(QPushButton)
    assert view.head.release.isVisible() and link.text() == "“as a professional courtesy”"
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert view.head.heading.text() == "as a professional courtesy"
    qtbot.waitUntil(lambda: "Coalition" in view.head.release.findChildren(QPushButton)[-1].text())
    assert len(view.scene.printings) == 1
    view.session.close()


def test_what_is_loaded_for_a_statement(desk: Desk) -> None:
    scene = load(desk, statements.listed(desk)[0])
    capitol = next(p for p in scene.printings if p.source == "Capitol Daily")
    assert capitol.printed_speaker == "“United States Army”"
    assert capitol.speaker_differs
    assert Relation.ELIDED in capitol.relations
    assert capitol.before == "The United States Army said coalition forces “"
    assert differences(scene.wordings[0].text, capitol.text)[0].op == "trimmed_start"
    assert {Mark.CUT, Mark.ELIDED} <= DEPARTURES


def test_a_low_or_narrow_view_leaves_the_room_to_the_printings(qtbot: QtBot, view: CompareView) -> None:
    view.resize(1200, 760)
    qtbot.waitUntil(lambda: view.keys.isVisible() and view.head.counter.isVisible())
    first = cards(view)[0]
    assert first.wide
    view.resize(1200, 540)
    qtbot.waitUntil(lambda: not view.keys.isVisible())
    assert not view.head.release.isVisible()
    assert view.head.meta.height() <= view.head.meta.fontMetrics().height()
    assert view.head.meta.toolTip() == view.head.meta.text() != ""
    view.head.fit(600, 760)
    assert not view.head.counter.isVisible()
    view.page.resize(400, 300)
    assert not first.wide
