"""Settings: a page a subject, listed at the left. What a page changes takes effect at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.small import button, label, line


class SettingsDialog(QDialog):
    """The pages that `add_page` was given; Escape closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.resize(theme.px(860), theme.px(560))
        self.pages = QListWidget()
        self.pages.setAccessibleName("Pages of the settings")
        self.pages.setProperty("look", "pages")
        self.pages.setFixedWidth(theme.px(190))
        self.stack = QStackedWidget()
        self.pages.currentRowChanged.connect(self.stack.setCurrentIndex)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.pages)
        middle.addWidget(line(vertical=True))
        middle.addWidget(self.stack, 1)
        close = button("Close", "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 12, 24, 16)
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(line())
        column.addLayout(foot)

    def add_page(self, title: str, page: QWidget, *, about: str = "") -> None:
        """One more page, under its title and a line that says what it is about."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(28, 22, 28, 18)
        column.setSpacing(10)
        heading = label(title, "strong")
        column.addWidget(heading)
        if about:
            column.addWidget(label(about, "muted", wrap=True))
        column.addWidget(page, 1)
        page.setAccessibleDescription(about)
        self.stack.addWidget(holder)
        self.pages.addItem(title)
        if self.pages.count() == 1:
            self.pages.setCurrentRow(0)

    def show_page(self, title: str) -> None:
        """Opens at a page."""
        for item in self.pages.findItems(title, Qt.MatchFlag.MatchExactly):
            self.pages.setCurrentItem(item)
