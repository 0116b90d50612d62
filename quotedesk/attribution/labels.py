"""Who the label of a turn is: "KERRY", "MR. TONER", "Q", "HL", "Harbour Review", "@handle"."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.names import Named, Names
from quotedesk.attribution.resolved import NOBODY, Resolved
from quotedesk.attribution.turns import Turn
from quotedesk.quote import SpeakerName, SpeakerType

_ARTICLES = frozenset(("the", "a", "an"))
_SHORT = {"pm": "minister", "boss": "chief"}
_LONGEST_ACRONYM = 4
_ASKED = frozenset(("by", "interview", "words", "interviewed"))


class Labels:
    """Resolves the labels of one article's turns."""

    def __init__(self, text: str, turns: Sequence[Turn], names: Names, lexicon: Lexicon) -> None:
        self.text = text
        self.names = names
        self.lexicon = lexicon
        inside = sorted((t.label.start, t.parts[-1].end) for t in turns)

        def spoken(at: int) -> bool:
            n = bisect_right(inside, at, key=lambda span: span[0]) - 1
            return n >= 0 and at < inside[n][1]

        around = (p for p in (names.places if turns else ()) if any(c.islower() for c in p.named.name))
        self._outside = [p for p in around if not spoken(names.narration.start(p.first))]
        self._full = {t.name: self._words(t.name) for t in turns}
        self._asked = {
            t.name for t in turns if all(o.parts[-1].of(text)[-1:] == "?" for o in turns if o.name == t.name)
        }
        self._first = min((t.label.start for t in turns), default=0)

    def resolve(self, turn: Turn) -> Resolved:
        """The speaker a label stands for."""
        if turn.name.startswith("@"):
            return Resolved(SpeakerName(turn.name, SpeakerType.PERSON), "known by the handle alone")
        words = self._full[turn.name]
        low = words[-1].lower()
        if low in self.lexicon.answering and len(words) == 1:
            return self._interviewee
        if low in self.lexicon.asking and len(words) == 1:
            noun = low in self.lexicon.people
            return Resolved(SpeakerName(low, SpeakerType.UNNAMED), "no name is given") if noun else NOBODY
        named = self._named(words) or self._initials(turn.name)
        if named is not None:
            return self._as_named(named, turn.name)
        longer = [w for w in self._full.values() if w[-1].lower() == low and len(w) > len(words)]
        said = self._in_full(words)
        name = said or " ".join(_cased(w) for w in (longer[0] if longer else words))
        role = [w for w in turn.name.split() if w.lower() not in _ARTICLES]
        if self._is_role(role):
            wanted = _SHORT.get(low, low)
            held = next((n for n in self.names.named if wanted in n.words and n.type is SpeakerType.PERSON), None)
            if held is not None and turn.headline:
                return self._as_named(held, turn.name)
            return Resolved(SpeakerName(" ".join(role).lower(), SpeakerType.UNNAMED), "no name is given")
        titled = len(words) < len(turn.name.split()) and turn.name.split()[0].lower() not in ("the", "a")
        body = Names.guess(name) is SpeakerType.INSTITUTION or turn.name.lower().startswith("the ")
        paper = turn.name in self._asked and turn.name.isupper() and len(turn.name) <= _LONGEST_ACRONYM
        type_ = SpeakerType.INSTITUTION if not (titled or said) and (body or paper) else SpeakerType.PERSON
        entry = self.names.roster.entry(name)
        if entry is not None:
            name, type_ = entry.name, entry.type
        how = "" if turn.name == name else f"“{turn.name}” is {name}"
        return Resolved(SpeakerName(name, type_), how, self.names.of_text(name, type_))

    def _is_role(self, words: Sequence[str]) -> bool:
        """Whether a label only says what somebody is: "The Prime Minister", "Transport minister"."""
        known = self.lexicon.people | self.lexicon.titles | self.lexicon.present - {"court"}
        return (words[-1] in known and words[-1].islower()) or all(w.lower().strip(".,") in known for w in words)

    def _words(self, label: str) -> list[str]:
        """The words of a label without titles and articles."""
        words = label.split(",")[0].split()
        start = 0
        while start < len(words) - 1 and words[start].lower().strip(".") in self.lexicon.titles | _ARTICLES:
            start += 1
        return words[start:]

    def _named(self, words: Sequence[str]) -> Named | None:
        """Somebody the text around the turns, or a longer label, names by that last word."""
        low = " ".join(words).lower()
        fitting = [p.named for p in self._outside if p.named.name.lower().endswith(low)]
        same = [n for n in fitting if n.name.lower() == low or n.name.lower().endswith(" " + low)]
        if not same:
            same = list(
                {id(p.named): p.named for p in self._outside if p.named.name.lower().startswith(low + " ")}.values()
            )
            same = same if len(same) == 1 else []
        return max(same, key=lambda n: len(n.name), default=None)

    def _in_full(self, words: Sequence[str]) -> str | None:
        """A last name with the first name that somebody says in the turns: "with me is Tashi Brandvold"."""
        last = re.escape(_cased(words[-1]))
        found = re.search(rf"\b((?:[A-Z][\w’'-]+ ){{1,2}}){last}\b", self.text) if len(words) == 1 else None
        name = found.group().split() if found and not found.group().isupper() else []
        while len(name) > 1 and name[0].lower().strip(".") in self.lexicon.titles:
            name = name[1:]
        return " ".join(name) if len(name) > 1 else None

    def _initials(self, label: str) -> Named | None:
        letters = label.replace(".", "").replace(" ", "")
        if not (2 <= len(letters) <= 3 and letters.isupper()):
            return None
        for place in self._outside:
            words = re.findall(r"\w+", place.named.name)
            if place.named.type is SpeakerType.PERSON and "".join(w[0] for w in words).upper() == letters:
                return place.named
        return None

    @cached_property
    def _interviewee(self) -> Resolved:
        """Who answers: the person most named before the first turn, the first of several."""
        items, count = self.names.items, dict[int, int]()
        people = [p for p in self._outside if p.named.type is SpeakerType.PERSON]
        intro = [p for p in people if self.names.narration.start(p.first) < self._first] or people
        intro = [p for p in intro if p.first == 0 or items[p.first - 1].low not in _ASKED]
        for place in intro:
            count[id(place.named)] = count.get(id(place.named), 0) + 1
        best = max(intro, key=lambda p: (count[id(p.named)], -p.first), default=None)
        if best is None:
            return NOBODY
        how = f"{best.named.name} is the one who is introduced"
        return Resolved(SpeakerName(best.named.name, best.named.type), how, best.named)

    def _as_named(self, named: Named, printed: str) -> Resolved:
        how = "" if printed == named.name else f"“{printed}” is {named.name}"
        return Resolved(SpeakerName(named.name, named.type), how, named)


def _cased(word: str) -> str:
    """A word in capitals as names are written: "O'NEIL-HALE" is O'Neil-Hale."""
    if not word.isupper() or len(word) < 2:
        return word
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word)
