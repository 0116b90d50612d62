"""Reading articles again with today's engine: it looks first, says what would change, and then asks."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWidget

from quotedesk.store.words import counted

if TYPE_CHECKING:
    from quotedesk.renewal import Findings
    from quotedesk.store.suggestions import Effect
    from ui.importing import Importer
    from ui.session import DeskSession

NOTHING = "Today’s engine finds the same quotes, so nothing changes."


def sentences(effect: "Effect") -> list[str]:
    """What reading again would come to."""
    told = [
        f"{counted(effect.new, 'quote')} would be new." if effect.new else "",
        f"{counted(effect.gone, 'suggestion')} that nobody decided about would go." if effect.gone else "",
        f"{counted(effect.changed, 'suggestion')} would change." if effect.changed else "",
        f"{counted(effect.kept, 'quote')} that somebody decided about, marked or linked would stay."
        if effect.kept
        else "",
    ]
    return [sentence for sentence in told if sentence]


class Renewer:
    """Does it for one window; nothing is changed before the person has seen the figures and agreed."""

    def __init__(self, window: QWidget, importer: "Importer", said: Callable[[str], object]) -> None:
        self._window = window
        self._importer = importer
        self._said = said
        self.box: QMessageBox | None = None

    def begin(self, session: "DeskSession", article_ids: Sequence[str]) -> None:
        """Looks at articles; then asks."""
        if article_ids:
            self._importer.look_again(session, article_ids, lambda found: self._ask(session, found))

    def _ask(self, session: "DeskSession", found: "Findings | None") -> None:
        if found is None:
            self._said("Stopped; nothing was changed.")
            return
        effect = found.effect
        if not (effect.new or effect.gone or effect.changed):
            self._said(NOTHING)
            return
        box = QMessageBox(self._window)
        box.setWindowTitle("Read again")
        box.setText(f"{counted(len(found.found), 'article')} read again with today’s engine.")
        failed = [f"{counted(found.failed, 'article')} could not be read again."] if found.failed else []
        box.setInformativeText("\n".join([*sentences(effect), *failed, "", "It can be undone."]))
        take = box.addButton("Take this in", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Leave everything as it is", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(take)
        box.accepted.connect(lambda: self._take(session, found))
        self.box = box
        box.open()

    def _take(self, session: "DeskSession", found: "Findings") -> None:
        from quotedesk.store import suggestions

        session.work(
            lambda desk, _report, _stopped: suggestions.renew(desk, found.found, found.roster),
            label="Taking in what was found",
            then=lambda changes: self._said(f"Done: {changes.deed}."),
        )
