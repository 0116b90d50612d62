"""The best way to lay two sequences against each other: global alignment with affine gaps (Gotoh 1982), in numpy rows.

Within a row the gap recurrence is a running maximum, so that a row costs a handful of vector operations.
"""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Step = tuple[int | None, int | None]

GAP_OPEN = 0.45
END_OPEN = 0.35  # a gap at either end is likelier: quotes are trimmed there
GAP_STEP = 0.04


def best_path(scores: Scores) -> list[Step]:
    """The pairs (row, column) of the best global alignment, in order; None where one side has nothing.

    `scores[i, j]` is what laying i against j is worth, a match at most 1. Every row and every column comes up once.
    """
    rows, columns = scores.shape
    if rows > columns:
        return [(i, j) for j, i in best_path(scores.T)]
    best = np.empty((rows + 1, columns + 1), dtype=np.float32)
    down = np.full((rows + 1, columns + 1), -1e9, dtype=np.float32)
    slope = (GAP_STEP * np.arange(columns + 1)).astype(np.float32)
    best[0] = -END_OPEN - slope
    best[0, 0] = 0.0
    opening = np.full(columns + 1, GAP_OPEN + GAP_STEP, dtype=np.float32)
    opening[[0, -1]] = END_OPEN + GAP_STEP
    across = np.empty(columns + 1, dtype=np.float32)
    for i in range(1, rows + 1):
        above = best[i - 1]
        line = down[i]
        np.maximum(above - opening, down[i - 1] - GAP_STEP, out=line)
        here = best[i]
        here[:] = line
        np.maximum(here[1:], above[:-1] + scores[i - 1], out=here[1:])
        np.add(here, slope, out=across)
        np.maximum.accumulate(across, out=across)
        across[1:] = across[:-1] - slope[1:] - (GAP_OPEN if i < rows else END_OPEN)
        np.maximum(here[1:], across[1:], out=here[1:])
    return _walk_back(scores, best, down)


def _walk_back(scores: Scores, best: Scores, down: Scores) -> list[Step]:
    """The steps that lead to the last cell; a match is preferred, then a gap in the columns, then one in the rows."""
    i, j = scores.shape
    steps: list[Step] = []
    near = 1e-4
    while i and j:
        here = best[i, j]
        if abs(best[i - 1, j - 1] + scores[i - 1, j - 1] - here) < near:
            i, j = i - 1, j - 1
            steps.append((i, j))
        elif abs(down[i, j] - here) < near:
            while i > 1 and abs(down[i - 1, j] - GAP_STEP - down[i, j]) < near:
                i -= 1
                steps.append((i, None))
            i -= 1
            steps.append((i, None))
        else:
            j = _left_end(best[i], j, GAP_OPEN if i < len(best) - 1 else END_OPEN, steps)
    steps += [(k, None) for k in range(i - 1, -1, -1)]
    steps += [(None, k) for k in range(j - 1, -1, -1)]
    return steps[::-1]


def _left_end(line: Scores, j: int, opening: float, steps: list[Step]) -> int:
    """Follows a gap in the rows to where it opened; returns that column."""
    here = line[j]
    opened = line[:j] - opening - GAP_STEP * np.arange(j, 0, -1, dtype=np.float32)
    start = int(j - 1 - np.argmin(np.abs(opened - here)[::-1]))
    steps.extend((None, k) for k in range(j - 1, start - 1, -1))
    return start
