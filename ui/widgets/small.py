"""Labels, key caps, switches and the like: the small parts that every view shares."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


def label(text: str = "", look: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label with one of the stylesheet's looks (`strong`, `muted`, `small`, `caption`, `key`, ...)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    return made


def caption(text: str) -> QLabel:
    """The small capitals over a section of a panel."""
    return label(text.upper(), "caption")


def button(text: str, look: str = "", *, tip: str = "", name: str = "") -> QPushButton:
    """A push button with one of the stylesheet's looks; `name` is what a screen reader says, the text if empty."""
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setAccessibleName(name or text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if look:
        made.setProperty("look", look)
    return made


def line(*, vertical: bool = False) -> QFrame:
    """A hairline between two parts."""
    made = QFrame()
    made.setProperty("look", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def restyle(widget: QWidget, look: str) -> None:
    """Gives a widget another look of the stylesheet."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Elided(QLabel):
    """One line of text that is cut where it does not fit, in the middle unless told, and then whole in a tooltip."""

    def __init__(self, text: str = "", look: str = "", cut: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__(text)
        self._cut = cut
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if look:
            self.setProperty("look", look)

    def sizeHint(self) -> QSize:
        """As wide as the text; the layout may give less."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(24, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tooltip appears only where something is hidden."""
        super().resizeEvent(event)
        self._tell()

    def setText(self, text: str) -> None:
        """Another text."""
        super().setText(text)
        self._tell()

    def _tell(self) -> None:
        hidden = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if hidden else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As much of the text as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        shown = QFontMetrics(self.font()).elidedText(self.text(), self._cut, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class Segmented(QFrame):
    """A switch of a few words, one of which is chosen; `chosen` carries its place."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "switch")
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        for place, word in enumerate(words):
            part = button(word, "segment", name=f"{name}: {word}")
            part.setCheckable(True)
            self._group.addButton(part, place)
            row.addWidget(part)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    def choose(self, place: int) -> None:
        """Shows a part as chosen, without telling anybody."""
        self._group.button(place).setChecked(True)

    def rename(self, place: int, word: str) -> None:
        """Another word on one of the parts."""
        self._group.button(place).setText(word)
        self._group.button(place).setAccessibleName(f"{self.accessibleName()}: {word}")

    def place(self) -> int:
        """Which part is chosen."""
        return self._group.checkedId()
