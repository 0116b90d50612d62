"""The engine as a pipeline: components by name, offsets of the text as sent, any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from quotedesk import pipeline
from quotedesk.attribution.roster import Roster

TEXT = "“We went,” John Kerry said.\n\n“It is 😀 over,” said Игорь Конашенков.\u00a0«Да», he said: 'no'."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load(Roster.load())


def test_the_stages_are_components_of_the_language(nlp: Language) -> None:
    assert nlp.pipe_names == ["quotedesk_marks", "quotedesk_attribution"]
    assert Language.has_factory("quotedesk_marks")
    assert Language.has_factory("quotedesk_attribution")


def test_offsets_index_the_text_as_it_was_sent(nlp: Language) -> None:
    plain = [q.text(TEXT) for q in pipeline.find(nlp, TEXT)]
    sent = "\ufeff" + TEXT.replace("\n", "\r\n")
    assert [q.text(sent) for q in pipeline.find(nlp, sent)] == plain
    mentions = [q.mention.of(sent) for q in pipeline.find(nlp, sent) if q.mention]
    assert "John Kerry" in mentions


def test_together_or_one_by_one_is_the_same(nlp: Language) -> None:
    texts = [
        TEXT,
        "",
        "\ufeff" + TEXT.replace("\n", "\r\n"),
        "Anna Petrova met a minister, where “we will not stop” was said.",
    ]
    assert pipeline.find_all(nlp, texts) == [pipeline.find(nlp, text) for text in texts]


def test_it_keeps_nothing_between_texts(nlp: Language) -> None:
    first = pipeline.find(nlp, TEXT)
    pipeline.find(nlp, "“Other words,” Anna Petrova said.")
    assert pipeline.find(nlp, TEXT) == first


PIECES = """“ ” " ' ’ ‘ said he Kerry the_ministry , . : told Anna_Petrova according_to and 😀 é سلام Лавров A ( ) -
’s statement which «  » „"""
words = st.sampled_from([*(p.replace("_", " ") for p in PIECES.split()), "\u00a0", "\n", "\n\n", "\r\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(words, max_size=40).map(" ".join) | st.lists(words, max_size=30).map("".join))
def test_no_text_is_refused(nlp: Language, text: str) -> None:
    for quote in pipeline.find(nlp, text):
        for span in (*quote.parts, quote.mention, quote.cue, quote.intermediary, quote.parent):
            if span is not None:
                assert 0 <= span.start < span.end <= len(text)
        assert quote.evidence
        assert quote.confidence is None or 0 <= quote.confidence <= 1
