"""The collation table in its scroll area: what is folded, which row is chosen, where F8 stands."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.compare.collated import Column, columns, folded
from ui.compare.scene import Scene
from ui.compare.words import WordsTable
from ui.theme import px


class WordsPage(QScrollArea):
    """The table in a scroll area. Keys: arrows choose a row, Enter opens it."""

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scene: Scene | None = None
        self.base = ""
        self.fold = True
        self.table = WordsTable()
        self.setWidget(self.table)
        self.viewport().setAutoFillBackground(False)
        self.table.setAutoFillBackground(False)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._choose_row)
        self.table.unfolded.connect(self._unfold)
        self._all: list[Column] = []
        self._unfolded: frozenset[int] = frozenset()

    def show_scene(self, scene: Scene | None, base: str, *, fold: bool) -> None:
        """Show a scene's table seen from a base."""
        from quotedesk.collation.alignment import align

        if scene is None or self.scene is None or scene.statement.id != self.scene.statement.id or base != self.base:
            self._unfolded = frozenset()
            self.table.current = 0
            self.verticalScrollBar().setValue(0)
        self.scene, self.base, self.fold = scene, base, fold
        if scene is None:
            self.table.show_columns((), [])
            return
        first = scene.wording_of(base)
        wordings = (first, *(w for w in scene.wordings if w is not first))
        self._all = columns(align([w.text for w in wordings]), breaks=[w.breaks for w in wordings])
        self.table.wordings = wordings
        self._show()

    def _show(self) -> None:
        shown = folded(self._all, self._unfolded) if self.fold else self._all
        self.table.show_columns(self.table.wordings, shown)

    def _unfold(self, number: int) -> None:
        self._unfolded |= {number}
        self._show()

    def current_id(self) -> str:
        """The printing that stands for the chosen row."""
        return self.table.wordings[self.table.current].id if self.table.wordings else ""

    def choose(self, printing_id: str) -> None:
        """Choose the row that a printing is in."""
        for row, wording in enumerate(self.table.wordings):
            if any(p.id == printing_id for p in wording.printings):
                self._choose_row(row)

    def stops(self) -> list[int]:
        """The columns in which a wording departs from the base, begins or ends; neighbours count as one."""
        numbers = [column.number for column in self.table.columns if column.departs or column.edge]
        return [n for n in numbers if n - 1 not in numbers]

    def standing(self) -> int | None:
        """Which of the stops is shown now."""
        return self.stops().index(self.table.stop) if self.table.stop in self.stops() else None

    def stand_at(self, number: int) -> None:
        """Show one of the stops."""
        self.table.stop = self.stops()[number]
        placed = next(item for item in self.table.placed if item.column.number == self.table.stop)
        rect = self.table.cell_rect(placed, 0)
        self.ensureVisible(0, int(rect.center().y()), 0, px(60))
        self.table.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other bands."""
        super().resizeEvent(event)
        self.table.arrange(self.width() - px(14))

    def changeEvent(self, event: QEvent) -> None:
        """Another text size has other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.table.arrange(self.table.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.table.wordings:
            self._choose_row(min(len(self.table.wordings) - 1, max(0, self.table.current + step)))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_id():
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def _choose_row(self, row: int) -> None:
        self.setFocus()
        self.table.current = row
        self.table.update()
        self.chosen.emit(self.current_id())
