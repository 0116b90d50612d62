"""The word-level departures of one printing from another, for display."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import LCSseq

from quotedesk.collation.normal import Token, tokens
from quotedesk.collation.path import Step, best_path, side_by_side, too_long
from quotedesk.collation.rarity import weight
from quotedesk.collation.worth import score_matrix
from quotedesk.quote import Span

Op = Literal["equal", "substituted", "inserted", "cut", "trimmed_start", "trimmed_end", "elided", "bracketed"]

_ANCHOR = 3  # equal words at the ends that the alignment sees all the same, since the next words may repeat them
PLAIN_RUN = 3  # words in a row that are no accident
_TELLING = 0.6  # weight of a word that is none by itself
LONG = 4  # words without counterpart from which on they are a cut (an insertion) beside a substitution, not part of it


@dataclass(frozen=True, slots=True)
class Difference:
    """One stretch of a comparison: what became of `base` (offsets into the base) and what `other` has in its place.

    `equal` the same words (case, marks and accents apart); `substituted` other words; `inserted` words that the base
    lacks; `cut` words of the base missing inside with no mark; `elided` words missing right where a mark of omission
    stands or the marks were closed (a mark anywhere else excuses nothing); `trimmed_start` and `trimmed_end` words
    missing at the ends; `bracketed` an editor's words in square brackets.
    """

    op: Op
    base: Span
    other: Span


def compare(base: str, other: str, breaks: Sequence[int] = ()) -> tuple[Difference, ...]:
    """How `other` departs from `base`, word by word; `breaks` are where in `other` a part begins (`Passage.breaks`).

    The spans of the differences, in order, cover both strings whole; a difference owns the closing marks and the spaces
    after its words. Runs of equal words are one difference.
    """
    left, right = tokens(base), tokens(other)
    pieces = stretches(left, right, breaks)
    if not pieces:
        return (Difference("equal", Span(0, len(base)), Span(0, len(other))),) if base or other else ()
    base_edges, other_edges = _edges(base, left), _edges(other, right)
    spans = [(Span(base_edges[i], base_edges[k]), Span(other_edges[j], other_edges[m])) for _, i, k, j, m in pieces]
    last_base, last_other = spans[-1]
    spans[-1] = (Span(last_base.start, len(base)), Span(last_other.start, len(other)))
    return tuple(Difference(piece[0], *span) for piece, span in zip(pieces, spans, strict=True))


Stretch = tuple[Op, int, int, int, int]
"""A difference by token numbers, half open: what it is, from and to in the base, from and to in the other."""


def stretches(left: Sequence[Token], right: Sequence[Token], breaks: Sequence[int] = ()) -> list[Stretch]:
    """The differences by token numbers: runs of equal words, and what stands between them."""
    found = _Namer(left, right).stretches()
    opening = {n + 1 for at in breaks for n, (a, b) in enumerate(pairwise(right)) if a.end <= at <= b.start}
    return [("elided", i, k, j, m) if op == "cut" and j in opening else (op, i, k, j, m) for op, i, k, j, m in found]


class _Namer:
    """Names the stretches of an alignment."""

    def __init__(self, left: Sequence[Token], right: Sequence[Token]) -> None:
        self.left = left
        self.right = right

    def stretches(self) -> list[Stretch]:
        """The stretches in order, neighbours of one kind joined."""
        out: list[Stretch] = []
        gap: list[Step] = []
        i = j = 0
        for a, b in [*self._steps(), (len(self.left), len(self.right))]:
            if a is None or b is None or not self._equal(a, b):
                gap.append((a, b))
                continue
            out += self._between(gap, i, j)
            gap = []
            if a < len(self.left):
                out.append(("equal", a, a + 1, b, b + 1))
            i, j = a + 1, b + 1
        return _merged(out)

    def _steps(self) -> list[Step]:
        """The alignment; a long beginning and a long end that are equal need none."""
        before, after = self._equal_ends()
        rows, columns = len(self.left) - after, len(self.right) - after
        left, right = self.left[before:rows], self.right[before:columns]
        middle = _plain_steps(left, right) or _aligned(left, right)
        steps: list[Step] = [(n, n) for n in range(before)]
        steps += [(a if a is None else a + before, b if b is None else b + before) for a, b in middle]
        steps += [(rows + n, columns + n) for n in range(after)]
        return steps

    def _equal_ends(self) -> tuple[int, int]:
        shorter = min(len(self.left), len(self.right))
        before = after = 0
        while before < shorter and self._equal(before, before):
            before += 1
        while after < shorter - before and self._equal(len(self.left) - 1 - after, len(self.right) - 1 - after):
            after += 1
        if before + after == len(self.left) == len(self.right):
            return before, after
        return max(0, before - _ANCHOR), max(0, after - _ANCHOR)

    def _equal(self, a: int, b: int) -> bool:
        if a == len(self.left):
            return b == len(self.right)
        return b < len(self.right) and _same(self.left[a], self.right[b])

    def _between(self, gap: Sequence[Step], i: int, j: int) -> list[Stretch]:
        """Names what stands between two runs of equal words, or at an end; (i, j) is where it starts."""
        if not gap:
            return []
        k, m = i + sum(a is not None for a, _ in gap), j + sum(b is not None for _, b in gap)
        for n, (_, b) in enumerate(gap):
            if b is not None and self.right[b].is_elision:
                return self._around(gap, i, j, *_grown(gap, n, n + 1), "elided")
        base = sum(not t.is_elision for t in self.left[i:k])
        if not base:
            words = self.right[j:m]
            return [("bracketed" if words and all(t.bracketed for t in words) else "inserted", i, k, j, m)]
        if all(t.bracketed for t in self.left[i:k]) or (m > j and all(t.bracketed for t in self.right[j:m])):
            return [("bracketed", i, k, j, m)]
        if m == j:
            at_start, at_end = i == 0 and j == 0, k == len(self.left) and m == len(self.right)
            return [("trimmed_start" if at_start else "trimmed_end" if at_end else "cut", i, k, j, m)]
        start, end = max(_longest_alone(gap, 1), _longest_alone(gap, 0), key=lambda run: run[1] - run[0])
        if LONG <= end - start < len(gap):
            return self._around(gap, i, j, start, end, None)
        return [("substituted", i, k, j, m)]

    def _around(self, gap: Sequence[Step], i: int, j: int, start: int, end: int, op: Op | None) -> list[Stretch]:
        """Parts a stretch in what stands before, in and after some of its steps; `op` names the middle if known."""
        before, middle, after = gap[:start], gap[start:end], gap[end:]
        out = self._between(before, i, j)
        i, j = i + sum(a is not None for a, _ in before), j + sum(b is not None for _, b in before)
        k, m = i + sum(a is not None for a, _ in middle), j + sum(b is not None for _, b in middle)
        out += [(op, i, k, j, m)] if op else self._between(middle, i, j)
        return out + self._between(after, k, m)


def _aligned(left: Sequence[Token], right: Sequence[Token], ends: tuple[bool, bool] = (True, True)) -> list[Step]:
    if not left or not right or too_long(len(left), len(right)):
        return side_by_side(len(left), len(right))
    return best_path(score_matrix(left, right), ends=ends)


def _plain_steps(left: Sequence[Token], right: Sequence[Token]) -> list[Step]:
    """The alignment where it is plain: common words in long runs alone. Empty where it takes a closer look.

    The longest common subsequence is found many times faster than the best alignment and is the same in this case.
    """
    if too_long(len(left), len(right)):
        return []
    words = {(t.fold, t.bracketed): n for n, t in enumerate((*left, *right))}
    one, other = ("".join(chr(words[t.fold, t.bracketed] + 1) for t in side) for side in (left, right))
    runs = LCSseq.editops(one, other).as_matching_blocks()
    if len(runs) < 2:
        return []
    if any(0 < run.size < PLAIN_RUN for run in runs):
        sure = _sure(left, right)
        if any(0 < run.size < PLAIN_RUN and sure.isdisjoint(range(run.a, run.a + run.size)) for run in runs):
            return []
    steps: list[Step] = []
    i = j = 0
    for run in runs:
        between = _gap(left[i : run.a], right[j : run.b], (i == 0 and j == 0, run.size == 0))
        steps += [(a if a is None else a + i, b if b is None else b + j) for a, b in between]
        steps += [(run.a + n, run.b + n) for n in range(run.size)]
        i, j = run.a + run.size, run.b + run.size
    return steps


def _sure(left: Sequence[Token], right: Sequence[Token]) -> set[int]:
    """The words of the one side that stand once on each, and are no function words: these are no accident alone."""
    once, other = ({f for f, n in Counter(t.fold for t in side).items() if n == 1} for side in (left, right))
    return {
        n
        for n, t in enumerate(left)
        if t.fold in once and t.fold in other and max(map(weight, t.keys), default=0) >= _TELLING
    }


def _gap(left: Sequence[Token], right: Sequence[Token], ends: tuple[bool, bool]) -> list[Step]:
    """The alignment of two stretches without a common word; of about one length, they stand for each other."""
    base, other = len(left), len(right)
    plain = not any(t.is_elision for t in (*left, *right)) or other == 1
    if plain and (abs(base - other) < LONG or not other or not base or right[0].is_elision):
        both: list[Step] = [(n, n) for n in range(min(base, other))]
        alone: list[Step] = [(n, None) for n in range(other, base)]
        return [*both, *alone, *((None, n) for n in range(base, other))]
    return _aligned(left, right, ends)


def _same(a: Token, b: Token) -> bool:
    """Whether two printed words are alike; an editor's word is not the speaker's."""
    return a.fold == b.fold and a.bracketed == b.bracketed


def _grown(gap: Sequence[Step], start: int, end: int) -> tuple[int, int]:
    """The stretch of steps around an elision that lack words of the other side."""
    while start and gap[start - 1][1] is None:
        start -= 1
    while end < len(gap) and gap[end][1] is None:
        end += 1
    return start, end


def _longest_alone(gap: Sequence[Step], empty: int) -> tuple[int, int]:
    """The longest run of steps that have nothing on side `empty`, half open; the first of equals."""
    best = (0, 0)
    start = 0
    for n, step in enumerate(gap):
        if step[empty] is not None:
            start = n + 1
        elif n + 1 - start > best[1] - best[0]:
            best = (start, n + 1)
    return best


def _merged(pieces: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours of one kind as one."""
    out: list[Stretch] = []
    for piece in pieces:
        op, _, k, _, m = piece
        if out and out[-1][0] == op:
            out[-1] = (op, out[-1][1], k, out[-1][3], m)
        else:
            out.append(piece)
    return out


def _edges(text: str, words: Sequence[Token]) -> list[int]:
    """Where each word's stretch starts, and at last where the text ends: a word owns its closing marks and spaces."""
    edges = [0]
    for a, b in pairwise(words):
        between = text[a.end : b.start]
        spaces = [n for n, c in enumerate(between) if c.isspace()]
        edges.append(a.end + (spaces[-1] + 1 if spaces else len(between)))
    return [*edges, len(text)] if words else edges
