"""Runs of capitalised words: what may be a name, cut free of the titles, bodies and headlines it is printed with."""

from collections.abc import Iterator

from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.narration import Narration

SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
_COMPOUND = (
    "ed",
    "ing",
    "like",
    "era",
    "wide",
    "born",
    "style",
    "type",
    "free",
    "only",
    "old",
    "long",
    "elect",
    "area",
)
_IN_NAMES = frozenset(["today", "tonight", "morning", "evening", "night", "week", "month", "year"])
_ALSO_NAMES = frozenset(["will", "may", "jan", "april", "june", "august"])
_PEOPLE = frozenset(["people", "women", "men", "children", "mothers", "workers", "farmers", "veterans"])
_LONGEST_PERSON = 3
_HEADLINE = 0.7
_STOPPED_HEADLINE = 0.85
_LETTERS = 4
_WHOLE = 2
_LONGEST_LINE = 20
_DASHES = ("—", "–", "-", "--")
_DATELINE = 8

Run = tuple[int, int]


class Capitals:
    """Finds the runs of capitalised words of a narration, as (first item, last item)."""

    def __init__(self, narration: Narration, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.lexicon = lexicon
        self._headlines: dict[int, bool] = {}

    def runs(self) -> list[Run]:
        """All runs in order. A headline's are cut down to names that the text below it has."""
        found = [run for run in self._all() if not is_dateline(self.narration, *run)]
        plain = [run for run in found if not self.in_headline(run[0])]
        whole = {self.text(first, last) for first, last in plain if 1 <= last - first < _LONGEST_PERSON}
        alone = {self.items[first].text for first, last in plain if first == last}
        runs: list[Run] = []
        for run in found:
            runs += self._cut(run, whole, alone) if run[1] - run[0] >= _WHOLE else [run]
        return runs

    def text(self, first: int, last: int) -> str:
        """The words as printed; hyphens and possessives stay glued."""
        items = self.items
        out = items[first].text if items[first].quote < 0 else ""
        if first == last:
            return out
        for n in range(first + 1, last + 1):
            item = items[n]
            if item.quote < 0:
                out += item.text if item.glued else f"{items[n - 1].tail} {item.text}"
        return out

    def in_headline(self, n: int) -> bool:
        """Whether item `n` stands in a line that has most of its words in capitals."""
        number = self.narration.sentence_of[n]
        if number not in self._headlines:
            self._headlines[number] = self._is_headline(self.narration.sentence(number))
        return self._headlines[number]

    def _is_headline(self, sentence: range) -> bool:
        stops = self.items[sentence.stop - 1].text == "."
        if stops and sentence != self.narration.paragraph(0):
            return False
        words = [i for i in self.items[sentence.start : sentence.stop] if i.is_word]
        long = [i for i in words if len(i.text) >= _LETTERS]
        capitals = sum(i.capital for i in long)
        line = len(long) > _WHOLE and len(words) < _LONGEST_LINE
        return line and capitals > (_STOPPED_HEADLINE if stops else _HEADLINE) * len(long)

    def _cut(self, run: Run, whole: set[str], alone: set[str]) -> Iterator[Run]:
        """A long run, or the names in it: those that a headline's run holds, and the person behind a body's name."""
        first, last = run
        bodies = [n for n in range(first, last + 1) if self.items[n].body_word]
        if self.in_headline(first) and not bodies:
            yield from self._inside(run, whole, alone) or [run]
            return
        led = self._is_led(first)
        if led and not bodies and (person := self._behind_office(first, last)) is not None:
            yield person, last
            return
        person = bodies[-1] + 1 if bodies else last
        if person < last - 1 and self.text(last - 1, last) in whole:
            person = last - 1
        fits = 1 <= last - person < _LONGEST_PERSON and all(i.capital for i in self.items[person : last + 1])
        if fits and ((led and bodies) or self.text(person, last) in whole or self.text(last, last) in alone):
            yield first, person - 1
            yield person, last
        else:
            yield run

    def _behind_office(self, first: int, last: int) -> int | None:
        """Where the person begins behind what an office is of: "minister of Education Ada Lopez"."""
        places, run = self.lexicon.places, self.items[first : last + 1]
        if not all(i.capital and not i.glued for i in run) or run[-1].low in places:
            return None
        if run[-2].low.rstrip(".") in self.lexicon.titles:
            return last
        place = next((n for n in range(last, first, -1) if self.text(first, n).lower() in places), first)
        return last - 1 if last - place > 1 else None

    def _is_led(self, first: int) -> bool:
        """Whether somebody leads the body that begins at item `first`: "chief executive of the"."""
        n = first - 1 - (first > 1 and self.items[first - 1].low == "the")
        return n > 0 and self.items[n].low in ("of", "for", "at") and self.items[n - 1].person

    def _inside(self, run: Run, whole: set[str], alone: set[str]) -> list[Run]:
        """The names that a headline's run holds: whole ones of the text, and last names of it behind a first name."""
        first, last = run
        found: list[Run] = []
        pairs = [(a, b) for a in range(first, last) for b in range(a + 1, min(a + _LONGEST_PERSON, last) + 1)]
        for a, b in sorted(pairs, key=lambda pair: pair[0] - pair[1]):
            known = self.text(a, b) in whole or (b == a + 1 and self._is_first_name(a) and self.text(b, b) in alone)
            if known and not any(c <= b and a <= d for c, d in found):
                found.append((a, b))
        return sorted(found)

    def _is_first_name(self, n: int) -> bool:
        return self.items[n].low in self.lexicon.first_names

    def _all(self) -> list[Run]:
        runs = []
        last = -1
        for n in [n for n, item in enumerate(self.items) if item.capital]:
            if n <= last or self._is_plain(n):
                continue
            last = n
            while (step := self._next(last, n)) is not None:
                last = step
            runs.append((n, last))
        return runs

    def _is_plain(self, n: int) -> bool:
        item = self.items[n]
        if item.low in self.lexicon.sentence_openers or len(item.low) < 2:
            return True
        if item.low in _ALSO_NAMES and not self.starts_sentence(n) and self.items[n + 1 : n + 2]:
            return not self.items[n + 1].capital
        if item.cue and item.low not in self.lexicon.first_names and self._only_opens(n):
            return True
        if item.time:
            return item.low not in _IN_NAMES or self.starts_sentence(n) or not self.items[n + 1 : n + 2]
        return item.function or item.determiner

    def _only_opens(self, n: int) -> bool:
        """Whether a verb that opens its sentence goes before a name: "Continued Lopez", "See Lopez"."""
        return self.starts_sentence(n) and n + 1 < len(self.items) and self.items[n + 1].capital

    def _next(self, last: int, first: int) -> int | None:
        items, lexicon, n = self.items, self.lexicon, last + 1
        if n >= len(items) or self.starts_sentence(n):
            return None
        item = items[n]
        if item.quote >= 0:
            return n + 1 if first == last and self._is_nickname(n) else None
        if item.capital and not item.glued and self._is_owned(last, n):
            return None
        if (
            item.possessive
            and item.glued
            and items[last].low in _PEOPLE
            and items[n + 1 : n + 2]
            and items[n + 1].capital
        ):
            return n + 1
        if item.capital and (not item.time or item.low in _IN_NAMES) and not item.possessive:
            return None if item.function and len(item.text) < 4 else n
        if item.text in ("-", "–") and item.glued:
            joined = n + 1 < len(items) and items[n + 1].glued
            return n + 1 if joined and (items[n + 1].capital or is_tail(self.narration, n + 1)) else None
        if item.low in lexicon.name_particles:
            for k in range(n + 1, min(n + 4, len(items))):
                if items[k].capital:
                    return k
                if items[k].text != "-" and items[k].low not in lexicon.name_particles:
                    return None
            return None
        if item.low in ("of", "for", "and"):
            k = n + 1 + (n + 1 < len(items) and items[n + 1].low == "the")
            run = [i.low for i in items[first : last + 1]]
            body = items[last].body_word or items[last].low in ("secretary", "department")
            body &= last == first or items[last - 1].low not in lexicon.first_names
            body |= any(w in lexicon.body_words for w in run) and not any(w in lexicon.people for w in run)
            joins = item.low != "and" or "of" in run or self._is_paper(first, last, n + 1)
            if k < len(items) and items[k].capital and self.narration.in_one_sentence(k, first) and body and joins:
                return k
        return None

    def _is_paper(self, first: int, last: int, n: int) -> bool:
        """Whether "and" stands inside the name of a newspaper: "the Globe and Mail"."""
        items, bodies = self.items, self.lexicon.body_words
        both = items[last].low in bodies and n < len(items) and items[n].low in bodies
        return both and first == last and first > 0 and items[first - 1].low == "the"

    def _is_owned(self, last: int, n: int) -> bool:
        """Whether an apostrophe alone parts two names: "Reuters’ Ada Lopez", but not "Dockworkers’ Union"."""
        return bool(self.items[last].tail) and not any(i.body_word for i in self.items[n : n + 2])

    def _is_nickname(self, n: int) -> bool:
        """Whether the quote at item `n` stands inside a name: Harold “Hatchet” Munro."""
        after = self.items[n + 1] if n + 1 < len(self.items) else None
        words = self.items[n].text.split()
        named = len(words) <= 3 and all(w[:1].isupper() or w == "the" for w in words)
        if after is None or not named or self.starts_sentence(n + 1) or not after.capital:
            return False
        return self.items[n].text[-1:] not in ",.!?" and not after.function

    def starts_sentence(self, n: int) -> bool:
        """Whether item `n` is the first of its sentence."""
        sentences = self.narration.sentence_of
        return n == 0 or sentences[n - 1] != sentences[n]


def is_tail(narration: Narration, n: int) -> bool:
    """Whether item `n` is the lower-case end of a name with a hyphen ("Ban Ki-moon"), not of a compound ("era")."""
    items = narration.items
    if n < 3 or not items[n].glued or items[n - 1].text != "-" or not items[n].is_word or items[n].capital:
        return False
    name = items[n - 2].capital and items[n - 3].capital and narration.in_one_sentence(n - 3, n)
    if not name or not items[n].low.isalpha() or items[n].low.endswith(_COMPOUND):
        return False
    after = items[n + 1] if n + 1 < len(items) and narration.in_one_sentence(n, n + 1) else None
    noun = after is not None and after.is_word and not after.capital and not after.possessive
    return not noun or items[n + 1].function or items[n + 1].cue is not None


def is_dateline(narration: Narration, first: int, last: int) -> bool:
    """Whether words tell where a report comes from: "DECATUR, Ill. —", "LUCKNOW:", "PARIS (AFP) -"."""
    items, numbers = narration.items, narration.paragraph_items[narration.paragraph_of[first]]
    if first != numbers.start or last - first >= _WHOLE or len(items[last].text) < _LETTERS:
        return False
    capitals = all(i.text.isupper() for i in items[first : last + 1] if i.is_word)
    return capitals and any(i.text in _DASHES for i in items[last + 1 : min(last + _DATELINE, numbers.stop)])
