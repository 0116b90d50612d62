"""Where a name begins and ends in a run of capitals, past titles and honours; a person's or a body's, by its words."""

from functools import cached_property

from quotedesk.attribution.capitals import SUFFIXES, Capitals
from quotedesk.attribution.describing import describes_body
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.quote import SpeakerType

_LONGEST_PERSON = 4
_INITIALS = 3
_SITES = (".com", ".org", ".net", ".gov", ".io", ".co.uk")
_DOERS = ("ist", "ician", "grapher", "woman", "keeper", "maker", "writer", "player", "holder", "fighter")
_COUNTRIES = ("U.S.", "US", "UN", "U.N.", "UK")


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
        low = self.items[n].low
        if low in self.lexicon.first_names:
            return False
        common = self.lexicon.cue(low) is not None or low.endswith(_DOERS) or low in self._lower_case
        common |= self._is_first_name(n + 1, n + 1)
        return common and self.capitals.starts_sentence(n) and self.items[n + 1].capital

    @cached_property
    def _lower_case(self) -> set[str]:
        """The words that the article prints without a capital."""
        return {item.low for item in self.items if item.is_word and not item.capital}

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
        if low.endswith(("ian", "ese", "ish", "ean", "ench", "can")) or self.items[n].text in _COUNTRIES:
            return any(self.items[k].low.rstrip(".") in self.lexicon.titles for k in range(n + 1, last))
        following = [self.items[k].low.rstrip(".") for k in range(n + 1, last)]
        return any(w in self.lexicon.titles for w in following) and last - n > 1

    def type_of(self, words: list[str], first: int, last: int, titled: bool) -> SpeakerType:
        """Person or body, for the name of these words from item `first` to `last`."""
        low = [w.lower() for w in words]
        if " ".join(low) in self.lexicon.places or self.ends_like_body(first, last):
            return SpeakerType.INSTITUTION
        if any(w in self.lexicon.body_words for w in low) and not self._is_first_name(first, first):
            return SpeakerType.INSTITUTION
        if titled or (first > 0 and self.items[first - 1].person):
            return SpeakerType.PERSON
        capitals = last > first and all(w.isupper() and len(w) > _INITIALS for w in words)
        run = [i for i in self.items[first : last + 1] if i.is_word and i.low not in SUFFIXES]
        initials = len(run) > 1 and run[0].text.endswith(".")
        acronym = not capitals and any(self.capitals.is_acronym(i) for i in run[initials:])
        if acronym or (first > 0 and self.items[first - 1].low == "the") or any(w in ("of", "for", "and") for w in low):
            return SpeakerType.INSTITUTION
        if low[0] not in self.lexicon.first_names and describes_body(self.capitals.narration, last):
            return SpeakerType.INSTITUTION
        return SpeakerType.PERSON if len(words) <= _LONGEST_PERSON + words.count("-") * 2 else SpeakerType.INSTITUTION

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
