"""The shipped program itself: starts by double click, works without Python and without this machine's settings."""

import json
import os
import re
import subprocess
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.frozen

ROOT = Path(__file__).resolve().parents[2]
LARGEST_MB = 330


@pytest.fixture(scope="module")
def app() -> Path:
    place = os.environ.get("QUOTEDESK_PACKAGE")
    if not place:
        pytest.skip("run by `make package`, which says where the package lies")
    folder = (ROOT / place).resolve()
    assert (folder / "quotedesk").is_file()
    return folder


def bare(home: Path, **more: str) -> dict[str, str]:
    """What a file manager gives a program that is started by double click, and nothing of a developer's environment."""
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", **more}


def run(app: Path, home: Path, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    command = [str(app / "quotedesk"), *arguments]
    return subprocess.run(
        command, input=given, capture_output=True, text=True, cwd=home, env=bare(home), check=False, timeout=120
    )


def test_the_self_test_passes(app: Path, tmp_path: Path) -> None:
    made = run(app, tmp_path, "self-test")
    assert made.returncode == 0, made.stdout + made.stderr
    assert not made.stderr
    assert len(re.findall(r"^ok ", made.stdout, re.M)) >= 8


def test_with_no_argument_the_window_opens_and_stays(app: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [str(app / "quotedesk")], cwd="/", env=bare(tmp_path), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        time.sleep(4)
        alive = process.poll() is None
        process.terminate()
        # Ends once the engine's worker, which holds the same standard output, is gone as well.
        said = process.communicate(timeout=20)[0]
    assert alive, said
    assert not said
    assert process.returncode == 0


def test_it_reads_a_stream(app: Path, tmp_path: Path) -> None:
    text = "“We will rebuild the bridge,” the ministry of transport said on Monday."
    made = run(app, tmp_path, "extract", "--jsonl", given=json.dumps({"id": "a", "text": text}) + "\n")
    assert made.returncode == 0, made.stderr
    (quote,) = json.loads(made.stdout)["quotes"]
    assert quote["text"] == "We will rebuild the bridge,"
    assert "ministry" in quote["speaker"]["name"].lower()


def test_it_imports_with_worker_processes_and_exports(app: Path, tmp_path: Path) -> None:
    for number in range(3):
        text = f"Bridge {number}\n\n“We will rebuild bridge number {number} before winter,” said Mayor Anna Berg.\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    made = run(app, tmp_path, "import", "bridges.quotedesk", *(f"{number}.txt" for number in range(3)))
    assert made.returncode == 0, made.stderr
    made = run(app, tmp_path, "export", "bridges.quotedesk", "-o", "bridges.pdf")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "bridges.pdf").read_bytes().startswith(b"%PDF")
    assert run(app, tmp_path, "check", "bridges.quotedesk").returncode == 0


def test_what_cannot_be_read_is_one_sentence(app: Path, tmp_path: Path) -> None:
    made = run(app, tmp_path, "extract", "nothing-here.txt")
    assert made.returncode == 1
    assert len(made.stderr.splitlines()) == 1
    assert "nothing-here.txt" in made.stderr


def test_it_holds_nothing_that_it_does_not_need(app: Path) -> None:
    inside = app / "_internal"
    names = {path.name for path in inside.iterdir()}
    assert not names & {"PIL", "tkinter", "pytest", "hypothesis", "mypy", "setuptools", "pip", "torch", "matplotlib"}
    assert not list(inside.rglob("libQt6Quick*")) + list(inside.rglob("libQt6Qml*")) + list(inside.rglob("libgtk*"))
    assert not [path for path in app.rglob("*") if path.is_symlink() and not path.exists()]
    size = sum(path.lstat().st_size for path in app.rglob("*") if path.is_file() and not path.is_symlink())
    assert size < LARGEST_MB * 1e6


def test_the_desktop_knows_it(app: Path) -> None:
    entry = (app / "share/applications/quotedesk.desktop").read_text(encoding="utf-8")
    kinds = (app / "share/mime/packages/quotedesk.xml").read_text(encoding="utf-8")
    assert "Exec=quotedesk %f" in entry
    assert "MimeType=application/x-quotedesk;" in entry
    assert 'type="application/x-quotedesk"' in kinds
    assert 'pattern="*.quotedesk"' in kinds
    assert (app / "share/icons/hicolor/scalable/apps/quotedesk.svg").is_file()
