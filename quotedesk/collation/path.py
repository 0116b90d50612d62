"""The best way to lay two sequences against each other: global alignment with affine gaps (Gotoh 1982), in numpy rows.

Within a row the gap recurrence is a running maximum, so that a row costs a handful of vector operations.
"""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Step = tuple[int | None, int | None]

GAP_OPEN = 0.45
END_OPEN = 0.35  # a gap at either end is likelier: quotes are trimmed there
_NEAR = 1e-4
_MOST_CELLS = 4000 * 4000
GAP_STEP = 0.04


def side_by_side(rows: int, columns: int) -> list[Step]:
    """The alignment of two sequences that have nothing in common: first the one, then the other."""
    return [*((i, None) for i in range(rows)), *((None, j) for j in range(columns))]


def too_long(rows: int, columns: int) -> bool:
    """Whether two sequences are no quotes any more, and the best alignment takes more memory than it is worth."""
    return rows * columns > _MOST_CELLS


def best_path(scores: Scores, *, ends: tuple[bool, bool] = (True, True)) -> list[Step]:
    """The pairs (row, column) of the best global alignment, in order; None where one side has nothing.

    `scores[i, j]` is what laying i against j is worth, a match at most 1. Every row and every column comes up once.
    `ends` tells whether the sequences begin and end here, or go on beyond.
    """
    rows, columns = scores.shape
    if rows > columns:
        return [(i, j) for j, i in best_path(scores.T, ends=ends)]
    opens = [END_OPEN if end else GAP_OPEN for end in ends]
    best = np.empty((rows + 1, columns + 1), dtype=np.float32)
    down = np.full((rows + 1, columns + 1), -1e9, dtype=np.float32)
    slope = (GAP_STEP * np.arange(columns + 1)).astype(np.float32)
    best[0] = -opens[0] - slope
    best[0, 0] = 0.0
    opening = np.full(columns + 1, GAP_OPEN + GAP_STEP, dtype=np.float32)
    opening[0], opening[-1] = opens[0] + GAP_STEP, opens[1] + GAP_STEP
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
        across[1:] = across[:-1] - slope[1:] - (GAP_OPEN if i < rows else opens[1])
        np.maximum(here[1:], across[1:], out=here[1:])
    return _walk_back(scores, best, down, opens[1])


def _walk_back(scores: Scores, best: Scores, down: Scores, last: float) -> list[Step]:
    """The steps that lead to the last cell. Of equals a match comes first, then a gap, then words that don't match."""
    i, j = scores.shape
    steps: list[Step] = []
    while i and j:
        here = best[i, j]
        diagonal = abs(best[i - 1, j - 1] + scores[i - 1, j - 1] - here) < _NEAR
        if diagonal and scores[i - 1, j - 1] > 0:
            i, j = i - 1, j - 1
            steps.append((i, j))
        elif abs(down[i, j] - here) < _NEAR:
            while i > 1 and abs(down[i - 1, j] - GAP_STEP - down[i, j]) < _NEAR:
                i -= 1
                steps.append((i, None))
            i -= 1
            steps.append((i, None))
        else:
            start = _gap_start(best[i, : j + 1], GAP_OPEN if i < len(scores) else last)
            if start is None:
                i, j = i - 1, j - 1
                steps.append((i, j))
            else:
                steps.extend((None, k) for k in range(j - 1, start - 1, -1))
                j = start
    steps += [(k, None) for k in range(i - 1, -1, -1)]
    steps += [(None, k) for k in range(j - 1, -1, -1)]
    return steps[::-1]


def _gap_start(line: Scores, opening: float) -> int | None:
    """Where the gap that ends at the end of the line opened; None if no gap ends there."""
    opened = line[:-1] - opening - GAP_STEP * np.arange(len(line) - 1, 0, -1, dtype=np.float32)
    apart = np.abs(opened - line[-1])[::-1]
    nearest = int(np.argmin(apart))
    return len(line) - 2 - nearest if apart[nearest] < _NEAR else None
