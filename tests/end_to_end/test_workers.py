"""The engine's worker processes end with the program, however that ends."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

KILLED = """
import os, signal
from quotedesk.engine import Engine

if __name__ == "__main__":
    engine = Engine(jobs=1)
    print(engine.warm().result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_worker_ends_when_the_program_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    # The worker holds the other end of standard output: this returns only once it is gone.
    made = subprocess.run(
        [sys.executable, str(script)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert made.stdout == "[[]]\n", made.stderr
    assert made.returncode == -9
