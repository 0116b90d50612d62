"""A big desk and its statements: `python -m tests.benchmarks.statements [QUOTES] [ARTICLES]`.

Writes a desk of so many synthetic quotes (100,000 unless told) in articles of 15, groups them all at once, then adds so
many articles (100) one by one, assigns and undoes, joins and keeps apart, and reads pages of the list. Times are wall
clock, commits included; the processor's time stands beside it.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from quotedesk.article import Article
from quotedesk.collation.statement import Passage
from quotedesk.quote import Quote, Span, SpeakerName, SpeakerType
from quotedesk.store import articles, changes, links, quotes, speakers, statements
from quotedesk.store import desk as desks
from quotedesk.store.records import StatementFilter, StatementOrder
from tests.benchmarks.grouping import generated

IN_AN_ARTICLE = 15
AT_ONCE = 500
SPEAKERS = 2_000
INDEX = ("features", "candidates")
"""What quotes are found by: which wordings hold a rare feature, and which were found for each wording."""
ABOUT = {"features": "14 * count(*)", "candidates": "sum(length(kept) + 12)", "edges": "24 * count(*)"}
Found = tuple[Article, list[Quote]]


def written(passages: Sequence[Passage], truth: dict[str, str], first: int = 0) -> Iterator[Found]:
    """The quotes as articles: 40 outlets, 1,000 days, 2,000 speakers, printings of one utterance by one of them."""
    for at in range(0, len(passages), IN_AN_ARTICLE):
        number = first + at // IN_AN_ARTICLE
        text, found = f"Report {number}\n\n", []
        for passage in passages[at : at + IN_AN_ARTICLE]:
            name = f"Speaker {int(''.join(filter(str.isdigit, truth[passage.id])) or 0) % SPEAKERS}"
            start = len(text) + 1
            span = Span(start, start + len(passage.text))
            text += f"“{passage.text}” {name} said.\n"
            found.append(Quote((span,), speaker=SpeakerName(name, SpeakerType.PERSON), confidence=0.5))
        day = (date(2014, 1, 1) + timedelta(days=number % 1000)).isoformat()
        yield Article(text, title=f"Report {number}", outlet=f"Outlet {number % 40:02d}", date=day), found


def timed(times: int, deed: Callable[[int], object]) -> list[tuple[float, float]]:
    """How many milliseconds each of so many deeds took, by the clock and of the processor."""
    taken = []
    for number in range(times):
        begun, busy = time.perf_counter(), time.process_time()
        deed(number)
        taken.append((1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - busy)))
    return taken


def say(name: str, taken: Sequence[tuple[float, float]]) -> None:
    """The medians and the 95th percentiles, and the longest."""
    clock, busy = (sorted(side) for side in zip(*taken, strict=True))
    last = min(len(clock) - 1, round(0.95 * len(clock)))
    print(
        f"{name:36} p50 {clock[len(clock) // 2]:8.1f} ms   p95 {clock[last]:8.1f} ms   longest {clock[-1]:8.1f} ms   "
        f"(processor {busy[len(busy) // 2]:.1f}, {busy[last]:.1f})",
        flush=True,
    )


def size(path: Path, *tables: str) -> int:
    """The bytes of all pages of tables; about those of their rows where SQLite was built without `dbstat`."""
    total = 0
    with closing(sqlite3.connect(path)) as connection:
        for table in tables:
            try:
                (found,) = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = ?", (table,)).fetchone()
            except sqlite3.OperationalError:
                (found,) = connection.execute(f"SELECT {ABOUT[table]} FROM {table}").fetchone()
            total += int(found or 0)
    return total


def main(count: int, more: int) -> None:
    """Build the desk and print a line a figure."""
    passages, truth = generated(count + more * IN_AN_ARTICLE)
    words, added = (sum(len(p.text.encode()) for p in some) for some in (passages[:count], passages[count:]))
    later = list(written(passages[count:], truth, count))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.quotedesk"
        with desks.create(path, user="Bench") as desk:
            begun = time.perf_counter()
            waiting: list[Found] = []
            for found in written(passages[:count], truth):
                waiting.append(found)
                if len(waiting) == AT_ONCE:
                    articles.add(desk, waiting, group=False)
                    waiting = []
            if waiting:
                articles.add(desk, waiting, group=False)
            print(f"{count:,} quotes, {words:,} bytes of words; written in {time.perf_counter() - begun:.1f} s")
            begun = time.perf_counter()
            statements.regroup(desk)
            several = statements.count(desk, StatementFilter())
            print(f"grouped in {time.perf_counter() - begun:.1f} s; several quotes carry {several:,} statements")
            print(f"index {size(path, *INDEX) / words:.2f} times the words when packed", flush=True)
            say(f"add an article of {IN_AN_ARTICLE} quotes", timed(more, lambda n: articles.add(desk, [later[n]])))
            some = [quote.id for quote in quotes.of_article(desk, articles.listed(desk)[-1].id)]
            who = speakers.listed(desk)
            say("assign a quote", timed(50, lambda n: quotes.assign(desk, [some[n % len(some)]], who[n].id)))
            say("undo that", timed(50, lambda _: changes.undo(desk)))
            pairs = [(s.a, s.b) for s in statements.suggestions(desk, 60)]
            if len(pairs) >= 40:
                say("accept a suggestion", timed(20, lambda n: links.accept(desk, *pairs[n])))
                say("refuse a suggestion", timed(20, lambda n: links.refuse(desk, *pairs[20 + n])))
            printed = [statements.get(desk, row.id) for row in statements.page(desk, StatementFilter())[20:40]]
            say("split off the last printing", timed(len(printed), lambda n: links.split(
                desk, printed[n].id, [printed[n].witnesses[-1].passage.id])))  # fmt: skip
            say("undo that", timed(len(printed), lambda _: changes.undo(desk)))
            for order in StatementOrder:
                say(f"a page, {order.value} first", timed(10, lambda _, o=order: statements.page(
                    desk, StatementFilter(), o)))  # type: ignore[misc]  # fmt: skip
            say("a page, searched", timed(10, lambda n: statements.page(
                desk, StatementFilter(search=passages[n].text.split()[0]))))  # fmt: skip
            say("a page of suggestions", timed(10, lambda _: statements.suggestions(desk, 50)))
            say("count of suggestions", timed(3, lambda _: statements.count_suggestions(desk)))
        say("open the desk", timed(5, lambda _: desks.open(path, user="Bench").close()))
        words += added
        print(f"index {size(path, *INDEX) / words:.2f} times the words at the end, edges "
              f"{size(path, 'edges') / words:.2f}; the desk {path.stat().st_size / 1e6:.0f} MB")  # fmt: skip


if __name__ == "__main__":
    asked = [int(number.replace(",", "")) for number in sys.argv[1:]]
    main(*(asked + [100_000, 100][len(asked) :]))
