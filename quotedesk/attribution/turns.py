"""Turns: words without marks behind a label that names the speaker. Transcripts, interviews, chats, posts by handle.

A label is trusted for what it is ("QUESTION", "MR. NAME", "@handle", a person named elsewhere) or because it comes
back; "Where:", "BREAKING:" and the labels of a list stand alone and are no speakers.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.narration import Narration
from quotedesk.quote import Span

_TIME = r"(?:[\[(]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?[\])]?\s*[-–—|]?\s*)?"
_LABEL = re.compile(
    r"(?P<before>[>*_#–—\s-]{0,12}" + _TIME + r"[*_]{0,3})(?P<name>[^\W_][^:\n!?\"“”()\[\]*]{0,60}?)"
    r"(?:\s*[(\[][^()\[\]\n]{1,50}[)\]])?[*_]*:[*_]*\s+(?=\S)"
)
_CHAT = re.compile(r"[\[(]\d{1,2}[:.]\d\d[\])]")
_ASIDE = re.compile(r"[(\[](?P<name>[^()\[\]\n]{1,50})[)\]]")
_LETTER = re.compile(r"(?P<before>[*_\s]*)(?P<name>[QA])[.:)][*_]*\s+(?=\S)")
_LETTERED = re.compile(r"[*_\s]*[QA]\b")
_BARE = re.compile(r"(?P<before>)(?P<name>[QA])\s+(?=[A-Z])")
_HEADED = re.compile(r"(?P<name>[^\W\d_][^@()\n:]{1,50}?) \(?(?P<handle>@\w{2,30})\)?(?: ?[·•|-].{0,40})?$")
_BRACKETED = re.compile(r"(?P<before>)\[(?P<name>[A-Z][^\]\n:]{1,40})\]\s+(?=\S)")
_IN_MARKS = re.compile(r"(?P<before>[\"“])(?P<name>[A-Z][A-Z.'’ -]{1,40}):\s+(?=[^\s\"“”])")
_HANDLE = re.compile(r"(?P<before>(?:RT )?)(?P<name>@\w{2,30}):?\s+(?=\S)")
_SIGNED = re.compile(r"[—–-]{1,2} ?(?P<name>[^\W\d_][^()@\n]{1,50}?) \((?P<handle>@\w{2,30})\)")
_FEWEST_WORDS = 3
_BODIES = frozenset(("police", "court", "army", "ministry", "government", "union", "council", "opposition"))
_MARKS = "“”\"«»„‘'"
_SENTENCE_END = re.compile(r"[.!?…—–-][”\"’')\]*_]*$")
_MOST_WORDS = 7
_SIGNS = re.compile(r"[:@\[]|^[*_ \t]*Q\b", re.MULTILINE)
_BETWEEN = 6
_LONGEST_NAME = 60
_SMALL = frozenset(("the", "a", "an", "for", "of", "and", "to", "de", "van", "von", "al", "bin", "el", "la", "du", "&"))


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its paragraphs' words, the label as printed, the part of it that names, and where it stands."""

    parts: tuple[Span, ...]
    label: Span
    name: str
    written: bool = False
    headline: bool = False


@dataclass(frozen=True, slots=True)
class _Labelled:
    number: int
    body: Span
    label: Span
    name: str
    written: bool

    @property
    def words(self) -> list[str]:
        return [w.strip(".,").lower() for w in self.name.split()]

    @property
    def key(self) -> str:
        return self.words[-1]


def possible(text: str) -> bool:
    """Whether a text without quotation marks may hold words that somebody is named for: a colon, a handle, a "Q"."""
    return _SIGNS.search(text) is not None


