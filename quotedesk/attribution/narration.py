"""The article as attribution reads it: words outside quotes, each top-level quoted part folded into one item."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotedesk.article import paragraphs
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.words import STOPS, Words, words
from quotedesk.quote import Span

_CLOSERS = "\"'”’»)]"
_OPENERS = "\"'“‘«„‚`([{"


@dataclass(slots=True)
class Item:
    """A word or a folded quoted part; `quote` is the number of the quote, or -1.

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


def narrate(text: str, quotes: Sequence[tuple[Span, ...]], lexicon: Lexicon, *, beside: bool = True) -> Narration:
    """Cuts a text into words, with the given quotes (parts in order, none overlapping) folded; theirs are not cut.

    Paragraphs that hold no quote are left out unless those `beside` are wanted too.
    """
    parts = sorted((part.start, part.end, n, k) for n, quote in enumerate(quotes) for k, part in enumerate(quote))
    spans = paragraphs(text)
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
    items = made.items
    return Narration(
        text, items, spans, _ranges(made.paragraphs, len(items)), _ranges(made.sentences, len(items)), made.where
    )


class _Items:
    """Items in the making, with where paragraphs and sentences start."""

    def __init__(self, text: str, cutter: Words) -> None:
        self.text = text
        self.cutter = cutter
        self.items: list[Item] = []
        self.paragraphs: list[int] = []
        self.sentences: list[int] = []
        self.where: dict[tuple[int, int], int] = {}
        self._opens = True
        self._stops = False

    def begin_paragraph(self) -> None:
        self.paragraphs.append(len(self.items))
        self._opens = True

    def add_quote(self, start: int, end: int, quote: int, part: int) -> None:
        if self._opens or self._stops:
            self.sentences.append(len(self.items))
        self.where[quote, part] = len(self.items)
        words, paragraph, sentence = self.text[start:end], len(self.paragraphs) - 1, len(self.sentences) - 1
        self.items.append(Item(start, end, words, "", paragraph, sentence, quote=quote))
        self._opens, self._stops = False, words.rstrip(_CLOSERS)[-1:] in STOPS

    def add_words(self, start: int, end: int) -> None:
        items, sentences, cut, paragraph = self.items, self.sentences, self.cutter, len(self.paragraphs) - 1
        opens, stops, sentence = self._opens, self._stops, len(self.sentences) - 1
        last = items[-1].end if items else -1
        at = 0
        text = self.text[start:end]
        for run in text.split():
            at = text.index(run, at)
            here = start + at
            at += len(run)
            for first, stop, word, low, capital, is_word, function, noun, verb, cue, may_stop in cut[run]:
                if opens or (stops and not word[0].islower() and word not in _CLOSERS):
                    sentences.append(len(items))
                    sentence += 1
                    opens = False
                begin = here + first
                glued = begin == last
                last = here + stop
                items.append(
                    Item(
                        begin,
                        last,
                        word,
                        low,
                        paragraph,
                        sentence,
                        capital,
                        is_word,
                        function,
                        noun and (is_word or glued),
                        verb,
                        cue,
                        glued,
                    )
                )
                stops = may_stop or (stops and word in _CLOSERS)
        self._opens, self._stops = opens, stops


def _ranges(starts: list[int], end: int) -> list[range]:
    return [range(*pair) for pair in pairwise([*starts, end])]


def ends_like_a_sentence(text: str) -> bool:
    """Whether quoted words end with a full stop, question or exclamation mark."""
    return text.rstrip(_CLOSERS + " ")[-1:] in STOPS


def ends_like_a_clause(text: str) -> bool:
    """Whether quoted words end with a comma: somebody is named behind them."""
    return text.rstrip(_CLOSERS + " ")[-1:] == ","


def begins_like_a_sentence(text: str) -> bool:
    """Whether quoted words begin with a capital, a figure or dots."""
    first = text.lstrip(_OPENERS + " …[").lstrip(".")[:1]
    return first.isupper() or first.isdigit()
