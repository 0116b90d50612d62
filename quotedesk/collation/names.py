"""Whether two printed speakers may be one: the names are compared, never the words that describe them.

Who somebody is, is not whom he stands beside: "Cruz's campaign", "the Cruz supporter" and "Jeff Roe, a Cruz aide" are
none of them Cruz.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from quotedesk.collation.normal import fold

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s\b")
_SEGMENTS = re.compile(r"[,(:;—–]|\s(?:who|which|that|whose)\s")
_TITLES = frozenset(
    {"the", "a", "an", "mr", "mrs", "ms", "miss", "dr", "sir", "sen", "rep", "gov", "gen", "lt", "col", "maj"}
)
_BETWEEN = frozenset(
    {"of", "the", "and", "in", "for", "on", "at", "de", "la", "da", "dos", "van", "von", "bin", "al", "el", "ibn"}
)
"""Small words that stand inside names."""
_MORE = frozenset({"of", "in", "for", "on", "at", "by", "from", "with", "to", "about"})
"""What comes after a noun and one of these tells more of it: "head of the Bank"."""
_BODIES = frozenset(
    {"administration", "agency", "army", "campaign", "coalition", "command", "commission", "committee", "council",
     "department", "government", "military", "ministry", "office", "opposition", "parliament", "party", "police",
     "regime"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Speaker:
    """A printed speaker taken apart: the words of the name, and all capitalised words, folded and without titles.

    `noun` is the plain noun that the words describe ("campaign" in "the Cruz campaign"), empty where somebody is named.
    """

    names: frozenset[str]
    mentioned: frozenset[str]
    noun: str = ""

    @property
    def is_name(self) -> bool:
        """Whether this is who speaks, and not a description of him; a body ("the government") is its own name."""
        return bool(self.names) and (not self.noun or self.noun in _BODIES)


@lru_cache(maxsize=1 << 16)
def same_speaker(a: str | None, b: str | None) -> bool | None:
    """True if one name is a part of the other ("Trump", "Donald Trump"), False if two names differ, None if unknown.

    A description ("the Democratic candidate", "a military source") is nobody's name: it is equal only to itself.
    """
    if not a or not b:
        return None
    if fold(a) == fold(b):
        return True
    one, other = _read(a), _read(b)
    if not one.names or not other.names:
        return None
    if one.noun == other.noun and (one.names <= other.names or other.names <= one.names):
        return True
    if _initials(a) in other.names or _initials(b) in one.names:
        return True
    apart = not (one.names <= other.mentioned or other.names <= one.mentioned)
    return False if apart and one.is_name and other.is_name else None


@lru_cache(maxsize=1 << 16)
def _read(speaker: str) -> _Speaker:
    """The speaker taken apart: whom the first words name; where they only describe, whom the next ones do."""
    bare = _POSSESSIVE.sub("", speaker)
    mentioned = frozenset(f for f in map(fold, filter(_is_capitalised, _WORD.findall(bare))) if len(f) > 1) - _TITLES
    segments = [_WORD.findall(segment) for segment in _SEGMENTS.split(bare.strip())]
    first = _segment(segments[0])
    for words in segments[1:] if first[1] else ():
        names, noun = _segment(words)
        if names and not noun and words[0][0].isupper():
            return _Speaker(names, mentioned)
    return _Speaker(first[0], mentioned, first[1])


def _segment(words: list[str]) -> tuple[frozenset[str], str]:
    """The name that some words end in, and the noun where they end in a description instead."""
    names: list[str] = []
    noun = ""
    for word in words:
        if _is_capitalised(word):
            names, noun = ([] if noun else names), ""
            names.append(fold(word))
        elif noun and word in _MORE:
            break
        elif word not in _BETWEEN and fold(word) not in _TITLES:
            noun = fold(word)
    return frozenset(name for name in names if len(name) > 1) - _TITLES, noun


def _is_capitalised(word: str) -> bool:
    return word[0].isupper()


def _initials(speaker: str) -> str:
    return "".join(word[0] for word in _WORD.findall(speaker) if word[0].isupper() and word.lower() != "the").lower()
