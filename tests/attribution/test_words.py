"""Words are spaCy's, whether a text is cut whole or run by run."""

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

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
    assert [word.text for run in text.split() for word in words(english())[run]] == whole


def test_words_of_quotes_are_not_cut() -> None:
    text = "He said “a b c”, then left."
    narration = narrate(text, [(Span(text.index("a b"), text.index("”")),)], english())
    assert [item.text for item in narration.items] == ["He", "said", "a b c", ",", "then", "left", "."]
    assert all(text[item.start : item.end] == item.text for item in narration.items)
    assert [item.glued for item in narration.items if not item.is_word] == [False, False, True]
