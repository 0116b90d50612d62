"""Through whom words reached the article: "told RIA Novosti", "according to Reuters", "the agency said, citing X"."""

from collections.abc import Iterator

from quotedesk.attribution.names import Names
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.attribution.proposals import CITED, Proposal
from quotedesk.attribution.rules import Rules
from quotedesk.quote import Span

_PASSED_ON = frozenset(
    ["quoted", "cited", "reported", "carried", "published", "aired", "broadcast", "obtained", "seen", "reviewed"]
)
_SAYING = frozenset(["as", "saying", "telling", "first"])
_TALKS = frozenset(["interview", "appearance", "speaking", "spoke"])
_LEADS = _PASSED_ON | _TALKS | {"according"}
_WITH = frozenset(["with", "on", "to", "by"])


class Intermediaries:
    """Reads the intermediaries of one article."""

    def __init__(self, rules: Rules, names: Names) -> None:
        self.rules = rules
        self.narration = rules.narration
        self.items = rules.items
        self.lexicon = rules.lexicon
        self.names = names

    def of(self, proposal: Proposal) -> Span | None:
        """Who passes on the words of a quote, given what tells its speaker; None where nobody does."""
        if proposal.cue is None or proposal.mention is None:
            return None
        cue = proposal.cue[0]
        numbers = self.narration.sentence_at(cue)
        if proposal.rule == CITED:
            subject = self.rules.subject_of(cue, self.rules.sentence_low(cue))
            return None if subject is None else self._span(subject, proposal.mention)
        if self.lexicon.say.get(self.items[cue].low) in self.lexicon.addressed:
            told = self._named(proposal.cue[1] + 1, numbers.stop)
            if told is not None:
                return self._span(told, proposal.mention)
        teller = self.rules.teller(proposal)
        if teller is not None:
            return self._span(teller, proposal.mention)
        if _LEADS.isdisjoint(self.rules.words(self.narration.sentence_of[cue])):
            return None
        low, high = self.rules.sentence_low(cue), self.rules.high(cue)
        for n in self._behind(range(low, high), proposal.cue):
            source = self._named(n, high) or self._body(n, high)
            if source is not None and (span := self._span(source, proposal.mention)) is not None:
                return span
        return None

    def _behind(self, numbers: range, cue: tuple[int, int]) -> Iterator[int]:
        """The items behind words that lead to an intermediary."""
        for n in numbers:
            item = self.items[n]
            if item.quote >= 0 or n + 2 >= len(self.items):
                continue
            following = self.items[n + 1].low
            if item.low == "according" and following == "to" and n != cue[0]:
                yield n + 2
            elif item.low in _PASSED_ON:
                by = next(k for k in range(n + 1, len(self.items) + 1) if not self._is_saying(k))
                if by + 1 < len(self.items) and self.items[by].low == "by":
                    yield by + 1
            elif item.low in _TALKS and following in _WITH:
                yield n + 2

    def _is_saying(self, n: int) -> bool:
        return n < len(self.items) and self.items[n].low in _SAYING

    def _named(self, n: int, stop: int) -> Mention | None:
        """The naming at item `n`, as a whole."""
        first = n + (n < stop and self.items[n].determiner)
        place = self.names.place(first) if first < stop else None
        return None if place is None else Mention(first, place.last, Form.NAME, n)

    def _body(self, n: int, stop: int) -> Mention | None:
        """A body without a name at item `n`: "state television", "the indictment"."""
        mention = self.rules.finder.starting_at(n, stop)
        known = mention is not None and mention.form is Form.NOMINAL
        return mention if mention and known and self.items[mention.last].body else None

    def _span(self, source: Mention, speaker: Mention) -> Span | None:
        """Where a source stands, unless it is the speaker."""
        apart = source.last < speaker.first or speaker.last < source.first
        same = self.names.at(source.last) is not None and self.names.at(source.last) is self.names.at(speaker.last)
        return self.narration.span(source.first, source.last) if apart and not same else None
