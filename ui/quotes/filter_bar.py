"""What restricts the table of quotes, with the number of results: words, speaker, outlet, status, kind, and more."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from quotedesk.quote import Kind, Status
from quotedesk.store.records import QuoteFilter, SavedFilterRecord, SpeakerRecord
from ui.quotes.model import KINDS
from ui.quotes.more_filters import MoreFilters
from ui.quotes.saved import SavedFilters
from ui.theme import px
from ui.widgets.flow import FlowLayout
from ui.widgets.small import button, label

PAUSE = 180
"""Milliseconds of quiet after a keystroke before the desk is searched."""
ONE_ROW = 880
"""How wide the bar is at least where everything stands in one row."""
STATUSES = {Status.SUGGESTED: "suggested", Status.CONFIRMED: "confirmed", Status.REJECTED: "rejected"}
UNKNOWN = "unknown"


class FilterBar(QFrame):
    """Tells of a new `QuoteFilter`; what restricts shows as chips that a click takes away."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._article_ids: frozenset[str] = frozenset()
        self._mention = ""
        self._asked = QuoteFilter()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the words of quotes")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search the words of quotes")
        self.search.setMinimumWidth(px(160))
        self.speaker = _combo("Speaker", [("All speakers", "")])
        self.outlet = _combo("Outlet", [("All outlets", "")])
        self.status = _combo("Status", [("Any status", ""), *((w.capitalize(), s.value) for s, w in STATUSES.items())])
        self.kind = _combo("Kind", [("Any kind", ""), *((w.capitalize(), k.value) for k, w in KINDS.items())])
        self.count = label("", "muted")
        self.clear_button = button("Clear", "link", tip="Show all quotes again")
        self.clear_button.clicked.connect(self.clear)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda: self._timer.start())
        self.search.returnPressed.connect(self._tell)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        self._row.addWidget(self.search, 1)
        self._row.addLayout(row)
        for combo in (self.speaker, self.outlet, self.status, self.kind):
            combo.activated.connect(self._tell)
            row.addWidget(combo)
        self.more = MoreFilters()
        self.more.hide()
        self.more.changed.connect(self._tell)
        self.more_button = button("More", "link", tip="Dates, notes, flags, how sure, printed how often, saved filters")
        self.more_button.setCheckable(True)
        self.more_button.toggled.connect(self.more.setVisible)
        self.saved = SavedFilters()
        self.saved.chosen.connect(self.set_filter)
        self.more.row.addWidget(self.saved)
        row.addWidget(self.more_button)
        row.addSpacing(8)
        row.addWidget(self.count)
        self._chip_row = QWidget()
        self._chips = FlowLayout(self._chip_row)
        self._chip_row.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(10)
        box.addLayout(self._row)
        box.addWidget(self.more)
        box.addWidget(self._chip_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where all in one row would be cut, the search has a row of its own."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction.TopToBottom if self.width() < px(ONE_ROW) else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)

    def filter(self) -> QuoteFilter:
        """What is asked for."""
        wanted = QuoteFilter(
            speaker=self.speaker.currentData() or "",
            outlet=self.outlet.currentData() or "",
            status=Status(self.status.currentData()) if self.status.currentData() else None,
            kind=Kind(self.kind.currentData()) if self.kind.currentData() else None,
            search=self.search.text().strip(),
            article_ids=self._article_ids,
            mention=self._mention,
        )
        return self.more.laid_over(wanted)

    def set_filter(self, wanted: QuoteFilter) -> None:
        """Ask for something else."""
        self._article_ids = wanted.article_ids
        self._mention = wanted.mention
        self.more.show_filter(wanted)
        self.search.setText(wanted.search)
        for combo, value in (
            (self.speaker, wanted.speaker),
            (self.outlet, wanted.outlet),
            (self.status, wanted.status or ""),
            (self.kind, wanted.kind or ""),
        ):
            combo.setCurrentIndex(max(0, combo.findData(value)))
        self._tell()

    def clear(self) -> None:
        """Ask for everything."""
        self.set_filter(QuoteFilter())

    def offer(self, speakers: Sequence[SpeakerRecord], outlets: Sequence[str]) -> None:
        """The speakers and outlets to choose from; what was chosen stays chosen."""
        quoted = sorted((s for s in speakers if s.quotes), key=lambda s: (-s.quotes, s.name.casefold()))
        rest = [("Unknown speaker", UNKNOWN), *((f"{s.name}  ({s.quotes})", s.id) for s in quoted)]
        _refill(self.speaker, [("All speakers", ""), *rest])
        _refill(self.outlet, [("All outlets", ""), *((outlet, outlet) for outlet in outlets)])

    def offer_saved(self, saved: Sequence[SavedFilterRecord]) -> None:
        """The filters that were saved."""
        self.saved.offer(saved)

    def show_count(self, total: int, selected: int, *, whole: bool = True) -> None:
        """How many quotes there are (the first of them only, where not `whole`), and how many of them are selected."""
        words = f"{total:,} quote{'s' if total != 1 else ''}".replace(",", " ") if whole else "counting…"
        self.count.setText(f"{words} · {selected} selected" if selected > 1 else words)

    def _tell(self) -> None:
        self._timer.stop()
        wanted = self.filter()
        self._show_chips(wanted)
        self.saved.show_filter(wanted)
        if wanted != self._asked:
            self._asked = wanted
            self.changed.emit(wanted)

    def _show_chips(self, wanted: QuoteFilter) -> None:
        self._chips.removeWidget(self.clear_button)
        self.clear_button.setParent(self)
        self.clear_button.hide()
        self._chips.clear()
        chips = [
            (f"“{wanted.search}”", replace(wanted, search="")) if wanted.search else None,
            (self.speaker.currentText(), replace(wanted, speaker="")) if wanted.speaker else None,
            (self.outlet.currentText(), replace(wanted, outlet="")) if wanted.outlet else None,
            (self.status.currentText(), replace(wanted, status=None)) if wanted.status else None,
            (self.kind.currentText(), replace(wanted, kind=None)) if wanted.kind else None,
            (f"named “{wanted.mention}”", replace(wanted, mention="")) if wanted.mention else None,
            (f"from {wanted.since}", replace(wanted, since="")) if wanted.since else None,
            (f"to {wanted.until}", replace(wanted, until="")) if wanted.until else None,
            (f"sure below {wanted.sure_below:.2f}", replace(wanted, sure_below=None)) if wanted.sure_below else None,
            (f"printed {wanted.printings}+ times", replace(wanted, printings=0)) if wanted.printings else None,
            ("with a note", replace(wanted, noted=False)) if wanted.noted else None,
            ("flagged", replace(wanted, flagged=False)) if wanted.flagged else None,
            ("in whole articles", replace(wanted, whole_articles=False)) if wanted.whole_articles else None,
            ("One article", replace(wanted, article_ids=frozenset())) if wanted.article_ids else None,
        ]
        found = [chip for chip in chips if chip]
        for text, without in found:
            chip = button(f"{text.split('  (')[0]}  ×", "chip", tip="Take this away", name=f"Without {text}")
            chip.clicked.connect(lambda _checked=False, without=without: self.set_filter(without))
            chip.setMinimumHeight(px(24))
            self._chips.addWidget(chip)
        if found:
            self._chips.addWidget(self.clear_button)
            self.clear_button.show()
        self._chip_row.setVisible(bool(found))


def _combo(name: str, entries: Sequence[tuple[str, str]]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setMaximumWidth(px(210))
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(10)
    combo.setMaxVisibleItems(20)
    for text, data in entries:
        combo.addItem(text, data)
    return combo


def _refill(combo: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for text, data in entries:
        combo.addItem(text, data)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)
