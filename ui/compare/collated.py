"""The collation table as it is drawn: columns with their state, cells told apart from gaps. No Qt here."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from quotedesk.collation.normal import tokens
from quotedesk.collation.statement import Table

LONG_AGREEMENT = 8
"""At least this many columns without a departure are folded into one."""


class Cell(StrEnum):
    """What stands in a cell of the table."""

    SAME = "same"
    OTHER = "other"
    ADDED = "added"
    CUT = "cut"
    ELIDED = "elided"
    OUTSIDE = "outside"
    REPLACED = "replaced"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the collation: a word and its state for each wording. A folded column stands for `folded` words,
    its `words` are then empty. At an `edge` a wording begins or ends."""

    words: tuple[str, ...]
    cells: tuple[Cell, ...]
    folded: int = 0
    number: int = 0
    edge: bool = False

    @property
    def departs(self) -> bool:
        """Whether a wording departs here from the base."""
        return any(c in {Cell.OTHER, Cell.ADDED, Cell.CUT, Cell.ELIDED, Cell.REPLACED} for c in self.cells)


@lru_cache(maxsize=4096)
def norm(word: str) -> str:
    """The word as comparison takes it: case and marks do not count."""
    return " ".join(token.fold for token in tokens(word)) or word


def columns(table: Table, base: int = 0, breaks: Sequence[Sequence[int]] = ()) -> list[Column]:
    """The table's columns with each cell told apart, as seen from the wording numbered `base`.

    `breaks` are those of each wording, if any (`Passage.breaks`): what is missing right there is not silently cut.
    """
    height = len(table[0]) if table else 0
    states = [[Cell.NOTHING] * height for _ in table]
    for row in range(height):
        printed = [place for place, column in enumerate(table) if column[row] is not None]
        for place, column in enumerate(table):
            word, model = column[row], column[base]
            if word is not None:
                same = model is not None and norm(word) == norm(model)
                other = Cell.ELIDED if _is_elision(word) else Cell.OTHER if model is not None else Cell.ADDED
                states[place][row] = Cell.SAME if same else other
            elif not printed or place < printed[0] or place > printed[-1]:
                states[place][row] = Cell.OUTSIDE if model is not None else Cell.NOTHING
    for row in range(height):
        _name_gaps(table, states, row, base, _opening(table, row, breaks[row] if breaks else ()))
    return [
        Column(tuple(word or "" for word in column), tuple(state), number=place, edge=_edge(states, place))
        for place, (column, state) in enumerate(zip(table, states, strict=True))
    ]


def _edge(states: Sequence[Sequence[Cell]], place: int) -> bool:
    if not place:
        return False
    pairs = zip(states[place - 1], states[place], strict=True)
    return any((before is Cell.OUTSIDE) != (here is Cell.OUTSIDE) for before, here in pairs)


def _is_elision(word: str) -> bool:
    """Whether a printed word is only a mark of omission."""
    return not any(c.isalnum() for c in word) and ("…" in word or "..." in word)


def _opening(table: Table, row: int, breaks: Sequence[int]) -> set[int]:
    """The columns in which a part of a wording begins; its cells joined by spaces are its text."""
    found: set[int] = set()
    at = 0
    for place, word in ((place, column[row]) for place, column in enumerate(table)):
        if word is not None:
            if at in breaks:
                found.add(place)
            at += len(word) + 1
    return found


def _name_gaps(table: Table, states: list[list[Cell]], row: int, base: int, opening: set[int]) -> None:
    """Inside a wording, words of the base that are missing between agreement are cut; beside an ellipsis, or where a
    part begins, elided; beside other words, they are what was replaced."""
    place = 0
    while place < len(table):
        if states[place][row] is not Cell.NOTHING:
            place += 1
            continue
        end = place
        while end < len(table) and states[end][row] is Cell.NOTHING:
            end += 1
        beside = [p for p in (place - 1, end) if 0 <= p < len(table)]
        printed = [table[p][row] or "" for p in beside]
        missing = [p for p in range(place, end) if table[p][base] is not None]
        if any("…" in word or "..." in word for word in printed) or end in opening:
            state = Cell.ELIDED
        elif all(states[p][row] is Cell.SAME for p in beside):
            state = Cell.CUT
        else:
            state = Cell.REPLACED
        for p in missing:
            states[p][row] = state
        place = end


def folded(all_columns: Sequence[Column], opened: frozenset[int] = frozenset()) -> list[Column]:
    """The columns with long agreement folded, but for the folds that were opened (by their first column's number)."""
    found: list[Column] = []
    run: list[Column] = []
    for column in [*all_columns, None]:
        if column is not None and not column.departs and (not run or column.cells == run[0].cells):
            run.append(column)
            continue
        if len(run) >= LONG_AGREEMENT and run[1].number not in opened:
            found += [run[0], _fold(run[1:-1]), run[-1]]
        else:
            found += run
        run = []
        if column is not None:
            if column.departs:
                found.append(column)
            else:
                run = [column]
    return found


def _fold(run: Sequence[Column]) -> Column:
    return Column(("",) * len(run[0].words), run[0].cells, len(run), run[0].number)
