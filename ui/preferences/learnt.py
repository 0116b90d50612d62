"""What the desk has learnt from corrections: every lesson in words, and a button that takes it back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from quotedesk.attribution.lessons import Sort
from quotedesk.store import lessons
from quotedesk.store.records import LessonRecord
from ui.dates import short_date
from ui.offsets import shown
from ui.session import DeskSession
from ui.widgets.small import button, label, line

TITLE = "Learnt on this desk"
ABOUT = (
    "When you name or confirm a speaker, QuoteDesk remembers other words for that speaker and new verbs that introduce "
    "quotes, and goes by them when it next reads an article into this desk. Nothing leaves the desk."
)
NOTHING = "Nothing yet. Correct a speaker whose name or role QuoteDesk did not know, and it will be listed here."


def sentence(lesson: LessonRecord) -> str:
    """A lesson in plain words."""
    if lesson.sort is Sort.CUE:
        return shown(f"“{lesson.words}” introduces a quote")
    return shown(f"“{lesson.words}” is {lesson.speaker}")


class LearntPage(QScrollArea):
    """One row a lesson, the latest first."""

    def __init__(self, session: DeskSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(TITLE)
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Reads the lessons anew."""
        body = QFrame()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        listed = lessons.listed(self.session.desk)
        for lesson in listed:
            column.addLayout(self._row(lesson))
            column.addWidget(line())
        if not listed:
            nothing = label(NOTHING, "muted", wrap=True)
            nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
            column.addWidget(nothing)
        column.addStretch(1)
        self.setWidget(body)

    def _row(self, lesson: LessonRecord) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 8, 8)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(sentence(lesson), "" if lesson.active else "muted", wrap=True))
        by = f"{short_date(lesson.learnt_at)} · {shown(lesson.user)}"
        words.addWidget(label(by if lesson.active else f"{by} · taken back", "small", wrap=True))
        row.addLayout(words, 1)
        if self.session.desk.read_only:
            return row
        text = "Take back" if lesson.active else "Learn again"
        act = button(text, "quiet", name=f"{text}: {sentence(lesson)}")
        act.setAutoDefault(False)
        do = lessons.take_back if lesson.active else lessons.restore
        act.clicked.connect(lambda: self.session.do(lambda desk: do(desk, [lesson.id]), lambda _: self.refresh()))
        row.addWidget(act, 0, Qt.AlignmentFlag.AlignVCenter)
        return row
