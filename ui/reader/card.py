"""The quote card: who said it, why the desk says so, what was decided, who else prints it, what somebody noted."""

import html
import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from quotedesk.collation.statement import Statement
from quotedesk.quote import Kind, Status
from quotedesk.store.records import QuoteRecord, SpeakerRecord
from ui import theme
from ui.keymap import key_of
from ui.reader.card_parts import EdgeKeys, Empty, Note
from ui.reader.offers import offered
from ui.reader.printed import PrintedIn
from ui.reader.speaker_field import SpeakerField
from ui.widgets.flow import FlowLayout
from ui.widgets.keys import KeyButton
from ui.widgets.small import button, caption, label, restyle

KINDS = ((Kind.SPEECH, "said"), (Kind.WRITTEN, "written"), (Kind.OTHER, "nobody’s"))


class QuoteCard(QFrame):
    """Shows one quote and passes on what the person wants; it changes nothing itself."""

    decided = Signal(object)
    """The Status that the person pressed."""
    next_wanted = Signal()
    speaker_chosen = Signal(object)
    """A `speaker_field.Choice`."""
    offer_taken = Signal()
    """The offered mention is to be the speaker."""
    kind_chosen = Signal(object)
    flagged = Signal()
    noted = Signal(str, str)
    """A quote's id and its note."""
    history_wanted = Signal()
    back = Signal()
    """The keyboard should go back to the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.setAccessibleName("Quote card")
        self.quote: QuoteRecord | None = None
        self._speakers: Sequence[SpeakerRecord] = ()
        self._stack = QStackedLayout(self)
        self._empty = Empty()
        self._stack.addWidget(self._empty)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QFrame()
        self._body.setProperty("look", "panel")
        area.setWidget(self._body)
        self._stack.addWidget(area)
        self._build(QVBoxLayout(self._body))

    def _build(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(6)
        top = QHBoxLayout()
        self._place = label("", "strong")
        self._confidence = label("", "muted")
        self._confidence.setToolTip("How likely the speaker is right, as far as the desk can tell")
        self.flag = KeyButton("Flag", look="choice", action="flag")
        self.flag.setCheckable(True)
        self.flag.clicked.connect(self.flagged)
        top.addWidget(self._place)
        top.addStretch()
        top.addWidget(self._confidence)
        top.addWidget(self.flag)
        column.addLayout(top)

        _section(column, "Speaker")
        self.speaker = SpeakerField()
        self.speaker.chosen.connect(self.speaker_chosen)
        self.speaker.left.connect(self.back)
        column.addWidget(self.speaker)
        self._role = label("", "small", wrap=True)
        column.addWidget(self._role)
        self.offer = KeyButton("", look="offer", action="take_offer")
        self.offer.clicked.connect(self.offer_taken)
        column.addWidget(self.offer)

        _section(column, "Why")
        self._why = QLabel()
        self._why.setTextFormat(Qt.TextFormat.RichText)
        self._why.setWordWrap(True)
        self._why.setAccessibleName("Why")
        column.addWidget(self._why)
        self._facts = label("", "small", wrap=True)
        column.addWidget(self._facts)

        _section(column, "Decide")
        row = QHBoxLayout()
        row.setSpacing(6)
        self.confirm = KeyButton("Confirm", look="primary", action="confirm")
        self.reject = KeyButton("Reject", action="reject")
        self.next = KeyButton("Next", action="next_undecided")
        self.confirm.clicked.connect(lambda: self.decided.emit(Status.CONFIRMED))
        self.reject.clicked.connect(lambda: self.decided.emit(Status.REJECTED))
        self.next.clicked.connect(self.next_wanted)
        for part, stretch in ((self.confirm, 6), (self.reject, 5), (self.next, 4)):
            row.addWidget(part, stretch)
        column.addLayout(row)
        self._assign = QGridLayout()
        self._assign.setHorizontalSpacing(4)
        self._assign.setVerticalSpacing(1)
        self._assign.setColumnStretch(0, 1)
        self._assign.setColumnStretch(1, 1)
        column.addLayout(self._assign)

        _section(column, "Kind")
        chips = QWidget()
        flow = FlowLayout(chips)
        self.kinds = {}
        for kind, word in KINDS:
            chip = KeyButton(word, look="chip", action=f"kind_{kind.value}")
            chip.say(f"Kind: {word}")
            chip.setToolTip("A title, a scare quote: nobody’s words" if kind is Kind.OTHER else "")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on=False, kind=kind: self._choose_kind(kind))
            self.kinds[kind] = chip
            flow.addWidget(chip)
        column.addWidget(chips)

        self.printed = PrintedIn()
        column.addSpacing(8)
        column.addWidget(self.printed)

        _section(column, "Note")
        self.note = Note()
        self.note.finished.connect(self._noted)
        self.note.left.connect(self.back)
        column.addWidget(self.note)
        column.addSpacing(8)
        column.addWidget(EdgeKeys())
        self.history = button(
            "History of this quote…", "link", tip=f"Who decided what, and when ({key_of('quote_history')})"
        )
        self.history.clicked.connect(self.history_wanted)
        column.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    # What is shown

    def set_speakers(self, speakers: Sequence[SpeakerRecord], by_digit: Sequence[SpeakerRecord]) -> None:
        """The desk's speakers, and the ones that the digits 1 to 9 assign."""
        self._speakers = speakers
        self.speaker.set_speakers(speakers)
        while (item := self._assign.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for digit, speaker in enumerate(by_digit, 1):
            choice = KeyButton(speaker.name, look="choice", action=f"assign_{digit}", key_first=True)
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            choice.setToolTip(f"Assign {speaker.name}")
            choice.kind = speaker.type
            choice.dot = theme.current().speaker(speaker.colour).ink
            choice.setProperty("speaker", speaker.id)
            choice.clicked.connect(lambda _on=False, id=speaker.id: self.speaker_chosen.emit(id))
            self._assign.addWidget(choice, (digit - 1) // 2, (digit - 1) % 2)
        other = KeyButton("other…", look="choice", action="speaker", key_first=True)
        other.clicked.connect(self.focus_speaker)
        other.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._assign.addWidget(other, len(by_digit) // 2, len(by_digit) % 2)

    def show_nothing(self, heading: str, words: str) -> None:
        """No quote is selected: says what can be done."""
        self._leave()
        self.quote = None
        self._empty.say(heading, words)
        self._stack.setCurrentIndex(0)

    def show_quote(
        self, quote: QuoteRecord, place: int, count: int, statement: Statement | None, titles: Mapping[str, str]
    ) -> None:
        """Shows a quote, the `place`th of `count` in its article; `titles` name articles without an outlet, by id."""
        if self.quote is not None and self.quote.id != quote.id:
            self._leave()
        fresh = self.quote is None or self.quote.id != quote.id or self.quote.note != quote.note
        self.quote = quote
        self._place.setText(f"Quote {place} of {count}")
        sure = quote.confidence if quote.speaker and quote.kind is not Kind.OTHER else None
        self._confidence.setText("" if sure is None else f"{sure:.2f}")
        look = theme.current()
        self.speaker.show_speaker(quote.speaker, look.speaker(quote.colour if quote.speaker else None).ink)
        self._role.setText(quote.role or _type_words(quote))
        self._role.setVisible(bool(self._role.text()))
        offer = offered(quote.mention_text) if quote.speaker is None and quote.kind is not Kind.OTHER else None
        self.offer.setText(f"Take “{offer.name}”" if offer else "")
        self.offer.say(f"Make {offer.name} the speaker" if offer else "No name is offered")
        self.offer.setVisible(offer is not None)
        self.flag.setText("Flagged" if quote.flag else "Flag")
        self.flag.setChecked(quote.flag)
        self.flag.say("Take the flag off" if quote.flag else "Flag this quote")
        self.flag.updateGeometry()
        self._why.setText(evidence_html(quote.evidence))
        self._facts.setText(_facts(quote))
        self._facts.setVisible(bool(self._facts.text()))
        confirmed, rejected = quote.status is Status.CONFIRMED, quote.status is Status.REJECTED
        self._set_decision(
            self.confirm, "Confirmed" if confirmed else "Confirm", "confirmed" if confirmed else "primary"
        )
        self._set_decision(self.reject, "Rejected" if rejected else "Reject", "rejected" if rejected else "")
        if rejected:
            restyle(self.confirm, "")
        for kind, chip in self.kinds.items():
            chip.setChecked(kind is quote.kind)
        self.printed.show_statement(statement, quote.id, titles)
        if fresh and not self.note.hasFocus():
            self.note.setPlainText(quote.note)
        self._stack.setCurrentIndex(1)

    def _set_decision(self, part: KeyButton, text: str, look: str) -> None:
        part.setText(text)
        part.say(text)
        restyle(part, look)
        part.update()

    # What the person does

    def focus_speaker(self) -> None:
        """Puts the keyboard into the speaker field."""
        if self.quote is not None:
            self.speaker.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_note(self) -> None:
        """Puts the keyboard into the note."""
        if self.quote is not None:
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_kind(self, kind: Kind) -> None:
        for other, chip in self.kinds.items():
            chip.setChecked(other is kind)
        self.kind_chosen.emit(kind)

    def _noted(self, text: str) -> None:
        if self.quote is not None and text.strip() != self.quote.note:
            self.noted.emit(self.quote.id, text)

    def _leave(self) -> None:
        """Another quote comes: what was being written belongs to the one that goes."""
        if self.note.hasFocus():
            self._noted(self.note.toPlainText())


def _section(column: QVBoxLayout, title: str) -> None:
    column.addSpacing(8)
    column.addWidget(caption(title))


def _type_words(quote: QuoteRecord) -> str:
    return "" if quote.speaker is None else {"unnamed": "unnamed source"}.get(quote.speaker_type.value, "")


def _facts(quote: QuoteRecord) -> str:
    parts = [
        f"through {quote.intermediary}" if quote.intermediary else "",
        "in a headline" if quote.headline else "",
        "" if quote.marked else "printed without quotation marks",
        "edges set by hand" if quote.origin == "person" and quote.evidence != "marked by hand" else "",
    ]
    text = " · ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def evidence_html(evidence: str) -> str:
    """The evidence line with the words of the article in bold."""
    safe = html.escape(evidence or "No reason was recorded.", quote=False)
    bold = re.sub(r"“([^”]*)”", r"“<span style='font-weight:600'>\1</span>”", safe)
    return f"<div style='line-height:145%'>{bold[:1].upper() + bold[1:]}</div>"
