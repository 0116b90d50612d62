"""An article: one document as it was published."""

import hashlib
import re
from dataclasses import dataclass, field
from itertools import pairwise

from quotedesk.quote import Span

_LINE_ENDS = re.compile(r"\r\n?")


def canonical_text(text: str) -> str:
    """The text that offsets index: CRLF and lone CR become LF and leading BOMs go; nothing else changes, ever."""
    return _LINE_ENDS.sub("\n", text.lstrip("\ufeff"))


def canonical_offsets(text: str) -> list[int]:
    """For each code point of the canonical text, and for its end, where it stands in `text` itself."""
    dropped = {m.end() - 1 for m in _LINE_ENDS.finditer(text) if m.group() == "\r\n"}
    start = len(text) - len(text.lstrip("\ufeff"))
    return [n for n in range(start, len(text) + 1) if n not in dropped]


def digest(data: str | bytes) -> str:
    """SHA-256 in hexadecimal; text is hashed as UTF-8."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """One document: its immutable text and what was detected about it.

    `text` is canonical (see `canonical_text`); every offset in the program is a code-point offset into it. `date` is an
    ISO 8601 date or empty. `source` holds the file's bytes as they were read, so that everything can be proved again.
    """

    text: str
    title: str = ""
    outlet: str = ""
    byline: str = ""
    date: str = ""
    url: str = ""
    language: str = "en"
    path: str = ""
    source: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        if self.text != canonical_text(self.text):
            raise ValueError("an article's text must be canonical: no CR, no leading BOM")

    @property
    def sha256(self) -> str:
        """The text's SHA-256: two files with the same text are the same article."""
        return digest(self.text)


_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = ".!?:;\"'”’»)…"
_WRAP_WIDTHS = range(45, 101)


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text`, stripped, in order; lines that hold no visible character are none.

    Each line is a paragraph, unless the text is hard-wrapped (short lines of like length that mostly stop in
    mid-sentence): then blank lines part the paragraphs.
    """
    lines = [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]
    if _hard_wrapped(text, lines):
        joined: list[tuple[int, int]] = []
        for start, end in lines:
            if joined and text.count("\n", joined[-1][1], start) == 1:
                joined[-1] = joined[-1][0], end
            else:
                joined.append((start, end))
        lines = joined
    return [_stripped(text, start, end) for start, end in lines]


def _hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    followed = [line for line, (following, _) in pairwise(lines) if text.count("\n", line[1], following) == 1]
    if len(followed) < 4 or len(followed) < len(lines) / 2:
        return False
    if max(end - start for start, end in lines) not in _WRAP_WIDTHS:
        return False
    broken = sum(text[start:end].rstrip()[-1] not in _SENTENCE_END for start, end in followed)
    return broken > len(followed) / 2


def _stripped(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    return Span(end - len(line.lstrip()), start + len(line.rstrip()))
