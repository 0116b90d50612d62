"""How fast and how right many witnesses are aligned, beside CollateX: part of `make bench`.

    python tests/benchmarks/alignment.py [--peer]

The cases are constructed: copies of a text of 50 words with words left out, put in and put in place of others, so that
it is known which words of two copies come from one place of the text. Prints for 5, 20 and 50 witnesses, as medians of
the cases, the milliseconds of processor time of each and the F1 of the pairs of words that share a column, against the
known ones; words that were put in belong to no pair. CollateX runs in an environment of its own (it is under the GPL,
and no part of this program), .scratch/peer-collatex, which `--peer` makes; without it its lines are left out.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from quotedesk.collation import align  # noqa: E402

PEER = ROOT / ".scratch" / "peer-collatex" / "bin" / "python"
COLLATEX = "collatex==2.3"
NEEDED = "Levenshtein"  # which CollateX imports and does not ask for
WITNESSES = (5, 20, 50)
CASES = 5
WORDS = 50
ALIGNED_BY_PEER = """
import json, sys, time
from collatex import Collation, collate
for line in sys.stdin:
    texts = json.loads(line)
    collation = Collation()
    for n, text in enumerate(texts):
        collation.add_plain_witness(f"w{n:03}", text)
    begun = time.process_time()
    table = collate(collation, segmentation=False, near_match=False)
    spent = time.process_time() - begun
    rows = {row.header: row.cells for row in table.rows}
    cells = [rows[f"w{n:03}"] for n in range(len(texts))]
    words = [[c and "".join(t.token_data["t"] for t in c).strip() for c in row] for row in cells]
    print(json.dumps([spent, list(zip(*words))]), flush=True)
"""

Copy = list[tuple[str, int]]
"""Words with the place in the text that each comes from, -1 for one that was put in."""
Rows = Sequence[Sequence[str | None]]
"""An alignment: for each column the word of each witness."""


def copies(count: int, seed: int) -> list[Copy]:
    """So many changed copies of a text; a word in place of another keeps its place."""
    rng = random.Random(seed)
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    vocabulary = ["".join(rng.choices(syllables, k=2)) for _ in range(500)]
    text: Copy = [(word, place) for place, word in enumerate(rng.choices(vocabulary, k=WORDS))]
    made = []
    for _ in range(count):
        copy = text.copy()
        for _ in range(rng.randint(1, 10)):
            at, deed = rng.randrange(len(copy)), rng.random()
            if deed < 0.5:
                copy[at] = (rng.choice(vocabulary), copy[at][1])
            elif deed < 0.8:
                del copy[at : at + rng.randint(1, 3)]
            else:
                copy[at:at] = [(rng.choice(vocabulary), -1)]
        made.append(copy)
    return made


def together(made: Sequence[Copy], rows: Rows) -> set[tuple[int, int, int, int]]:
    """The pairs of words that share a column: witness and word number, twice; words that were put in are left out."""
    at = [0] * len(made)
    found = set()
    for row in rows:
        column = []
        for witness, cell in enumerate(row):
            if cell is not None:
                column.append((witness, at[witness]))
                at[witness] += 1
        found |= {(*a, *b) for a, b in combinations(column, 2) if made[a[0]][a[1]][1] >= 0 <= made[b[0]][b[1]][1]}
    assert at == [len(copy) for copy in made]
    return found


def known(made: Sequence[Copy]) -> set[tuple[int, int, int, int]]:
    """The pairs of words that come from one place."""
    placed = [{place: n for n, (_, place) in enumerate(copy) if place >= 0} for copy in made]
    return {
        (a, one, b, placed[b][place])
        for a, b in combinations(range(len(made)), 2)
        for place, one in placed[a].items()
        if place in placed[b]
    }


def f1(found: set[tuple[int, int, int, int]], true: set[tuple[int, int, int, int]]) -> float:
    """F1 of the pairs."""
    return 2 * len(found & true) / max(1, len(found) + len(true))


def install_peer() -> None:
    """Makes the peer's environment, or says why it cannot be made."""
    try:
        subprocess.run([sys.executable, "-m", "venv", str(PEER.parents[1])], check=True, capture_output=True)
        subprocess.run(
            [str(PEER), "-m", "pip", "install", "--quiet", COLLATEX, NEEDED], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{COLLATEX} could not be installed into .scratch/peer-collatex, so it is left out ({error}).")


def by_peer(peer: "subprocess.Popen[str]", texts: list[str]) -> tuple[float, Rows] | None:
    """The seconds that CollateX takes and its alignment; None where it does not answer."""
    assert peer.stdin is not None
    assert peer.stdout is not None
    try:
        print(json.dumps(texts), file=peer.stdin, flush=True)
    except BrokenPipeError:
        return None
    answer = peer.stdout.readline()
    return tuple(json.loads(answer)) if answer else None


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peer", action="store_true", help="install CollateX into .scratch/peer-collatex first")
    if parser.parse_args().peer and not PEER.exists():
        install_peer()
    peer = None
    if PEER.exists():
        command = [str(PEER), "-c", ALIGNED_BY_PEER]
        peer = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
    print(f"alignment of witnesses of {WORDS} words; medians of {CASES} cases")
    for count in WITNESSES:
        ours: list[tuple[float, float]] = []
        theirs: list[tuple[float, float]] = []
        for seed in range(CASES):
            made = copies(count, seed)
            texts = [" ".join(word for word, _ in copy) for copy in made]
            true = known(made)
            align(texts)
            begun = time.process_time()
            table = align(texts)
            ours.append((time.process_time() - begun, f1(together(made, table), true)))
            answer = by_peer(peer, texts) if peer else None
            if answer:
                theirs.append((answer[0], f1(together(made, answer[1]), true)))
        spent, right = (median(values) for values in zip(*ours, strict=True))
        print(f"{count:3} witnesses, ours       {1000 * spent:9.1f} ms   pair F1 {right:.3f}")
        if theirs:
            taken, peers = (median(values) for values in zip(*theirs, strict=True))
            ratio = f"{taken / spent:.0f} times ours"
            print(f"{count:3} witnesses, CollateX   {1000 * taken:9.1f} ms   pair F1 {peers:.3f}   {ratio}")
    if peer:
        peer.communicate()
    else:
        print("CollateX                  not measured (make bench PEER=1 installs it into .scratch/peer-collatex)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
