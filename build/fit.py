"""Fits the tables in resources/attribution: who said it, whether marked words are anybody's, and how sure that is.

    python build/fit.py [GOLD.jsonl.gz] [--output FOLDER]

How good they are is measured by `tests/benchmarks/attribution.py cv`, which fits them anew without each fifth.

GOLD holds articles with their quote-marked segments and the speakers that people gave them. Only weights of the named,
structural features of `quotedesk/attribution` are learnt; no words of the articles but single cue lemmas and function
words can be among them. Everything that is fitted on another model's answers sees answers for articles that the other
model has not seen (five folds). No randomness: the folds follow the articles' ids.
"""

import argparse
import csv
import datetime
import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotedesk import marks
from quotedesk.attribution.attribute import Reader
from quotedesk.attribution.ranker import asked_of
from quotedesk.attribution.roster import Roster
from quotedesk.attribution.weights import Calibration, Models, Weights
from quotedesk.quote import Kind

ROOT = Path(__file__).resolve().parent.parent
FOLDS = 5
RAREST = 15
SPEAKER_PENALTY, QUOTED_PENALTY = 6.0, 6.0
MOST_BINS, IN_A_BIN = 12, 60
CLOSE = 1e-4
_SAME = 0.8
_EDGES = " \t\n\xa0,.!?…;:—–-\"'“”‘’"

NO_CALIBRATION = Calibration({})
NOTHING_LEARNT = Models(Weights({}), Weights({}), NO_CALIBRATION, Weights({}))

Gold = dict[str, Any]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Group:
    """Alternatives, each described by its features, which of them are right, and what the parser adds to each."""

    fold: int
    rows: list[list[str]]
    right: list[bool]
    trees: list[list[str]] = field(default_factory=list)

    def parsed(self) -> "Group":
        """The same with the parser's features among the others."""
        return Group(self.fold, [row + tree for row, tree in zip(self.rows, self.trees, strict=True)], self.right)


def fold_of(article: Gold) -> int:
    """The fold of an article, by its id."""
    return hashlib.sha256(article["id"].encode()).digest()[0] % FOLDS


def read(path: Path) -> list[Gold]:
    """The annotated articles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the marks, punctuation and space at its edges."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Shared length by joint length."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def matched(reader: Reader, article: Gold) -> Iterator[tuple[int, Gold]]:
    """The reader's quotes by number, each with the annotated segment it stands for; before quotes are joined."""
    text = article["text"]
    found = [(bare(text, p.start, p.end), n) for n, item in enumerate(reader.found) for p in item.parts]
    for segment in article["quotes"]:
        span = bare(text, segment["inner_start"], segment["inner_end"])
        best = max(found, key=lambda f: overlap(f[0], span), default=None)
        if best is not None and overlap(best[0], span) >= _SAME:
            yield best[1], segment


def last_name(words: str) -> str:
    """The last capitalised word, without a possessive."""
    names = [w for w in re.findall(r"[^\W\d_][\w-]*", re.sub(r"['’]s\b", "", words)) if w[0].isupper()]
    return names[-1].lower() if names else ""


def right(reader: Reader, head: tuple[int, int], segment: Gold) -> tuple[bool, bool]:
    """Whether a mention (its first and last item) is the annotated one, and whether it has the same last name."""
    text, spans = reader.text, segment["speaker_spans"]
    mention = reader.narration.span(*head)
    itself = any(a < mention.end and mention.start < b for a, b in spans)
    named = reader.names.at(head[1])
    names = {last_name(mention.of(text)), last_name(named.name) if named else ""} - {""}
    return itself, itself or bool(names & {last_name(text[a:b]) for a, b in spans})


def speakers(roster: Roster, articles: Iterable[Gold]) -> list[Group]:
    """The candidates of every annotated quote."""
    groups = []
    for article in articles:
        reader = Reader(article["text"], marks.find(article["text"]), roster, NOTHING_LEARNT)
        questions = reader.questions()
        pairs = [
            (questions[number], asked_of(questions[number], reader.candidates), segment)
            for number, segment in matched(reader, article)
            if segment["type"] != "none" and segment["speaker_spans"]
        ]
        for asked, found, _ in pairs:
            reader.ranker.read(asked, found)
        reader.ranker.trees.parse()
        for asked, found, segment in pairs:
            pointed = [right(reader, (c.mention.first, c.mention.last), segment) for c in found]
            itself = any(a for a, _ in pointed)
            rows = [[*chain.from_iterable(f.names for f in row)] for row in reader.ranker.describe(asked, found)]
            trees = [[*reader.ranker.tree_features.of(asked, c).names] for c in found]
            groups.append(Group(fold_of(article), rows, [a if itself else b for a, b in pointed], trees))
    return groups


