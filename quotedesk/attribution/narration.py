"""The article as attribution reads it: words outside quotes, each top-level quoted part folded into one item."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from quotedesk.article import paragraphs
from quotedesk.quote import Span

_STOPS = ".!?…"
_CLOSERS = "\"'”’»)]"
_OPENERS = "\"'“‘«„‚`([{"
_MARKS = frozenset(("“", "”", "„", "‟", '"', "``", "''", "«", "»", "‘", "’", "'", "`"))


@dataclass(slots=True)
class Item:
    """A word or a folded quoted part; `quote` is the number of the quote and `part` of its part, or -1."""

    start: int
    end: int
    text: str
    low: str
    paragraph: int
    sentence: int = 0
    quote: int = -1
    part: int = -1
    glued: bool = False

    @property
    def capital(self) -> bool:
        """Whether this is a word that starts with a capital letter."""
        return self.quote < 0 and self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        """Whether this is a word or number, and not punctuation or a quote."""
        return self.quote < 0 and self.text[:1].isalnum()


@dataclass(slots=True)
class Narration:
    """The items of an article in order, with where each paragraph and sentence begins."""

    text: str
    items: list[Item]
    paragraphs: list[Span]
    paragraph_starts: list[int]
    sentence_starts: list[int]
    where: dict[tuple[int, int], int]

    def sentence(self, number: int) -> range:
        """The items of a sentence."""
        starts = self.sentence_starts
        return range(starts[number], starts[number + 1] if number + 1 < len(starts) else len(self.items))

    def paragraph(self, number: int) -> range:
        """The items of a paragraph; empty where it does not exist."""
        if not 0 <= number < len(self.paragraphs):
            return range(0)
        starts = self.paragraph_starts
        return range(starts[number], starts[number + 1] if number + 1 < len(starts) else len(self.items))

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds (or comes before) a code point."""
        return max(0, bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1)

    def span(self, first: int, last: int) -> Span:
        """The code points from the first to the last item, both included."""
        return Span(self.items[first].start, self.items[last].end)


def narrate(doc: Doc, text: str, quotes: Sequence[tuple[Span, ...]]) -> Narration:
    """Folds the given quotes (parts in order, none overlapping) out of the tokenised text."""
    parts = sorted((part.start, part.end, n, k) for n, quote in enumerate(quotes) for k, part in enumerate(quote))
    spans = paragraphs(text)
    items: list[Item] = []
    paragraph_starts: list[int] = []
    at = 0
    number = -1

    def begin_paragraphs(offset: int) -> None:
        nonlocal number
        while number + 1 < len(spans) and spans[number + 1].start <= offset:
            number += 1
            paragraph_starts.append(len(items))

    def fold(until: int) -> None:
        nonlocal at
        while at < len(parts) and parts[at][0] <= until:
            start, end, n, k = parts[at]
            begin_paragraphs(start)
            items.append(Item(start, end, text[start:end], "", max(number, 0), quote=n, part=k))
            at += 1

    for start, length, space in doc.to_array(["IDX", "LENGTH", "IS_SPACE"]).tolist():
        end = start + length
        if at < len(parts) and parts[at][0] <= start:
            fold(start)
        if space or (at and start < parts[at - 1][1]):
            continue
        word = text[start:end]
        if word in _MARKS:
            continue
        begin_paragraphs(start)
        items.append(Item(start, end, word, word.lower(), max(number, 0)))
        items[-1].glued = len(items) > 1 and items[-2].end == start
    fold(len(text))
    begin_paragraphs(len(text))
    starts = _sentences(items)
    where = {(item.quote, item.part): n for n, item in enumerate(items) if item.quote >= 0}
    return Narration(text, items, spans, paragraph_starts, starts, where)


def _sentences(items: list[Item]) -> list[int]:
    starts: list[int] = []
    for n, item in enumerate(items):
        if n == 0 or item.paragraph != items[n - 1].paragraph or _ends(items, n - 1):
            starts.append(n)
        item.sentence = len(starts) - 1
    return starts


def _ends(items: list[Item], n: int) -> bool:
    """Whether a sentence ends with item `n`; another one follows in the paragraph."""
    item, after = items[n], items[n + 1]
    begins = after.quote >= 0 or not after.text[:1].islower()
    if item.quote >= 0:
        return item.text.rstrip(_CLOSERS)[-1:] in _STOPS and begins
    if item.text[:1] in _STOPS and len(item.text) < 4:
        return begins
    return False


def ends_like_a_sentence(text: str) -> bool:
    """Whether quoted words end with a full stop, question or exclamation mark."""
    return text.rstrip(_CLOSERS + " ")[-1:] in _STOPS


def begins_like_a_sentence(text: str) -> bool:
    """Whether quoted words begin with a capital, a figure or dots."""
    first = text.lstrip(_OPENERS + " …[").lstrip(".")[:1]
    return first.isupper() or first.isdigit()
