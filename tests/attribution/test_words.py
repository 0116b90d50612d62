"""Words are spaCy's, whether a text is cut whole or run by run."""

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from quotedesk.article import paragraphs
from quotedesk.attribution.lexicon import english
from quotedesk.attribution.narration import narrate
from quotedesk.attribution.words import MARKS, words
from quotedesk.quote import Span

ENGLISH = spacy.blank("en")
PIECES = st.sampled_from(
    [
        "Kerry",
        "can't",
        "U.S.",
        "U.S.,",
        ":-)",
        "(D-N.Y.)",
        "a@b.org",
        "https://x.org/a?b,",
        "don’t—",
        "10:30am",
        "…",
        "“x”,",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=12).map(" ".join))
def test_runs_are_cut_as_in_the_whole_text(text: str) -> None:
    whole = [t.text for t in ENGLISH(text) if not t.is_space and t.text not in MARKS]
    assert [item.text for run in text.split() for item in words(english())[run].items] == whole


def test_words_of_quotes_are_not_cut() -> None:
    text = "He said “a b c”, then left."
    narration = narrate(text, paragraphs(text), [(Span(text.index("a b"), text.index("”")),)], english())
    assert [item.text for item in narration.items] == ["He", "said", "a b c", ",", "then", "left", "."]
    assert [item.glued for item in narration.items if not item.is_word] == [False, False, True]


@settings(deadline=None)
@given(st.lists(st.lists(PIECES | st.text(max_size=4), max_size=6).map(" ".join), max_size=4).map("\n".join), st.data())
def test_items_know_where_they_stand(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    quotes = [
        (Span(a, b),)
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
        if text[a:b].strip() and "\n" not in text[a:b]
    ]
    narration = narrate(text, paragraphs(text), quotes, english())
    spans = [narration.span(n, n) for n in range(len(narration.items))]
    assert [span.of(text) for span in spans] == [item.text for item in narration.items]
    assert [narration.item_at(span.start) for span in spans] == list(range(len(spans)))
    for n, item in enumerate(narration.items[1:], 1):
        assert item.glued == (item.quote < 0 and spans[n - 1].end == spans[n].start)
        apart = text[spans[n - 1].end : spans[n].start]
        assert (f"{narration.items[n - 1].tail} " == apart) == (apart in ("’ ", "' ", " ")) or item.quote >= 0


def test_sentences_begin_behind_a_stop_and_what_closes_it() -> None:
    text = "(He left.) She stayed at 5 p.m. sharp … and so on. “No!” “Why?” he asked. Then\n) he left."
    quotes = [(Span(text.index(words), text.index(words) + len(words)),) for words in ("No!", "Why?")]
    narration = narrate(text, paragraphs(text), quotes, english())
    cut = [" ".join(narration.items[n].text for n in numbers) for numbers in narration.sentence_items]
    assert cut == [
        "( He left . )",
        "She stayed at 5 p.m. sharp … and so on .",
        "No!",
        "Why? he asked .",
        "Then",
        ") he left .",
    ]
