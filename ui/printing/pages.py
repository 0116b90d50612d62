"""Pages made up from blocks: each block whole where it fits, headings with what follows, no lone lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.printing.flow import Item, Paragraph, Run
from ui.printing.styles import FURNITURE, HAIRLINE, INK, QUIET, UNITS, pen, pt

LEFT, RIGHT, TOP, BOTTOM = pt(56), pt(56), pt(70), pt(62)
_HEAD, _FOOT = pt(38), pt(40)
WORTH_FILLING = pt(90)
"""A block longer than a page begins on the page before only where at least this much is free."""


class Bar(StrEnum):
    """The upright line beside a quote: solid where a person confirmed it, broken where the program only suggests it."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


_PENS = {
    Bar.SOLID: (Qt.PenStyle.SolidLine, INK, 1.8),
    Bar.DASHED: (Qt.PenStyle.DashLine, QUIET, 0.8),
    Bar.DOTTED: (Qt.PenStyle.DotLine, QUIET, 0.8),
}


@dataclass(frozen=True, slots=True)
class Block:
    """Items that belong together.

    `before` is the space above unless the block opens a page; `ruled` draws a hairline there. `with_next` keeps it on
    one page with the block that follows. `section` is what the running head says, `anchor` a number under which the
    table of contents finds the block's page. `bar` stands beside the items, at `bar_x`.
    """

    items: Sequence[Item]
    height: float
    before: float = 0.0
    ruled: bool = False
    with_next: bool = False
    section: str = ""
    anchor: int | None = None
    bar: Bar | None = None
    bar_x: float = 0.0


@dataclass(slots=True)
class Page:
    """What is painted on one page: things with the place of their top edge; and the anchors that it holds."""

    section: str = ""
    anchors: list[int] = field(default_factory=list)
    placed: list[tuple[Callable[[QPainter, float], None], float]] = field(default_factory=list)


class Maker:
    """Fills pages of `paper` (units) with blocks, a chain at a time."""

    def __init__(self, paper: QSizeF) -> None:
        self.pages = [Page()]
        self._line = (LEFT, paper.width() - RIGHT)
        self._bottom = paper.height() - BOTTOM
        self._room = self._bottom - TOP
        self._y = TOP
        self._chain: list[Block] = []

    def add(self, block: Block) -> None:
        """Takes the next block, and places it once nothing more must stay with it; the last may not ask for more."""
        self._chain.append(block)
        if not block.with_next:
            chain, self._chain = self._chain, []
            self._place_together(chain)

    def _place_together(self, chain: Sequence[Block]) -> None:
        """Puts a chain of blocks on one page where it fits on any; its last block is split only where it must be."""
        height = sum(b.height for b in chain) + sum(b.before for b in chain[1:])
        free = self._bottom - self._y - (chain[0].before if self._y > TOP else 0)
        if height > free and self._y > TOP and (height <= self._room or free < WORTH_FILLING):
            self._turn()
        for block in chain:
            self._place(block)

    def _place(self, block: Block) -> None:
        if self._y > TOP:
            if block.ruled:
                self._put(self._rule, self._y + block.before / 2)
            self._y += block.before
        if not self.pages[-1].section:
            self.pages[-1].section = block.section
        if block.anchor is not None:
            self.pages[-1].anchors.append(block.anchor)
        items, done = list(block.items), 0.0
        while items:
            free = self._bottom - self._y
            cut = block.height - done
            if cut > free:
                breaks = [i.y - done for i in items if not i.glued and not _straddled(items, i.y)]
                cut = max((b for b in breaks if 0 < b <= free), default=0.0)
                if not cut:
                    if self._y > TOP:
                        self._turn(block.section)
                        continue
                    cut = min((b for b in breaks if b > 0), default=block.height - done)
            for item in items:
                if item.y < done + cut:
                    self._put(item.paint, self._y + item.y - done)
            if block.bar:
                self._put(_bar(block.bar, block.bar_x, min(cut, free)), self._y)
            items = [item for item in items if item.y >= done + cut]
            done += cut
            self._y += cut
            if items:
                self._turn(block.section)

    def _put(self, paint: Callable[[QPainter, float], None], y: float) -> None:
        self.pages[-1].placed.append((paint, y))

    def _turn(self, section: str = "") -> None:
        self.pages.append(Page(section))
        self._y = TOP

    def _rule(self, painter: QPainter, y: float) -> None:
        painter.setPen(pen(HAIRLINE, 0.5))
        painter.drawLine(QPointF(self._line[0], y), QPointF(self._line[1], y))


def _straddled(items: Sequence[Item], y: float) -> bool:
    return any(item.y < y < item.y + item.height - 0.5 for item in items)


def _bar(bar: Bar, x: float, height: float) -> Callable[[QPainter, float], None]:
    style, ink, width = _PENS[bar]

    def paint(painter: QPainter, top: float) -> None:
        painter.setPen(pen(ink, width, style))
        painter.drawLine(QPointF(x, top + pt(2)), QPointF(x, top + height - pt(2)))

    return paint


@dataclass(frozen=True, slots=True)
class Made:
    """A sheet made up into pages, ready to be painted on anything. `paper` in units; `title` is the PDF's."""

    pages: Sequence[Page]
    paper: QSizeF
    title: str
    head: str
    kind: str
    foot: str

    def paint(self, painter: QPainter, number: int) -> None:
        """Paints page `number` (from 0) in units from the paper's top left corner."""
        page = self.pages[number]
        width = self.paper.width() - LEFT - RIGHT
        if number:
            where = f"{self.kind} · {page.section}" if page.section else self.kind
            _across(painter, width, _HEAD, self.head, where, 0.36)
            painter.setPen(pen(HAIRLINE, 0.5))
            painter.drawLine(QPointF(LEFT, _HEAD + pt(14)), QPointF(LEFT + width, _HEAD + pt(14)))
        for paint, y in page.placed:
            paint(painter, y)
        count = f"Page {number + 1} of {len(self.pages)}"
        _across(painter, width, self.paper.height() - _FOOT, self.foot, count, 0.7)

    def area(self) -> QRectF:
        """The whole paper in units."""
        return QRectF(QPointF(0, 0), self.paper)

    def size_in_points(self) -> QSizeF:
        """The paper in points."""
        return self.paper / UNITS


def _across(painter: QPainter, width: float, y: float, left: str, right: str, share: float) -> None:
    """One line of page furniture: something at each side, cut where it is wider than its `share` of the width."""
    for text, room, aligned_right in ((left, share, False), (right, 0.97 - share, True)):
        paragraph = Paragraph([Run(_elided(text, width * room), FURNITURE)], width, right=aligned_right)
        for item in paragraph.items(LEFT, 0):
            item.paint(painter, y + item.y)


def _elided(text: str, width: float) -> str:
    return QFontMetricsF(FURNITURE.font()).elidedText(text, Qt.TextElideMode.ElideRight, width)
