"""The three parts of the view *Read* side by side, and which of them there is room for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui import theme

LIMITS = ((190, 420), (340, 16_000), (272, 460))
"""Each part's least and greatest width at normal text size."""


class Parts(QSplitter):
    """The side, the text and the card. In a narrow window, or with large text, the side goes first, then the card."""

    def __init__(self, side: QWidget, text: QWidget, card: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._parts = (side, text, card)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for place, part in enumerate(self._parts):
            self.addWidget(part)
            self.setStretchFactor(place, int(part is text))
        self.dress()

    def dress(self) -> None:
        """Fits the parts' limits to the text size."""
        for part, (least, most) in zip(self._parts, LIMITS, strict=True):
            part.setMinimumWidth(theme.px(least))
            part.setMaximumWidth(theme.px(most))
        self._make_room()

    def _make_room(self) -> None:
        side, text, card = self._parts
        room = self.width() - text.minimumWidth() - 2 * self.handleWidth()
        card.setVisible(room >= card.minimumWidth())
        side.setVisible(room >= card.minimumWidth() + side.minimumWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows as many parts as there is room for."""
        super().resizeEvent(event)
        self._make_room()

    def share_room(self, width: int) -> None:
        """Gives the parts their first widths in a window that is `width` wide; the text comes first."""
        left = min(max(round(width * 0.19), theme.px(200)), theme.px(272))
        right = min(max(round(width * 0.23), theme.px(304)), theme.px(320))
        self.setSizes([left, width - left - right, right])
