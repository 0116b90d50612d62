"""Many witnesses laid against common columns at once: profile alignment with affine gaps (Gotoh 1982), in numpy.

The columns of an alignment are a profile: to a word a column is worth what its words are worth on the average, and to
pass a column over costs the less, the fewer witnesses have a word there. All witnesses are laid against the fullest
first, then each against the profile of the others (the refinement of Barton and Sternberg 1987). Many are laid in one
go, a word of each at a time; within a row the gap recurrence is a running maximum.
"""

from collections.abc import Iterator

import numpy as np

from quotedesk.collation.arrays import Bools, Ints
from quotedesk.collation.path import END_OPEN, GAP_OPEN, GAP_STEP, Scores, best_path, too_long
from quotedesk.collation.worth import OTHER_WORD, Worth

_MAJOR = 0.5  # share of the witnesses from which on a column is one that a witness is expected to fill
_WALL = 2 * GAP_OPEN  # what it costs to pass such a column over without opening a gap: more than to open one
_UNLIKE = 1e-3  # by how much words that don't match are worth less than a gap that costs the same
_CELLS = 1 << 21  # at a time

Placed = Ints
"""For each witness and each of its words the column it stands in; -1 for one in none, and beyond the last word."""


def in_columns(words: Ints, lengths: Ints, worth: Worth) -> tuple[Placed, int]:
    """The column of each word of each witness, and how many columns there are; none is empty.

    `words[b, i]` is the number of word i of witness b, which has `lengths[b]` words, one at least.
    """
    fullest = int(np.argmax(lengths))
    columns = int(lengths[fullest])
    placed = np.full_like(words, -1)
    placed[fullest, :columns] = np.arange(columns)
    others = np.flatnonzero(np.arange(len(words)) != fullest)
    # Of two that are laid at once each would go where the other has been, so that they would pass each other by.
    for some in (others, np.append(fullest, others[::2]), others[1::2]):
        placed[some] = _laid(words, lengths, placed, columns, worth, some)
        placed, columns = opened_up(placed, lengths, columns)
    return placed, columns


def _laid(words: Ints, lengths: Ints, placed: Placed, columns: int, worth: Worth, asked: Ints) -> Placed:
    """Some witnesses laid against the profile of the others, as far as these have been placed."""
    witness, at = np.nonzero(placed >= 0)
    column, word = placed[witness, at], words[witness, at]
    counts = np.zeros((columns, len(worth.bounds) - 1), dtype=np.float32)
    np.add.at(counts, (column, word), 1)
    value = worth.scores(counts, range(counts.shape[1])).T
    own = worth.own
    mine = np.zeros((len(words), columns), dtype=np.float32)
    mine[witness, column] = 1
    others = counts.sum(axis=1) - mine
    joined = np.maximum(1, len(np.unique(witness)) - mine.any(axis=1))[:, None]
    out = placed.copy()
    for some in _alike(asked, lengths, columns):
        longest = int(lengths[some].max())
        if too_long(longest, columns):
            continue  # these are no quotes any more, and stay where they are
        own_words, own_places = words[some, :longest], placed[some, :longest]
        scores = value[own_words.T] - OTHER_WORD * mine[some]
        b, i, k = np.nonzero((own_words[:, :, None] == own_words[:, None]) & (own_places[:, None] >= 0))
        scores[i, b, own_places[b, k]] -= own[own_words[b, i]]
        scores /= np.maximum(others[some], 0.5 * joined[some])
        np.copyto(scores, OTHER_WORD, where=others[some] == 0)
        out[some] = -1
        if longest * columns > _CELLS:  # takes less memory
            steps = [(i, c) for i, c in best_path(scores[:, 0]) if i is not None and c is not None]
            out[some, [i for i, _ in steps]] = [c for _, c in steps]
        else:
            out[some, :longest] = lay(scores, lengths[some], others[some] / joined[some])
    return out[asked]


