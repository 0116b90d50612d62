"""Long work: its results, failures, progress and cancelling come back on the window's thread."""

import gc
import logging
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from pytestqt.qtbot import QtBot

from quotedesk.errors import DeskError
from ui.jobs import OUR_FAULT, Job, Report, Runner, Stopped


@pytest.fixture
def runner(qtbot: QtBot) -> Runner:
    return Runner("test")


def test_the_result_comes_back_on_this_thread(qtbot: QtBot, runner: Runner) -> None:
    here, got = QThread.currentThread(), []
    job = runner.start(lambda _report, _stopped: threading.current_thread().name)
    job.done.connect(lambda name: got.append((name, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(got))
    assert got[0][0].startswith("test")
    assert got[0][1] is here
    runner.close()


def test_what_a_person_can_mend_is_said_as_it_is(qtbot: QtBot, runner: Runner) -> None:
    def fail(_report: Report, _stopped: Stopped) -> None:
        raise DeskError("The disk is full; make room.")

    with qtbot.waitSignal(runner.start(fail).failed) as caught:
        pass
    assert caught.args == ["The disk is full; make room."]
    runner.close()


def test_our_own_fault_goes_to_the_log(qtbot: QtBot, runner: Runner, caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.ERROR),
        qtbot.waitSignal(runner.start(lambda _r, _s: 1 / 0, label="Counting").failed) as caught,
    ):
        pass
    assert caught.args == [OUR_FAULT]
    assert "ZeroDivisionError" in caplog.text
    assert "Counting" in caplog.text
    runner.close()


def test_progress_and_stopping(qtbot: QtBot, runner: Runner) -> None:
    def work(report: Report, stopped: Stopped) -> int:
        done = 0
        while not stopped():
            done += 1
            report(done, 1000)
            QThread.msleep(2)
        return done

    seen: list[tuple[int, int]] = []
    announced: list[Job] = []
    ended: list[Job] = []
    runner.started.connect(announced.append)
    runner.finished.connect(ended.append)
    job = runner.start(work, label="Counting")
    job.progress.connect(lambda done, total: seen.append((done, total)))
    qtbot.waitUntil(lambda: len(seen) > 3)
    assert runner.busy()
    with qtbot.waitSignal(job.done):
        job.stop()
    assert announced == ended == [job]
    assert seen == sorted(seen)
    assert not runner.busy()
    runner.close()


def test_jobs_run_one_after_the_other(qtbot: QtBot, runner: Runner) -> None:
    order: list[int] = []
    for number in range(20):
        runner.start(lambda _r, _s, number=number: order.append(number))  # type: ignore[misc]
    runner.close()
    assert order == list(range(20))


def test_a_job_whose_listener_holds_the_last_of_its_runner_ends_in_peace(qtbot: QtBot) -> None:
    """Fails by ending Python: the runner that goes with the listener must not delete the job a second time."""
    runner = Runner("test")
    got: list[Runner] = []

    def listen(_result: object, runner: Runner = runner) -> None:
        got.append(runner)

    job = runner.start(lambda _report, _stopped: None)
    job.done.connect(listen)
    while not got:
        QCoreApplication.processEvents()
    runner.close()
    gone: list[object] = []
    runner.destroyed.connect(lambda: gone.append("runner"))
    got.clear()
    del runner, job, listen
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone
