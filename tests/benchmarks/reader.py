"""The view Read on an article of a million characters with 6,000 quotes: opening, one edit, a turn of the wheel.

`python -m tests.benchmarks.reader` prints a line a figure; `run.py` prints them with the others. Without a display the
offscreen platform is used; what is timed is the work up to and with the painting.
"""

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from quotedesk.article import Article
from quotedesk.quote import Quote, Span, SpeakerName, SpeakerType, Status
from quotedesk.store import articles, quotes, speakers
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk

CHARACTERS, QUOTES, SPEAKERS = 1_000_000, 6_000, 40
VIEW = (1440, 824)
Figure = tuple[str, list[float]]


def long_article(seed: int = 5) -> tuple[Article, list[Quote]]:
    """Paragraphs of made-up words; every one holds a quote, every tenth quote another one inside it."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices("abcdefghiklmnoprstuw", k=chance.randint(2, 9))) for _ in range(8_000)]

    def words(count: int) -> str:
        return " ".join(chance.choices(vocabulary, k=count))

    pieces: list[str] = []
    found: list[Quote] = []
    end = 0
    paragraphs = QUOTES * 10 // 11
    for number in range(paragraphs):
        name = f"Speaker {chance.randrange(SPEAKERS)}"
        lead, quoted, tail = f"{name} said: “", words(12), f"” {words(14)}.\n\n"
        filler = CHARACTERS * (number + 1) // paragraphs - end - len(lead) - len(quoted) - len(tail)
        tail = tail if filler < 8 else f"” {words(14)} {words(filler // 7)}.\n\n"
        start = end + len(lead)
        span = Span(start, start + len(quoted))
        who = SpeakerName(name, SpeakerType.PERSON)
        common = {"speaker": who, "confidence": round(chance.uniform(0.3, 0.99), 2), "evidence": f"“{name} said”"}
        found.append(Quote((span,), mention=Span(end, end + len(name)), **common))  # type: ignore[arg-type]
        if number % 10 == 0:
            cut = quoted.index(" ", len(quoted) // 2)
            found.append(Quote((Span(start + cut + 1, span.end),), parent=span, **common))  # type: ignore[arg-type]
        pieces += (lead, quoted, tail)
        end += len(lead) + len(quoted) + len(tail)
    return Article("".join(pieces), title="A very long report", outlet="The Bench", date="2016-09-18"), found


def long_desk(folder: Path) -> Desk:
    """A desk with the long article alone."""
    made = desks.create(folder / "long.quotedesk", title="Long")
    articles.add(made, [long_article()])
    return made


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def figures(folder: Path) -> list[Figure]:
    """Seconds of each measurement, by what was measured."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.reader.view import ReadView
    from ui.session import DeskSession

    application = QApplication.instance() or QApplication(["quotedesk"])
    theme.apply("light")
    desk = long_desk(folder)
    (article,) = articles.listed(desk)
    listed = quotes.of_article(desk, article.id)
    somebody = speakers.listed(desk)[3].id

    opened: list[float] = []
    for _ in range(3):
        session = DeskSession(desk)
        view = ReadView.__new__(ReadView)
        begun = time.perf_counter()
        view.__init__(session)  # type: ignore[misc]
        view.resize(*VIEW)
        view.show()
        view.splitter.share_room(VIEW[0])
        application.processEvents()
        view.grab()
        opened.append(time.perf_counter() - begun)
        if len(opened) < 3:
            view.hide()
            view.deleteLater()
    page, bar = view.reader, view.reader.verticalScrollBar()
    while page._later.isActive():
        application.processEvents()

    wheel: list[float] = []
    for _ in range(120):
        turn = QWheelEvent(QPointF(400, 400), page.viewport().mapToGlobal(QPointF(400, 400)), QPoint(0, 0),
                           QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                           Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        begun = time.perf_counter()
        application.sendEvent(page.viewport(), turn)
        page.viewport().repaint()
        wheel.append(time.perf_counter() - begun)
    jumps = []
    for step in range(1, 21):
        begun = time.perf_counter()
        bar.setValue(bar.maximum() * step // 20)
        page.viewport().repaint()
        jumps.append(time.perf_counter() - begun)

    middle = listed[len(listed) // 2 : len(listed) // 2 + 20]

    def shown_after(deed: Callable[[Desk], object]) -> float:
        """Seconds from the deed until its effect is painted."""
        begun = time.perf_counter()
        session.do(deed)
        while session.runner.busy():
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        page.viewport().repaint()
        view.position_bar.repaint()
        return time.perf_counter() - begun

    def drawn_after(act: Callable[[], object]) -> float:
        """Seconds from a key until what it does is drawn; the deed goes on."""
        begun = time.perf_counter()
        act()
        page.viewport().repaint()
        return time.perf_counter() - begun

    def saved() -> None:
        while session.runner.busy():
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    confirmed, assigned, moved = [], [], []
    drawn: dict[str, list[float]] = {"confirm": [], "assign": [], "move": []}
    for quote in middle[:10]:
        view.choose(quote.id)
        application.processEvents()
        confirmed.append(shown_after(lambda desk, id=quote.id: quotes.decide(desk, [id], Status.CONFIRMED)))
        assigned.append(shown_after(lambda desk, id=quote.id: quotes.assign(desk, [id], somebody, confirm=True)))
        span = Span(quote.parts[0].start, quote.parts[0].end - 3)
        moved.append(shown_after(lambda desk, id=quote.id, span=span: quotes.resize(desk, id, [span])))
    for quote in middle[10:]:
        view.choose(quote.id)
        application.processEvents()
        for name, key in (
            ("confirm", lambda: view.deeds.decide(Status.CONFIRMED)),
            ("assign", lambda: view.deeds.assign(somebody)),
            ("move", lambda: view.deeds.move_edge("end", -1)),
        ):
            drawn[name].append(drawn_after(key))
            saved()
    chosen = [timed(lambda id=quote.id: (view.choose(id), page.viewport().repaint())) for quote in middle]
    view.hide()
    session.close()
    return [
        ("open a million characters, 6,000 quotes", opened),
        ("turn the wheel, one frame", wheel),
        ("jump through the article, one frame", jumps),
        ("select a quote", chosen),
        ("confirm a quote until it shows", drawn["confirm"]),
        ("assign a quote until it shows", drawn["assign"]),
        ("move an edge until it shows", drawn["move"]),
        ("confirm a quote until it is saved and shows", confirmed),
        ("assign a quote until it is saved and shows", assigned),
        ("move an edge until it is saved and shows", moved),
    ]


def main() -> None:
    """Prints the median, the least and the most of each, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds in figures(Path(folder)):
            low, middle, high = (1000 * value for value in (min(seconds), median(seconds), max(seconds)))
            print(f"{name:46} {middle:9.1f} ms   ({low:.1f} to {high:.1f})")


if __name__ == "__main__":
    main()
