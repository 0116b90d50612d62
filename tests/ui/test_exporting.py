import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from quotedesk.errors import QuoteDeskError
from quotedesk.quote import Status
from quotedesk.store import articles, quotes
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from quotedesk.store.records import QuoteFilter
from tests.export.test_selection import printed
from ui.printing import export_file
from ui.printing.preview import SheetPreview
from ui.session import DeskSession

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = desks.create(tmp_path / "strike.quotedesk", title="The strike", user="tester")
    articles.add(opened, [printed("The Harbour Post", "We struck it."), printed("Northern Wire", "We did not.")])
    yield opened
    opened.close()


@pytest.fixture
def session(qtbot: QtBot, desk: Desk) -> Iterator[DeskSession]:
    """A session that goes on this thread, not wherever Python happens to collect garbage."""
    made = DeskSession(desk)
    yield made
    made.runner.close()
    with qtbot.waitSignal(made.destroyed):
        made.deleteLater()


@pytest.mark.parametrize("by", ["speaker", "statement"])
def test_the_ending_says_what_is_written(qapp: object, desk: Desk, tmp_path: Path, by: str) -> None:
    export_file(desk, tmp_path / "a.PDF", by=by)
    export_file(desk, tmp_path / "a.csv", QuoteFilter(outlet="Northern Wire"))
    export_file(desk, tmp_path / "a.json")
    assert pypdf.PdfReader(tmp_path / "a.PDF").metadata.title.startswith("The strike: ")  # type: ignore[union-attr]
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()) == 3
    assert len(json.loads((tmp_path / "a.json").read_bytes())["quotes"]) == 4


def test_an_unknown_ending_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(QuoteDeskError, match=r"^a\.odt does not say .* \.pdf, \.csv, \.json or \.xml\.$"):
        export_file(desk, tmp_path / "a.odt")
    assert not (tmp_path / "a.odt").exists()


def test_a_pdf_needs_no_display_and_no_application(desk: Desk, tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from quotedesk.store import desk as d; from ui.printing import export_file\n"
        "assert not [m for m in sys.modules if m.startswith('PySide6')]\n"
        "opened = d.open(pathlib.Path(sys.argv[1])); export_file(opened, pathlib.Path(sys.argv[2])); opened.close()"
    )
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    target = tmp_path / "bare.pdf"
    done = subprocess.run([sys.executable, "-c", code, str(desk.path), str(target)], env=bare, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert target.read_bytes().startswith(b"%PDF-1.4")


def test_the_preview_follows_the_desk(qtbot: QtBot, session: DeskSession) -> None:
    dialog = SheetPreview(session)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.ready)
    assert dialog.sheet and dialog.sheet.subtitle == "Quotes by speaker" and dialog.sheet.coverage.quotes == 2
    ids = [quote.id for quote in quotes.every(session.desk, QuoteFilter())]
    session.do(lambda opened: quotes.decide(opened, ids, Status.REJECTED))
    qtbot.waitUntil(lambda: dialog.ready() and not dialog.sheet.sections)  # type: ignore[union-attr]
    qtbot.mouseClick(dialog.arrangement.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.ready() and dialog.made.kind == "Statements and their printings")  # type: ignore
    dialog.done(0)


def test_a_statement_sheet_can_be_asked_for_at_once(qtbot: QtBot, session: DeskSession) -> None:
    dialog = SheetPreview(session, place=1, chosen_by=QuoteFilter(outlet="Northern Wire"))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.ready)
    assert dialog.made and dialog.made.kind == "Statements and their printings"
    assert dialog.folder == session.desk.path.parent
    dialog.done(0)


def test_closing_while_the_desk_is_being_read_does_no_harm(qtbot: QtBot, session: DeskSession) -> None:
    gone: list[int] = []
    dialog = SheetPreview(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.destroyed.connect(lambda: gone.append(1))
    dialog.open()
    dialog.close()
    qtbot.waitUntil(lambda: bool(gone))
    ids = [quote.id for quote in quotes.every(session.desk, QuoteFilter())]
    with qtbot.waitSignal(session.changed):
        session.do(lambda opened: quotes.decide(opened, ids, Status.REJECTED))
