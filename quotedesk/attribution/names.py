"""The names an article uses: every capitalised name in it, sorted into people and bodies, and joined into clusters."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from quotedesk.attribution.lexicon import POSSESSIVE, Lexicon, english
from quotedesk.attribution.narration import Item, Narration
from quotedesk.attribution.roster import Roster, RosterEntry
from quotedesk.quote import SpeakerType

_LONGEST_PERSON = 4
_BEFORE = 5
_QUESTIONS = frozenset(["what", "why", "how", "where", "me", "yes", "yeah", "oh"])
_OTHERS = frozenset(["whose", "who", "and", "but", "his", "her", "their", "as", "when", "while"])
_LOOKED_BACK = 500
_INITIALS = 3


@dataclass(slots=True, eq=False)
class Named:
    """Somebody the article names. `words` describe them in it (titles, roles, appositives), lower case."""

    name: str
    type: SpeakerType
    entry: RosterEntry | None = None
    places: list[int] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    gender: str = ""

    @property
    def last_name(self) -> str:
        """The last word of the name, lower case."""
        return self.name.split()[-1].lower()


@dataclass(frozen=True, slots=True)
class Place:
    """One naming: the items it covers and who it names."""

    first: int
    last: int
    named: Named
    possessive: bool


class Names:
    """All namings of an article in order. Last names follow the nearest full name; the roster gives canonical names."""

    def __init__(self, narration: Narration, lexicon: Lexicon, roster: Roster) -> None:
        self.items = narration.items
        self.lexicon = lexicon
        self.roster = roster
        self.named: list[Named] = []
        self.places: list[Place] = []
        self._by_name: dict[str, Named] = {}
        self._titled: list[tuple[int, set[str]]] = []
        runs = self._runs()
        self._middle = {
            self.items[first].text for first, last in runs if first == last and not self._starts_sentence(first)
        }
        single = []
        for first, last in runs:
            if last > first or self.lookup(first, last) or self._is_acronym(self.items[first]):
                self._add(first, last)
            else:
                single.append(first)
        for n, titles in sorted([*self._titled, *((n, set[str]()) for n in single)], key=lambda s: s[0]):
            self._add_single(n, titles)
        self._add_phrases()
        self.places.sort(key=lambda p: p.first)
        self._at = {n: place for place in self.places for n in range(place.first, place.last + 1)}

    def at(self, n: int) -> Named | None:
        """Who item `n` names, if it is part of a name."""
        place = self._at.get(n)
        return place.named if place else None

    def place(self, n: int) -> Place | None:
        """The naming that item `n` is part of."""
        return self._at.get(n)

    def before(self, n: int) -> Iterator[Place]:
        """The namings that begin before item `n`, the nearest first."""
        for k in range(bisect_left(self.places, n, key=lambda p: p.first) - 1, -1, -1):
            yield self.places[k]

    def lookup(self, first: int, last: int) -> RosterEntry | None:
        """The roster's entry for the items from `first` to `last`, tried with the words that own them too."""
        entry = self.roster.entry(self._text(first, last))
        if entry is None and first >= 2 and self.items[first - 1].low in POSSESSIVE:
            for owner in range(first - 2, max(-1, first - 5), -1):
                if not self.items[owner].is_word or self.items[owner].sentence != self.items[first].sentence:
                    break
                entry = self.roster.entry(self._text(owner, last)) or self._owned(owner, first, last)
                if entry is not None:
                    break
        return entry

    def _owned(self, owner: int, first: int, last: int) -> RosterEntry | None:
        """ "Assad regime's army" is looked up as the army of each name that owner goes by: "Syrian army"."""
        known = self.roster.entry(self._text(owner, first - 2))
        if known is None or known.type is not SpeakerType.INSTITUTION:
            return None
        phrase = self._text(first, last)
        starts = dict.fromkeys(name.split()[0] for name in (known.name, *known.aliases))
        found = (self.roster.entry(f"{start} {phrase}") for start in starts)
        return next((entry for entry in found if entry is not None), None)

    @staticmethod
    def guess(text: str) -> SpeakerType:
        """Person or body, by the words alone."""
        lexicon = english()
        body = text.lower() in lexicon.places or any(w.lower() in lexicon.body_words for w in text.split())
        return SpeakerType.INSTITUTION if body else SpeakerType.PERSON

    def of_text(self, text: str, type_: SpeakerType) -> Named:
        """A body named by words that are no run of capitals, such as "Russian government"."""
        entry = self.roster.entry(text)
        key = entry.name if entry else text
        if key not in self._by_name:
            self._by_name[key] = Named(key, entry.type if entry else type_, entry)
            self.named.append(self._by_name[key])
        return self._by_name[key]

    def _add_phrases(self) -> None:
        """Bodies named without capitals at the end: "the Russian defence ministry"."""
        taken = {n for place in self.places for n in range(place.first, place.last + 1)}
        for last, item in enumerate(self.items):
            if item.low not in self.lexicon.body_nouns or item.capital or item.quote >= 0:
                continue
            first = last
            while first > 0 and self._modifies(first - 1, last):
                first -= 1
            if first == last or not any(i.capital for i in self.items[first:last]):
                continue
            if any(n in taken for n in range(first, last + 1) if not self.items[n].capital):
                continue
            entry = self.lookup(first, last)
            named = self.of_text(entry.name if entry else self._text(first, last), SpeakerType.INSTITUTION)
            self.places = [p for p in self.places if p.last < first or p.first > last]
            self._place(first, last, named, set())

    def _modifies(self, n: int, last: int) -> bool:
        item = self.items[n]
        if item.quote >= 0 or item.sentence != self.items[last].sentence or not item.is_word or last - n > 4:
            return False
        plain = not self.lexicon.is_function_word(item.low) and item.low not in self.lexicon.determiners
        return plain and self.lexicon.cue(item.low) is None and item.low not in self.lexicon.people

    # Runs of capitals.

    def _runs(self) -> list[tuple[int, int]]:
        runs = []
        n = 0
        while n < len(self.items):
            item = self.items[n]
            if not item.capital or item.low in self.lexicon.times or self._is_plain(n):
                n += 1
                continue
            last = n
            while (step := self._next(last, n)) is not None:
                last = step
            runs.append((n, last))
            n = last + 1
        return runs

    def _is_plain(self, n: int) -> bool:
        item = self.items[n]
        if item.low in _QUESTIONS or len(item.low) < 2:
            return True
        return self.lexicon.is_function_word(item.low) or item.low in self.lexicon.determiners

    def _next(self, last: int, first: int) -> int | None:
        items = self.items
        n = last + 1
        if n >= len(items) or items[n].sentence != items[last].sentence:
            return None
        if items[n].quote >= 0:
            return n + 1 if first == last and self._is_nickname(n) else None
        if items[n].capital and items[n].low not in self.lexicon.times and items[n].low not in POSSESSIVE:
            return None if self.lexicon.is_function_word(items[n].low) and len(items[n].text) < 4 else n
        if items[n].text in ("-", "–") and items[n].glued:
            return n + 1 if n + 1 < len(items) and items[n + 1].glued and items[n + 1].capital else None
        if items[n].low in self.lexicon.name_particles:
            for k in range(n + 1, min(n + 4, len(items))):
                if items[k].capital:
                    return k
                if items[k].text != "-" and items[k].low not in self.lexicon.name_particles:
                    return None
            return None
        if items[n].low in ("of", "for", "and"):
            k = n + 1 + (n + 1 < len(items) and items[n + 1].low == "the")
            run = [i.low for i in items[first : last + 1]]
            body = any(w in self.lexicon.body_words for w in run) or items[last].low in ("secretary", "department")
            joins = items[n].low != "and" or "of" in run
            if k < len(items) and items[k].capital and items[k].sentence == items[first].sentence and body and joins:
                return k
        return None

    def _is_nickname(self, n: int) -> bool:
        """Whether the quote at item `n` stands inside a name: Harold “Hatchet” Munro."""
        after = self.items[n + 1] if n + 1 < len(self.items) else None
        words = self.items[n].text.split()
        named = len(words) <= 3 and all(w[:1].isupper() or w == "the" for w in words)
        if after is None or not named or after.sentence != self.items[n].sentence or not after.capital:
            return False
        return self.items[n].text[-1:] not in ",.!?" and not self.lexicon.is_function_word(after.low)

    def _is_acronym(self, item: Item) -> bool:
        letters = item.text.replace(".", "")
        return 2 <= len(letters) <= 6 and letters.isupper()

    def _starts_sentence(self, n: int) -> bool:
        return n == 0 or self.items[n - 1].sentence != self.items[n].sentence

    # Who a run names.

    def _add(self, first: int, last: int) -> None:
        entry = self.lookup(first, last)
        start = first
        while entry is None and start < last and self._is_title(start, last):
            start += 1
            entry = self.lookup(start, last)
        if entry is None and self.items[last].low in self.lexicon.body_words:
            start = first
        elif entry is None and start > first and self.items[start].low == "of":
            start += 1
        titles = {i.low.rstrip(".") for i in self.items[first:start]}
        words = [i.text for i in self.items[start : last + 1] if i.quote < 0]
        known = None if entry else self._longer(start, last)
        text = entry.name if entry else known.name if known else self._text(start, last)
        if start == last and not entry and not self._is_acronym(self.items[last]):
            if titles:
                self._titled.append((last, titles))
            return
        type_ = entry.type if entry else self._type(words, start, last, bool(titles))
        if not entry and type_ is SpeakerType.PERSON:
            text = " ".join(w for w in text.split() if not (len(w) <= 2 and w.endswith("."))) or text
        double = None if entry or " " in text or "-" not in text else self._last_named(text)
        named = known or double or self._by_name.get(text)
        if named is None:
            named = Named(text, type_, entry)
            self._by_name[text] = named
            self.named.append(named)
        self._place(first, last, named, titles)

    def _last_named(self, text: str) -> Named | None:
        """Who has a double name as last name: "Osei-Lund"."""
        return next((n for n in self.named if n.type is SpeakerType.PERSON and n.last_name == text.lower()), None)

    def _longer(self, first: int, last: int) -> Named | None:
        """The body whose name, as printed before, holds these words: "General Command" after "Army General Command"."""
        words = [i.low for i in self.items[first : last + 1] if i.is_word]
        if words[-1] not in self.lexicon.body_words or words[-1] in self.lexicon.places:
            return None
        for place in islice(reversed(self.places), _LOOKED_BACK):
            printed = [i.low for i in self.items[place.first : place.last + 1] if i.is_word]
            if len(printed) > len(words) and any(
                printed[k : k + len(words)] == words for k in range(len(printed) - len(words) + 1)
            ):
                return place.named if place.named.type is SpeakerType.INSTITUTION else None
        return None

    def _is_title(self, n: int, last: int) -> bool:
        low = self.items[n].low.rstrip(".")
        if low in self.lexicon.titles or low in ("-", "of", "and", "for"):
            return True
        if low in self.lexicon.people and last - n > 1 and not self.items[n + 1].glued:
            return True
        if low.endswith(("ian", "ese", "ish", "ean", "ench", "can")) or self.items[n].text in (
            "U.S.",
            "US",
            "UN",
            "U.N.",
            "UK",
        ):
            return any(self.items[k].low.rstrip(".") in self.lexicon.titles for k in range(n + 1, last))
        following = [self.items[k].low.rstrip(".") for k in range(n + 1, last)]
        return any(w in self.lexicon.titles for w in following) and last - n > 1

    def _type(self, words: list[str], first: int, last: int, titled: bool) -> SpeakerType:
        low = [w.lower() for w in words]
        if " ".join(low) in self.lexicon.places or any(w in self.lexicon.body_words for w in low):
            return SpeakerType.INSTITUTION
        if titled or self._described_before(first):
            return SpeakerType.PERSON
        capitals = last > first and all(w.isupper() and len(w) > _INITIALS for w in words)
        acronym = not capitals and any(self._is_acronym(i) for i in self.items[first : last + 1] if i.is_word)
        if acronym or (first > 0 and self.items[first - 1].low == "the") or any(w in ("of", "for", "and") for w in low):
            return SpeakerType.INSTITUTION
        return SpeakerType.PERSON if len(words) <= _LONGEST_PERSON + words.count("-") * 2 else SpeakerType.INSTITUTION

    def _described_before(self, first: int) -> bool:
        return first > 0 and self.items[first - 1].low in self.lexicon.people

    def _add_single(self, n: int, titles: set[str]) -> None:
        """A lone capitalised word: a last name, the last word of a body's name, or a name of its own."""
        item = self.items[n]
        low = item.low
        candidates = [x for x in self.named if x.type is SpeakerType.PERSON and x.last_name == low]
        if not candidates and self._starts_sentence(n) and item.text not in self._middle and not titles:
            return
        if candidates:
            gender = self._gender(titles)
            same = [x for x in candidates if gender and x.gender == gender]
            fitting = same or [x for x in candidates if not gender or not x.gender] or candidates
            self._place(n, n, min(fitting, key=lambda x: _distance(x.places, n)), titles)
            return
        if low in self.lexicon.titles or low in self.lexicon.people - self.lexicon.occupations:
            return
        known = self._longer(n, n)
        if known:
            self._place(n, n, known, titles)
            return
        if self.lexicon.is_demonym(low) and not titles:
            return
        bodies = low in self.lexicon.body_words or low in self.lexicon.places
        named = self._by_name.get(item.text)
        if named is None:
            type_ = SpeakerType.INSTITUTION if bodies and not titles else SpeakerType.PERSON
            named = Named(item.text, type_)
            self._by_name[item.text] = named
            self.named.append(named)
        self._place(n, n, named, titles)

    def _place(self, first: int, last: int, named: Named, titles: set[str]) -> None:
        after = last + 1
        possessive = after < len(self.items) and self.items[after].low in POSSESSIVE and self.items[after].glued
        insort(named.places, first)
        named.words |= titles | self._description(first, last)
        named.gender = named.gender or self._gender(named.words)
        self.places.append(Place(first, last, named, possessive))

    def _description(self, first: int, last: int) -> set[str]:
        """The role words right before a name, or in the appositive right behind it."""
        items, found = self.items, set()
        n = first - 1
        if n >= 0 and items[n].text == ",":
            n -= 1
        for k in range(n, max(-1, n - _BEFORE), -1):
            item = items[k]
            if item.quote >= 0 or item.sentence != items[first].sentence or not item.is_word:
                break
            if item.low in self.lexicon.people:
                found.add(item.low)
            elif self.lexicon.is_function_word(item.low) or self.lexicon.cue(item.low):
                break
        if last + 2 < len(items) and items[last + 1].text == ",":
            for k in range(last + 2, min(last + 10, len(items))):
                item = items[k]
                if item.quote >= 0 or item.sentence != items[last].sentence or not item.is_word:
                    break
                if item.low in self.lexicon.prepositions or item.low in _OTHERS or self.lexicon.cue(item.low):
                    break
                named = k + 1 < len(items) and items[k + 1].capital and items[k + 1].sentence == item.sentence
                if item.low in self.lexicon.people and not named:
                    found.add(item.low)
        return found

    def _gender(self, words: set[str]) -> str:
        if words & self.lexicon.women:
            return "f"
        return "m" if words & self.lexicon.men else ""

    def _text(self, first: int, last: int) -> str:
        """The words as printed; hyphens and possessives stay glued."""
        out = ""
        for n in (n for n in range(first, last + 1) if self.items[n].quote < 0):
            out += ("" if n == first or self.items[n].glued else " ") + self.items[n].text
        return out


def _distance(places: list[int], n: int) -> int:
    """How far item `n` is from the nearest of the sorted places; what comes behind it counts as further off."""
    at = bisect_left(places, n)
    if at:
        return n - places[at - 1]
    return 10_000 + places[0] - n if places else 99_999
