"""Many documents: the engine in worker processes, imports into a desk, and `extract --jsonl`."""

import gc
import json
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from quotedesk import reading
from quotedesk.article import Article
from quotedesk.attribution.roster import Roster
from quotedesk.errors import QuoteDeskError
from quotedesk.export import extracted
from quotedesk.quote import Quote
from quotedesk.store import articles, lessons, statements
from quotedesk.store.desk import Desk
from quotedesk.store.records import Changes

if TYPE_CHECKING:
    from spacy.language import Language

Report = Callable[[int, int], None]
Stopped = Callable[[], bool]
Found = list[Quote] | None
Given = TypeVar("Given")
Made = TypeVar("Made")

_log = logging.getLogger(__name__)
_BATCH = 60_000
_DEED = 200
_OBJECTS = 100_000
_nlp: "Language | None" = None


def _load(roster: Roster) -> None:
    """Loads the engine, and has the collector of garbage look away from it and less often.

    What the engine is made of stays, and the words it reads form no cycles: a sixth of the time went into looking.
    """
    global _nlp
    from quotedesk import pipeline

    _nlp = pipeline.load(roster)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def _start(roster: Roster) -> None:
    """What a worker does first. One whose program was killed would otherwise wait for work for ever."""
    threading.Thread(target=_end_with_the_program, daemon=True).start()
    _load(roster)


def _end_with_the_program() -> None:
    if program := parent_process():
        program.join()
        os._exit(1)


def _find(texts: Sequence[str], roster: Roster | None = None) -> list[Found]:
    from quotedesk import pipeline

    assert _nlp is not None
    if roster is not None:
        pipeline.know(_nlp, roster)
    try:
        return list(pipeline.find_all(_nlp, texts))
    except Exception:
        if len(texts) > 1:
            return [found for text in texts for found in _find((text,))]
        _log.exception("the engine failed on a text of %d characters", len(texts[0]))
        return [None]


def _extract(documents: Sequence[tuple[str, str]], roster: Roster) -> list[str | None]:
    found = _find([text for _, text in documents], roster)
    return [
        None if quotes is None else dumps(extracted.document(name, text, quotes))
        for (name, text), quotes in zip(documents, found, strict=True)
    ]


class Engine:
    """Finds quotes: in this process (`jobs=0`) or in worker processes, which start when they are first needed.

    The program behind the window always uses a process, so that it never waits for the language engine to load.
    """

    def __init__(self, roster: Roster | None = None, *, jobs: int = 0) -> None:
        self.roster = Roster.load() if roster is None else roster
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._loaded = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> "Future[list[Found]]":
        """Starts a worker and loads the engine in it, without waiting."""
        return self._workers().submit(_find, ("",))

    def find(self, texts: Iterable[str], roster: Roster | None = None) -> Iterator[Found]:
        """The quotes of each text, in order; None where the engine failed on one. Memory stays flat.

        `roster` takes the place of the engine's own, for a desk that has learnt something.
        """
        return self._each(_find, texts, len, roster)

    def extract(self, documents: Iterable[tuple[str, str]]) -> Iterator[str | None]:
        """`extract --jsonl`: for each document (its id, its text) its line of output; None where the engine failed."""
        return self._each(_extract, documents, lambda document: len(document[1]))

    def _each(
        self,
        work: Callable[[Sequence[Given], Roster], list[Made]],
        given: Iterable[Given],
        size: Callable[[Given], int],
        roster: Roster | None = None,
    ) -> Iterator[Made]:
        roster = roster or self.roster
        if self.jobs == 0:
            if not self._loaded:
                _load(self.roster)
                self._loaded = True
            for batch in _batches(given, size):
                yield from work(batch, roster)
            return
        waiting: deque[Future[list[Made]]] = deque()
        for batch in _batches(given, size):
            waiting.append(self._workers().submit(work, batch, roster))
            if len(waiting) > 2 * self.jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def close(self) -> None:
        """Ends the workers."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                max(1, self.jobs), mp_context=get_context("spawn"), initializer=_start, initargs=(self.roster,)
            )
        return self._pool


def _batches(given: Iterable[Given], size: Callable[[Given], int]) -> Iterator[list[Given]]:
    batch: list[Given] = []
    characters = 0
    for one in given:
        batch.append(one)
        characters += size(one)
        if characters >= _BATCH:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: how many articles came in, which were there already, and a sentence for each that failed."""

    added: int
    known: tuple[str, ...]
    failed: tuple[str, ...]
    changes: Changes
    cancelled: bool = False


def import_files(
    desk: Desk,
    paths: Iterable[Path],
    *,
    engine: Engine,
    report: Report | None = None,
    stopped: Stopped | None = None,
) -> ImportReport:
    """Reads files and folders, finds their quotes and stores them, as one deed for each 200 articles.

    What cannot be read is reported and passed over. When `stopped()` says so, what is stored already stays.
    """
    files = list(reading.expand(paths))
    known: list[str] = []
    failed: list[str] = []
    changes = Changes()
    added = done = 0
    cancelled = False

    def read() -> Iterator[Article]:
        for path in files:
            try:
                yield reading.read_file(path)
            except QuoteDeskError as error:
                failed.append(str(error))

    if report:
        report(0, len(files))
    source = read()
    roster = lessons.known(desk, engine.roster)
    while True:
        chunk: list[Article] = []
        for article in source:
            chunk.append(article)
            if len(chunk) == _DEED:
                break
        if not chunk:
            break
        found: list[tuple[Article, Sequence[Quote]]] = []
        for article, quotes in zip(chunk, engine.find((a.text for a in chunk), roster), strict=True):
            cancelled = stopped is not None and stopped()
            if cancelled:
                break
            if quotes is None:
                failed.append(
                    f"{Path(article.path).name}: its quotes could not be found, so it was left out; see the log."
                )
                continue
            found.append((article, quotes))
            if report:
                report(min(done + len(found) + len(failed), len(files)), len(files))
        outcome = articles.add(desk, found, roster=engine.roster, group=False)
        done += len(chunk)
        added += len(outcome.changes.articles)
        known += [record.title or record.path for record in outcome.known]
        changes = _joined(changes, outcome.changes)
        if cancelled:
            break
    if changes:
        statements.regroup(desk, stopped=None if cancelled else stopped)
        changes = _joined(changes, Changes(statements=True))
    return ImportReport(added, tuple(known), tuple(failed), changes, cancelled)


def _joined(a: Changes, b: Changes) -> Changes:
    return Changes(
        b.deed or a.deed,
        a.articles | b.articles,
        a.quotes | b.quotes,
        a.speakers | b.speakers,
        a.statements or b.statements,
    )


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


def dumps(data: object) -> str:
    """JSON as the program prints it: one line, every script as it is."""
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": "))