@dataclass(frozen=True)
class Judged:
    """What the reader makes of annotated articles: each segment as somebody's words against nobody's, and each answer
    to who speaks, as the form of its mention, its probability, and 1.0 where it is right."""

    whether: list[Group]
    answers: list[tuple[str, float, float]]


def judged(roster: Roster, articles: Iterable[Gold], by_fold: Mapping[int, Models]) -> Judged:
    """Reads articles whole, each with the models for its fold; articles of other folds are left out."""
    out = Judged([], [])
    for article in articles:
        fold = fold_of(article)
        if fold not in by_fold:
            continue
        reader = Reader(article["text"], marks.find(article["text"]), roster, by_fold[fold])
        pairs = list(matched(reader, article))
        reader.run()
        for number, segment in pairs:
            item, somebodys = reader.found[number], segment["type"] != "none"
            mention = reader.mention(item)
            if item.marked and not item.headline and item.joined is None:
                rows = [reader.quoteness.of(reader.in_marks(number)), []]
                out.whether.append(Group(fold, rows, [somebodys, not somebodys]))
            if somebodys and segment["speaker_spans"] and mention is not None and item.kind is not Kind.OTHER:
                itself, named = right(reader, (mention.first, mention.last), segment)
                out.answers.append((mention.form.value, item.probability, float(itself or named)))
    return out


def minimise(loss: Callable[[Floats], tuple[float, Floats]], size: int, steps: int = 200) -> Floats:
    """Where a smooth convex loss is least: limited-memory BFGS with halved steps (Nocedal 1980)."""
    at: Floats = np.zeros(size)
    value, slope = loss(at)
    past: list[tuple[Floats, Floats]] = []
    for _ in range(steps):
        down = slope.copy()
        parts = []
        for moved, turned in reversed(past):
            part = float(moved @ down) / float(turned @ moved)
            parts.append(part)
            down -= part * turned
        if past:
            moved, turned = past[-1]
            down *= float(moved @ turned) / float(turned @ turned)
        else:
            down /= max(1.0, float(np.abs(slope).max()))
        for (moved, turned), part in zip(past, reversed(parts), strict=True):
            down += (part - float(turned @ down) / float(turned @ moved)) * moved
        length = 1.0
        while True:
            new = at - length * down
            new_value, new_slope = loss(new)
            if new_value <= value - 1e-4 * length * float(slope @ down) or length < 1e-6:
                break
            length /= 2
        if float((new - at) @ (new_slope - slope)) > 1e-10:
            past = [*past[-9:], (new - at, new_slope - slope)]
        settled = abs(value - new_value) < 1e-6 * abs(value)
        at, value, slope = new, new_value, new_slope
        if settled:
            break
    return at


def fit(groups: Iterable[Group], penalty: float) -> Weights:
    """Multinomial logistic regression over each group's alternatives, with a penalty on the squares of the weights."""
    usable = [g for g in groups if any(g.right) and not all(g.right)]
    counts = Counter(name for g in usable for row in g.rows for name in set(row))
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    place = {name: n for n, name in enumerate(names)}
    rows = [[place[name] for name in dict.fromkeys(row) if name in place] for g in usable for row in g.rows]
    column: Ints = np.array([n for row in rows for n in row], dtype=np.int64)
    line: Ints = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    group: Ints = np.repeat(np.arange(len(usable)), [len(g.rows) for g in usable])
    hit: Floats = np.array([float(r) for g in usable for r in g.right])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = np.bincount(line, weights[column], minlength=len(rows))
        highest = np.full(len(usable), -np.inf)
        np.maximum.at(highest, group, scores)
        mass = np.exp(scores - highest[group])
        whole = np.bincount(group, mass, minlength=len(usable))
        good = np.bincount(group, mass * hit, minlength=len(usable))
        push = mass / whole[group] - mass * hit / good[group]
        slope = np.bincount(column, push[line], minlength=len(names)) + penalty * weights
        return float((np.log(whole) - np.log(good)).sum() + penalty / 2 * weights @ weights), slope

    found = minimise(loss, len(names))
    return Weights({name: round(float(found[n]), 3) for name, n in place.items() if abs(found[n]) >= 0.0005})


