"""Noun phrases that could speak, found by capitals, word order and a lexicon of people and bodies."""

from enum import StrEnum

from quotedesk.attribution.capitals import is_dateline, is_tail
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.words import JOINERS, Item
from quotedesk.record import record

_LONGEST_PLAIN = 8
_LONGEST_RUN = 30
_AGE = 4
_OBJECTS = frozenset(("him", "her", "them"))
_LINKS = frozenset(("of", "for", "from", "at", "with", "in", "to", "on"))
_SOMEBODY = frozenset(("one", "another", "others"))
_KNOWING = frozenset(("familiar", "close", "involved", "present", "briefed", "aware", "nearby"))


class Form(StrEnum):
    """How a mention names somebody."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@record(frozen=True, slots=True)
class Mention:
    """Items `first` to `last` (both included) of the narration, the head of the phrase that begins at `phrase_first`.

    `described` are the words that go with a name ("a senior official"), or that own a body ("Russia’s").
    """

    first: int
    last: int
    form: Form
    phrase_first: int
    described: str = ""


class Phrases:
    """Reads noun phrases off the items of a narration."""

    def __init__(self, narration: Narration, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.lexicon = lexicon

    def is_verb(self, n: int) -> bool:
        """Whether item `n` looks like a finite verb or participle."""
        return self.items[n].verb

    def ending_at(self, last: int, low: int) -> Mention | None:
        """The noun phrase that ends with item `last`, if it can speak; "a spokesman for the ministry" is he."""
        if last < low:
            return None
        item = self.items[last]
        if item.pronoun:
            return Mention(last, last, Form.PRONOUN, last)
        if item.low in _SOMEBODY:
            noun = last + 1 if self._leads_noun(last) else last
            return Mention(noun, noun, Form.NOMINAL, last)
        first = self._run_left(last, low)
        if first is None:
            return None
        if first > low + 1 and self.items[first - 1].low in _LINKS:
            outer_last = first - 2
            outer_first = self._run_left(outer_last, low)
            if outer_first is not None:
                inside_name = self._inside_name(first, outer_last)
                if inside_name:
                    return self._mention(outer_first, last)
                head = self._mention(outer_first, outer_last)
                if head and self.items[outer_last].person and (person := self._person(first, last)):
                    return Mention(person, last, Form.NAME, outer_first, self._text(outer_first, person - 1))
                # A couple of senators are senators.
                people = self.items[outer_last].person and self.items[outer_last].low != "couple"
                if head and head.form is Form.NOMINAL and people:
                    return Mention(head.first, head.last, head.form, head.phrase_first, self._text(outer_first, last))
        return self._mention(first, last)

    def _leads_noun(self, n: int) -> bool:
        """Whether a noun follows that no lexicon knows: "one commuter wrote"."""
        after = self.items[n + 1] if n + 1 < len(self.items) else None
        alone = after is None or not after.is_word or after.capital or after.verb
        return not alone and after is not None and after.noun and not after.low.endswith("ly")

    def _person(self, first: int, last: int) -> int | None:
        """Where the person begins behind a body or place, in a run that ends with them: "Refugee Council Ada Lopez"."""
        n = last
        while n > first and self.items[n].capital and not self._is_body(n):
            n -= 1
        if self._is_body(n) and last - n > 1:
            return n + 1
        titled = n < last and self.items[last - 1].low.rstrip(".") in self.lexicon.titles
        return last if titled else None

    def _is_body(self, n: int) -> bool:
        return self.items[n].body_word or self.items[n].low in self.lexicon.places

    def starting_at(self, first: int, high: int) -> Mention | None:
        """The noun phrase that begins with item `first`, up to item `high` (excluded)."""
        pronoun = self.pronoun_at(first, high)
        if pronoun is not None:
            return pronoun
        last = self.run_end(first, high)
        if last is None and first < high and self.items[first].low in _SOMEBODY:
            return Mention(first, first, Form.NOMINAL, first)
        return None if last is None else self.phrase(first, last, high)

    def pronoun_at(self, first: int, high: int) -> Mention | None:
        """The pronoun at item `first`, where the phrase may go up to item `high` (excluded)."""
        if first >= high:
            return None
        item = self.items[first]
        if item.low in _OBJECTS:
            owns = first + 1 < high and self.items[first + 1].is_word and not self.items[first + 1].function
            return None if owns else Mention(first, first, Form.PRONOUN, first)
        return Mention(first, first, Form.PRONOUN, first) if item.pronoun else None

    def phrase(self, first: int, last: int, high: int) -> Mention | None:
        """The mention that a run of noun-phrase words makes, with an appositive behind it up to `high` (excluded)."""
        if self.items[last].low in _KNOWING and last > first and self.items[last - 1].person:
            last -= 1
        mention = self._mention(first, last)
        if mention and mention.form is Form.NOMINAL:
            named = self._named_behind(last, high)
            if named:
                return Mention(named.first, named.last, named.form, first, self._words(mention))
        if mention and mention.form is Form.NAME and last + 2 < high and self.items[last + 1].text == ",":
            described = " ".join(i.low for i in self.items[last + 2 : min(high, last + 12)])
            return Mention(mention.first, mention.last, mention.form, mention.phrase_first, described)
        return mention

    def _named_behind(self, last: int, high: int) -> Mention | None:
        """The name behind a role that ends with item `last`: "the prefect, X,", "the mayor of Y, X,"."""
        if last + 2 < high and self.items[last + 1].low in ("of", "for", "at", "in"):
            further = self.run_end(last + 2, high)
            if further is None:
                return None
            last = further
        if last + 2 >= high or self.items[last + 1].text != "," or not self.items[last + 2].capital:
            return None
        end = self.run_end(last + 2, high)
        inner = None if end is None else self._mention(last + 2, end)
        if inner is None or end is None or inner.form is not Form.NAME:
            return None
        return inner if end + 1 >= high or self.items[end + 1].text in (",", ".", ";", "–", "—") else None

    def tells_age(self, n: int) -> bool:
        """Whether item `n` ends an age that somebody is called by: "the 27-year-old"."""
        if self.items[n].low != "old" or n < _AGE:
            return False
        return [i.low for i in self.items[n - 3 : n]] == ["-", "year", "-"] and self.items[n].glued

    def plain(self, first: int, end: int) -> Mention | None:
        """Any noun phrase from item `first` up to `end` (excluded), whatever its head: "the gambling tycoon"."""
        while end > first and self._goes_with_a_verb(self.items[end - 1].low):
            end -= 1
        start = first
        while start < end and self.items[start].determiner:
            start += 1
        items = self.items[start:end]
        if not items or len(items) > _LONGEST_PLAIN or not all(i.noun for i in items):
            return None
        return Mention(start, end - 1, Form.NOMINAL, first)

    def _goes_with_a_verb(self, word: str) -> bool:
        return word in self.lexicon.adverbs or word in self.lexicon.auxiliaries

    def _run_left(self, last: int, low: int) -> int | None:
        if last < low:
            return None
        items = self.items
        head = items[last]
        if not head.noun or not head.is_word or head.determiner:
            return None
        first = last
        low = max(low, last - _LONGEST_RUN, self.narration.sentence_at(last).start)
        while first > low and not items[first].determiner:
            item = items[first - 1]
            if item.low == "what" or not (item.noun or (item.glued and item.low == "year")):
                break
            if item.verb and not item.low.endswith(("ed", "ing")):
                break
            first -= 1
        while first < last and not items[first].is_word:
            first += 1
        return first

    def run_end(self, first: int, high: int) -> int | None:
        """The last word of the run of noun-phrase words that begins at item `first`; None where there is none."""
        if first >= high:
            return None
        items = self.items
        n, before = first, items[first]
        high = min(high, first + _LONGEST_RUN)
        stop = min(high, self.narration.sentence_at(first).stop)
        while n < stop and ((item := items[n]).noun or (item.low == "year" and item.glued)):
            if n > first:
                if item.determiner and not before.determiner:
                    break
                if item.verb or (before.capital and self._ends_name(before, item)):
                    break
            before = item
            n += 1
        last = n - 1
        while last >= first and not items[last].is_word:
            last -= 1
        if last < first or items[last].determiner:
            return None
        if last + 2 < high and items[last].capital and n < high and items[n].low in self.lexicon.inside_names:
            step = n + 1 + (items[n + 1].low == "the")
            if step < high and items[step].capital and self._inside_name(step, last):
                further = self.run_end(step, high)
                return further if further is not None else last
        return last

    def _ends_name(self, name: Item, after: Item) -> bool:
        """Whether a word behind a capitalised one no longer belongs to its phrase: "Lopez yesterday"."""
        if after.capital or after.person or after.body or after.possessive:
            return False
        return after.text not in JOINERS and after.low != "old" and not self.lexicon.is_demonym(name.low)

    def _inside_name(self, first: int, outer_last: int) -> bool:
        """Cases such as "General Command of the Army", "Secretary of State": capitals on both sides of "of"."""
        if not self.items[outer_last].capital or not self.items[first + (self.items[first].low == "the")].capital:
            return False
        joint = self.items[outer_last + 1].low
        outer = self.items[outer_last].low
        body = outer in self.lexicon.body_words and self.items[outer_last - 1].low not in self.lexicon.first_names
        return joint in ("of", "for") and (body or outer in self.lexicon.titles)

    def _mention(self, first: int, last: int) -> Mention | None:
        """The name at the end of the phrase, or the phrase itself when its head is a person or body word."""
        items = self.items
        head = items[last]
        named = head.capital or (head.glued and is_tail(self.narration, last))
        named = named or (head.is_word and head.low in self.lexicon.name_particles)
        if not (named or head.person or head.body or self.tells_age(last)):
            return None
        first += first < last and self._is_conjunction(first, last)
        start = first
        while start < last and items[start].determiner:
            start += 1
        if named:
            name_first = last
            while name_first > start and self._continues_name(name_first - 1):
                name_first -= 1
            while name_first < last and not items[name_first].is_word:
                name_first += 1
            if items[name_first].time or is_dateline(self.narration, name_first, last):
                return None
            role = head.person and head.low not in self.lexicon.occupations
            if role and all(i.person for i in items[name_first:last]):
                return Mention(name_first, last, Form.NOMINAL, first)
            return Mention(name_first, last, Form.NAME, first, self._text(start, name_first - 1))
        for n in range(last, start, -1):
            if items[n].possessive:
                return Mention(n + 1, last, Form.NOMINAL, first, self._text(start, n - 1))
        return Mention(start, last, Form.NOMINAL, first)

    def _is_conjunction(self, first: int, last: int) -> bool:
        """Whether "that" at the start of a phrase only leads into its clause: "that Kerry", "that officials"."""
        head = self.items[last]
        return self.items[first].low == "that" and (head.capital or head.low.endswith("s"))

    def _continues_name(self, n: int) -> bool:
        item = self.items[n]
        if item.possessive:
            return False
        if item.text in JOINERS:
            return item.glued
        if item.low in self.lexicon.inside_names or item.low == "the":
            return (
                n > 0 and self.items[n - 1].quote < 0 and (self.items[n - 1].capital or self.items[n - 1].low == "of")
            )
        if item.capital or item.text[:1].isdigit():
            return not item.time
        return item.low in self.lexicon.name_particles

    def _text(self, first: int, last: int) -> str:
        return " ".join([i.text for i in self.items[first : last + 1]])

    def _words(self, mention: Mention) -> str:
        return self._text(mention.first, mention.last)
