"""The bar at the top: menu, name, the desk's title, the four views, and the search."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from ui import theme
from ui.widgets.small import Elided, Segmented, label

VIEWS = ("Read", "Quotes", "Compare", "Speakers")


class SearchField(QLineEdit):
    """Searches the desk's quotes on Enter; Escape gives the keyboard back."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Search all quotes")
        self.setAccessibleName("Search all quotes")
        self.setClearButtonEnabled(True)
        self.setToolTip("Enter lists the quotes that hold these words (Ctrl+Shift+F)")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TopBar(QFrame):
    """The window's own bar; it only says what was pressed."""

    view_chosen = Signal(int)
    searched = Signal(str)

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.menu_button = QToolButton()
        self.menu_button.setProperty("look", "quiet")
        self.menu_button.setAccessibleName("Menu")
        self.menu_button.setToolTip("Menu (F10)")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setMenu(menu)
        name = label("QuoteDesk", "brand")
        self.title = Elided("", "muted")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.title.setMaximumWidth(theme.px(320))
        self.views = Segmented(VIEWS, name="View")
        self.views.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.views.chosen.connect(self.view_chosen)
        self.search = SearchField()
        self.search.setMinimumWidth(theme.px(96))
        self.search.setMaximumWidth(theme.px(280))
        self.search.returnPressed.connect(lambda: self.searched.emit(self.search.text().strip()))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 16, 6)
        row.setSpacing(4)
        row.addWidget(self.menu_button)
        row.addSpacing(2)
        row.addWidget(name)
        row.addSpacing(16)
        row.addWidget(self.title, 1)
        row.addSpacing(16)
        row.addWidget(self.views)
        row.addStretch(1)
        row.addWidget(self.search, 3)
        self.dress()
        self.show_desk(None)

    def dress(self) -> None:
        """Takes the theme's colours into the icons."""
        look = theme.current()
        self.menu_button.setIcon(theme.icon("menu", look.muted))
        self.menu_button.setIconSize(QSize(theme.px(18), theme.px(18)))

    def show_desk(self, title: str | None) -> None:
        """Shows the desk's title; without a desk there is nothing to switch or search."""
        self.title.setText(title or "")
        self.title.setToolTip(title or "")
        self.views.setVisible(title is not None)
        self.search.setVisible(title is not None)
