"""The field that says who speaks: type to find a known speaker by name or alias, or to make a new one in place."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QIcon, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from quotedesk.quote import SpeakerType
from quotedesk.store.records import SpeakerRecord
from ui import theme

LONGEST_LIST = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list: a known speaker, a new one of a type, or nobody (`speaker_id` None, `name` empty)."""

    text: str
    speaker_id: str | None = None
    name: str = ""
    type: SpeakerType = SpeakerType.PERSON


def matching(speakers: Sequence[SpeakerRecord], typed: str) -> list[SpeakerRecord]:
    """Speakers whose name or alias holds what was typed: beginnings first, then the most quoted."""
    wanted = typed.casefold().strip()

    def rank(speaker: SpeakerRecord) -> int:
        names = [speaker.name.casefold(), *(alias.casefold() for alias in speaker.aliases)]
        if any(name == wanted for name in names):
            return 0
        if names[0].startswith(wanted) or any(word.startswith(wanted) for word in names[0].split()):
            return 1
        if any(word.startswith(wanted) for name in names for word in name.split()):
            return 2
        return 3 if any(wanted in name for name in names) else 9

    ranked = sorted((rank(s), -s.quotes, s.name.casefold(), n) for n, s in enumerate(speakers))
    return [speakers[n] for r, _q, _name, n in ranked if r < 9]


def choices(speakers: Sequence[SpeakerRecord], typed: str) -> list[Choice]:
    """What the list offers for what was typed."""
    typed = " ".join(typed.split())
    if not typed:
        return [Choice("Nobody known"), *(Choice(s.name, s.id) for s in matching(speakers, "")[:LONGEST_LIST])]
    found = matching(speakers, typed)
    offered = []
    for speaker in found[:LONGEST_LIST]:
        alias = next((a for a in speaker.aliases if typed.casefold() in a.casefold()), "")
        shown = typed.casefold() in speaker.name.casefold() or not alias
        offered.append(Choice(speaker.name if shown else f"{speaker.name} ({alias})", speaker.id))
    if not any(s.name.casefold() == typed.casefold() for s in speakers):
        offered += [
            Choice(f"New person “{typed}”", name=typed, type=SpeakerType.PERSON),
            Choice(f"New institution “{typed}”", name=typed, type=SpeakerType.INSTITUTION),
            Choice(f"New unnamed source “{typed}”", name=typed, type=SpeakerType.UNNAMED),
        ]
    return offered


class SpeakerField(QLineEdit):
    """Shows a quote's speaker with a dot in its colour; a choice is emitted, never applied here.

    The list below it is a child of the window, so that the field keeps the keyboard while it is open.
    """

    chosen = Signal(object)
    """A Choice."""
    left = Signal()
    """Enter or Escape: the person wants back to the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Speaker")
        self.setPlaceholderText("Who said it?")
        self._speakers: Sequence[SpeakerRecord] = []
        self._choices: list[Choice] = []
        self._name = ""
        self._typed = False
        self._dot = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._dot.setToolTip("The speaker’s colour")
        self._list: QListWidget | None = None
        self.textEdited.connect(self._offer)

    def set_speakers(self, speakers: Sequence[SpeakerRecord]) -> None:
        """The desk's speakers, which are offered."""
        self._speakers = speakers

    def show_speaker(self, name: str | None, colour: QColor) -> None:
        """Shows who speaks; None is nobody known."""
        self._name = name or ""
        self._dot.setIcon(_dot(colour))
        if not self.hasFocus():
            self._rest()

    def offered(self) -> list[Choice]:
        """The lines of the open list; none while it is closed."""
        return self._choices if self._list and self._list.isVisible() else []

    def _rest(self) -> None:
        self._typed = False
        self.setText(self._name)
        self.setCursorPosition(0)
        self.setToolTip(self._name)

    def _offer(self, typed: str) -> None:
        self._typed = True
        self._choices = choices(self._speakers, typed)
        offered = self._open_list()
        offered.clear()
        offered.addItems([choice.text for choice in self._choices])
        offered.setCurrentRow(0)
        row = offered.sizeHintForRow(0)
        corner = self.mapTo(self.window(), self.rect().bottomLeft())
        room = max(3 * row, self.window().height() - corner.y() - 12)
        offered.resize(self.width(), min(row * len(self._choices) + 10, room))
        offered.move(corner)
        offered.show()
        offered.raise_()

    def _open_list(self) -> QListWidget:
        if self._list is None or self._list.parent() is not self.window():
            self._list = QListWidget(self.window())
            self._list.setProperty("look", "popup")
            self._list.setAccessibleName("Known speakers")
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
            self._list.itemClicked.connect(lambda item: self._take(item.listWidget().row(item)))
        return self._list

    def _close_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _take(self, row: int) -> None:
        self._close_list()
        choice = self._choices[row]
        self._typed = False
        self.chosen.emit(choice)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down choose a line, Enter takes it, Escape gives up."""
        key = event.key()
        open_list = self._list if self._list and self._list.isVisible() else None
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if open_list is None:
                self._offer(self.text() if self._typed else "")
            else:
                step = 1 if key == Qt.Key.Key_Down else -1
                open_list.setCurrentRow((open_list.currentRow() + step) % open_list.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if open_list is not None:
                self._take(max(0, open_list.currentRow()))
            else:
                self.left.emit()
        elif key == Qt.Key.Key_Escape:
            self._close_list()
            self._rest()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """All is selected, so that typing replaces it."""
        super().focusInEvent(event)
        self._typed = False
        self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the list with everybody."""
        super().mouseReleaseEvent(event)
        if not self._typed and not self.offered():
            self.selectAll()
            self._offer("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed but not chosen is forgotten."""
        super().focusOutEvent(event)
        self._close_list()
        self._rest()

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with the field."""
        super().hideEvent(event)
        self._close_list()


def _dot(colour: QColor) -> QIcon:
    side = theme.px(16) * 2
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(pixmap.rect().adjusted(side // 5, side // 5, -side // 5, -side // 5))
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)
