"""Whom "he", "she", "it" and "they" stand for: somebody named near, as a subject, often, and of that gender.

Of genders only what titles, roles and words of kinship say is certain ("Mr", "spokeswoman", "wife"); a first name is a
hint. The rest is learnt from the article: all its pronouns are read once, and where one person stands out as the one
who is meant, that counts for a gender as well; with this they are read again, and the article outweighs the hint. A
pronoun that has been read counts as a naming.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import log

from quotedesk.attribution.cues import Cues
from quotedesk.attribution.lexicon import POSSESSIVE, Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Named, Names, Place
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.quote import SpeakerType

GENDERS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
HINT = 2.0
"""How many clear pronouns a first name counts for."""
_REACH = 4
_NEAR = 2
_ASIDE = 8
_MOST = 40
_LOCATIVE = frozenset(["in", "at", "near", "across", "throughout", "outside", "inside", "into", "around", "on"])
_CLEAR = 0.8
_ALONE = 2.0
_ASIDES = (",", "(", "-", "–", "—")
_ASKED = frozenset(["ask", "asks", "asked"])
_RANKS = {part: n for n, part in enumerate(("speaks", "subject", "other", "object", "owns", "behind preposition"))}

_BY_PART = {
    "speaks": (2.3, 2.0, 0.7, 0.0, -0.2),
    "subject": (0.9, 0.6, -0.1, -0.4, -0.4),
    "other": (0.4, -0.4, -0.7, -0.8, -0.9),
    "object": (0.5, -0.4, -0.4, -0.7, -0.8),
    "owns": (0.1, -0.4, -0.8, -0.9, -0.9),
    "behind preposition": (-0.8, -0.6, -0.9, -0.8, -0.8),
}
WEIGHTS = {
    "paragraphs": -1.3,
    "also speaks, 1 sentences": 0.3,
    "also speaks, 2 sentences": 0.1,
    "also speaks, 3 sentences": 0.1,
    "first of its sentence, 0 sentences": 0.6,
    "first of its sentence, 1 sentences": 0.9,
    "first of its sentence, 2 sentences": 0.5,
    "spoke last, 0 paragraphs": 0.9,
    "spoke last, 1 paragraphs": 0.9,
    "spoke last, 2 paragraphs": 0.3,
    "how often": 0.1,
    "title of this gender": 0.3,
    "learnt for": 0.3,
    "learnt against": -1.5,
    "a person's name": 0.8,
    **{f"{part}, {apart} sentences": w for part, row in _BY_PART.items() for apart, w in enumerate(row)},
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A naming or a pronoun that has been read: its first item, whom it names, its part in its sentence."""

    at: int
    named: Named
    part: str


