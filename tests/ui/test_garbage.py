"""What nobody needs any more is destroyed on the window's thread, whichever thread needs memory."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ui import garbage
from ui.jobs import Runner


class Knot:
    """Kept by itself alone; says which thread unties it."""

    def __init__(self, untied: list[threading.Thread]) -> None:
        self.untied, self.itself = untied, self

    def __del__(self) -> None:
        self.untied.append(threading.current_thread())


@pytest.fixture(autouse=True)
def python_s_own_thresholds() -> Iterator[None]:
    """Whatever ran before in this process may collect more seldom."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    runner = Runner("test")
    yield runner
    runner.close()


def needs_memory() -> int:
    return len([[n] for n in range(200_000)])


def test_a_worker_destroys_nothing(qtbot: QtBot, runner: Runner) -> None:
    untied: list[threading.Thread] = []
    for _ in range(10):
        Knot(untied)
    with qtbot.waitSignal(runner.start(lambda _report, _stopped: needs_memory()).done):
        pass
    kept = [[n] for n in range(2_000)]
    qtbot.waitUntil(lambda: len(untied) == 10)
    assert kept
    assert set(untied) == {threading.main_thread()}


def test_without_workers_python_collects_by_itself(qtbot: QtBot) -> None:
    first, second = Runner("first"), Runner("second")
    assert not gc.isenabled()
    first.close()
    assert not gc.isenabled()
    second.deleteLater()
    qtbot.waitUntil(gc.isenabled)


def test_what_is_young_is_swept_without_the_rest(runner: Runner) -> None:
    gc.collect()
    kept = [[n] for n in range(2_000)]
    before = gc.get_count()
    assert before[0] > gc.get_threshold()[0]
    garbage.sweep()
    assert gc.get_count()[0] < len(kept)
    assert gc.get_count()[1] == before[1] + 1


def test_everything_is_swept_only_once_a_quarter_has_come_to_it(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: (10_000, 10_000, 10_000))
    monkeypatch.setattr(gc, "collect", lambda generation=2: swept.append(generation))
    monkeypatch.setattr(garbage._Old, "count", 0)
    garbage.sweep()
    garbage.sweep()
    assert swept == [2, 1]
    monkeypatch.setattr(garbage._Old, "count", garbage._Old.count // 2)
    garbage.sweep()
    assert swept == [2, 1, 2]
