"""Kills a process that works on a desk, at uniformly random moments, and sees what is left of the desk.

`python -m tests.benchmarks.kill [KILLS] [SEED]`. The process does random deeds, imports, bulk acts and merges, and
writes down what the desk holds after each deed that was acknowledged, in a journal of its own beside the desk. After
each `kill -9` the desk must open, be sound, and hold exactly what the journal says or one deed more (the one in
flight); taking that one back must lead to what the journal says. It goes on until the given number of kills have
fallen inside a deed.
"""

import contextlib
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from quotedesk import bulk
from quotedesk.attribution.roster import Roster
from quotedesk.store import changes, merging
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from quotedesk.store.tables import DeedEntry
from tests.store.conftest import found
from tests.store.deeds import Hand, logged

MERGED = ("base", "theirs", "merged")
"""Files that the merge of two copies reads and writes."""
LONGEST = 1.2
"""Seconds of work within which the process is killed."""
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Tally:
    """What became of the kills."""

    killed: int = 0
    inside: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    """How often the deed in flight was on the desk afterwards."""
    acknowledged: int = 0
    problems: list[str] = field(default_factory=list)


def state(desk: Desk) -> dict[str, Any]:
    """The change log's length, where it stands, and a digest of everything that people can change."""
    with desk.reading() as connection:
        deeds = connection.execute(select(DeedEntry.uuid, DeedEntry.state).order_by(DeedEntry.number)).tuples().all()
    standing = [uuid for uuid, become in deeds if become == "done"]
    rows = json.dumps(logged(desk), ensure_ascii=False).encode()
    return {"deeds": len(deeds), "standing": standing[-1:], "rows": hashlib.sha256(rows).hexdigest()}


class Finder:
    """In place of the language engine: what is quoted is found by a pattern."""

    roster = Roster()

    def find(self, texts: Any, roster: Any) -> Any:
        """The quotes of each text."""
        for text in texts:
            yield found(text)[1]


class KilledHand(Hand):
    """Does the long deeds too: files read from a folder, and everything at once."""

    def __init__(self, desk: Desk, chance: random.Random, folder: Path) -> None:
        super().__init__(desk, chance)
        self.folder = folder
        self.deeds = (*self.deeds, *[self.import_files, self.merge_desks, self.decide_many, self.merge_speakers] * 2)

    def import_files(self) -> None:
        """Read a folder of articles."""
        self.folder.mkdir(exist_ok=True)
        for number in range(self.random.randint(1, 12)):
            (self.folder / f"{number}.txt").write_text(self.text() + f"\n\n{self.random.random()}", encoding="utf-8")
        bulk.import_files(self.desk, [self.folder], engine=Finder())  # type: ignore[arg-type]
        shutil.rmtree(self.folder)

    def merge_desks(self) -> None:
        """Put a copy on which somebody else worked together with the desk, into a third file."""
        base, theirs, out = (self.desk.path.with_name(f"{name}.quotedesk") for name in MERGED)
        for copy in (theirs, out):
            for left in (copy, *map(Path, (f"{copy}-wal", f"{copy}-shm"))):
                left.unlink(missing_ok=True)
        desks.backup(self.desk, base)
        shutil.copyfile(base, theirs)
        with desks.open(theirs, user="Reader Three") as other:
            hand = Hand(other, self.random)
            for _ in range(3):
                hand.step()
        merging.merge(base, self.desk.path, theirs, out)


