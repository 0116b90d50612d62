"""The small bar that appears beside selected words: mark them as a quote, or as mention or cue of the chosen one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui import theme
from ui.reader.page import Page
from ui.widgets.keys import KeyButton


class SelectionBar(QFrame):
    """Stands under the end of the selection while there is one."""

    marked = Signal()
    pointed = Signal(str)
    """The selected words are the mention or the cue."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.viewport())
        self.setProperty("look", "card")
        self.setAccessibleName("What the selected words are")
        self._page = page
        self.mark = KeyButton("Mark as quote", look="primary", action="mark")
        self.mention = KeyButton("Names the speaker", action="set_mention")
        self.cue = KeyButton("Cue", action="set_cue")
        self.mark.clicked.connect(self.marked)
        self.mention.clicked.connect(lambda: self.pointed.emit("mention"))
        self.cue.clicked.connect(lambda: self.pointed.emit("cue"))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(4)
        for part in (self.mark, self.mention, self.cue):
            row.addWidget(part)
        self.hide()
        page.selection_changed.connect(self.follow)
        page.verticalScrollBar().valueChanged.connect(lambda _value: self.follow())

    def follow(self) -> None:
        """Shows itself where the selection ends, or hides where nothing is selected."""
        span = self._page.selection.span()
        if span.start == span.end or self._page.found or span.end - span.start >= len(self._page.text.strip()):
            self.hide()
            return
        for part in (self.mention, self.cue):
            part.setVisible(bool(self._page.chosen))
        self._row.activate()
        self.resize(self.sizeHint())
        place = self._page.place_of(span.end)
        x = min(max(int(place.x()), 8), self._page.viewport().width() - self.width() - 8)
        self.move(max(8, x), int(place.y()) + theme.px(4))
        self.show()
