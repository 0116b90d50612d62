import csv
import io
from dataclasses import replace

import pytest

from quotedesk.export.csv_table import COLUMNS, write
from quotedesk.export.selection import Selection
from quotedesk.quote import Span
from tests.export.examples import ARABIC, CYRILLIC, QUOTES, SELECTION, TEXTS


def rows(selection: Selection = SELECTION) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write(selection).decode("utf-8-sig"), newline="")))


def by_id(selection: Selection = SELECTION) -> dict[str, dict[str, str]]:
    return {row["quote_id"]: row for row in rows(selection)}


def test_it_opens_right_in_a_spreadsheet() -> None:
    data = write(SELECTION)
    assert data.startswith(b"\xef\xbb\xbfquote,speaker,speaker_type,role,status,")
    assert data.endswith(b"\r\n")


def test_a_row_a_quote_in_the_order_of_the_selection() -> None:
    assert [row["quote_id"] for row in rows()] == list(QUOTES)
    assert all(set(row) == set(COLUMNS) for row in rows())


def test_offsets_lead_back_to_the_words() -> None:
    for row in rows():
        text = TEXTS[row["article_id"]]
        parts = [tuple(map(int, part.split(".."))) for part in row["parts"].split("; ")]
        assert " ".join(text[a:b] for a, b in parts) == row["quote"].removeprefix("'")
        assert (int(row["start"]), int(row["end"])) == (parts[0][0], parts[-1][1])
        assert text[: int(row["start"])].endswith(row["context_before"].removeprefix("'"))
        assert text[int(row["end"]) :].startswith(row["context_after"])
        if row["mention"]:
            start, end = map(int, row["mention_place"].split(".."))
            assert text[start:end] == row["mention"]


def test_every_script_comes_back() -> None:
    assert by_id()["q9"]["quote"] == CYRILLIC
    assert by_id()["q11"]["quote"] == ARABIC


def test_what_is_known_is_there() -> None:
    row = by_id()["q1"]
    assert row["role"] == "United States Central Command"
    assert row["status"] == "confirmed"
    assert row["also_printed_in"].startswith("Northern Wire; Capitol Daily")
    assert row["printings"] == "4"
    assert len(row["article_sha256"]) == 64
    assert by_id()["q5"]["confidence"] == "" and by_id()["q14"]["confidence"] == "0.690"


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =cmd|'/c calc'!A0", "\u00a0=1", "＝1"])
def test_a_formula_is_only_text(evil: str) -> None:
    text = f"He said “{evil}” twice."
    start = text.index(evil)
    parts = (Span(start, start + len(evil)),)
    quote = replace(QUOTES["q1"], text=evil, parts=parts, outlet=evil, note=evil, mention=None)
    row = rows(replace(SELECTION, quotes=(quote,), texts={"a1": text}))[0]
    assert row["quote"] == row["outlet"] == row["note"] == f"'{evil}"


def test_words_that_only_hold_a_sign_stay_as_they_are() -> None:
    assert by_id()["q13"]["quote"] == "'-2+3 planes, +1 tanker"
    assert not any(row["quote"].startswith("'") for key, row in by_id().items() if key != "q13")


def test_no_quotes_is_a_table_with_a_head() -> None:
    assert rows(replace(SELECTION, quotes=())) == []
