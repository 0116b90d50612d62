"""The names in the margin: which labels there are, where they go, and how they are painted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from quotedesk.quote import SpeakerType
from quotedesk.store.records import QuoteRecord
from ui import theme
from ui.names import fitted
from ui.reader.states import shape, speaker_name, status_line, steps_back

GAP = 8.0
BAR = 3.0
NEAR = 1.0
"""Quotes of one speaker within this many label heights share a label."""


@dataclass(slots=True)
class Label:
    """A name in the margin. `wanted` is the height of its quote's first line, `top` where there was room.

    `inside` is the first line's height within its block, for labels that are made block by block.
    """

    quotes: list[QuoteRecord]
    wanted: float
    top: float = 0.0
    inside: float = 0.0
    height: float = 0.0
    name: str = ""
    lines: list[str] = field(default_factory=list)

    def rect(self, x: float, width: float) -> QRectF:
        """The label's box in a margin at `x`."""
        return QRectF(x, self.top, width, self.height)


def gather(quotes: Sequence[QuoteRecord], y_of: Callable[[QuoteRecord], float], selected: str) -> list[Label]:
    """The labels of quotes in their order. Nobody's words and rejected quotes have one only while selected.

    Neighbours by the same speaker with the same status share one, so that a paragraph of fragments stays readable.
    """
    labels: list[Label] = []
    near = NEAR * (theme.px(theme.SMALL) + theme.px(theme.TINY)) * 1.4
    for quote in quotes:
        if steps_back(quote) and quote.id != selected:
            continue
        y = y_of(quote)
        before = labels[-1] if labels else None
        if (
            before
            and y - before.wanted < near
            and before.quotes[-1].speaker_id == quote.speaker_id
            and quote.speaker_id
            and before.quotes[-1].status is quote.status
            and before.quotes[-1].flag is quote.flag
            and shape(before.quotes[-1]) is shape(quote)
        ):
            before.quotes.append(quote)
        else:
            labels.append(Label([quote], y))
    return labels


class Dresser:
    """Gives labels their words, for one width of the margin and one size of text; it remembers what fits."""

    def __init__(self, width: float) -> None:
        self._names = QFontMetricsF(theme.font(theme.SMALL, bold=True))
        self._small = QFontMetricsF(theme.font(theme.TINY))
        self._room = width - BAR - 8
        self.named = cache(self._named)
        self.wrapped = cache(self._wrapped)

    def _named(self, name: str, kind: SpeakerType, times: str) -> str:
        return fitted(name, kind, self._names, self._room - self._names.horizontalAdvance(times)) + times

    def _wrapped(self, text: str) -> list[str]:
        if self._small.horizontalAdvance(text) <= self._room:
            return [text]
        return [self._small.elidedText(p, Qt.TextElideMode.ElideRight, self._room) for p in text.split(" · ", 1)]

    def dress(self, label: Label) -> None:
        """Sets a label's words and height."""
        quote = label.quotes[0]
        times = f" ×{len(label.quotes)}" if len(label.quotes) > 1 else ""
        label.name = self.named(speaker_name(quote), quote.speaker_type, times)
        label.lines = self.wrapped(status_line(quote))
        label.height = round(self._names.height() + 1 + len(label.lines) * self._small.height())


def place(labels: Sequence[Label], first: int = 0, last: int | None = None) -> None:
    """Gives labels their places: beside their quotes, or as far below as the ones above need.

    Where only the labels from `first` to before `last` are new, those after them move only as long as they have to.
    """
    end = len(labels) if last is None else last
    bottom = labels[first - 1].top + labels[first - 1].height if first else float("-inf")
    for number in range(first, len(labels)):
        label = labels[number]
        top = round(max(label.wanted, bottom + GAP))
        if number >= end and top == label.top:
            return
        label.top = top
        bottom = top + label.height


def paint(painter: QPainter, labels: Sequence[Label], x: float, width: float, text_right: float, chosen: str) -> None:
    """Draws labels into a margin at `x`; the thin leader of a moved one starts at `text_right`."""
    look = theme.current()
    name_font, small_font = theme.font(theme.SMALL, bold=True), theme.font(theme.TINY)
    name_height = QFontMetricsF(name_font).height()
    small_height = QFontMetricsF(small_font).height()
    for label in labels:
        quote = label.quotes[0]
        faint = steps_back(quote)
        known = quote.speaker is not None
        ink = look.muted if faint else look.speaker(quote.colour if known else None).ink
        box = label.rect(x, width)
        if label.top - label.wanted > 3:
            _leader(painter, look.line_strong, text_right, x, label)
        if any(quote.id == chosen for quote in label.quotes):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.selected)
            painter.drawRoundedRect(box.adjusted(-2, -3, 0, 4), 5, 5)
        painter.fillRect(QRectF(box.left(), box.top(), BAR, box.height()), ink)
        left, room = box.left() + BAR + 8, width - BAR - 8
        painter.setFont(name_font)
        painter.setPen(look.muted if faint else look.ink if known else look.warn)
        painter.drawText(QRectF(left, box.top(), room, name_height), Qt.AlignmentFlag.AlignVCenter, label.name)
        painter.setFont(small_font)
        painter.setPen(look.muted)
        for row, line in enumerate(label.lines):
            top = box.top() + name_height + 1 + row * small_height
            painter.drawText(QRectF(left, top, room, small_height), Qt.AlignmentFlag.AlignVCenter, line)


def _leader(painter: QPainter, colour: QColor, text_right: float, x: float, label: Label) -> None:
    painter.setPen(QPen(colour, 1))
    start = QPointF(text_right + 4, label.wanted + 8)
    turn = QPointF(x - 6, label.wanted + 8)
    end = QPointF(x - 6, label.top + 8)
    painter.drawPolyline([start, turn, end, QPointF(x, label.top + 8)])
