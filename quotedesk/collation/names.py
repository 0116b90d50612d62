"""Whether two printed speakers may be one: the names are compared, never the words that describe them."""

import re
from functools import lru_cache

from quotedesk.collation.normal import fold

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s\b")
_HEAD = re.compile(r"[,(:;—–]|\s(?:who|which|that|whose|of|in|for|at|from|on)\s")
_TITLES = frozenset(
    {"the", "a", "an", "mr", "mrs", "ms", "miss", "dr", "sir", "sen", "rep", "gov", "gen", "lt", "col", "maj"}
)
_BODIES = frozenset(
    {"administration", "agency", "army", "campaign", "coalition", "command", "commission", "committee", "council",
     "department", "government", "military", "ministry", "office", "opposition", "parliament", "party", "police",
     "regime"}
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def name_words(speaker: str) -> frozenset[str]:
    """The capitalised words of a speaker, folded, titles left out; empty where there is no name."""
    words = _WORD.findall(_POSSESSIVE.sub("", speaker))
    return frozenset(f for f in (fold(word) for word in words if word[0].isupper()) if len(f) > 1) - _TITLES


@lru_cache(maxsize=1 << 16)
def same_speaker(a: str | None, b: str | None) -> bool | None:
    """True if one name is a part of the other ("Trump", "Donald Trump"), False if two names differ, None if unknown.

    A description ("the Democratic candidate", "a military source") is nobody's name: it is equal only to itself.
    """
    if not a or not b:
        return None
    if fold(a) == fold(b):
        return True
    names = name_words(a), name_words(b)
    if not all(names):
        return None
    if names[0] <= names[1] or names[1] <= names[0] or _initials(a) in names[1] or _initials(b) in names[0]:
        return True
    return False if _is_name(a) and _is_name(b) else None


def _is_name(speaker: str) -> bool:
    """Whether the speaker's head ends in a capitalised word or a kind of body, as names do and descriptions don't."""
    head = _WORD.findall(_POSSESSIVE.sub("", _HEAD.split(speaker.strip(), maxsplit=1)[0]))
    return bool(head) and (head[-1][0].isupper() or head[-1] in _BODIES)


def _initials(speaker: str) -> str:
    return "".join(word[0] for word in _WORD.findall(speaker) if word[0].isupper() and word.lower() != "the").lower()
