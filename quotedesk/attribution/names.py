"""The names an article uses: every capitalised name in it, sorted into people and bodies, and joined into clusters."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter

from quotedesk.attribution.capitals import SUFFIXES, Capitals
from quotedesk.attribution.describing import described
from quotedesk.attribution.lexicon import Lexicon, english
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.roster import Roster, RosterEntry
from quotedesk.attribution.titles import INITIAL, Titles, without_middle_initials
from quotedesk.quote import SpeakerType
from quotedesk.record import record

_KIN = frozenset(
    ["husband", "wife", "son", "daughter", "brother", "sister", "mother", "father", "uncle", "aunt", "widow", "widower"]
)
_GLUED = attrgetter("glued")
_ACRONYM = 3
_LOOKED_BACK = 500


@dataclass(slots=True, eq=False)
class Named:
    """Somebody the article names. `words` describe them in it (titles, roles, appositives), lower case.

    `first_name` is empty where the name is one word.
    """

    name: str
    type: SpeakerType
    entry: RosterEntry | None = None
    places: list[int] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    gender: str = ""
    first_name: str = field(init=False)
    last_name: str = field(init=False)

    def __post_init__(self) -> None:
        self.rename(self.name)

    def rename(self, name: str) -> None:
        """Takes another form of the name; sets its first and last word, lower case, the last without "Jr."."""
        self.name = name
        words = name.lower().split()
        self.first_name = words[0] if len(words) > 1 else ""
        while len(words) > 1 and words[-1] in SUFFIXES:
            words.pop()
        self.last_name = words[-1] if words else ""


@record(frozen=True, slots=True)
class Place:
    """One naming: the items it covers and who it names."""

    first: int
    last: int
    named: Named
    possessive: bool


class Names:
    """All namings of an article in order. Last names follow the nearest full name; the roster gives canonical names."""

    def __init__(self, narration: Narration, lexicon: Lexicon, roster: Roster) -> None:
        self.narration = narration
        self.items = narration.items
        self.lexicon = lexicon
        self.roster = roster
        self.named: list[Named] = []
        self.places: list[Place] = []
        self._by_name: dict[str, Named] = {}
        self._by_initials: dict[str, Named] = {}
        self._people: dict[str, list[Named]] = {}
        self._inside: dict[str, list[Named]] = {}
        self._printed: dict[int, str] = {}
        self._titled: list[tuple[int, int, set[str]]] = []
        self.capitals = Capitals(narration, lexicon)
        self.titles = Titles(self.capitals, lexicon)
        runs = self.capitals.runs()
        self._middle = {
            self.items[first].text for first, last in runs if first == last and not self.capitals.starts_sentence(first)
        }
        self._first_names = self._read_first_names(runs)
        self._firm = self._middle | self._read_again(runs)
        single: list[tuple[int, int, set[str]]] = []
        for first, last in runs:
            if not self._is_one_word(first, last) or self.lookup(first, last) or self.items[first].acronym:
                self._add(first, last)
            else:
                single.append((first, last, set()))
        for first, last, titles in sorted([*self._titled, *single], key=lambda s: s[0]):
            self._add_single(first, last, titles)
        self._add_phrases()
        self.places.sort(key=lambda p: p.first)
        self.starts = [place.first for place in self.places]
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
        for k in range(bisect_left(self.starts, n) - 1, -1, -1):
            yield self.places[k]

    def lookup(self, first: int, last: int) -> RosterEntry | None:
        """The roster's entry for the items from `first` to `last`, tried with the words that own them too."""
        entry = self.roster.entry(self.capitals.text(first, last))
        if entry is not None and entry.type is SpeakerType.PERSON and self._is_another(entry, first):
            return None
        if entry is None and first >= 2 and self.items[first - 1].possessive:
            for owner in range(first - 2, max(-1, first - 5), -1):
                if not self.items[owner].is_word or not self.narration.in_one_sentence(owner, first):
                    break
                entry = self.roster.entry(self.capitals.text(owner, last)) or self._owned(owner, first, last)
                if entry is not None:
                    break
        return entry

    def _read_first_names(self, runs: list[tuple[int, int]]) -> dict[str, set[str]]:
        """The first names printed before each last name, lower case."""
        found: dict[str, set[str]] = {}
        for first, last in runs:
            before = self.items[last - 1].low
            if last > first and not self.items[last].glued and before.rstrip(".") not in self.lexicon.titles:
                while len(before) <= INITIAL and before.endswith(".") and last - 2 >= first:
                    last -= 1
                    before = self.items[last - 1].low
                found.setdefault(self.items[last].low, set()).add(before)
        return found

    def _read_again(self, runs: list[tuple[int, int]]) -> set[str]:
        """Words that come back, always with a capital, and act: names, though they only open sentences."""
        single = [first for first, last in runs if first == last]
        acting = {self.items[n].text for n in single if self._acts(n + 1)} - self._middle
        alone = Counter([self.items[n].text for n in single]) if acting else {}
        return {text for text in acting if alone[text] > 1 and text.lower() not in self.titles.lower_case}

    def _is_another(self, entry: RosterEntry, first: int) -> bool:
        """Whether "Secretary Kerry" is not the roster's: the article only has a Kerry of another first name."""
        printed = self._first_names.get(entry.name.lower().split()[-1], set())
        known = {name.lower().split()[0] for name in (entry.name, *entry.aliases)}
        return bool(printed) and not printed & known and self.items[first].low.rstrip(".") in self.lexicon.titles

    def _is_one_word(self, first: int, last: int) -> bool:
        """A single word, also one with a hyphen: "Lopez-Cantera"."""
        return first == last or all(map(_GLUED, self.items[first + 1 : last + 1]))

    def _owned(self, owner: int, first: int, last: int) -> RosterEntry | None:
        """ "Assad regime's army" is looked up as the army of each name that owner goes by: "Syrian army"."""
        known = self.roster.entry(self.capitals.text(owner, first - 2))
        if known is None or known.type is not SpeakerType.INSTITUTION:
            return None
        phrase = self.capitals.text(first, last)
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
        return self._by_name.get(key) or self._new(key, entry.type if entry else type_, entry)

    def _new(self, name: str, type_: SpeakerType, entry: RosterEntry | None = None) -> Named:
        named = self._by_name[name] = Named(name, type_, entry)
        self.named.append(named)
        if type_ is SpeakerType.PERSON:
            self._index(named)
        else:
            self._by_initials["".join([w[0] for w in name.replace("-", " ").split() if w[0].isupper()])] = named
        return named

    def _index(self, named: Named) -> None:
        """Notes a person under each word by which the article may call them."""
        for word in dict.fromkeys((named.first_name, named.last_name, named.last_name.removeprefix("al-"))):
            people = self._people.setdefault(word, [])
            if named not in people:
                people.append(named)
        for word in named.name.lower().split()[1:-1]:
            inside = self._inside.setdefault(word, [])
            if named not in inside and len(word) > INITIAL and word not in self.lexicon.name_particles:
                inside.append(named)

    def _add_phrases(self) -> None:
        """Bodies named without capitals at the end: "the Russian defence ministry"."""
        at = {n: place for place in self.places for n in range(place.first, place.last + 1)}
        taken = frozenset(at)
        dropped: set[int] = set()
        for last in [n for n, item in enumerate(self.items) if item.body and not item.capital]:
            first = last
            while first > 0 and self._modifies(first - 1, last):
                first -= 1
            if first == last or not any(i.capital for i in self.items[first:last]):
                continue
            if any(n in taken for n in range(first, last + 1) if not self.items[n].capital):
                continue
            entry = self.lookup(first, last)
            named = self.of_text(entry.name if entry else self.capitals.text(first, last), SpeakerType.INSTITUTION)
            dropped.update(id(at[n]) for n in range(first, last + 1) if n in at)
            place = self._place(first, last, named, set())
            at.update(dict.fromkeys(range(first, last + 1), place))
        self.places = [place for place in self.places if id(place) not in dropped]

    def _modifies(self, n: int, last: int) -> bool:
        item = self.items[n]
        if item.quote >= 0 or not self.narration.in_one_sentence(n, last) or not item.is_word or last - n > 4:
            return False
        plain = not item.function and not item.determiner
        return plain and item.cue is None and not item.person

    # Who a run names.

    def _is_role(self, first: int, last: int) -> bool:
        """Whether a run is a role with a place: "New Hampshire Democrat", "Texas Senator"."""
        head = self.items[last].low
        role = head in self.lexicon.people and head not in self.lexicon.occupations
        return role and last > first and self.capitals.text(first, last - 1).lower() in self.lexicon.places

    def _add(self, first: int, last: int) -> None:
        if self._is_role(first, last):
            return
        entry, end = self.lookup(first, last), last
        if entry is None:
            last = self.titles.before_honours(first, last)
        start = first if entry else self.titles.behind_role(first, last)
        entry = entry or (self.lookup(start, last) if start > first else None)
        while entry is None and start < last and self.titles.is_title(start, last):
            start += 1
            entry = self.lookup(start, last)
        if entry is None and self.titles.ends_like_body(start, last):
            start = first
        elif entry is None and start > first and self.items[start].low == "of":
            start += 1
        titles = {i.low.rstrip(".") for i in self.items[first:start]}
        known = None if entry else self._longer(start, last) or self._spelt_out(start, last)
        text = entry.name if entry else known.name if known else self.capitals.text(start, last)
        if self._is_one_word(start, last) and not entry and not self.items[last].acronym:
            if titles:
                self._titled.append((start, last, titles))
            return
        type_ = entry.type if entry else self.titles.type_of(start, last, bool(titles))
        if not entry and type_ is SpeakerType.PERSON and "." in text:
            text = without_middle_initials(text)
        named = known or self._by_name.get(text)
        if named is None and not entry and type_ is SpeakerType.PERSON:
            named = self._same_person(text)
        if named is None:
            named = self._new(text, type_, entry)
        self._place(first, end, named, titles)

    def _same_person(self, text: str) -> Named | None:
        """Somebody named with more or fewer middle names (the longer form is kept) or by a last name of two words."""
        words = text.split()
        for named in self._people.get(words[-1].lower(), ()):
            if named.name.lower().endswith(f" {text.lower()}"):
                self._by_name[text] = named
                return named
        for named in self._people.get(words[0].lower(), ()):
            own = named.name.split()
            if min(len(own), len(words)) < 2:
                continue
            longer, shorter = (own, words) if len(own) >= len(words) else (words, own)
            if longer[0] == shorter[0] and longer[-1] == shorter[-1] and set(shorter) <= set(longer):
                if named.entry is None:
                    named.rename(" ".join(longer))
                    self._index(named)
                self._by_name[text] = named
                return named
        return None

    def _spelt_out(self, first: int, last: int) -> Named | None:
        """The body whose initials these are: FAA after "Federal Aviation Administration", in brackets or not."""
        if first != last:
            return None
        letters = self.items[first].text.replace(".", "")
        return self._by_initials.get(letters) if len(letters) >= _ACRONYM else None

    def _longer(self, first: int, last: int) -> Named | None:
        """The body whose name, as printed before, holds these words: "General Command" after "Army General Command"."""
        head = self.items[last].low
        if head not in self.lexicon.body_words or head in self.lexicon.places:
            return None
        words = self._words(first, last)
        for place in islice(reversed(self.places), _LOOKED_BACK):
            if place.first == place.last:
                continue
            printed = self._printed.get(place.first)
            if printed is None:
                printed = self._printed[place.first] = self._words(place.first, place.last)
            if words in printed and len(printed) > len(words):
                return place.named if place.named.type is SpeakerType.INSTITUTION else None
        return None

    def _words(self, first: int, last: int) -> str:
        """The words of a run, lower case, each between spaces."""
        return f" {' '.join([i.low for i in self.items[first : last + 1] if i.is_word])} "

    def _add_single(self, n: int, last: int, titles: set[str]) -> None:
        """A lone capitalised word: a last name, a first name, the last word of a body's name, or a name of its own."""
        text = self.capitals.text(n, last)
        low = text.lower()
        people = self._people.get(low, ())
        candidates = [x for x in people if low in (x.last_name, x.last_name.removeprefix("al-"))] if people else []
        candidates = candidates or self._inside.get(low, [])  # "Peña" after "Rodrigo Peña Salvatierra"
        opens = self.capitals.starts_sentence(n) and text not in self._firm and not titles
        if not candidates and low not in self.lexicon.places and not (opens and not self._acts(last + 1)):
            familiar = [x for x in people if x.first_name == low]
            beside = self._last_name_beside(last + 1)
            familiar = [x for x in familiar if x.last_name == beside.lower()] or familiar
            candidates = familiar if len(familiar) == 1 else []
        if not candidates and opens:
            return
        if candidates and not titles and low not in {x.first_name for x in candidates}:
            candidates = [x for x in candidates if not x.words & _KIN] or candidates
        if candidates:
            if gender := self._gender(titles):
                same = [x for x in candidates if x.gender == gender]
                candidates = same or [x for x in candidates if not x.gender] or candidates
                if not same and (relative := self._relative(candidates, gender)) is not None:
                    relative.rename(f"{relative.name} {text}")  # "his wife, Ada", then "Mrs. Lopez"
                    self._index(relative)
                    candidates = [relative]
            self._place(n, last, min(candidates, key=lambda x: _distance(x.places, n)), titles)
            return
        if low in self.lexicon.titles or (low in self.lexicon.people and low not in self.lexicon.occupations):
            return
        known = self._longer(n, last)
        if known:
            self._place(n, last, known, titles)
            return
        native = low in self.lexicon.natives and n > 0 and self.items[n - 1].determiner
        if (native or self.lexicon.is_demonym(low)) and not titles:
            return
        if not titles and low in self.lexicon.first_names and (shared := self._last_name_beside(last + 1)):
            text = f"{text} {shared}"
        named = self._by_name.get(text) or self._new(text, self.titles.type_of_word(n, last, bool(titles)))
        self._place(n, last, named, titles)

    def _relative(self, candidates: list[Named], gender: str) -> Named | None:
        """The relative last named by first name alone, where the ones of a last name are of the other gender."""
        other = self.lexicon.first_names_men if gender == "f" else self.lexicon.first_names_women
        if any(x.first_name not in other for x in candidates):
            return None
        alone = [x for x in self.named if not x.first_name and x.words & _KIN and x.gender == gender]
        return alone[-1] if alone else None

    def _last_name_beside(self, n: int) -> str:
        """The last name that "Ada and Bo Lind" share, read at "and"."""
        run = [i.text for i in self.items[n + 1 : n + 3] if i.capital]
        return run[-1] if len(run) > 1 and self.items[n].low == "and" else ""

    def _acts(self, n: int) -> bool:
        """Whether item `n` makes the word before it a subject."""
        item = self.items[n] if n < len(self.items) else None
        return item is not None and (item.cue is not None or item.auxiliary)

    def _place(self, first: int, last: int, named: Named, titles: set[str]) -> Place:
        after = last + 1
        possessive = after < len(self.items) and self.items[after].possessive and self.items[after].glued
        insort(named.places, first)
        if told := titles | described(self.narration, first, last):
            named.words |= told
            named.gender = named.gender or self._gender(named.words)
        place = Place(first, last, named, possessive)
        self.places.append(place)
        return place

    def _gender(self, words: set[str]) -> str:
        if words & self.lexicon.women:
            return "f"
        return "m" if words & self.lexicon.men else ""


def _distance(places: list[int], n: int) -> int:
    """How far item `n` is from the nearest of the sorted places; what comes behind it counts as further off."""
    at = bisect_left(places, n)
    if at:
        return n - places[at - 1]
    return 10_000 + places[0] - n if places else 99_999
