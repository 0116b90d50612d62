"""An article: one document as it was published."""

import hashlib
import re
from dataclasses import dataclass, field

_LINE_ENDS = re.compile(r"\r\n?")


def canonical_text(text: str) -> str:
    """The text that offsets index: CRLF and lone CR become LF and a leading BOM goes; nothing else changes, ever."""
    return _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))


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
