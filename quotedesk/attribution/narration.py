"""The article as attribution reads it: words outside quotes, each top-level quoted part folded into one item."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, repeat

from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.words import CLOSERS, STOPS, Item, Words, words
from quotedesk.quote import Span

_OPENERS = "\"'“‘«„‚`([{"


@dataclass(slots=True)
class Narration:
    """The items of an article in order, with the number of the paragraph and of the sentence of each.

    `where` has the item of each part of each quote; where the other items stand in the text is read when it is asked.
    """

    text: str
    items: list[Item]
    paragraphs: Sequence[Span]
    paragraph_items: list[range]
    sentence_items: list[range]
    where: dict[tuple[int, int], int]
    quoted: dict[int, Span]
    paragraph_of: list[int] = field(init=False)
    sentence_of: list[int] = field(init=False)
    _quotes: list[int] = field(init=False)
    _starts: dict[int, list[int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.paragraph_of = _numbers(self.paragraph_items)
        self._quotes = list(self.quoted)
        self.sentence_of = _numbers(self.sentence_items)

    def sentence(self, number: int) -> range:
        """The items of a sentence."""
        return self.sentence_items[number]

    def sentence_at(self, n: int) -> range:
        """The items of the sentence of item `n`."""
        return self.sentence_items[self.sentence_of[n]]

    def quotes_among(self, first: int, stop: int) -> list[int]:
        """The items from `first` up to `stop` (excluded) that are quoted parts, in order."""
        return self._quotes[bisect_left(self._quotes, first) : bisect_left(self._quotes, stop)]

    def behind_quotes(self, low: int, n: int) -> int:
        """The item behind the last quoted part before item `n`, or else `low`, where the look back ends."""
        at = bisect_left(self._quotes, n)
        return max(low, self._quotes[at - 1] + 1) if at else low

    def in_one_sentence(self, a: int, b: int) -> bool:
        """Whether two items stand in the same sentence."""
        return self.sentence_of[a] == self.sentence_of[b]

    def in_one_paragraph(self, a: int, b: int) -> bool:
        """Whether two items stand in the same paragraph."""
        return self.paragraph_of[a] == self.paragraph_of[b]

    def paragraph(self, number: int) -> range:
        """The items of a paragraph; empty where it does not exist."""
        return self.paragraph_items[number] if 0 <= number < len(self.paragraph_items) else range(0)

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds (or comes before) a code point."""
        return max(0, bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1)

    def start(self, n: int) -> int:
        """The code point that item `n` begins with."""
        number = self.paragraph_of[n]
        return self._starts_in(number)[n - self.paragraph_items[number].start]

    def end(self, n: int) -> int:
        """The code point behind item `n`."""
        return self.start(n) + len(self.items[n].text)

    def span(self, first: int, last: int) -> Span:
        """The code points from the first to the last item, both included."""
        return Span(self.start(first), self.end(last))

    def item_at(self, offset: int) -> int:
        """The first item that begins at a code point or behind it."""
        number = self.paragraph_at(offset)
        return self.paragraph(number).start + bisect_left(self._starts_in(number), offset)

    def _starts_in(self, number: int) -> list[int]:
        """Where the items of a paragraph begin."""
        starts = self._starts.get(number)
        if starts is None:
            starts = self._starts[number] = []
            numbers, find = self.paragraph(number), self.text.index
            at = self.paragraphs[number].start if self.paragraphs else 0
            for n, item in enumerate(self.items[numbers.start : numbers.stop], numbers.start):
                at = find(item.text, at) if item.quote < 0 else self.quoted[n].start
                starts.append(at)
                at += len(item.text)
        return starts


