"""The type of a sheet: sizes, leading and inks. Lengths are in units of 1/20 point, whole dots of a 1440 dpi PDF."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPen

from ui.theme import CHROME_FAMILIES, TEXT_FAMILIES

UNITS = 20
"""Units a point."""
RESOLUTION = 72 * UNITS
"""Units an inch."""

INK = "#1b1e23"
QUIET = "#565b63"
FAINT = "#8b9098"
HAIRLINE = "#c9ccd1"
ACCENT = "#2f5a93"
ALARM = "#a3281f"
HATCH = "#e9bcb7"
LABEL = "#6b4a06"

_SERIF = tuple(TEXT_FAMILIES)
_SANS = (*CHROME_FAMILIES, "Noto Naskh Arabic", "Noto Serif Hebrew")
_LIGATURES = ("liga", "clig", "dlig", "calt")


def pt(points: float) -> float:
    """Points as units."""
    return points * UNITS


def pen(ink: str, points: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen of that many points that ends where its line ends."""
    return QPen(QColor(ink), pt(points), style, Qt.PenCapStyle.FlatCap)


@dataclass(frozen=True, slots=True)
class Style:
    """A way of setting text; `size` and `leading` in points."""

    serif: bool
    size: float
    leading: float
    bold: bool = False
    italic: bool = False
    ink: str = INK

    def font(self) -> QFont:
        """The style's font, in units."""
        return _font(self.serif, self.size, self.bold, self.italic)

    def colour(self) -> QColor:
        """The style's ink."""
        return QColor(self.ink)


@lru_cache
def _font(serif: bool, size: float, bold: bool, italic: bool) -> QFont:
    """Not hinted, so that screen and paper break lines alike; no ligatures, so that text copies letter by letter."""
    font = QFont()
    font.setFamilies(_SERIF if serif else _SANS)
    font.setPixelSize(round(pt(size)))
    font.setItalic(italic)
    if bold:
        font.setWeight(QFont.Weight.Bold if serif else QFont.Weight.DemiBold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for tag in _LIGATURES:
        font.setFeature(QFont.Tag(tag), 0)
    return font


DISPLAY = Style(True, 24, 29, bold=True)
KICKER = Style(False, 8.6, 12, bold=True, ink=ACCENT)
LEAD = Style(False, 9, 13.5, ink=QUIET)
FIGURE = Style(True, 19, 22)
SECTION = Style(True, 15, 19, bold=True)
STATEMENT = Style(True, 13, 17, bold=True)
SECTION_NOTE = Style(False, 8.4, 12, ink=QUIET)
QUOTE = Style(True, 10.8, 15.6)
READING = Style(True, 10, 15)
READING_STRONG = Style(True, 10, 15, bold=True)
EXPLANATION = Style(False, 7.8, 15, ink=QUIET)
SOURCE = Style(False, 8.4, 11.4, bold=True)
MARGIN = Style(False, 7.6, 10.8, ink=QUIET)
MARGIN_STRONG = Style(False, 7.6, 10.8, bold=True)
KEY = Style(False, 7.2, 11.6, bold=True, ink=QUIET)
VALUE = Style(False, 7.8, 11.6)
VALUE_STRONG = Style(False, 7.8, 11.6, bold=True)
COUNT = Style(False, 7.8, 11.6, ink=QUIET)
LINK = Style(False, 7.4, 11.2, ink=ACCENT)
ARTICLE = Style(True, 8.6, 11.8, italic=True)
CONTEXT = Style(True, 8.4, 11.8, ink=QUIET)
CONTEXT_QUOTE = Style(True, 8.4, 11.8, ink=INK)
NOTICE = Style(False, 7.2, 15, ink=LABEL)
ALERT = Style(False, 7.2, 15, bold=True, ink=ALARM)
FURNITURE = Style(False, 7.4, 10, ink=QUIET)
