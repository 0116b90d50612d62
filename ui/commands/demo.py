"""`quotedesk demo`: the sample desk, in the window or, without a display, as a printed report and a PDF."""

import os
import sys
import tempfile
from pathlib import Path

from quotedesk.bulk import import_files
from quotedesk.engine import Engine
from quotedesk.paths import SEEDS
from quotedesk.store import desk as desks
from quotedesk.store import quotes, speakers, statements
from quotedesk.store.records import QuoteFilter
from ui.commands.compare import page
from ui.settings import SAMPLE_TITLE


def run(*, window: bool, output: Path | None) -> int:
    """Opens the sample desk, or prints what is on it and names the PDF it wrote."""
    if window and _has_display():
        from ui import app, settings

        path = settings.sample_path()
        if not path.exists():
            make(path)
        return app.run(path)
    with tempfile.TemporaryDirectory(prefix="quotedesk-") as folder:
        path = Path(folder) / "sample.quotedesk"
        make(path)
        _report(path, output or Path.cwd() / "quotedesk-sample.pdf")
    return 0


def make(path: Path) -> None:
    """Makes the sample desk at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with desks.create(path, title=SAMPLE_TITLE) as desk, Engine() as engine:
        import_files(desk, [SEEDS / "articles"], engine=engine)


def _report(path: Path, output: Path) -> None:
    from ui.printing.exporting import export_file

    with desks.open(path) as desk:
        print(f"{desk.title}\n")
        for speaker in sorted(speakers.listed(desk), key=lambda s: (-s.quotes, s.name)):
            if speaker.quotes:
                print(f"{speaker.name} ({speaker.type}): {speaker.quotes}")
        print()
        for record in quotes.every(desk, QuoteFilter()):
            print(f"{record.outlet}: {record.speaker or 'unknown speaker'}: “{' '.join(record.text.split())}”")
        print()
        found = statements.everything(desk)
        print("\n".join(page(found)))
        export_file(desk, output, by="statement")
    print(f"\nThe sheet is in {output}")


def _has_display() -> bool:
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
