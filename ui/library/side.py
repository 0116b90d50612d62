"""The left side of the view *Read*: the articles, or the queue of what is to be decided."""

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ui.library.queue import ReviewQueue
from ui.library.view import Library
from ui.widgets.small import Segmented

ARTICLES, QUEUE = range(2)


class Side(QFrame):
    """A switch over the library and the queue; which one shows decides where "next" leads."""

    def __init__(self, library: Library, queue: ReviewQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._queue = queue
        self.switch = Segmented(("Articles", "To decide"), name="Left side")
        self.switch.setToolTip("To decide: the quotes of all articles, the least certain first (R)")
        self.switch.chosen.connect(lambda place: self.show_queue(place == QUEUE))
        self._stack = QStackedWidget()
        self._stack.addWidget(library)
        self._stack.addWidget(queue)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(12, 10, 12, 0)
        top.addWidget(self.switch)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    @property
    def reviewing(self) -> bool:
        """Whether the queue shows."""
        return self._stack.currentIndex() == QUEUE

    def show_queue(self, on: bool) -> None:
        """Shows the queue or the articles."""
        self.switch.choose(QUEUE if on else ARTICLES)
        self._stack.setCurrentIndex(QUEUE if on else ARTICLES)
        if on:
            self._queue.read()
