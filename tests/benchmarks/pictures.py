"""Pictures of every view on the sample desk: `python -m tests.benchmarks.pictures FOLDER [SIZE]`, to be looked at.

Each view is drawn in light and dark, at text sizes of 100, 150 and 200 %, in a wide and in a small window; with SIZE
(as 2.0) at that size alone.
"""

import os
import sys
import tempfile
from pathlib import Path

from quotedesk import pipeline
from quotedesk.attribution.roster import Roster
from quotedesk.paths import SEEDS
from quotedesk.quote import Status
from quotedesk.reading import files as reading
from quotedesk.store import articles, quotes
from quotedesk.store import desk as desks

SIZES = (1.0, 1.5, 2.0)
WINDOWS = ((1440, 900), (1024, 700))
ARABIC = "وقالت الوزيرة ليلى حداد: “سنعيد فتح الجسر قبل نهاية الشهر، ولن نقبل أي تأخير جديد”.\n" * 4


def sample(path: Path) -> None:
    """The sample's articles and one that is read from right to left; two readers have decided."""
    roster = Roster.load()
    nlp = pipeline.load(roster)
    files = [reading.read_file(file) for file in reading.expand([SEEDS / "articles"])]
    files.append(reading.read_bytes(ARABIC.encode(), name="jisr.txt"))
    with desks.create(path, title="A desk with a title that is rather long", user="Reader One") as desk:
        articles.add(desk, [(file, pipeline.find(nlp, file.text)) for file in files], roster=roster)
        first = quotes.of_article(desk, articles.listed(desk)[0].id)
        quotes.decide(desk, [quote.id for quote in first[:3]], Status.CONFIRMED)
        quotes.set_note(desk, first[0].id, "To be checked against the recording of the briefing.")
    with desks.open(path, user="A second reader with a long name") as desk:
        quotes.decide(desk, [quote.id for quote in first[:2]], Status.CONFIRMED)
        quotes.decide(desk, [first[2].id], Status.REJECTED)


def main() -> None:
    """Draws all pictures into a folder."""
    folder = Path(sys.argv[1])
    sizes = [float(sys.argv[2])] if len(sys.argv) > 2 else SIZES
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    from ui import theme
    from ui.main_window import MainWindow

    application = QApplication.instance() or QApplication(["quotedesk"])
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "sample.quotedesk"
        sample(path)

        def settle(window: MainWindow) -> None:
            for _ in range(50):
                application.processEvents()
                QTest.qWait(5)
                if window.session is None or not (window.session.runner.busy() or window.session.reader.busy()):
                    break
            application.processEvents()

        def draw(widget: QWidget, name: str) -> None:
            widget.grab().save(str(folder / f"{name}.png"))

        for mode in ("light", "dark"):
            for size in sizes:
                for width, height in WINDOWS:
                    if mode == "dark" and (width, height) != WINDOWS[0]:
                        continue
                    settings = QSettings(str(Path(scratch) / f"{mode}{size}{width}.ini"), QSettings.Format.IniFormat)
                    settings.setValue("theme", mode)
                    settings.setValue("text_size", size)
                    theme.apply(mode, size)
                    window = MainWindow(settings)
                    window.resize(width, height)
                    window.show()
                    tag = f"{mode}-{round(100 * size)}-{width}"
                    draw(window, f"{tag}-start")
                    window.open_desk(path)
                    settle(window)
                    view = window.desk_view
                    assert view is not None
                    window.deeds["next_undecided"].trigger()
                    settle(window)
                    draw(window, f"{tag}-read")
                    window.deeds["review"].trigger()
                    settle(window)
                    draw(window, f"{tag}-review")
                    window.deeds["review"].trigger()
                    for place, name in enumerate(("quotes", "compare", "speakers"), 1):
                        window.go(place)
                        settle(window)
                        draw(window, f"{tag}-{name}")
                    window.go(0)
                    for name in ("settings", "keys", "history", "agreement", "confirm_all", "edit_article", "export"):
                        before = set(application.topLevelWidgets())
                        window.deeds[name].trigger()
                        settle(window)
                        for dialog in set(application.topLevelWidgets()) - before:
                            if dialog.isVisible() and dialog.isWindow():
                                draw(dialog, f"{tag}-{name}")
                                dialog.close()
                    settle(window)
                    window.close()
                    window.deleteLater()
                    settle(window)


if __name__ == "__main__":
    main()
