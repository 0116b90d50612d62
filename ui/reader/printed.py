"""Where else a quote is printed: the other witnesses of its statement, one row each."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from quotedesk.collation.statement import Relation, Statement, Witness
from ui.widgets.flow import FlowLayout
from ui.widgets.row import ClickRow
from ui.widgets.small import Elided, button, caption, label

MOST_ROWS = 8
MOST_WORDS = 150
"""Characters of a printing that are shown."""

TAGS = {
    Relation.FULLEST: ("fullest", "tag"),
    Relation.VERBATIM: ("word for word", "tag-quiet"),
    Relation.TRIMMED: ("trimmed", "tag"),
    Relation.ELIDED: ("elided", "tag"),
    Relation.SILENTLY_CUT: ("silently cut", "tag-bad"),
    Relation.SUBSTITUTED: ("other words", "tag-warn"),
    Relation.TRANSLATED: ("other translation", "tag-warn"),
    Relation.OVERLAPPING: ("overlaps", "tag-quiet"),
    Relation.REPEATED: ("printed again", "tag-quiet"),
}


def shortened(words: str) -> str:
    """The words of a printing in one line of bearable length."""
    words = " ".join(words.split())
    return words if len(words) <= MOST_WORDS else words[:MOST_WORDS].rsplit(" ", 1)[0] + " …"


class PrintedIn(QWidget):
    """The section "also printed in" of the quote card; hidden where nobody else prints the words."""

    open_quote = Signal(str)
    open_statement = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statement = ""
        self._rows: list[ClickRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        self._caption = caption("Also printed in")
        self._compare = button("Compare", "link", tip="Read the printings against each other")
        self._compare.clicked.connect(lambda: self.open_statement.emit(self._statement))
        top.addWidget(self._caption)
        top.addStretch()
        top.addWidget(self._compare)
        column.addLayout(top)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(0)
        column.addLayout(self._column)
        self._more = label("", "small")
        column.addWidget(self._more)

    def rows(self) -> list[ClickRow]:
        """The rows that are shown."""
        return self._rows

    def show_statement(self, statement: Statement | None, quote_id: str, titles: Mapping[str, str]) -> None:
        """Shows every witness of a statement but the quote itself; one without an outlet by its article's title."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        others = [w for w in statement.witnesses if w.passage.id != quote_id] if statement else []
        self._statement = statement.id if statement else ""
        self._rows = [self._row(witness, titles) for witness in others[:MOST_ROWS]]
        for row in self._rows:
            self._column.addWidget(row)
        hidden = len(others) - len(self._rows)
        self._more.setText(f"and {hidden} more" if hidden else "")
        self._more.setVisible(bool(hidden))
        self.setVisible(bool(others))

    def _row(self, witness: Witness, titles: Mapping[str, str]) -> ClickRow:
        passage = witness.passage
        outlet = passage.outlet or titles.get(passage.doc) or "No outlet"
        row = ClickRow(f"Open this quote in {outlet}: {passage.text}")
        grid = QGridLayout(row)
        grid.setContentsMargins(2, 7, 2, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(Elided(outlet, "strong"), 0, 0)
        grid.addWidget(label(f"“{shortened(passage.text)}”", wrap=True), 1, 0)
        tags = QWidget()
        flow = FlowLayout(tags, gap=4, row_gap=4)
        for relation in witness.relations:
            flow.addWidget(label(*TAGS[relation]))
        if witness.speaker_differs:
            flow.addWidget(label(f"says {passage.speaker or 'nobody'}", "tag-bad"))
        grid.addWidget(tags, 2, 0)
        row.pressed.connect(lambda: self.open_quote.emit(passage.id))
        return row
