"""Filters kept under a name: choose one, save the present one, forget one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from quotedesk.store.records import QuoteFilter, SavedFilterRecord
from ui.offsets import shown


class SavedFilters(QToolButton):
    """A button with a menu. It only tells what is wanted; the view does it."""

    chosen = Signal(object)
    saved = Signal(str, object)
    deleted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("Saved filters")
        self.setAccessibleName("Saved filters")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._listed: list[SavedFilterRecord] = []
        self._shown = QuoteFilter()
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)

    def offer(self, listed: Sequence[SavedFilterRecord]) -> None:
        """The filters there are."""
        self._listed = list(listed)

    def show_filter(self, wanted: QuoteFilter) -> None:
        """The filter that saving would keep."""
        self._shown = wanted

    def fill(self) -> QMenu:
        """The menu as it is now."""
        self._menu.clear()
        for kept in self._listed:
            action = self._menu.addAction(shown(kept.name).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(kept.filter == self._shown)
            action.triggered.connect(lambda _on=False, kept=kept: self.chosen.emit(kept.filter))
        if not self._listed:
            self._menu.addAction("None saved yet").setEnabled(False)
        self._menu.addSeparator()
        save = self._menu.addAction("Save this filter…")
        save.setEnabled(self._shown != QuoteFilter())
        save.triggered.connect(self.ask_name)
        if self._listed:
            forget = self._menu.addMenu("Delete")
            for kept in self._listed:
                action = forget.addAction(shown(kept.name).replace("&", "&&"))
                action.triggered.connect(lambda _on=False, kept=kept: self.deleted.emit(kept.name))
        return self._menu

    def ask_name(self) -> None:
        """Asks what the present filter should be called, and tells it."""
        dialog = QInputDialog(self.window())
        dialog.setWindowTitle("Save this filter")
        dialog.setLabelText("Name of the filter")
        wanted = self._shown
        dialog.textValueSelected.connect(lambda name: self.saved.emit(name, wanted) if name.strip() else None)
        dialog.open()
