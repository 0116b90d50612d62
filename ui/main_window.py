"""The window: a bar at the top, the desk's views or the start page, a bar at the bottom, and what the actions do."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from quotedesk import __version__
from quotedesk.errors import QuoteDeskError
from ui import file_dialogs, keymap, theme
from ui import settings as kept
from ui.actions import Actions
from ui.desk_deeds import DeskDeeds
from ui.drop_hint import DropHint
from ui.file_dialogs import DESK_SUFFIX
from ui.importing import Importer, sentence, show_failures
from ui.jobs import Runner
from ui.key_list import KeyList
from ui.look import Look
from ui.start_view import StartView
from ui.status_bar import StatusBar
from ui.top_bar import TopBar
from ui.widgets.small import label, line

if TYPE_CHECKING:
    from quotedesk.bulk import ImportReport
    from quotedesk.store.desk import Desk
    from quotedesk.store.records import Changes
    from ui.desk_view import DeskView
    from ui.session import DeskSession

WARM_AFTER = 400
"""Milliseconds after the first paint before the engine's process is started."""
FRAME = 40
"""Pixels left for the frame and title bar that the window manager puts around the window."""
VIEW_NAMES = ("read", "quotes", "compare", "speakers")


class MainWindow(QMainWindow):
    """One window, at most one open desk."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.session: DeskSession | None = None
        self.desk_view: DeskView | None = None
        self._reading_deeds: tuple[str, ...] = ()
        self.setMinimumSize(760, 480)
        self.deeds = Actions(self)
        keymap.notifier().changed.connect(self._keys_changed)
        keymap.load(settings)
        self.menu = QMenu(self)
        self.top = TopBar(self.menu)
        self.status = StatusBar()
        self.start = StartView()
        self.waiting = label("", "muted")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.waiting)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.top, 0), (line(), 0), (self.stack, 1), (line(), 0), (self.status, 0)):
            column.addWidget(part, stretch)
        self.setCentralWidget(body)
        self.drop_hint = DropHint(self, self._what_dropping_does)
        self.look = Look(settings, self)
        self.aside = Runner("aside", self)
        self.importer = Importer(self.aside, self)
        self.desk_deeds = DeskDeeds(self)
        self._connect()
        self._build_menu()
        if not self.restoreGeometry(kept.geometry(settings, "geometry")):
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(1440, room.width() - FRAME), min(900, room.height() - FRAME))
        self._update()

    def _connect(self) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "new_desk": self.new_desk, "open_desk": self.ask_desk, "open_sample": self.open_sample,
            "import_files": lambda: self.add_files(file_dialogs.articles(self, self.settings)),
            "import_folder": lambda: self.add_files(file_dialogs.folder(self, self.settings)),
            "export": self.export, "copy_desk": self.copy_desk, "quit": self.close, "undo": self.undo,
            "redo": self.redo, "find": self.find_words, "search": self.focus_search,
            "keys": lambda: KeyList(self.settings, self).open(), "about": self.about,
            "menu": self.top.menu_button.showMenu,
            "settings": self.desk_deeds.show_settings,
            "theme_system": lambda: self.look.set(mode="system"), "theme_light": lambda: self.look.set(mode="light"),
            "theme_dark": lambda: self.look.set(mode="dark"), "larger": lambda: self.look.step(1),
            "smaller": lambda: self.look.step(-1), "normal": lambda: self.look.set(size=1.0),
            "calm": self.look.toggle_calm,
        }  # fmt: skip
        for place, name in enumerate(VIEW_NAMES):
            deeds[f"view_{name}"] = lambda place=place: self.go(place)  # type: ignore[misc]
        self.deeds.connect(deeds | self.desk_deeds.by_name())
        self.top.view_chosen.connect(self.go)
        self.top.searched.connect(self.search)
        self.top.search.left.connect(self.focus_back)
        self.status.undo.clicked.connect(self.undo)
        self.status.reader.clicked.connect(self.desk_deeds.show_settings)
        self.start.new_wanted.connect(self.new_desk)
        self.start.open_wanted.connect(self.ask_desk)
        self.start.sample_wanted.connect(self.open_sample)
        self.start.desk_wanted.connect(self.open_desk)
        self.aside.started.connect(self.status.watch)
        self.aside.finished.connect(self.status.unwatch)
        self.importer.imported.connect(self._imported)
        self.drop_hint.dropped.connect(self.take_dropped)
        self.look.changed.connect(self._dress)

    def _keys_changed(self) -> None:
        self.deeds.set_keys(keymap.keys)

    def _build_menu(self) -> None:
        for group in ("Desk", "Edit", "Quote", "Edges", "Go", "View", "Help"):
            part = self.menu.addMenu(group)
            self.deeds.fill(part, group)
            if group == "View":
                self.deeds.fill(part, "Look")

    # Desks

    def show_opening(self, path: Path | None) -> None:
        """What is painted first, before anything is read."""
        self.start.show_recent(kept.recent(self.settings))
        self.start.new.setFocus()
        if path is not None:
            self.waiting.setText(f"Opening {path.stem}…")
            self.stack.setCurrentWidget(self.waiting)

    def begin(self, path: Path | None) -> None:
        """After the first paint: opens the desk, then starts the engine's process."""
        if path is not None:
            self.open_desk(path)
        QTimer.singleShot(WARM_AFTER, self, self.importer.warm)

    def open_desk(self, path: Path) -> bool:
        """Opens a desk in place of the one that is open."""
        from quotedesk.store import desk as desks

        if self.session is not None and self.session.desk.path.absolute() == path.absolute():
            return True
        return self._take(lambda: desks.open(path, user=kept.reader(self.settings)))

    def create_desk(self, path: Path) -> bool:
        """Makes an empty desk and opens it."""
        from quotedesk.store import desk as desks

        return self._take(lambda: desks.create(path, title=path.stem, user=kept.reader(self.settings)))

    def _take(self, opened: "Callable[[], Desk]") -> bool:
        try:
            desk = opened()
        except QuoteDeskError as error:
            if self.session is None:
                self.stack.setCurrentWidget(self.start)
            self.complain(str(error))
            return False
        self.close_desk()
        from ui.desk_view import DeskView
        from ui.reading_actions import deeds
        from ui.session import DeskSession

        self.session = DeskSession(desk, self)
        self.session.changed.connect(self._update)
        self.session.failed.connect(self.complain)
        self.session.runner.started.connect(self.status.watch)
        self.session.runner.finished.connect(self.status.unwatch)
        self.desk_view = DeskView(self.session)
        self.desk_view.shown.connect(self._view_shown)
        read = self.desk_view.read
        read.article_shown.connect(self._update)
        read.said.connect(self.status.say)
        self.desk_view.said.connect(self.status.say)
        read.card.history_wanted.connect(self.deeds["quote_history"].trigger)
        read.deeds_wanted.connect(self._fill_quote_menu)
        read.library.files_wanted.connect(self.deeds["import_files"].trigger)
        for place in (read.reader, read.library.list, read.queue.list):
            place.addAction(self.deeds["confirm_next"])
        read_deeds = deeds(read)
        self.deeds.connect(read_deeds)
        self._reading_deeds = tuple(read_deeds)
        self.stack.addWidget(self.desk_view)
        self.stack.setCurrentWidget(self.desk_view)
        if not read.splitter.restoreState(kept.geometry(self.settings, "splitter")):
            read.splitter.share_room(self.width())
        kept.remember(self.settings, desk.path)
        self.desk_view.go(0)
        return True

    def close_desk(self) -> None:
        """Closes the open desk; every deed is saved already."""
        self.deeds.disconnect(self._reading_deeds)
        self._reading_deeds = ()
        if self.desk_view is not None:
            self.settings.setValue("splitter", self.desk_view.read.splitter.saveState())
            self.stack.removeWidget(self.desk_view)
            self.desk_view.deleteLater()
            self.desk_view = None
        if self.session is not None:
            self.aside.drain()
            self.session.close()
            self.session.deleteLater()
            self.session = None

    def _folder(self) -> Path:
        return self.session.desk.path.parent if self.session else Path.home()

    def new_desk(self) -> None:
        """Asks where a new desk should be and opens it."""
        if path := file_dialogs.new_desk(self, self._folder()):
            self.create_desk(path)

    def ask_desk(self) -> None:
        """Asks which desk to open."""
        if path := file_dialogs.desk(self, self._folder()):
            self.open_desk(path)

    def open_sample(self) -> None:
        """Opens the sample's desk, made from the articles that come with the program the first time."""
        from quotedesk.paths import SEEDS
        from ui.importing import sample_desk

        path = kept.sample_path()
        here = self.session is not None and self.session.desk.path == path
        taken = here or self._take(lambda: sample_desk(path, kept.reader(self.settings)))
        if taken and self.desk_view and not self.desk_view.read.library.ids():
            self.add_files([SEEDS / "articles"])

    def copy_desk(self) -> None:
        """Saves a whole copy of the desk."""
        from quotedesk.store import desk as desks

        target = file_dialogs.copy_of(self, self.session.desk.path) if self.session else None
        if self.session is not None and target is not None:
            self.session.do(
                lambda desk: desks.backup(desk, target), then=lambda _none: self.status.say(f"Copied to {target.name}.")
            )

    # Articles and sheets

    def add_files(self, paths: list[Path]) -> None:
        """Reads files and folders into the desk."""
        if self.session is not None and paths:
            self.importer.add(self.session, paths)

    def _imported(self, report: "ImportReport") -> None:
        self.status.say(sentence(report))
        show_failures(self, report, lambda box: box.open())

    def _what_dropping_does(self, paths: list[Path]) -> str:
        if any(path.suffix == DESK_SUFFIX for path in paths):
            return "Open this desk"
        return "Add to this desk" if self.session else "Begin a desk with these"

    def take_dropped(self, paths: list[Path]) -> None:
        """A desk is opened; articles are added to the open desk, or to a new one."""
        desk = next((path for path in paths if path.suffix == DESK_SUFFIX), None)
        if desk is not None:
            self.open_desk(desk)
            return
        if self.session is None:
            self.new_desk()
        self.add_files(paths)

    def export(self) -> None:
        """Shows the sheet as it will be printed, to be saved or printed from there."""
        if self.session is not None:
            from ui.printing.preview import SheetPreview

            preview = SheetPreview(self.session, self)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            preview.open()

    # Undo, search, views

    def undo(self) -> None:
        """Takes the last deed back and says which."""
        if self.session is not None:
            self.session.undo(lambda changes: self._say_done("Undone", changes))

    def redo(self) -> None:
        """Does the last undone deed again and says which."""
        if self.session is not None:
            self.session.redo(lambda changes: self._say_done("Done again", changes))

    def _say_done(self, word: str, changes: "Changes | None") -> None:
        self.status.say(f"{word}: {changes.deed}." if changes is not None else "There is nothing left to undo or redo.")

    def find_words(self) -> None:
        """Finds in the open article; in the other views, searches the desk."""
        if self.desk_view is None or not self.desk_view.find_words():
            self.focus_search()

    def focus_search(self) -> None:
        """Puts the keyboard into the search field; the table of quotes has its own."""
        if self.top.search.isHidden() and self.desk_view is not None:
            self.desk_view.find_words()
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def focus_back(self) -> None:
        """Gives the keyboard back to the view."""
        if self.desk_view is not None:
            self.desk_view.go(self.desk_view.place)

    def search(self, words: str) -> None:
        """Lists the quotes that hold words."""
        if self.desk_view is not None and words:
            self.desk_view.search(words)

    def go(self, place: int) -> None:
        """Shows one of the four views."""
        if self.desk_view is not None:
            self.desk_view.go(place)

    def _view_shown(self, place: int) -> None:
        self.top.views.choose(place)
        self._update()

    def _fill_quote_menu(self, menu: QMenu) -> None:
        if self.desk_view is not None:
            read = self.desk_view.read
            selected = read.reader.selection.cursor.hasSelection()
            self.deeds.fill_quote_menu(menu, selected=selected, chosen=read.chosen is not None)

    # What the bars show

    def _update(self) -> None:
        """Brings bars and menu up to date with the desk."""
        session, view = self.session, self.desk_view
        place = view.place if view else -1
        article = view.read.article if view and place == 0 else None
        self.deeds.allow(desk=session is not None, reading=article is not None)
        for at, name in enumerate(VIEW_NAMES):
            self.deeds[f"view_{name}"].setChecked(place == at)
        for mode in theme.MODES:
            self.deeds[f"theme_{mode}"].setChecked(self.look.mode == mode)
        self.deeds["calm"].setChecked(self.look.calm)
        title = session.desk.title if session else None
        self.top.show_desk(title)
        self.top.search.setVisible(view is not None and place != 1)
        self.setWindowTitle(f"{title} – QuoteDesk" if title else "QuoteDesk")
        undo, redo = session.next_deeds() if session else (None, None)
        for name, word, deed in (("undo", "Undo", undo), ("redo", "Redo", redo)):
            self.deeds[name].setText(f"{word}: {deed}" if deed else word)
            self.deeds[name].setEnabled(bool(deed))
        self.status.show_undo(undo)
        left = sum(record.undecided for record in view.read.library.model.articles) if view else 0
        in_article = f"{article.undecided:,} to decide in this article · " if article else ""
        on_desk = "on the desk" if article else "to decide on the desk"
        counts = f"{in_article}{left:,} {on_desk}" if left else "Nothing to decide"
        self.status.counts.setText(counts if view else "")
        self.status.show_reader(session.desk.user if session else "", blind=bool(session and session.desk.blind))
        self.status.rest_with((session.desk.read_only or "All changes saved") if session else "")

    def complain(self, text: str) -> None:
        """Says what went wrong in one sentence, and what to do."""
        if self.session is None:
            QMessageBox(QMessageBox.Icon.Warning, "QuoteDesk", text, QMessageBox.StandardButton.Ok, self).open()
        else:
            self.status.say(text, bad=True)

    def about(self) -> None:
        """Says what this is."""
        words = "Finds every quote in news articles, says who spoke and why, and lays the printings side by side."
        text = f"QuoteDesk {__version__}\n\n{words}\n\nFree software under the MIT licence."
        QMessageBox(QMessageBox.Icon.NoIcon, "About QuoteDesk", text, QMessageBox.StandardButton.Ok, self).open()

    def _dress(self) -> None:
        self.top.dress()
        self.read_anew()

    def read_anew(self) -> None:
        """Reads everything from the desk again: somebody else reads, or at another size."""
        if self.desk_view is not None:
            self.desk_view.refresh_all()
        self._update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps the window's place, finishes what is being saved and ends the engine."""
        self.settings.setValue("geometry", self.saveGeometry())
        if (focused := self.focusWidget()) is not None:
            focused.clearFocus()
        self.aside.close()
        self.importer.close()
        self.close_desk()
        self.settings.sync()
        event.accept()
