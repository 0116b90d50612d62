"""What a person can say about printings: that two statements are one, or that a printing belongs to another."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from quotedesk.store import links, statements
from ui.compare.joining import JoinDialog
from ui.compare.scene import Scene
from ui.compare.summary import Pair
from ui.dates import short_date
from ui.session import DeskSession
from ui.theme import px
from ui.widgets.keys import KeyButton
from ui.widgets.small import label

Entry = tuple[str, Callable[[], object] | None]
QUESTION = "Are these two printings of one statement?"


@dataclass(frozen=True, slots=True)
class Current:
    """What the comparison shows: a statement's scene, or that of a suggested pair, and the chosen printing."""

    scene: Scene | None
    pair: Pair | None
    printing: str


class Grouper:
    """The deeds by which a person groups quotes otherwise than their words did."""

    def __init__(self, session: DeskSession, current: Callable[[], Current], show: Callable[[str], object]) -> None:
        self._session = session
        self._current = current
        self._show = show

    def judge(self, *, same: bool) -> None:
        """Answer the suggestion on show."""
        pair = self._current().pair
        if pair is not None:
            deed = links.accept if same else links.refuse
            self._session.do(lambda desk: deed(desk, pair.a, pair.b))

    def split_off(self) -> None:
        """Make the chosen printing a statement of its own."""
        now = self._current()
        if now.scene is not None and now.printing:
            statement = now.scene.statement.id
            self._session.do(lambda desk: links.split(desk, statement, [now.printing]))

    def ask_join(self) -> None:
        """Ask which statement the one on show is to be joined with."""
        scene = self._current().scene
        if scene is not None:
            statement = scene.statement
            words = statement.witnesses[0].passage.text
            dialog = JoinDialog(self._session.desk, statement.id, words, QApplication.activeWindow())
            dialog.joined.connect(lambda other: self.join(statement.id, other))
            dialog.open()

    def join(self, one: str, other: str) -> None:
        """Make the statements of two quotes one, and show it."""
        self._session.do(
            lambda desk: links.merge(desk, [one, other]),
            lambda _: self._show(statements.of_quote(self._session.desk, other).id),
        )

    def take_back(self, link_id: str) -> None:
        """Let the words decide again."""
        self._session.do(lambda desk: links.take_back(desk, [link_id]))

    def entries(self) -> list[Entry]:
        """What can be done about the statement and the printing on show."""
        now = self._current()
        if now.scene is None or now.pair is not None or self._session.desk.read_only:
            return [("Nothing to group here", None)]
        names = {p.id: p.source for p in now.scene.printings}
        entries: list[Entry] = []
        if now.printing in names:
            entries.append((f"Split off the printing in {names[now.printing]}", self.split_off))
        entries += [("Join with another statement…", self.ask_join), ("", None)]
        said = links.listed(self._session.desk, now.scene.statement.id)
        for link in said:
            entries.append((_decided(link, names), partial(self.take_back, link.id)))
        return entries if said else [*entries, ("Nothing was decided by hand here", None)]


def _decided(link: links.LinkRecord, names: dict[str, str]) -> str:
    """What was decided by hand, as the entry that takes it back."""
    what = "joined" if link.same else "kept apart"
    about = " and ".join(names.get(id, "another statement") for id in (link.a, link.b))
    return f"Take back: {about}, {what} by {link.user}, {short_date(link.at)}"


class PairBar(QFrame):
    """The question that a suggestion asks, with its two answers."""

    answered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "ask")
        self.accept = KeyButton("One statement", "Y", "primary")
        self.accept.setAccessibleName("Yes, they are one statement")
        self.accept.clicked.connect(lambda: self.answered.emit(True))
        self.refuse = KeyButton("Not the same", "N")
        self.refuse.setAccessibleName("No, they are not the same statement")
        self.refuse.clicked.connect(lambda: self.answered.emit(False))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(9), px(10), px(9))
        row.setSpacing(8)
        row.addWidget(label(QUESTION, "strong", wrap=True), 1)
        row.addWidget(self.accept)
        row.addWidget(self.refuse)


class PrintingMenu(QToolButton):
    """The button over the printings: what can be done with the chosen one, and what was decided by hand."""

    def __init__(self, entries: Callable[[], list[Entry]]) -> None:
        super().__init__()
        self.setText("Grouping")
        self.setAccessibleName("Grouping of the printings")
        self.setToolTip("Split a printing off, join statements, or see what was decided by hand")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._entries = entries
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)

    def fill(self) -> QMenu:
        """The menu as it is now; an entry without a deed is a heading, one without a name a line."""
        self._menu.clear()
        for text, deed in self._entries():
            if not text:
                self._menu.addSeparator()
                continue
            action = self._menu.addAction(text.replace("&", "&&"))
            action.setEnabled(deed is not None)
            if deed is not None:
                action.triggered.connect(lambda _on=False, deed=deed: deed())
        return self._menu
