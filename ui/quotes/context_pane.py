"""Under the table: the chosen quote in its paragraph, why the program names its speaker, and what to decide."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from quotedesk.quote import Kind, Status
from quotedesk.store.records import QuoteRecord
from ui.dates import long_date
from ui.quotes.passage import PassageView
from ui.reader.speaker_field import SpeakerField
from ui.theme import current, px
from ui.widgets.keys import KeyButton
from ui.widgets.small import Elided, Segmented, button, label, line, restyle

KINDS = (Kind.SPEECH, Kind.WRITTEN, Kind.OTHER)
WIDTH = 318


class ContextPane(QFrame):
    """Tells what was decided about the selected quotes; applies nothing itself."""

    opened = Signal()
    decided = Signal(object)
    kind_chosen = Signal(object)
    speaker_chosen = Signal(object)
    compared = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self._quote: QuoteRecord | None = None
        self.title = Elided("", "strong")
        self.where = Elided("", "small")
        self.passage = PassageView()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("The quote in its article")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self.passage)
        scroll.viewport().setAutoFillBackground(False)
        self.passage.setAutoFillBackground(False)
        left = QVBoxLayout()
        left.setContentsMargins(20, 14, 16, 10)
        left.setSpacing(2)
        left.addWidget(self.title)
        left.addWidget(self.where)
        left.addSpacing(8)
        left.addWidget(scroll, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(line(vertical=True))
        row.addWidget(self._side())

    def show_quote(self, quote: QuoteRecord | None, text: str = "", selected: int = 0) -> None:
        """Show a quote in its article's text; `selected` is how many quotes a decision will be about."""
        self._quote = quote
        self.setEnabled(quote is not None)
        self.passage.show_passage(quote, text)
        if quote is None:
            self.title.setText("")
            self.where.setText("")
            self.why.setText("")
            return
        self.title.setText(quote.title or "Untitled article")
        self.where.setText(" · ".join(part for part in (quote.outlet, long_date(quote.date)) if part))
        self.why.setText(quote.evidence or "Nothing is known about who spoke.")
        self.why.setToolTip("")
        self.speaker.show_speaker(quote.speaker, current().speaker(quote.colour if quote.speaker else None).ink)
        self.kind.choose(KINDS.index(quote.kind))
        restyle(self.confirm, "confirmed" if quote.status is Status.CONFIRMED else "primary")
        restyle(self.reject, "rejected" if quote.status is Status.REJECTED else "")
        self.confirm.setText("Confirmed" if quote.status is Status.CONFIRMED and selected < 2 else "Confirm")
        self.reject.setText("Rejected" if quote.status is Status.REJECTED and selected < 2 else "Reject")
        self.about.setText("" if selected < 2 else f"Decides about all {selected} selected quotes")
        self.about.setVisible(selected > 1)
        self.compare.setVisible(quote.printings > 1)
        self.compare.setText(f"Compare {quote.printings} printings")

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(px(WIDTH))
        box = QVBoxLayout(side)
        box.setContentsMargins(16, 14, 16, 12)
        box.setSpacing(6)
        self.speaker = SpeakerField()
        self.speaker.chosen.connect(self.speaker_chosen)
        box.addWidget(self.speaker)
        self.why = label("", "small", wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.why.setMaximumHeight(px(52))
        box.addWidget(self.why)
        box.addStretch(1)
        self.about = label("", "small")
        self.about.hide()
        box.addWidget(self.about)
        decide = QHBoxLayout()
        decide.setSpacing(8)
        self.confirm = KeyButton("Confirm", "A", "primary")
        self.confirm.clicked.connect(lambda: self.decided.emit(Status.CONFIRMED))
        self.reject = KeyButton("Reject", "X")
        self.reject.clicked.connect(lambda: self.decided.emit(Status.REJECTED))
        decide.addWidget(self.confirm)
        decide.addWidget(self.reject)
        box.addLayout(decide)
        self.kind = Segmented(["Said", "Written", "Nobody’s words"], name="Kind")
        self.kind.chosen.connect(lambda place: self.kind_chosen.emit(KINDS[place]))
        box.addWidget(self.kind)
        links = QHBoxLayout()
        links.setSpacing(8)
        self.open = button("Open in article", "link", tip="Enter")
        self.open.clicked.connect(self.opened)
        self.compare = button("Compare", "link")
        self.compare.clicked.connect(self._compare)
        links.addWidget(self.open)
        links.addWidget(self.compare)
        links.addStretch(1)
        box.addLayout(links)
        return side

    def _compare(self) -> None:
        if self._quote is not None and self._quote.statement_id:
            self.compared.emit(self._quote.statement_id)
