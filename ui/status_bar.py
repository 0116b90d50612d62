"""The bar at the bottom: what is saved, what undo would do, long work, and what is left to decide."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from ui import theme
from ui.jobs import Job
from ui.offsets import shown
from ui.widgets.keys import KeyButton
from ui.widgets.small import Elided, button, label, restyle

LONGEST_NAME = 24
SHOWN_FOR = 8000
"""Milliseconds that a sentence stays."""


class StatusBar(QFrame):
    """Says things once, quietly; nothing in it ever moves the window's other parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setAccessibleName("Status")
        self._job: Job | None = None
        self._resting = ""
        self.saved = Elided("", "small")
        self.saved.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.undo = KeyButton("", "Ctrl+Z", "choice")
        self._what = label("", "small")
        self._progress = QProgressBar()
        self._progress.setFixedWidth(140)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Progress")
        self.cancel = button("Cancel", "quiet")
        self.cancel.clicked.connect(self._cancel)
        self.counts = label("", "small")
        self.reader = button("", "quiet")
        self.reader.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.saved)
        row.addWidget(self.undo)
        row.addStretch(1)
        for part in (self._what, self._progress, self.cancel):
            row.addWidget(part)
            part.hide()
        row.addSpacing(8)
        row.addWidget(self.counts)
        row.addWidget(self.reader)
        self.undo.hide()
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self._rest)
        self.setFixedHeight(theme.px(34))

    def rest_with(self, sentence: str) -> None:
        """What stands there while nothing else is to be said."""
        self._resting = sentence
        if not self._timer.isActive():
            self._rest()

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Says one sentence for a while."""
        restyle(self.saved, "bad" if bad else "strong")
        self.saved.setText(sentence)
        self.saved.setAccessibleName(sentence)
        self._timer.start()

    def _rest(self) -> None:
        restyle(self.saved, "small")
        self.saved.setText(self._resting)
        self.saved.setAccessibleName(self._resting)

    def show_reader(self, name: str, *, blind: bool) -> None:
        """Who reads, and whether blind; nothing where no desk is open."""
        self.reader.setText(
            (shown(name) if len(name) <= LONGEST_NAME else f"{shown(name[: LONGEST_NAME - 1])}…")
            + (" · blind" if blind else "")
        )
        told = f"You read as {name}" + (", without seeing what others decided" if blind else "")
        self.reader.setToolTip(f"{shown(told)}. Change it in the settings")
        self.reader.setAccessibleName(told)
        self.reader.setVisible(bool(name))

    def show_undo(self, name: str | None) -> None:
        """What undo would take back; nothing if there is nothing."""
        self.undo.setText(f"Undo: {name[:1].lower()}{name[1:]}" if name else "")
        self.undo.setAccessibleName(f"Undo: {name}" if name else "Undo")
        self.undo.updateGeometry()
        self.undo.setVisible(bool(name))

    def watch(self, job: Job) -> None:
        """Shows long work with its progress until it ends."""
        self._job = job
        self._what.setText(job.label)
        self._progress.setRange(0, 0)
        job.progress.connect(self._step)
        for part in (self._what, self._progress, self.cancel):
            part.show()
        self.cancel.setEnabled(True)

    def unwatch(self, job: Job) -> None:
        """The work has ended."""
        if job is self._job:
            self._job = None
            for part in (self._what, self._progress, self.cancel):
                part.hide()

    def _step(self, done: int, total: int) -> None:
        if self._job is not None and total:
            self._progress.setRange(0, total)
            self._progress.setValue(done)
            self._what.setText(f"{self._job.label}: {done:,} of {total:,}")

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.stop()
            self.cancel.setEnabled(False)
            self._what.setText("Stopping…")
