"""`quotedesk self-test`, from the checkout and from a wheel; test_frozen.py has it in the shipped program."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ui import self_test

ROOT = Path(__file__).resolve().parents[2]


def run(cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "ui", "self-test"], cwd=cwd, env={**os.environ, **environment},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip


def check(made: "subprocess.CompletedProcess[str]") -> None:
    assert made.returncode == 0, made.stdout + made.stderr
    assert not made.stderr
    *steps, last = made.stdout.splitlines()
    assert [line.split()[0] for line in steps] == ["ok"] * len(self_test.STEPS)
    assert last == "All is well."


def test_it_passes_from_the_checkout(tmp_path: Path) -> None:
    check(run(ROOT, XDG_STATE_HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path)))


def test_it_passes_from_a_wheel(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(site)
    place = "import quotedesk.paths as p; print(p.SEEDS)"
    environment = {**os.environ, "PYTHONPATH": str(site)}
    found = subprocess.run([sys.executable, "-c", place], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert Path(found.stdout.strip()) == site / "quotedesk" / "_seeds"
    check(run(tmp_path, PYTHONPATH=str(site), XDG_STATE_HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path)))


def test_a_step_that_gives_nothing_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    reached: list[str] = []

    def nothing(_: self_test.Progress) -> str:
        self_test.expect([], "the sample has no articles")
        return "never said"

    def later(_: self_test.Progress) -> str:
        reached.append("later")
        return "never reached"

    monkeypatch.setattr(self_test, "STEPS", (("read the sample", nothing), ("find quotes", later)))
    assert self_test.run() == 1
    said = capsys.readouterr().out
    assert "FAILED" in said
    assert "the sample has no articles" in said
    assert "All is well" not in said
    assert not reached
