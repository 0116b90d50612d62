"""Grouping and alignment at scale: python tests/benchmarks/grouping.py [N]

Groups N synthetic quotes with known groups (100,000 unless told), at N/100, N/10 and N, and aligns 5, 20 and 50
witnesses of 50 words. Times are processor seconds of this process, so that a busy machine tells the same.
How right grouping is on real quotes is told by judged.py.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from quotedesk.collation import align, candidates, corpus, grouping  # noqa: E402
from quotedesk.collation.statement import Passage  # noqa: E402
from quotedesk.collation.suggestions import suggest  # noqa: E402
from quotedesk.export.comparison import read_passages  # noqa: E402

GENERATOR = ROOT.parent / "shared" / "data" / "synthetic_quotes.py"
T = TypeVar("T")


def generated(count: int) -> tuple[list[Passage], dict[str, str]]:
    """Synthetic quotes and the true group of each: from the shared generator if it is there, else simple ones."""
    if not GENERATOR.exists():
        return simple(count)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(GENERATOR), str(count), folder], check=True, stdout=subprocess.DEVNULL)
        with (Path(folder) / "quotes.jsonl").open(encoding="utf-8") as lines:
            passages, _ = read_passages(lines)
        truth = json.loads((Path(folder) / "truth.json").read_text(encoding="utf-8"))
    members = ((f"{m['doc']}#{m['start']}-{m['end']}", g["id"]) for g in truth["groups"] for m in g["members"])
    return passages, dict(members)


def simple(count: int) -> tuple[list[Passage], dict[str, str]]:
    """Quotes of Zipf-distributed pseudo-words, half of them trimmed or changed copies."""
    rng = random.Random(7)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
    vocabulary = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(60_000)]
    weights = [1 / (n + 3) for n in range(len(vocabulary))]
    passages: list[Passage] = []
    truth: dict[str, str] = {}
    while len(passages) < count:
        words = rng.choices(vocabulary, weights, k=rng.randint(5, 40)) if rng.random() < 0.5 or not passages else []
        lead = truth[passages[-1].id] if not words else f"q{len(passages)}"
        if not words:
            words = passages[int(lead[1:])].text.split()
            if rng.random() < 0.5:
                start = rng.randint(0, len(words) - 4)
                words = words[start : start + rng.randint(4, len(words))]
            else:
                words[rng.randrange(len(words))] = rng.choice(vocabulary)
        id = f"q{len(passages)}"
        passages.append(Passage(id, f"d{id}", " ".join(words)))
        truth[id] = lead
    return passages, truth


def b_cubed(mine: dict[str, str], truth: dict[str, str]) -> tuple[float, float]:
    """B-cubed precision and recall."""
    both = Counter((truth[id], group) for id, group in mine.items())
    true, found = Counter(truth[id] for id in mine), Counter(mine.values())
    precision = sum(n * n / found[group] for (_, group), n in both.items()) / len(mine)
    recall = sum(n * n / true[group] for (group, _), n in both.items()) / len(mine)
    return precision, recall


def timed(name: str, deed: Callable[[], T], parts: list[str]) -> T:
    """Does it, and notes the processor seconds it took."""
    started = time.process_time()
    done = deed()
    parts.append(f"{name} {time.process_time() - started:.2f}")
    return done


def grouped(count: int) -> None:
    """Groups so many quotes stage by stage and prints the figures."""
    passages, truth = generated(count)
    parts: list[str] = []
    started = time.process_time()
    read = timed("normal form", lambda: corpus.read(passages), parts)
    timed("candidates alone", lambda: candidates.find(read), parts)
    pairs = timed("candidates and verification", lambda: grouping.verified(read), parts)
    root = timed("trees", lambda: grouping.linked(read, pairs), parts)
    statements = timed("relations", lambda: list(grouping.statements(read, pairs, root)), parts)
    timed("suggestions", lambda: suggest(read, pairs, root), parts)
    total = time.process_time() - started
    mine = {w.passage.id: s.id for s in statements for w in s.witnesses}
    precision, recall = b_cubed(mine, truth)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count:,} quotes: {total:.1f} s ({', '.join(parts)}), {memory} MB")
    print(
        f"  B3 precision {precision:.3f} recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}, "
        f"largest statement {max(Counter(mine.values()).values())} (true {max(Counter(truth.values()).values())})"
    )


def aligned(witnesses: int, words: int = 50) -> None:
    """Aligns so many changed copies of a text and prints the median time."""
    rng = random.Random(1)
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    vocabulary = ["".join(rng.choices(syllables, k=2)) for _ in range(500)]
    base = rng.choices(vocabulary, k=words)
    texts = []
    for _ in range(witnesses):
        copy = base.copy()
        for _ in range(rng.randint(1, 8)):
            at, deed = rng.randrange(len(copy)), rng.random()
            copy[at : at + (deed > 0.2)] = [] if 0.2 < deed < 0.4 else [rng.choice(vocabulary)]
        texts.append(" ".join(copy))
    times = []
    for _ in range(5):
        started = time.process_time()
        table = align(texts)
        times.append(time.process_time() - started)
    print(f"{witnesses} witnesses of {words} words: {sorted(times)[2] * 1000:.0f} ms, {len(table)} columns")


if __name__ == "__main__":
    largest = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 100_000
    for size in (largest // 100, largest // 10, largest):
        grouped(size)
    for number in (5, 20, 50):
        aligned(number)
