import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from quotedesk.collation import group
from quotedesk.collation.statement import Passage, Statement
from quotedesk.export.collations import COLUMNS, as_csv, as_json, as_tei
from quotedesk.quote import Span

ARTICLE = "He said: “the bridge — was closed at noon & not a word” and “of it was said before.” So it was."
PARTS = (Span(10, 53), Span(60, 82))
WHOLE = " ".join(part.of(ARTICLE) for part in PARTS)
TEI = "{http://www.tei-c.org/ns/1.0}"


def statement(*texts: str) -> Statement:
    first = Passage("q0", "d0", WHOLE, outlet="One", speaker="A. Name", parts=PARTS)
    others = [Passage(f"q{n}", f"d{n}", text, outlet="<Two>") for n, text in enumerate(texts, 1)]
    return max(group([first, *others]).statements, key=lambda s: len(s.witnesses))


FOUND = statement(WHOLE.replace("noon", "ten"), "the bridge was closed at noon & not a word")


def test_every_cell_knows_its_place_in_the_article() -> None:
    (made,) = json.loads(as_json("Desk", [FOUND]))["statements"]
    mine = [w["id"] for w in made["witnesses"]].index("q0")
    assert len(made["witnesses"]) == 3
    for row, places in zip(made["table"], made["offsets"], strict=True):
        if row[mine] is not None:
            start, end = places[mine]
            assert ARTICLE[start:end] == row[mine]
        assert [place for n, place in enumerate(places) if n != mine] == [None, None]


def test_the_table_has_a_row_a_cell() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv([FOUND]).decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    for witness in FOUND.witnesses:
        words = " ".join(row["words"] for row in rows if row["witness"] == witness.passage.id)
        assert words == " ".join(witness.passage.text.split())
    assert all(ARTICLE[int(r["start"]) : int(r["end"])] == r["words"] for r in rows if r["witness"] == "q0")


def read(paragraph: ET.Element, name: str) -> str:
    """One witness's text out of the apparatus."""
    words = [paragraph.text or ""]
    for app in paragraph:
        (reading,) = (r for r in app if f"#{name}" in r.attrib["wit"].split())
        words += [reading.text or "", app.tail or ""]
    return " ".join(" ".join(words).split())


def witnesses_of(made: bytes) -> list[str]:
    root = ET.fromstring(made)
    division = root.find(f"{TEI}text/{TEI}body/{TEI}div")
    assert division is not None
    paragraph = division.find(f"{TEI}p")
    assert paragraph is not None
    names = [w.attrib["{http://www.w3.org/XML/1998/namespace}id"] for w in division.iter(f"{TEI}witness")]
    return [read(paragraph, name) for name in names]


def test_the_apparatus_gives_back_each_witness() -> None:
    made = as_tei("A <desk>", [FOUND])
    assert witnesses_of(made) == [" ".join(w.passage.text.split()) for w in FOUND.witnesses]
    assert b"<rdg" in made
    bare = replace(FOUND.witnesses[0].passage, outlet="", date="2020-03-02")
    alone = Statement("q0", (replace(FOUND.witnesses[0], passage=bare),), ())
    assert b">A page, 2020-03-02</witness>" in as_tei("Desk", [alone], {bare.doc: "A page"})
    assert ET.fromstring(as_tei("Nothing", [])).tag == f"{TEI}TEI"


WORDS = (
    "the",
    "bridge",
    "—",
    "was",
    "closed",
    "at",
    "noon",
    "&",
    "not",
    ",",
    "a",
    "word",
    "…",
    "<b>",
    "\x07",
    "of",
    "it",
)
texts = st.lists(st.sampled_from(WORDS), max_size=14)


@given(texts, texts)
def test_no_word_is_lost(one: list[str], other: list[str]) -> None:
    passages = [Passage("q0", "d0", " ".join(one)), Passage("q1", "d1", " ".join(other))]
    whole = Statement(
        "q0", group([passages[0]]).statements[0].witnesses + group([passages[1]]).statements[0].witnesses, ()
    )
    expected = [" ".join(p.text.split()).replace("\x07", "\ufffd") for p in passages]
    assert witnesses_of(as_tei("Desk", [whole])) == expected
