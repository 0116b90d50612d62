"""The subject of a verb of saying, found leftwards without a parser: past adverbials, appositives and objects."""

from quotedesk.attribution.once import once
from quotedesk.attribution.phrases import Form, Mention, Phrases
from quotedesk.attribution.words import Item

_LONGEST_APPOSITIVE = 22
_AFTER_DATELINE = (":", "(", ")", "—", "–", "--")
SOME = frozenset(("another", "some", "several", "many", "most", "both", "all", "one", "none", "few", "each"))
"""Determiners that can stand alone for people: "another said"."""
_LEADS_CLAUSE = frozenset(
    [
        "say",
        "claim",
        "allege",
        "insist",
        "argue",
        "admit",
        "acknowledge",
        "add",
        "note",
        "recall",
        "maintain",
        "contend",
        "believe",
        "think",
        "suggest",
        "write",
        "concede",
        "state",
    ]
)


class Finder(Phrases):
    """Finds the noun phrase that is the subject of a verb."""

    @once
    def before(self, end: int, low: int) -> Mention | None:
        """The subject of the verb at item `end`: leftwards, down to item `low`, the nearest phrase that can be one."""
        n = self.skip_adverbials(end - 1, low)
        if self.items[end].low.endswith("ing") and (mention := self.ending_at(n, low)) is not None:
            start = mention.phrase_first
            if start > low + 1 and self.items[start - 1].low == "with" and not self.items[start - 2].is_word:
                return mention  # "..., with X tweeting that"
        if n > low and (
            self.items[n].low in ("and", "but", "then")
            or (self.items[end].low.endswith("ing") and not self.items[n].is_word)
        ):
            shared = self._first_subject(low, n)
            if shared:
                return shared
        passed_comma = False
        while n >= low:
            item = self.items[n]
            if item.quote >= 0:
                return None
            if item.text == ")":
                while n > low and self.items[n].text != "(":
                    n -= 1
                n -= 1
                continue
            if item.text in (",", "–", "—", "-") and not passed_comma:
                passed_comma = True
                found = self._across_appositive(n, low)
                if found:
                    return found
                n -= 1
                continue
            if item.relative and item.low != "that":
                antecedent = self._antecedent(n, low)
                if antecedent:
                    return antecedent
            mention = self.ending_at(n, low)
            if mention is None:
                n -= 1
                continue
            if self._can_be_subject(mention, low):
                return mention
            n = mention.phrase_first - 1
        return None

    def _first_subject(self, low: int, high: int) -> Mention | None:
        """The subject that verbs joined by "and" share: the first phrase of the clause that can be one."""
        n = low
        while n < high:
            mention = self.starting_at(n, high)
            if mention is None:
                n += 1
            elif self._can_be_subject(mention, low) and self.items[mention.last + 1].text not in _AFTER_DATELINE:
                return mention
            else:
                n = mention.last + 1
        return None

    def _across_appositive(self, comma: int, low: int) -> Mention | None:
        """Cases such as "Noble, an attorney with the center, said" and "a senior official, Viktor Poznikhir, said"."""
        inner = self.ending_at(comma - 1, low)
        if inner and inner.form is Form.NAME and inner.phrase_first > low:
            left = self.items[inner.phrase_first - 1]
            outer = self.ending_at(inner.phrase_first - 2, low) if left.text in (",", "–", "—") else None
            if outer is not None and outer.form is Form.NOMINAL:
                adverbial = self.items[outer.phrase_first - 1].preposition
                if not (adverbial and outer.phrase_first > low):
                    return Mention(inner.first, inner.last, inner.form, outer.phrase_first, self._words(outer))
        start = self.narration.sentence_at(comma).start
        for n in range(comma - 1, max(low, comma - _LONGEST_APPOSITIVE, start - 1), -1):
            item = self.items[n]
            if item.quote >= 0:
                break
            if item.text not in (",", "–", "—", "("):
                continue
            opener = self.items[n + 1]
            outer = self.ending_at(n - 1, low)
            if outer is None or outer.form is Form.PRONOUN or not self._opens_appositive(opener):
                continue
            if self._can_be_subject(outer, low):
                described = " ".join(i.low for i in self.items[n + 1 : comma])
                return Mention(outer.first, outer.last, outer.form, outer.phrase_first, described)
        return None

    def _opens_appositive(self, item: Item) -> bool:
        return (
            item.determiner
            or item.relative
            or item.person
            or item.low in self.lexicon.titles
            or item.low in self.lexicon.appositive_openers
            or item.text[:1].isdigit()
            or item.low.endswith(("ing", "ed"))
            or (item.capital and not item.time)
        )

    def _antecedent(self, relative: int, low: int) -> Mention | None:
        n = relative - 1
        while n >= low and self.items[n].text in (",", "–", "—", "-", ")", "”", "’"):
            n -= 1
        return self.ending_at(n, low)

    def right_before(self, cue: int, low: int) -> Mention | None:
        """Whatever noun phrase stands right before a verb, down to item `low`: "the crowd chanted", "another said"."""
        last = self.skip_adverbials(cue - 1, low)
        if last < low or not self.items[last].is_word or self.items[last].pronoun:
            return None
        if self.items[last].low in SOME:
            return Mention(last, last, Form.NOMINAL, last)
        first = self._run_left(last, low)
        if first is None or self.is_verb(last):
            return None
        start = first
        while start < last and self.items[start].determiner:
            start += 1
        form = Form.NAME if self.items[last].capital else Form.NOMINAL
        return Mention(start, last, form, first)

    def skip_adverbials(self, n: int, low: int) -> int:
        """The item before the adverbs, auxiliaries, asides and times that end with item `n`."""
        while n >= low:
            item = self.items[n]
            if item.text == ")":
                while n > low and self.items[n].text != "(":
                    n -= 1
                n -= 1
            elif item.quote < 0 and (
                item.auxiliary
                or item.adverb
                or item.time
                or (item.low.endswith("ly") and not item.capital)
                or (item.low in ("on", "in", "late", "early", "last", "this") and self._time_follows(n))
                or (item.text.isdigit() and self._time_near(n))
            ):
                n -= 1
            else:
                return n
        return n

    def _time_follows(self, n: int) -> bool:
        return any(self.items[k].time for k in range(n + 1, min(n + 3, len(self.items))))

    def _time_near(self, n: int) -> bool:
        return n > 0 and self.items[n - 1].time

    def _can_be_subject(self, mention: Mention, low: int) -> bool:
        """Not an object ("criticized Russia and said") and not inside a prepositional phrase."""
        if mention.form is Form.PRONOUN:
            return True
        if mention.phrase_first <= low:
            return True
        before = self.items[mention.phrase_first - 1]
        if before.quote >= 0:
            return True
        if before.preposition:
            return False
        noun = mention.phrase_first - 1 > low and self._leads_to_noun(self.items[mention.phrase_first - 2])
        return noun or not self.is_verb(mention.phrase_first - 1) or before.cue in _LEADS_CLAUSE

    def _leads_to_noun(self, item: Item) -> bool:
        """Whether what looks like a verb behind this is none: "at the meeting X said", "at which point X said"."""
        return item.determiner or item.low == "which"
