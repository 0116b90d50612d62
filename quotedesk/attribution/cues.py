"""Verbs that introduce quotes, told from the nouns and phrases that look like them."""

from bisect import bisect_left

from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.once import once
from quotedesk.attribution.phrases import Phrases
from quotedesk.attribution.words import Item

_PARTICLES = ("out", "on")
_BEFORE_TO = frozenset(("vow", "promise", "pledge", "threaten", "speak", "offer", "propose", "write", "refer"))
_REFUSALS = ("refused", "declined", "not", "failed", "refuses")


class Cues:
    """The cue verbs among the items of a narration."""

    def __init__(self, phrases: Phrases, lexicon: Lexicon) -> None:
        self.narration = phrases.narration
        self.items = items = phrases.items
        self.phrases = phrases
        self.lexicon = lexicon
        self._all = [n for n, item in enumerate(items) if item.cue is not None and self._is_verb(n, item)]
        self._known = frozenset(self._all)

    def is_cue(self, n: int) -> bool:
        """Whether item `n` is a verb that can introduce a quote, and not the noun of the same form."""
        return n in self._known

    def _is_verb(self, n: int, item: Item) -> bool:
        if n == 0 or not self.narration.in_one_sentence(n - 1, n):
            return not item.capital
        before = self.items[n - 1]
        if item.capital and not before.text.endswith((",", ":")):
            return False
        if before.determiner or before.low in self.lexicon.possessives:
            return before.low in ("this", "that", "all", "both", "some", "many", "others", "one")
        if before.possessive and before.glued and not item.low.endswith(("ed", "ing", "id", "ld")):
            return False
        if before.low in ("of", "in", "from", "on", "with") and not item.low.endswith("ing"):
            return False
        if item.low == "state" and n + 1 < len(self.items):  # "told state radio", "his niece, state Del. Ada Lopez"
            noun = self.items[n + 1]
            if noun.is_word and noun.noun and not noun.determiner and noun.low != "that":
                return False
        if item.low.endswith("ing") and self.phrases.is_verb(n - 1) and not before.auxiliary:
            return False
        if before.text == "-" and before.glued:
            return False
        if before.low == "to" and not (n > 1 and self.items[n - 2].low in self.lexicon.leads_to):
            judged = self.lexicon.judge.get(item.low) is not None
            return judged and n > 1 and self.items[n - 2].low not in _REFUSALS
        if item.low in self.lexicon.also_nouns and not self._can_precede_verb(n - 1):
            return False
        lemma = item.cue or ""
        after = self.items[n + 1].low if n + 1 < len(self.items) else ""
        if after == "to" and lemma not in _BEFORE_TO and not (lemma in self.lexicon.say and self._is_listener(n + 2)):
            return False
        needed = self.lexicon.phrasal.get(lemma)
        return needed is None or any(i.low in needed for i in self.items[n + 1 : n + 4])

    def _is_listener(self, n: int) -> bool:
        """Whether a listener may begin at item `n`, behind "to": "the crowd", "her", "reporters"."""
        item = self.items[n] if n < len(self.items) else None
        return item is not None and (item.low in ("the", "me", "him", "her", "them", "his") or item.person)

    def _can_precede_verb(self, n: int) -> bool:
        item = self.items[n]
        return (
            item.capital
            or item.pronoun
            or item.person
            or item.body
            or item.low in self.lexicon.relatives - {"that"}
            or item.adverb
            or item.low.endswith("ly")
            or item.text in (")", ",")
        )

    def among(self, numbers: range) -> list[int]:
        """The cues among the given items, in order."""
        return self._all[bisect_left(self._all, numbers.start) : bisect_left(self._all, numbers.stop)]

    def span(self, n: int) -> tuple[int, int]:
        """The cue at item `n` with its particle: "pointed out"."""
        after = n + 1
        if after < len(self.items) and self.items[after].low in _PARTICLES and self.items[after].quote < 0:
            return n, after
        return n, n

    # Rules: a quote's item number in, a proposal out.

    @once
    def is_passive(self, cue: int) -> bool:
        """Whether the subject is not the one who speaks: "was asked", "had been told"; "was quoted" is no such case."""
        word = self.items[cue].low
        if word.endswith("ing") or self.items[cue].cue in ("quote", "cite"):
            return False
        before = [i.low for i in self.items[max(0, cue - 2) : cue] if not i.adverb]
        return bool(before) and before[-1] in self.lexicon.to_be
