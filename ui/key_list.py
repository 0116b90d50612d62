"""The list of all keys, on F1: made from the table of actions, and the place where keys are changed."""

from functools import partial

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import keymap, theme
from ui.actions import EXTRA_KEYS, TABLE, ActionSpec, key_text
from ui.widgets.small import button, caption, label, restyle

COLUMNS = (("Quote", "Go", "Assign"), ("Edges",), ("Desk", "Edit", "View", "Look", "Help"))
COLUMN = 300
"""The width that a column of keys needs."""
ADVICE = "Click a key, then press another one to change it. Esc leaves it as it is."


def entries() -> list[tuple[str, str, str]]:
    """Group, keys and meaning of every action, and of what the text does by itself."""
    listed = [(s.group, "  ".join(map(key_text, keymap.keys(s.name))), s.text.rstrip("…")) for s in TABLE]
    return [*listed, *EXTRA_KEYS]


class KeyChoice(QPushButton):
    """The keys of one action; pressed, it waits for another one."""

    pressed_key = Signal(QKeySequence)

    def __init__(self, spec: ActionSpec) -> None:
        super().__init__()
        self.spec = spec
        self.setProperty("look", "keycap")
        self.setCheckable(True)
        self.write()

    def write(self) -> None:
        """Shows the keys as they are now, larger where the person changed them."""
        self.setChecked(False)
        shown = "  ".join(map(key_text, keymap.keys(self.spec.name)))
        self.setText(shown or "–")
        self.setAccessibleName(f"Key for “{self.spec.text.rstrip('…')}”: {shown or 'none'}")
        self.setToolTip("Changed by you" if keymap.is_changed(self.spec.name) else "")
        font = self.font()
        font.setBold(keymap.is_changed(self.spec.name))
        self.setFont(font)

    def nextCheckState(self) -> None:
        """A click begins waiting."""
        self.setChecked(True)
        self.setText("press a key")

    def event(self, event: QEvent) -> bool:
        """While it waits, every key is its own: also those that are shortcuts, and Tab."""
        if self.isChecked() and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event.accept()
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                self._take(event)
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.write()
            return
        pressed = keymap.combination(event.key(), event.modifiers())
        if not pressed.isEmpty():
            self.setChecked(False)
            self.pressed_key.emit(pressed)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever looks away does not want to change it."""
        super().focusOutEvent(event)
        if self.isChecked():
            self.write()


class KeyList(QDialog):
    """Columns of keys; Escape or F1 closes it. Changes are kept at once."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("All keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = QGuiApplication.primaryScreen().availableSize() * 0.9
        self.resize(QSize(theme.px(1120), theme.px(760)).boundedTo(room))
        self._settings = settings
        self.choices: dict[str, KeyChoice] = {}
        body = QFrame()
        body.setProperty("look", "panel")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._columns.setContentsMargins(24, 20, 24, 12)
        self._columns.setSpacing(36)
        for groups in COLUMNS:
            self._columns.addLayout(self._column(groups), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(area, 1)
        self.said = label(ADVICE, "muted", wrap=True)
        self.reset = button("Reset all keys")
        self.reset.clicked.connect(self._reset)
        close = button("Close", "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.setSpacing(8)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.reset)
        foot.addWidget(close)
        column.addLayout(foot)
        close.setFocus()
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns stand below each other where they do not fit beside each other."""
        super().resizeEvent(event)
        beside = self.width() >= len(COLUMNS) * theme.px(COLUMN)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _column(self, groups: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        fixed = {group: [(keys, meaning) for g, keys, meaning in EXTRA_KEYS if g == group] for group in ("Text",)}
        row = 0
        for group in (*groups, *(("Text",) if "Edges" in groups else ())):
            grid.addWidget(caption(group), row, 0, 1, 2)
            row += 1
            for spec in (spec for spec in TABLE if spec.group == group):
                choice = KeyChoice(spec)
                choice.pressed_key.connect(partial(self._choose, spec))
                self.choices[spec.name] = choice
                grid.addWidget(choice, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(label(spec.text.rstrip("…"), wrap=True), row, 1)
                row += 1
            for keys, meaning in fixed.get(group, ()):
                grid.addWidget(label(keys, "key"), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(label(meaning, wrap=True), row, 1)
                row += 1
            grid.setRowMinimumHeight(row, 10)
            row += 1
        grid.setRowStretch(row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _choose(self, spec: ActionSpec, key: QKeySequence) -> None:
        try:
            keymap.choose(self._settings, spec.name, key)
        except keymap.KeyRefusedError as refused:
            self._write(str(refused), bad=True)
            return
        self._write(f"“{spec.text.rstrip('…')}” is on {keymap.key_of(spec.name)} now.")

    def _reset(self) -> None:
        keymap.reset(self._settings)
        self._write("All keys are as they were at first.")

    def _write(self, sentence: str = ADVICE, *, bad: bool = False) -> None:
        restyle(self.said, "bad" if bad else "muted")
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)
        for choice in self.choices.values():
            choice.write()
        self.reset.setEnabled(any(keymap.is_changed(name) for name in self.choices))
