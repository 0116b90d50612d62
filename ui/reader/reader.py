"""The page under the hand: mouse, keys, tooltips and the menu of the right button."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from quotedesk.quote import Span
from quotedesk.store.records import QuoteRecord
from ui.reader.page import Page
from ui.reader.states import speaker_name, status_line
from ui.reader.words import moved, nearest_end, nearest_start, stepped

_Move = QTextCursor.MoveOperation
_CARET = {
    Qt.Key.Key_Left: (_Move.Left, _Move.WordLeft),
    Qt.Key.Key_Right: (_Move.Right, _Move.WordRight),
    Qt.Key.Key_Up: (_Move.Up, _Move.PreviousBlock),
    Qt.Key.Key_Down: (_Move.Down, _Move.NextBlock),
    Qt.Key.Key_Home: (_Move.StartOfBlock, _Move.Start),
    Qt.Key.Key_End: (_Move.EndOfBlock, _Move.End),
}
SPOKEN = {" ": "space", "\u00a0": "space", "\t": "tab", "\n": "new line"}
"""How white space is called."""


class Reader(Page):
    """One article to read and to work on: quotes are chosen, their edges dragged, words selected.

    A click chooses the innermost quote under it, the next click on the same place the one around it. Handles snap to
    words unless Alt is held. Plain up and down scroll; with Shift, and left and right always, they move the caret.
    """

    picked = Signal(str)
    """A quote was clicked (its id), or the text beside all quotes (empty)."""
    resized = Signal(str, object)
    """A handle was let go: the quote's id and its new parts."""
    menu_wanted = Signal(object, object)
    """The right button: the QMenu about to open, to be filled with deeds, and the quotes under the pointer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dragged = ""
        self._pressed: QPointF | None = None
        self._selecting = False
        self._clicks = 0
        self._last_press = 0

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of a handle, or begins a selection."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position()
        self.show_caret = False
        if label := self.label_at(point):
            ids = [quote.id for quote in label.quotes]
            at = (ids.index(self.chosen) + 1) % len(ids) if self.chosen in ids else 0
            self.picked.emit(ids[at])
            return
        self._dragged = self.handle_at(point)
        if self._dragged:
            return
        self._pressed = point
        near = event.timestamp() - self._last_press < QGuiApplication.styleHints().mouseDoubleClickInterval()
        self._clicks = self._clicks + 1 if near and self._clicks else 1
        self._last_press = event.timestamp()
        offset = self.offset_at(point)
        if self._clicks == 3:
            self.selection.paragraph(offset)
            self.selected()
        else:
            self.selection.put(offset, keep=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            self.selected()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects a word."""
        if event.button() == Qt.MouseButton.LeftButton and not self.label_at(event.position()):
            self._clicks, self._last_press = 2, event.timestamp()
            self._pressed = None
            self.selection.word(self.offset_at(event.position()))
            self.selected()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags a handle or the selection; otherwise lights up what is under the pointer."""
        point = event.position()
        if self._dragged and self.chosen:
            self.set_edited(self._with_edge_at(point, free=bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)))
            self._scroll_along(point)
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if self._selecting or (point - self._pressed).manhattanLength() > 4:
                self._selecting = True
                self.selection.put(self.offset_at(point), keep=True)
                self.selected()
                self._scroll_along(point)
        else:
            self._hover(point)

    def _with_edge_at(self, point: QPointF, *, free: bool) -> tuple[Span, ...]:
        offset = self.offset_at(point)
        if not free:
            offset = (nearest_start if self._dragged == "start" else nearest_end)(self.text, offset)
        return moved(self.text, self.quotes[self.chosen].parts, self._dragged, offset)

    def choose_among(self) -> None:
        """Lists the quotes that lie over and in the selected one, or over the caret, to choose one of them."""
        place = self.quotes[self.chosen].extent if self.chosen else Span(self.selection.caret, self.selection.caret + 1)
        over = [q for q in self.quotes.values() if any(part.overlaps(place) for part in q.parts)]
        if over:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._list_quotes(menu, sorted(over, key=lambda q: (q.extent.start, -q.extent.end)))
            menu.setActiveAction(menu.actions()[0])
            menu.popup(self.viewport().mapToGlobal(self.place_of(place.start).toPoint()))

    def _list_quotes(self, menu: QMenu, quotes: Sequence[QuoteRecord]) -> None:
        for number, quote in enumerate(quotes, 1):
            words = quote.text if len(quote.text) <= 48 else f"{quote.text[:24].rstrip()} … {quote.text[-20:].lstrip()}"
            choice = menu.addAction(f"&{number}  {speaker_name(quote)}: “{words}”".replace("&&", "&"))
            choice.setCheckable(True)
            choice.setChecked(quote.id == self.chosen)
            choice.triggered.connect(lambda _on=False, id=quote.id: self.picked.emit(id))

    def _scroll_along(self, point: QPointF) -> None:
        over = min(0.0, point.y()) + max(0.0, point.y() - self.viewport().height())
        if over:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + int(over / 2))

    def _hover(self, point: QPointF) -> None:
        label = self.label_at(point)
        at = self.quotes_at(point)
        self.set_hovered(label.quotes[0].id if label else at[0].id if at else "")
        if self.handle_at(point):
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        elif label or at:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            over_text = -8 <= point.x() - self._left <= self.column.width + 8
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor if over_text else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go: the new edges are a deed, a click without a drag chooses a quote."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._dragged:
            self._dragged = ""
            parts = self.edited
            if parts is not None and parts != self.quotes[self.chosen].parts:
                self.resized.emit(self.chosen, parts)
            else:
                self.set_edited(None)
        elif self._pressed is not None and not self._selecting and self._clicks == 1:
            self._pick(self.quotes_at(event.position()))
        self._pressed, self._selecting = None, False

    def _pick(self, at: list[QuoteRecord]) -> None:
        ids = [quote.id for quote in at]
        if self.chosen in ids and len(ids) > 1:
            self.picked.emit(ids[(ids.index(self.chosen) + 1) % len(ids)])
        else:
            self.picked.emit(ids[0] if ids else "")

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self.set_hovered("")

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scrolls, moves the caret, selects and copies."""
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select(Span(0, len(self.text)))
        elif key in _CARET and (shift or key in (Qt.Key.Key_Left, Qt.Key.Key_Right)):
            self.selection.move(_CARET[key][control], keep=shift)
            self.show_caret = True
            self.selected()
            self.reveal(Span(self.selection.caret, self.selection.caret))
            self.announce(self._at_caret(word=control))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (2 if key == Qt.Key.Key_Down else -2) * bar.singleStep())
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space) and not shift:
            self.glide_to(bar.value() + bar.pageStep())
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Space):
            self.glide_to(bar.value() - bar.pageStep())
        elif key == Qt.Key.Key_Home:
            self.glide_to(0)
        elif key == Qt.Key.Key_End:
            self.glide_to(bar.maximum())
        elif key == Qt.Key.Key_Escape and self.selection.cursor.hasSelection():
            self.clear_selection()
        elif key == Qt.Key.Key_Escape:
            self.picked.emit("")
        else:
            event.ignore()

    def _at_caret(self, *, word: bool) -> str:
        """What a screen reader says once the caret moved: what is selected, or the word or character at the caret."""
        caret, chosen = self.selection.caret, self.selection.span().of(self.text)
        if chosen:
            return f"{chosen} selected"
        here = self.text[caret : stepped(self.text, caret, "end", 1, "word") if word else caret + 1]
        return here.strip() or SPOKEN.get(here[:1], "end of the article")

    def copy(self) -> None:
        """Puts the selected words, exactly as they stand in the text, on the clipboard; else those of the quote."""
        words = self.selection.span().of(self.text)
        if not words and self.chosen:
            words = self.quotes[self.chosen].text
        if words:
            QGuiApplication.clipboard().setText(words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows where the keyboard is; reached by Tab, the caret shows too."""
        super().focusInEvent(event)
        self.show_caret = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The caret goes with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    # Tooltips and the menu

    def viewportEvent(self, event: QEvent) -> bool:
        """A tooltip over a margin label says in full what may be cut short."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            label = self.label_at(QPointF(event.pos()))
            text = "\n".join(f"{speaker_name(q)}\n{status_line(q)}" for q in label.quotes[:1]) if label else ""
            over = [] if label else self.quotes_at(QPointF(event.pos()))
            if len(over) > 1:
                text = f"{len(over)} quotes lie here: each click chooses the next, the right button lists them."
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu for what is under the pointer; where quotes overlap it lists them all."""
        at = self.quotes_at(QPointF(event.pos()))
        if at and self.chosen not in [quote.id for quote in at]:
            self.picked.emit(at[0].id)
        menu = QMenu(self)
        if len(at) > 1:
            self._list_quotes(menu, at)
            menu.addSeparator()
        self.menu_wanted.emit(menu, at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(event.globalPos())
