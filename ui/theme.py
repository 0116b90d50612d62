"""How the program looks: colours, type and spacing, for the light and the dark theme.

The colours are data (`resources/themes/*.toml`), the widgets' look is one stylesheet (`style.qss` beside them) filled
in from them. Views that paint ask `current()` each time they paint, so that a change of theme needs no wiring:
applying a stylesheet sends every widget a `StyleChange` event and repaints it.

Dynamic properties that the stylesheet knows:
`QLabel[look=...]` title, heading, strong, muted, small, caption, key, warn, bad; `QPushButton[look=...]` primary,
quiet, chip, link, row, danger; `QFrame[look=...]` panel, bar, ground, card, line; `QAbstractItemView[look=panel]`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSettings, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyle

from quotedesk.paths import RESOURCES

MODES = ("system", "light", "dark")
SCALES = (0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
TITLE, HEADING, READING, LARGE, BODY, SMALL, TINY = 25.0, 20.0, 17.0, 14.0, 13.0, 12.0, 11.0
CHROME_FAMILIES = ["Inter", "DejaVu Sans"]
TEXT_FAMILIES = ["Noto Serif", "Noto Naskh Arabic", "Noto Serif Hebrew", "DejaVu Serif"]
_TINT = {False: 0.14, True: 0.24}


@dataclass(frozen=True, slots=True)
class SpeakerColours:
    """A speaker's two colours: `ink` for names, bars and underlines, `tint` to lie behind text."""

    ink: QColor
    tint: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme's colours. `ground` lies behind read text, `panel` behind chrome, `field` behind inputs and cards."""

    name: str
    dark: bool
    ground: QColor
    panel: QColor
    field: QColor
    raised: QColor
    well: QColor
    hover: QColor
    selected: QColor
    line: QColor
    line_strong: QColor
    track: QColor
    progress: QColor
    ink: QColor
    muted: QColor
    accent: QColor
    accent_ink: QColor
    accent_tint: QColor
    primary: QColor
    primary_hover: QColor
    primary_ink: QColor
    warn: QColor
    warn_tint: QColor
    bad: QColor
    bad_tint: QColor
    good: QColor
    good_tint: QColor
    find: QColor
    selection: QColor
    speakers: tuple[SpeakerColours, ...]

    def speaker(self, colour: int | None) -> SpeakerColours:
        """The colours of a speaker by its place in the palette; None, nobody known, is amber."""
        if colour is None:
            return SpeakerColours(self.warn, self.warn_tint)
        return self.speakers[colour % len(self.speakers)]


def mix(under: QColor, over: QColor, share: float) -> QColor:
    """`over` laid on `under` with the given opacity, as one opaque colour."""
    return QColor.fromRgbF(
        under.redF() + (over.redF() - under.redF()) * share,
        under.greenF() + (over.greenF() - under.greenF()) * share,
        under.blueF() + (over.blueF() - under.blueF()) * share,
    )


