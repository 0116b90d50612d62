"""The names beside one article's quotes: made block by block when quotes change, placed all at once when heights do."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial

from quotedesk.store.records import QuoteRecord
from ui.reader import margin
from ui.reader.column import Column

FEW = 8
"""Blocks whose labels are put among the others one by one."""
DROP = 4
"""Pixels from a line's top to where its label wants to begin."""


class Labels:
    """The labels of one laid-out article; `shown` holds them from top to bottom."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._dresser = margin.Dresser(180)
        self._starting: dict[int, list[QuoteRecord]] = {}
        self._by_block: dict[int, list[margin.Label]] = {}
        self._placed = -1
        self._stale = False
        self._selected = ""
        self._selected_in = -1
        self.shown: list[margin.Label] = []

    def set_width(self, width: float) -> None:
        """Another width of the margin, type or column: every label is made anew."""
        self._dresser = margin.Dresser(width)
        self._stale = True

    def set_quotes(self, quotes: Iterable[QuoteRecord]) -> None:
        """All quotes of the article as they are now."""
        starting: dict[int, list[QuoteRecord]] = defaultdict(list)
        for quote in sorted(quotes, key=lambda quote: (quote.parts[0].start, quote.id)):
            starting[self._column.map.block_at(quote.parts[0].start)].append(quote)
        self._starting, self._by_block = dict(starting), {}
        self._stale = True

    def beginning_in(self, blocks: Iterable[int]) -> list[QuoteRecord]:
        """The quotes that begin in some blocks, also those of a break between two, which have no words there."""
        return [quote for number in blocks for quote in self._starting.get(number, ())]

    def replace(self, blocks: Iterable[int], quotes: Iterable[QuoteRecord]) -> None:
        """The quotes that begin in some blocks as they are now; those of other blocks are passed over."""
        starting: dict[int, list[QuoteRecord]] = {number: [] for number in blocks}
        for quote in sorted(quotes, key=lambda quote: (quote.parts[0].start, quote.id)):
            number = self._column.map.block_at(quote.parts[0].start)
            if number in starting:
                starting[number].append(quote)
        self._starting |= starting
        self._make(starting)

    def select(self, quote: QuoteRecord | None) -> None:
        """The selected quote, which has a label even where it is nobody's words."""
        before, self._selected = self._selected, quote.id if quote else ""
        if before != self._selected:
            touched = {self._selected_in} & self._by_block.keys()
            if quote is not None:
                touched.add(self._column.map.block_at(quote.parts[0].start))
            self._make(touched)

    def _settle(self) -> None:
        """Places the labels anew where blocks were laid out or moved since."""
        if self._stale:
            self._stale = False
            self._make(self._starting)
        if fresh := self._starting.keys() & set(self._column.freshly_measured()):
            self._make(fresh)
        if self._placed != self._column.version:
            self._placed = self._column.version
            for number, labels in self._by_block.items():
                self._lower(number, labels)
            margin.place(self.shown)

    def _lower(self, number: int, labels: Iterable[margin.Label]) -> None:
        top = self._column.text_top(number) + DROP
        for label in labels:
            label.wanted = top + label.inside

    def between(self, top: float, bottom: float) -> Sequence[margin.Label]:
        """The labels that show between two heights, with their leaders."""
        self._settle()
        first = bisect_left(self.shown, top, key=lambda label: label.top + label.height)
        return self.shown[first : bisect_right(self.shown, bottom, key=lambda label: label.wanted)]

    def _make(self, blocks: Iterable[int]) -> None:
        made = list(blocks)
        few = len(made) <= FEW
        if few:
            self._settle()
        for number in made:
            starting = self._starting.get(number, [])
            if any(quote.id == self._selected for quote in starting):
                self._selected_in = number
            labels = margin.gather(starting, partial(self._inside, number), self._selected)
            for label in labels:
                label.inside = label.wanted
                self._dresser.dress(label)
            self._by_block[number] = labels
            if few:
                self._replace(number, labels)
        if not few:
            self.shown = [label for number in sorted(self._by_block) for label in self._by_block[number]]
            self._placed = -1

    def _replace(self, number: int, labels: list[margin.Label]) -> None:
        """Puts a block's labels among the others, which stay where they are as far as they can."""
        top, bottom = self._column.text_top(number), self._column.top(number + 1)
        first = bisect_left(self.shown, top, key=lambda label: label.wanted)
        last = bisect_left(self.shown, bottom, key=lambda label: label.wanted)
        self._lower(number, labels)
        self.shown[first:last] = labels
        margin.place(self.shown, first, first + len(labels))

    def _inside(self, number: int, quote: QuoteRecord) -> float:
        """How far below its block's text a quote begins; at the top as long as the block is not laid out."""
        if not self._column.is_measured(number):
            return 0.0
        return self._column.caret(quote.parts[0].start).top() - self._column.text_top(number)
