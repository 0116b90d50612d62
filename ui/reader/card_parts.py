"""Parts of the quote card that stand on their own: the note, the empty state, the reminder of the edge keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import KeyCap
from ui.widgets.small import label


class Note(QPlainTextEdit):
    """A note that says when it is finished: the focus leaves it, or Ctrl+Enter."""

    finished = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Add a note…")
        self.setAccessibleName("Note")
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(76))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it saves it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit(self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Escape go back to the text, which saves the note."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Empty(QFrame):
    """What the card shows while no quote is selected."""

    KEYS = (("next_undecided", "next to decide"), ("confirm_next", "confirm and go on"), ("reject", "reject"),
            ("speaker", "name the speaker"), ("mark", "mark selected words as a quote"),
            ("review", "review all articles, the least certain first"), ("keys", "all keys"))  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(8)
        self._heading = label("", "strong", wrap=True)
        self._words = label("", "muted", wrap=True)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        column.addSpacing(12)
        for action, meaning in self.KEYS:
            row = QHBoxLayout()
            row.setSpacing(8)
            cap = KeyCap(action)
            cap.setMinimumWidth(theme.px(24))
            row.addWidget(cap)
            row.addWidget(label(meaning, "muted"), 1)
            column.addLayout(row)
        column.addStretch(1)

    def say(self, heading: str, words: str) -> None:
        """Another heading and advice."""
        self._heading.setText(heading)
        self._words.setText(words)


class EdgeKeys(QWidget):
    """How the edges move without a mouse."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=4, row_gap=4)
        for text, *actions in (("Edges",), ("start", "start_left", "start_right"), ("end", "end_left", "end_right"),
                               ("split", "split"), ("join", "join_next")):  # fmt: skip
            flow.addWidget(label(text, "small"))
            for action in actions:
                flow.addWidget(KeyCap(action))