@lru_cache
def load(name: str) -> Theme:
    """The theme `light` or `dark` from its file."""
    data = tomllib.loads((RESOURCES / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
    palette = tomllib.loads((RESOURCES / "themes" / "speakers.toml").read_text(encoding="utf-8"))
    colours = {key: QColor(value) for key, value in data["colours"].items()}
    speakers = tuple(
        SpeakerColours(QColor(ink), mix(colours["ground"], QColor(ink), _TINT[data["dark"]])) for ink in palette[name]
    )
    return Theme(name=name, dark=data["dark"], speakers=speakers, **colours)


class _State:
    theme: Theme | None = None
    scale: float = 1.0
    calm: bool = False


def current() -> Theme:
    """The theme in use; the light one until `apply` was called."""
    return _State.theme or load("light")


def scale() -> float:
    """The text size chosen by the person; 1.0 is normal."""
    return _State.scale


def set_calm(calm: bool) -> None:
    """Whether nothing should glide, as the person wishes."""
    _State.calm = calm


def calm() -> bool:
    """Whether nothing should glide: the person's wish, or the desktop's, which switches animations off."""
    application = QApplication.instance()
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return _State.calm or (isinstance(application, QApplication) and application.style().styleHint(hint) == 0)


def px(size: float) -> int:
    """A length or type size in pixels at the chosen text size."""
    return round(size * _State.scale)


def font(size: float = BODY, *, bold: bool = False) -> QFont:
    """The chrome's sans-serif at `size` pixels (before the person's text size)."""
    return _font(CHROME_FAMILIES, size, bold)


def serif(size: float = READING, *, bold: bool = False, italic: bool = False) -> QFont:
    """The serif for what was printed, at `size` pixels (before the person's text size)."""
    made = _font(TEXT_FAMILIES, size, bold)
    made.setItalic(italic)
    return made


def _font(families: list[str], size: float, bold: bool) -> QFont:
    made = QFont()
    made.setFamilies(families)
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


@lru_cache
def register_fonts() -> int:
    """Makes the bundled fonts known to Qt, once; returns how many there are."""
    paths = sorted((RESOURCES / "fonts").glob("*.?tf"))
    return sum(QFontDatabase.addApplicationFont(str(path)) >= 0 for path in paths)


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The line drawing `resources/icons/<name>.svg` in `colour` (the ink if none), sharp at every pixel density."""
    shade = (colour or current().ink).name()
    made = QIcon()
    for side in (16, 32, 48):
        made.addPixmap(_pixmap(name, shade, side))
    return made


@lru_cache(maxsize=256)
def _pixmap(name: str, shade: str, side: int) -> QPixmap:
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", shade)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


def stylesheet(theme: Theme) -> str:
    """The one stylesheet: `@name` is a colour of the theme, `@12px` a size at the person's text size."""
    template = (RESOURCES / "themes" / "style.qss").read_text(encoding="utf-8")

    def value(match: re.Match[str]) -> str:
        word = match.group(1)
        if word == "icons":
            return (RESOURCES / "icons").as_posix()
        if word.endswith("px"):
            return f"{px(float(word[:-2]))}px"
        if word == "name":
            return theme.name
        colour = getattr(theme, word)
        assert isinstance(colour, QColor), word
        return colour.name()

    return re.sub(r"@(\w+)", value, template)


def chosen_name(mode: str) -> str:
    """`light` or `dark` for a mode; `system` follows the desktop."""
    if mode in ("light", "dark"):
        return mode
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def apply(mode: str = "system", size: float = 1.0) -> Theme:
    """Dresses the whole application: `mode` is light, dark or system, `size` the text size (1.0 is normal).

    Every widget is dressed anew, so where nothing changes nothing is done.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme = load(chosen_name(mode))
    if (theme, size) == (_State.theme, _State.scale):
        return theme
    if _State.theme is None:
        register_fonts()
        application.setStyle("Fusion")
    _State.theme, _State.scale = theme, size
    application.setFont(font())
    application.setPalette(_palette(theme))
    application.setStyleSheet(stylesheet(theme))
    return theme


def remembered(settings: QSettings) -> tuple[str, float]:
    """The mode and text size kept in `settings`, or the defaults where they are missing or make no sense."""
    mode = str(settings.value("theme", "system"))
    try:
        size = float(str(settings.value("text_size", 1.0)))
    except ValueError:
        size = 1.0
    return (mode if mode in MODES else "system"), min(max(size, SCALES[0]), SCALES[-1])


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, theme.panel), (role.WindowText, theme.ink), (role.Base, theme.field), (role.Text, theme.ink),
        (role.AlternateBase, theme.panel), (role.Button, theme.field), (role.ButtonText, theme.ink),
        (role.ToolTipBase, theme.raised), (role.ToolTipText, theme.ink), (role.PlaceholderText, theme.muted),
        (role.Highlight, theme.selection), (role.HighlightedText, theme.ink), (role.Link, theme.accent),
        (role.Light, theme.raised), (role.Mid, theme.line), (role.Dark, theme.line_strong), (role.Shadow, theme.well),
    ):  # fmt: skip
        palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, mix(theme.panel, theme.muted, 0.7))
    return palette
