"""The small button that appears beside selected words and marks them as a quote."""

from PySide6.QtCore import Signal

from ui import theme
from ui.reader.page import Page
from ui.widgets.keys import KeyButton


class MarkButton(KeyButton):
    """Stands under the end of the selection while there is one."""

    pressed_ = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__("Mark as quote", "Q", "primary", parent=page.viewport())
        self._page = page
        self.hide()
        self.clicked.connect(self.pressed_)
        page.selection_changed.connect(self.follow)
        page.verticalScrollBar().valueChanged.connect(lambda _value: self.follow())

    def follow(self) -> None:
        """Shows itself where the selection ends, or hides where nothing is selected."""
        span = self._page.selection.span()
        if span.start == span.end or self._page.found or span.end - span.start >= len(self._page.text.strip()):
            self.hide()
            return
        self.resize(self.sizeHint())
        place = self._page.place_of(span.end)
        x = min(max(int(place.x()), 8), self._page.viewport().width() - self.width() - 8)
        self.move(x, int(place.y()) + theme.px(4))
        self.show()
