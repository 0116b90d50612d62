"""The normal form of quoted words: what two printings must share to count as the same word.

It affects matching only, never display. Two depths are kept apart: the `fold` of a word forgets case, marks, accents
and the dots of an acronym (two words with one fold are printed alike); its `keys` go further, to one key for equal
names, the parts of a contraction and a light stem (two words with one key may stand for each other).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from quotedesk.collation.equal_names import EqualNames, in_force

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f"
)
_JOINERS = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTERS = rf"[^\W_]+(?:[{_MARKS}{_JOINERS}]+[^\W_]*)*"
_APOSTROPHE = "'\u2018\u2019\u02bc\u02b9\u2032\uff07`\u00b4"
_ELISION = r"[\[(]?(?:\u2026|\.(?:[ \u00a0]?\.){2,})[\])]?"
_WORD = (
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"  # scripts without spaces: a character is a word
    r"|(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,]\d+)+"
    rf"|{_LETTERS}(?:[{_APOSTROPHE}]{_LETTERS})*"
    r"|%"
)
_WORDS = re.compile(_WORD)
_TOKENS = re.compile(rf"(?P<elision>{_ELISION})|{_WORD}")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_IGNORED = re.compile(rf"[{_APOSTROPHE}.,{_JOINERS}]")
_ENDINGS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}


class Token(NamedTuple):
    """A printed word in its place: offsets into the text, its fold, and the keys it stands for (none for an elision).

    `bracketed`: it stands in square brackets, which is where an editor's own words stand. `words` is how many printed
    words the token holds ("Islamic State" is one name).
    """

    start: int
    end: int
    fold: str
    keys: tuple[str, ...]
    bracketed: bool = False
    words: int = 1

    @property
    def is_elision(self) -> bool:
        """Whether this is the mark of an omission, not a word."""
        return not self.keys


@dataclass(frozen=True, slots=True)
class _Names:
    """Equal names by their first word: (further words, key, capitals only), longest first."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], str, bool], ...]]


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """The word without case, accents, apostrophes, invisible joiners and the dots and commas inside it."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(c for c in word if not unicodedata.combining(c))
    return _IGNORED.sub("", word.lower())


def stem(word: str) -> str:
    """A light stem: the inflections of English that outlets change when they fit a quote into their own sentence."""
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, left in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ied", "y"), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word[-2] in "sui"):
            word = word[: -len(ending)] + left
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    while len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    return word


@lru_cache(maxsize=1 << 18)
def _word_keys(printed: str) -> tuple[str, ...]:
    """The keys of one printed word on its own: the parts of a contraction, the possessive dropped, each stemmed."""
    parts = re.split(rf"[{_APOSTROPHE}]", printed)
    if len(parts) == 2:
        head, tail = fold(parts[0]), fold(parts[1])
        if tail == "s":
            return (stem(head),)
        if tail in _ENDINGS:
            return (stem(head), _ENDINGS[tail])
        if tail == "t" and head.endswith("n"):
            return ({"ca": "can", "wo": "will", "sha": "shall"}.get(head[:-1], stem(head[:-1])), "not")
    return (stem(fold(printed)) or printed,)


def _names() -> _Names:
    return _by_first(in_force())


@lru_cache(maxsize=2)
def _by_first(names: EqualNames) -> _Names:
    by_first: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for row in names.rows:
        key = "=" + fold(row[0])
        for form in row:
            first, *rest = (_word_keys(word)[0] for word in _WORDS.findall(form))
            capitals = not rest and form.isupper() and len(fold(form)) <= 3
            by_first.setdefault(first, []).append((tuple(rest), key, capitals))
    return _Names({first: tuple(sorted(set(f), key=lambda n: (-len(n[0]), n))) for first, f in by_first.items()})


def _name_at(printed: list[str], at: int, shouting: bool) -> tuple[str, int] | None:
    """The key of the equal name that starts at this word and how many words it takes, if one does."""
    for rest, key, capitals in _names().by_first[_word_keys(printed[at])[0]]:
        if capitals and (shouting or not printed[at].isupper()):
            continue
        following = [_word_keys(word)[0] for word in printed[at + 1 : at + 1 + len(rest)] if word]
        if following == list(rest):
            return key, 1 + len(rest)
    return None


def printed(text: str) -> list[str]:
    """The printed words that matching sees: without elisions and without an editor's bracketed words."""
    if "[" in text:
        bare = _BRACKETS.sub(" ", text)
        text = bare if any(c.isalnum() for c in bare) else text
    return _WORDS.findall(text)