class Pronouns:
    """Reads the pronouns of one article. `said` is told each attributed speaker, so that "he" prefers them."""

    def __init__(self, narration: Narration, finder: Finder, names: Names, cues: Cues, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.finder = finder
        self.names = names
        self.cues = cues
        self.lexicon = lexicon
        self._said: list[tuple[int, Named]] = []
        self._parts: dict[int, str] = {}
        self._speaking: dict[int, list[Mention]] = {}
        self._namings: dict[int, Seen] = {}
        self._fits: dict[tuple[Named, str], float] = {}
        self._human: dict[Named, float] = {}
        self._votes: dict[Named, float] = defaultdict(float)
        self._read: list[Seen] = []
        self._at = 0
        self._learnt = False

    def said(self, n: int, named: Named) -> None:
        """Remembers who the quote at item `n` was given to."""
        self._said.append((n, named))

    def person(self, n: int) -> Named | None:
        """Who the pronoun at item `n` is."""
        self._learn()
        self._read_until(n)
        return self._choose(n)[0]

    def body(self, n: int) -> Named | None:
        """The body that "it" or "they" at item `n` takes up."""
        scores = {
            named: _sum(self._telling(seen, n)) - (named.name.lower() in self.lexicon.places)
            for named, seen in self._candidates(n, SpeakerType.INSTITUTION).items()
        }
        return max(scores, key=lambda named: scores[named], default=None)

    def _learn(self) -> None:
        """Reads all pronouns once, to learn genders."""
        if self._learnt:
            return
        self._learnt = True
        votes = defaultdict(float, {named: hint for named in self.names.named if (hint := self._hint(named))})
        self._votes = votes.copy()
        self._read_until(len(self.items), votes)
        self._votes = votes
        self._fits = {}
        self._read, self._at = [], 0

    def _hint(self, named: Named) -> float:
        """What the first name tells of the gender: more than 0 for a man, less for a woman."""
        first = named.name.split()[0].lower()
        return HINT * ((first in self.lexicon.first_names_men) - (first in self.lexicon.first_names_women))

    def _read_until(self, stop: int, votes: dict[Named, float] | None = None) -> None:
        for n in range(self._at, stop):
            gender = GENDERS.get(self.items[n].low)
            if gender is None or self.items[n].quote >= 0:
                continue
            named, margin = self._choose(n)
            if named is None:
                continue
            if votes is not None and margin > _CLEAR:
                votes[named] += 1.0 if gender == "m" else -1.0
            self._read.append(Seen(n, named, self._part(n, n)))
        self._at = max(self._at, stop)

    def _choose(self, n: int) -> tuple[Named | None, float]:
        """Who the pronoun at item `n` most probably is, and by how much more than anybody else."""
        gender = GENDERS[self.items[n].low]
        scores = {named: _sum(telling) + self._fit(named, gender) for named, telling in self.described(n, gender)}
        order = sorted(scores, key=lambda named: -scores[named])
        if not order:
            return None, 0.0
        return order[0], scores[order[0]] - scores[order[1]] if len(order) > 1 else _ALONE

    def described(self, n: int, gender: str) -> Iterator[tuple[Named, dict[str, float]]]:
        """The people that the pronoun at item `n` could be, with what their namings tell."""
        told = range(n + 2, min(n + 4, self.narration.sentence(self.items[n].sentence).stop))
        addressed = {self.names.at(k) for k in told} if n + 1 < len(self.items) and self.cues.is_cue(n + 1) else set()
        for named, seen in self._candidates(n, SpeakerType.PERSON).items():
            if named not in addressed and (not named.gender or named.gender == gender):
                yield named, self._telling(seen, n)

    def _candidates(self, n: int, type_: SpeakerType) -> dict[Named, list[Seen]]:
        """The namings (and read pronouns) of each person or body before item `n`, the nearest first."""
        found: dict[Named, list[Seen]] = {}
        for seen in self._near(n):
            if seen.named.type is type_:
                found.setdefault(seen.named, []).append(seen)
        return found

    def _near(self, n: int) -> list[Seen]:
        """Namings and read pronouns before item `n`, up to four paragraphs back, the nearest first."""
        first = self.items[n].paragraph - _REACH
        found = []
        for place in islice(self.names.before(n), _MOST):
            if self.items[place.first].paragraph < first:
                break
            found.append(self._seen(place))
        for seen in islice(reversed(self._read), _MOST):
            if self.items[seen.at].paragraph < first:
                break
            if seen.at < n:
                found.append(seen)
        return sorted(found, key=lambda seen: -seen.at)

    def _seen(self, place: Place) -> Seen:
        known = self._namings.get(place.first)
        if known is None:
            part = self._part(place.first, place.last)
            known = self._namings[place.first] = Seen(place.first, place.named, part)
        return known

    def _telling(self, seen: list[Seen], n: int) -> dict[str, float]:
        """What the namings of somebody before item `n` tell: how near, in which parts, and who spoke last."""
        here = self.items[n]
        parts: dict[int, str] = {}
        for one in seen:
            apart = min(here.sentence - self.items[one.at].sentence, 4)
            if apart not in parts or _RANKS[one.part] < _RANKS[parts[apart]]:
                parts[apart] = one.part
        nearest = min(parts)
        out = {f"{parts[nearest]}, {nearest} sentences": 1.0}
        out["paragraphs"] = float(here.paragraph - self.items[seen[0].at].paragraph)
        for apart in sorted(parts)[1:]:
            if parts[apart] in ("speaks", "subject"):
                out[f"also {parts[apart]}, {apart} sentences"] = 1.0
                break
        if nearest < 3 and self._leads(seen, here.sentence - nearest):
            out[f"first of its sentence, {nearest} sentences"] = 1.0
        said = next(((at, who) for at, who in reversed(self._said) if at < n), None)
        if said is not None and said[1] is seen[0].named:
            out[f"spoke last, {min(here.paragraph - self.items[said[0]].paragraph, 2)} paragraphs"] = 1.0
        out["how often"] = log(len(seen[0].named.places) or 1)
        return out

    def _leads(self, seen: list[Seen], sentence: int) -> bool:
        """Whether one of the namings is the first naming of a person in its sentence."""
        numbers = self.narration.sentence(sentence)
        at = {s.at for s in seen}
        for n in range(numbers.start, numbers.stop):
            place = self.names.place(n)
            if n in at:
                return True
            if place is not None and place.named.type is SpeakerType.PERSON and not place.possessive:
                return False
            if self.items[n].low in GENDERS and self.items[n].quote < 0:
                return False
        return False

    def _fit(self, named: Named, gender: str) -> float:
        """How well a person goes with the gender, and how much of a person the name is."""
        if (named, gender) not in self._fits:
            known = self._votes[named] * (1.0 if gender == "m" else -1.0)
            self._fits[named, gender] = _sum(
                {
                    "title of this gender": float(bool(named.gender)),
                    "learnt for": log(1 + max(known, 0.0)),
                    "learnt against": log(1 + max(-known, 0.0)),
                    "a person's name": self._humanity(named),
                }
            )
        return self._fits[named, gender]

    def _part(self, first: int, last: int) -> str:
        """The part that a naming plays: it speaks, is a subject, owns something, is behind a preposition, or other."""
        part = self._parts.get(first)
        if part is None:
            part = self._parts[first] = self._read_part(first, last)
        return part

    def _read_part(self, first: int, last: int) -> str:
        items = self.items
        numbers = self.narration.sentence(items[first].sentence)
        after = items[last + 1] if last + 1 < numbers.stop else None
        if last in self._speakers(items[first].sentence):
            return "speaks"
        if items[last].low in ("his", "her") or (after is not None and after.low in POSSESSIVE and after.glued):
            return "owns"
        if first == numbers.start and after is not None and after.text in _ASIDES:
            return "speaks" if any(self.lexicon.say.get(i.low) for i in items[last + 1 : numbers.stop]) else "subject"
        if first > numbers.start:
            before = items[first - 1]
            if before.low in self.lexicon.prepositions:
                return "behind preposition"
            if before.quote < 0 and self._is_verb(first - 1):
                return "object"
        if after is None:
            return "other"
        n = self._predicate(last + 1, numbers.stop)
        follows = items[n] if n < numbers.stop else after
        if follows.quote < 0 and (self._is_verb(n) or after.low in (",", "who")):
            return "subject"
        acts = follows.is_word and not follows.capital and not follows.function and follows.quote < 0
        return "subject" if acts and self._opens(first, numbers.start) else "other"

    def _predicate(self, n: int, stop: int) -> int:
        """Where the verb of a name may stand, behind "himself", "also", "(D-N.Y.)" and "of Florida"; from item `n` on."""
        items = self.items
        while n < stop:
            if items[n].text == "(":
                n = next((k + 1 for k in range(n, min(n + _ASIDE, stop)) if items[k].text == ")"), stop)
            elif items[n].low == "of" and n + 1 < stop and items[n + 1].capital:
                n += 2
                while n < stop and items[n].capital:
                    n += 1
            elif items[n].low in ("himself", "herself") or items[n].low in self.lexicon.adverbs:
                n += 1
            else:
                return n
        return n

    def _opens(self, first: int, start: int) -> bool:
        """Whether a naming opens its sentence, titles and roles before it."""
        return first == start or (first - start <= _NEAR and all(i.capital for i in self.items[start:first]))

    def subjects_before(self, n: int) -> Iterator[Mention]:
        """Who spoke or wrote before item `n`, in its paragraph and the two before, the nearest first."""
        for sentence in range(self.items[n].sentence, -1, -1):
            numbers = self.narration.sentence(sentence)
            if self.items[numbers.start].paragraph < self.items[n].paragraph - _NEAR:
                return
            yield from (m for m in sorted(self._subjects(sentence), key=lambda m: -m.last) if m.last < n)

    def _speakers(self, sentence: int) -> set[int]:
        """The items that end the subjects of the cues of a sentence."""
        return {mention.last for mention in self._subjects(sentence)}

    def _subjects(self, sentence: int) -> list[Mention]:
        if sentence in self._speaking:
            return self._speaking[sentence]
        numbers = self.narration.sentence(sentence)
        found = self._speaking[sentence] = []
        for cue in self.cues.among(numbers):
            quotes = (m + 1 for m in range(cue - 1, numbers.start - 1, -1) if self.items[m].quote >= 0)
            before = self.finder.before(cue, next(quotes, numbers.start))
            behind = self.finder.starting_at(cue + 1, numbers.stop)
            asked = self.items[cue].low in _ASKED and self.names.at(cue + 1) is not None
            turned = asked or (behind is not None and self._is_turned(cue, behind, numbers.stop))
            subject = behind if turned or before is None else self._who(cue, numbers.start) or before
            if subject is not None:
                found.append(subject)
        return found

    def _is_turned(self, cue: int, behind: Mention, stop: int) -> bool:
        """Whether the subject stands behind the verb: ", said Ada Lopez, the mayor"."""
        items = self.items
        if items[cue - 1].text != "," or self.names.at(behind.last) is None or items[cue].low not in self.lexicon.say:
            return False
        n = self._predicate(behind.last + 1, stop)
        return n >= stop or not (self._is_verb(n) or items[n].is_word)

    def _who(self, cue: int, start: int) -> Mention | None:
        """The person named before "who" where that is the subject: "Ada Lopez, the head of the board, who said"."""
        if cue - 1 <= start or self.items[cue - 1].low != "who":
            return None
        place = next(
            (p for p in islice(self.names.before(cue - 1), _NEAR + 1) if p.named.type is SpeakerType.PERSON), None
        )
        if place is None or place.first < start or place.possessive:
            return None
        return Mention(place.first, place.last, Form.NAME, place.first)

    def _is_verb(self, n: int) -> bool:
        low = self.items[n].low
        return low in self.lexicon.auxiliaries or self.lexicon.cue(low) is not None or low.endswith("ed")

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
            if before is not None and before.sentence == self.items[first].sentence and before.quote < 0:
                score -= 0.6 * (before.low in _LOCATIVE) + 0.8 * (before.low == "the")
            after = self.items[place.last + 1] if place.last + 1 < len(self.items) else None
            score += 0.5 * (self._part(first, place.last) == "speaks")
            score += 0.7 * (after is not None and after.low == "who")
        return max(-3.0, min(1.5, score))


def _sum(features: dict[str, float]) -> float:
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())
