from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotedesk.collation.normal import fold, folded, keys, plain_keys, printed_words, stem, tokens


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("striking a Da’esh position", "striking a Daesh position"),
        ("defending ISIS", "defending Islamic State"),
        ("defending ISIL [Daesh]", "defending IS"),
        ("the U.S. support", "the US support"),
        ("the United Nations", "the UN"),
        ("We’re going to win", "we are going to win"),
        ("they can't", "they can not"),
        ("Russia’s client", "Russia's client"),
        ("locker-room talk", "locker room talk"),
        ("near Dayr Az Zawr", "near Deir ez-Zor"),
        ("49 percent", "49%"),
        ("paving the way", "paved the way"),
        ("a café", "a cafe\u0301"),
        ("ﬁrm proof", "firm proof"),
        ("the regime … once again", "the regime once again"),
        ("blocking it [by Moscow] again", "blocking it again"),
        ("nu\u00adclear", "nuclear"),
    ],
)
def test_equal_in_normal_form(a: str, b: str) -> None:
    assert keys(a) == keys(b)


@pytest.mark.parametrize(
    ("a", "b"), [("it is us", "it is US"), ("this is", "this IS"), ("16,000", "1,600"), ("attack", "attach")]
)
def test_different_in_normal_form(a: str, b: str) -> None:
    assert keys(a) != keys(b)


def test_capitals_mean_nothing_where_everything_is_in_capitals() -> None:
    assert keys("THIS IS US") == keys("this is us")


def test_a_text_that_is_all_brackets_keeps_its_words() -> None:
    assert keys("[by Moscow]") == ["by", "moscow"]


def test_tokens_stand_in_their_places() -> None:
    text = "Islamic State … “we’re [by Moscow] U.S.”"
    found = tokens(text)
    assert [text[t.start : t.end] for t in found] == ["Islamic State", "…", "we’re", "by", "Moscow", "U.S."]
    assert [t.bracketed for t in found] == [False, False, False, True, True, False]
    assert [t.is_elision for t in found] == [False, True, False, False, False, False]


@pytest.mark.parametrize("mark", ["…", "...", ". . .", "[...]", "[…]", "(…)", "....", ". . . ."])
def test_every_mark_of_omission_is_one(mark: str) -> None:
    assert [t.is_elision for t in tokens(f"struck {mark} in the past")] == [False, True, False, False, False]


def test_folded_forgets_marks_and_case_but_not_inflection() -> None:
    assert folded("“Serious And Blatant—Aggression!”") == "serious and blatant aggression"
    assert folded("paving") != folded("paved")


@pytest.mark.parametrize("word", ["", "a", "is", "this", "classes", "attacking", "agreed", "ΔΟΚΙΜΗ", "日本", "ﷺ"])
def test_a_stem_is_never_longer_and_never_empty_for_a_word(word: str) -> None:
    assert len(stem(word)) <= len(word)
    assert bool(stem(word)) == bool(word)


@given(st.text())
def test_the_two_views_of_a_text_agree(text: str) -> None:
    found = tokens(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert sum(t.words for t in found if not t.is_elision) == printed_words(text)
    plain = [key for t in found if not t.bracketed for key in t.keys]
    assert set(keys(text)) <= set(plain) | {key for t in found for key in t.keys}


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("isIS U.'’-[]…daeh "))
def test_keys_of_chunks_are_the_keys_of_the_text(text: str) -> None:
    each = [plain_keys(chunk) for chunk in text.split()]
    if "[" not in text and None not in each:
        assert [key for keys_of_chunk in each for key in keys_of_chunk or ()] == keys(text)
