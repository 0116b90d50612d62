"""The commands that work on a desk: import, quotes, export, check, backup."""

import sys
from collections.abc import Sequence
from pathlib import Path

from quotedesk.bulk import import_files
from quotedesk.engine import Engine
from quotedesk.store import desk as desks
from quotedesk.store import quotes as stored
from quotedesk.store.records import QuoteFilter
from quotedesk.store.words import counted


def import_(desk_path: Path, paths: Sequence[Path], *, jobs: int) -> int:
    """Reads, finds, attributes, stores and groups; what cannot be read is said in one line each."""
    with _opened(desk_path, make=True) as desk, Engine(jobs=jobs) as engine:
        outcome = import_files(desk, paths, engine=engine)
        quotes = stored.count(desk, QuoteFilter())
    print(f"{desk_path.name}: {counted(outcome.added, 'article')} imported, {counted(quotes, 'quote')} on the desk.")
    for title in outcome.known:
        print(f"{title}: this article is on the desk already.")
    for sentence in outcome.failed:
        print(sentence, file=sys.stderr)
    return 1 if outcome.failed else 0


def quotes(desk_path: Path, wanted: QuoteFilter, *, form: str | None) -> int:
    """Lists the quotes that fit, as JSON, as CSV, or to be read."""
    from quotedesk.export import csv_table, json_desk
    from quotedesk.export.selection import of_desk

    with _opened(desk_path) as desk:
        if form is None:
            for record in stored.every(desk, wanted):
                where = " · ".join(part for part in (record.outlet, record.date) if part)
                print(f"{record.speaker or 'Unknown speaker'} [{record.status}] {where}")
                print(f"  “{' '.join(record.text.split())}”")
            return 0
        selection = of_desk(desk, wanted)
        data = json_desk.write(selection) if form == "json" else csv_table.write(selection)
    print(data.decode("utf-8-sig"), end="" if data.endswith(b"\n") else "\n")
    return 0


def export(desk_path: Path, output: Path, wanted: QuoteFilter, *, by: str) -> int:
    """Writes a file whose ending says what it is."""
    from ui.printing.exporting import export_file

    with _opened(desk_path) as desk:
        export_file(desk, output, wanted, by=by)
    print(f"{output} is written.")
    return 0


def check(desk_path: Path) -> int:
    """Says that a desk is sound, or what is wrong with it."""
    problems = desks.check(desk_path)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"{desk_path.name} is sound.")
    return 1 if problems else 0


def backup(desk_path: Path, output: Path) -> int:
    """Writes a whole copy of a desk."""
    with _opened(desk_path) as desk:
        desks.backup(desk, output)
    print(f"{output} is written.")
    return 0


def _opened(path: Path, *, make: bool = False) -> desks.Desk:
    if make and not path.exists():
        return desks.create(path, user=reader())
    return desks.open(path, user=reader())


def reader() -> str:
    """The name that the person's deeds carry, as in the window."""
    from ui import settings

    return settings.reader(settings.stored())
