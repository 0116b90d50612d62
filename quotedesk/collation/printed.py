"""What the print of a few words tells about where they come from: capitals, hyphens, the edges of sentences."""

import re
from functools import lru_cache

MOST_WORDS = 8
"""Words of a passage up to which its print tells anything."""
_LONGEST_TITLE = 60  # characters
_WORD = re.compile(r"[^\W_][^\W_]*(?:['’.-][^\W_]+)*")
_MARKS = " .,;:!?…“”‘’\"'«»—–-"
_OPENING = ".!?…:;“”\"‘'—–-"


def print_of(short: str, long: str) -> tuple[bool, bool, int]:
    """Whether `short` is but a name or title that `long` prints too, whether `long` prints it otherwise or not at all,
    and on how many sides `long` goes on where `short` is a sentence ("Very good." in "I feel very good about it").
    """
    core, title, sentence = _own(short)
    exact = core in long
    if not sentence:
        return title and exact, not exact, 0
    at = long.lower().find(core.lower())
    if at < 0:
        return False, True, 0
    before, after = long[:at].rstrip(), long[at + len(core) :].lstrip()
    return False, not exact, (before != "" and before[-1] not in _OPENING) + after[:1].isalnum()


def tells(short: str) -> bool:
    """Whether the words are a title or printed as a sentence; else they only tell whether others print them too."""
    _, title, sentence = _own(short)
    return title or sentence


@lru_cache(maxsize=1 << 16)
def _own(short: str) -> tuple[str, bool, bool]:
    """The words without the marks around them, whether they are a title, and whether they are printed as a sentence."""
    core, title = short.strip(_MARKS), is_title(short)
    words = core.split()
    sentence = not title and len(words) > 1 and core[0].isupper() and any(word[0].islower() for word in words[1:])
    return core, title, sentence


def is_title(text: str) -> bool:
    """Whether a few words are nothing but a name or a title ("Gang of Eight"): shared by everybody who mentions it."""
    if len(text) > _LONGEST_TITLE:
        return False
    printed = _WORD.findall(text)
    if not 2 <= len(printed) <= 4:
        return False
    named = sum(word[0].isupper() or word[0].isdigit() for word in printed)
    return named >= 2 and not any(word[0].islower() and len(word) > 3 for word in printed)
