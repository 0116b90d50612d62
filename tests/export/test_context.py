import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotedesk.export.context import LONGEST, Context, Places
from quotedesk.quote import Span


def around(text: str, *quoted: str) -> Context:
    return Places(text).around([Span(text.index(q), text.index(q) + len(q)) for q in quoted])


def test_the_sentences_before_and_after() -> None:
    text = "One came. Two came. He said: “We struck it.” Three came. Four came."
    context = around(text, "We struck it.")
    assert (context.before, context.after) == ("Two came. He said: “", "” Three came.")
    assert not context.opens and not context.closes


def test_a_fragment_keeps_its_own_sentence_and_one_more_on_each_side() -> None:
    text = "Zero. One. The army spoke of “blatant aggression” and left. Two. Three."
    context = around(text, "blatant aggression")
    assert (context.before, context.after) == ("One. The army spoke of “", "” and left. Two.")


def test_the_words_between_the_parts_are_kept() -> None:
    text = "“The airstrike,” the command said, “is evidence.”"
    context = around(text, "The airstrike,", "is evidence.")
    assert [(run.text, run.quoted) for run in context.runs] == [
        ("“", False),
        ("The airstrike,", True),
        ("” the command said, “", False),
        ("is evidence.", True),
        ("”", False),
    ]
    assert context.opens and context.closes


@pytest.mark.parametrize("stop", ["Gen. Votel", "the U.S. Navy", "Mr. Cook", "the late J. Smith"])
def test_an_abbreviation_ends_no_sentence(stop: str) -> None:
    context = around(f"First. Then {stop} said “we did it” once. Last one. More.", "we did it")
    assert context.before == f"First. Then {stop} said “"


def test_a_paragraph_ends_a_sentence() -> None:
    text = "A headline\n\nIn a statement it said:\n\n“We struck.”\n\nAnd so on.\n\nFar away."
    context = around(text, "We struck.")
    assert (context.before, context.after) == ("In a statement it said:\n\n“", "”\n\nAnd so on.")


def test_a_long_neighbour_is_left_out_whole() -> None:
    text = f"Far. {'Long ' * 70}. He said: “We struck it.” {'Long ' * 70}."
    context = around(text, "We struck it.")
    assert (context.before, context.after) == ("He said: “", "”")


def test_endless_sentences_are_cut_between_words() -> None:
    text = "word " * 900 + "“quote here” " + "tail " * 900
    context = around(text, "quote here")
    assert LONGEST - 10 <= len(context.before) <= LONGEST
    assert LONGEST - 10 <= len(context.after) <= LONGEST
    assert context.before.startswith("word ") and context.after.endswith(" tail")


def test_a_text_without_a_space_is_cut_all_the_same() -> None:
    context = around("x" * 5000 + "Q" + "y" * 5000, "Q")
    assert (len(context.before), len(context.after)) == (LONGEST, LONGEST)


def test_a_quote_over_paragraphs_in_groups() -> None:
    text = "“One,” he said, “two.\n\n“Three.”"
    spans = [Span(text.index(q), text.index(q) + len(q)) for q in ("One,", "two.", "Three.")]
    assert Places(text).paragraphs(spans) == (("One,", "two."), ("Three.",))
    assert Places("A block\n\nof two").paragraphs([Span(0, 15)]) == (("A block",), ("of two",))


@given(st.text(alphabet="ab .!?“”\n\u00a0é🙂م", max_size=300), st.data())
def test_it_is_always_the_article_s_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    places = Places(text)
    context = places.around([Span(start, end)])
    assert "".join(run.text for run in context.runs) == context.span.of(text)
    assert context.span.start <= start and end <= context.span.end
    assert "".join(run.text for run in context.runs if run.quoted) == text[start:end]
    grouped = " ".join(part for group in places.paragraphs([Span(start, end)]) for part in group)
    assert grouped.split() == text[start:end].split()