def work(path: Path, journal: Path, seed: int) -> None:
    """What is killed: deed after deed, each written down before it begins and after it was acknowledged."""
    chance = random.Random(seed)
    out = os.open(journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with desks.open(path, user=chance.choice(("Reader One", "Reader Two"))) as desk:
        hand = KilledHand(desk, chance, path.with_suffix(".files"))
        os.write(out, f"{json.dumps(state(desk))}\n".encode())
        while True:
            deed = hand.choose()
            os.write(out, f"begin {deed.__name__}\n".encode())
            hand.do(deed)
            os.write(out, f"end {deed.__name__}\n".encode())
            os.write(out, f"{json.dumps(state(desk))}\n".encode())


def kill_once(path: Path, journal: Path, chance: random.Random, tally: Tally) -> None:
    """Start the process, kill it, and look at the desk."""
    journal.unlink(missing_ok=True)
    shutil.rmtree(path.with_suffix(".files"), ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.kill",
        "work",
        str(path),
        str(journal),
        str(chance.randrange(2**32)),
    ]
    with subprocess.Popen(command, cwd=ROOT) as process:
        while not (journal.exists() and journal.stat().st_size):
            if process.poll() is not None:
                raise SystemExit("the process ended by itself")
            time.sleep(0.002)
        time.sleep(chance.uniform(0, LONGEST))
        if process.poll() is not None:
            raise SystemExit("the process ended by itself")
        process.kill()
    tally.killed += 1
    lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    if not lines[-1].endswith("\n"):
        lines.pop()
    acknowledged: dict[str, Any] = json.loads(next(line for line in reversed(lines) if line.startswith("{")))
    tally.acknowledged += sum(line.startswith("end") for line in lines)
    began = lines[-1].removeprefix("begin ").strip() if lines[-1].startswith("begin ") else ""
    if began:
        tally.inside[began] += 1
    # The deed has ended, but what it left was not written down: it is as if it were in flight.
    unsure = began or (lines[-1].startswith("end") and lines[-1].split()[1]) or ""
    with contextlib.suppress(Exception):
        tally.problems += [
            f"kill {tally.killed} ({unsure}): {said}" for said in look(path, acknowledged, unsure, tally)
        ]
        return
    tally.problems.append(f"kill {tally.killed} ({unsure}): the desk cannot be read")


def look(path: Path, acknowledged: dict[str, Any], in_flight: str, tally: Tally) -> list[str]:
    """What is wrong with the desk after a kill."""
    with desks.open(path, user="Reader One") as desk:
        now = state(desk)
    found = desks.check(path)
    if (out := path.with_name(f"{MERGED[-1]}.quotedesk")).exists():
        found += desks.check(out)
    if now == acknowledged:
        return found
    if not in_flight:
        return [*found, "an acknowledged deed is lost, or one was done that nobody asked for"]
    tally.kept += 1
    copy = path.with_name("taken back.quotedesk")
    shutil.copyfile(path, copy)
    with desks.open(copy, user="Reader One") as desk:
        if now["deeds"] > acknowledged["deeds"] or in_flight == "redo":
            changes.undo(desk)
        else:
            changes.redo(desk)
        back = state(desk)
    if back["rows"] != acknowledged["rows"] or now["deeds"] - acknowledged["deeds"] not in (0, 1):
        found.append("the desk is not what was acknowledged with the deed in flight on top")
    return found


def run(kills: int, seed: int, *, inside: bool = True) -> Tally:
    """Kill until `kills` (those inside a deed, or all) have fallen."""
    chance = random.Random(seed)
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        path, journal = Path(folder) / "killed.quotedesk", Path(folder) / "journal"
        desks.create(path, user="Reader One").close()
        while (sum(tally.inside.values()) if inside else tally.killed) < kills and not tally.problems:
            kill_once(path, journal, chance, tally)
    return tally


def main() -> int:
    """Print what became of the kills; 1 where a desk was hurt."""
    tally = run(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    inside = sum(tally.inside.values())
    print(f"{tally.killed} kills, {inside} inside a deed, {tally.acknowledged} deeds acknowledged")
    print("  " + ", ".join(f"{name} {count}" for name, count in tally.inside.most_common()))
    print(f"  the deed in flight was on the desk {tally.kept} times, wholly absent otherwise")
    print("\n".join(tally.problems) or "  every desk opened, was sound, and held all that was acknowledged")
    return 1 if tally.problems else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    sys.exit(main())