def find(narration: Narration, lexicon: Lexicon, headlines: Sequence[Span]) -> list[Turn]:
    """The turns of a text; none where its labels do not look like speakers. `headlines` are its headlines."""
    labelled: list[_Labelled] = []
    for number in range(len(narration.paragraphs)):
        asked = bool(labelled) and labelled[-1].name == "Q" and labelled[-1].number == number - 1
        found = _labelled(narration, number, lexicon, asked)
        if found is not None:
            labelled.append(found)
    turns = _turns(narration, lexicon, labelled) + _posts(narration)
    first = bool(labelled) and labelled[0].number == 0 and bool(turns) and turns[0].label == labelled[0].label
    return turns if first else turns + _headline(narration, lexicon, headlines)


def _turns(narration: Narration, lexicon: Lexicon, labelled: list[_Labelled]) -> list[Turn]:
    if len(labelled) < 2:
        return [_turn(narration, found, None) for found in labelled if found.name.startswith("@")]
    times = Counter(found.key for found in labelled)
    elsewhere = _known_names(narration, {found.number for found in labelled})
    firm = {f.number for f in labelled if _is_firm(f, lexicon, elsewhere)}
    sentences = sum(f.written or _SENTENCE_END.search(f.body.of(narration.text)) is not None for f in labelled)
    comes_back = any(times[f.key] > 1 for f in labelled) and len(times) > 1 and 2 * sentences > len(labelled)
    if not (firm or comes_back):
        kept = [f for f in labelled if f.name.startswith("@")] or _all_capitals(narration, labelled)
    else:
        kept = [f for f in labelled if f.number in firm or times[f.key] > 1 or f.name.isupper() or len(f.words) > 1]
    return [_turn(narration, found, following) for found, following in zip_longest(kept, kept[1:])]


def _labelled(narration: Narration, number: int, lexicon: Lexicon, asked: bool) -> _Labelled | None:
    paragraph = narration.paragraphs[number]
    text = paragraph.of(narration.text)
    if not (":" in text or "@" in text or "[" in text or _LETTERED.match(text)):
        return None
    patterns = (_HANDLE, _LETTER, _BRACKETED, _IN_MARKS, _LABEL)
    label = next((match for pattern in patterns if (match := pattern.match(text))), None)
    bare = _BARE.match(text) if label is None else None
    if bare and (asked if bare["name"] == "A" else text[-1] == "?"):
        label = bare
    if label is None or label.end() >= len(text) or text[label.end()] in _MARKS:
        return None
    name = label.group("name").strip()
    aside = _ASIDE.search(text, label.end("name"), label.end())
    if aside and any(w.strip(".").lower() in ("hon", "mr", "mrs", "ms", "dr", "sir") for w in aside["name"].split()):
        name = aside["name"]
    body = Span(paragraph.start + label.end(), paragraph.end)
    if label["before"] in ("“", '"'):
        body = _without_closing(narration, body)
    written = name.startswith("@") or _CHAT.match(label["before"]) is not None
    found = _Labelled(
        number, body, Span(paragraph.start + label.start("name"), paragraph.start + label.end("name")), name, written
    )
    return found if _is_label(found, lexicon) else None


def _without_closing(narration: Narration, body: Span) -> Span:
    """The words of a paragraph without the mark that closes a quote opened before them."""
    text = body.of(narration.text)
    odd = text.count('"') % 2 if text[-1:] == '"' else text[-1:] == "”" and text.count("“") < text.count("”")
    return Span(body.start, body.end - 1) if odd else body


def _is_label(found: _Labelled, lexicon: Lexicon) -> bool:
    if found.name.startswith("@"):
        return True
    words = found.name.split()
    if not words or len(words) > _MOST_WORDS or any(w in lexicon.sections for w in found.words):
        return False
    return all(w[:1].isupper() or w.lower() in _SMALL or (n and w.isdigit()) for n, w in enumerate(words))


def _is_firm(found: _Labelled, lexicon: Lexicon, elsewhere: set[str]) -> bool:
    if (
        found.name.startswith("@")
        or found.key in lexicon.asking | lexicon.answering | lexicon.present
        or found.key in elsewhere
    ):
        return True
    return found.words[0] in lexicon.titles and len(found.words) > 1


