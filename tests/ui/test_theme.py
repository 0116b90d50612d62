"""Text can be read on every ground, in both themes and at every text size, and speakers' colours stay apart."""

from itertools import combinations, product

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from quotedesk.paths import RESOURCES
from ui import theme

GROUNDS = ("ground", "panel", "field", "hover", "selected")
INKS = ("ink", "muted", "accent", "warn", "bad", "good")
# Machado, Oliveira and Fernandes 2009: full protanopia, deuteranopia and tritanopia, in linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def linear(colour: QColor) -> tuple[float, float, float]:
    def one(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return one(colour.redF()), one(colour.greenF()), one(colour.blueF())


def contrast(a: QColor, b: QColor) -> float:
    light, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (a, b)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb: tuple[float, ...]) -> tuple[float, ...]:
    r, g, b = (min(max(value, 0.0), 1.0) for value in rgb)
    long, middle, short = (
        value ** (1 / 3)
        for value in (
            0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
            0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
            0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
        )
    )
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def seen(colour: QColor, sight: str) -> tuple[float, ...]:
    rgb = linear(colour)
    return oklab(tuple(sum(w * c for w, c in zip(row, rgb, strict=True)) for row in SIGHTS[sight]))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_text_can_be_read_on_every_ground(name: str) -> None:
    look = theme.load(name)
    for ink, ground in product(INKS, GROUNDS):
        assert contrast(getattr(look, ink), getattr(look, ground)) >= 4.5, (ink, ground)
    for ink, ground in (("primary_ink", "primary"), ("primary_ink", "primary_hover"), ("accent_ink", "accent"),
                        ("warn", "warn_tint"), ("bad", "bad_tint"), ("good", "good_tint"), ("ink", "find"),
                        ("ink", "selection"), ("muted", "well"), ("ink", "raised")):  # fmt: skip
        assert contrast(getattr(look, ink), getattr(look, ground)) >= 4.5, (ink, ground)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_speakers_can_be_read_and_told_apart(name: str) -> None:
    look = theme.load(name)
    assert len(look.speakers) == 12
    for colours in look.speakers:
        for ground in GROUNDS:
            assert contrast(colours.ink, getattr(look, ground)) >= 4.5
        assert contrast(look.ink, colours.tint) >= 4.5
    for sight in SIGHTS:
        for a, b in combinations([*(c.ink for c in look.speakers), look.warn], 2):
            apart = sum((x - y) ** 2 for x, y in zip(seen(a, sight), seen(b, sight), strict=True)) ** 0.5
            assert apart > (0.05 if sight == "normal" else 0.035), (sight, a.name(), b.name())


def test_unknown_is_amber_and_the_palette_goes_round() -> None:
    look = theme.load("light")
    assert look.speaker(None).ink == look.warn
    assert look.speaker(13) == look.speaker(1)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_stylesheet_is_filled_in(qapp: QApplication, name: str) -> None:
    theme.apply(name, 1.3)
    sheet = theme.stylesheet(theme.current())
    assert "@" not in sheet
    assert "font-size: 17px" in sheet
    theme.apply("light")


def test_the_bundled_fonts_are_used(light: theme.Theme) -> None:
    assert QFontInfo(theme.font()).family() == "Inter"
    assert QFontInfo(theme.serif()).family() == "Noto Serif"
    assert theme.serif().pixelSize() == 17


def test_icons_take_the_colour(light: theme.Theme) -> None:
    image = theme.icon("menu", QColor("#ff0000")).pixmap(32, 32).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 250
    }
    assert colours == {"#ff0000"}
    for path in (RESOURCES / "icons").glob("*.svg"):
        assert not theme.icon(path.stem).isNull()


def test_remembered_nonsense_is_passed_over(tmp_path: object) -> None:
    settings = QSettings(f"{tmp_path}/look.ini", QSettings.Format.IniFormat)
    settings.setValue("theme", "pink")
    settings.setValue("text_size", "huge")
    assert theme.remembered(settings) == ("system", 1.0)
    settings.setValue("text_size", 9)
    assert theme.remembered(settings) == ("system", theme.SCALES[-1])
