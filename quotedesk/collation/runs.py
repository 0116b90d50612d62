"""The differences of two printings where they are plain: common words in runs that are no accident.

Most printings differ in a few places and agree in long runs between. Then the longest common subsequence, which is
found many times faster than the best alignment, tells the same, once the words are left out that agree by accident.
"""

from rapidfuzz.distance import LCSseq

from quotedesk.collation.differences import LONG, PLAIN_RUN, Stretch
from quotedesk.collation.path import END_OPEN, GAP_OPEN, GAP_STEP
from quotedesk.collation.spelling import ELISION, Spelling
from quotedesk.collation.worth import OTHER_WORD

_TELLING = 4  # letters from which on a word that stands once on each side is no accident

Run = tuple[int, int, int]
"""Where a run of common words starts on either side, and how many they are."""


def plain_stretches(left: str, right: str, spelling: Spelling) -> list[Stretch] | None:
    """The differences of two spelt printings, or None where it takes a closer look."""
    runs = [(run.a, run.b, run.size) for run in LCSseq.editops(left, right).as_matching_blocks() if run.size]
    if min([size for _, _, size in runs], default=0) < PLAIN_RUN:
        runs = _no_accidents(runs, left, right, spelling)
    if not runs:
        return None
    out: list[Stretch] = []
    i = j = 0
    for a, b, size in runs:
        if not _gap(out, left, right, (i, a, j, b)):
            return None
        i, j = a + size, b + size
        out.append(("equal", a, i, b, j))
    return out if _gap(out, left, right, (i, len(left), j, len(right))) else None


def _no_accidents(runs: list[Run], left: str, right: str, spelling: Spelling) -> list[Run]:
    """The runs without those that cost more than they are worth: common words that stand askew between others."""
    kept: list[Run] = []
    i = j = 0
    for n, (a, b, size) in enumerate(runs):
        words = left[a : a + size]
        if size < PLAIN_RUN and not any(_is_telling(w, left, right, spelling) for w in words):
            c, d, _ = runs[n + 1] if n + 1 < len(runs) else (len(left), len(right), 0)
            ends = not kept, n + 1 == len(runs)
            apart = _cost(a - i, b - j, ends[0]) + _cost(c - a - size, d - b - size, ends[1])
            if apart - sum(map(spelling.weight, words)) > _cost(c - i, d - j, any(ends)):
                continue
        kept.append((a, b, size))
        i, j = a + size, b + size
    return kept


def _is_telling(word: str, left: str, right: str, spelling: Spelling) -> bool:
    """Whether the word stands once on each side, and is no short one."""
    return left.count(word) == right.count(word) == 1 and len(spelling.fold(word)) >= _TELLING


def _cost(lost: int, new: int, at_end: bool) -> float:
    """What so many words against so many others cost in an alignment."""
    gap = (END_OPEN if at_end else GAP_OPEN) + GAP_STEP * abs(lost - new) if lost != new else 0.0
    return gap - OTHER_WORD * min(lost, new)


def _gap(out: list[Stretch], left: str, right: str, gap: tuple[int, int, int, int]) -> bool:
    """Names what stands between two runs, or at an end; False where it takes a closer look."""
    i, k, j, m = gap
    lost, new = k - i, m - j
    if not lost and not new:
        return True
    if left.find(ELISION, i, k) >= 0 or (new > 1 and right.find(ELISION, j, m) >= 0):
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
