"""The text's geometry: every offset has its place, every place its offset, whatever the script."""

import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from quotedesk.article import canonical_text
from quotedesk.quote import Span
from ui import theme
from ui.reader.column import Column

PIECES = st.sampled_from(
    ["word ", "longer words ", "\n", "\n\n", "\u00a0", "😀", "العربية ", "Конашенков ", "e\u0301", "“", "\u2028"]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=80).map("".join).map(canonical_text)


def laid_out(text: str, width: float = 300, *, heading: bool = False) -> Column:
    column = Column(text)
    column.set_type(width, theme.serif(17), theme.serif(25, bold=True), heading=heading, before={0: 40.0})
    return column


@given(TEXTS, st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_middle_of_a_character_leads_back_to_it(light: theme.Theme, text: str, data: st.DataObject) -> None:
    column = laid_out(text)
    if column.map.blocks:
        offset = data.draw(st.integers(0, len(text)))
        # Between two directions one place on the screen is two in the text.
        assume(not any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text))
        caret = column.caret(offset)
        back = column.offset_at(caret.x(), caret.center().y())
        again = column.caret(back)
        assert (again.x(), again.top()) == pytest.approx((caret.x(), caret.top()))


@given(TEXTS, st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_boxes_of_a_span_hold_its_characters(light: theme.Theme, text: str, data: st.DataObject) -> None:
    column = laid_out(text)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    boxes = list(column.rects(span))
    assert all(box.width() > 0 and box.left() >= -0.5 and box.right() < 700 for _n, box in boxes)
    assert sum(box.height() for _n, box in boxes) >= 0
    for number, box in boxes:
        assert column.text_top(number) <= box.top() < column.top(number + 1)


def test_a_span_over_lines_has_a_box_a_line_without_the_hanging_space(light: theme.Theme) -> None:
    text = "Coalition forces believed they were striking a fighting position"
    boxes = [box for _n, box in laid_out(text, 200).rects(Span(0, len(text)))]
    assert len(boxes) >= 3
    assert all(box.left() == 0 for box in boxes)
    assert all(box.right() <= 200 for box in boxes)
    assert [box.top() for box in boxes] == [40.0 + n * boxes[0].height() for n in range(len(boxes))]


def test_arabic_is_boxed_on_its_own_side(light: theme.Theme) -> None:
    text = "قال المتحدث لن نقبل بهذا"
    column = laid_out(text, 400)
    (box,) = [box for _n, box in column.rects(Span(0, 3))]
    assert box.right() == pytest.approx(400, abs=2)
    mixed = "He said قال المتحدث and left"
    boxes = [b for _n, b in laid_out(mixed, 400).rects(Span(0, len(mixed)))]
    assert len(boxes) == 1
    arabic = mixed.index("قال")
    (inside,) = [b for _n, b in laid_out(mixed, 400).rects(Span(arabic, arabic + len("قال المتحدث")))]
    (before,) = [b for _n, b in laid_out(mixed, 400).rects(Span(0, arabic))]
    assert inside.left() == pytest.approx(before.right(), abs=1)
    assert inside.right() < boxes[0].right() - 50


def test_paragraphs_have_gaps_and_pieces_of_one_have_none(light: theme.Theme) -> None:
    two = laid_out("One.\n\nTwo.\nThree.")
    heights = [two.top(n + 1) - two.top(n) for n in range(3)]
    two.blocks_between(0, 1000)
    assert heights[1] == heights[2] > two.line_height
    long = laid_out("word " * 2000)
    long.blocks_between(0, 1e9)
    assert (long.top(1) - long.top(0) - 40) % long.line_height == 0


def test_only_what_is_seen_is_laid_out(light: theme.Theme) -> None:
    column = laid_out("A sentence of some words.\n" * 5000)
    shown = column.blocks_between(0, 800)
    assert 10 < len(shown) < 40
    assert not column.is_measured(4000)
    while column.measure_more(50_000):
        pass
    assert all(column.is_measured(n) for n in range(5000))
    assert column.height == column.top(4999) + column.top(2) - column.top(1)


def test_a_heading_in_the_text_is_set_as_one(light: theme.Theme) -> None:
    column = laid_out("A heading\n\nText", heading=True)
    assert column.layout(0).lineAt(0).height() > column.layout(1).lineAt(0).height()


def test_an_empty_text_has_no_place(light: theme.Theme) -> None:
    column = laid_out(" \n\n ")
    assert column.offset_at(10, 10) == 0
    assert column.caret(0).isNull()
    assert list(column.rects(Span(0, 4))) == []
    assert column.blocks_between(0, 100) == range(0)
