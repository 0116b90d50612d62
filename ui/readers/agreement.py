"""How far two readers agree, in a window of its own: the figures, how they come about, and where the two differ."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from quotedesk.agreement import Agreement, Difference, Judgement, explanation
from quotedesk.errors import QuoteDeskError
from quotedesk.store import quotes, readers
from quotedesk.store.desk import Desk
from quotedesk.store.records import Changes, QuoteRecord
from quotedesk.store.words import counted
from ui.offsets import shown
from ui.session import DeskSession
from ui.theme import px
from ui.widgets.row import ClickRow
from ui.widgets.small import button, caption, label, line

MOST = 200
"""How many differences are listed; the rest are counted."""
LONGEST = 160
BLIND = "You read blind: how far you agree would tell what others decided. Stop reading blind in the settings first."
EDGES = "Edges are shared; of quotes that somebody decided about while reading blind, those count that they had then."
TOO_FEW = "Two readers have to have decided something on this desk before they can be compared."


def words(judged: Judgement | None) -> str:
    """What a reader made of a quote."""
    if judged is None:
        return "did not mark it"
    return judged.speaker if judged.accepted else "no quote"


class AgreementWindow(QDialog):
    """Two readers chosen at the top; a click on a difference shows the quote."""

    open_quote = Signal(str)

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWindowTitle("How far two readers agree")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(760), px(680))
        self.a, self.b = QComboBox(), QComboBox()
        top = QHBoxLayout()
        top.setContentsMargins(24, 16, 24, 14)
        top.setSpacing(10)
        for field, name in ((self.a, "First reader"), (self.b, "Second reader")):
            field.setAccessibleName(name)
            field.setMinimumWidth(px(190))
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.activated.connect(lambda _place: self.refresh())
        top.addWidget(self.a)
        top.addWidget(label("and", "muted"))
        top.addWidget(self.b)
        top.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        close = button("Close", "primary")
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 14)
        foot.addWidget(
            label(
                "Edges are shared, but for those of quotes that somebody decided about while reading blind.", "small"
            ),
            1,
        )
        foot.addWidget(close)
        body = QFrame()
        body.setProperty("look", "panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(line())
        column.addWidget(self.area, 1)
        column.addWidget(line())
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        names = [reader.name for reader in readers.listed(session.desk) if reader.quotes]
        for field, place in ((self.a, 0), (self.b, 1)):
            field.addItems(names)
            field.setCurrentIndex(min(place, len(names) - 1))
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, _changes: Changes | None = None) -> None:
        """Compares the two readers anew, beside the window's own work."""
        a, b = self.a.currentText(), self.b.currentText()
        if self.session.desk.blind:
            self._say(BLIND)
            return
        if not a or not b or a == b:
            self._say("Choose two different readers." if a and b else TOO_FEW)
            return

        def compared(desk: Desk) -> tuple[Agreement, list[QuoteRecord]] | str:
            try:
                found = readers.agreement(desk, a, b)
                return found, quotes.several(desk, [difference.quote for difference in found.differences[:MOST]])
            except QuoteDeskError as error:
                return str(error)

        self.session.read(compared, lambda found: self._show(found, a, b))

    def _say(self, sentence: str) -> None:
        body, column = _page()
        column.addWidget(label(sentence, "muted", wrap=True))
        column.addStretch(1)
        self.area.setWidget(body)

    def _show(self, found: tuple[Agreement, list[QuoteRecord]] | str, a: str, b: str) -> None:
        if isinstance(found, str):
            self._say(found)
            return
        agreement, records = found
        body, column = _page()
        column.addLayout(_figures(agreement))
        for title, told in explanation(agreement, shown(a), shown(b)):
            column.addSpacing(8)
            column.addWidget(caption(title))
            column.addWidget(label(told, wrap=True))
        column.addSpacing(16)
        number = len(agreement.differences)
        column.addWidget(caption(f"They differ in {counted(number, 'quote')}"))
        by_id = {record.id: record for record in records}
        for difference in agreement.differences[:MOST]:
            if (record := by_id.get(difference.quote)) is not None:
                column.addWidget(self._row(difference, record, a, b))
        if number > MOST:
            column.addWidget(label(f"… and {number - MOST:,} more.", "muted"))
        column.addStretch(1)
        self.area.setWidget(body)

    def _row(self, difference: Difference, quote: QuoteRecord, a: str, b: str) -> ClickRow:
        text = shown(" ".join(quote.text.split()))
        text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        said = f"{a}: {words(difference.a)} · {b}: {words(difference.b)}{' · other edges' * difference.in_edges}"
        row = ClickRow(f"{text}. {said}")
        row.setToolTip("Show this quote in its article")
        column = QVBoxLayout(row)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(2)
        column.addWidget(label(f"“{text}”", wrap=True))
        column.addWidget(label(shown(said), "strong", wrap=True))
        column.addWidget(label(shown(" · ".join(p for p in (quote.outlet, quote.title) if p)), "small", wrap=True))
        row.pressed.connect(lambda: self.open_quote.emit(quote.id))
        return row


def _figures(found: Agreement) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for name, value in (
        ("Span F1", found.f1), ("Cohen’s kappa", found.kappa), ("Krippendorff’s alpha", found.alpha),
    ):  # fmt: skip
        card = QFrame()
        card.setProperty("look", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 14, 10)
        inside.setSpacing(0)
        figure = label("–" if value is None else f"{value:.3f}", "title")
        inside.addWidget(figure)
        inside.addWidget(label(name, "small"))
        card.setAccessibleName(f"{name}: {'not defined' if value is None else f'{value:.3f}'}")
        row.addWidget(card, 1)
    return row


def _page() -> tuple[QFrame, QVBoxLayout]:
    body = QFrame()
    body.setProperty("look", "panel")
    column = QVBoxLayout(body)
    column.setContentsMargins(24, 18, 24, 18)
    column.setSpacing(4)
    return body, column
