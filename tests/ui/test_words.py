"""Edges that snap to words, and parts that survive being moved."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from quotedesk.quote import Span
from ui.reader.words import moved, nearest_end, nearest_start, stepped, word_at

TEXT = "The U.S.-led coalition’s strike, “halted 24/7” it said."


def test_edges_snap_to_words() -> None:
    assert nearest_start(TEXT, 6) == TEXT.index("U.S.")
    assert nearest_end(TEXT, TEXT.index("strike") + 5) == TEXT.index("strike") + 6
    assert word_at(TEXT, TEXT.index("coalition") + 2).of(TEXT) == "coalition’s"
    assert word_at("a  b", 2) == Span(2, 2)
    assert (nearest_start("", 0), stepped("", 0, "end", 1, "word")) == (0, 0)


def test_edges_step_word_by_word() -> None:
    strike = TEXT.index("strike")
    assert stepped(TEXT, strike, "start", -1, "word") == TEXT.index("coalition")
    assert stepped(TEXT, strike, "start", 1, "word") == strike + 6
    assert stepped(TEXT, strike + 6, "end", 1, "word") == strike + 7
    assert stepped(TEXT, strike + 6, "end", -1, "word") == strike - 1
    assert stepped(TEXT, 0, "start", -1, "word") == 0
    assert stepped(TEXT, len(TEXT), "end", 1, "word") == len(TEXT)


def test_a_part_that_the_edge_passes_goes() -> None:
    parts = (Span(4, 10), Span(20, 30))
    assert moved(TEXT, parts, "start", 22) == (Span(22, 30),)
    assert moved(TEXT, parts, "start", 15) == (Span(20, 30),)
    assert moved(TEXT, parts, "end", 8) == (Span(4, 8),)
    assert moved(TEXT, parts, "end", 2) == (Span(4, 5),)


@given(st.text("ab .\n😀", min_size=2, max_size=40), st.data())
def test_moved_parts_are_always_parts(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    places = places[: len(places) // 2 * 2]
    parts = tuple(Span(a, b) for a, b in zip(places[::2], places[1::2], strict=True))
    edge = data.draw(st.sampled_from(["start", "end"]))
    found = moved(text, parts, edge, data.draw(st.integers(0, len(text))))
    assert found
    assert all(part.start < part.end <= len(text) for part in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_edges_go_by_characters_over_white_space_and_by_sentences() -> None:
    text = "One said. “Two did! Three?” she asked.\n\nCafe\u0301 four."
    two = text.index("Two")
    assert stepped(text, two, "start", 1, "character") == two + 1
    assert stepped(text, two - 1, "start", -1, "character") == text.index(".")
    assert stepped(text, text.index(" did"), "end", 1, "character") == text.index("id!")
    assert stepped(text, text.index("e\u0301"), "end", 1, "character") == text.index(" four")
    assert stepped(text, two, "start", 1, "sentence") == text.index("Three")
    assert stepped(text, two, "start", -1, "sentence") == 0
    assert stepped(text, two + 3, "end", 1, "sentence") == text.index(" Three")
    assert stepped(text, text.index(" Three"), "end", 1, "sentence") == text.index("” she")
    assert stepped(text, text.index("” she"), "end", 1, "sentence") == text.index("\n")
    assert stepped(text, len(text), "end", 1, "character") == len(text)
    assert stepped(text, 0, "start", -1, "character") == 0
