"""Quotation marks to quoted spans, whatever the style and however broken. Deterministic; never refuses a text.

Marks are read paragraph by paragraph with a stack. A straight or mistyped mark gets its role from its neighbours and
from what is open; an unclosed quote goes on in the next paragraph where that one reopens it or closes it; otherwise a
missing mark is supplied at the edge of the paragraph or sentence. Time is linear in the length of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from quotedesk.article import paragraphs
from quotedesk.quote import Span

_MARK = re.compile(
    r"[“”„‟\"«»‘’‚‛'`‹›]"
    r"(?:(?<![^\W_]['’])|(?![^\W_]))"  # no apostrophe between letters
    r"(?:(?<=')'|(?<=`)`)?"  # two that stand for one
)
_ELISION = re.compile(r"(?:\d\ds?|em|til|tis|twas|n|cause|bout|round|cos|nuff)\b", re.IGNORECASE)
_ELIDED_N = re.compile(r"['’‘]n['’]", re.IGNORECASE)
_BEFORE_OPENING = set(" \t\n\u00a0\u202f([{-–—/:;=>|")
_AFTER_CLOSING = set(" \t\n\u00a0\u202f.,;:!?)]}-–—/…<|")
_STOPS = set(".,!?…")
_SENTENCE_START = re.compile(r"[.!?…:][\"”’»)]*\s+(?=[\w“‘«„(])")
_SAID = re.compile(
    r"[,?!] (?:(?:he|she|they|[A-Z][^\s,.]*(?: [^\s,.]+){0,5}(?:, [^,.]+,)?) (?:said|says|added|explained|recalled)"
    r"|(?:said|says|added) [A-Z][^.“”\"]{0,80}(?<! that))\.$"
)
_LONGEST_CLAUSE = 200
_LONGEST_UNREOPENED = 6
_SHORTEST_UNOPENED = 3
_ADJACENT = 4


class Family(Enum):
    """Marks that may close one another."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMET = "guillemet"
    ANGLE = "angle"


class _Role(Enum):
    OPEN = "open"
    CLOSE = "close"
    EITHER = "either"
    NONE = "none"


_FAMILY = dict.fromkeys(("“", "”", "„", "‟", '"', "``", "''"), Family.DOUBLE)
_FAMILY |= dict.fromkeys(("‘", "’", "‚", "‛", "'", "`"), Family.SINGLE)
_FAMILY |= {"«": Family.GUILLEMET, "»": Family.GUILLEMET, "‹": Family.ANGLE, "›": Family.ANGLE}


@dataclass(slots=True)
class Marked:
    """A span between quotation marks.

    `parts` exclude the marks and the space inside them, one for each paragraph. `parent` is the index, in the list that
    `find` returns, of the span this one stands in. `opened` and `closed` say whether the mark is really there.
    """

    parts: tuple[Span, ...]
    family: Family
    opened: bool = True
    closed: bool = True
    parent: int | None = None

    @property
    def extent(self) -> Span:
        """From the first part's start to the last part's end."""
        return Span(self.parts[0].start, self.parts[-1].end)


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    text: str
    family: Family
    role: _Role
    firm: bool


@dataclass(slots=True, eq=False)
class _Open:
    family: Family
    mark: str
    start: int
    parts: list[Span]
    opened: bool = True
    parent: "_Open | None" = None
    closed: bool = True
    dropped: bool = False


def find(text: str, spans: Sequence[Span] | None = None) -> list[Marked]:
    """Every quoted span of `text`, ordered by where it starts; a span inside another comes after it.

    `spans` are its paragraphs, where they are known already.
    """
    return _Finder(text, paragraphs(text) if spans is None else spans).run()


