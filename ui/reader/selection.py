"""What is selected on the page: a QTextCursor of the document on Qt's side, code points of the text on ours."""

from PySide6.QtGui import QTextCursor

from quotedesk.quote import Span
from ui.reader.column import Column
from ui.reader.words import word_at

_KEEP, _MOVE = QTextCursor.MoveMode.KeepAnchor, QTextCursor.MoveMode.MoveAnchor
_ROWS = {QTextCursor.MoveOperation.Up: -1, QTextCursor.MoveOperation.Down: 1}


class Selection:
    """The selected words of one laid-out article, and the caret at their moving end."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self.cursor = QTextCursor(column.document)

    def span(self) -> Span:
        """The selected words, without white space at their edges."""
        return self._column.map.selected(self.cursor.anchor(), self.cursor.position())

    @property
    def caret(self) -> int:
        """The text offset of the moving end."""
        return self._column.map.to_text(self.cursor.position())

    def select(self, span: Span) -> None:
        """Selects exactly a span."""
        self.put(span.start)
        self.put(span.end, keep=True)

    def put(self, offset: int, *, keep: bool = False) -> None:
        """Moves the caret; with `keep` the selection grows to it."""
        self.cursor.setPosition(self._column.map.to_document(offset), _KEEP if keep else _MOVE)

    def move(self, how: QTextCursor.MoveOperation, *, keep: bool) -> None:
        """Moves the caret by a character, word or line; with `keep` the selection grows to it."""
        if how in _ROWS:
            caret = self._column.caret(self.caret)
            step = _ROWS[how] * self._column.line_height
            target = self._column.offset_at(caret.x(), caret.center().y() + step)
            if target == self.caret:  # the space between two paragraphs
                target = self._column.offset_at(caret.x(), caret.center().y() + 2 * step)
            self.put(target, keep=keep)
        else:
            self.cursor.movePosition(how, _KEEP if keep else _MOVE)

    def word(self, offset: int) -> None:
        """Selects the word at an offset."""
        self.select(word_at(self._column.map.text, offset))

    def paragraph(self, offset: int) -> None:
        """Selects the block at an offset."""
        if self._column.map.blocks:
            block = self._column.map.blocks[self._column.map.block_at(offset)]
            self.select(Span(block.start, block.end))

    def clear(self) -> None:
        """Nothing is selected any more; the caret stays."""
        self.cursor.clearSelection()
