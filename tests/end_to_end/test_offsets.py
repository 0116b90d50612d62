"""Offsets from a file to the desk, to a selection in Qt, to a quote on the desk: the words are the same everywhere."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from quotedesk import pipeline, reading
from quotedesk.article import canonical_text
from quotedesk.quote import Span
from quotedesk.store import articles, quotes
from quotedesk.store import desk as desks
from ui.reader.reader import Reader

PIECES = st.sampled_from(
    [
        "word",
        " ",
        "\n\n",
        "\r\n",
        "\u00a0",
        "\u2028",
        "😀",
        "👩‍👩‍👧",
        "العربية",
        "Конашенков",
        "e\u0301",
        "“",
        "”",
        "said",
        ".",
        ",",
    ]
)
NLP = pipeline.load()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=3, max_size=40).map("".join), st.data())
def test_from_a_file_to_a_selection_and_back(
    qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    text = "A " + text
    folder: Path = tmp_path_factory.mktemp("offsets")
    (folder / "a.txt").write_bytes(text.encode("utf-8"))
    article = reading.read_file(folder / "a.txt")
    assert article.text == canonical_text(text)
    found = pipeline.find(NLP, article.text)
    with desks.create(folder / "a.quotedesk") as desk:
        articles.add(desk, [(article, found)])
        (record,) = articles.listed(desk)
        stored = articles.text(desk, record.id)
        assert stored == article.text
        for quote in quotes.of_article(desk, record.id):
            assert quote.text == " ".join(part.of(stored) for part in quote.parts)
        reader = Reader()
        qtbot.addWidget(reader)
        reader.set_article(stored, "", "")
        start = data.draw(st.integers(0, len(stored) - 1))
        end = data.draw(st.integers(start + 1, len(stored)))
        reader.select(Span(start, end))
        span = reader.selection.span()
        assert span.of(stored) == stored[start:end].strip()
        if span.start < span.end:
            (made,) = quotes.create(desk, record.id, [span]).quotes
            assert quotes.get(desk, made).text == stored[start:end].strip()
    assert desks.check(folder / "a.quotedesk") == []
