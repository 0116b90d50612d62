"""Quotation marks of every style, whole and broken."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotedesk.marks import find


def found(text: str) -> list[str]:
    return [" | ".join(part.of(text) for part in marked.parts) for marked in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” and left.", ["yes"]),
        ('He said "yes" and left.', ["yes"]),
        ("He said ‘yes’ and left.", ["yes"]),
        ("He said 'yes' and left.", ["yes"]),
        ("Il dit « oui » et part.", ["oui"]),
        ("Il dit «\u00a0oui\u00a0» et part.", ["oui"]),
        ("Er sagte „ja“ und ging.", ["ja"]),
        ("Powiedział „tak” i poszedł.", ["tak"]),
        ("Er sagte »ja« und ging.", ["ja"]),
        ("Han sade ”ja” och gick.", ["ja"]),
        ("He said ``yes'' and left.", ["yes"]),
        ("He said ''yes'' and left.", ["yes"]),
        ("‹oui›, dit-il", ["oui"]),
    ],
)
def test_styles(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers' tents and the army's trucks weren't hit in the '90s.",
        "The soldiers’ tents and the army’s trucks weren’t hit in the ’90s.",
        "Rock ’n’ roll, 'em and ’tis.",
        'He is 6\'2" tall and the pipe is 10" wide.',
        "It lasted 5'30\".",
        "Nothing stands between \"\" or “” or ''.",
    ],
)
def test_what_is_no_quote(text: str) -> None:
    assert found(text) == []


def test_apostrophes_inside_british_quotes() -> None:
    text = "‘It’s the soldiers’ own doing,’ she said. ‘They’re the people’s army.’"
    assert found(text) == ["It’s the soldiers’ own doing,", "They’re the people’s army."]


def test_scare_quotes_before_a_plural_possessive() -> None:
    assert found("The ‘martyrs’ and the others’ houses.") == ["martyrs"]


def test_measures_inside_a_quote() -> None:
    assert found('He said "I am 5\'10" tall" to them.') == ["I am 5'10\" tall"]


def test_nested() -> None:
    text = "“She told me ‘never again’ twice,” he said."
    outer, inner = find(text)
    assert outer.parent is None
    assert inner.parent == 0
    assert inner.parts[0].of(text) == "never again"


def test_nested_in_the_same_marks() -> None:
    assert found("“A “B” C” said he") == ["A “B” C", "B"]


def test_a_quote_over_paragraphs_that_each_reopen_it() -> None:
    text = "“First paragraph.\n\n“Second one.\n\n“Third and last,” he said.\n\nNot quoted."
    assert found(text) == ["First paragraph. | Second one. | Third and last,"]


def test_a_quote_over_paragraphs_that_do_not_reopen_it() -> None:
    text = "He wrote: “First paragraph.\n\nSecond one.” Then he left."
    assert found(text) == ["First paragraph. | Second one."]


def test_a_missing_closing_mark_ends_with_its_paragraph() -> None:
    text = "It is “aware of the reports and checking.\n\nThe army called it “a crime”."
    assert found(text) == ["aware of the reports and checking.", "a crime"]
    assert [m.closed for m in find(text)] == [False, True]


def test_a_missing_opening_mark_is_supplied_at_the_paragraph() -> None:
    text = "Today planes carried out strikes near the airport,” the head of the centre said."
    assert found(text) == ["Today planes carried out strikes near the airport,"]
    assert not find(text)[0].opened


def test_a_missing_opening_mark_is_supplied_behind_the_colon() -> None:
    assert found("She said: We will not forget this day.”") == ["We will not forget this day."]


def test_a_quote_that_was_never_closed_ends_before_the_next_one() -> None:
    assert found("“I am here, he said. “And there.”") == ["I am here, he said.", "And there."]


def test_the_wrong_mark_opens() -> None:
    assert found("Strike kills 62 ..”Serious And Blatant Aggression”") == ["Serious And Blatant Aggression"]


def test_the_wrong_mark_closes() -> None:
    assert found("He called it “a crime“ and left.") == ["a crime"]


def test_parts_exclude_marks_and_space() -> None:
    text = "« oui »"
    (marked,) = find(text)
    assert (marked.extent.start, marked.extent.end) == (2, 5)


@given(st.text(alphabet=st.sampled_from("ab .,\n“”„\"'‘’«»`5é😀\u00a0"), max_size=120))
def test_no_text_is_refused_and_spans_nest(text: str) -> None:
    spans = find(text)
    for n, marked in enumerate(spans):
        assert all(0 <= p.start < p.end <= len(text) for p in marked.parts)
        assert not any(p.of(text)[0].isspace() or p.of(text)[-1].isspace() for p in marked.parts)
        if marked.parent is not None:
            assert marked.parent < n
            assert spans[marked.parent].extent.covers(marked.extent)


@pytest.mark.parametrize("unit", ['"', "s' ", "“a ", "” a", "'a' ", "“a”\n", "\n“a\n"])
def test_time_grows_with_length_and_not_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        find(text)
        return time.process_time() - start

    seconds(2_000)
    assert seconds(160_000) < 40 * max(seconds(20_000), 0.002)


def test_curly_marks_open_a_quote_of_their_own_behind_a_straight_one_left_open() -> None:
    assert found('"Mia kept bees. She was happy.\n\n“They sting,” she said.') == [
        "Mia kept bees. She was happy.",
        "They sting,",
    ]
    assert found('"Mia kept bees.\n\n"They sting," she said.') == ["Mia kept bees. | They sting,"]
