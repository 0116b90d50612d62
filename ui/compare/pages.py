"""The two pages made of cards: readings, one under the other, and printings side by side in columns that wrap."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.compare.card import Card, CardContent
from ui.compare.contents import column_card, reading_card
from ui.compare.scene import Scene
from ui.theme import px

GAP = 10
MARGIN = 2
COLUMN = 300
WIDE = 420
"""The least width of a card that has its sources at the left."""
SCROLLBAR = 14


class CardPage(QWidget):
    """Cards of one scene seen from a base. Keys: arrows choose a card, Enter opens it."""

    opened = Signal(str)
    chosen = Signal(str)

    wide = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Printings of the statement")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scene: Scene | None = None
        self.base = ""
        self.fold = True
        self.cards: list[Card] = []
        self.current = 0
        self._opened: dict[str, frozenset[int]] = {}
        self._unfolded: set[str] = set()
        self._pinned = _Area(self)
        self._rest = _Area(self)
        self._pinned.hide()

    def show_scene(self, scene: Scene | None, base: str, *, fold: bool) -> None:
        """Show a scene seen from the printing `base`; `fold` hides long agreement."""
        same = scene is not None and self.scene is not None and scene.statement.id == self.scene.statement.id
        chosen = self.cards[self.current].content.id if same and self.cards else ""
        if not same or base != self.base:
            self._opened = {}
        if not same:
            self._unfolded = set()
            self._rest.verticalScrollBar().setValue(0)
            self._pinned.verticalScrollBar().setValue(0)
        self.scene, self.base, self.fold = scene, base, fold
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(content) for content in self.contents()] if scene else []
        ids = [card.content.id for card in self.cards]
        self.current = ids.index(chosen) if chosen in ids else 0
        self._mark_current()
        self.arrange()

    def contents(self) -> list[CardContent]:
        """What the cards show, in their order; the base need not be first."""
        assert self.scene is not None
        base = self.scene.wording_of(self.base)
        return [
            reading_card(
                self.scene,
                wording,
                base,
                fold=self.fold,
                opened=self._opened.get(wording.id, frozenset()),
                unfolded=wording.id in self._unfolded,
            )
            for wording in self.scene.wordings
        ]

    def current_id(self) -> str:
        """The printing on the chosen card."""
        return self.cards[self.current].content.id if self.cards else ""

    def choose(self, printing_id: str) -> None:
        """Make the card that shows a printing the chosen one."""
        for place, card in enumerate(self.cards):
            if card.content.id == printing_id:
                self.current = place
        self._mark_current()
        self.chosen.emit(self.current_id())

    def step(self, step: int) -> None:
        """Choose the next card or the one before."""
        if self.cards:
            self.current = min(len(self.cards) - 1, max(0, self.current + step))
            self._mark_current()
            self._show_rect(self.cards[self.current], QRect(0, 0, 1, self.cards[self.current].height()))
            self.chosen.emit(self.current_id())

    def stops(self) -> list[tuple[int, int]]:
        """Every difference in reading order, as (card, segment)."""
        return [(place, segment) for place, card in enumerate(self.cards) for segment in card.departures()]

    def standing(self) -> int | None:
        """Which of the stops is shown now."""
        for number, (place, segment) in enumerate(self.stops()):
            if self.cards[place].difference == segment:
                return number
        return None

    def stand_at(self, number: int) -> None:
        """Show one of the stops."""
        place, segment = self.stops()[number]
        for card in self.cards:
            card.difference = None
            card.update()
        self.current = place
        self.cards[place].difference = segment
        self._mark_current()
        self._show_rect(self.cards[place], self.cards[place].rect_of(segment).toRect())

    def arrange(self) -> None:
        """Lay the cards out for the present width."""
        width = max(px(200), self.width() - SCROLLBAR)
        self._rest.setGeometry(0, 0, self.width(), self.height())
        y = MARGIN
        for card in self.cards:
            card.wide = width >= px(WIDE)
            card.setGeometry(MARGIN, y, width - 2 * MARGIN, card.height_for(width - 2 * MARGIN))
            card.place()
            y += card.height() + px(GAP)
        self._rest.canvas.resize(width, y)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps differently."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size: the colours are in the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.scene:
            self.show_scene(self.scene, self.base, fold=self.fold)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter and paging."""
        page = self._rest.viewport().height() - px(60)
        bar = self._rest.verticalScrollBar()
        key = Qt.Key(event.key())
        step = self.key_step(key)
        if step:
            self.step(step)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.cards:
            self.opened.emit(self.current_id())
        elif key == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier and self.cards:
            self.cards[self.current].copy()
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_Space}:
            bar.setValue(bar.value() + page)
        elif key == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - page)
        else:
            super().keyPressEvent(event)

    def key_step(self, key: Qt.Key) -> int:
        """How far an arrow key moves among the cards."""
        return {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -9999, Qt.Key.Key_End: 9999}.get(key, 0)

    def _card(self, content: CardContent) -> Card:
        card = Card(content, wide=self.wide, parent=self._rest.canvas)
        card.opened.connect(self.opened)
        card.chosen.connect(self._clicked)
        card.toggled.connect(self._toggle)
        card.unfolded.connect(self._unfold)
        card.show()
        return card

    def _clicked(self, printing_id: str) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(printing_id)

    def _toggle(self, printing_id: str, number: int) -> None:
        self._opened[printing_id] = self._opened.get(printing_id, frozenset()) ^ {number}
        self._renew(printing_id)

    def _unfold(self, printing_id: str) -> None:
        self._unfolded.add(printing_id)
        self._renew(printing_id)

    def _renew(self, printing_id: str) -> None:
        for card, content in zip(self.cards, self.contents(), strict=True):
            if card.content.id == printing_id:
                card.difference = None
                card.show_content(content)
        self.arrange()

    def _mark_current(self) -> None:
        for place, card in enumerate(self.cards):
            card.is_current = place == self.current
            card.update()

    def _show_rect(self, card: Card, rect: QRect) -> None:
        area = self._rest if self._rest.canvas.isAncestorOf(card) else self._pinned
        bar, view = area.verticalScrollBar(), area.viewport().height()
        top, bottom = card.y() + rect.top() - px(28), card.y() + rect.bottom() + px(28)
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + view:
            bar.setValue(min(top, bottom - view))


