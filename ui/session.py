"""The open desk as the window knows it: one worker thread that writes, and one signal that tells what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from quotedesk.store import changes as change_log
from quotedesk.store import statements
from quotedesk.store.records import Changes
from ui.jobs import Job, Report, Runner, Stopped

if TYPE_CHECKING:
    from quotedesk.store.desk import Desk

Deed = Callable[["Desk"], Any]
QUIET = 2_000
"""How many milliseconds without a deed make a pause in which statements may catch up."""


class DeskSession(QObject):
    """One open desk.

    Views read with `quotedesk.store` functions and `session.desk` on the window's thread (short pages), and write only
    through `do`. A deed returns `Changes`, None, or a tuple or object that carries `Changes` (`Added.changes`).
    """

    changed = Signal(object)
    """Changes: something on the desk is different; the log's undo and redo names may be too."""
    failed = Signal(str)
    """A deed failed: one sentence for the person."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.runner = Runner("desk", self)
        self.reader = Runner("reading", self)
        self._regrouping: Job | None = None
        self._ready = False
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._catch_up)
        self._quiet.start()
        self.closed = False
        """Whether the desk was closed; what comes back after that is nobody's business any more."""

    def do(self, deed: Deed, then: Callable[[Any], object] | None = None) -> Job:
        """Runs a deed on the desk's worker, broadcasts what it changed, then calls `then` with what it returned."""
        return self.work(lambda desk, _report, _stopped: deed(desk), then=then)

    def work(
        self,
        deed: Callable[[Desk, Report, Stopped], Any],
        *,
        label: str = "",
        then: Callable[[Any], object] | None = None,
    ) -> Job:
        """Like `do` for long work: the deed is given `report` and `stopped`, and `label` shows in the status bar."""
        if self._regrouping is not None:  # it begins again when the person pauses
            self._regrouping.stop()
        job = self.runner.start(lambda report, stopped: deed(self.desk, report, stopped), label=label)
        job.done.connect(lambda result: self._settled(result, then))
        job.failed.connect(self.failed)
        return job

    def read(self, wanted: Callable[[Desk], Any], then: Callable[[Any], object]) -> Job:
        """Reads what takes longer than a page, beside the deeds, and calls `then` with it on the window's thread."""
        job = self.reader.start(lambda _report, _stopped: wanted(self.desk))
        job.done.connect(lambda result: None if self.closed else then(result))
        job.failed.connect(self.failed)
        return job

    def undo(self, then: Callable[[Changes | None], object] | None = None) -> Job:
        """Takes the last deed back; `then` gets None where there is none."""
        return self.do(change_log.undo, then)

    def redo(self, then: Callable[[Changes | None], object] | None = None) -> Job:
        """Does the last undone deed again; `then` gets None where there is none."""
        return self.do(change_log.redo, then)

    def next_deeds(self) -> tuple[str | None, str | None]:
        """The names of the deeds that undo and redo would touch."""
        return change_log.next_undo(self.desk), change_log.next_redo(self.desk)

    def close(self) -> None:
        """Stops long work, waits for the deeds under way and closes the desk."""
        self.closed = True
        self.reader.close()
        self.runner.close()
        self.desk.close()

    def _settled(self, result: Any, then: Callable[[Any], object] | None) -> None:
        if self.closed:  # the last deeds are on the desk, but nobody looks at it any more
            return
        changes = _changes(result)
        if changes is not None:
            self.changed.emit(changes)
            self._quiet.start()
        if then is not None:
            then(result)

    def _catch_up(self) -> None:
        """Groups what waits to be grouped, while the person pauses; a deed puts it off.

        In the first pause what deeds will need is loaded, so that none of them waits for it.
        """
        if self.closed or self.runner.busy():
            return
        if not self._ready:
            self._ready = True
            self.runner.start(lambda _report, _stopped: statements.make_ready())
        if not statements.is_behind(self.desk):
            return
        job = self._regrouping = self.work(statements.regroup, label="Grouping the statements")
        for ended in (job.done, job.failed):
            ended.connect(self._caught_up)

    def _caught_up(self, _: object) -> None:
        self._regrouping = None


def _changes(result: Any) -> Changes | None:
    if isinstance(result, Changes):
        return result
    if isinstance(result, tuple):
        return next((item for item in result if isinstance(item, Changes)), None)
    found = getattr(result, "changes", None)
    return found if isinstance(found, Changes) else None
