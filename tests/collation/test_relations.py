import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotedesk.collation.normal import folds
from quotedesk.collation.relations import relations, standing
from quotedesk.collation.runs import plain_stretches
from quotedesk.collation.spelling import Spelling
from quotedesk.collation.statement import Edge, Passage, Relation
from quotedesk.collation.suggestions import unproved

SAID = "we shall not leave the 16 villages before Kerry has answered our three letters in Geneva"


def printed(text: str) -> Passage:
    return Passage(text, "doc", text)


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("not leave", "leave", True),
        ("shall not leave", "shall never leave", False),
        ("shall not", "shan't", False),
        ("16 villages", "60 villages", True),
        ("three letters", "3 letters", False),
        ("three letters", "four letters", True),
        ("Kerry", "Lavrov", True),
        ("Kerry", "he", False),
        ("villages", "hamlets", False),
        ("answered our", "replied to our", False),
    ],
)
def test_a_changed_negation_number_or_name_may_change_the_meaning(old: str, new: str, differs: bool) -> None:
    assert old in SAID
    assert standing(printed(SAID), printed(SAID.replace(old, new))).meaning_differs is differs


def test_what_is_only_left_out_at_an_end_changes_no_meaning() -> None:
    assert standing(printed(SAID), printed(SAID[13:])).meaning_differs is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SAID.replace("villages", "hamlets"), {Relation.SUBSTITUTED}),
        (SAID.replace("the 16 villages before ", ""), {Relation.SILENTLY_CUT}),
        (SAID.replace("the 16 villages before", "…"), {Relation.ELIDED}),
        ("you know that " + SAID, {Relation.SUBSTITUTED}),
        (SAID[13:].replace("answered", "replied to"), {Relation.TRIMMED, Relation.SUBSTITUTED}),
        ("somebody told a town near Homs that " + SAID[SAID.index("Kerry") :], {Relation.OVERLAPPING}),
    ],
)
def test_plain_differences_are_named(text: str, expected: set[Relation]) -> None:
    spelling = Spelling()
    assert plain_stretches(spelling.of(SAID), spelling.of(text), spelling)
    assert set(relations(SAID, text)) == expected


def test_a_pair_that_falls_short_is_suggested_with_its_grounds() -> None:
    one, other = printed(SAID), printed("shall leave the villages")
    found = unproved(Edge(other.id, one.id, -1.0, False), other, one)
    assert (found.a, found.b, found.score) == (one.id, other.id, 0.269)
    assert found.why == "4 of 4 words agree in order; same article."


@given(st.text("aé b.,'…[]-IS "))
def test_a_text_is_spelt_by_its_folds(text: str) -> None:
    spelling = Spelling()
    assert [spelling.fold(character) for character in spelling.of(text)] == folds(text)


def test_a_common_word_that_stands_askew_is_no_agreement() -> None:
    spelling = Spelling()
    one, other = map(spelling.of, ("they asked us to go up the hills", "they asked us go to up the hills"))
    assert plain_stretches(one, other, spelling) == [
        ("equal", 0, 3, 0, 3),
        ("substituted", 3, 5, 3, 5),
        ("equal", 5, 8, 5, 8),
    ]
