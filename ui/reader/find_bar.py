"""Finding words in the open article: a bar over the page, every place marked, one of them current."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from quotedesk.quote import Span
from ui.reader.page import Page
from ui.widgets.small import button, label

MOST = 2000
"""Places that are marked at most."""


def places(text: str, wanted: str) -> list[Span]:
    """Where words stand in a text, whatever their case, spacing and style of quotation marks."""
    pieces = [_loose(word) for word in wanted.split()]
    if not pieces:
        return []
    found = re.finditer(r"\s+".join(pieces), text, re.IGNORECASE)
    return [Span(*match.span()) for match, _ in zip(found, range(MOST), strict=False)]


def _loose(word: str) -> str:
    safe = re.escape(word)
    safe = re.sub("['‘’ʼ]", "['‘’ʼ]", safe)
    return re.sub('["“”„«»]', '["“”„«»]', safe)


class FindBar(QFrame):
    """Hidden until it is asked for; Escape closes it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self._page = page
        self._at = 0
        self._found: list[Span] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find in this article")
        self.field.setAccessibleName("Find in this article")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self._count = label("", "small")
        up = button("Previous", "quiet", tip="Shift+Enter")
        down = button("Next", "quiet", tip="Enter")
        close = button("Close", "quiet", tip="Esc")
        up.clicked.connect(lambda: self.go(-1))
        down.clicked.connect(lambda: self.go(1))
        close.clicked.connect(self.close_bar)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        for part in (up, down, close):
            row.addWidget(part)
        self.hide()

    def open_bar(self) -> None:
        """Shows the bar, with the selected words in it if there are any."""
        words = self._page.selection.span().of(self._page.text)
        self.show()
        if words and len(words) < 80:
            self.field.setText(" ".join(words.split()))
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search(self.field.text())

    def close_bar(self) -> None:
        """Hides the bar and its marks."""
        if self.isVisible():
            self.hide()
            self._page.set_found([])
            self._page.setFocus()

    def go(self, step: int) -> None:
        """The next place (1) or the one before (-1), round and round."""
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._show()

    def _search(self, wanted: str) -> None:
        self._found = places(self._page.text, wanted)
        here = self._page.selection.span().start
        self._at = next((n for n, span in enumerate(self._found) if span.start >= here), 0)
        self._show()

    def _show(self) -> None:
        current = self._found[self._at] if self._found else None
        self._page.set_found(self._found, current)
        none = "Not in this article" if self.field.text().strip() else ""
        self._count.setText(f"{self._at + 1} of {len(self._found)}" if self._found else none)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Escape closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
