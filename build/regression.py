"""What `build/fit.py` fits with: logistic regression over named features, and isotonic calibration."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from quotedesk.attribution.weights import Weights

RAREST = 15
MOST_BINS, IN_A_BIN = 12, 60
CLOSE = 1e-4

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


def logistic(rows: Floats, right: Floats, penalty: float) -> Floats:
    """The weights of the columns of `rows`, by logistic regression with a penalty on their squares."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights
        slope = rows.T @ (1 / (1 + np.exp(-scores)) - right) + penalty * weights
        return float(np.logaddexp(0, scores).sum() - right @ scores + penalty / 2 * weights @ weights), slope

    return minimise(loss, rows.shape[1])


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
