"""The filters that are asked for less often: dates, how sure, printed how often, notes, flags, where to search."""

from dataclasses import replace

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from quotedesk.store.records import QuoteFilter
from ui.theme import px
from ui.widgets.flow import FlowLayout
from ui.widgets.small import label

SURE = ((None, "However sure"), (0.9, "Sure below .90"), (0.75, "Sure below .75"), (0.5, "Sure below .50"))
PRINTED = ((0, "Printed anywhere"), (2, "Printed twice or more"), (3, "Three times or more"), (5, "Five times or more"))
_DATE = QRegularExpression(r"\d{4}(-\d{2}(-\d{2})?)?")


class MoreFilters(QWidget):
    """A second row of filters. `changed` tells that one is another; `laid_over` puts them on a filter."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.since = _date("From", "Earliest date of the article, such as 2016-09 or 2016-09-17")
        self.until = _date("To", "Latest date of the article, such as 2016-09-30")
        self.sure = _choice("How sure the program is", [text for _, text in SURE])
        self.printed = _choice("How often the statement is printed", [text for _, text in PRINTED])
        self.noted = QCheckBox("With a note")
        self.flagged = QCheckBox("Flagged")
        self.whole = QCheckBox("Search whole articles")
        self.whole.setToolTip("List the quotes of every article that has the words anywhere in its title or text")
        self.row = FlowLayout(self, gap=12)
        dates = QWidget()
        inside = QHBoxLayout(dates)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for part in (label("Dates", "muted"), self.since, label("to", "muted"), self.until):
            inside.addWidget(part)
        for combo in (self.sure, self.printed):
            combo.activated.connect(self.changed)
        for widget in (self.whole, dates, self.sure, self.printed, self.noted, self.flagged):
            self.row.addWidget(widget)
        for box in (self.noted, self.flagged, self.whole):
            box.setMinimumHeight(self.sure.sizeHint().height())
            box.toggled.connect(self.changed)
        for field in (self.since, self.until):
            field.editingFinished.connect(self.changed)

    def laid_over(self, wanted: QuoteFilter) -> QuoteFilter:
        """The filter with what is asked for here."""
        return replace(
            wanted,
            since=_whole(self.since.text()),
            until=_whole(self.until.text()),
            sure_below=SURE[self.sure.currentIndex()][0],
            printings=PRINTED[self.printed.currentIndex()][0],
            noted=self.noted.isChecked(),
            flagged=self.flagged.isChecked(),
            whole_articles=self.whole.isChecked(),
        )

    def show_filter(self, wanted: QuoteFilter) -> None:
        """Show what a filter asks for, without telling anybody."""
        self.blockSignals(True)
        self.since.setText(wanted.since)
        self.until.setText(wanted.until)
        self.sure.setCurrentIndex(next((n for n, (v, _) in enumerate(SURE) if v == wanted.sure_below), 0))
        self.printed.setCurrentIndex(next((n for n, (v, _) in enumerate(PRINTED) if v == wanted.printings), 0))
        self.noted.setChecked(wanted.noted)
        self.flagged.setChecked(wanted.flagged)
        self.whole.setChecked(wanted.whole_articles)
        self.blockSignals(False)


def _whole(date: str) -> str:
    """A date without a hyphen at its end, while it is being typed."""
    return date.strip().rstrip("-")


def _date(name: str, tip: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText("any")
    made.setAccessibleName(f"{name} date")
    made.setToolTip(tip)
    made.setFixedWidth(px(104))
    made.setValidator(QRegularExpressionValidator(_DATE, made))
    return made


def _choice(name: str, words: list[str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItems(words)
    return made
