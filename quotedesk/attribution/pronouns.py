"""Whom "he", "she", "it" and "they" stand for: somebody named near, as a subject, often, and of that gender.

Of genders only what titles, roles and words of kinship say is certain ("Mr", "spokeswoman", "wife"); a first name is a
hint. The rest is learnt from the article: all its pronouns are read once, and where one person stands out as the one
who is meant, that counts for a gender as well; with this they are read again, and the article outweighs the hint. A
pronoun that has been read counts as a naming.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from math import log
from operator import attrgetter

from quotedesk.attribution.cues import Cues
from quotedesk.attribution.lexicon import GENDERS, STRANGERS, Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Named, Names
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.parts import Parts
from quotedesk.quote import SpeakerType

HINT = 2.0
"""How many clear pronouns a first name counts for."""
_REACH = 4
_MOST = 40
_FURTHEST = 4
_LOCATIVE = frozenset(["in", "at", "near", "across", "throughout", "outside", "inside", "into", "around", "on"])
_CLEAR = 0.8
_PLAIN = 0.2
_ALONE = 2.0
_OFTEN = 3
_AT = attrgetter("at")
_RANKS = {part: n for n, part in enumerate(("speaks", "subject", "other", "object", "owns", "behind preposition"))}
_SPEAKS, _SUBJECT, _OWNS = _RANKS["speaks"], _RANKS["subject"], _RANKS["owns"]

# What the namings of somebody weigh: the nearest by its part and by how many sentences back it stands; what else is
# read off them, by the same sentences; who spoke last, by paragraphs.
_BY_PART = (
    (2.3, 2.0, 0.7, 0.0, -0.2),
    (0.9, 0.6, -0.1, -0.4, -0.4),
    (0.4, -0.4, -0.7, -0.8, -0.9),
    (0.5, -0.4, -0.4, -0.7, -0.8),
    (0.1, -0.4, -0.8, -0.9, -0.9),
    (-0.8, -0.6, -0.9, -0.8, -0.8),
)
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
    """A naming or a pronoun that has been read: its items and where it stands, whom it names, and, once it is asked
    for, the rank of its part, which is less the more a part says that somebody is spoken of."""

    at: int
    last: int
    paragraph: int
    sentence: int
    named: Named
    rank: int = -1


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
        self._fits: defaultdict[str, dict[Named, float]] = defaultdict(dict)
        self._human: dict[Named, float] = {}
        self._votes: dict[Named, float] = defaultdict(float)
        self._namings: list[Seen] = []
        self._read: list[Seen] = []
        self._leading: dict[int, bool] = {}
        self._near: dict[tuple[int, str], dict[Named, float]] = {}
        self._chosen: dict[int, Named | None] = {}
        self._all: list[int] = []
        self._at = 0
        self._learnt = False

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
        seen = [
            self._seen(place.first, place.last, place.named)
            for place in islice(self.names.before(n), _MOST)
            if place.named.type is SpeakerType.INSTITUTION and place.first >= self._furthest(n)
        ]
        scores = {
            named: self._nearness(seen, n) + self._often(named) - (named.name.lower() in self.lexicon.places)
            for named, seen in _by_name(seen).items()
        }
        self._prefer_speaker(scores, n)
        return max(scores, key=lambda named: scores[named], default=None)

    def _learn(self) -> None:
        """Reads all pronouns once, to learn genders."""
        if self._learnt:
            return
        self._learnt = True
        namings = [
            self._seen(p.first, p.last, p.named) for p in self.names.places if p.named.type is SpeakerType.PERSON
        ]
        stand = [n for n, item in enumerate(self.items) if item.stands]
        self._namings = sorted([*namings, *self._strangers(stand)], key=_AT)
        self._all = [n for n in stand if self.items[n].low in GENDERS]
        votes = defaultdict(float, {named: hint for named in self.names.named if (hint := self._hint(named))})
        self._votes = votes.copy()
        self._read_until(len(self.items), votes)
        self._votes = votes
        self._fits.clear()
        self._read, self._at = [], 0

    def _strangers(self, stand: list[int]) -> list[Seen]:
        """People without a name whom the article keeps speaking of: "the woman", at least three times."""
        found: dict[str, list[int]] = {}
        for n in stand:
            stranger = n and self.items[n].low in STRANGERS
            if stranger and self.items[n - 1].low in ("the", "a") and self.names.at(n) is None:
                found.setdefault(self.items[n].low, []).append(n)
        seen = []
        for word, places in found.items():
            if len(places) >= _OFTEN:
                gender = "m" if word in self.lexicon.men else "f"
                named = Named(word, SpeakerType.UNNAMED, places=places, gender=gender)
                self._human[named] = 1.0
                seen += [self._seen(n, n, named) for n in places]
        return seen

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
            if self._chosen.setdefault(n, named) is not named:  # what was near the pronouns behind it is so no more
                self._near, self._chosen[n] = {}, named
            if named is None:
                continue
            if votes is not None and margin > _CLEAR:
                votes[named] += 1.0 if gender == "m" else -1.0
            self._read.append(self._seen(n, n, named))

    def _choose(self, n: int, gender: str) -> tuple[Named | None, float]:
        """Who the pronoun or role at item `n` most probably stands for, and by how much more than anybody else."""
        addressed, fits = self._addressed(n), self._fits[gender]
        scores = {}
        for named, near in self._nearnesses(n, gender).items():
            if named not in addressed:
                fit = fits.get(named)
                if fit is None:
                    fit = fits[named] = self._fit(named, gender)
                scores[named] = near + fit
        if not scores:
            return None, 0.0
        self._prefer_speaker(scores, n)
        best = max(scores, key=scores.__getitem__)
        score = scores.pop(best)
        return best, score - max(scores.values()) if scores else _ALONE

    def _addressed(self, n: int) -> set[Named | None]:
        """Whom the one at item `n` speaks to: "he told Ada Lopez"."""
        if n + 1 >= len(self.items) or not self.cues.is_cue(n + 1):
            return set()
        return {self.names.at(k) for k in range(n + 2, min(n + 4, self.narration.sentence_at(n).stop))}

    def _nearnesses(self, n: int, gender: str) -> dict[Named, float]:
        """How near each person of that gender is to item `n`."""
        near = self._near.get((n, gender))
        if near is None:
            near = self._near[n, gender] = {
                named: self._nearness(seen, n)
                for named, seen in _by_name(self._seen_before(n)).items()
                if not named.gender or not gender or named.gender == gender
            }
        return near

    def _seen_before(self, n: int) -> list[Seen]:
        """Namings of people and read pronouns before item `n`, up to four paragraphs back, the nearest first."""
        first, found = self._furthest(n), []
        for seen in (self._namings, self._read):
            stop = bisect_left(seen, n, key=_AT)
            found += seen[max(bisect_left(seen, first, key=_AT), stop - _MOST) : stop]
        return sorted(found, key=_AT, reverse=True)

    def _furthest(self, n: int) -> int:
        """The first item that is looked at before item `n`, four paragraphs back."""
        return self.narration.paragraph(max(0, self.narration.paragraph_of[n] - _REACH)).start

    def _seen(self, first: int, last: int, named: Named) -> Seen:
        paragraph, sentence = self.narration.paragraph_of[first], self.narration.sentence_of[first]
        return Seen(first, last, paragraph, sentence, named)

    def _rank(self, seen: Seen) -> int:
        if seen.rank < 0:
            seen.rank = _RANKS[self.parts.of(seen.at, seen.last)]
        return seen.rank

    def _prefer_speaker(self, scores: dict[Named, float], n: int) -> None:
        """Adds what it weighs to have been the last to speak before item `n`."""
        at, named = next((said for said in reversed(self._said) if said[0] < n), (0, None))
        if named in scores:
            scores[named] += _SPOKE_LAST[min(self.narration.paragraph_of[n] - self.narration.paragraph_of[at], 2)]

    def _nearness(self, seen: list[Seen], n: int) -> float:
        """What the namings of somebody before item `n`, the nearest first, weigh: how near, and in which parts."""
        nearest, sentence = seen[0], self.narration.sentence_of[n]
        apart = min(sentence - nearest.sentence, _FURTHEST)
        alike = len(seen) == 1 or apart == _FURTHEST
        here = seen if alike else [one for one in seen if one.sentence == nearest.sentence]
        score = _BY_PART[min(map(self._rank, here))][apart]
        score += _A_PARAGRAPH * (self.narration.paragraph_of[n] - nearest.paragraph)
        if len(here) < len(seen):
            score += self._also(seen[len(here) :], sentence)
        if apart < len(_LEADS_SENTENCE) and self._leads(here[-1]):
            score += _LEADS_SENTENCE[apart]
        return score

    def _also(self, seen: list[Seen], sentence: int) -> float:
        """What it weighs if, in the nearest sentence that somebody is the subject of, they speak."""
        subject = None
        for one in seen:
            rank = self._rank(one)
            if subject is not None and one.sentence != subject:
                break
            if rank == _SPEAKS:
                return _ALSO_SPEAKS[min(sentence - one.sentence, _FURTHEST)]
            if rank == _SUBJECT:
                subject = one.sentence
        return 0.0

    def _often(self, named: Named) -> float:
        return _HOW_OFTEN * log(len(named.places) or 1)

    def _leads(self, seen: Seen) -> bool:
        """Whether a naming is the first naming of a person in its sentence; who only owns something does not lead."""
        leads = self._leading.get(seen.at)
        if leads is None:
            leads = self._leading[seen.at] = self._rank(seen) != _OWNS and self._opens(seen.sentence, seen.at)
        return leads

    def _opens(self, sentence: int, first: int) -> bool:
        """Whether no person is named, or called by a pronoun, in a sentence before item `first`."""
        for n in range(self.narration.sentence(sentence).start, first):
            place = self.names.place(n)
            if place is not None and place.named.type is SpeakerType.PERSON and not place.possessive:
                return False
            if self.items[n].low in GENDERS:
                return False
        return True

    def _fit(self, named: Named, gender: str) -> float:
        """How well a person goes with the gender, and how much of a person the name is."""
        known = self._votes[named] * ((gender == "m") - (gender == "f"))
        return (
            _TITLE_OF_GENDER * bool(named.gender and gender)
            + (_LEARNT_FOR if known > 0 else _LEARNT_AGAINST) * log(1 + abs(known))
            + _PERSONS_NAME * self._humanity(named)
            + self._often(named)
        )

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


def _by_name(seen: Iterable[Seen]) -> dict[Named, list[Seen]]:
    """The namings of each person or body."""
    found: dict[Named, list[Seen]] = {}
    for one in seen:
        found.setdefault(one.named, []).append(one)
    return found
