"""The fields of a speaker: colour, other names, and roles with their years."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from quotedesk.store.records import Role
from ui.theme import current, px
from ui.widgets.flow import FlowLayout
from ui.widgets.small import button

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
"""A year, a month or a day in ISO 8601."""


MOST_NAMES = 7


class Palette(QWidget):
    """The speakers' colours to choose from; the chosen one carries a ring and a tick, so that colour is not needed."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Colour")
        self.setToolTip("The colour of this speaker everywhere")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def choose(self, colour: int) -> None:
        """Show a colour as chosen."""
        self._chosen = colour % len(current().speakers)
        self.update()

    def sizeHint(self) -> QSize:
        """All colours in one row."""
        return QSize(len(current().speakers) * px(27) + 4, px(28))

    def minimumSizeHint(self) -> QSize:
        """A few colours; the rest goes to further rows."""
        return QSize(4 * px(27), px(28))

    def hasHeightForWidth(self) -> bool:
        """Narrower means more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows."""
        across = max(1, (width - 4) // px(27))
        return -(-len(current().speakers) // across) * px(28)

    def place(self, number: int) -> QPointF:
        """The middle of a colour."""
        row, column = divmod(number, max(1, (self.width() - 4) // px(27)))
        return QPointF(column * px(27) + px(14), row * px(28) + px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Discs in a row."""
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, colours in enumerate(theme.speakers):
            middle = self.place(number)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.ink)
            painter.drawEllipse(middle, px(8), px(8))
            if number == self._chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.ink, 2))
                painter.drawEllipse(middle, px(11.5), px(11.5))
                painter.setPen(QPen(theme.field, 1.8))
                painter.drawPolyline([middle + QPointF(-3.5, 0), middle + QPointF(-1, 3), middle + QPointF(4, -3)])
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the colour under the mouse."""
        for number in range(len(current().speakers)):
            if (event.position() - self.place(number)).manhattanLength() <= px(14):
                self._take(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self._take((self._chosen + step) % len(current().speakers))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus is gone."""
        super().focusOutEvent(event)
        self.update()

    def _take(self, number: int) -> None:
        if number != self._chosen:
            self.choose(number)
            self.chosen.emit(number)


class Names(QWidget):
    """Other names as chips; a click takes one away, Enter in the field adds one."""

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._whole = False
        self._row = QWidget()
        self._chips = FlowLayout(self._row)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Another name, then Enter")
        self.field.setAccessibleName("Another name")
        self.field.returnPressed.connect(self._add)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(7)
        box.addWidget(self._row)
        box.addWidget(self.field)

    def show_names(self, names: Sequence[str]) -> None:
        """Show these names."""
        self._names = tuple(names)
        self._chips.clear()
        shown = self._names if self._whole or len(self._names) <= MOST_NAMES + 1 else self._names[:MOST_NAMES]
        for name in shown:
            chip = button(f"{_escaped(name)}  ×", "chip", tip="Take this name away", name=f"Take away {name}")
            chip.setMinimumHeight(px(24))
            chip.clicked.connect(lambda _checked=False, name=name: self._remove(name))
            self._chips.addWidget(chip)
        if len(shown) < len(self._names):
            more = button(f"and {len(self._names) - len(shown)} more", "link", tip="Show all other names")
            more.clicked.connect(self._show_whole)
            self._chips.addWidget(more)
        self._row.setVisible(bool(self._names))

    def fold(self) -> None:
        """Show only the first names again, as for another speaker."""
        self._whole = False

    def _show_whole(self) -> None:
        self._whole = True
        self.show_names(self._names)

    def _add(self) -> None:
        name = " ".join(self.field.text().split())
        self.field.clear()
        if name and name not in self._names:
            self.changed.emit((*self._names, name))

    def _remove(self, name: str) -> None:
        self.changed.emit(tuple(n for n in self._names if n != name))


class Roles(QWidget):
    """Roles, a row each: what, since, until; an empty row at the end takes a new one."""

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roles: tuple[Role, ...] = ()
        self.rows: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        self._lines: list[QHBoxLayout] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self.show_roles(())

    def show_roles(self, roles: Sequence[Role], *, another: bool = True) -> None:
        """Show these roles; those of the same speaker not while the person is writing in them."""
        writing = any(field.hasFocus() for row in self.rows for field in row)
        if not another and (tuple(roles) == self._roles or writing):
            self._roles = tuple(roles)
            return
        self._roles = tuple(roles)
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        self._lines = []
        for role in (*self._roles, Role("")):
            self._add_row(role)

    def roles(self) -> tuple[Role, ...]:
        """What the rows say; a row without a role is left out."""
        found = [Role(*(" ".join(field.text().split()) for field in row)) for row in self.rows]
        return tuple(role for role in found if role.name)

    def _add_row(self, role: Role) -> None:
        holder, years = QWidget(), QHBoxLayout()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        years.setSpacing(6)
        what, since, until = QLineEdit(role.name), QLineEdit(role.since), QLineEdit(role.until)
        what.setPlaceholderText("Another role" if self.rows else "Role")
        line.addWidget(what, 1)
        line.addLayout(years)
        for field, word in ((what, "Role"), (since, "Since"), (until, "Until")):
            field.setAccessibleName(word)
            field.setCursorPosition(0)
            field.editingFinished.connect(self._tell)
        for field, word in ((since, "since"), (until, "until")):
            field.setPlaceholderText(word)
            field.setFixedWidth(px(106))
            field.setToolTip(f"{word.capitalize()}: a year, or a date like 2016-09-17")
            years.addWidget(field)
        years.addStretch(0)
        self.rows.append((what, since, until))
        self._lines.append(line)
        self._box.addWidget(holder)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the years stand under the role."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        narrow = self.width() < px(400)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for line in self._lines:
            if line.direction() != way:
                line.setDirection(way)

    def _tell(self) -> None:
        good = True
        for _what, since, until in self.rows:
            for field in (since, until):
                text = field.text().strip()
                right = not text or DATE.fullmatch(text) is not None
                field.setStyleSheet("" if right else f"border-color: {current().bad.name()};")
                good = good and right
        if good and self.roles() != self._roles:
            self._roles = self.roles()
            if self.rows[-1][0].text().strip():
                self._add_row(Role(""))
            self.changed.emit(self._roles)


def _escaped(text: str) -> str:
    """A button takes & for a key; two of them are one."""
    return text.replace("&", "&&")
