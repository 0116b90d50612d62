"""One speaker's record as a form; every field is kept as soon as it is left."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from quotedesk.quote import SpeakerType
from quotedesk.rosters import QID
from quotedesk.store.records import SpeakerRecord
from ui.speakers.merging import MergePanel
from ui.speakers.parts import Names, Palette, Roles
from ui.theme import current, px
from ui.widgets.small import Segmented, button, caption, label

TYPES = (SpeakerType.PERSON, SpeakerType.INSTITUTION, SpeakerType.UNNAMED)
PAUSE = 900
"""Milliseconds without a keystroke after which a note is kept."""


class SpeakerDetail(QScrollArea):
    """Tells of what the person changed as keyword fields of `speakers.edit`; keeps nothing itself."""

    edited = Signal(str, object)
    """The speaker and a dictionary of fields (as an object: Qt would turn what is in a dict into its own types)."""
    merged = Signal(str, str)
    deleted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.speaker: SpeakerRecord | None = None
        self.setAccessibleName("Speaker")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.name = QLineEdit()
        self.name.setAccessibleName("Name")
        self.name.editingFinished.connect(self._rename)
        self._dress()
        self.type = Segmented(["Person", "Institution", "Unnamed source"], name="Type")
        self.type.chosen.connect(lambda place: self._tell(type=TYPES[place]))
        self.palette_ = Palette()
        self.palette_.chosen.connect(lambda colour: self._tell(colour=colour))
        self.names = Names()
        self.names.changed.connect(lambda names: self._tell(aliases=names))
        self.roles = Roles()
        self.roles.changed.connect(lambda roles: self._tell(roles=roles))
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("Who this is, and how you know")
        self.note.setFixedHeight(px(84))
        self.note.setTabChangesFocus(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep_note)
        self.note.textChanged.connect(self._timer.start)
        self.qid = QLineEdit()
        self.qid.setAccessibleName("Wikidata QID")
        self.qid.setPlaceholderText("Q22686")
        self.qid.setToolTip("The speaker's item in Wikidata: a Q and a number")
        self.qid.setFixedWidth(px(150))
        self.qid.editingFinished.connect(self._keep_qid)
        self.qid_wrong = label("That is no Wikidata item; write a Q and its number, as in Q22316.", "bad", wrap=True)
        self.qid_wrong.hide()
        self.merging = MergePanel()
        self.merging.merged.connect(self._merge)
        self.delete = button("Delete speaker", "danger", tip="Nobody has given a quote to this speaker")
        self.delete.clicked.connect(self._delete)
        self.setWidget(self._form())
        self.viewport().setAutoFillBackground(False)

    def show_speaker(self, speaker: SpeakerRecord, everybody: list[SpeakerRecord]) -> None:
        """Show a speaker; a field that the person is writing in keeps what is written."""
        if self.speaker is not None and self.speaker.id != speaker.id:
            self.keep_note()
        another = self.speaker is None or self.speaker.id != speaker.id
        self.speaker = speaker
        for field, text in ((self.name, speaker.name), (self.qid, speaker.qid)):
            if another or not (field.hasFocus() and field.isModified()):
                field.setText(text)
                field.setCursorPosition(0)
        self.qid.setStyleSheet("")
        self.qid_wrong.hide()
        self.type.choose(TYPES.index(speaker.type) if speaker.type in TYPES else 0)
        self.palette_.choose(speaker.colour)
        if another:
            self.names.fold()
            self.names.field.clear()
        self.names.show_names(speaker.aliases)
        self.roles.show_roles(speaker.roles, another=another)
        if another or not self.note.hasFocus():
            if self.note.toPlainText() != speaker.note:
                self.note.blockSignals(True)
                self.note.setPlainText(speaker.note)
                self.note.blockSignals(False)
            self._timer.stop()
        self.delete.setVisible(speaker.quotes == 0)
        self.merging.show_speaker(speaker, everybody, another=another)
        if another:
            self.verticalScrollBar().setValue(0)

    def keep_note(self) -> None:
        """Keep the note if it was changed."""
        self._timer.stop()
        if self.speaker is not None and self.note.toPlainText().strip() != self.speaker.note:
            self._tell(note=self.note.toPlainText().strip())

    def _form(self) -> QWidget:
        form = QWidget()
        form.setAutoFillBackground(False)
        box = QVBoxLayout(form)
        box.setContentsMargins(24, 22, 24, 22)
        box.setSpacing(7)
        box.addWidget(self.name)
        box.addSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self.type)
        row.addStretch(1)
        box.addLayout(row)
        for title, part in (
            ("Colour", self.palette_),
            ("Other names", self.names),
            ("Roles", self.roles),
            ("Note", self.note),
            ("Wikidata", self.qid),
        ):
            box.addSpacing(9)
            box.addWidget(caption(title))
            box.addWidget(part)
        box.addWidget(self.qid_wrong)
        box.addSpacing(14)
        box.addWidget(self.merging)
        box.addSpacing(4)
        last = QHBoxLayout()
        last.addWidget(self.delete)
        last.addStretch(1)
        box.addLayout(last)
        box.addStretch(1)
        return form

    def _tell(self, **fields: object) -> None:
        if self.speaker is not None:
            self.edited.emit(self.speaker.id, fields)

    def _dress(self) -> None:
        self.name.setStyleSheet(f'font-family: "Noto Serif"; font-size: {px(18)}px; font-weight: 600;')

    def _merge(self, into: str) -> None:
        if self.speaker is not None:
            self.merged.emit(self.speaker.id, into)

    def _delete(self) -> None:
        if self.speaker is not None:
            self.deleted.emit(self.speaker.id)

    def _rename(self) -> None:
        name = " ".join(self.name.text().split())
        if self.speaker is None or name == self.speaker.name:
            return
        if name:
            self.name.setModified(False)
            self._tell(name=name)
        else:
            self.name.setText(self.speaker.name)

    def _keep_qid(self) -> None:
        text = self.qid.text().strip()
        right = not text or QID.fullmatch(text) is not None
        self.qid_wrong.setHidden(right)
        self.qid.setStyleSheet("" if right else f"border-color: {current().bad.name()};")
        if right and self.speaker is not None and text != self.speaker.qid:
            self.qid.setModified(False)
            self._tell(qid=text)