class _Finder:
    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.paragraphs = spans
        self.marks = self._marks()
        self.stack: list[_Open] = []
        self.done: list[_Open] = []

    def run(self) -> list[Marked]:
        for number, paragraph in enumerate(self.paragraphs):
            if self.marks[number] or self.stack:
                self._read(number, paragraph)
        while self.stack:
            self._end(self.stack[-1], None)
        kept = sorted((o for o in self.done if not o.dropped), key=lambda o: (o.parts[0].start, -o.parts[-1].end))
        place = {id(o): n for n, o in enumerate(kept)}
        return [Marked(tuple(o.parts), o.family, o.opened, o.closed, self._parent(o, place)) for o in kept]

    def _parent(self, found: _Open, place: dict[int, int]) -> int | None:
        parent = found.parent
        while parent is not None and id(parent) not in place:
            parent = parent.parent
        return None if parent is None else place[id(parent)]

    # What each mark may be, by itself and its neighbours.

    def _marks(self) -> list[list[_Mark]]:
        """The marks of each paragraph."""
        found: list[list[_Mark]] = [[] for _ in self.paragraphs]
        number = 0
        for m in _MARK.finditer(self.text):
            mark, start, end = m.group(), m.start(), m.end()
            while start >= self.paragraphs[number].end:
                number += 1
            role, firm = self._role(mark, start, end, self.paragraphs[number])
            if role is not _Role.NONE:
                found[number].append(_Mark(start, end, mark, _FAMILY[mark], role, firm))
        return found

    def _role(self, mark: str, start: int, end: int, paragraph: Span) -> tuple[_Role, bool]:
        text = self.text
        first, stop = max(paragraph.start, start - _ADJACENT), min(paragraph.end, end + _ADJACENT)
        before, after = start - 1, end
        while before >= first and text[before] in "“”„\"'‘’«»`":
            before -= 1
        while after < stop and text[after] in "“”„\"'‘’«»`":
            after += 1
        left = text[before] if before >= paragraph.start else " "
        right = text[after] if after < paragraph.end else " "
        free_left, free_right = left in _BEFORE_OPENING, right in _AFTER_CLOSING
        firm = left in _STOPS or right in ".,;:!?)" or after >= paragraph.end
        family = _FAMILY[mark]
        if family is Family.SINGLE:
            return self._single_role(mark, end, left, right, free_left, free_right), firm
        if mark in "„‟":
            return _Role.OPEN, firm
        if mark in "«»‹›":
            if free_left != free_right:
                return (_Role.OPEN if free_left else _Role.CLOSE), firm
            return (_Role.OPEN if mark in "«‹" else _Role.CLOSE), firm
        if mark == "“" or mark == "``":
            return (_Role.CLOSE if free_right and not free_left else _Role.OPEN), firm
        if mark == "”" or mark == "''":
            return (_Role.OPEN if free_left and not free_right else _Role.CLOSE), firm
        if free_left and not free_right:
            return _Role.OPEN, firm
        if free_right and not free_left:
            return _Role.CLOSE, firm
        return _Role.EITHER, firm

    def _single_role(self, mark: str, end: int, left: str, right: str, free_left: bool, free_right: bool) -> _Role:
        if left.isalnum() and right.isalnum():
            return _Role.NONE
        if left in "nN" and _ELIDED_N.match(self.text, max(0, end - 3 - len(mark) + 1)):
            return _Role.NONE
        if free_left and not free_right:
            return _Role.NONE if mark == "’" or _ELISION.match(self.text, end) else _Role.OPEN
        if mark == "‘" and free_right and not free_left:
            return _Role.CLOSE
        if mark in "‘‚`":
            return _Role.NONE if not free_left else _Role.OPEN
        if free_right and not free_left:
            return _Role.CLOSE
        return _Role.NONE

    # One paragraph.

    def _read(self, number: int, paragraph: Span) -> None:
        marks = self.marks[number]
        at = 0
        if self.stack:
            at = self._continue(marks, paragraph)
        last = paragraph.start
        apostrophes = _apostrophes(self.text, marks)
        for n in range(at, len(marks)):
            mark = marks[n]
            if n in apostrophes:
                continue
            top = self._innermost(mark.family)
            if self._is_measure(mark, marks, n, top is not None):
                continue
            if top is not None and self._closes(mark, top):
                self._end(top, mark.start)
                last = mark.end
            elif mark.role is not _Role.CLOSE or self._starts_a_word(mark):
                if top is not None and mark.family is not Family.SINGLE and not self._nests(marks, n):
                    self._end(top, self._sentence_end(top.start, mark.start), closed=False)
                self._open(mark.family, mark.text, mark.end)
            elif top is None and mark.family is not Family.SINGLE and self._supply_opening(mark, last):
                last = mark.end
        self._finish(number, paragraph)

    def _continue(self, marks: list[_Mark], paragraph: Span) -> int:
        """Goes on with what the paragraph before left open; returns how many marks reopened it."""
        at = 0
        for waiting in self.stack:
            start = paragraph.start
            if at < len(marks) and marks[at].start == start and marks[at].family is waiting.family:
                start = marks[at].end
                at += 1
            waiting.start = start
        return at

    def _finish(self, number: int, paragraph: Span) -> None:
        for waiting in reversed(self.stack.copy()):
            if self._goes_on(number, waiting):
                waiting.parts += self._part(waiting.start, paragraph.end)
            elif waiting.family is Family.SINGLE:
                self._drop(waiting)
            else:
                end = self._said_at_the_end(number, waiting)
                self._end(waiting, paragraph.end if end is None else end, closed=False)

    def _said_at_the_end(self, number: int, waiting: _Open) -> int | None:
        """Where the words of a quote that was never closed end, if its paragraph ends with ", X said."."""
        end = self.paragraphs[number].end
        said = _SAID.search(self.text, max(waiting.start, self.paragraphs[number].start, end - _LONGEST_CLAUSE), end)
        return said.start() + 1 if said and waiting.family is not Family.SINGLE else None

    def _goes_on(self, number: int, waiting: _Open) -> bool:
        if self._said_at_the_end(number, waiting) is not None:
            return False
        for n in range(number + 1, min(number + 1 + _LONGEST_UNREOPENED, len(self.paragraphs))):
            same = [m for m in self.marks[n] if m.family is waiting.family]
            reopened = same and same[0].start == self.paragraphs[n].start and same[0].role is not _Role.CLOSE
            if n == number + 1 and reopened and not self._is_another(waiting, same):
                return True
            if waiting.family is Family.SINGLE:
                return False
            if same:
                return same[0].role is _Role.CLOSE and not self._starts_a_word(same[0])
        return False

    def _is_another(self, waiting: _Open, marks: list[_Mark]) -> bool:
        """Whether a paragraph opens a quote of its own: in curly marks, where the one left open has a straight one."""
        return waiting.mark == '"' and marks[0].text == "“" and len(marks) > 1 and marks[1].text == "”"

    # Decisions about one mark.

    def _innermost(self, family: Family) -> _Open | None:
        for waiting in reversed(self.stack):
            if waiting.family is family:
                return waiting
            if waiting.family is not Family.SINGLE and family is Family.SINGLE:
                return None
        return None

    def _starts_a_word(self, mark: _Mark) -> bool:
        return mark.text in ("”", "''") and mark.end < len(self.text) and self.text[mark.end].isalnum()

    def _closes(self, mark: _Mark, top: _Open) -> bool:
        if top.mark == "„" and mark.text == "“":
            return True
        if mark.role is _Role.EITHER:
            return True
        if mark.role is _Role.OPEN:
            return False
        return mark.start > top.start or mark.family is Family.DOUBLE

    def _nests(self, marks: list[_Mark], n: int) -> bool:
        """Whether the opening mark `n`, inside an open quote of its family, is closed before that one is."""
        after = [m for m in marks[n + 1 : n + 9] if m.family is marks[n].family][:2]
        return len(after) == 2 and all(m.role is _Role.CLOSE for m in after)

    def _is_measure(self, mark: _Mark, marks: list[_Mark], n: int, is_open: bool) -> bool:
        """Inches and seconds: a straight mark behind a digit that closes nothing."""
        if mark.text not in ('"', "''") or mark.start == 0 or not self.text[mark.start - 1].isdigit():
            return False
        if not is_open:
            return True
        following = [m for m in marks[n + 1 : n + 9] if m.family is Family.DOUBLE][:1]
        return bool(following) and following[0].role is _Role.CLOSE and mark.end < len(self.text) and not mark.firm

    # The stack.

    def _open(self, family: Family, mark: str, start: int, opened: bool = True) -> None:
        self.stack.append(_Open(family, mark, start, [], opened, self.stack[-1] if self.stack else None))

    def _end(self, waiting: _Open, end: int | None, closed: bool = True) -> None:
        while self.stack[-1] is not waiting:
            self._drop(self.stack[-1])
        self.stack.pop()
        if end is not None:
            waiting.parts += self._part(waiting.start, end)
        waiting.closed = closed and end is not None
        waiting.dropped = not waiting.parts
        self.done.append(waiting)

    def _drop(self, waiting: _Open) -> None:
        self.stack.remove(waiting)
        waiting.dropped = True

    def _part(self, start: int, end: int) -> list[Span]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return [Span(start, end)] if any(c.isalnum() for c in self.text[start:end]) else []

    # Missing marks.

    def _supply_opening(self, mark: _Mark, last: int) -> bool:
        """A closing mark that closes nothing: the quote began with its paragraph, or with its sentence."""
        if self.text[mark.start - 1] not in _STOPS and not mark.firm:
            return False
        last = max(last, self.stack[-1].start) if self.stack else last
        start = last
        for m in _SENTENCE_START.finditer(self.text, max(last, mark.start - 2000), mark.start):
            if m.group()[0] == ":" or last != self._paragraph_start(mark.start):
                start = m.end()
        if len(self.text[start : mark.start].split()) < _SHORTEST_UNOPENED:
            return False
        self._open(mark.family, "", start, opened=False)
        self._end(self.stack[-1], mark.start)
        return True

    def _paragraph_start(self, at: int) -> int:
        low, high = 0, len(self.paragraphs)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.paragraphs[middle].start <= at else (low, middle)
        return self.paragraphs[low].start

    def _sentence_end(self, start: int, end: int) -> int:
        """Where a quote that was never closed stops, at the latest before `end`."""
        stop = max((self.text.rfind(c, start, end) for c in ".!?,"), default=-1)
        return stop + 1 if stop >= 0 else end


def _apostrophes(text: str, marks: list[_Mark]) -> set[int]:
    """Which single closing marks are plural possessives ("the soldiers' tents"): a firmer closing mark follows."""
    found, firm_follows = set(), False
    for n in range(len(marks) - 1, -1, -1):
        mark = marks[n]
        if mark.family is not Family.SINGLE:
            continue
        if mark.role is _Role.OPEN:
            firm_follows = False
        elif mark.firm:
            firm_follows = True
        elif firm_follows and text[mark.start - 1] in "sS" and text[mark.end : mark.end + 2].strip()[:1].islower():
            found.add(n)
    return found
