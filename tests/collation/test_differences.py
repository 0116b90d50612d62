from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quotedesk.collation import compare

RELEASE = (
    "Coalition forces believed they were striking a Da’esh fighting position that they had been tracking for a "
    "significant amount of time before the strike. The coalition airstrike was halted immediately when coalition "
    "forces were informed by Russian officials that it was possible the personnel and vehicles targeted were part of "
    "the Syrian military."
)


def shown(base: str, other: str) -> list[tuple[str, str, str]]:
    return [(d.op, d.base.of(base).strip(), d.other.of(other).strip()) for d in compare(base, other) if d.op != "equal"]


def test_marks_and_case_are_no_departure() -> None:
    assert shown("serious and blatant aggression", "Serious And Blatant—Aggression,") == []


def test_both_ends_trimmed() -> None:
    other = "striking a Da’esh fighting position that they had been tracking"
    first, last = shown(RELEASE, other)
    assert first == ("trimmed_start", "Coalition forces believed they were", "")
    assert last[0] == "trimmed_end"
    assert last[1].startswith("for a significant amount")


def test_another_name_is_a_substitution() -> None:
    other = "Coalition forces believed they were striking ISIS (Islamic State) fighting position that they had"
    assert shown(RELEASE, other)[0] == ("substituted", "a Da’esh", "ISIS (Islamic State)")


def test_a_silent_cut_is_told_from_a_marked_one() -> None:
    base = "Russia signed up to a cessation of hostilities and Assad said he would live by it and he needs to stop"
    assert shown(base, "Russia signed up and Assad said he would live by it and he needs to stop") == [
        ("cut", "to a cessation of hostilities", "")
    ]
    assert shown(base, "Russia signed up … and Assad said he would live by it and he needs to stop") == [
        ("elided", "to a cessation of hostilities", "…")
    ]
    assert (
        shown(base, "Russia signed up [...] and Assad said he would live by it and he needs to stop")[0][0] == "elided"
    )


def test_an_editors_words_are_bracketed() -> None:
    base = "we have been told that he would live by it"
    assert shown(base, "we have been told [by Moscow] that he would live by it") == [("bracketed", "", "[by Moscow]")]
    assert shown(base, "we have been told that [Assad] would live by it") == [("bracketed", "he", "[Assad]")]


def test_a_long_cut_beside_a_substitution_is_seen() -> None:
    base = "the regime is blocking it once again and we know that very well indeed today"
    found = shown(base, "the regime is stopping it today")
    assert ("substituted", "blocking", "stopping") in found
    assert ("cut", "once again and we know that very well indeed", "") in found


def test_an_added_sentence_is_inserted() -> None:
    found = shown(
        "defending ISIS. We demand an answer", "defending Islamic State. There can be no doubts. We demand an answer"
    )
    assert found == [("substituted", "ISIS.", "Islamic State."), ("inserted", "", "There can be no doubts.")]


def test_a_substitution_at_the_end_replaces_the_first_of_the_words_it_stands_for() -> None:
    base = "serious and blatant attack on Syria and its military"
    ops = [op for op, *_ in shown(base, "serious and blatant aggression")]
    assert ops[0] == "substituted"
    assert "cut" not in ops


PIECES = "the coalition … [x] strike, was halted ISIS Islamic State — U.S.\u00a0 ' \n é 日本 [by Moscow]"
words = st.lists(st.sampled_from(PIECES.split(" ")))


@given(words.map(" ".join), words.map(" ".join))
def test_the_spans_cover_both_wordings(base: str, other: str) -> None:
    found = compare(base, other)
    assert "".join(d.base.of(base) for d in found) == base
    assert "".join(d.other.of(other) for d in found) == other
    assert not any(a.op == b.op == "equal" for a, b in pairwise(found))


@given(st.text(), st.text())
def test_the_spans_cover_any_text(base: str, other: str) -> None:
    found = compare(base, other)
    assert "".join(d.base.of(base) for d in found) == base
    assert "".join(d.other.of(other) for d in found) == other


@given(words.map(" ".join))
def test_a_wording_equals_itself(text: str) -> None:
    assert {d.op for d in compare(text, text)} <= {"equal"}


def test_texts_that_are_no_quotes_any_more_are_covered() -> None:
    base = " ".join(f"word{n}" for n in range(4001))
    other = " ".join(f"word{n}" for n in range(4000, -1, -1))
    found = compare(base, other)
    assert "".join(d.base.of(base) for d in found) == base
    assert "".join(d.other.of(other) for d in found) == other
