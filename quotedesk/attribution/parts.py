"""The part that a naming plays in its sentence, without a parser: it speaks, is a subject or object, owns something."""

from collections.abc import Iterator
from itertools import islice

from quotedesk.attribution.cues import Cues
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Names
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.quote import SpeakerType

_NEAR = 2
_ASIDE = 8
_ASIDE_WORDS = frozenset(("himself", "herself"))
_ASIDES = (",", "(", "-", "–", "—")
_ASKED = frozenset(["ask", "asks", "asked"])


class Parts:
    """Reads the parts of one article's namings."""

    def __init__(self, narration: Narration, finder: Finder, names: Names, cues: Cues, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.finder = finder
        self.names = names
        self.cues = cues
        self.lexicon = lexicon
        self._parts: dict[int, str] = {}
        self._speaking: dict[int, list[Mention]] = {}

    def of(self, first: int, last: int) -> str:
        """The part that a naming plays: it speaks, is a subject, owns something, is behind a preposition, or other."""
        part = self._parts.get(first)
        if part is None:
            part = self._parts[first] = self._read_part(first, last)
        return part

    def _read_part(self, first: int, last: int) -> str:
        items = self.items
        sentence = self.narration.sentence_of[first]
        numbers = self.narration.sentence(sentence)
        after = items[last + 1] if last + 1 < numbers.stop else None
        if last in [subject.last for subject in self._subjects(sentence)]:
            return "speaks"
        if items[last].low in ("his", "her") or (after is not None and after.possessive and after.glued):
            return "owns"
        if first == numbers.start and after is not None and after.text in _ASIDES:
            return "speaks" if any(self.lexicon.say.get(i.low) for i in items[last + 1 : numbers.stop]) else "subject"
        if first > numbers.start:
            before = items[first - 1]
            if before.preposition:
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
        """Where the verb of a name may stand, from item `n` on: behind "himself", "also", "(D-N.Y.)", "of Florida"."""
        items = self.items
        while n < stop:
            if items[n].text == "(":
                n = next((k + 1 for k in range(n, min(n + _ASIDE, stop)) if items[k].text == ")"), stop)
            elif items[n].low == "of" and n + 1 < stop and items[n + 1].capital:
                n += 2
                while n < stop and items[n].capital:
                    n += 1
            elif items[n].low in _ASIDE_WORDS or items[n].adverb or self._is_time(n, stop):
                n += 1
            else:
                return n
        return n

    def _is_time(self, n: int, stop: int) -> bool:
        """Whether item `n` tells a day or leads into it: "on Tuesday"."""
        leads = self.items[n].low in ("on", "late", "early") and n + 1 < stop
        return self.items[n + leads].time

    def _opens(self, first: int, start: int) -> bool:
        """Whether a naming opens its sentence, titles and roles before it."""
        return first == start or (first - start <= _NEAR and all(i.capital for i in self.items[start:first]))

    def subjects_before(self, n: int) -> Iterator[Mention]:
        """Who spoke or wrote before item `n`, in its paragraph and the two before, the nearest first."""
        for sentence in range(self.narration.sentence_of[n], -1, -1):
            numbers = self.narration.sentence(sentence)
            if self.narration.paragraph_of[numbers.start] < self.narration.paragraph_of[n] - _NEAR:
                return
            yield from (m for m in sorted(self._subjects(sentence), key=lambda m: -m.last) if m.last < n)

    def _subjects(self, sentence: int) -> list[Mention]:
        """The subjects of the cues of a sentence."""
        if sentence in self._speaking:
            return self._speaking[sentence]
        numbers = self.narration.sentence(sentence)
        found = self._speaking[sentence] = []
        for cue in self.cues.among(numbers):
            before = self.finder.before(cue, self.narration.behind_quotes(numbers.start, cue))
            if before is None or self._is_turned(cue, numbers.stop):
                subject = self.finder.starting_at(cue + 1, numbers.stop)
            else:
                subject = self._who(cue, numbers.start) or before
            if subject is not None:
                found.append(subject)
        return found

    def _is_turned(self, cue: int, stop: int) -> bool:
        """Whether the subject stands behind the verb: ", said Ada Lopez, the mayor", "asked Bo Lind"."""
        items = self.items
        if items[cue].low in _ASKED and self.names.at(cue + 1) is not None:
            return True
        if items[cue - 1].text != "," or items[cue].low not in self.lexicon.say:
            return False
        behind = self.finder.starting_at(cue + 1, stop)
        if behind is None or self.names.at(behind.last) is None:
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
        item = self.items[n]
        return item.cue is not None or item.auxiliary or item.low.endswith("ed")
