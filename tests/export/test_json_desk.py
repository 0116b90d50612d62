import json
from dataclasses import replace

from quotedesk.export.json_desk import write
from tests.export.examples import ARABIC, QUOTES, SELECTION


def test_offsets_index_the_text_that_comes_with_them() -> None:
    whole = json.loads(write(SELECTION))
    texts = {article["id"]: article["text"] for article in whole["articles"]}
    assert [quote["id"] for quote in whole["quotes"]] == list(QUOTES)
    for quote in whole["quotes"]:
        text = texts[quote["article"]]
        assert " ".join(text[p["start"] : p["end"]] for p in quote["parts"]) == quote["text"]
        context = text[quote["context"]["start"] : quote["context"]["end"]]
        assert context.startswith(quote["context"]["before"]) and context.endswith(quote["context"]["after"])
        if quote["mention"]:
            assert text[quote["mention"]["start"] : quote["mention"]["end"]] == quote["mention"]["text"]


def test_keys_stand_in_a_fixed_order() -> None:
    whole = json.loads(write(SELECTION))
    assert " ".join(whole) == "format version title made chosen articles speakers quotes statements"
    assert len({tuple(quote) for quote in whole["quotes"]}) == 1
    assert write(SELECTION) == write(replace(SELECTION))


def test_it_is_readable_utf_8_with_the_role_of_the_day() -> None:
    data = write(SELECTION)
    assert ARABIC.encode() in data and data.endswith(b"}\n")
    quote = next(q for q in json.loads(data)["quotes"] if q["id"] == "q9")
    assert quote["speaker"]["role"] == "spokeswoman, Russian Ministry of Foreign Affairs"


def test_statements_name_their_quotes() -> None:
    whole = json.loads(write(SELECTION))
    assert [s["quotes"] for s in whole["statements"]] == [["q1", "q2", "q7", "q12"], ["q3", "q10", "q14"]]


def test_broken_text_stays_valid_json() -> None:
    quote = replace(QUOTES["q1"], note="half a pair \ud83d and a nul \0")
    assert json.loads(write(replace(SELECTION, quotes=(quote,))))["quotes"][0]["note"] == quote.note
