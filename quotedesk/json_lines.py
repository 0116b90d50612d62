"""`extract --jsonl`: documents as lines of JSON in, an answer a line out."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotedesk.engine import Engine, dumps


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of output of `extract --jsonl`, and what was wrong with the line of input, if anything was."""

    line: str
    error: str = ""


def extract_lines(lines: Iterable[bytes], engine: Engine) -> Iterator[Answer]:
    """`extract --jsonl`: an answer for each line of input in its order.

    A line that is no document gives {"id", "line", "error"} and the run goes on. Blank lines are passed over.
    """
    waiting: deque[tuple[str, str] | Answer] = deque()

    def documents() -> Iterator[tuple[str, str]]:
        seen: set[str] = set()
        for number, line in enumerate(lines, 1):
            if line.strip():
                document = _document(line, number, seen)
                waiting.append(document)
                if not isinstance(document, Answer):
                    yield document

    def errors() -> Iterator[Answer]:
        while waiting and isinstance(waiting[0], Answer):
            yield waiting.popleft()  # type: ignore[misc]

    for line in engine.extract(documents()):
        yield from errors()
        name, _ = waiting.popleft()  # type: ignore[misc]
        yield (
            Answer(line)
            if line is not None
            else _refused("the quotes of this text could not be found; see the log", None, name)
        )
    yield from errors()


def _refused(error: str, number: int | None, name: str | None = None) -> Answer:
    return Answer(dumps({"id": name, "line": number, "error": error}), f"line {number}: {error}")


def _document(line: bytes, number: int, seen: set[str]) -> tuple[str, str] | Answer:
    def refuse(error: str, name: str | None = None) -> Answer:
        return _refused(error, number, name)

    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return refuse("this line is not JSON")
    if not isinstance(data, dict):
        return refuse("this line is not a JSON object")
    name, text = data.get("id"), data.get("text")
    if not isinstance(name, str) or not name or not _is_unicode(name):
        return refuse("this line has no id (a text that is not empty)")
    if name in seen:
        return refuse("this id came before", name)
    seen.add(name)
    if not isinstance(text, str):
        return refuse("this line has no text", name)
    if not _is_unicode(text):
        return refuse("this text holds a lone surrogate, which is no character", name)
    return name, text


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
