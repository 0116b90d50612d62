"""What `compare` reads and writes: quotes as JSON lines in, statements with their witnesses as one JSON object out."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from typing import Any

from quotedesk.collation import align, releases
from quotedesk.collation.statement import Grouping, Passage, Reading, Relation, Statement, Suggestion, Table, Witness
from quotedesk.quote import Kind, Span

_dumps = json.JSONEncoder(ensure_ascii=False).encode
_loads = json.JSONDecoder().decode
_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # which the stubs leave out
_BLANK = object()
_FIELDS = ("id", "doc", "text", "speaker", "outlet", "date")
_NEEDED = ("id", "doc", "text")
_MAYBE_TEXT = {str, type(None)}
_LONGEST_NUMBER = 18
_TRUTH = ("false", "true")


def comparison(grouping: Grouping, tables: bool = True) -> dict[str, Any]:
    """The object that `compare --json` writes; `tables=False` leaves the alignments out.

    `same_release` are the other parts of a statement's release, by their ids; `compare --jsonl`, which has no articles,
    does not look for them.
    """
    release = releases.parts((s.id, witness.passage) for s in grouping.statements for witness in s.witnesses)
    return {
        "statements": [
            {**statement_object(statement, tables=tables), "same_release": list(release.get(statement.id, ()))}
            for statement in grouping.statements
        ],
        "suggestions": [_suggestion(suggestion) for suggestion in grouping.suggestions],
    }


def written(
    statements: Iterable[Statement], suggestions: Iterable[Suggestion], *, tables: bool = True
) -> Iterator[str]:
    """What `compare --jsonl` writes, in pieces: of a million quotes it is never held as a whole."""
    lead = '{"statements": ['
    for statement in statements:
        yield lead + _statement(statement, tables=tables)
        lead = ", "
    yield (lead if lead != ", " else "") + '], "suggestions": ' + _dumps([_suggestion(s) for s in suggestions]) + "}"


def _statement(statement: Statement, *, tables: bool) -> str:
    """`statement_object` as JSON, in a third of the time: a million quotes are 300 million characters of it."""
    witnesses = ", ".join(map(_witness_text, statement.witnesses))
    readings = ", ".join(map(_reading_text, statement.readings))
    table = f', "table": {_dumps(_table(statement))}' if tables else ""
    return f'{{"id": {_quoted(statement.id)}, "witnesses": [{witnesses}], "readings": [{readings}]{table}}}'


def _witness_text(witness: Witness) -> str:
    passage = witness.passage
    parts = ", ".join([f'{{"start": {part.start}, "end": {part.end}}}' for part in passage.parts])
    return (
        f'{{"id": {_quoted(passage.id)}, "doc": {_quoted(passage.doc)}, '
        f'"outlet": {_quoted(passage.outlet) if passage.outlet else "null"}, '
        f'"parts": [{parts}], "text": {_quoted(passage.text)}, "relations": {_named(witness.relations)}, '
        f'"speaker": {"null" if passage.speaker is None else _quoted(passage.speaker)}, '
        f'"speaker_differs": {_TRUTH[witness.speaker_differs]}, '
        f'"meaning_may_differ": {_TRUTH[witness.meaning_differs]}, '
        f'"also_in": {_dumps(witness.also_in) if witness.also_in else "[]"}}}'
    )


def _reading_text(reading: Reading) -> str:
    return f'{{"witnesses": [{", ".join(map(_quoted, reading.witnesses))}], "text": {_quoted(reading.text)}}}'


@lru_cache(maxsize=1 << 10)
def _named(relations: tuple[Relation, ...]) -> str:
    return _dumps([str(relation) for relation in relations])


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {"a": suggestion.a, "b": suggestion.b, "score": suggestion.score, "why": suggestion.why}


def statement_object(statement: Statement, *, tables: bool = False) -> dict[str, Any]:
    """One statement as JSON has it, with its alignment if asked for."""
    found: dict[str, Any] = {
        "id": statement.id,
        "witnesses": [_witness(witness) for witness in statement.witnesses],
        "readings": [{"witnesses": list(r.witnesses), "text": r.text} for r in statement.readings],
    }
    if tables:
        found["table"] = list(map(list, _table(statement)))
    return found


def _table(statement: Statement) -> Table:
    return align([witness.passage.text for witness in statement.witnesses])


def _witness(witness: Witness) -> dict[str, Any]:
    passage = witness.passage
    return {
        "id": passage.id,
        "doc": passage.doc,
        "outlet": passage.outlet or None,
        "parts": [{"start": part.start, "end": part.end} for part in passage.parts],
        "text": passage.text,
        "relations": [str(relation) for relation in witness.relations],
        "speaker": passage.speaker,
        "speaker_differs": witness.speaker_differs,
        "meaning_may_differ": witness.meaning_differs,
        "also_in": list(witness.also_in),
    }


def read_passages(lines: Iterable[str | bytes]) -> tuple[list[Passage], list[dict[str, Any]]]:
    """The quotes of `compare --jsonl`, and what was wrong with the lines that hold none.

    A line is {"id","doc","text"[,"speaker","outlet","date"]} in UTF-8; empty lines are skipped. An id as `extract`
    writes it, doc#start-end, tells the place of a quote in one piece. A line that cannot be used becomes {"id": its id
    or None, "line": its number, "error": one sentence} and the rest is read on; of lines with one id the first counts.
    """
    passages: dict[str, Passage] = {}
    errors: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        given: Any = None
        try:
            text = line.decode() if isinstance(line, bytes) else line
            given = _parsed(text.removeprefix("\ufeff") if number == 1 else text)
            if given is _BLANK:
                continue
            passage = _passage(given)
            if passage.id in passages:
                raise ValueError("this id stands in an earlier line too")
            if "\\u" in text or not isinstance(line, bytes):
                _whole_characters(given)
            passages[passage.id] = passage
        except (ValueError, RecursionError) as error:
            sentence = "not a JSON object in UTF-8" if given is None else str(error)
            errors.append({"id": _printable_id(given), "line": number, "error": sentence})
    return list(passages.values()), errors


def _parsed(line: str) -> Any:
    """What a line holds, or `_BLANK`; nearly always it is an object with a newline, which is read in half the time."""
    try:
        given, end = _scan(line, 0)
        if line[end:] == "\n":
            return given
    except StopIteration:
        pass
    return _loads(line) if line and not line.isspace() else _BLANK


def _passage(given: Any) -> Passage:
    if not isinstance(given, dict):
        raise ValueError("not a JSON object in UTF-8")
    id, doc, text, speaker, outlet, date = fields = [given.get(name) for name in _FIELDS]
    if not (type(id) is type(doc) is type(text) is str and {type(speaker), type(outlet), type(date)} <= _MAYBE_TEXT):
        raise ValueError(next(filter(None, map(_wrong, _FIELDS, fields))))
    if not id or not doc:
        raise ValueError("no id" if not id else "no doc")
    return Passage(id, doc, text, outlet or "", date or "", speaker or None, Kind.SPEECH, _place(id, doc, text))


def _wrong(name: str, value: Any) -> str:
    """What is wrong with a field of this value, if anything is."""
    if value is None:
        return f"no {name}" if name in _NEEDED else ""
    return "" if isinstance(value, str) else f"{name} is not a text"


def _place(id: str, doc: str, text: str) -> tuple[Span, ...]:
    """Where the id says the text stands; nothing where it doesn't say, or says it of more or less text."""
    start, _, _ = id[len(doc) + 1 :].partition("-")
    if not (text and start.isdecimal() and len(start) < _LONGEST_NUMBER):
        return ()
    place = Span(int(start), int(start) + len(text))
    return (place,) if id == f"{doc}#{place.start}-{place.end}" else ()


def _whole_characters(given: dict[str, Any]) -> None:
    for name in _FIELDS:
        if _has_lone_surrogate(given.get(name) or ""):
            raise ValueError(f"{name} holds half a character (a lone surrogate)")


def _has_lone_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _printable_id(given: Any) -> str | None:
    name = given.get("id") if isinstance(given, dict) else None
    return name if isinstance(name, str) and name and not _has_lone_surrogate(name) else None