def narrate(
    text: str, spans: Sequence[Span], quotes: Sequence[tuple[Span, ...]], lexicon: Lexicon, *, beside: bool = True
) -> Narration:
    """Cuts the paragraphs of a text into words, with the given quotes (parts in order, none overlapping) folded.

    Words of quotes are not cut. Paragraphs that hold no quote are left out unless those `beside` are wanted too.
    """
    parts = sorted((part.start, part.end, n, k) for n, quote in enumerate(quotes) for k, part in enumerate(quote))
    if not beside:
        starts = [start for start, _, _, _ in parts]
        spans = [p for p in spans if bisect_left(starts, p.start) < bisect_left(starts, p.end)]
    made = _Items(text, words(lexicon))
    folded = 0
    for paragraph in spans:
        made.begin_paragraph()
        at = paragraph.start
        while folded < len(parts) and parts[folded][0] < paragraph.end:
            start, end, _, _ = parts[folded]
            made.add_words(at, start)
            made.add_quote(*parts[folded])
            at = max(at, end)
            folded += 1
        made.add_words(at, paragraph.end)
    end = len(made.items)
    ranges = _ranges(made.paragraphs, end), _ranges(made.sentences, end)
    return Narration(text, made.items, spans, *ranges, made.where, made.quoted)


class _Items:
    """Items in the making, with where paragraphs and sentences start."""

    def __init__(self, text: str, cutter: Words) -> None:
        self.text = text
        self.cutter = cutter
        self.items: list[Item] = []
        self.paragraphs: list[int] = []
        self.sentences: list[int] = []
        self.where: dict[tuple[int, int], int] = {}
        self.quoted: dict[int, Span] = {}
        self._opens = True
        self._stops = False

    def begin_paragraph(self) -> None:
        self.paragraphs.append(len(self.items))
        self._opens, self._stops = True, False

    def add_quote(self, start: int, end: int, quote: int, part: int) -> None:
        if self._opens or self._stops:
            self.sentences.append(len(self.items))
        self.where[quote, part] = len(self.items)
        self.quoted[len(self.items)] = Span(start, end)
        words = self.text[start:end]
        self.items.append(Item(words, quote=quote))
        self._opens, self._stops = False, words.rstrip(CLOSERS)[-1:] in STOPS

    def add_words(self, start: int, end: int) -> None:
        items, sentences, cutter = self.items, self.sentences, self.cutter
        opens, stops, before = self._opens, self._stops, len(items)
        for run in self.text[start:end].split():
            found, lead, opener, breaks, ends = cutter[run]
            if not found:
                continue
            if opens or (stops and opener):
                sentences.append(len(items) + (0 if opens else lead))
                opens = False
            if breaks:
                sentences += [len(items) + n for n in breaks]
            items += found
            if ends is not None:
                stops = ends
        if before < len(items) and self._touches(before, start):
            items[before] = cutter.item(items[before].text, glued=True, tail=items[before].tail)
        self._opens, self._stops = opens, stops

    def _touches(self, n: int, start: int) -> bool:
        """Whether nothing parts item `n` from the quoted part before it, which ends where the item's words start."""
        quoted = self.quoted.get(n - 1)
        return quoted is not None and quoted.end == start and self.text.startswith(self.items[n].text, start)


def _ranges(starts: list[int], end: int) -> list[range]:
    return [range(*pair) for pair in pairwise([*starts, end])]


def _numbers(ranges: list[range]) -> list[int]:
    """For each item the number of the range that it stands in."""
    return list(chain.from_iterable(map(repeat, range(len(ranges)), map(len, ranges))))


def ends_like_a_sentence(text: str) -> bool:
    """Whether quoted words end with a full stop, question or exclamation mark."""
    return text.rstrip(CLOSERS + " ")[-1:] in STOPS


def ends_like_a_clause(text: str) -> bool:
    """Whether quoted words end with a comma: somebody is named behind them."""
    return text.rstrip(CLOSERS + " ")[-1:] == ","


def begins_like_a_sentence(text: str) -> bool:
    """Whether quoted words begin with a capital, a figure or dots."""
    first = text.lstrip(_OPENERS + " …[").lstrip(".")[:1]
    return first.isupper() or first.isdigit()
