"""What a person's correction teaches: other words for a speaker, and a verb that introduces quotes.

Only words that mean the same in the next article are learnt: a name, a role with a name in it ("Pentagon spokesman"), a
verb that stands between a quote and its speaker. "He", "the spokesman" and "a senior official" teach nothing.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from quotedesk.attribution.lexicon import PRONOUNS, Lexicon, english
from quotedesk.attribution.roster import fold
from quotedesk.quote import Span

_AROUND = 80
_CLOSE = r"[”\"»’']"
_VERB = r"(?P<verb>[a-z]{3,}(?:ed|s))"
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


class Sort(StrEnum):
    """What sort of thing was learnt."""

    ALIAS = "alias"
    ROLE = "role"
    CUE = "cue"


def sort_of(mention: str) -> Sort | None:
    """Whether a mention is a name, a role that names a body or a country, or nothing to go by elsewhere."""
    words = _WORD.findall(mention)
    lexicon = english()
    if words and words[0].lower() in lexicon.determiners:
        words = words[1:]
    if not words or " and " in mention:
        return None
    if words[-1][0].isupper():
        return None if words[-1].lower() in PRONOUNS else Sort.ALIAS
    head = words[-1].lower()
    named = any(word[0].isupper() for word in words[:-1])
    plural = head.endswith("s") and head not in lexicon.body_words
    return Sort.ROLE if named and not plural and head not in lexicon.unnamed else None


def plain(words: str) -> str:
    """The words as they are kept: one space between, no article before them."""
    kept = words.split()
    return " ".join(kept[1:] if len(kept) > 1 and kept[0].lower() in ("the", "a", "an") else kept)


def is_known(mention: str, name: str, aliases: Iterable[str]) -> bool:
    """Whether a mention is one of the speaker's names already, or a part of the name ("Kerry")."""
    known = {fold(other) for other in (name, *aliases)}
    said = fold(plain(mention))
    return said in known or any(f" {said} " in f" {other} " for other in known)


def cue_beside(text: str, parts: Sequence[Span], names: Iterable[str]) -> str | None:
    """The unknown verb between a quote and its speaker's name, as printed: “...,” NAME snorted; None if there is none.

    Only a regular past or present form counts, and only right beside both.
    """
    lexicon = english()
    wanted = sorted({word for name in names for word in (name, name.split()[-1])}, key=len, reverse=True)
    if not wanted:
        return None
    who = r"(?:(?:[A-Z][\w.’'-]*\s){0,4}(?:" + "|".join(map(re.escape, wanted)) + r")|he|she|they|it)"
    after = text[parts[-1].end : parts[-1].end + _AROUND].split("\n")[0]
    before = text[max(0, parts[0].start - _AROUND) : parts[0].start].split("\n")[-1]
    for pattern, around in (
        (rf"^[,.!?]?{_CLOSE}?,?\s+{_VERB}\s+{who}\b", after),
        (rf"^[,.!?]?{_CLOSE}?,?\s+{who}\s+{_VERB}\b", after),
        (rf"\b{who}\s+{_VERB}\s*[:,]?\s*(?:that\s)?[“\"«‘']?$", before),
    ):
        found = re.search(pattern, around)
        if found and _may_be_cue(found["verb"], lexicon):
            return found["verb"]
    return None


def unknown_verb(cue: str) -> str | None:
    """The first word of a marked cue, where it could be a verb of saying that nobody knew."""
    found = re.match(_VERB + r"\b", cue.strip())
    return found["verb"] if found and _may_be_cue(found["verb"], english()) else None


def _may_be_cue(verb: str, lexicon: Lexicon) -> bool:
    known = lexicon.cue(verb) or lexicon.is_function_word(verb) or verb in lexicon.determiners | lexicon.to_be
    return not known and verb not in lexicon.possessives
