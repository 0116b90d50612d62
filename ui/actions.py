"""Everything a person can do by key or menu, in one table: the menu, the shortcuts and the key list all read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `reading` ones work while an article is open in the view Read, `desk` ones while a desk is open."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    group: str = "Desk"
    needs: str = ""


TABLE = (
    ActionSpec("new_desk", "New desk…", ("Ctrl+N",)),
    ActionSpec("open_desk", "Open desk…", ("Ctrl+O",)),
    ActionSpec("open_sample", "Open the sample"),
    ActionSpec("import_files", "Add articles…", ("Ctrl+I",), needs="desk"),
    ActionSpec("import_folder", "Add a folder…", needs="desk"),
    ActionSpec("export", "Export sheet…", ("Ctrl+E",), needs="desk"),
    ActionSpec("copy_desk", "Save a copy of the desk…", ("Ctrl+Shift+S",), needs="desk"),
    ActionSpec("quit", "Quit", ("Ctrl+Q",)),
    ActionSpec("undo", "Undo", ("Ctrl+Z",), "Edit", "desk"),
    ActionSpec("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit", "desk"),
    ActionSpec("find", "Find in the article", ("Ctrl+F",), "Edit", "desk"),
    ActionSpec("search", "Search all quotes", ("Ctrl+Shift+F",), "Edit", "desk"),
    ActionSpec("settings", "Settings…", ("Ctrl+,",), "Edit"),
    ActionSpec("edit_article", "Article details…", ("Ctrl+D",), "Edit", "reading"),
    ActionSpec("confirm", "Confirm", ("A",), "Quote", "reading"),
    ActionSpec("confirm_next", "Confirm and go to the next", ("Shift+A",), "Quote", "reading"),
    ActionSpec("reject", "Reject", ("X",), "Quote", "reading"),
    ActionSpec("next_undecided", "Next to decide", ("N",), "Quote", "reading"),
    ActionSpec("next", "Next quote", ("J",), "Quote", "reading"),
    ActionSpec("previous", "Previous quote", ("K",), "Quote", "reading"),
    ActionSpec("speaker", "Name the speaker", ("S",), "Quote", "reading"),
    ActionSpec("note", "Write a note", ("M",), "Quote", "reading"),
    ActionSpec("mark", "Mark selection as quote", ("Q",), "Quote", "reading"),
    ActionSpec("start_left", "Start one word earlier", ("[",), "Quote", "reading"),
    ActionSpec("start_right", "Start one word later", ("]",), "Quote", "reading"),
    ActionSpec("end_left", "End one word earlier", ("{",), "Quote", "reading"),
    ActionSpec("end_right", "End one word later", ("}",), "Quote", "reading"),
    ActionSpec("delete", "Delete quote", ("Del",), "Quote", "reading"),
    ActionSpec("next_article", "Next article", ("Alt+Down",), "Quote", "reading"),
    ActionSpec("previous_article", "Previous article", ("Alt+Up",), "Quote", "reading"),
    ActionSpec("view_read", "Read", ("Ctrl+1",), "View", "desk"),
    ActionSpec("view_quotes", "Quotes", ("Ctrl+2",), "View", "desk"),
    ActionSpec("view_compare", "Compare", ("Ctrl+3",), "View", "desk"),
    ActionSpec("view_speakers", "Speakers", ("Ctrl+4",), "View", "desk"),
    ActionSpec("theme_system", "Theme of the system", (), "Look"),
    ActionSpec("theme_light", "Light theme", (), "Look"),
    ActionSpec("theme_dark", "Dark theme", (), "Look"),
    ActionSpec("larger", "Larger text", ("Ctrl++", "Ctrl+="), "Look"),
    ActionSpec("smaller", "Smaller text", ("Ctrl+-",), "Look"),
    ActionSpec("normal", "Normal text size", ("Ctrl+0",), "Look"),
    ActionSpec("keys", "All keys", ("F1",), "Help"),
    ActionSpec("menu", "Open the menu", ("F10",), "Help"),
    ActionSpec("about", "About QuoteDesk", (), "Help"),
    *(ActionSpec(f"assign_{n}", f"Assign speaker {n}", (str(n),), "Assign", "reading") for n in range(1, 10)),
)
BEGINS_A_PART = frozenset(
    ("import_files", "export", "quit", "find", "edit_article", "next_undecided", "speaker", "mark", "delete",
     "next_article", "theme_system", "larger", "about")
)  # fmt: skip
"""Actions above which the menu has a line."""
CHECKABLE = ("view_", "theme_")
EXTRA_KEYS = (
    ("Text", "Shift+Right", "Select words, with Ctrl word by word"),
    ("Text", "Alt", "Held while an edge is dragged: cut inside a word"),
    ("Text", "Esc", "Let go of the selection"),
    ("Text", "Space", "Scroll a page"),
)


def key_text(keys: str) -> str:
    """A shortcut as the platform writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class Actions:
    """The actions of one window, by their names."""

    def __init__(self, window: QWidget) -> None:
        self._by_name: dict[str, QAction] = {}
        for spec in TABLE:
            action = QAction(spec.text, window)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setCheckable(spec.name.startswith(CHECKABLE))
            window.addAction(action)
            self._by_name[spec.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def allow(self, *, desk: bool, reading: bool) -> None:
        """Switches on what makes sense now. A key that is off is free for the view that is shown."""
        for spec in TABLE:
            self._by_name[spec.name].setEnabled({"": True, "desk": desk, "reading": reading}[spec.needs])

    def connect(self, deeds: Mapping[str, Callable[[], object]]) -> None:
        """Lets actions do deeds, by their names."""
        for name, deed in deeds.items():
            self._by_name[name].triggered.connect(lambda _on=False, deed=deed: deed())

    def disconnect(self, names: Iterable[str]) -> None:
        """Lets actions do nothing any more."""
        for name in names:
            self._by_name[name].triggered.disconnect()

    def fill(self, menu: QMenu, group: str) -> None:
        """Puts a group's actions into a menu, in the table's order."""
        for spec in TABLE:
            if spec.group == group:
                if spec.name in BEGINS_A_PART:
                    menu.addSeparator()
                menu.addAction(self._by_name[spec.name])
