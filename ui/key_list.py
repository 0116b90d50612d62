"""The list of all keys, on F1."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.actions import EXTRA_KEYS, TABLE, key_text
from ui.widgets.small import button, caption, label

COLUMNS = (("Quote",), ("Desk", "Edit", "View"), ("Text", "Look", "Help"))


def entries() -> list[tuple[str, str, str]]:
    """Group, keys and meaning of everything that has a key."""
    listed = [
        (spec.group, "  ".join(key_text(key) for key in spec.keys[:1]), spec.text.rstrip("…"))
        for spec in TABLE
        if spec.keys and spec.group != "Assign"
    ]
    return [*listed, ("Quote", "1 – 9", "Assign to a frequent speaker"), *EXTRA_KEYS]


class KeyList(QDialog):
    """Two columns of keys; Escape or F1 closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("All keys")
        self.resize(theme.px(980), theme.px(580))
        body = QFrame()
        body.setProperty("look", "panel")
        columns = QHBoxLayout(body)
        columns.setContentsMargins(24, 20, 24, 12)
        columns.setSpacing(40)
        for groups in COLUMNS:
            grid = QGridLayout()
            grid.setHorizontalSpacing(14)
            grid.setVerticalSpacing(7)
            row = 0
            for group in groups:
                grid.addWidget(caption(group), row, 0, 1, 2)
                row += 1
                for _group, keys, meaning in (entry for entry in entries() if entry[0] == group):
                    cap = label(keys, "key")
                    grid.addWidget(cap, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                    grid.addWidget(label(meaning, wrap=True), row, 1)
                    row += 1
                grid.setRowMinimumHeight(row, 10)
                row += 1
            grid.setRowStretch(row, 1)
            grid.setColumnStretch(1, 1)
            columns.addLayout(grid, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(area, 1)
        close = button("Close", "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.addStretch()
        foot.addWidget(close)
        column.addLayout(foot)
