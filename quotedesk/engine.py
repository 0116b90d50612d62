"""The engine in this process or in worker processes. What a worker does not need is not imported: it starts sooner."""

import gc
import json
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from quotedesk.attribution.roster import Roster
from quotedesk.export import extracted
from quotedesk.quote import Quote
from quotedesk.starting import without_commands

if TYPE_CHECKING:
    from spacy.language import Language

Found = list[Quote] | None
Given = TypeVar("Given")
Made = TypeVar("Made")

_log = logging.getLogger(__name__)
_BATCH = 150_000
_OBJECTS = 100_000
_nlp: "Language | None" = None


def _load(roster: Roster) -> None:
    """Loads the engine, and has the collector of garbage look away from it and less often.

    What the engine is made of stays, and the words it reads form no cycles: a sixth of the time went into looking.
    """
    global _nlp
    with without_commands():
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


def dumps(data: object) -> str:
    """JSON as the program prints it: one line, every script as it is."""
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": "))
