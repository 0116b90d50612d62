"""Many texts taken apart at once come to the same as each on its own."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from quotedesk.collation.corpus import read
from quotedesk.collation.normal import keys
from quotedesk.collation.spelling import Spelling
from quotedesk.collation.statement import Passage
from quotedesk.quote import Kind

TEXTS = st.lists(
    st.text("aé b.,'’…[]-") | st.sampled_from(["the Islamic State is", "IS . . . [by us] don't", "a .", ". b"])
)


@settings(deadline=None)
@given(TEXTS)
def test_every_passage_has_its_own_words(texts: list[str]) -> None:
    corpus = read([Passage(f"p{n}", "d", text) for n, text in enumerate(texts)])
    for n, passage in enumerate(corpus.passages):
        assert [corpus.vocabulary[word] for word in corpus.of(n)] == keys(passage.text)
        assert texts[corpus.given[n]] == passage.text


def test_nobodys_words_are_left_out_and_only_so_many_looked_at() -> None:
    corpus = read([Passage("a", "d", "very " * 5000), Passage("b", "d", "very good", kind=Kind.OTHER)])
    assert {passage.id: len(corpus.of(n)) for n, passage in enumerate(corpus.passages)} == {"a": 4000, "b": 0}


@settings(deadline=None)
@given(TEXTS)
def test_texts_are_spelt_alike_one_by_one_and_at_once(texts: list[str]) -> None:
    chunks, spelling = read([Passage(f"p{n}", "d", text) for n, text in enumerate(texts)]).chunks, Spelling()
    assert list(spelling.of_each(chunks, np.arange(len(texts)))) == list(map(spelling.of, texts))
