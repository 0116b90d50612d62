"""Code points and Qt's positions, held against a real document and a real text widget."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from quotedesk.article import canonical_text
from quotedesk.quote import Span
from ui.offsets import LONGEST_BLOCK, Offsets, TextMap, shown

PIECES = st.sampled_from(
    ["word", " ", "\n", "\n\n", "\u00a0", "\u2028", "\u2029", "😀", "👩‍👩‍👧", "🇸🇾", "العربية", "Конашенков", "e\u0301",
     "“", "”", "\ufffc", "\ufdd0", "\x00", "\x85", "\t", "\x1c", "𝔄", "ὀ", "\ufeff", "—", "\r\n", "\r",
     "עברית", "\u200d", "\ufe0f"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=60).map("".join).map(canonical_text)


def widget_with(text: str) -> tuple[QPlainTextEdit, TextMap]:
    laid_out = TextMap(text)
    widget = QPlainTextEdit()
    widget.setPlainText(laid_out.document_text)
    return widget, laid_out


def select(widget: QPlainTextEdit, first: int, last: int) -> QTextCursor:
    cursor = QTextCursor(widget.document())
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    widget.setTextCursor(cursor)
    return widget.textCursor()


@given(TEXTS)
@example("😀“a”\n\n😀b\u00a0c\u2028d")
@example("\n\ufeffabc")
@example("\ufffeabc")
def test_the_document_has_exactly_the_blocks_of_the_map(qapp: object, text: str) -> None:
    widget, laid_out = widget_with(text)
    block = widget.document().begin()
    for number, expected in enumerate(laid_out.blocks):
        assert block.position() == expected.position
        assert block.text() == laid_out.block_text(number)
        assert laid_out.in_block(number, expected.end) == block.length() - 1
        block = block.next()
    assert not block.isValid() or not laid_out.blocks


@given(TEXTS, st.data())
@settings(max_examples=200)
def test_what_qt_selects_is_what_the_text_says(qapp: object, text: str, data: st.DataObject) -> None:
    widget, laid_out = widget_with(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cursor = select(widget, laid_out.to_document(start), laid_out.to_document(end))
    span = laid_out.selected(cursor.anchor(), cursor.position())
    words = span.of(text)
    assert words == words.strip()
    blocks = [b for b in laid_out.blocks if b.start < span.end and span.start < b.end]
    if len(blocks) == 1:
        selected = cursor.selectedText().replace("\u2029", "\n")
        assert shown(words).strip() == shown(selected.replace("\n", " ")).strip()
    if blocks:
        assert words == text[start:end].strip()


@given(TEXTS, st.data())
def test_offsets_go_to_qt_and_back(qapp: object, text: str, data: st.DataObject) -> None:
    laid_out = TextMap(text)
    for block in laid_out.blocks:
        offset = data.draw(st.integers(block.start, block.end))
        assert laid_out.to_text(laid_out.to_document(offset)) == offset


@given(TEXTS, st.data())
def test_a_span_is_the_sum_of_its_pieces(qapp: object, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    widget, laid_out = widget_with(text)
    shown_words = ""
    for number, first, last in laid_out.pieces(span):
        position = laid_out.blocks[number].position
        shown_words += select(widget, position + first, position + last).selectedText()
    assert "".join(shown_words.split()) == "".join(shown(span.of(text)).split())


@given(st.text(max_size=60), st.data())
def test_one_string(text: str, data: st.DataObject) -> None:
    text = text.encode("utf-8", "ignore").decode()
    offsets = Offsets(text)
    offset = data.draw(st.integers(0, len(text)))
    position = offsets.to_qt(offset)
    assert position == len(text[:offset].encode("utf-16-le")) // 2
    assert offsets.to_text(position) == offset


def test_the_middle_of_a_pair_is_its_character() -> None:
    assert Offsets("a😀b").to_text(2) == 1


def test_a_paragraph_of_a_million_characters_becomes_many_blocks(qapp: object) -> None:
    text = "Hello wide 😀 world. " * 50_000
    laid_out = TextMap(text)
    assert max(block.end - block.start for block in laid_out.blocks) <= LONGEST_BLOCK
    assert [b.gap for b in laid_out.blocks] == [False] * (len(laid_out.blocks) - 1) + [True]
    assert "".join(text[b.start : b.end] for b in laid_out.blocks) == text
    assert all(text[b.end - 1] == " " for b in laid_out.blocks)


def test_a_block_never_parts_a_letter_from_its_marks(qapp: object) -> None:
    text = "x" + "e\u0301" * LONGEST_BLOCK
    for block in TextMap(text).blocks[1:]:
        assert text[block.start] == "e"


def test_lines_broken_at_a_width_are_joined() -> None:
    lines = ["The ministry said that the strike of the seventeenth had killed"] * 6
    text = "\n".join(lines) + "\n\n" + "\n".join(lines) + "\nshort."
    assert len(TextMap(text).blocks) == 2
    assert "\n" not in TextMap(text).block_text(0)


def test_single_line_ends_are_paragraphs_otherwise() -> None:
    text = "One.\nTwo is a longer paragraph that goes on and on until it is done with what it says.\n\nThree."
    assert [text[b.start : b.end][:3] for b in TextMap(text).blocks] == ["One", "Two", "Thr"]
