"""Taking some quotes from a speaker: choose them in the list, say whose they are, then give them over in one deed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from quotedesk.store.records import SpeakerRecord
from ui.compare.pieces import count
from ui.offsets import shown
from ui.reader.speaker_field import Choice, SpeakerField
from ui.theme import current
from ui.widgets.small import button, label


class SplitPanel(QFrame):
    """What is to be done, whose the quotes are, and the button that does it."""

    given = Signal(object)
    """A `Choice`: the chosen quotes are this speaker's."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._number = 0
        self._choice: Choice | None = None
        self._everybody: list[SpeakerRecord] = []
        self.told = label("", "muted", wrap=True)
        self.field = SpeakerField()
        self.field.setPlaceholderText("Whose are they?")
        self.field.setAccessibleName("Whose the chosen quotes are")
        self.field.chosen.connect(self._choose)
        self.do = button("Give over", "primary", tip="Can be undone")
        self.do.clicked.connect(self._give)
        self.cancel = button("Cancel", "quiet")
        self.cancel.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.do)
        row.addWidget(self.cancel)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 12)
        box.setSpacing(8)
        box.addWidget(self.told)
        box.addLayout(row)
        self.hide()

    def begin(self, speaker_id: str, everybody: list[SpeakerRecord]) -> None:
        """Ask which quotes, and whose they are."""
        self._everybody = [speaker for speaker in everybody if speaker.id != speaker_id]
        self.field.set_speakers(self._everybody)
        self.field.show_speaker(None, current().muted)
        self._choice = None
        self.show_number(0)
        self.show()

    def show_number(self, number: int) -> None:
        """How many quotes are chosen."""
        self._number = number
        self._tell()

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        name = self._name(choice)
        colour = next((s.colour for s in self._everybody if s.id == choice.speaker_id), None)
        self.field.show_speaker(name, current().speaker(colour).ink)
        self.field.setText(name)
        self._tell()

    def _name(self, choice: Choice) -> str:
        known = next((s.name for s in self._everybody if s.id == choice.speaker_id), "")
        return choice.name or known or "nobody known"

    def _tell(self) -> None:
        ready = bool(self._number and self._choice)
        if not self._number:
            said = "Choose the quotes in the list that somebody else said."
        elif self._choice is None:
            said = f"{count(self._number, 'quote')} chosen. Whose are they?"
        else:
            goes = "go" if self._number > 1 else "goes"
            said = f"{count(self._number, 'quote')} {goes} to {shown(self._name(self._choice))}."
        self.told.setText(said)
        self.do.setEnabled(ready)

    def _give(self) -> None:
        if self._choice is not None and self._number:
            self.given.emit(self._choice)
