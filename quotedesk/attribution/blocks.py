"""Quoted words without marks behind a paragraph that ends with a colon: "The statement said:", "she wrote:"."""

import re
from dataclasses import dataclass

from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.narration import Narration
from quotedesk.quote import Span

_LABEL = re.compile(r"(?P<name>[^\W\d_][^:\n.!?]{0,60}?):\s+(?=\S)")
_MARKS = '“”"«»„‘'
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Block:
    """Unmarked words: `parts` a paragraph each, introduced by the paragraph before them."""

    parts: tuple[Span, ...]
    introduced: Span


def find(narration: Narration, lexicon: Lexicon) -> list[Block]:
    """Blocks after a paragraph that names a speaker or statement and ends with a colon."""
    blocks = []
    for number in range(len(narration.paragraphs) - 1):
        numbers = narration.paragraph(number)
        if not numbers or narration.items[numbers[-1]].text != ":" or not _introduces(narration, numbers, lexicon):
            continue
        parts = _paragraphs(narration, number + 1, lexicon)
        if parts:
            blocks.append(Block(tuple(parts), narration.paragraphs[number]))
    return blocks


def _introduces(narration: Narration, numbers: range, lexicon: Lexicon) -> bool:
    sentence = narration.sentence_at(numbers[-1])
    words = [narration.items[n] for n in sentence if narration.items[n].quote < 0]
    saying = [
        w.low for w in words if (lexicon.say.get(w.low, w.low) != w.low or w.low in ("read", "put")) and not w.capital
    ]
    if saying:
        spoken = any(w.low in lexicon.written_nouns or w.low in lexicon.people or w.capital for w in words)
        return spoken and not any(w.low in ("follow", "follows", "here", "below", "these", "list") for w in words)
    last = [w for w in words if w.is_word][-2:]
    if len(last) < 2 or len(words) > 16 or not all(w.capital for w in last):
        return False
    before = [w.low for w in words[:-3]]
    return any(w in lexicon.people or w in lexicon.titles for w in before)


def _paragraphs(narration: Narration, number: int, lexicon: Lexicon) -> list[Span]:
    """The first paragraph of a block, and the next ones as long as another turn follows them."""
    parts: list[Span] = _mailed(narration, number)
    if parts:
        return parts
    while number < len(narration.paragraphs) and _plain(narration, number, lexicon, first=not parts):
        if parts and not _goes_on(narration, number):
            break
        parts.append(narration.paragraphs[number])
        number += 1
    return parts


def _mailed(narration: Narration, number: int) -> list[Span]:
    """The lines of a mail, each behind an angle bracket."""
    parts = []
    for paragraph in narration.paragraphs[number:]:
        text = paragraph.of(narration.text)
        words = text.lstrip("> ")
        if text[0] != ">" or not words:
            break
        parts.append(Span(paragraph.end - len(words), paragraph.end))
    return parts


def _plain(narration: Narration, number: int, lexicon: Lexicon, first: bool) -> bool:
    text = narration.paragraphs[number].of(narration.text)
    items = [narration.items[n] for n in narration.paragraph(number)]
    if len(text.split()) < _SHORTEST or any(c in text for c in _MARKS) or text.endswith(":") or text[:1] in "-*•·":
        return False
    if _LABEL.match(text) and not first:
        return False
    return first or not any(lexicon.say.get(i.low) for i in items if not i.capital)


def _goes_on(narration: Narration, number: int) -> bool:
    following = number + 1
    if following >= len(narration.paragraphs):
        return False
    text = narration.paragraphs[following].of(narration.text)
    label = _LABEL.match(text)
    return text.endswith(":") or (label is not None and label.end() < len(text) and text[label.end()] in _MARKS)
