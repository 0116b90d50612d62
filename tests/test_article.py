"""The text that offsets index, and where its paragraphs lie."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotedesk.article import Article, canonical_offsets, canonical_text, paragraphs

TEXTS = st.text(alphabet=st.sampled_from("ab é\u0301😀\u00a0\u2028\r\n\ufeffЖع\t "), max_size=60)


@given(TEXTS)
def test_canonical_text_is_settled_after_once(text: str) -> None:
    once = canonical_text(text)
    assert canonical_text(once) == once
    assert Article(text=once).text == once


@given(TEXTS)
def test_canonical_offsets_lead_back_to_the_text_as_sent(text: str) -> None:
    canonical, offsets = canonical_text(text), canonical_offsets(text)
    assert len(offsets) == len(canonical) + 1
    for n, character in enumerate(canonical):
        assert text[offsets[n]] == character or (text[offsets[n]] == "\r" and character == "\n")


def test_nothing_but_line_ends_and_bom_changes() -> None:
    text = "\ufeffa\u00a0b\u2028c\r\nd\re\u200f\u0627\n"
    assert canonical_text(text) == "a\u00a0b\u2028c\nd\ne\u200f\u0627\n"


def test_an_article_refuses_a_text_that_is_not_canonical() -> None:
    with pytest.raises(ValueError, match="canonical"):
        Article(text="one\r\ntwo")


def test_each_line_is_a_paragraph() -> None:
    text = "First line.\n\n  Second.  \nThird\n \n"
    assert [p.of(text) for p in paragraphs(text)] == ["First line.", "Second.", "Third"]


def test_hard_wrapped_lines_are_joined_until_a_blank_one() -> None:
    line = "this line of the report stops in the middle of its sentence because the"
    text = "\n".join([line] * 6) + "\n\n" + "\n".join([line] * 5)
    assert len(paragraphs(text)) == 2


@given(TEXTS)
def test_paragraphs_cover_every_visible_character_once(text: str) -> None:
    spans = paragraphs(text)
    inside = "".join(p.of(text) for p in spans)
    assert [c for c in inside if not c.isspace()] == [c for c in text if not c.isspace()]
    assert all(a.end <= b.start for a, b in pairwise(spans))
