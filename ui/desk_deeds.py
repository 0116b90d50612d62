"""What the menu does with a desk as a whole: its history, its readers, its roster, and reading it again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from quotedesk.store.words import counted
from ui import file_dialogs
from ui.renewing import Renewer

if TYPE_CHECKING:
    from ui.desk_view import DeskView
    from ui.main_window import MainWindow
    from ui.session import DeskSession


class DeskDeeds:
    """The deeds of one window by the names of their actions; they do nothing while no desk is open."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.renewer = Renewer(window, window.importer, window.status.say)

    def by_name(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        return {
            "history": lambda: self._with(lambda session, _view: self.show_history(session, None)),
            "quote_history": lambda: self._with(self._quote_history),
            "agreement": lambda: self._with(lambda session, _view: self.show_agreement(session)),
            "read_again": lambda: self._with(self._read_again),
            "read_all_again": lambda: self._with(
                lambda session, view: self.renewer.begin(session, view.read.library.ids())
            ),
            "import_roster": lambda: self._with(lambda session, _view: self._import_roster(session)),
            "export_roster": lambda: self._with(lambda session, _view: self._export_roster(session)),
        }

    def show_settings(self) -> None:
        """Opens the settings; those of a desk are there while one is open."""
        from ui.preferences import equal_names, learnt
        from ui.preferences.dialog import SettingsDialog
        from ui.readers import page

        session = self._window.session
        dialog = SettingsDialog(self._window)
        reader = page.ReaderPage(self._window.settings, session)
        reader.changed.connect(self._window.read_anew)
        reader.agreement_wanted.connect(dialog.accept)
        reader.agreement_wanted.connect(self._window.deeds["agreement"].trigger)
        dialog.add_page(page.TITLE, reader, about=page.ABOUT)
        if session is not None:
            dialog.add_page(learnt.TITLE, learnt.LearntPage(session), about=learnt.ABOUT)
            names = equal_names.EqualNamesPage(session)
            dialog.add_page(equal_names.TITLE, names, about=equal_names.ABOUT)
        dialog.open()

    def show_history(self, session: "DeskSession", quote_id: str | None) -> None:
        """Opens the history of the desk, or of one quote, beside the window."""
        from ui.history.view import HistoryWindow

        made = HistoryWindow(session, quote_id, self._window)
        made.said.connect(self._window.status.say)
        made.open_quote.connect(self._open_quote)
        made.show()

    def show_agreement(self, session: "DeskSession") -> None:
        """Opens the comparison of two readers beside the window."""
        from ui.readers.agreement import AgreementWindow

        made = AgreementWindow(session, self._window)
        made.open_quote.connect(self._open_quote)
        made.show()

    def _with(self, deed: "Callable[[DeskSession, DeskView], object]") -> None:
        if self._window.session is not None and self._window.desk_view is not None:
            deed(self._window.session, self._window.desk_view)

    def _open_quote(self, quote_id: str) -> None:
        if self._window.desk_view is not None:
            self._window.desk_view.open_quote(quote_id)
            self._window.activateWindow()

    def _quote_history(self, session: "DeskSession", view: "DeskView") -> None:
        if view.read.chosen is not None:
            self.show_history(session, view.read.chosen.id)

    def _read_again(self, session: "DeskSession", view: "DeskView") -> None:
        if view.read.article is not None:
            self.renewer.begin(session, [view.read.article.id])

    def _import_roster(self, session: "DeskSession") -> None:
        path = file_dialogs.roster_to_open(self._window, self._window.settings)
        if path is not None:
            self.take_roster(session, path)

    def take_roster(self, session: "DeskSession", path: Path) -> None:
        """Adds the speakers of a roster file to the desk."""
        from quotedesk import rosters
        from quotedesk.store import rosters as stored

        session.do(
            lambda desk: stored.take_in(desk, rosters.read(path)),
            then=lambda changes: self._window.status.say(
                f"{counted(len(changes.speakers), 'speaker')} added or completed from {path.name}."
            ),
        )

    def _export_roster(self, session: "DeskSession") -> None:
        path = file_dialogs.roster_to_save(self._window, session.desk.path)
        if path is not None:
            self.write_roster(session, path)

    def write_roster(self, session: "DeskSession", path: Path) -> None:
        """Writes the desk's speakers to a roster file."""
        from quotedesk import rosters
        from quotedesk.store import rosters as stored

        session.do(
            lambda desk: rosters.write(path, stored.entries(desk)),
            then=lambda _none: self._window.status.say(f"The speakers are in {path.name}."),
        )
