"""Adding articles from behind the window: the language engine in its own process, the report in plain words."""

import importlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.jobs import Job, Report, Runner, Stopped
from ui.settings import SAMPLE_TITLE

if TYPE_CHECKING:
    from quotedesk.bulk import ImportReport
    from quotedesk.engine import Engine
    from quotedesk.renewal import Findings
    from quotedesk.store.desk import Desk
    from ui.session import DeskSession

_MOST_LISTED = 12


class Importer(QObject):
    """Owns the engine's worker process, which starts after the window is painted and ends with the program.

    Imports run on a worker of their own: the desk's worker stays free for what the person does meanwhile, and the desk
    itself lets one transaction in after the other.
    """

    imported = Signal(object)
    """An ImportReport."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._engine: Engine | None = None

    def warm(self) -> None:
        """Starts the worker process and loads the engine in it, without anybody waiting.

        What follows an edit on a long desk is loaded here as well, so that the first edit is as quick as the next.
        """

        def work(_report: Report, _stopped: Stopped) -> None:
            self._ready().warm()
            importlib.import_module("quotedesk.store.regrouping")

        self._runner.start(work)

    def add(self, session: "DeskSession", paths: Sequence[Path]) -> Job:
        """Reads files and folders into the desk."""

        def work(report: Report, stopped: Stopped) -> "ImportReport":
            from quotedesk.bulk import import_files

            try:
                return import_files(session.desk, paths, engine=self._ready(), report=report, stopped=stopped)
            except BaseException:
                self.close()  # its processes may be what failed; the next import starts new ones
                raise

        job = self._runner.start(work, label="Adding articles")
        job.done.connect(lambda report: self._done(session, report))
        job.failed.connect(lambda sentence: None if session.closed else session.failed.emit(sentence))
        return job

    def look_again(
        self, session: "DeskSession", article_ids: Sequence[str], then: "Callable[[Findings | None], object]"
    ) -> Job:
        """Finds the quotes of articles on the desk again; nothing is changed, `then` is given what was found."""

        def work(report: Report, stopped: Stopped) -> "Findings | None":
            from quotedesk.renewal import look

            try:
                return look(session.desk, article_ids, engine=self._ready(), report=report, stopped=stopped)
            except BaseException:
                self.close()
                raise

        job = self._runner.start(work, label="Reading again")
        job.done.connect(lambda found: None if session.closed else then(found))
        job.failed.connect(lambda sentence: None if session.closed else session.failed.emit(sentence))
        return job

    def _done(self, session: "DeskSession", report: "ImportReport") -> None:
        if session.closed:
            return
        if report.changes:
            session.changed.emit(report.changes)
        self.imported.emit(report)

    def _ready(self) -> "Engine":
        """The engine; only ever called on the runner's thread."""
        if self._engine is None:
            from quotedesk.engine import Engine

            self._engine = Engine(jobs=max(1, min(4, (os.cpu_count() or 2) - 1)))
        return self._engine

    def close(self) -> None:
        """Ends the worker processes; nothing may be running on the runner."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None


def sentence(report: "ImportReport") -> str:
    """What an import did, in one sentence."""
    added = f"{report.added:,} article{'' if report.added == 1 else 's'} added" if report.added else "Nothing was added"
    known = len(report.known)
    parts = [
        added,
        f"{known:,} {'was' if known == 1 else 'were'} on the desk already" if known else "",
        f"{len(report.failed):,} could not be read" if report.failed else "",
        "stopped before the end" if report.cancelled else "",
    ]
    return ", ".join(part for part in parts if part) + "."


def show_failures(parent: QWidget, report: "ImportReport", shown: Callable[[QMessageBox], object]) -> None:
    """Lists what could not be read, one sentence each; nothing if all could."""
    if not report.failed:
        return
    box = QMessageBox(parent)
    box.setWindowTitle("Some files could not be added")
    box.setText(sentence(report))
    listed = list(report.failed[:_MOST_LISTED])
    if more := len(report.failed) - len(listed):
        listed.append(f"… and {more} more.")
    box.setInformativeText("\n\n".join(listed))
    if more:
        box.setDetailedText("\n".join(report.failed))
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    shown(box)


def sample_desk(path: Path, user: str = "") -> "Desk":
    """The desk of the sample: opened if it is there already, else made empty."""
    from quotedesk.store import desk as desks

    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return desks.open(path, user=user)
    return desks.create(path, title=SAMPLE_TITLE, user=user)
