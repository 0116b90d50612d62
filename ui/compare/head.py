"""Over the printings: what is compared, the switches of how it is shown, and the question that a suggestion asks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from quotedesk.store.releases import ReleasePart
from ui.compare.judging import Grouper, PairBar, PrintingMenu
from ui.compare.pieces import count
from ui.compare.scene import Scene
from ui.compare.summary import title
from ui.theme import px
from ui.widgets.flow import FlowLayout
from ui.widgets.small import Elided, Segmented, button, label

BASE, BASE_EDGES = 240, 54
"""How wide the field of the base may become, and what its edges and arrow take of that."""


MOST_PARTS = 4
"""How many other parts of a release are named; the rest are counted."""
_ANY_HEIGHT = 16_777_215
LOW = 560
"""Below this height of the view the printings need the room that the head would take."""
NARROW = 700
"""Below this width of the view the switches need the room of the count of differences."""


class Head(QWidget):
    """Heading, switches and differences. It only tells what is wanted."""

    mode_chosen = Signal(int)
    fold_chosen = Signal(bool)
    base_chosen = Signal(str)
    stepped = Signal(int)
    two_wanted = Signal(bool)
    part_wanted = Signal(str)

    def __init__(self, grouper: Grouper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Elided("", "heading", Qt.TextElideMode.ElideRight)
        self.meta = label("", "muted", wrap=True)
        self.release = QWidget()
        self.release.setAccessibleName("Same release or speech")
        self._parts = FlowLayout(self.release, gap=4, row_gap=0)
        self.release.hide()
        self._tight = False
        self.modes = Segmented(["Readings", "Side by side", "Words"], name="Layout")
        self.modes.chosen.connect(self.mode_chosen)
        self.folding = Segmented(["Differences", "Whole text"], name="Text")
        self.folding.chosen.connect(lambda place: self.fold_chosen.emit(place == 0))
        self.bases = QComboBox()
        self.bases.setAccessibleName("Base: the printing that the others are compared with")
        self.bases.setToolTip("The printing that the others are compared with")
        self.bases.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.bases.setMaximumWidth(px(BASE))
        self.bases.activated.connect(lambda place: self.base_chosen.emit(self.bases.itemData(place)))
        self.two = button("Only these two", "toggle", tip="Show only the base and the chosen printing (F)")
        self.two.setCheckable(True)
        self.two.clicked.connect(self.two_wanted)
        self.grouping = PrintingMenu(grouper.entries)
        self.counter = label("", "muted")
        self.counter.setContentsMargins(0, px(7), 6, 0)
        self.before = button("‹", "quiet", tip="Previous difference (Shift+F8)", name="Previous difference")
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after = button("›", "quiet", tip="Next difference (F8)", name="Next difference")
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        switches = QWidget()
        flow = FlowLayout(switches, gap=14, row_gap=8)
        base_box = QWidget()
        base = QHBoxLayout(base_box)
        base.setContentsMargins(0, 0, 0, 0)
        base.setSpacing(6)
        base.addWidget(label("Base", "muted"))
        base.addWidget(self.bases)
        for part in (self.modes, self.folding, base_box, self.two):
            flow.addWidget(part)
        bar = QHBoxLayout()
        bar.setSpacing(2)
        bar.addWidget(switches, 1)
        for step in (self.counter, self.before, self.after):
            bar.addWidget(step, 0, Qt.AlignmentFlag.AlignTop)
        self.pair_bar = PairBar()
        self.pair_bar.answered.connect(lambda same: grouper.judge(same=same))
        self.pair_bar.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.heading, 1)
        top.addWidget(self.grouping, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(top)
        box.addSpacing(3)
        box.addWidget(self.meta)
        box.addWidget(self.release)
        box.addSpacing(14)
        box.addWidget(self.pair_bar)
        self._gap = QSpacerItem(0, 0)
        box.addItem(self._gap)
        box.addLayout(bar)

    def say(self, heading: str, facts: str) -> None:
        """What is compared, and what is known of it."""
        self.heading.setText(heading)
        self.meta.setText(facts)
        self.meta.setToolTip(facts)

    def fit(self, width: int, height: int) -> None:
        """Leaves room to the printings in a view of that size: one line for the facts, none for the release, no count.

        What is cut off says itself in a tooltip, the release's parts stand in the list too.
        """
        tight = height < px(LOW)
        self.counter.setVisible(width >= px(NARROW))
        self.meta.setMaximumHeight(self.meta.fontMetrics().height() if tight else _ANY_HEIGHT)
        self.release.setVisible(self._parts.count() > 0 and not tight)
        self._tight = tight

    def ask(self, on: bool, *, may_answer: bool = True) -> None:
        """Show the question of a suggestion; what is about statements goes meanwhile."""
        self.pair_bar.setVisible(on)
        self.pair_bar.setEnabled(may_answer)
        self.grouping.setVisible(not on)
        self.two.setVisible(not on)
        self._gap.changeSize(0, px(12) if on else 0)

    def show_release(self, parts: Sequence[ReleasePart]) -> None:
        """The other parts of the statement's release, as links; nothing where there are none."""
        while self._parts.count():
            item = self._parts.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        self.release.setVisible(bool(parts) and not self._tight)
        if not parts:
            return
        caption = label("Same release or speech:", "muted")
        caption.setContentsMargins(0, px(3), 0, px(3))  # as high as a link, on one line with it
        self._parts.addWidget(caption)
        for part in parts[:MOST_PARTS]:
            words = f"“{title(part.text, 6)}”"
            link = button(words, "link", tip=f"{part.text}\n{', '.join(part.outlets)}", name=f"Same release: {words}")
            link.setAutoDefault(False)
            link.clicked.connect(lambda _=False, id=part.id: self.part_wanted.emit(id))
            self._parts.addWidget(link)
        if len(parts) > MOST_PARTS:
            self._parts.addWidget(label(f"and {count(len(parts) - MOST_PARTS, 'other')}", "muted"))

    def show_bases(self, scene: Scene, base: str) -> None:
        """The printings that the others can be compared with, and which one is the base."""
        self.bases.clear()
        seen: set[str] = set()
        metrics = self.bases.fontMetrics()
        for printing in scene.printings:
            name = printing.source
            if name in seen:
                name = f"{name}, {title(printing.text, 3)}"
            seen.add(name)
            self.bases.addItem(
                metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, px(BASE - BASE_EDGES)), printing.id
            )
            self.bases.setItemData(self.bases.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
        self.bases.setCurrentIndex(max(0, self.bases.findData(base)))

    def show_count(self, total: int, standing: int | None) -> None:
        """How many differences there are, and which of them is shown."""
        text = "no differences" if not total else count(total, "difference")
        self.counter.setText(text if standing is None else f"{standing + 1} of {text}")
        for part in (self.before, self.after):
            part.setEnabled(total > 0)


def keys_line() -> FlowLayout:
    """The keys of the comparison, in one line where there is room for it."""
    flow = FlowLayout(gap=16)
    for what, key in (
        ("Next difference", "F8"),
        ("make base", "B"),
        ("open in article", "Enter"),
        ("layout", "1 2 3"),
        ("whole text", "D"),
        ("only two", "F"),
    ):
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(label(what, "small"))
        row.addWidget(label(key, "key"))
        flow.addWidget(pair)
    return flow
