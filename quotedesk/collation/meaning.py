"""Whether a changed word may change what is said: a negation, a number, a name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from quotedesk.collation.normal import Token

_NEGATIONS = frozenset(
    {"not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot"}
)
_NUMBERS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30",
    "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100",
    "thousand": "1000", "million": "1000000", "billion": "1000000000", "half": "1/2",
}  # fmt: skip
_CAPITALISED = re.compile(r"[^\W\d_a-z]")


def is_telling(word: str) -> bool:
    """Whether a folded word is a negation or a number."""
    return word in _NEGATIONS or word in _NUMBERS or word[:1].isdigit() or word.endswith("nt")


def may_differ(left: str, right: str, changes: Iterable[tuple[Sequence[Token], Sequence[Token]]]) -> bool:
    """Whether negations, numbers or names differ between the words in any of these places.

    `left` and `right` are the two texts; a name is a capitalised word that no sentence begins with. A name is changed
    where both sides have one; a name for a pronoun is not.
    """
    for one, other in changes:
        if _negations(one) % 2 != _negations(other) % 2 or _numbers(one) != _numbers(other):
            return True
        names = _names(left, one), _names(right, other)
        if all(names) and names[0] != names[1]:
            return True
    return False


def _negations(words: Sequence[Token]) -> int:
    return sum(key in _NEGATIONS for token in words for key in token.keys)


def _numbers(words: Sequence[Token]) -> Counter[str]:
    found = (_NUMBERS.get(token.fold, token.fold) for token in words)
    return Counter(number for number in found if number[:1].isdigit())


def _names(text: str, words: Sequence[Token]) -> set[tuple[str, ...]]:
    return {token.keys for token in words if _CAPITALISED.match(text, token.start) and not _begins(text[: token.start])}


def _begins(before: str) -> bool:
    """Whether a sentence begins after these characters."""
    before = before.rstrip(" \u00a0“‘\"'([")
    return not before or before[-1] in ".!?:…"
