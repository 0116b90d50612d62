"""The word-level departures of one printing from another, for display."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quotedesk.collation.normal import Token, tokens
from quotedesk.collation.path import Step, best_path
from quotedesk.collation.worth import score_matrix
from quotedesk.quote import Span

Op = Literal["equal", "substituted", "inserted", "cut", "trimmed_start", "trimmed_end", "elided", "bracketed"]

_LONG = 4  # words without counterpart from which on they are a cut (an insertion) beside a substitution, not part of it


@dataclass(frozen=True, slots=True)
class Difference:
    """One stretch of a comparison: what became of `base` (offsets into the base) and what `other` has in its place.

    `equal` the same words (case, marks and accents apart); `substituted` other words; `inserted` words that the base
    lacks; `cut` words of the base missing inside with no mark; `elided` words missing where a mark of omission stands;
    `trimmed_start` and `trimmed_end` words missing at the ends; `bracketed` an editor's words in square brackets.
    """

    op: Op
    base: Span
    other: Span


def compare(base: str, other: str) -> tuple[Difference, ...]:
    """How `other` departs from `base`, word by word.

    The spans of the differences, in order, cover both strings whole; a difference owns the closing marks and the spaces
    after its words. Runs of equal words are one difference.
    """
    left, right = tokens(base), tokens(other)
    pieces = _Namer(left, right).pieces()
    if not pieces:
        return (Difference("equal", Span(0, len(base)), Span(0, len(other))),) if base or other else ()
    base_edges, other_edges = _edges(base, left), _edges(other, right)
    spans = [(Span(base_edges[i], base_edges[k]), Span(other_edges[j], other_edges[m])) for _, i, k, j, m in pieces]
    last_base, last_other = spans[-1]
    spans[-1] = (Span(last_base.start, len(base)), Span(last_other.start, len(other)))
    return tuple(Difference(piece[0], *span) for piece, span in zip(pieces, spans, strict=True))


# A stretch by word numbers, half open: what it is, from and to in the base, from and to in the other.
_Piece = tuple[Op, int, int, int, int]


class _Namer:
    """Names the stretches of an alignment."""

    def __init__(self, left: Sequence[Token], right: Sequence[Token]) -> None:
        self.left = left
        self.right = right

    def pieces(self) -> list[_Piece]:
        """The stretches in order: runs of equal words, and what stands between them."""
        out: list[_Piece] = []
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
        if self.left and self.right:
            return best_path(score_matrix(self.left, self.right))
        return [*((i, None) for i in range(len(self.left))), *((None, j) for j in range(len(self.right)))]

    def _equal(self, a: int, b: int) -> bool:
        return a == len(self.left) or self.left[a].fold == self.right[b].fold

    def _between(self, gap: Sequence[Step], i: int, j: int) -> list[_Piece]:
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
        if m == j:
            at_start, at_end = i == 0 and j == 0, k == len(self.left) and m == len(self.right)
            return [("trimmed_start" if at_start else "trimmed_end" if at_end else "cut", i, k, j, m)]
        if all(t.bracketed for t in self.right[j:m]):
            return [("bracketed", i, k, j, m)]
        start, end = max(_longest_alone(gap, 1), _longest_alone(gap, 0), key=lambda run: run[1] - run[0])
        if _LONG <= end - start < len(gap):
            return self._around(gap, i, j, start, end, None)
        return [("substituted", i, k, j, m)]

    def _around(self, gap: Sequence[Step], i: int, j: int, start: int, end: int, op: Op | None) -> list[_Piece]:
        """Parts a stretch in what stands before, in and after some of its steps; `op` names the middle if known."""
        before, middle, after = gap[:start], gap[start:end], gap[end:]
        out = self._between(before, i, j)
        i, j = i + sum(a is not None for a, _ in before), j + sum(b is not None for _, b in before)
        k, m = i + sum(a is not None for a, _ in middle), j + sum(b is not None for _, b in middle)
        out += [(op, i, k, j, m)] if op else self._between(middle, i, j)
        return out + self._between(after, k, m)


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


def _merged(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Neighbours of one kind as one."""
    out: list[_Piece] = []
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
