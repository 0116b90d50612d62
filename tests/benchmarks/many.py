"""The views on a desk of many quotes: `python -m tests.benchmarks.many [QUOTES]` (a million unless told).

Prints a line a figure, medians of five: what a search shows first and in all, sorting, a jump through the table, a turn
of the wheel, how long the window is kept from answering while a listing is read beside it, and what the library, the
speakers, the review's queue and the history take to be read.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from quotedesk.quote import Status
from quotedesk.store import articles, history, quote_listing, quotes, review, speakers
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from quotedesk.store.quote_listing import Order
from quotedesk.store.records import QuoteFilter
from tests.benchmarks import big_desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.quotes.view import QuotesView

RUNS = 5
FILTERS = {
    "every quote": QuoteFilter(),
    "a rare word": QuoteFilter(search="gratenpel"),
    "two words": QuoteFilter(search="roba mimi"),
    "a word of whole articles": QuoteFilter(search="robami", whole_articles=True),
    "a word that is begun": QuoteFilter(search="baba"),
    "the most common word": QuoteFilter(search="shonivergra "),
    "one letter": QuoteFilter(search="b"),
    "a common word of whole articles": QuoteFilter(search="shonivergra ", whole_articles=True),
    "a speaker": QuoteFilter(speaker="speaker-7"),
    "confirmed": QuoteFilter(status=Status.CONFIRMED),
    "unsure, one outlet, one month": QuoteFilter(sure_below=0.5, outlet="Outlet 05", since="2015-06", until="2015-06"),
}


def timed(run: Callable[[], object]) -> float:
    """Median seconds of some runs, after one that warms."""
    run()
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return median(found)


def tell(name: str, seconds: float) -> None:
    """One figure."""
    print(f"{name:52} {seconds * 1000:9.1f} ms")


def stored(desk: Desk) -> None:
    """What the desk answers, without a window."""
    for name, wanted in FILTERS.items():
        found = quote_listing.listing(desk, wanted)
        tell(f"first page: {name} ({len(found):,})", timed(lambda wanted=wanted: quotes.first(desk, wanted)))
        tell(f"all of it: {name}", timed(lambda wanted=wanted: quote_listing.listing(desk, wanted)))
    tell("the articles of the library", timed(lambda: articles.listed(desk)))
    tell("the speakers", timed(lambda: speakers.listed(desk)))
    tell("the review's queue", timed(lambda: review.queue(desk)))
    tell("the history's first page", timed(lambda: history.listed(desk)))
    for order in (Order.SPEAKER, Order.WORDS, Order.CONFIDENCE):
        tell(f"sorted by {order}", timed(lambda order=order: quote_listing.listing(desk, QuoteFilter(), order)))


def shown(application: "QApplication", view: "QuotesView") -> None:
    """What a person waits for in the window."""
    bar = view.table.verticalScrollBar()

    def jump() -> None:
        bar.setValue((bar.value() + bar.maximum() // 3) % bar.maximum())
        application.processEvents()

    def wheel() -> None:
        bar.setValue(bar.value() + 3 * 38)
        application.processEvents()

    tell("jump through the table", timed(jump))
    tell("a turn of the wheel", timed(wheel))
    gaps = []
    view.filters.search.setText("baba")
    view.filters.search.returnPressed.emit()
    start = time.perf_counter()
    while not view.model.is_complete or view.model.filter.search != "baba":
        application.processEvents()
        gaps.append(time.perf_counter() - start)
        start = time.perf_counter()
        time.sleep(0.001)
        start = time.perf_counter()
    tell("longest pause of the window while it searches", max(gaps, default=0.0))


def main() -> None:
    """Makes the desk and prints the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.quotes.view import QuotesView
    from ui.session import DeskSession

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.quotedesk"
        big_desk.make(path, count)
        with desks.open(path, user="Bench") as desk:
            print(f"{count:,} quotes, {path.stat().st_size / 1e6:,.0f} MB")
            stored(desk)
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        theme.apply("light")
        session = DeskSession(desks.open(path, user="Bench"))
        start = time.perf_counter()
        view = QuotesView(session)
        view.resize(1440, 824)
        view.show()
        while not view.model.total:
            application.processEvents()
        view.table.viewport().repaint()
        tell("the table opens with its first rows", time.perf_counter() - start)
        while not view.model.is_complete:
            application.processEvents()
        tell("and with all of them", time.perf_counter() - start)
        shown(application, view)
        view.close()
        session.close()


if __name__ == "__main__":
    main()
