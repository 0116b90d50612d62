"""Statements word by word for other programs: JSON with offsets, CSV in long form, TEI with a critical apparatus.

Each cell is printed words of one witness; the cells of a witness, joined by single spaces, are its text, and each knows
its place in the article.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree as ET

from quotedesk.collation import align
from quotedesk.collation.statement import Passage, Statement, Table
from quotedesk.export.comparison import statement_object
from quotedesk.export.csv_table import safe
from quotedesk.quote import Span

_TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
COLUMNS = ("statement", "column", "witness", "outlet", "date", "words", "start", "end")


@dataclass(frozen=True, slots=True)
class Collation:
    """A statement laid out word by word: a row a column of `table`, and the place in its article of each cell."""

    statement: Statement
    table: Table
    places: tuple[tuple[Span | None, ...], ...]


def collated(statement: Statement) -> Collation:
    """The statement's witnesses aligned, each cell with its place (none where a passage does not know its own)."""
    passages = [witness.passage for witness in statement.witnesses]
    table = align([passage.text for passage in passages])
    columns = [_places(p, [row[n] for row in table]) for n, p in enumerate(passages)]
    return Collation(statement, table, tuple(zip(*columns, strict=True)))


def _places(passage: Passage, cells: Sequence[str | None]) -> list[Span | None]:
    found: list[Span | None] = []
    at = 0
    for cell in cells:
        if cell is None:
            found.append(None)
            continue
        words = cell.split()
        start = at = passage.text.index(words[0], at)
        for word in words:
            at = passage.text.index(word, at) + len(word)
        found.append(_in_article(passage, start, at))
    return found


def _in_article(passage: Passage, start: int, end: int) -> Span | None:
    """Offsets in the passage's text, whose parts are joined by a space, as offsets in its article."""
    ends: list[int] = []
    for offset, shift in ((start, 0), (end, 1)):
        before = 0
        for part in passage.parts:
            length = part.end - part.start
            if offset - shift < before + length:
                ends.append(part.start + offset - before)
                break
            before += length + 1
    return Span(*ends) if len(ends) == 2 else None


def as_json(title: str, statements: Sequence[Statement]) -> bytes:
    """The collations as JSON in UTF-8: each statement as `compare --json` has it, with the offsets of its cells."""
    whole = {"format": "quotedesk collations", "version": 1, "title": title, "statements": [*map(_object, statements)]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="backslashreplace")


def _object(statement: Statement) -> dict[str, object]:
    collation = collated(statement)
    offsets = [[None if s is None else [s.start, s.end] for s in row] for row in collation.places]
    return {**statement_object(statement), "table": [list(row) for row in collation.table], "offsets": offsets}


def as_csv(statements: Sequence[Statement]) -> bytes:
    """The collations as CSV in long form, one row a cell, as a spreadsheet opens it right."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for statement in statements:
        collation = collated(statement)
        for number, (row, places) in enumerate(zip(collation.table, collation.places, strict=True), 1):
            for witness, cell, place in zip(statement.witnesses, row, places, strict=True):
                if cell is not None:
                    passage = witness.passage
                    told = (statement.id, number, passage.id, passage.outlet, passage.date, cell)
                    ends = (place.start, place.end) if place else ("", "")
                    table.writerow([safe(value) for value in (*told, *ends)])
    return out.getvalue().encode("utf-8-sig", errors="backslashreplace")


def as_tei(title: str, statements: Sequence[Statement], titles: Mapping[str, str] | None = None) -> bytes:
    """The collations as TEI P5: a division a statement, its witnesses listed, the text by parallel segmentation.

    The lemma of each place is what the fullest witness reads. It is valid by the schema `tei_all` (4.3.0).
    `titles` of articles, by id, name the witnesses whose outlet is not known.
    """
    ET.register_namespace("", _TEI)
    root = ET.Element(f"{{{_TEI}}}TEI")
    header = _under(root, "teiHeader")
    file = _under(header, "fileDesc")
    _under(_under(file, "titleStmt"), "title", _said(title, "Statements"))
    _under(_under(file, "publicationStmt"), "p", "Written by QuoteDesk.")
    _under(_under(file, "sourceDesc"), "p", "Printings of statements in news articles.")
    encoding = _under(header, "encodingDesc")
    _under(encoding, "variantEncoding", method="parallel-segmentation", location="internal")
    body = _under(_under(root, "text"), "body")
    for number, statement in enumerate(statements, 1):
        _division(body, number, statement, titles or {})
    if not statements:
        _under(body, "p")
    ET.indent(header)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _division(body: ET.Element, number: int, statement: Statement, titles: Mapping[str, str]) -> None:
    division = _under(body, "div", type="statement", n=str(number))
    _under(division, "head", _said(statement.witnesses[0].passage.speaker, "Speaker unknown"))
    listed = _under(division, "listWit")
    names = [f"s{number}w{n}" for n in range(1, len(statement.witnesses) + 1)]
    for name, witness in zip(names, statement.witnesses, strict=True):
        passage = witness.passage
        told = ", ".join(filter(None, (passage.outlet or titles.get(passage.doc), passage.date)))
        _under(listed, "witness", _said(told, "Unnamed source"), **{_ID: name})
    paragraph = _under(division, "p")
    last: ET.Element | None = None
    for readings in segments(align([witness.passage.text for witness in statement.witnesses])):
        if len(readings) == 1:
            text = f"{_clean(readings[0][1])} "
            if last is None:
                paragraph.text = (paragraph.text or "") + text
            else:
                last.tail = (last.tail or "") + text
            continue
        last = _under(paragraph, "app")
        last.tail = " "
        for members, words in readings:
            name = "lem" if 0 in members else "rdg"
            _under(last, name, _clean(words), wit=" ".join(f"#{names[n]}" for n in members))


def segments(table: Table) -> Iterator[list[tuple[tuple[int, ...], str]]]:
    """The table's columns, put together while the same witnesses agree: which witnesses (by number) read what."""

    def agreeing(row: Sequence[str | None]) -> tuple[tuple[int, ...], ...]:
        groups: dict[str | None, list[int]] = {}
        for n, cell in enumerate(row):
            groups.setdefault(cell, []).append(n)
        return tuple(map(tuple, groups.values()))

    for groups, rows in groupby(table, agreeing):
        printed = list(rows)
        yield [(members, " ".join(row[members[0]] or "" for row in printed).strip()) for members in groups]


def _under(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_TEI}}}{name}", attributes)
    child.text = text
    return child


def _said(text: str | None, nothing: str) -> str:
    """The text as XML can hold it, or these words where it says nothing."""
    return _clean(text) if text and text.strip() else nothing


def _clean(text: str) -> str:
    """The text without the few characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
