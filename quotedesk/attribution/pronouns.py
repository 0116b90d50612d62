"""Whom "he", "she", "it" and "they" stand for: somebody named near, as a subject, often, and of that gender.

Of genders only what titles, roles and words of kinship say is certain ("Mr", "spokeswoman", "wife"); a first name is a
hint. The rest is learnt from the article: all its pronouns are read once, and where one person stands out as the one
who is meant, that counts for a gender as well; with this they are read again, and the article outweighs the hint. A
pronoun that has been read counts as a naming.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from math import log
from operator import attrgetter

from quotedesk.attribution.cues import Cues
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Named, Names, Place
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.parts import Parts
from quotedesk.quote import SpeakerType

GENDERS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
HINT = 2.0
"""How many clear pronouns a first name counts for."""
_REACH = 4
_MOST = 40
_FURTHEST = 4
_LOCATIVE = frozenset(["in", "at", "near", "across", "throughout", "outside", "inside", "into", "around", "on"])
_CLEAR = 0.8
_PLAIN = 0.2
_ALONE = 2.0
_STRANGERS = frozenset(["man", "woman", "boy", "girl", "gunman", "waitress", "actress", "policeman"])
_OFTEN = 3
_AT = attrgetter("at")
_RANKS = {part: n for n, part in enumerate(("speaks", "subject", "other", "object", "owns", "behind preposition"))}

# What the namings of somebody weigh: the nearest by its part and by how many sentences back it stands; what else is
# read off them, by the same sentences; who spoke last, by paragraphs.
_BY_PART = {
    "speaks": (2.3, 2.0, 0.7, 0.0, -0.2),
    "subject": (0.9, 0.6, -0.1, -0.4, -0.4),
    "other": (0.4, -0.4, -0.7, -0.8, -0.9),
    "object": (0.5, -0.4, -0.4, -0.7, -0.8),
    "owns": (0.1, -0.4, -0.8, -0.9, -0.9),
    "behind preposition": (-0.8, -0.6, -0.9, -0.8, -0.8),
}
_A_PARAGRAPH = -1.3
_ALSO_SPEAKS = (0.0, 0.3, 0.1, 0.1, 0.0)
_LEADS_SENTENCE = (0.6, 0.9, 0.5)
_SPOKE_LAST = (0.9, 0.9, 0.3)
_HOW_OFTEN = 0.1
# And how well somebody goes with the gender.
_TITLE_OF_GENDER = 0.3
_LEARNT_FOR = 0.3
_LEARNT_AGAINST = -1.5
_PERSONS_NAME = 0.8


@dataclass(slots=True)
class Seen:
    """A naming or a pronoun that has been read: its first item and where that stands, whom it names, and its part."""

    at: int
    paragraph: int
    sentence: int
    named: Named
    part: str


class Pronouns:
    """Reads the pronouns of one article. `said` is told each attributed speaker, so that "he" prefers them."""

    def __init__(self, narration: Narration, finder: Finder, names: Names, cues: Cues, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.names = names
        self.cues = cues
        self.parts = Parts(narration, finder, names, cues, lexicon)
        self.lexicon = lexicon
        self._said: list[tuple[int, Named]] = []
        self._fits: dict[tuple[Named, str], float] = {}
        self._human: dict[Named, float] = {}
        self._votes: dict[Named, float] = defaultdict(float)
        self._read: list[Seen] = []
        self._namings: dict[int, Seen] = {}
        self._leading: dict[int, bool] = {}
        self._all: list[int] = []
        self._at = 0
        self._learnt = False
        self._strangers: list[Seen] = []

    def said(self, n: int, named: Named) -> None:
        """Remembers who the quote at item `n` was given to."""
        self._said.append((n, named))

    def person(self, n: int) -> Named | None:
        """Who the pronoun at item `n` is."""
        self._learn()
        self._read_until(n)
        return self._choose(n, GENDERS[self.items[n].low])[0]

    def role(self, n: int, gender: str, plain: bool = False) -> Named | None:
        """Who somebody is that item `n` calls by a role ("the senator"); of that gender, unless it is empty.

        What is as `plain` as "the 27-year-old" always takes somebody up.
        """
        self._learn()
        self._read_until(n)
        named, margin = self._choose(n, gender)
        return named if margin > (_PLAIN if plain else _CLEAR) else None

    def body(self, n: int) -> Named | None:
        """The body that "it" or "they" at item `n` takes up."""
        said = self._said_last(n)
        scores = {
            named: self._nearness(seen, n, said) - (named.name.lower() in self.lexicon.places)
            for named, seen in self._candidates(n, SpeakerType.INSTITUTION).items()
        }
        return max(scores, key=lambda named: scores[named], default=None)

    def _learn(self) -> None:
        """Reads all pronouns once, to learn genders."""
        if self._learnt:
            return
        self._learnt = True
        self._strangers = self._read_strangers()
        self._all = [n for n, item in enumerate(self.items) if item.low in GENDERS and item.quote < 0]
        votes = defaultdict(float, {named: hint for named in self.names.named if (hint := self._hint(named))})
        self._votes = votes.copy()
        self._read_until(len(self.items), votes)
        self._votes = votes
        self._fits = {}
        self._read, self._at = [], 0

    def _read_strangers(self) -> list[Seen]:
        """People without a name whom the article keeps speaking of: "the woman", at least three times."""
        found: dict[str, list[int]] = {}
        for n in range(1, len(self.items)):
            low = self.items[n].low
            if low in _STRANGERS and self.items[n - 1].low in ("the", "a") and self.names.at(n) is None:
                found.setdefault(low, []).append(n)
        seen = []
        for word, places in found.items():
            if len(places) >= _OFTEN:
                gender = "m" if word in self.lexicon.men else "f"
                named = Named(word, SpeakerType.UNNAMED, places=places, gender=gender)
                self._human[named] = 1.0
                seen += [self._seen(n, n, named) for n in places]
        return sorted(seen, key=lambda one: one.at)

    def _hint(self, named: Named) -> float:
        """What the first name tells of the gender: more than 0 for a man, less for a woman."""
        first = named.name.split()[0].lower()
        return HINT * ((first in self.lexicon.first_names_men) - (first in self.lexicon.first_names_women))

    def _read_until(self, stop: int, votes: dict[Named, float] | None = None) -> None:
        while self._at < len(self._all) and self._all[self._at] < stop:
            n = self._all[self._at]
            self._at += 1
            gender = GENDERS[self.items[n].low]
            named, margin = self._choose(n, gender)
            if named is None:
                continue
            if votes is not None and margin > _CLEAR:
                votes[named] += 1.0 if gender == "m" else -1.0
            self._read.append(self._seen(n, n, named))

    def _choose(self, n: int, gender: str) -> tuple[Named | None, float]:
        """Who the pronoun or role at item `n` most probably stands for, and by how much more than anybody else."""
        addressed, said = self._addressed(n), self._said_last(n)
        scores = {
            named: self._nearness(seen, n, said) + self._fit(named, gender)
            for named, seen in self._candidates(n, SpeakerType.PERSON).items()
            if (not named.gender or not gender or named.gender == gender) and named not in addressed
        }
        if not scores:
            return None, 0.0
        best = max(scores, key=scores.__getitem__)
        score = scores.pop(best)
        return best, score - max(scores.values()) if scores else _ALONE

    def _addressed(self, n: int) -> set[Named | None]:
        """Whom the one at item `n` speaks to: "he told Ada Lopez"."""
        if n + 1 >= len(self.items) or not self.cues.is_cue(n + 1):
            return set()
        return {self.names.at(k) for k in range(n + 2, min(n + 4, self.narration.sentence_at(n).stop))}

    def _candidates(self, n: int, type_: SpeakerType) -> dict[Named, list[Seen]]:
        """The namings (and read pronouns) of each person or body before item `n`, the nearest first."""
        found: dict[Named, list[Seen]] = {}
        for seen in self._near(n, type_):
            found.setdefault(seen.named, []).append(seen)
        return found

    def _near(self, n: int, type_: SpeakerType) -> list[Seen]:
        """Namings and read pronouns before item `n`, up to four paragraphs back, the nearest first."""
        first = self.narration.paragraph(max(0, self.narration.paragraph_of[n] - _REACH)).start
        starts = self.names.starts
        stop = bisect_left(starts, n)
        near = self.names.places[max(bisect_left(starts, first), stop - _MOST) : stop]
        found = [self._naming(place) for place in near if place.named.type is type_]
        if type_ is SpeakerType.PERSON:
            strangers = self._strangers[: bisect_left(self._strangers, n, key=_AT)][-_MOST:]
            found += [seen for seen in (*self._read[-_MOST:], *strangers) if first <= seen.at < n]
        return sorted(found, key=_AT, reverse=True)

    def _naming(self, place: Place) -> Seen:
        seen = self._namings.get(place.first)
        if seen is None:
            seen = self._namings[place.first] = self._seen(place.first, place.last, place.named)
        return seen

    def _seen(self, first: int, last: int, named: Named) -> Seen:
        paragraph, sentence = self.narration.paragraph_of[first], self.narration.sentence_of[first]
        return Seen(first, paragraph, sentence, named, self.parts.of(first, last))

    def _said_last(self, n: int) -> tuple[int, Named] | None:
        """The last quote before item `n` that was given to somebody, and to whom."""
        return next((said for said in reversed(self._said) if said[0] < n), None)

    def _nearness(self, seen: list[Seen], n: int, said: tuple[int, Named] | None) -> float:
        """What the namings of somebody before item `n` weigh: how near, in which parts, and who spoke last."""
        paragraph, sentence, nearest = self.narration.paragraph_of[n], self.narration.sentence_of[n], seen[0]
        parts: dict[int, str] = {}
        for one in seen:
            apart = min(sentence - one.sentence, _FURTHEST)
            if apart not in parts or _RANKS[one.part] < _RANKS[parts[apart]]:
                parts[apart] = one.part
        (apart, part), *further = parts.items()
        score = _BY_PART[part][apart] + _A_PARAGRAPH * (paragraph - nearest.paragraph)
        also = next(((apart, part) for apart, part in further if part in ("speaks", "subject")), None)
        if also is not None and also[1] == "speaks":
            score += _ALSO_SPEAKS[also[0]]
        if apart < len(_LEADS_SENTENCE) and self._leads(seen, nearest.sentence):
            score += _LEADS_SENTENCE[apart]
        if said is not None and said[1] is nearest.named:
            score += _SPOKE_LAST[min(paragraph - self.narration.paragraph_of[said[0]], 2)]
        return score + _HOW_OFTEN * log(len(nearest.named.places) or 1)

    def _leads(self, seen: list[Seen], sentence: int) -> bool:
        """Whether one of the namings is the first naming of a person in its sentence."""
        first = min([one.at for one in seen if one.sentence == sentence])
        leads = self._leading.get(first)
        if leads is None:
            leads = self._leading[first] = self._opens(sentence, first)
        return leads

    def _opens(self, sentence: int, first: int) -> bool:
        """Whether no person is named, or called by a pronoun, in a sentence before item `first`."""
        for n in range(self.narration.sentence(sentence).start, first):
            place = self.names.place(n)
            if place is not None and place.named.type is SpeakerType.PERSON and not place.possessive:
                return False
            if self.items[n].low in GENDERS and self.items[n].quote < 0:
                return False
        return True

    def _fit(self, named: Named, gender: str) -> float:
        """How well a person goes with the gender, and how much of a person the name is."""
        fit = self._fits.get((named, gender))
        if fit is None:
            known = self._votes[named] * ((gender == "m") - (gender == "f"))
            fit = self._fits[named, gender] = (
                _TITLE_OF_GENDER * bool(named.gender and gender)
                + _LEARNT_FOR * log(1 + max(known, 0.0))
                + _LEARNT_AGAINST * log(1 + max(-known, 0.0))
                + _PERSONS_NAME * self._humanity(named)
            )
        return fit

    def _humanity(self, named: Named) -> float:
        """What the article tells for and against a name being a person's."""
        known = self._human.get(named)
        if known is None:
            known = self._human[named] = self._read_humanity(named)
        return known

    def _read_humanity(self, named: Named) -> float:
        if named.entry is not None:
            return 1.0
        score = 0.3 if " " in named.name else -0.5
        if named.words:
            score += 1.0
        if named.name.endswith(".") or named.name.lower() in self.lexicon.places:
            score -= 2.0
        for first in named.places[:6]:
            place = self.names.place(first)
            if place is None:
                continue
            before = self.items[first - 1] if first else None
            if before is not None and self.narration.in_one_sentence(first - 1, first) and before.quote < 0:
                score -= 0.6 * (before.low in _LOCATIVE) + 0.8 * (before.low == "the")
            after = self.items[place.last + 1] if place.last + 1 < len(self.items) else None
            score += 0.5 * (self.parts.of(first, place.last) == "speaks")
            score += 0.7 * (after is not None and after.low == "who")
        return max(-3.0, min(1.5, score))
