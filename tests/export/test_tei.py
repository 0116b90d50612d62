"""The apparatus keeps the rules of TEI's modules for headers and critical apparatus (P5, chapters 2 and 12)."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotedesk.collation.statement import Passage, Relation, Statement, Witness
from quotedesk.export.collations import as_tei

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
# Which elements an element holds, in what order; and which attributes it may and must have.
CONTENT = {
    "TEI": "teiHeader text", "teiHeader": "fileDesc encodingDesc", "fileDesc": "titleStmt publicationStmt sourceDesc",
    "titleStmt": "title", "publicationStmt": "p", "sourceDesc": "p", "encodingDesc": "variantEncoding", "text": "body",
    "body": "(div )+|p ", "div": "head listWit p", "listWit": "(witness )+", "p": "(app )*", "app": "(lem )(rdg )+",
}  # fmt: skip
ATTRIBUTES = {
    "variantEncoding": {"method", "location"}, "div": {"type", "n"}, "witness": {ID}, "lem": {"wit"}, "rdg": {"wit"},
}  # fmt: skip
WORDED = {"title", "head", "witness"}


def statement(name: str, *texts: str, speaker: str = "", outlet: str = "") -> Statement:
    passages = [Passage(f"{name}{n}", f"d{n}", text, speaker=speaker, outlet=outlet) for n, text in enumerate(texts)]
    return Statement(passages[0].id, tuple(Witness(p, (Relation.FULLEST,)) for p in passages), ())


def broken_rules(made: bytes) -> list[str]:
    """What in the file is against the rules; nothing of a good one."""
    root = ET.fromstring(made)
    found = []
    for element in root.iter():
        name = element.tag.removeprefix(TEI)
        children = "".join(f"{child.tag.removeprefix(TEI)} " for child in element)
        model = CONTENT.get(name, "")
        model = model if "(" in model or not model else f"{model} "
        if not re.fullmatch(model, children):
            found.append(f"{name} holds {children or 'nothing'}")
        if set(element.attrib) != ATTRIBUTES.get(name, set()):
            found.append(f"{name} has {sorted(element.attrib)}")
        if name in WORDED and not (element.text or "").strip():
            found.append(f"{name} says nothing")
    encoding = root.find(f".//{TEI}variantEncoding")
    if encoding is None or encoding.attrib != {"method": "parallel-segmentation", "location": "internal"}:
        found.append("the way of encoding is not said")
    ids = [witness.attrib[ID] for witness in root.iter(f"{TEI}witness")]
    if len(set(ids)) < len(ids) or not all(re.fullmatch(r"[A-Za-z_][\w.-]*", id) for id in ids):
        found.append("the witnesses have no names of their own")
    for division in root.iter(f"{TEI}div"):
        declared = sorted(f"#{witness.attrib[ID]}" for witness in division.iter(f"{TEI}witness"))
        for app in division.iter(f"{TEI}app"):
            pointed = [pointer for reading in app for pointer in reading.attrib["wit"].split()]
            if sorted(pointed) != declared:
                found.append(f"{pointed} are not the witnesses of the division, each once")
    return found


FOUND = (
    statement("a", "the bridge was closed at noon", "the bridge was closed", "a bridge was shut at noon", outlet="One"),
    statement("b", "nobody was hurt", "nobody was … hurt", speaker="Anna Berg"),
    statement("c", "alone"),
)


@pytest.mark.parametrize("count", range(len(FOUND) + 1))
def test_the_apparatus_keeps_the_rules(count: int) -> None:
    made = as_tei("Bridges & ferries", FOUND[:count])
    assert broken_rules(made) == []
    assert made.count(b"<lem ") == made.count(b"<app>") == made.count(b"</app>")


def test_the_lemma_is_what_the_fullest_reads() -> None:
    root = ET.fromstring(as_tei("Bridges", FOUND[:1]))
    assert [lemma.attrib["wit"].split()[0] for lemma in root.iter(f"{TEI}lem")] == ["#s1w1"] * len(
        list(root.iter(f"{TEI}app"))
    )
    assert next(root.iter(f"{TEI}lem")).text == "the"


def test_the_rules_can_be_broken() -> None:
    made = as_tei("Bridges", FOUND)
    for old, new in (
        (b"<sourceDesc>", b"<sourceDesc><p>more</p>"),
        (b'wit="#s1w1', b'wit="#s9w9'),
        (b'xml:id="s1w2"', b'xml:id="s1w1"'),
        (b'<rdg wit="', b'<rdg loc="1" wit="'),
        (b'location="internal"', b'location="external"'),
    ):
        assert old in made
        assert broken_rules(made.replace(old, new, 1)), old


WORDS = "the bridge — was closed at noon & not , … <b> \x07 ]]>"
words = st.lists(st.sampled_from(WORDS.split(" ")), max_size=9)


@given(st.lists(words, min_size=1, max_size=4), st.text(max_size=5), st.text(max_size=5))
def test_any_statement_keeps_the_rules(texts: list[list[str]], speaker: str, outlet: str) -> None:
    found = statement("x", *(" ".join(text) for text in texts), speaker=speaker, outlet=outlet)
    assert broken_rules(as_tei("Desk", [found])) == []
