"""Layouts that name a speaker without a clause of their own: "according to X", signatures, a colon above the quote."""

from quotedesk.attribution.cues import Cues
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.narration import Narration, ends_like_a_clause
from quotedesk.attribution.once import once
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.attribution.proposals import OWN_WORDS, PASSED_ON, SIGNED, Proposal

_REACH = 300
_PUTS = frozenset(("put", "puts", "said", "says", "called", "calls", "has", "had"))
_LEADS = frozenset(("according", "words", "per", "as"))
_LONGEST_SIGNATURE = 16
_AFTER_NAME = 8


class Layouts:
    """The layouts over one narration: a quote's item number in, a proposal out."""

    def __init__(self, narration: Narration, finder: Finder, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.finder = finder
        self.lexicon = lexicon
        self.cues = Cues(finder, lexicon)

    def sentence_low(self, n: int) -> int:
        """The first item of the sentence of item `n`, or the furthest one worth looking at."""
        start = self.narration.sentence_at(n).start
        return start if n - start <= _REACH else n - _REACH

    def high(self, n: int) -> int:
        """The end of the sentence of item `n`, or the furthest item worth looking at."""
        stop = self.narration.sentence_at(n).stop
        return stop if stop - n <= _REACH else n + _REACH

    @once
    def words(self, sentence: int) -> set[str]:
        """The words of a sentence outside quotes, in lower case."""
        numbers = self.narration.sentence(sentence)
        return {item.low for item in self.items[numbers.start : numbers.stop]}

    def according_to_directly(self, n: int) -> Proposal | None:
        """Right behind the quote: "Q," according to X."""
        proposal = self.according_to(n)
        right = proposal is not None and proposal.cue is not None and n < proposal.cue[0] <= n + 2
        return proposal if right else None

    @once
    def according_to(self, n: int) -> Proposal | None:
        """Cases such as "Q," according to X; according to X, "Q"; in the words of X."""
        if _LEADS.isdisjoint(self.words(self.narration.sentence_of[n])):
            return None
        low, high = self.sentence_low(n), min(self.high(n), n + 16)
        for k in (*range(n + 1, high), *range(n - 2, low - 1, -1)):
            if self.items[k].low not in _LEADS:
                continue
            first = self._behind_according_to(k)
            mention = self.finder.starting_at(first, self.high(k)) if first else None
            if mention and first and not (k < n and self._is_said_by_another(mention.last, n)):
                begins = k - 2 if self.items[k].low == "words" else k
                near = abs(begins - n) <= 2 or k < n
                rule = "according to" if near else PASSED_ON
                return Proposal(rule, mention, (k, first - 1), direct=near)
        return None

    def in_own_words(self, n: int) -> Proposal | None:
        """Cases such as: a lawyer who, in his own words, "Q"."""
        k = n - 1 - (n > 0 and self.items[n - 1].text == ",")
        if k < 2 or self.items[k].low != "words" or not self.narration.in_one_sentence(k - 2, n):
            return None
        whose = k - 1 - (self.items[k - 1].low == "own")
        if self.items[whose].low not in ("his", "her") or self.items[whose - 1].low != "in":
            return None
        return Proposal(OWN_WORDS, Mention(whose, whose, Form.PRONOUN, whose), (k, k), direct=True)

    def _is_said_by_another(self, last: int, n: int) -> bool:
        """Whether somebody named after the source says what follows: "according to X, Y warned that “Q”"."""
        cues = [c for c in self.cues.among(range(last + 1, n)) if self.items[c].low in self.lexicon.say]
        subject = self.finder.before(cues[-1], last + 1) if cues else None
        quoted = bool(self.narration.quotes_among(last + 1, n))
        return subject is not None and subject.form is Form.NAME and not quoted

    def _behind_according_to(self, k: int) -> int | None:
        """Where the source begins behind "according to", "per" or "in the words of" at item `k`."""
        following = self.items[k + 1].low if k + 1 < len(self.items) else ""
        if self.items[k].low == "as" and self.items[k - 1].text == "," and k > 1 and self.items[k - 2].quote >= 0:
            mention = self.finder.starting_at(k + 1, self.high(k))
            return k + 1 if mention and self.items[min(mention.last + 1, self.high(k) - 1)].low in _PUTS else None
        if self.items[k].low == "according" or (self.items[k].low == "words" and following == "of"):
            return k + 2
        return k + 1 if self.items[k].low == "per" and following else None

    def told_of(self, n: int) -> Proposal | None:
        """Nouns of saying: "a claim by X that it was "Q"", "X's warning that ... "Q""."""
        low = self.narration.behind_quotes(self.sentence_low(n), n - 1)
        for k in range(n - 2, low - 1, -1):
            if self.items[k + 1].low not in ("by", "from"):
                continue
            if self.items[k].low in self.lexicon.spoken_nouns or self.items[k].low in self.lexicon.written_nouns:
                mention = self.finder.starting_at(k + 2, n)
                if mention and mention.last + 1 < n and self.items[mention.last + 1].low in ("that", ":"):
                    return Proposal("a noun of saying with its author", mention, (k, k + 1), direct=True)
        return None

    def signed(self, n: int) -> Proposal | None:
        """Quoted words with their author's name behind or below them: "Q" — X, title; "Q" (X, 81); "Q", next line X."""
        numbers = self.narration.paragraph(self.narration.paragraph_of[n])
        first = n + 1
        if first == numbers.stop:
            if first - numbers.start > 1 or ends_like_a_clause(self.items[n].text):
                return None
            numbers = self.narration.paragraph(self.narration.paragraph_of[n] + 1)
        if first >= numbers.stop or numbers.stop - first > _LONGEST_SIGNATURE:
            return None
        mark = self.items[first].text
        below = first == numbers.start
        if mark not in ("-", "–", "—", "--", "(", "―") and not below:
            return None
        start = first + (not self.items[first].is_word)
        items = self.items[start : numbers.stop]
        if start > first and mark != "(" and items and items[-1].text == "." and all(i.capital for i in items[:-1]):
            items, numbers = items[:-1], range(numbers.start, numbers.stop - 1)
        spoken = any(i.quote >= 0 or i.text == ":" or self.cues.is_cue(start + k) for k, i in enumerate(items))
        stops = items and items[-1].text in (".", "!", "?", ",") and mark != "("
        mention = None if spoken or stops else self.finder.starting_at(start, numbers.stop)
        if mention is None or mention.form is Form.PRONOUN or mention.phrase_first > start:
            return None
        if start == first and (mention.form is not Form.NAME or mention.last + 1 < numbers.stop - _AFTER_NAME):
            return None
        if start == first and mention.last + 1 < numbers.stop and self.items[mention.last + 1].text != ",":
            return None
        if mention.last == mention.first and start == first:
            return None
        return Proposal(SIGNED, mention, direct=True)

    def introduced(self, n: int) -> Proposal | None:
        """The paragraph before ends with a colon, or with X telling something, and the quote opens this paragraph."""
        number = self.narration.paragraph_of[n]
        if any(i.is_word or i.quote >= 0 for i in self.items[self.narration.paragraph(number).start : n]):
            return None
        before = self.narration.paragraph(number - 1)
        if not before:
            return None
        last = before.stop - 1
        low = self.sentence_low(last)
        colon = self.items[last].text == ":"
        for cue in self.cues.among(range(low, last)):
            if self.items[cue].low in self.lexicon.think and self.items[cue].low not in self.lexicon.say and not colon:
                continue
            if not colon and self.narration.quotes_among(low, last):
                return None
            subject = self.subject_of(cue, low)
            if subject:
                rule = "introduced by a colon" if colon else "the sentence before tells what X said"
                return Proposal(rule, subject, self.cues.span(cue), direct=colon)
        if colon:
            first = self.finder.starting_at(low, last)
            does = first is not None and self._acts(first.last + 1, last)  # "He then listed what a mayor needs:"
            mention = first if does else self.finder.ending_at(last - 1, low) or first
            if mention:
                return Proposal("introduced by a colon", mention, (last, last), direct=True)
        return None

    def _acts(self, n: int, stop: int) -> bool:
        """Whether a verb stands at item `n` or behind the adverbs there."""
        while n < stop and (self.items[n].low in self.lexicon.adverbs or self.items[n].low.endswith("ly")):
            n += 1
        return n < stop and self.finder.is_verb(n)

    def subject_of(self, cue: int, low: int) -> Mention | None:
        """The subject of a cue, behind the last quote before it."""
        return self.finder.before(cue, self.narration.behind_quotes(low, cue))
