"""What stands over an article: its title and one small line of facts. Not part of the text."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter

from quotedesk.store.records import ArticleRecord
from ui import theme
from ui.dates import long_date
from ui.names import isolated, runs_left

_FIRST_LINE = re.compile(r"\s*([^\n]*)")
_SAMPLE = "the ministry said it would not answer questions about what its forces had been told that night"


def measure(font: QFont, characters: int) -> float:
    """How wide that many characters of running text are."""
    return QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE) * characters


def in_text(text: str, title: str) -> bool:
    """Whether the text opens with its own title, which is then drawn there and not twice."""
    first = _FIRST_LINE.match(text)
    return bool(title) and first is not None and first.group(1).strip() == title.strip()


def facts(article: ArticleRecord) -> str:
    """Outlet, date and counts in one line."""
    quotes = f"{article.quotes:,} quote{'' if article.quotes == 1 else 's'}"
    confirmed = f"{article.confirmed:,} confirmed" if article.quotes else ""
    said = ", ".join(part for part in (quotes, confirmed) if part)
    parts = (
        isolated(article.outlet),
        isolated(article.byline),
        long_date(article.date),
        f"{article.words:,} words",
        said,
    )
    return "\u00a0· ".join(part for part in parts if part)


@dataclass(slots=True)
class Header:
    """Title and facts, painted into the space above the first blocks."""

    title: str = ""
    facts: str = ""
    title_height: float = 0.0
    facts_height: float = 0.0
    facts_top: float = 0.0

    def spaces(self, width: float, *, title_in_text: bool) -> dict[int, float]:
        """The space that the header needs above blocks, by their number."""
        wrap = int(Qt.TextFlag.TextWordWrap)
        self.facts_height = _height(theme.font(theme.BODY), width, wrap, self.facts)
        after = theme.px(22)
        if title_in_text:
            self.title_height = 0.0
            self.facts_top = 0.0
            return {0: self.facts_height + theme.px(10)}
        self.title_height = _height(theme.serif(theme.TITLE, bold=True), width, wrap, self.title) if self.title else 0.0
        self.facts_top = self.title_height + (theme.px(8) if self.title else 0)
        return {0: self.facts_top + self.facts_height + after}

    def paint(self, painter: QPainter, width: float) -> None:
        """Draws it at the painter's origin."""
        side = Qt.AlignmentFlag.AlignRight if runs_left(self.title) else Qt.AlignmentFlag.AlignLeft
        wrap = int(Qt.TextFlag.TextWordWrap) | int(side)
        look = theme.current()
        if self.title_height:
            painter.setFont(theme.serif(theme.TITLE, bold=True))
            painter.setPen(look.ink)
            painter.drawText(QRectF(0, 0, width, self.title_height), wrap, self.title)
        painter.setFont(theme.font(theme.BODY))
        painter.setPen(look.muted)
        painter.drawText(QRectF(0, self.facts_top, width, self.facts_height), wrap, self.facts)


def paint_empty(painter: QPainter, room: QRectF, heading: str, words: str) -> None:
    """What stands in the middle of a page without text."""
    look = theme.current()
    wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter)
    width = min(room.width() - 48, theme.px(440))
    left, middle = room.center().x() - width / 2, room.height() * 0.4
    painter.setFont(theme.serif(theme.HEADING, bold=True))
    painter.setPen(look.ink)
    painter.drawText(
        QRectF(left, middle - theme.px(60), width, theme.px(56)), wrap | Qt.AlignmentFlag.AlignBottom, heading
    )
    painter.setFont(theme.font())
    painter.setPen(look.muted)
    painter.drawText(QRectF(left, middle + theme.px(8), width, theme.px(200)), wrap, words)


def _height(font: QFont, width: float, flags: int, text: str) -> float:
    return float(QFontMetrics(font).boundingRect(0, 0, int(width), 10_000, flags, text or " ").height())
