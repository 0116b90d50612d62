"""Many documents into a desk."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotedesk import reading
from quotedesk.article import Article
from quotedesk.engine import Engine
from quotedesk.errors import QuoteDeskError
from quotedesk.quote import Quote
from quotedesk.store import articles, lessons, statements
from quotedesk.store.desk import Desk
from quotedesk.store.records import Changes

Report = Callable[[int, int], None]
Stopped = Callable[[], bool]

_DEED = 200


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
