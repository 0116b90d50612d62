"""The table of quotes as a widget: whole rows, fixed heights, columns that give way where the window is narrow."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.quotes.delegate import ROW_HEIGHT, QuoteDelegate
from ui.quotes.model import Column, QuoteTableModel
from ui.theme import px

WIDTHS = {
    Column.STATUS: 38,
    Column.SPEAKER: 212,
    Column.OUTLET: 156,
    Column.DATE: 100,
    Column.KIND: 110,
    Column.SOURCES: 68,
    Column.CONFIDENCE: 60,
    Column.NOTE: 130,
}
GIVEN_UP = (Column.NOTE, Column.CONFIDENCE, Column.KIND, Column.SOURCES, Column.DATE)
"""Columns that go, in this order, where the window is too narrow for the words of the quotes."""
QUOTE_WIDTH = 340


class QuoteTable(QTableView):
    """A table of whole rows that gives its own keys to the view; letters do not search in it."""

    key_pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Quotes")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def set_quotes(self, model: QuoteTableModel) -> None:
        """Show a model's quotes."""
        self.setModel(model)
        self.setItemDelegate(QuoteDelegate(self))
        header = self.horizontalHeader()
        header.setSectionResizeMode(Column.QUOTE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.STATUS, QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        self.fit()

    def fit(self) -> None:
        """Give up columns until the quotes have room, at the present text size."""
        if self.model() is None:
            return
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        room = self.viewport().width() - px(QUOTE_WIDTH)
        shown = dict(WIDTHS)
        for column in GIVEN_UP:
            if px(sum(shown.values())) > room:
                shown.pop(column)
        for column, width in WIDTHS.items():
            self.setColumnHidden(column, column not in shown)
            if column in shown and self.columnWidth(column) != px(width):
                self.setColumnWidth(column, px(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other columns."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Our keys go to the view, the others move."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.key_pressed.emit(int(Qt.Key.Key_C))
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.key_pressed.emit(int(Qt.Key.Key_Select))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.key_pressed.emit(int(Qt.Key.Key_Return))
        elif event.text().isalnum() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if event.text() != "c":
                self.key_pressed.emit(event.key())
        else:
            super().keyPressEvent(event)
