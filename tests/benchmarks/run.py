"""How fast it is on this machine: `make bench`. A line a figure: the median of several runs, the smallest, the largest.

Each benchmark is a function that prepares outside the clock and returns what to time; add one by writing it and naming
it in `BENCHMARKS`. Run times on a shared machine vary by a third: compare medians, and only of the same machine.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median

from quotedesk import pipeline, reading
from quotedesk.attribution.roster import Roster
from quotedesk.paths import SEEDS
from quotedesk.quote import Status
from quotedesk.store import articles, changes, desk, quotes, statements

RUNS = 5
Timed = Callable[[], object]

SAMPLE = [reading.read_file(path) for path in reading.expand([SEEDS / "articles"])]
ROSTER = Roster.load()
NLP = pipeline.load(ROSTER)
FOUND = [(article, pipeline.find(NLP, article.text)) for article in SAMPLE]


def started(code: str) -> Timed:
    """Runs Python code in a process of its own."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def import_window(_: Path) -> Timed:
    return started("import ui.app")


def load_engine(_: Path) -> Timed:
    return started("from quotedesk import pipeline; pipeline.load()")


def find_quotes(_: Path) -> Timed:
    return lambda: [pipeline.find(NLP, article.text) for article in SAMPLE]


def import_sample(folder: Path) -> Timed:
    numbers = count()

    def work() -> None:
        with desk.create(folder / f"{next(numbers)}.quotedesk") as made:
            articles.add(made, FOUND, roster=ROSTER)

    return work


def filled(folder: Path) -> desk.Desk:
    made = desk.create(folder / "filled.quotedesk")
    articles.add(made, FOUND, roster=ROSTER)
    return made


def decide(folder: Path) -> Timed:
    made = filled(folder)
    (first, *_) = quotes.of_article(made, articles.listed(made)[0].id)

    def work() -> None:
        quotes.decide(made, [first.id], Status.CONFIRMED)
        changes.undo(made)

    return work


def regroup(folder: Path) -> Timed:
    made = filled(folder)
    return lambda: statements.regroup(made)


BENCHMARKS: dict[str, Callable[[Path], Timed]] = {
    "import the window's modules": import_window,
    "load the engine": load_engine,
    "find the sample's quotes": find_quotes,
    "bring the sample into a new desk": import_sample,
    "confirm a quote and undo it": decide,
    "group the sample's quotes": regroup,
}


def main() -> int:
    words = sum(len(article.text.split()) for article in SAMPLE)
    print(f"sample: {len(SAMPLE)} articles, {words} words, {sum(len(found) for _, found in FOUND)} quotes; {RUNS} runs")
    for name, prepare in BENCHMARKS.items():
        with tempfile.TemporaryDirectory() as folder:
            work = prepare(Path(folder))
            work()
            seconds = []
            for _ in range(RUNS):
                begun = time.perf_counter()
                work()
                seconds.append(time.perf_counter() - begun)
        low, middle, high = (1000 * value for value in (min(seconds), median(seconds), max(seconds)))
        print(f"{name:34} {middle:9.1f} ms   ({low:.1f} to {high:.1f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
