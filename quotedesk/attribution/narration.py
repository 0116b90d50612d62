"""The article as attribution reads it: words outside quotes, each top-level quoted part folded into one item."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotedesk.article import paragraphs
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.words import Words, words
from quotedesk.quote import Span

_STOPS = ".!?…"
_CLOSERS = "\"'”’»)]"
_OPENERS = "\"'“‘«„‚`([{"
_RUN = re.compile(r"\S+")


@dataclass(slots=True)
class Item:
    """A word or a folded quoted part; `quote` is the number of the quote and `part` of its part, or -1.

    `capital` says whether it is a word that starts with a capital letter, `is_word` whether it is a word or number (not
    punctuation, not a quote), `glued` whether no space parts it from the item before; the others are those of `Word`.
    """

    start: int
    end: int
    text: str
    low: str
    paragraph: int
    sentence: int
    capital: bool = False
    is_word: bool = False
    function: bool = False
    noun: bool = False
    verb: bool = False
    cue: str | None = None
    glued: bool = False
    quote: int = -1
    part: int = -1


@dataclass(slots=True)
class Narration:
    """The items of an article in order, with those of each paragraph and sentence."""

    text: str
    items: list[Item]
    paragraphs: list[Span]
    paragraph_items: list[range]
    sentence_items: list[range]
    where: dict[tuple[int, int], int]

    def sentence(self, number: int) -> range:
        """The items of a sentence."""
        return self.sentence_items[number]

    def paragraph(self, number: int) -> range:
        """The items of a paragraph; empty where it does not exist."""
        return self.paragraph_items[number] if 0 <= number < len(self.paragraph_items) else range(0)

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds (or comes before) a code point."""
        return max(0, bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1)

    def span(self, first: int, last: int) -> Span:
        """The code points from the first to the last item, both included."""
        return Span(self.items[first].start, self.items[last].end)


def narrate(text: str, quotes: Sequence[tuple[Span, ...]], lexicon: Lexicon) -> Narration:
    """Cuts a text into words, with the given quotes (parts in order, none overlapping) folded; theirs are not cut."""
    parts = sorted((part.start, part.end, n, k) for n, quote in enumerate(quotes) for k, part in enumerate(quote))
    spans, cutter = paragraphs(text), words(lexicon)
    items: list[Item] = []
    starts: list[int] = []
    folded = 0
    for number, paragraph in enumerate(spans):
        starts.append(len(items))
        at = paragraph.start
        while folded < len(parts) and parts[folded][0] < paragraph.end:
            start, end, n, k = parts[folded]
            _add_words(items, cutter, text, at, start, number)
            items.append(Item(start, end, text[start:end], "", number, 0, quote=n, part=k))
            at = max(at, end)
            folded += 1
        _add_words(items, cutter, text, at, paragraph.end, number)
    where = {(item.quote, item.part): n for n, item in enumerate(items) if item.quote >= 0}
    return Narration(text, items, spans, _ranges(starts, len(items)), _ranges(_sentences(items), len(items)), where)


def _add_words(items: list[Item], cutter: Words, text: str, start: int, end: int, paragraph: int) -> None:
    last = items[-1].end if items else -1
    for run in _RUN.finditer(text, start, end):
        at = run.start()
        for first, stop, word, low, capital, is_word, function, noun, verb, cue in cutter.cut(run.group()):
            glued = at + first == last
            last = at + stop
            noun = noun and (is_word or glued)
            items.append(
                Item(at + first, last, word, low, paragraph, 0, capital, is_word, function, noun, verb, cue, glued)
            )


def _ranges(starts: list[int], end: int) -> list[range]:
    return [range(*pair) for pair in pairwise([*starts, end])]


def _sentences(items: list[Item]) -> list[int]:
    """Where sentences start; tells each item its own."""
    starts: list[int] = []
    before = None
    for n, item in enumerate(items):
        if before is None or item.paragraph != before.paragraph or _parts(before, item):
            starts.append(n)
        item.sentence = len(starts) - 1
        before = item
    return starts


def _parts(before: Item, item: Item) -> bool:
    """Whether a sentence ends between two items of a paragraph."""
    if before.quote >= 0:
        stops = before.text.rstrip(_CLOSERS)[-1:] in _STOPS
    else:
        stops = not before.is_word and before.text[0] in _STOPS and len(before.text) < 4
    return stops and (item.quote >= 0 or not item.text[0].islower())


def ends_like_a_sentence(text: str) -> bool:
    """Whether quoted words end with a full stop, question or exclamation mark."""
    return text.rstrip(_CLOSERS + " ")[-1:] in _STOPS


def ends_like_a_clause(text: str) -> bool:
    """Whether quoted words end with a comma: somebody is named behind them."""
    return text.rstrip(_CLOSERS + " ")[-1:] == ","


def begins_like_a_sentence(text: str) -> bool:
    """Whether quoted words begin with a capital, a figure or dots."""
    first = text.lstrip(_OPENERS + " …[").lstrip(".")[:1]
    return first.isupper() or first.isdigit()
