"""Where a name begins and ends in a run of capitals, past titles and honours; a person's or a body's, by its words."""

from functools import cached_property
from operator import attrgetter

from quotedesk.attribution.capitals import SUFFIXES, Capitals
from quotedesk.attribution.describing import describes_body
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.words import Item
from quotedesk.quote import SpeakerType

_LONGEST_PERSON = 4
INITIAL = 2
_INITIALS = 3
_ACRONYM = attrgetter("acronym")
_BODY_WORD = attrgetter("body_word")
_JOINTS = frozenset(("of", "for", "and"))
_SITES = (".com", ".org", ".net", ".gov", ".io", ".co.uk")
_DOERS = ("ist", "ician", "grapher", "woman", "keeper", "maker", "writer", "player", "holder", "fighter")


class Titles:
    """Reads the runs of capitals of one article."""

    def __init__(self, capitals: Capitals, lexicon: Lexicon) -> None:
        self.capitals = capitals
        self.items = capitals.items
        self.lexicon = lexicon

    def behind_role(self, first: int, last: int) -> int:
        """Where the name begins behind a role that stands inside the run: "Clinton Senior Adviser Ada Lopez"."""
        if not self.ends_like_body(first, last):
            for n in range(last - 2, first - 1, -1):
                if self.items[n].person and self.items[n + 1].capital:
                    return n + 1
            if last - first > 1 and self._only_opens(first):
                return first + 1
        return first

    def ends_like_body(self, first: int, last: int) -> bool:
        """Whether the last word makes the run a body, and no first name stands before it: not "Mayor Don Guardian"."""
        return self.items[last].body_word and not self._is_first_name(last - 1, first)

    def _is_first_name(self, n: int, first: int) -> bool:
        low = self.items[n].low
        return n >= first and low in self.lexicon.first_names and low not in self.lexicon.places

    def _only_opens(self, n: int) -> bool:
        """Whether a word opens its sentence and is no part of the name: "Ask Ada Lopez", "Cellist Bo Lind"."""
        item, after = self.items[n], self.items[n + 1]
        if not self.capitals.starts_sentence(n) or not after.capital or item.low in self.lexicon.first_names:
            return False
        known = item.cue is not None or item.low.endswith(_DOERS)
        return known or self._is_first_name(n + 1, n + 1) or item.low in self.lower_case

    @cached_property
    def lower_case(self) -> set[str]:
        """The words that the article prints without a capital."""
        return {item.low for item in set(self.items) if item.is_word and not item.capital}

    def before_honours(self, first: int, last: int) -> int:
        """The last word of a name before what stands behind it for honours or seats: "Ada Lopez QC", "Bo Lind MP"."""
        end = last
        while end - first > 1 and self.items[end].text.isupper() and self.items[end].low in self.lexicon.honours:
            end -= 1
        return end

    def is_title(self, n: int, last: int) -> bool:
        """Whether item `n` of a run that ends with item `last` is still before the name."""
        low = self.items[n].low.rstrip(".")
        if low in self.lexicon.titles or low in ("-", "of", "and", "for"):
            return True
        if low in self.lexicon.people and (last - n > 1 or low.endswith("s")) and not self.items[n + 1].glued:
            return True
        return last - n > 1 and any(i.low.rstrip(".") in self.lexicon.titles for i in self.items[n + 1 : last])

    def type_of(self, first: int, last: int, titled: bool) -> SpeakerType:
        """Person or body, for the name from item `first` to `last`."""
        words = [i for i in self.items[first : last + 1] if i.quote < 0]
        low = [i.low for i in words]
        if " ".join(low) in self.lexicon.places or self.ends_like_body(first, last):
            return SpeakerType.INSTITUTION
        if any(map(_BODY_WORD, words)) and not self._is_first_name(first, first):
            return SpeakerType.INSTITUTION
        before = self.items[first - 1] if first > 0 else None
        if titled or (before is not None and before.person):
            return SpeakerType.PERSON
        if (before is not None and before.low == "the") or not _JOINTS.isdisjoint(low) or self._holds_acronym(words):
            return SpeakerType.INSTITUTION
        if low[0] not in self.lexicon.first_names and describes_body(self.capitals.narration, last):
            return SpeakerType.INSTITUTION
        return SpeakerType.PERSON if len(words) <= _LONGEST_PERSON + low.count("-") * 2 else SpeakerType.INSTITUTION

    def _holds_acronym(self, words: list[Item]) -> bool:
        """Whether one of the words stands for others: "FBI", but not in "J.B. Lopez", nor where all are capitals."""
        run = [i for i in words if i.is_word and i.low not in SUFFIXES]
        initials = len(run) > 1 and run[0].text.endswith(".")
        if not any(map(_ACRONYM, run[initials:])):
            return False
        return len(words) == 1 or not all(i.text.isupper() and len(i.text) > _INITIALS for i in words)

    def type_of_word(self, n: int, last: int, titled: bool) -> SpeakerType:
        """The same for a lone word (with hyphens or not) that is no part of a longer name."""
        low = self.capitals.text(n, last).lower()
        known = low in self.lexicon.body_words or low in self.lexicon.known_bodies
        known |= low in self.lexicon.places or f"{low}." in self.lexicon.places or low.endswith(_SITES)
        known |= low.endswith("s") and low[:-1] in self.lexicon.body_words
        after = self.items[last + 1] if last + 1 < len(self.items) else None
        modifies = after is not None and after.noun and after.is_word and not after.capital and not after.verb
        the = n > 0 and self.items[n - 1].low == "the" and not modifies
        body = known or the or describes_body(self.capitals.narration, last)
        return SpeakerType.INSTITUTION if body and not titled else SpeakerType.PERSON


def without_middle_initials(name: str) -> str:
    """A person's name without the initials behind its first word: "Ada Lopez" for "Ada B. Lopez"."""
    words = name.split()
    led = next((n for n, w in enumerate(words) if not _is_initial(w)), 0)
    return " ".join(w for n, w in enumerate(words) if n <= led or not _is_initial(w))


def _is_initial(word: str) -> bool:
    """Whether a word is the initial of a name: "W."."""
    return len(word) <= INITIAL and word.endswith(".")
