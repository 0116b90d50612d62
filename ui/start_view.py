"""What the window shows without a desk: begin one, open one, or try the sample."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.row import ClickRow
from ui.widgets.small import Elided, button, caption, label


class StartView(QFrame):
    """A quiet page with three buttons and the desks that were open lately."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    desk_wanted = Signal(object)
    """The Path of a recent desk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "ground")
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        page = QWidget()
        page.setMaximumWidth(theme.px(620))
        outer.addWidget(page, 1_000)
        outer.addStretch(1)
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(label("Who said what, and how each outlet printed it", "title", wrap=True))
        column.addSpacing(8)
        words = (
            "Gather several articles about one event on a desk. QuoteDesk finds every quote, names its speaker with "
            "the reason, and lays the printings of the same words side by side. You decide what is right."
        )
        column.addWidget(label(words, "muted", wrap=True))
        column.addSpacing(20)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.new = button("New desk…", "primary", tip="Ctrl+N")
        self.open = button("Open desk…", tip="Ctrl+O")
        self.sample = button("Try the sample")
        for part, signal in (
            (self.new, self.new_wanted),
            (self.open, self.open_wanted),
            (self.sample, self.sample_wanted),
        ):
            part.clicked.connect(signal)
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(24)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column.addLayout(self._recent)
        column.addStretch(3)
        column.addWidget(
            label("Drop a desk or articles anywhere on this window.", "small"), 0, Qt.AlignmentFlag.AlignHCenter
        )
        column.addSpacing(12)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """The desks that were open lately, the last first."""
        while (item := self._recent.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        if paths:
            self._recent.addWidget(caption("Lately open"))
        for path in paths:
            row = ClickRow(f"Open {path.stem}")
            line = QHBoxLayout(row)
            line.setContentsMargins(4, 9, 4, 9)
            line.setSpacing(12)
            line.addWidget(label(path.stem, "strong"))
            line.addWidget(Elided(str(path.parent), "small"), 1)
            row.pressed.connect(lambda path=path: self.desk_wanted.emit(path))
            self._recent.addWidget(row)
