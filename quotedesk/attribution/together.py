"""Speakers named together: "Ada Lopez and Bo Lind", also with what each of them is between commas."""

from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Names, Place
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.resolved import Resolved
from quotedesk.quote import SpeakerName

_ASIDE = 8


class Together:
    """Finds those who are named together in one article."""

    def __init__(self, narration: Narration, finder: Finder, names: Names, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.finder = finder
        self.names = names
        self.lexicon = lexicon

    def of(self, last: Place) -> Resolved | None:
        """The speaker that a name is the last part of: "Ada Lopez, a nurse, Bo Lind and Cy Ode"."""
        found = [last]
        while (before := self._joined_before(found[0], len(found) > 1)) is not None:
            found.insert(0, before)
        first = found[0].first
        behind = first > 0 and self.items[first - 1].preposition
        if len(found) == 1 or (behind and self.narration.in_one_sentence(first - 1, first)):
            return None
        members = tuple(dict.fromkeys(place.named.name for place in found))
        name = " and ".join((", ".join(members[:-1]), members[-1]))
        return Resolved(SpeakerName(name, last.named.type, members), "named together", last.named)

    def _joined_before(self, place: Place, listed: bool) -> Place | None:
        """The name that a comma (in a list) or "and" joins to a name behind it."""
        n = place.first - 1
        other = next(
            (p for p in self.names.before(place.first) if p.named.name.lower() not in self.lexicon.places), None
        )
        if other is None or other.named is place.named or other.named.type is not place.named.type or other.possessive:
            return None
        if not self.narration.in_one_sentence(other.last, place.first):
            return None
        if listed:
            return other if n == other.last + 1 and self.items[n].text == "," else None
        if self.items[n].low != "and":
            return None
        between = range(other.last + 1, n)
        aside = len(between) <= _ASIDE and self.items[other.last + 1].text == ","
        plain = aside and not any(self.finder.is_verb(k) or self.items[k].quote >= 0 for k in between)
        return other if not between or plain else None
