"""Long work: one runner owns the thread, the progress, the cancelling and the failure of plain functions.

A job's function is an engine function that takes `report(done, total)` and `stopped()`, or nothing at all. Its results
come back on the window's thread.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from quotedesk.errors import QuoteDeskError
from ui.garbage import Sweeper

log = logging.getLogger(__name__)

Report = Callable[[int, int], None]
Stopped = Callable[[], bool]
Work = Callable[[Report, Stopped], Any]
OUR_FAULT = "Something went wrong inside QuoteDesk; nothing already saved is lost. Details are in the log."


class Job(QObject):
    """One piece of work on its way. Signals arrive on the window's thread; exactly one of `done`, `failed` comes."""

    progress = Signal(int, int)
    done = Signal(object)
    failed = Signal(str)
    _settled = Signal(object, object)

    def __init__(self, work: Work, label: str) -> None:
        # Not its runner's child: what listens to it may hold the last reference to the runner, which would then delete
        # a job that is being deleted.
        super().__init__(QCoreApplication.instance())
        self.label = label
        # Held here until it is settled, so that what it alone still refers to (a closed dialog) goes on this thread.
        self._work: Work | None = work
        self._stopped = False
        self._settled.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def stop(self) -> None:
        """Asks the work to end early; it ends at its next look at `stopped()`."""
        self._stopped = True

    def stopped(self) -> bool:
        """Whether somebody asked the work to end."""
        return self._stopped

    def report(self, done: int, total: int) -> None:
        """What the work calls as it goes on; safe from any thread."""
        self.progress.emit(done, total)

    def run(self) -> None:
        """Does the work on the calling thread and settles the job whatever happens."""
        try:
            assert self._work is not None
            self._settled.emit(self._work(self.report, self.stopped), None)
        except BaseException as error:  # a worker thread has nobody else to tell
            self._settled.emit(None, error)

    def _settle(self, result: object, error: BaseException | None) -> None:
        self._work = None
        if error is None:
            self.done.emit(result)
        elif isinstance(error, QuoteDeskError):
            self.failed.emit(str(error))
        else:
            log.error("%s failed", self.label or "a job", exc_info=error)
            self.failed.emit(OUR_FAULT)
        self.deleteLater()


class Runner(QObject):
    """One worker thread that does jobs one after the other.

    `started` and `finished` tell the window which long work to show; short work (without a label) is not announced.
    """

    started = Signal(object)
    finished = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._jobs: dict[Job, Future[None]] = {}
        self._closed = False
        self._sweeper = Sweeper(self)

    def start(self, work: Work, *, label: str = "") -> Job:
        """Queues `work(report, stopped)`; connect to the job's signals before control returns to Qt.

        A closed runner does nothing any more, and its jobs never settle.
        """
        job = Job(work, label)
        if self._closed:
            job.deleteLater()
            return job
        job.done.connect(lambda _result: self._forget(job))
        job.failed.connect(lambda _text: self._forget(job))
        self._jobs[job] = self._pool.submit(job.run)
        if label:
            self.started.emit(job)
        return job

    def busy(self) -> bool:
        """Whether any job is waiting or running."""
        return bool(self._jobs)

    def drain(self) -> None:
        """Asks long work to stop and waits until the worker has nothing left to do."""
        for job in self._jobs:
            job.stop()
        wait(self._jobs.values())

    def close(self) -> None:
        """Drains the runner for good."""
        self._closed = True
        self.drain()
        self._pool.shutdown(wait=True)
        self._sweeper.end()

    def _forget(self, job: Job) -> None:
        self._jobs.pop(job, None)
        if job.label:
            self.finished.emit(job)
