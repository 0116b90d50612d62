"""The one place where code points meet Qt's UTF-16.

An article's text is indexed by code points and never leaves Python; Qt is shown a copy of it. `Offsets` converts within
one string (a label, a table cell, one block of a document). `TextMap` lays an article out as the blocks of a
QTextDocument and converts between the article's offsets and the document's positions.

The copy differs from the text only where Qt would change or misread it, one character for one: line ends become block
ends, Qt's private separators become the replacement character. What is read is always the canonical text.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from quotedesk.quote import Span

LONGEST_BLOCK = 4000
"""Code points: a longer paragraph is laid out as several blocks, because Qt is slow in a block of a million."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LINE_END = re.compile("[\n\u2029]")
# What Qt would take for a block's end, a frame, an object or a byte order mark, and what it cannot show at all.
_SHOWN = {
    ord("\n"): " ", 0x2029: " ", 0x1C: " ", 0x1D: " ", 0x1E: " ", 0x85: " ", ord("\r"): " ",
    0xFEFF: "\u2060", 0xFFFE: "\ufffd", 0: "\ufffd", 0xFDD0: "\ufffd", 0xFDD1: "\ufffd", 0xFFFC: "\ufffd",
} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # fmt: skip
_CHANGED = re.compile("[\n\r\x1c\x1d\x1e\x00\x85\u2029\ufdd0\ufdd1\ufeff\ufffc\ufffe\ud800-\udfff]")


def shown(text: str) -> str:
    """`text` as Qt may be given it: as long in code points and in Qt's units, without what Qt would change."""
    return text.translate(_SHOWN) if _CHANGED.search(text) else text


class Offsets:
    """Converts offsets within one string: code points on our side, UTF-16 units on Qt's. O(log n), free for ASCII."""

    __slots__ = ("_astral", "_units")

    def __init__(self, text: str) -> None:
        self._astral: list[int] = []
        if not text.isascii() and max(text) > "\uffff":
            self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [start + count for count, start in enumerate(self._astral)]

    def to_qt(self, offset: int) -> int:
        """Qt's position of a code-point offset."""
        return offset + bisect_left(self._astral, offset)

    def to_text(self, position: int) -> int:
        """The code-point offset of Qt's position; the middle of a surrogate pair counts as the character's start."""
        return position - bisect_left(self._units, position)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a laid-out text: code points `start` to `end`, its document position, and whether a gap follows.

    `gap` is False where a long paragraph goes on in the next block.
    """

    start: int
    end: int
    position: int
    gap: bool


class TextMap:
    """An article's text as the blocks of a document, with conversions both ways in O(log n).

    Empty lines have no block: the space between paragraphs is drawn, not written. A text whose lines were broken at a
    fixed width is joined again to paragraphs. `document_text` is what `setPlainText` is given.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self._offsets: list[Offsets] = []
        lines: list[str] = []
        position = 0
        for start, end, gap in _pieces(text):
            line = shown(text[start:end])
            offsets = Offsets(line)
            self.blocks.append(Block(start, end, position, gap))
            self._offsets.append(offsets)
            lines.append(line)
            position += offsets.to_qt(end - start) + 1
        self.document_text = "\n".join(lines)
        self._starts = [block.start for block in self.blocks]
        self._positions = [block.position for block in self.blocks]

    def block_at(self, offset: int) -> int:
        """The number of the block that holds a text offset, or of the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def block_text(self, number: int) -> str:
        """What Qt is shown in a block."""
        block = self.blocks[number]
        return shown(self.text[block.start : block.end])

    def in_block(self, number: int, offset: int) -> int:
        """Qt's position within a block of a text offset, clamped to the block."""
        block = self.blocks[number]
        return self._offsets[number].to_qt(min(max(offset, block.start), block.end) - block.start)

    def from_block(self, number: int, position: int) -> int:
        """The text offset of Qt's position within a block."""
        block = self.blocks[number]
        return min(block.start + self._offsets[number].to_text(position), block.end)

    def to_document(self, offset: int) -> int:
        """The document's position of a text offset; one in a gap belongs to the end of the block before it."""
        if not self.blocks:
            return 0
        number = self.block_at(offset)
        return self.blocks[number].position + self.in_block(number, offset)

    def to_text(self, position: int) -> int:
        """The text offset of a document's position."""
        if not self.blocks:
            return 0
        number = max(0, bisect_right(self._positions, position) - 1)
        return self.from_block(number, position - self.blocks[number].position)

    def selected(self, first: int, last: int) -> Span:
        """The text that a document's selection covers, without the white space at its edges."""
        start, end = self.to_text(min(first, last)), self.to_text(max(first, last))
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        return Span(start, max(start, start + len(words.strip())))

    def pieces(self, span: Span) -> Iterator[tuple[int, int, int]]:
        """A span block by block: (block, Qt's start in it, Qt's end in it); blocks it does not touch are left out."""
        if not self.blocks or span.start >= span.end:
            return
        for number in range(self.block_at(span.start), self.block_at(span.end - 1) + 1):
            start, end = self.in_block(number, span.start), self.in_block(number, span.end)
            if start < end:
                yield number, start, end


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """The blocks of a text as (start, end, gap follows)."""
    for start, end in _paragraphs(text):
        while end - start > LONGEST_BLOCK:
            cut = text.rfind(" ", start + LONGEST_BLOCK // 2, start + LONGEST_BLOCK) + 1
            if not cut:
                cut = _between_characters(text, start + LONGEST_BLOCK)
            yield start, cut, False
            start = cut
        yield start, end, True


def _between_characters(text: str, offset: int) -> int:
    """The nearest place at or before `offset` that does not part a letter from its combining marks (within 40)."""
    for place in range(offset, offset - 40, -1):
        if not unicodedata.combining(text[place]) and text[place] not in "\u200d\ufe0f" and text[place - 1] != "\u200d":
            return place
    return offset


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text lie, blank lines left out and white space at their edges kept."""
    lines: list[tuple[int, int]] = []
    start = 0
    for match in _LINE_END.finditer(text):
        lines.append((start, match.start()))
        start = match.end()
    lines.append((start, len(text)))
    if not _broken_at_a_width([end - start for start, end in lines]):
        yield from (line for line in lines if text[slice(*line)].strip())
        return
    paragraph: tuple[int, int] | None = None
    for line in lines:
        if text[slice(*line)].strip():
            paragraph = (paragraph[0] if paragraph else line[0], line[1])
        elif paragraph:
            yield paragraph
            paragraph = None
    if paragraph:
        yield paragraph


def _broken_at_a_width(lengths: list[int]) -> bool:
    """Whether lines were broken at a fixed width: most lines that another follows end within 15 of the longest."""
    longest = max(lengths)
    followed = [a for a, b in pairwise(lengths) if a and b]
    if not 40 <= longest <= 100 or len(followed) < 4 or 0 not in lengths:
        return False
    return sum(length >= longest - 15 for length in followed) >= 0.9 * len(followed)
