"""The differences of two printings where they are plain: common words in runs that are no accident.

Most printings differ in a few places and agree in long runs between. Then the longest common subsequence, which is
found many times faster than the best alignment, tells the same.
"""

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from quotedesk.collation.differences import LONG, PLAIN_RUN, Stretch

ELISION = "…"


def plain_stretches(left: Sequence[str], right: Sequence[str]) -> list[Stretch] | None:
    """The differences of two lists of folded words (elisions are "…"), or None where it takes a closer look."""
    number: dict[str, int] = {}
    one, other = ("".join([chr(0x4E00 + number.setdefault(w, len(number))) for w in side]) for side in (left, right))
    if len(number) > 20_000:
        return None
    runs = [run for run in LCSseq.editops(one, other).as_matching_blocks() if run.size]
    if not runs:
        return None
    if any(run.size < PLAIN_RUN for run in runs):
        once, again = ({word for word, n in Counter(side).items() if n == 1} for side in (left, right))
        for run in runs:
            words = left[run.a : run.a + run.size]
            if run.size < PLAIN_RUN and not any(len(w) > 3 and w in once and w in again for w in words):
                return None
    out: list[Stretch] = []
    i = j = 0
    for run in runs:
        if not _gap(out, left, right, (i, run.a, j, run.b)):
            return None
        i, j = run.a + run.size, run.b + run.size
        out.append(("equal", run.a, i, run.b, j))
    return out if _gap(out, left, right, (i, len(left), j, len(right))) else None


def _gap(out: list[Stretch], left: Sequence[str], right: Sequence[str], gap: tuple[int, int, int, int]) -> bool:
    """Names what stands between two runs, or at an end; False where it takes a closer look."""
    i, k, j, m = gap
    lost, new = k - i, m - j
    if not lost and not new:
        return True
    if ELISION in left[i:k] or (ELISION in right[j:m] and new > 1):
        return False
    at_end = k == len(left) and m == len(right)
    if new and right[j] == ELISION:
        out.append(("elided", i, k, j, m))
    elif not lost:
        out.append(("inserted", i, k, j, m))
    elif not new:
        out.append(("trimmed_start" if not out else "trimmed_end" if at_end else "cut", i, k, j, m))
    else:
        out += _instead(i, k, j, m, at_start=not out, at_end=at_end)
    return True


def _instead(i: int, k: int, j: int, m: int, *, at_start: bool, at_end: bool) -> list[Stretch]:
    """Words that stand for others; where there are many more on one side, what is beyond is missing or new."""
    lost, new = k - i, m - j
    if abs(lost - new) < LONG or (min(lost, new) >= LONG and (at_start or at_end)):
        return [("substituted", i, k, j, m)]
    if lost < new:
        return [("substituted", i, k, j, j + lost), ("inserted", k, k, j + lost, m)]
    if at_start:
        return [("trimmed_start", i, k - new, j, j), ("substituted", k - new, k, j, m)]
    return [("substituted", i, i + new, j, m), ("trimmed_end" if at_end else "cut", i + new, k, m, m)]