def learn(roster: Roster, articles: Sequence[Gold], who: Sequence[Group], folds: frozenset[int]) -> Models:
    """The models that the articles of some folds teach.

    What is fitted on another model's answers (calibration, quote or not) sees answers for articles which that other
    model has not seen: for each fold, those of a model fitted on the rest of the given folds.
    """
    parsed = [g.parsed() for g in who]

    def speaking(kept: frozenset[int]) -> Models:
        plain = fit((g for g in who if g.fold in kept), SPEAKER_PENALTY)
        return Models(plain, fit((g for g in parsed if g.fold in kept), SPEAKER_PENALTY), NO_CALIBRATION, Weights({}))

    first = judged(roster, articles, {fold: speaking(folds - {fold}) for fold in folds})
    both = speaking(folds)
    return Models(both.speaker, both.parsed, calibrated(first.answers), fit(first.whether, QUOTED_PENALTY))


def calibrated(answers: Sequence[tuple[str, float, float]]) -> Calibration:
    """The share of right answers by probability, for each form of mention."""
    lines = {}
    for form in sorted({form for form, _, _ in answers}):
        both = np.array([(sure, correct) for f, sure, correct in answers if f == form])
        lines[form] = tuple(corners(both[:, 0], both[:, 1]))
    return Calibration(lines)


def corners(sure: Floats, correct: Floats) -> list[tuple[float, float]]:
    """Isotonic calibration: shares of right answers in equally filled bins (one more of each, so that none is certain),
    neighbours pooled until they rise."""
    order = np.argsort(sure, kind="stable")
    bins = max(1, min(MOST_BINS, len(order) // IN_A_BIN))
    split = np.array_split(order, bins)
    pools = [[float(sure[b].mean()), (float(correct[b].sum()) + 1) / (len(b) + 2), float(len(b))] for b in split]
    n = 0
    while n + 1 < len(pools):
        a, b = pools[n], pools[n + 1]
        if b[1] >= a[1] and b[0] - a[0] > CLOSE:
            n += 1
            continue
        total = a[2] + b[2]
        pools[n : n + 2] = [[(a[0] * a[2] + b[0] * b[2]) / total, (a[1] * a[2] + b[1] * b[2]) / total, total]]
        n = max(0, n - 1)
    line = [(round(x, 4), round(y, 3)) for x, y, _ in pools]
    first = line[0]
    return [(0.0, round(first[1] * 0.5, 3)), *line, *([(1.0, line[-1][1])] if line[-1][0] < 1 else [])]


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def main() -> int:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = ROOT.parent / "shared" / "data" / "polnear.train.jsonl.gz"
    parser.add_argument("gold", nargs="?", type=Path, default=default)
    parser.add_argument("--output", type=Path, default=ROOT / "resources" / "attribution")
    chosen = parser.parse_args()
    if not chosen.gold.exists():
        print(f"Not fitted: there is no {chosen.gold}.", file=sys.stderr)
        return 1
    chosen.output.mkdir(parents=True, exist_ok=True)
    articles, roster = read(chosen.gold), Roster.load()

    models = learn(roster, articles, speakers(roster, articles), frozenset(range(FOLDS)))
    tables = {"speaker": models.speaker, "parsed": models.parsed, "quoted": models.quoted}
    for name, table in tables.items():
        write(chosen.output / f"{name}.csv", ("feature", "weight"), sorted(table.of.items()))
    lines = [(form, x, y) for form, line in models.sure.lines.items() for x, y in line]
    write(chosen.output / "calibration.csv", ("form", "probability", "share right"), lines)
    facts = {
        "date": str(datetime.datetime.now(datetime.UTC).date()),
        "articles": len(articles),
        "features": {name: len(table.of) for name, table in tables.items()},
    }
    (chosen.output / "measured.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(facts, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