def plain_keys(chunk: str) -> list[str] | None:
    """The keys of what stands between two spaces if they are these wherever it stands; None if it may begin a name."""
    found: list[str] = []
    for word in _WORDS.findall(chunk):
        own = _word_keys(word)
        if any(word.isupper() or not capitals for _, _, capitals in _names().by_first.get(own[0], ())):
            return None
        found += own
    return found


def known_plain_keys(chunk: str) -> list[str] | None:
    """What `plain_keys` gives, remembered for the chunks asked for last."""
    return _plain_keys(chunk, in_force())


@lru_cache(maxsize=1 << 17)
def _plain_keys(chunk: str, _names: EqualNames) -> list[str] | None:
    return plain_keys(chunk)


def keys(text: str) -> list[str]:
    """The words of `text` as keys, for matching: without elisions, an editor's bracketed words, and doubled names."""
    words = printed(text)
    found = list(map(_word_keys, words))
    starts = _names().by_first
    if starts.keys().isdisjoint([own[0] for own in found]):
        return list(chain.from_iterable(found))
    out: list[str] = []
    at, shouting = 0, text.isupper()
    while at < len(words):
        name = _name_at(words, at, shouting) if found[at][0] in starts else None
        if name is None:
            out += found[at]
            at += 1
        else:
            if not out or out[-1] != name[0]:
                out.append(name[0])
            at += name[1]
    return out


def folds(text: str) -> list[str]:
    """The folds of the printed words in order; a mark of omission is "…"."""
    if "…" in text or "..." in text or ". ." in text or ".\u00a0." in text:
        return ["…" if m.lastgroup else fold(m.group()) for m in _TOKENS.finditer(text)]
    return list(map(fold, _WORDS.findall(text)))


def folded(text: str) -> str:
    """The folds of the words with single spaces between: equal for texts printed alike. Elisions are "…"."""
    return " ".join(folds(text))


def printed_words(text: str) -> int:
    """How many words are printed in the text; an elision is none."""
    return len(_WORDS.findall(text))


def tokens(text: str) -> list[Token]:
    """The words and elisions of `text` in their places; an equal name of several words is one token."""
    return list(known_tokens(text))


def known_tokens(text: str) -> tuple[Token, ...]:
    """What `tokens` gives, remembered for the texts asked for last."""
    return _tokens(text, in_force())


@lru_cache(maxsize=1 << 10)
def _tokens(text: str, names: EqualNames) -> tuple[Token, ...]:
    inside = [(m.start(), m.end()) for m in _BRACKETS.finditer(text)] if "[" in text else []
    starts = _by_first(names).by_first
    found = [(m.start(), m.end(), "" if m.lastgroup else m.group()) for m in _TOKENS.finditer(text)]
    printed = [word for _, _, word in found]
    out: list[Token] = []
    at, shouting = 0, text.isupper()
    while at < len(found):
        start, end, word = found[at]
        if not word:
            out.append(Token(start, end, "", ()))
            at += 1
            continue
        own, name = _word_keys(word), None
        if own[0] in starts:
            name = _name_at(printed, at, shouting)
        if name is None:
            token = Token(start, end, fold(word), own)
        else:
            last = at + name[1]
            token = Token(start, found[last - 1][1], " ".join(map(fold, printed[at:last])), (name[0],), words=name[1])
        if inside and any(a < start and token.end < b for a, b in inside):
            token = token._replace(bracketed=True)
        out.append(token)
        at += token.words
    return tuple(out)
