from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotedesk.collation import compare
from quotedesk.collation.relations import relations, standing
from quotedesk.collation.statement import Passage, Relation
from quotedesk.quote import Span

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


WORDY = (
    "coalition forces believed strikes hit fighters tracked for weeks before aircraft arrived near border towns where "
    "soldiers guarded hills above roads leading south toward villages under siege since early spring"
)
SEVERAL = WORDY.split()


@given(st.data())
def test_each_omission_needs_a_mark_of_its_own_at_its_place(data: st.DataObject) -> None:
    text: list[str] = []
    expected: list[tuple[str, str]] = []
    at = 0
    while len(SEVERAL) - at > 8:
        kept, lost = data.draw(st.integers(2, 5)), data.draw(st.integers(1, 3))
        marked = data.draw(st.booleans())
        text += [*SEVERAL[at : at + kept], *(["…"] if marked else [])]
        expected.append(("elided" if marked else "cut", " ".join(SEVERAL[at + kept : at + kept + lost])))
        at += kept + lost
    other = " ".join([*text, *SEVERAL[at:]])
    base = " ".join(SEVERAL)
    assert [(op, words) for op, words, _ in shown(base, other)] == expected
    named = {"elided": Relation.ELIDED, "cut": Relation.SILENTLY_CUT}
    assert set(relations(base, other)) == {named[op] for op, _ in expected}


def test_a_mark_where_nothing_is_missing_excuses_nothing() -> None:
    base = "Russia signed up to a cessation of hostilities and Assad said he would live by it"
    paused = base.replace("and Assad", "… and Assad")
    assert set(relations(base, paused)) == {Relation.VERBATIM}
    cut = paused.replace("to a cessation ", "")
    assert set(relations(base, cut)) == {Relation.SILENTLY_CUT}


def parted(first: str, narration: str, then: str) -> Passage:
    spans = Span(1, 1 + len(first)), Span(1 + len(first + narration), 1 + len(first + narration + then))
    return Passage("parted", "a", f"{first} {then}", parts=spans)


WHOLE = "Russia signed up. It was a cessation of hostilities. Assad said he would live by it"


@pytest.mark.parametrize(
    ("first", "narration", "then", "expected"),
    [
        # A new sentence after narration: the marks were closed, and nobody is told that it follows.
        ("Russia signed up,", "” Kerry said. “", "Assad said he would live by it", Relation.ELIDED),
        # In the same sentence, and after a new paragraph's mark, it is.
        (
            "Russia signed up. It was",
            "” he said, “",
            "hostilities. Assad said he would live by it",
            Relation.SILENTLY_CUT,
        ),
        ("Russia signed up.", "\n\n“", "Assad said he would live by it", Relation.SILENTLY_CUT),
        # The break excuses what is missing there, nothing else.
        (
            "Russia signed up. It was hostilities.",
            "” he said. “",
            "Assad said he would live by it",
            Relation.SILENTLY_CUT,
        ),
    ],
)
def test_what_is_missing_between_two_pieces(first: str, narration: str, then: str, expected: Relation) -> None:
    found = parted(first, narration, then)
    assert standing(Passage("whole", "b", WHOLE), found).relations == (expected,)
    ops = {d.op for d in compare(WHOLE, found.text, found.breaks)} - {"equal"}
    assert ops == {"elided" if expected is Relation.ELIDED else "cut"}


def test_a_piece_that_begins_with_i_may_go_on() -> None:
    assert parted("Well,", "” he said, “", "I think so").breaks == ()
    assert parted("Well.", "” he said. “", "Nobody thinks so").breaks == (6,)