class ReadingsPage(CardPage):
    """One card a distinct wording."""


class ColumnsPage(CardPage):
    """One column a printing, in its article's context; the base stays in sight at the left while the others scroll."""

    wide = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = 1

    def contents(self) -> list[CardContent]:
        """The base first, then what differs from it, at last the same words in other places."""
        assert self.scene is not None
        same = self.scene.wording_of(self.base).printings
        printings = sorted(self.scene.printings, key=lambda p: 0 if p.id == self.base else 2 if p in same else 1)
        return [
            column_card(self.scene, p, printings[0], fold=self.fold, opened=self._opened.get(p.id, frozenset()))
            for p in printings
        ]

    def arrange(self) -> None:
        """The base at the left, the others in as many columns as fit, rows aligned at their first words."""
        count = len(self.cards)
        fits = max(1, (self.width() - SCROLLBAR) // px(COLUMN))
        self.columns = max(1, min(count, fits))
        pinned = self.columns > 1
        width = (self.width() - SCROLLBAR - 2 * MARGIN - (self.columns - 1) * px(GAP)) // self.columns
        left = (width + px(GAP)) if pinned else 0
        self._pinned.setVisible(pinned)
        self._pinned.setGeometry(0, 0, left, self.height())
        self._rest.setGeometry(left, 0, self.width() - left, self.height())
        heads = [card.measure(width) for card in self.cards]
        rows = self._rows(pinned)
        y = MARGIN
        for number, row in enumerate(rows):
            aligned = [*row, 0] if pinned and number == 0 else row
            for place in aligned:
                self.cards[place].head_height = max(heads[i][0] for i in aligned)
                self.cards[place].lead_height = max(heads[i][1] for i in aligned)
            height = max(self.cards[place].height_for(width) for place in row)
            for column, place in enumerate(row):
                self._put(self.cards[place], self._rest, QRect(MARGIN + column * (width + px(GAP)), y, width, height))
            y += height + px(GAP)
        self._rest.canvas.resize(self._rest.width() - SCROLLBAR, y)
        if pinned:
            height = self.cards[0].height_for(width)
            self._put(self.cards[0], self._pinned, QRect(MARGIN, MARGIN, width, height))
            self._pinned.canvas.resize(left, height + px(GAP))

    def key_step(self, key: Qt.Key) -> int:
        """Left and right to the neighbour, up and down by a row."""
        across = max(1, self.columns - 1)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: across, Qt.Key.Key_Up: -across}
        return steps.get(key, super().key_step(key))

    def _rows(self, pinned: bool) -> Sequence[Sequence[int]]:
        places = list(range(1 if pinned else 0, len(self.cards)))
        across = max(1, self.columns - 1) if pinned else 1
        return [places[i : i + across] for i in range(0, len(places), across)]

    def _put(self, card: Card, area: "_Area", rect: QRect) -> None:
        if card.parentWidget() is not area.canvas:
            card.setParent(area.canvas)
            card.show()
        card.setGeometry(rect)
        card.place()


class _Area(QScrollArea):
    """A quiet vertical scroll area with a canvas that its owner lays out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.canvas = QWidget()
        self.setWidget(self.canvas)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.canvas.setAutoFillBackground(False)
