"""Everything a person can do by key or menu, in one table: the menu, the shortcuts and the key list all read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
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
    ActionSpec("read_all_again", "Read all articles again…", needs="desk"),
    ActionSpec("import_roster", "Add speakers from a roster…", needs="desk"),
    ActionSpec("export_roster", "Save the speakers as a roster…", needs="desk"),
    ActionSpec("agreement", "How far two readers agree…", needs="desk"),
    ActionSpec("copy_desk", "Save a copy of the desk…", ("Ctrl+Shift+S",), needs="desk"),
    ActionSpec("quit", "Quit", ("Ctrl+Q",)),
    ActionSpec("undo", "Undo", ("Ctrl+Z",), "Edit", "desk"),
    ActionSpec("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit", "desk"),
    ActionSpec("history", "History…", ("Ctrl+H",), "Edit", "desk"),
    ActionSpec("find", "Find in the article", ("Ctrl+F",), "Edit", "desk"),
    ActionSpec("search", "Search all quotes", ("Ctrl+Shift+F",), "Edit", "desk"),
    ActionSpec("settings", "Settings…", ("Ctrl+,",), "Edit"),
    ActionSpec("edit_article", "Article details…", ("Ctrl+D",), "Edit", "reading"),
    ActionSpec("read_again", "Read this article again…", (), "Edit", "reading"),
    ActionSpec("confirm", "Confirm", ("A",), "Quote", "reading"),
    ActionSpec("confirm_next", "Confirm and go to the next", ("Return", "Shift+A"), "Quote", "reading"),
    ActionSpec("reject", "Reject", ("X",), "Quote", "reading"),
    ActionSpec("flag", "Flag, to come back to it", ("F",), "Quote", "reading"),
    ActionSpec("confirm_all", "Confirm all in this article…", ("Ctrl+Shift+A",), "Quote", "reading"),
    ActionSpec("next_undecided", "Next to decide", ("N",), "Go", "reading"),
    ActionSpec("previous_undecided", "Previous to decide", ("Shift+N",), "Go", "reading"),
    ActionSpec("next", "Next quote", ("J",), "Go", "reading"),
    ActionSpec("previous", "Previous quote", ("K",), "Go", "reading"),
    ActionSpec("overlapping", "Choose among overlapping quotes", ("L",), "Go", "reading"),
    ActionSpec("speaker", "Name the speaker", ("S",), "Quote", "reading"),
    ActionSpec("take_offer", "Take the offered name", ("E",), "Quote", "reading"),
    ActionSpec("note", "Write a note", ("M",), "Quote", "reading"),
    ActionSpec("kind_speech", "Somebody said it", ("V",), "Quote", "reading"),
    ActionSpec("kind_written", "Somebody wrote it", ("W",), "Quote", "reading"),
    ActionSpec("kind_other", "Nobody’s words", ("O",), "Quote", "reading"),
    ActionSpec("mark", "Mark selection as quote", ("Q",), "Edges", "reading"),
    ActionSpec("set_mention", "Selection names the speaker", ("G",), "Edges", "reading"),
    ActionSpec("set_cue", "Selection is the cue", ("C",), "Edges", "reading"),
    ActionSpec("split", "Split at the caret", ("B",), "Edges", "reading"),
    ActionSpec("join_next", "Join with the next quote", ("U",), "Edges", "reading"),
    ActionSpec("close_gaps", "Make one part of all", ("Shift+U",), "Edges", "reading"),
    ActionSpec("start_left", "Start one word earlier", ("[",), "Edges", "reading"),
    ActionSpec("start_right", "Start one word later", ("]",), "Edges", "reading"),
    ActionSpec("end_left", "End one word earlier", ("{",), "Edges", "reading"),
    ActionSpec("end_right", "End one word later", ("}",), "Edges", "reading"),
    *(
        ActionSpec(f"{edge}_{side}_{unit}", f"{edge.title()} one {unit} {when}", (f"{held}+{key}",), "Edges", "reading")
        for unit, held in (("character", "Ctrl"), ("sentence", "Alt"))
        for edge, side, when, key in (
            ("start", "left", "earlier", "["),
            ("start", "right", "later", "]"),
            ("end", "left", "earlier", "{"),
            ("end", "right", "later", "}"),
        )
    ),
    ActionSpec("quote_history", "History of this quote…", ("H",), "Quote", "reading"),
    ActionSpec("delete", "Delete quote", ("Del",), "Quote", "reading"),
    ActionSpec("next_article", "Next article", ("Alt+Down",), "Go", "reading"),
    ActionSpec("previous_article", "Previous article", ("Alt+Up",), "Go", "reading"),
    ActionSpec("review", "Review what is to be decided", ("R",), "Go", "reading"),
    ActionSpec("view_read", "Read", ("Ctrl+1",), "View", "desk"),
    ActionSpec("view_quotes", "Quotes", ("Ctrl+2",), "View", "desk"),
    ActionSpec("view_compare", "Compare", ("Ctrl+3",), "View", "desk"),
    ActionSpec("view_speakers", "Speakers", ("Ctrl+4",), "View", "desk"),
    ActionSpec("theme_system", "Theme of the system", (), "Look"),
    ActionSpec("theme_light", "Light theme", (), "Look"),
    ActionSpec("theme_dark", "Dark theme", (), "Look"),
    ActionSpec("calm", "Without motion", (), "Look"),
    ActionSpec("larger", "Larger text", ("Ctrl++", "Ctrl+="), "Look"),
    ActionSpec("smaller", "Smaller text", ("Ctrl+-",), "Look"),
    ActionSpec("normal", "Normal text size", ("Ctrl+0",), "Look"),
    ActionSpec("keys", "All keys", ("F1",), "Help"),
    ActionSpec("menu", "Open the menu", ("F10",), "Help"),
    ActionSpec("about", "About QuoteDesk", (), "Help"),
    *(ActionSpec(f"assign_{n}", f"Assign speaker {n}", (str(n),), "Assign", "reading") for n in range(1, 10)),
)
BEGINS_A_PART = frozenset(
    ("import_files", "read_all_again", "import_roster",
     "export", "quit", "find", "edit_article", "next", "overlapping", "speaker", "kind_speech", "split",
     "start_left", "start_left_character", "start_left_sentence", "delete", "next_article", "review", "theme_system",
     "larger", "about")
)  # fmt: skip
"""Actions above which the menu has a line."""
CHECKABLE = ("view_", "theme_", "calm")
DEFAULTS = {spec.name: spec.keys for spec in TABLE}
ON_THE_PAGE = frozenset({"confirm_next"})
"""Actions whose keys work only on the page and in the lists beside it: Enter means other things elsewhere."""
EXTRA_KEYS = (
    ("Text", "Left, Right", "Move the caret, with Ctrl word by word"),
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
            action.setCheckable(spec.name.startswith(CHECKABLE))
            if spec.name in ON_THE_PAGE:
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            else:
                window.addAction(action)
            self._by_name[spec.name] = action
        self.set_keys(lambda name: DEFAULTS[name])

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def set_keys(self, keys: Callable[[str], Iterable[str]]) -> None:
        """Gives every action its keys."""
        for name, action in self._by_name.items():
            action.setShortcuts([QKeySequence(key) for key in keys(name)])

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

    def fill_quote_menu(self, menu: QMenu, *, selected: bool, chosen: bool) -> None:
        """The menu of the right button: what can be done with the selected words and with the chosen quote."""
        parts: list[tuple[str, ...]] = [("mark",)] if selected else []
        if chosen:
            parts += [("set_mention", "set_cue")] if selected else []
            parts += [
                ("confirm", "reject", "flag"),
                ("speaker", "take_offer", "note"),
                ("kind_speech", "kind_written", "kind_other"),
                ("split", "join_next", "close_gaps", "delete"),
            ]
        for names in parts:
            menu.addSeparator()
            menu.addActions([self._by_name[name] for name in names])
