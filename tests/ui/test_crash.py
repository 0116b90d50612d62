"""What nobody foresaw: all of it in the log, one sentence for the person, always on the window's thread."""

import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from ui import crash


def raised() -> BaseException:
    try:
        raise ValueError("a secret cause")
    except ValueError as error:
        return error


def test_a_failure_on_a_worker_is_told_on_this_thread_once(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    guard = crash.CrashGuard()
    told: list[tuple[str, QThread]] = []
    guard.occurred.connect(lambda sentence: told.append((sentence, QThread.currentThread())))
    error = raised()
    workers = [threading.Thread(target=guard.handle, args=(ValueError, error, error.__traceback__)) for _ in range(5)]
    with caplog.at_level(logging.CRITICAL):
        for worker in workers:
            worker.start()
            worker.join()
        qtbot.waitUntil(lambda: bool(told))
        qtbot.wait(50)
    assert len(told) == 1
    sentence, thread = told[0]
    assert thread is QThread.currentThread()
    assert sentence.startswith(crash.SENTENCE)
    assert "secret" not in sentence
    assert caplog.text.count("ValueError: a secret cause") == 5


def test_the_guard_takes_over_and_an_interrupt_still_interrupts(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    interrupted: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, *_rest: interrupted.append(kind))
    monkeypatch.setattr(crash, "qInstallMessageHandler", lambda handler: None)
    guard = crash.CrashGuard()
    guard.install()
    with caplog.at_level(logging.CRITICAL):
        sys.excepthook(KeyboardInterrupt, None, None)
        error = raised()
        sys.excepthook(ValueError, error, error.__traceback__)
    assert interrupted == [KeyboardInterrupt]
    assert caplog.text.count("ValueError: a secret cause") == 1
    assert qInstallMessageHandler is not crash.qInstallMessageHandler


def test_the_log_goes_to_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "logs" / "quotedesk.log"
    monkeypatch.setattr(crash, "log_file", lambda: target)
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    crash.log_to_file()
    (handler,) = [h for h in root.handlers if h not in before]
    logging.getLogger("quotedesk.test").error("a line for the log")
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()
    assert "a line for the log" in target.read_text(encoding="utf-8")


def test_without_a_place_for_the_log_the_program_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    monkeypatch.setattr(crash, "log_file", lambda: tmp_path / "logs" / "quotedesk.log")
    before = list(logging.getLogger().handlers)
    crash.log_to_file()
    assert logging.getLogger().handlers == before
