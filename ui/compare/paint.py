"""The small drawings of comparison: hatching, chips and the bar that shows which part is printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from quotedesk.collation.statement import Relation
from ui.compare.pieces import Extent
from ui.theme import Theme, current, font, px

CHIP_TYPE = 11.0
_WORDS = {
    Relation.FULLEST: "fullest",
    Relation.VERBATIM: "word for word",
    Relation.TRIMMED: "trimmed",
    Relation.ELIDED: "elided …",
    Relation.SILENTLY_CUT: "silently cut",
    Relation.SUBSTITUTED: "substituted",
    Relation.TRANSLATED: "other translation",
    Relation.OVERLAPPING: "overlapping",
    Relation.REPEATED: "printed again",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A short label in an outline; `tone` names the theme's colour, a `strong` one is filled with its tint."""

    text: str
    tone: str = "muted"
    strong: bool = False


def relation_chip(relation: Relation) -> Chip:
    """The chip of a witness's relation to the fullest one."""
    match relation:
        case Relation.SILENTLY_CUT:
            return Chip(_WORDS[relation], "bad", strong=True)
        case Relation.SUBSTITUTED | Relation.TRANSLATED:
            return Chip(_WORDS[relation], "warn")
        case Relation.FULLEST:
            return Chip(_WORDS[relation], "accent", strong=True)
        case _:
            return Chip(_WORDS[relation])


def chip_places(chips: Sequence[Chip], width: float) -> tuple[list[QRectF], float]:
    """Where the chips stand when they wrap within a width, and the height they take."""
    metrics = QFontMetricsF(font(CHIP_TYPE))
    height, gap = metrics.height() + px(4), px(5)
    places: list[QRectF] = []
    x = y = 0.0
    for chip in chips:
        wide = min(width, metrics.horizontalAdvance(chip.text) + px(16))
        if x and x + wide > width:
            x, y = 0.0, y + height + gap
        places.append(QRectF(x, y, wide, height))
        x += wide + gap
    return places, (y + height if places else 0.0)


def draw_chips(painter: QPainter, chips: Sequence[Chip], origin: QPointF, width: float) -> None:
    """Draw the chips from `origin` on."""
    theme = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(CHIP_TYPE))
    for chip, place in zip(chips, chip_places(chips, width)[0], strict=True):
        colour = tone(theme, chip.tone)
        rect = place.translated(origin)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(tone(theme, f"{chip.tone}_tint") if chip.strong else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chip.text)
    painter.restore()


def tone(theme: Theme, name: str) -> QColor:
    """A colour of the theme by its name."""
    colour = getattr(theme, name)
    assert isinstance(colour, QColor)
    return colour


def draw_extent(painter: QPainter, rect: QRectF, extent: Extent) -> None:
    """The bar of the fullest version: printed parts filled, silent cuts between red ends; one word stays visible."""
    theme = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = rect.height() / 2
    painter.setBrush(theme.track)
    painter.drawRoundedRect(rect, radius, radius)
    painter.setBrush(theme.accent)
    for start, end in extent.printed:
        wide = max(rect.height(), (end - start) * rect.width())
        left = min(rect.left() + start * rect.width(), rect.right() - wide)
        painter.drawRoundedRect(QRectF(left, rect.top(), wide, rect.height()), radius, radius)
    for start, end in extent.cut:
        wide = max(px(9), (end - start) * rect.width())
        left = rect.left() + (start + end) / 2 * rect.width() - wide / 2
        gap = QRectF(left, rect.top() - 3, wide, rect.height() + 6)
        hatch(painter, gap, theme.bad, theme.bad_tint)
        painter.fillRect(QRectF(gap.left(), gap.top(), 2.5, gap.height()), theme.bad)
        painter.fillRect(QRectF(gap.right() - 2.5, gap.top(), 2.5, gap.height()), theme.bad)
    painter.restore()


def hatch(painter: QPainter, rect: QRectF, colour: QColor, ground: QColor) -> None:
    """Diagonal hatching, drawn as lines so that it is crisp at every pixel density and in grey print."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, ground)
    shade = QColor(colour)
    shade.setAlphaF(0.28)
    painter.setPen(QPen(shade, 1.4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    step, x = 7.0, rect.left() - rect.height()
    x -= x % step
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += step
    painter.restore()
