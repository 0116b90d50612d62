"""Marked words are somebody's or nobody's: by the marks, and in doubt by whether they stand in what is reported."""

import pytest
from spacy.language import Language

from quotedesk import marks, pipeline
from quotedesk.attribution.attribute import Reader
from quotedesk.attribution.parser import Trees
from quotedesk.attribution.roster import Roster
from quotedesk.attribution.sorting import ALWAYS, MARKS, TREE, blend
from quotedesk.attribution.weights import Weights
from quotedesk.quote import Kind


@pytest.fixture(scope="module")
def plain() -> Language:
    return pipeline.load(Roster())


def kind(plain: Language, text: str) -> Kind:
    (quote,) = pipeline.find(plain, text)
    return quote.kind


def read(text: str) -> Reader:
    reader = Reader(text, marks.find(text), Roster())
    reader.ranker.trees.want(reader.narration.sentence_of)
    reader.ranker.trees.parse()
    return reader


@pytest.mark.parametrize(
    "text",
    [
        "All the candidates on the stage had to repeat the words “border tax” last night.",
        "While Clark’s call for a “revolution” draws thousands to her rallies, the fair was empty.",
        "The ferry company was said to be “furious” with the harbour office over the delay.",
        "He held up a banner — which read “Farmers For Fair Tolls” — and waved it.",
        "The band played on through chants of “More, More, More”.",
    ],
)
def test_what_is_reported_is_somebodys(plain: Language, text: str) -> None:
    assert kind(plain, text) is not Kind.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "The bakery in the old town won a prize for its “sourdough” rolls in May.",
        "The minister arrived at noon in a “smart” car that the city had bought.",
        "All the candidates on the stage refused to say the words “border tax” last night.",
        "In other words, “sourdough” is what the mill sells best.",
        'The page was cut short.\n\n<card author=" the council has said that it will not pay for the ferry again">.',
    ],
)
def test_what_nobody_reports_is_nobodys(plain: Language, text: str) -> None:
    assert kind(plain, text) is Kind.OTHER


def test_the_tree_is_asked_only_where_the_marks_leave_doubt(plain: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[list[int]] = []
    monkeypatch.setattr(Trees, "want", lambda self, sentences: wanted.append(list(sentences)))
    pipeline.find(plain, "Anna Petrova said that the plan was “a total waste of money and of time”.")
    pipeline.find(plain, "The minister arrived at noon in a “smart” car that the city had bought.")
    assert wanted == []
    pipeline.find(plain, "The ferry company was said to be “furious” with the harbour office over the delay.")
    assert [0] in wanted


def test_marks_and_tree_weigh_together() -> None:
    weights = Weights({ALWAYS: -1.0, MARKS: 0.5, TREE: 2.0})
    assert blend(weights, 1.0, 0.75) == 1.0


def test_what_is_told_of_a_word_is_its_place_in_the_tree_and_the_words_beside() -> None:
    reader = read("Many members prefer the term “undocumented”, a spokesman for the union wrote.")
    n = next(n for n, item in enumerate(reader.narration.items) if item.quote >= 0)
    told = reader.sorter.reported.of(n)
    assert "itself quote" in told
    assert "verb before 1 prefer" in told
    assert "before 2 the" in told
    assert "report after 1 write" in told
    assert any(name.endswith(("behind prefer", "before write")) for name in told)


def test_nothing_is_told_of_a_sentence_that_was_not_read() -> None:
    text = "Many members prefer the term “undocumented”."
    reader = Reader(text, marks.find(text), Roster())
    assert reader.sorter.reported.of(3) == []
