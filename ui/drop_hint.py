"""Files dropped on the window: says while they hover what will happen, and hands over their paths."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.small import label


def paths_of(data: QMimeData) -> list[Path]:
    """The files and folders that are dragged, or none."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropHint(QFrame):
    """A card over the window while files hover. `words` says what dropping these paths would do."""

    dropped = Signal(object)
    """list[Path], once the drag is over."""

    def __init__(self, window: QWidget, words: Callable[[list[Path]], str]) -> None:
        super().__init__(window)
        self.setProperty("look", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window, self._words = window, words
        column = QVBoxLayout(self)
        self._label = label("", "heading")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._label)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the window's drag and drop events."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDropEvent):
            if paths := paths_of(event.mimeData()):
                self._show(self._words(paths))
                event.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self.hide()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hide()
            if paths := paths_of(event.mimeData()):
                event.acceptProposedAction()
                QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))
                return True
        return super().eventFilter(watched, event)

    def _show(self, words: str) -> None:
        self._label.setText(words)
        self.resize(theme.px(420), theme.px(150))
        self.move(self._window.rect().center() - self.rect().center())
        self.show()
        self.raise_()
