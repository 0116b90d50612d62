"""Other styles than plain news: the texts are well formed, and read about as well as they once were."""

import re
import time
from collections import Counter
from collections.abc import Sequence

import pytest
from spacy.language import Language

from quotedesk import pipeline
from quotedesk.quote import Kind, SpeakerType
from tests.attribution.style_texts import FIELDS, FOLDER, StyleText, end_to_end, folded, judge, load

TEXTS = load()
MORE = load(FOLDER.parent / "styles_more")
FURTHER = load(FOLDER.parent / "styles_further")
HELD_OUT = load(FOLDER.parent / "styles_held_out")
NEWS = load(FOLDER.parent / "styles_news")


def test_the_texts_are_well_formed() -> None:
    assert len(TEXTS) >= 140
    assert sum(not sample.quotes for sample in TEXTS) >= 15
    everything = [*TEXTS, *MORE, *FURTHER, *HELD_OUT, *NEWS]
    assert [name for name, times in Counter((s.style, s.phenomenon) for s in everything).items() if times > 1] == []
    for sample in everything:
        assert not re.search(r"[{}|]", sample.text), sample.phenomenon
        for quote in sample.quotes:
            assert quote.facts.keys() <= FIELDS, sample.phenomenon
            assert quote.kinds <= {kind.value for kind in Kind}, sample.phenomenon
            assert quote.types <= {kind.value for kind in SpeakerType}, sample.phenomenon
            for part in quote.parts:
                assert part.of(sample.text).strip() == part.of(sample.text) != "", sample.phenomenon
                assert "\n" not in part.of(sample.text), sample.phenomenon
            if quote.other:
                assert "speaker" not in quote.facts, sample.phenomenon


def test_every_speaker_of_the_news_stands_in_the_text() -> None:
    assert len(NEWS) == 40
    for sample in NEWS:
        words = re.findall(r"\w[\w'.-]*", sample.text.replace("’", "'").casefold())
        standing = {word for said in words for word in (said, said.removesuffix("'s").rstrip("."))}
        for quote in sample.quotes:
            name = quote.facts.get("speaker", "")
            assert set(folded(name)) <= standing, (sample.phenomenon, name)


@pytest.mark.parametrize(
    ("texts", "reached"),
    [(TEXTS, 0.93), (MORE, 0.93), (FURTHER, 0.87), (HELD_OUT, 0.85), (NEWS, 0.87)],
    ids=["first", "more", "further", "held out", "news"],
)
def test_other_styles_are_read_as_well_as_they_were(nlp: Language, texts: Sequence[StyleText], reached: float) -> None:
    judged = [judge(sample, pipeline.find(nlp, sample.text)) for sample in texts]
    counts = sum((counts for counts, _ in judged), Counter[str]())
    assert end_to_end(counts) >= reached, [line for _, wrong in judged for line in wrong]


def test_nothing_is_found_where_nothing_is_quoted(nlp: Language) -> None:
    for sample in [*TEXTS, *HELD_OUT]:
        if not sample.quotes:
            assert pipeline.find(nlp, sample.text) == [], sample.phenomenon


@pytest.mark.parametrize("sign", ["* ", "-", "A-", "Q. ", "@a ", ": ", "A: b\n", "[a] ", "— A (@a) "])
def test_labels_are_looked_for_in_linear_time(nlp: Language, sign: str) -> None:
    began = time.perf_counter()
    pipeline.find(nlp, sign * (40_000 // len(sign)) + ": yes")
    assert time.perf_counter() - began < 8.0
