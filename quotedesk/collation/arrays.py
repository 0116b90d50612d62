"""The arrays that grouping works on."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Narrow = NDArray[np.int32]
Codes = NDArray[np.uint64]


def bounds_of(lengths: Ints) -> Ints:
    """Where each of several stretches laid end to end starts, and where the last one ends."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])


def spread(starts: Ints, sizes: Ints) -> Ints:
    """The numbers of all the stretches, one after the other: sizes[n] numbers from starts[n] on."""
    return np.repeat(starts - bounds_of(sizes)[:-1], sizes) + np.arange(int(sizes.sum()))


def rank_in_run(values: Ints) -> Ints:
    """For each value its place in the run of equal values that it stands in; the values are sorted."""
    starts = np.flatnonzero(np.diff(values, prepend=-1))
    return np.arange(len(values)) - np.repeat(starts, np.diff(np.append(starts, len(values))))


def distinct(values: Ints) -> Ints:
    """The values sorted, each once (by sorting: many times faster than hashing where there are millions)."""
    values = np.sort(values)
    return values[np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))] if len(values) else values


def in_order(keys: Sequence[Ints], tie: Callable[[int], Any]) -> Ints:
    """Their numbers in the order of the keys, the last of which counts first; those equal in all of them by `tie`."""
    order = np.lexsort(keys)
    apart = np.any([np.diff(key[order]) != 0 for key in keys], axis=0)
    starts = np.flatnonzero(np.concatenate([[True], apart])) if len(order) else order
    ends = np.append(starts[1:], len(order))
    several = ends - starts > 1
    for a, b in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        order[a:b] = sorted(order[a:b].tolist(), key=tie)
    return order


def numbered(values: Sequence[str]) -> tuple[list[str], Ints]:
    """The different values in order, and for each value its number among them."""
    known = sorted(set(values))
    number = {value: n for n, value in enumerate(known)}
    return known, np.fromiter(map(number.__getitem__, values), dtype=np.int64, count=len(values))
