"""Names where there is little room, or where the writing runs the other way."""

import re
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from quotedesk.quote import SpeakerType

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def isolated(words: str) -> str:
    """Words that keep to themselves in a line of the interface: Arabic or Hebrew ones would else turn its order."""
    return f"\u2068{words}\u2069" if _RIGHT_TO_LEFT.search(words) else words


def runs_left(words: str) -> bool:
    """Whether words are read from right to left: by their first letter that has a direction."""
    kinds = (unicodedata.bidirectional(letter) for letter in words)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def fitted(name: str, kind: SpeakerType, metrics: QFontMetricsF, room: float) -> str:
    """A name that fits: whole, else a person's with initials (M. Zakharova), else cut in the middle.

    Where nobody is known the first word says it ("Unknown").
    """
    if metrics.horizontalAdvance(name) <= room:
        return name
    if kind is SpeakerType.PERSON and len(words := name.split()) > 1:
        name = " ".join([*(f"{word[0]}." for word in words[:-1]), words[-1]])
    elif kind is SpeakerType.UNKNOWN:
        name = name.split()[0]
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
