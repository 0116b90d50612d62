"""A thousand random deeds, undone to the start and redone to the end, with the desk closed and opened on the way.

`python -m tests.benchmarks.undoing [STEPS] [SEED]`: prints what was done and how long a deed, an undo and a redo took;
fails where the desk is not exactly what it was.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

from quotedesk.store import changes
from quotedesk.store import desk as desks
from tests.store.deeds import Hand, derived, logged, rebuilt

REOPEN = 0.01
"""How likely the desk is closed and opened again before a step."""


def run(steps: int, seed: int) -> None:
    """Do, undo and redo; AssertionError where a state differs."""
    chance = random.Random(seed)
    sorts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.quotedesk"
        desk = desks.create(path, user="Reader One")
        start = (logged(desk), derived(desk))
        hand = Hand(desk, chance)

        def turn(what: Callable[[], object]) -> float:
            nonlocal desk
            if chance.random() < REOPEN:
                desk.close()
                desk = hand.desk = desks.open(path, user=chance.choice(("Reader One", "Reader Two")))
            begun = time.perf_counter()
            what()
            return time.perf_counter() - begun

        did = [turn(lambda: sorts.update([hand.step()])) for _ in range(steps)]
        end = (logged(desk), derived(desk))
        assert rebuilt(desk) == end[1], "the derived tables are not those made from nothing"
        undone = []
        while changes.next_undo(desk):
            undone.append(turn(lambda: changes.undo(desk)))
        assert (logged(desk), derived(desk)) == start, "undoing everything did not lead back to the start"
        redone = [turn(lambda: changes.redo(desk)) for _ in undone]
        assert (logged(desk), derived(desk)) == end, "redoing everything did not lead to the end"
        desk.close()
        assert desks.check(path) == []
        rows = {name: len(rows) for name, rows in end[0].items() if rows}
    print(f"seed {seed}: {steps} steps, {len(undone)} deeds undone and redone; at the end {rows}")
    print("  " + ", ".join(f"{name} {count}" for name, count in sorted(sorts.items())))
    for name, seconds in (("a step", did), ("an undo", undone), ("a redo", redone)):
        print(f"  {name}: {1000 * median(seconds):.1f} ms (longest {1000 * max(seconds):.0f})")


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
