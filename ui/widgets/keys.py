"""Buttons that show the key that does the same."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from quotedesk.quote import SpeakerType
from ui import keymap, theme
from ui.names import fitted

_PAD, _GAP = 7, 6


def cap_width(key: str) -> float:
    """How wide the drawing of a key is."""
    return max(theme.px(18), QFontMetricsF(theme.font(theme.TINY)).horizontalAdvance(key) + 10)


def paint_cap(painter: QPainter, left: float, middle: float, key: str, ink: QColor, edge: QColor) -> float:
    """Draws a key with its left edge at `left`, centred on `middle`; returns its right edge."""
    width, height = cap_width(key), theme.px(18)
    box = QRectF(round(left) + 0.5, round(middle - height / 2) + 0.5, round(width) - 1, height - 1)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.drawLine(box.bottomLeft() + _inset(1), box.bottomRight() + _inset(-1))
    painter.setPen(ink)
    painter.setFont(theme.font(theme.TINY))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    return box.right() + 1


def _inset(dx: int) -> QPointF:
    return QPointF(2 * dx, -1.5)


class KeyButton(QPushButton):
    """A button with a word, the key that does the same, and if wanted a dot in a colour before the word.

    `key_first` puts the key before the word, for lists of choices. Where the word is the name of a speaker of a `kind`
    it is shortened as such. With `action` the key is that of an action, whatever the person made it.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        look: str = "",
        *,
        action: str = "",
        key_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._key, self._action = key, action
        self._spoken = text
        if action:
            keymap.notifier().changed.connect(self._key_changed)
        self.dot: QColor | None = None
        self.kind = SpeakerType.UNKNOWN
        self._key_first = key_first
        self.say(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if look:
            self.setProperty("look", look)

    @property
    def key(self) -> str:
        """The key that it shows."""
        return keymap.key_of(self._action) if self._action else self._key

    def say(self, words: str) -> None:
        """What a screen reader says, with the key."""
        self._spoken = words
        self.setAccessibleName(f"{words} ({self.key})" if self.key else words)

    def _key_changed(self) -> None:
        self.say(self._spoken)
        self.updateGeometry()
        self.update()

    def _text_width(self) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance(self.text())

    def sizeHint(self) -> QSize:
        """Room for the word and the key."""
        pad = 5 if self._key_first else _PAD
        width = self._text_width() + _GAP + (cap_width(self.key) if self.key else 0) + 2 * pad
        tall = 24 if self._is_chip() else 26 if self._key_first else 34
        return QSize(int(width) + (14 if self.dot else 0) + 1, theme.px(tall))

    def _is_chip(self) -> bool:
        return bool(self.property("look") == "chip")

    def minimumSizeHint(self) -> QSize:
        """The key always shows; the word may be cut."""
        return QSize(int(cap_width(self.key)) + 2 * _PAD, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The button as the style draws it, with word and key on it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        ink = self._ink()
        edge = theme.mix(self._ground(), ink, 0.35)
        dot = 14.0 if self.dot else 0.0
        room = self.width() - (10 if self._key_first else 12)
        cap: float = cap_width(self.key) if self.key else 0.0
        text_room = room - cap - _GAP - dot
        key = self.key
        if not self._key_first and self._text_width() > text_room:
            text_room, cap, key = room - dot, -_GAP, ""  # where there is no room the word is worth more than the key
        text = fitted(self.text(), self.kind, QFontMetricsF(self.font()), text_room)
        width = QFontMetricsF(self.font()).horizontalAdvance(text)
        middle = self.height() / 2
        x = 5.0 if self._key_first else (self.width() - width - _GAP - cap - dot) / 2
        if self._key_first and self.key:
            x = paint_cap(painter, x, middle, self.key, ink, edge) + _GAP
        if self.dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.dot)
            painter.drawEllipse(QRectF(x, middle - 4, 8, 8))
            x += dot
        painter.setFont(self.font())
        painter.setPen(ink)
        painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        if not self._key_first and key:
            paint_cap(painter, x + width + _GAP, middle, key, ink, edge)
        painter.end()

    def _ink(self) -> QColor:
        look = theme.current()
        if not self.isEnabled():
            return theme.mix(look.panel, look.muted, 0.6)
        if self._is_chip() and self.isChecked():
            return look.primary_ink
        return {
            "primary": look.primary_ink, "confirmed": look.good, "rejected": look.bad, "choice": look.muted,
            "offer": look.warn,
        }.get(str(self.property("look")), look.ink)  # fmt: skip

    def _ground(self) -> QColor:
        look = theme.current()
        dark = self.property("look") == "primary" or (self._is_chip() and self.isChecked())
        return look.primary if dark else look.field


class KeyCap(QLabel):
    """The drawing of an action's key, whatever the person made it."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self._action = action
        self.setProperty("look", "key")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._write()
        keymap.notifier().changed.connect(self._write)

    def _write(self) -> None:
        self.setText(keymap.key_of(self._action))
