"""`quotedesk self-test`: the whole way from the sample's files to a sheet and a window, on the machine it runs on.

It runs from a checkout, from a wheel and in the shipped program, so it is what notices a file, a library or a module
that was not shipped. Each step checks that it really gave something; the first that fails ends the run.
"""

import logging
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from quotedesk.article import Article
from quotedesk.paths import SEEDS, log_file
from quotedesk.quote import Quote
from quotedesk.store.desk import Desk
from ui import crash

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)

SETTLE = 0.4
"""Seconds given to each view to read the desk and paint."""
PLAIN = 12
"""An empty window has fewer colours than this."""


class SelfTestError(Exception):
    """A step gave nothing, or something wrong; `str()` says what."""


@dataclass
class Progress:
    """What the steps so far have made, for those that build on it."""

    folder: Path
    articles: list[Article] = field(default_factory=list)
    found: list[list[Quote]] = field(default_factory=list)
    desk: Desk | None = None
    application: object = None

    @property
    def opened(self) -> Desk:
        """The temporary desk."""
        expect(self.desk is not None, "there is no desk")
        assert self.desk is not None
        return self.desk


def expect(given: object, otherwise: str) -> None:
    """Fails the step where it did not give what it should."""
    if not given:
        raise SelfTestError(otherwise)


def read(so_far: Progress) -> str:
    """Files to articles."""
    from quotedesk import reading

    so_far.articles = [reading.read_file(path) for path in reading.expand([SEEDS / "articles"])]
    expect(len(so_far.articles) > 1, "the sample has no articles")
    for article in so_far.articles:
        expect(article.text and article.title and article.outlet, f"{article.path} came out without text or head")
    return f"{len(so_far.articles)} articles"


def find(so_far: Progress) -> str:
    """Articles to quotes, in a worker process, as behind the window."""
    from quotedesk.engine import Engine

    with Engine(jobs=1) as engine:
        found = list(engine.find(article.text for article in so_far.articles))
    for article, quotes in zip(so_far.articles, found, strict=True):
        expect(quotes, f"no quote was found in {article.title}")
        so_far.found.append(quotes or [])
        expect(
            all(quote.text(article.text).strip() for quote in so_far.found[-1]), f"an empty quote in {article.title}"
        )
    return f"{sum(map(len, so_far.found))} quotes"


def attribute(so_far: Progress) -> str:
    """Speakers, each with its reason."""
    named = [quote for quotes in so_far.found for quote in quotes if quote.speaker.name]
    expect(named, "nobody was found to speak")
    expect(all(quote.evidence for quote in named), "a speaker has no evidence")
    return f"{len({quote.speaker.name for quote in named})} speakers"


def store(so_far: Progress) -> str:
    """Quotes to a desk, and back as they were."""
    from quotedesk.attribution.roster import Roster
    from quotedesk.store import articles, desk, quotes

    so_far.desk = desk.create(so_far.folder / "self-test.quotedesk", title="Self-test", user="self-test")
    articles.add(so_far.desk, list(zip(so_far.articles, so_far.found, strict=True)), roster=Roster.load())
    count = 0
    for record in articles.listed(so_far.desk):
        text = articles.text(so_far.desk, record.id)
        for quote in quotes.of_article(so_far.desk, record.id):
            exact = " ".join(text[part.start : part.end] for part in quote.parts)
            expect(exact == quote.text, f"a quote of {record.title} does not stand where the desk says")
            count += 1
    expect(count == sum(map(len, so_far.found)), "the desk gave back another number of quotes")
    return f"{count} quotes in their places"


def compare(so_far: Progress) -> str:
    """The same words across articles, aligned."""
    from quotedesk import collation
    from quotedesk.store import statements

    listed = statements.listed(so_far.opened)
    expect(listed, "no words were recognised in a second article")
    texts = [witness.passage.text for witness in listed[0].witnesses]
    table = collation.align(texts)
    for column, text in enumerate(texts):
        words = " ".join(row[column] or "" for row in table).split()
        expect(words == text.split(), "a collation lost words")
    return f"{len(listed)} statements, the first in {len(texts)} printings"


def decide(so_far: Progress) -> str:
    """A decision is kept, and undone."""
    from quotedesk.quote import Status
    from quotedesk.store import articles, changes, quotes

    desk = so_far.opened
    first = quotes.of_article(desk, articles.listed(desk)[0].id)[0]
    quotes.decide(desk, [first.id], Status.CONFIRMED)
    expect(quotes.get(desk, first.id).status is Status.CONFIRMED, "a decision was not kept")
    changes.undo(desk)
    expect(quotes.get(desk, first.id).status is first.status, "a decision was not undone")
    return "confirmed and undone"


