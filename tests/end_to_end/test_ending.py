"""What is left when the system ends the program while a desk is open: one plain file, and no process."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quotedesk.store import desk as desks

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_desk_is_closed_when_the_system_ends_the_program(tmp_path: Path, number: signal.Signals) -> None:
    path = tmp_path / "open.quotedesk"
    desks.create(path).close()
    places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), str(tmp_path))
    environment = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-m", "ui", str(path)], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        beside = path.with_name(path.name + "-wal")
        until = time.monotonic() + SECONDS
        while not beside.exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        was_open = beside.exists()
        time.sleep(0.5)
        process.send_signal(number)
        said = process.communicate(timeout=SECONDS)[0]
    assert was_open, said
    assert not said
    assert process.returncode == 0
    assert not beside.exists()
    assert desks.check(path) == []
