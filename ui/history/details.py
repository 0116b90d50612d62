"""What one deed did: a paragraph a thing, with each field before and after."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from quotedesk.store.history import Change, Details, Touched
from quotedesk.store.records import DeedRecord
from ui.history.model import byline
from ui.offsets import shown
from ui.widgets.small import button, label


def sentence(change: Change) -> str:
    """A change in a line, as it is read out."""
    if not change.field:
        return change.after or change.before
    if not change.before:
        return f"{change.field}: {change.after}"
    return f"{change.field}: {change.before}, then {change.after or 'nothing'}"


class DeedDetails(QScrollArea):
    """Shows a deed; a quote that is on the desk can be opened."""

    open_quote = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What it did")

    def show_nothing(self, words: str) -> None:
        """Nothing to show, and why."""
        body, column = _page()
        column.addWidget(label(words, "muted", wrap=True))
        column.addStretch(1)
        self.setWidget(body)

    def show_deed(self, deed: DeedRecord, found: Details) -> None:
        """Shows what a deed did."""
        body, column = _page()
        column.addWidget(label(shown(deed.name), "heading", wrap=True))
        column.addWidget(label(shown(byline(deed)), "small", wrap=True))
        for touched in found.touched:
            column.addSpacing(10)
            column.addWidget(self._card(touched))
        if found.more:
            column.addSpacing(10)
            column.addWidget(label(f"… and {found.more:,} more.", "muted"))
        if not found.touched:
            column.addSpacing(10)
            column.addWidget(label("Nothing that is told here changed.", "muted", wrap=True))
        column.addStretch(1)
        self.setWidget(body)

    def _card(self, touched: Touched) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(label(shown(touched.what), "strong", wrap=True), 1)
        if touched.quote is not None:
            go = button("Open", "link", tip="Show this quote in its article", name=f"Open {touched.what}")
            go.clicked.connect(lambda: self.open_quote.emit(touched.quote))
            top.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, change in enumerate(touched.changes):
            self._line(grid, row, change)
        column.addLayout(grid)
        card.setAccessibleName(f"{touched.what}. {'. '.join(map(sentence, touched.changes))}")
        return card

    def _line(self, grid: QGridLayout, row: int, change: Change) -> None:
        top = Qt.AlignmentFlag.AlignTop
        if not change.field:
            grid.addWidget(label((change.after or change.before).capitalize(), "muted"), row, 0, 1, 2, top)
            return
        grid.addWidget(label(change.field.capitalize(), "small"), row, 0, top)
        sides = QVBoxLayout()
        sides.setSpacing(1)
        if change.before:
            before = label(shown(change.before), "muted", wrap=True)
            type_ = before.font()
            type_.setStrikeOut(True)
            before.setFont(type_)
            sides.addWidget(before)
        sides.addWidget(label(shown(change.after) or "nothing", "" if change.after else "muted", wrap=True))
        grid.addLayout(sides, row, 1)


def _page() -> tuple[QFrame, QVBoxLayout]:
    body = QFrame()
    body.setProperty("look", "panel")
    column = QVBoxLayout(body)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(4)
    return body, column