def reopen(so_far: Progress) -> str:
    """The desk is whole after closing, and the migrations are there."""
    from quotedesk.store import desk, schema

    path = so_far.opened.path
    so_far.opened.close()
    problems = desk.check(path)
    expect(not problems, "; ".join(problems))
    so_far.desk = desk.open(path, user="self-test")
    with so_far.desk.writing() as connection:
        schema.migrate(connection)
    return "no problems"


def print_sheet(so_far: Progress) -> str:
    """A sheet as a PDF file."""
    from quotedesk.export import selection, sheet
    from ui.printing.pdf import write_pdf

    so_far.application = _application()
    path = so_far.folder / "self-test.pdf"
    write_pdf(sheet.by_statement(selection.of_desk(so_far.opened)), path)
    data = path.read_bytes()
    expect(data.startswith(b"%PDF"), "the sheet is no PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b", data))
    expect(pages, "the sheet has no pages")
    expect(b"/FontFile" in data, "the sheet has no fonts")
    return f"{pages} pages, {len(data) // 1024} KiB"


def show(so_far: Progress) -> str:
    """The window, painted into memory with the desk in each of its views; Qt has nothing to complain of."""
    from PySide6.QtCore import QSettings, qInstallMessageHandler
    from PySide6.QtGui import QImage

    from ui import theme
    from ui.main_window import VIEW_NAMES, MainWindow

    application = _application()
    complaints: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _context, message: complaints.append(message))
    try:
        settings = QSettings(str(so_far.folder / "window.ini"), QSettings.Format.IniFormat)
        theme.apply("light")
        expect(not theme.icon("quotedesk").pixmap(32).isNull(), "the icons cannot be drawn")
        path = so_far.opened.path
        so_far.opened.close()
        window = MainWindow(settings)
        window.resize(1280, 800)
        window.show()
        expect(window.open_desk(path), "the window did not open the desk")
        painted: list[QImage] = []
        for place, name in enumerate(VIEW_NAMES):
            window.go(place)
            until = time.monotonic() + SETTLE
            while time.monotonic() < until:
                application.processEvents()
            picture = window.grab().toImage()
            expect(_colours(picture) > PLAIN, f"the view {name} is blank")
            expect(picture not in painted, f"the view {name} did not come up")
            painted.append(picture)
        window.close()
    finally:
        qInstallMessageHandler(before)
    expect(not complaints, "; ".join(dict.fromkeys(complaints)))
    return f"{len(painted)} views painted"


def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(["quotedesk"])
    assert isinstance(application, QApplication)
    return application


def _colours(picture: "QImage") -> int:
    """How many colours stand at the crossings of a fine grid."""
    return len({picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)})


STEPS: tuple[tuple[str, Callable[[Progress], str]], ...] = (
    ("read the sample", read),
    ("find quotes", find),
    ("attribute them", attribute),
    ("store them", store),
    ("compare printings", compare),
    ("decide and undo", decide),
    ("close and check", reopen),
    ("print a sheet", print_sheet),
    ("open the window", show),
)


def run() -> int:
    """Runs every step, prints a line for each, and returns the exit code: 0 when all is well, else 1."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if not logging.getLogger().handlers:
        crash.log_to_file()
    failed = False
    with tempfile.TemporaryDirectory(prefix="quotedesk-", ignore_cleanup_errors=True) as folder:
        so_far = Progress(Path(folder))
        for name, step in STEPS:
            failed = not _passed(name, step, so_far) or failed
            if failed:
                break
        if so_far.desk is not None:
            so_far.desk.close()
    print(f"Failed. What exactly went wrong is in {log_file()}" if failed else "All is well.", flush=True)
    return int(failed)


def _passed(name: str, step: Callable[[Progress], str], so_far: Progress) -> bool:
    started = time.perf_counter()
    try:
        said, well = step(so_far), True
    except Exception as error:
        log.exception("self-test: %s", name)
        said, well = str(error) or type(error).__name__, False
    seconds = time.perf_counter() - started
    print(f"{'ok' if well else 'FAILED':6} {name:18} {seconds:6.2f} s  {said}", flush=True)
    return well
