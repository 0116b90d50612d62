"""Which keys do what: the table's own, or those that the person chose. Widgets that show a key ask here."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence

from quotedesk.errors import QuoteDeskError
from ui.actions import DEFAULTS, TABLE, key_text

_GROUP = "keys"
_FIXED = ("Tab", "Shift+Tab", "Esc", "Space", "Shift+Space", "Left", "Right", "Up", "Down", "Home", "End", "PgUp",
          "PgDown", "Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down", "Ctrl+Left", "Ctrl+Right", "Backspace",
          "Ctrl+C", "Ctrl+A", "Ctrl+X", "Ctrl+V", "Alt+F4", "Ctrl+Alt+Del", "Meta+L")  # fmt: skip
"""Keys that move, select and copy in text, or that belong to the desktop."""


class KeyRefusedError(QuoteDeskError):
    """A key cannot be given to an action; the sentence says why."""


class _Notifier(QObject):
    changed = Signal()


class _State:
    chosen: dict[str, str] = {}  # noqa: RUF012
    notifier: _Notifier | None = None


def notifier() -> _Notifier:
    """Its signal `changed` says that other keys are in use."""
    if _State.notifier is None:
        _State.notifier = _Notifier()
    return _State.notifier


def load(settings: QSettings) -> None:
    """Takes the person's keys from the settings; what is no action any more is passed over."""
    settings.beginGroup(_GROUP)
    _State.chosen = {name: str(settings.value(name)) for name in settings.childKeys() if name in DEFAULTS}
    settings.endGroup()
    notifier().changed.emit()


def keys(name: str) -> tuple[str, ...]:
    """The keys of an action."""
    chosen = _State.chosen.get(name)
    return DEFAULTS[name] if chosen is None else (chosen,) if chosen else ()


def key_of(name: str) -> str:
    """The first key of an action as the platform writes it; empty if it has none."""
    return next((key_text(key) for key in keys(name)), "")


def is_changed(name: str) -> bool:
    """Whether the person chose another key for an action."""
    return name in _State.chosen


def choose(settings: QSettings, name: str, key: QKeySequence) -> None:
    """Gives an action another key; `KeyRefusedError` where that is taken."""
    wanted = key.toString(QKeySequence.SequenceFormat.PortableText)
    if wanted in _FIXED or not wanted:
        raise KeyRefusedError(
            f"{key_text(wanted) or 'That key'} moves, selects or copies everywhere; choose another key."
        )
    for spec in TABLE:
        if spec.name != name and wanted in map(_portable, keys(spec.name)):
            taken = f"{key_text(wanted)} is the key of “{spec.text.rstrip('…')}”"
            raise KeyRefusedError(f"{taken}; change that first, or choose another key.")
    if [wanted] == [_portable(key) for key in DEFAULTS[name]]:
        reset(settings, [name])
        return
    _State.chosen[name] = wanted
    settings.setValue(f"{_GROUP}/{name}", wanted)
    notifier().changed.emit()


def reset(settings: QSettings, names: Iterable[str] = DEFAULTS) -> None:
    """Gives actions the table's keys again; one that another action took meanwhile is taken back from it."""
    for name in names:
        _State.chosen.pop(name, None)
        settings.remove(f"{_GROUP}/{name}")
        own = set(map(_portable, DEFAULTS[name]))
        for other, key in list(_State.chosen.items()):
            if key in own:
                del _State.chosen[other]
                settings.remove(f"{_GROUP}/{other}")
    notifier().changed.emit()


def combination(key: int, modifiers: Qt.KeyboardModifier) -> QKeySequence:
    """What was pressed, as a shortcut; empty while only Shift, Ctrl and the like are held."""
    if key in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, 0):
        return QKeySequence()
    shifted = Qt.KeyboardModifier.ShiftModifier
    if modifiers & shifted and 0x21 <= key <= 0x7E and not chr(key).isalnum():
        modifiers &= ~shifted  # the key itself says so already: { is Shift and [
    return QKeySequence(modifiers.value | key)


def _portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
