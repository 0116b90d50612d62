"""Making two speakers one: choose the one that stays, read what will happen, then do it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from quotedesk.store.records import SpeakerRecord
from ui.compare.pieces import count
from ui.reader.speaker_field import Choice, SpeakerField
from ui.theme import current
from ui.widgets.small import button, label


def preview(gone: SpeakerRecord, kept: SpeakerRecord) -> str:
    """One line: what merging does."""
    total = gone.quotes + kept.quotes
    names = [gone.name, *gone.aliases]
    listed = ", ".join(f"“{name}”" for name in names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    verb = "becomes another name" if len(names) == 1 else "become other names"
    gives = f"{count(gone.quotes, 'quote')} of {gone.name} go" if gone.quotes != 1 else f"1 quote of {gone.name} goes"
    return f"{gives} to {kept.name}, who then has {total}; {listed} {verb} of {kept.name}."


class MergePanel(QFrame):
    """A button that unfolds into a field, a preview line and the button that does it."""

    merged = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speaker: SpeakerRecord | None = None
        self._everybody: list[SpeakerRecord] = []
        self.into: SpeakerRecord | None = None
        self.start = button("Merge into another speaker…", tip="Two records are the same person or body")
        self.start.clicked.connect(self.unfold)
        self.field = SpeakerField()
        self.field.setPlaceholderText("Who is it really?")
        self.field.setAccessibleName("The speaker that stays")
        self.field.chosen.connect(self._choose)
        self.preview = label("", "muted", wrap=True)
        self.do = button("Merge", "primary", tip="Can be undone")
        self.do.clicked.connect(self._merge)
        self.cancel = button("Cancel", "quiet")
        self.cancel.clicked.connect(self.fold)
        buttons = QHBoxLayout()
        buttons.addWidget(self.do)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        self.details = QFrame()
        self.details.setProperty("look", "card")
        inside = QVBoxLayout(self.details)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(8)
        inside.addWidget(self.field)
        inside.addWidget(self.preview)
        inside.addLayout(buttons)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addStretch(1)
        box.addLayout(row)
        box.addWidget(self.details)
        self.fold()

    def show_speaker(self, speaker: SpeakerRecord, everybody: list[SpeakerRecord], *, another: bool) -> None:
        """The speaker that would go."""
        self._speaker = speaker
        self._everybody = [other for other in everybody if other.id != speaker.id]
        self.field.set_speakers(self._everybody)
        self.start.setEnabled(bool(self._everybody))
        if another:
            self.fold()

    def unfold(self) -> None:
        """Ask who stays."""
        self.into = None
        self.details.show()
        self.start.hide()
        self.do.setEnabled(False)
        self.preview.setText("Choose the speaker that stays.")
        self.field.show_speaker(None, current().muted)
        self.field.setFocus()

    def fold(self) -> None:
        """Never mind."""
        self.into = None
        self.details.hide()
        self.start.show()

    def _choose(self, choice: Choice) -> None:
        self.into = next((s for s in self._everybody if s.id == choice.speaker_id), None)
        if self.into is None or self._speaker is None:
            self.preview.setText("Choose a speaker who is on the desk already.")
            self.do.setEnabled(False)
            return
        self.field.show_speaker(self.into.name, current().speaker(self.into.colour).ink)
        self.field.setText(self.into.name)
        self.preview.setText(preview(self._speaker, self.into))
        self.do.setEnabled(True)

    def _merge(self) -> None:
        if self.into is not None:
            into = self.into.id
            self.fold()
            self.merged.emit(into)
