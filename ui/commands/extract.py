"""`quotedesk extract`: quotes and speakers of files or of JSON lines, without a desk."""

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from quotedesk import reading
from quotedesk.article import Article
from quotedesk.attribution.roster import Roster
from quotedesk.engine import Engine, dumps
from quotedesk.errors import QuoteDeskError
from quotedesk.export import extracted
from quotedesk.json_lines import extract_lines
from quotedesk.quote import Kind, Quote

COLUMNS = ("path", "outlet", "date", "speaker", "type", "kind", "quote", "start", "end", "mention", "cue", "confidence",
           "evidence")  # fmt: skip


def lines(source: Iterable[bytes], *, roster: Roster, jobs: int) -> int:
    """Answers each line of input with a line of output, in order."""
    good = True
    with Engine(roster, jobs=jobs) as engine:
        for answer in extract_lines(source, engine):
            print(answer.line, flush=False)
            if answer.error:
                good = False
                print(answer.error, file=sys.stderr)
    return 0 if good else 1


def files(paths: Sequence[Path], *, roster: Roster, form: str | None) -> int:
    """Prints the quotes of files and folders, as JSON, as CSV, or to be read."""
    failed: list[str] = []
    found = read(paths, roster=roster, failed=failed)
    if form == "json":
        print(dumps([article_json(article, quotes) for article, quotes in found]))
    elif form == "csv":
        print(_table(found), end="")
    else:
        for article, quotes in found:
            print(page(article, quotes))
    for sentence in failed:
        print(sentence, file=sys.stderr)
    return 1 if failed else 0


def read(paths: Sequence[Path], *, roster: Roster, failed: list[str]) -> Iterator[tuple[Article, list[Quote]]]:
    """Each article that can be read, with its quotes; what cannot is a sentence in `failed`."""
    with Engine(roster) as engine:
        for path in reading.expand(paths):
            try:
                article = reading.read_file(path)
            except QuoteDeskError as error:
                failed.append(str(error))
                continue
            quotes = next(iter(engine.find((article.text,))))
            if quotes is None:
                failed.append(f"{path.name}: its quotes could not be found; see the log.")
            else:
                yield article, quotes


def article_json(article: Article, quotes: Sequence[Quote]) -> dict[str, Any]:
    """One element of `extract --json`."""
    return {
        "path": article.path,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "date": article.date,
        "url": article.url,
        "text": article.text,
        "quotes": [extracted.quote(article.path, article.text, q) for q in quotes],
    }


def page(article: Article, quotes: Sequence[Quote]) -> str:
    """An article's quotes to be read in a terminal."""
    head = " · ".join(part for part in (article.outlet, article.date) if part)
    out = [article.title or article.path, *([head] if head else []), ""]
    for quote in quotes:
        if quote.kind is Kind.OTHER:
            continue
        name = quote.speaker.name or "Unknown speaker"
        out.append(f"  {name}: “{' '.join(quote.text(article.text).split())}”")
        out.append(f"      {quote.evidence}")
    return "\n".join(out) + "\n"


def _table(found: Iterable[tuple[Article, list[Quote]]]) -> str:
    from quotedesk.export.csv_table import safe  # knows the desk: `--jsonl` starts without

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for article, quotes in found:
        for q in quotes:
            mention = q.mention.of(article.text) if q.mention else ""
            cue = q.cue.of(article.text) if q.cue else ""
            words = (
                article.path,
                article.outlet,
                article.date,
                q.speaker.name or "",
                q.speaker.type,
                q.kind,
                q.text(article.text),
            )
            row = (
                *map(safe, words),
                q.extent.start,
                q.extent.end,
                safe(mention),
                safe(cue),
                q.confidence,
                safe(q.evidence),
            )
            writer.writerow("" if cell is None else cell for cell in row)
    return out.getvalue()
