"""Names where there is little room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from quotedesk.quote import SpeakerType


def fitted(name: str, kind: SpeakerType, metrics: QFontMetricsF, room: float) -> str:
    """A name that fits: whole, else a person's with initials (M. Zakharova), else cut in the middle."""
    if metrics.horizontalAdvance(name) <= room:
        return name
    if kind is SpeakerType.PERSON and len(words := name.split()) > 1:
        name = " ".join([*(f"{word[0]}." for word in words[:-1]), words[-1]])
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