def _alike(witnesses: Ints, lengths: Ints, columns: int) -> Iterator[Ints]:
    """The witnesses in groups of about one length that are not too large to be laid at once."""
    order = witnesses[np.argsort(-lengths[witnesses], kind="stable")]
    while len(order):
        longest = int(lengths[order[0]])
        most = max(1, _CELLS // (longest * columns))
        size = min(most, int(np.searchsorted(-lengths[order], -longest // 2, side="right")))
        yield order[:size]
        order = order[size:]


def lay(scores: Scores, lengths: Ints, share: Scores) -> Placed:
    """The best place for each word of each witness in the columns of a profile, -1 for a word between them.

    `scores[i, b, c]` is what laying word i of witness b into column c is worth, a match at most 1; witness b has
    `lengths[b]` words. `share[b, c]` is the share of the other witnesses that have a word in column c.
    """
    words, witnesses, columns = scores.shape
    scores -= _UNLIKE * (scores <= 0)
    major = share >= _MAJOR
    # What has been passed over up to each column: without opening a gap, and within one.
    passed = np.zeros((2, witnesses, columns + 1), dtype=np.float32)
    np.cumsum(np.where(major, GAP_STEP, GAP_OPEN + GAP_STEP) * share, axis=1, out=passed[1, :, 1:])
    passed[0] = passed[1]
    passed[0, :, 1:] += _WALL * np.cumsum(major, axis=1)
    leaving = passed + np.array([0, GAP_OPEN], dtype=np.float32)[:, None, None]
    opening = np.full(columns + 1, GAP_OPEN + GAP_STEP, dtype=np.float32)
    opening[[0, -1]] = END_OPEN + GAP_STEP
    best = np.empty((words + 1, witnesses, columns + 1), dtype=np.float32)
    best[0] = np.maximum(-END_OPEN - passed[1], -passed[0])
    best[0, :, 0] = 0.0
    down = np.full_like(best, -1e9)
    here = np.empty((words, witnesses, columns + 1), dtype=np.float32)
    step = np.float32(GAP_STEP)
    reached = np.empty((words, *passed.shape), dtype=np.float32)
    left = np.empty_like(passed)
    last = [lengths == i + 1 for i in range(words)]
    ends = [bool(rows.any()) for rows in last]
    for i in range(words):
        line, stay = here[i], down[i + 1]
        np.subtract(best[i], opening, out=line)
        np.subtract(down[i], step, out=stay)
        np.maximum(line, stay, out=stay)
        np.add(best[i, :, :-1], scores[i], out=line[:, 1:])
        np.maximum(line, stay, out=line)
        np.add(line, passed, out=reached[i])
        np.maximum.accumulate(reached[i], axis=2, out=reached[i])
        np.subtract(reached[i], leaving, out=left)
        if ends[i]:
            left[1, last[i]] += np.float32(GAP_OPEN - END_OPEN)
        np.maximum(left[0], left[1], out=left[0])
        np.maximum(left[0], line, out=best[i + 1])
    alone = here == down[1:]
    goes_on = down[:-1] - step > best[:-1] - opening
    return _walk_back(_entered(here, best[1:], passed, reached, leaving), alone, goes_on, lengths)


def _entered(here: Scores, best: Scores, passed: Scores, reached: Scores, leaving: Scores) -> Ints:
    """For each word, witness and edge of a column from which edge on columns are passed over; the edge itself if none.

    `here` is the best with the word right before the edge, `best` that or one from which columns were passed over.
    """
    edges = np.arange(here.shape[2], dtype=np.int32)
    new = np.where(here[:, None] + passed == reached, edges, np.int32(0))
    few, many = np.moveaxis(np.maximum.accumulate(new, axis=3), 1, 0)
    way = reached - leaving
    over = np.where(way[:, 0] >= way[:, 1], few, many)
    return np.where(here >= best, edges, over)


def _walk_back(entered: Ints, alone: Bools, goes_on: Bools, lengths: Ints) -> Placed:
    """The places that lead to the end of each witness and of the columns.

    `alone` where a word stands between columns, `goes_on` where the word before it does so too.
    """
    words, witnesses, edges = entered.shape
    placed = np.full((witnesses, words), -1, dtype=np.int64)
    start, single, more = entered.ravel().data, alone.ravel().data, goes_on.ravel().data
    for b, length in enumerate(lengths.tolist()):
        row: list[int] = []
        at, held = edges - 1, False
        for first in range(((length - 1) * witnesses + b) * edges, -1, -witnesses * edges):
            if not held:
                at = start[first + at]
            if held or single[first + at]:
                held = more[first + at]
                row.append(-1)
            else:
                at -= 1
                row.append(at)
        placed[b, :length] = row[::-1]
    return placed


def opened_up(placed: Placed, lengths: Ints, columns: int) -> tuple[Placed, int]:
    """The places with columns of their own for the words between columns, and none that is empty; and how many.

    The first words after one column share a column, the second ones another, and so on.
    """
    words = np.arange(placed.shape[1])
    within = words < lengths[:, None]
    between = within & (placed < 0)
    slot = np.maximum.accumulate(placed + 1, axis=1)
    last = np.maximum.accumulate(np.where(placed >= 0, words, -1), axis=1)
    nth = words - last - 1
    wide = np.zeros(columns + 1, dtype=np.int64)
    np.maximum.at(wide, slot[between], nth[between] + 1)
    before = np.cumsum(wide) - wide
    out = np.where(between, slot + before[slot] + nth, placed + np.cumsum(wide)[placed])
    used = np.zeros(columns + int(wide.sum()), dtype=np.bool_)
    used[out[within]] = True
    number = np.cumsum(used) - 1
    return np.where(within, number[np.where(within, out, 0)], -1), int(used.sum())
