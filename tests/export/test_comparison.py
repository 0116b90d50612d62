import json

import pytest

from quotedesk.collation import group
from quotedesk.collation.statement import Passage
from quotedesk.export.comparison import comparison, read_passages, statement_object, written
from quotedesk.quote import Span

LONG = "That explanation must be given at the UN Security Council, and given soon."
SHORT = "That explanation must be given at the UN Security Council."


def test_the_object_has_the_fields_of_the_contract() -> None:
    grouping = group(
        [
            Passage("a#1", "a", LONG, outlet="One", date="2016-09-17", speaker="Maria Zakharova", parts=(Span(4, 78),)),
            Passage("b#1", "b", SHORT, speaker="Igor Konashenkov"),
            Passage("b#2", "b", "Something else altogether"),
        ]
    )
    found = comparison(grouping)
    assert list(found) == ["statements", "suggestions"]
    together, alone = found["statements"]
    assert together["id"] == "a#1"
    assert together["witnesses"][0] == {
        "id": "a#1",
        "doc": "a",
        "outlet": "One",
        "parts": [{"start": 4, "end": 78}],
        "text": LONG,
        "relations": ["fullest"],
        "speaker": "Maria Zakharova",
        "speaker_differs": False,
        "meaning_may_differ": False,
        "also_in": [],
    }
    assert together["witnesses"][1]["relations"] == ["trimmed"]
    assert together["witnesses"][1]["speaker_differs"] is True
    assert together["witnesses"][1]["outlet"] is None
    assert together["readings"] == [{"witnesses": ["a#1"], "text": LONG}, {"witnesses": ["b#1"], "text": SHORT}]
    assert together["table"][0] == ["That", "That"]
    assert together["table"][-1] == ["soon.", None]
    assert [column[0] for column in alone["table"]] == ["Something", "else", "altogether"]
    assert together["same_release"] == alone["same_release"] == []
    assert json.loads(json.dumps(found)) == found


def test_other_parts_of_a_release_are_named() -> None:
    both = [
        Passage(f"a#{n}", "a", text, speaker="Maria Zakharova", parts=(Span(n, n + len(text)),))
        for n, text in ((0, SHORT), (100, "Something else altogether"))
    ]
    found = comparison(group(both), tables=False)["statements"]
    assert {s["id"]: s["same_release"] for s in found} == {"a#0": ["a#100"], "a#100": ["a#0"]}


@pytest.mark.parametrize("tables", [False, True])
def test_what_is_written_in_pieces_is_the_same_json(tables: bool) -> None:
    quotes = [
        Passage('a"\\#1', "a", f"“{LONG}”\n\x00é", outlet="One\u2028", speaker="Maria", parts=(Span(0, 3), Span(7, 9))),
        Passage("b#1", "b", SHORT, speaker="Igor Konashenkov"),
        Passage("b#2", "b", SHORT),
        Passage("b#3", "b", "the UN Security Council, and soon"),
        Passage("c", "c", ""),
    ]
    found = group(quotes)
    whole = {
        "statements": [statement_object(statement, tables=tables) for statement in found.statements],
        "suggestions": comparison(found)["suggestions"],
    }
    assert "".join(written(found.statements, found.suggestions, tables=tables)) == json.dumps(whole, ensure_ascii=False)
    assert "".join(written((), (), tables=tables)) == '{"statements": [], "suggestions": []}'


def test_tables_can_be_left_out() -> None:
    found = comparison(group([Passage("a", "a", LONG)]), tables=False)
    assert "table" not in found["statements"][0]


def test_lines_become_passages() -> None:
    lines = [
        '\ufeff{"id": "a", "doc": "d", "text": "words", "speaker": null, "outlet": "One", "date": "2016-09-17"}\n',
        "\n",
        b'{"id": "b", "doc": "d", "text": "", "more": 1}\r\n',
    ]
    passages, errors = read_passages(lines)
    assert errors == []
    assert passages == [Passage("a", "d", "words", outlet="One", date="2016-09-17"), Passage("b", "d", "")]


def test_each_bad_line_is_told_and_the_rest_is_read() -> None:
    lines: list[str | bytes] = [
        "{",
        "[]",
        '"a"',
        b'{"id": "bytes", "doc": "d", "text": "\xff"}',
        '{"doc": "d", "text": "words"}',
        '{"id": 7, "doc": "d", "text": "words"}',
        '{"id": "x", "text": "words"}',
        '{"id": "x", "doc": "d"}',
        '{"id": "x", "doc": "d", "text": ["words"]}',
        '{"id": "x", "doc": "d", "text": "half \\ud83d"}',
        '{"id": "half \\ud83d", "doc": "d", "text": "words"}',
        '{"id": "x", "doc": "d", "text": "words", "speaker": 5}',
        '{"id": "good", "doc": "d", "text": "words"}',
        '{"id": "good", "doc": "d", "text": "other words"}',
        "[" * 100_000,
    ]
    passages, errors = read_passages(lines)
    assert [p.text for p in passages] == ["words"]
    assert [e["line"] for e in errors] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15]
    assert [e["id"] for e in errors] == [None] * 6 + ["x"] * 4 + [None, "x", "good", None]
    assert all(e["error"] and "\n" not in e["error"] for e in errors)
    assert errors[4]["error"] == "no id"
    assert errors[7]["error"] == "no text"
    json.dumps(errors).encode("utf-8")