def _known_names(narration: Narration, labelled: set[int]) -> set[str]:
    """The words of names of two words and more in the paragraphs without a label."""
    found = set()
    for number in range(len(narration.paragraphs)):
        if number in labelled:
            continue
        for n in narration.paragraph(number)[1:]:
            before, item = narration.items[n - 1], narration.items[n]
            if before.capital and item.capital and not item.glued:
                found |= {before.low, item.low}
            elif before.text == "-" and item.glued:
                start = narration.start(n)
                word = narration.text.rfind(" ", max(0, start - _LONGEST_NAME), start) + 1
                found.add(narration.text[word : narration.end(n)].lower())
    return found


def _all_capitals(narration: Narration, labelled: list[_Labelled]) -> list[_Labelled]:
    """Labels in capitals that nothing else vouches for: at least two, with sentences behind them."""
    kept = [
        f for f in labelled if f.name.isupper() and len(f.name) > 1 and _SENTENCE_END.search(f.body.of(narration.text))
    ]
    return kept if len(kept) > 1 else []


def _turn(narration: Narration, found: _Labelled, following: _Labelled | None) -> Turn:
    parts = [found.body]
    last = following.number if following is not None and not found.written else found.number + 1
    between = range(found.number + 1, last)
    quoted = narration.text[found.label.start - 1 : found.label.start] in ("“", '"')
    if len(between) <= _BETWEEN:
        for number in between:
            paragraph = narration.paragraphs[number]
            if quoted and narration.text[paragraph.start] in '"“' and paragraph.end - paragraph.start > 1:
                paragraph = _without_closing(narration, Span(paragraph.start + 1, paragraph.end))
            text = paragraph.of(narration.text)
            if not text or text[0] in "([" + _MARKS or text[-1] == ":":
                break
            parts.append(paragraph)
    return Turn(tuple(parts), found.label, found.name, found.written)


def _posts(narration: Narration) -> list[Turn]:
    """Embedded posts: a paragraph without marks above "— Name (@handle) date"."""
    found: list[Turn] = []
    if "@" not in narration.text:
        return found
    for number in range(1, len(narration.paragraphs)):
        paragraph, above = narration.paragraphs[number], narration.paragraphs[number - 1]
        headed = _HEADED.match(above.of(narration.text))
        if headed and not any(narration.items[n].quote >= 0 for n in narration.paragraph(number)):
            label = Span(above.start + headed.start("name"), above.start + headed.end("name"))
            found.append(Turn((paragraph,), label, headed["name"], written=True))
            continue
        signed = _SIGNED.match(paragraph.of(narration.text))
        if signed and not any(narration.items[n].quote >= 0 for n in narration.paragraph(number - 1)):
            label = Span(paragraph.start + signed.start("name"), paragraph.start + signed.end("name"))
            found.append(Turn((above,), label, signed["name"], written=True))
    return found


def _headline(narration: Narration, lexicon: Lexicon, headlines: Sequence[Span]) -> list[Turn]:
    """A first line such as "Transport minister: We will not close it": a role or somebody the article names."""
    if not narration.paragraphs or narration.paragraphs[0] not in headlines:
        return []
    line = narration.paragraphs[0]
    label = _LABEL.match(line.of(narration.text))
    if label is None or any(narration.items[n].quote >= 0 for n in narration.paragraph(0)):
        return []
    printed = label["name"].split()
    words = [w.lower() for w in printed]
    named = printed[-1][:1].isupper() and words[-1] in _known_names(narration, {0})
    known = words[-1] in lexicon.people or words[-1] in _BODIES or named
    if not known or len(words) > _MOST_WORDS or len(line.of(narration.text)[label.end() :].split()) < _FEWEST_WORDS:
        return []
    spot = Span(line.start + label.start("name"), line.start + label.end("name"))
    return [Turn((Span(line.start + label.end(), line.end),), spot, label["name"], headline=True)]
