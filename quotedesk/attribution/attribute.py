"""Marked spans to attributed quotes: the rules in their order, the speaker behind the mention, the kind, the reason."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz
from spacy.tokens import Doc

from quotedesk.attribution import blocks, evidence, headlines
from quotedesk.attribution.confidence import RIGHT
from quotedesk.attribution.kinds import is_name, kind_of
from quotedesk.attribution.lexicon import Lexicon, english
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Names
from quotedesk.attribution.narration import narrate
from quotedesk.attribution.people import NOBODY, People, Resolved
from quotedesk.attribution.phrases import Form
from quotedesk.attribution.roster import Roster
from quotedesk.attribution.rules import ORDER, Proposal, Rules
from quotedesk.marks import Family, Marked
from quotedesk.quote import UNKNOWN, Kind, Quote, Span

_AT_THE_END = (Rules.after_directly, Rules.after_later, Rules.after_across, Rules.sentence_after)
_WEAK = frozenset(
    (
        "nearest name in the sentence",
        "the sentence after tells what X said",
        "the sentence before tells what X said",
        "goes on after the paragraph before",
    )
)
_CLAUSE = 25
_REPEATED = 2
_HEADLINE = 3
_PULLED = 40
_ALIKE = 90.0
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Found:
    """A quote on its way: its parts, where it came from, and what has been decided."""

    parts: tuple[Span, ...]
    family: Family = Family.DOUBLE
    proposal: Proposal | None = None
    resolved: Resolved = NOBODY
    kind: Kind = Kind.SPEECH
    headline: bool = False
    marked: bool = True
    joined: int | None = None

    def words(self, text: str) -> str:
        """The quoted words, lower case, without punctuation."""
        return " ".join(w.lower() for p in self.parts for w in _WORD.findall(p.of(text)))


def attribute(doc: Doc, text: str, marked: Sequence[Marked], roster: Roster) -> list[Quote]:
    """The quotes of `text`, in order, given its tokens and its marked spans."""
    lexicon = english()
    usual = Counter(m.family for m in marked).most_common(1)[0][0] if marked else Family.DOUBLE
    top = [m for m in marked if m.parent is None]
    heads = headlines.find(text)
    apart = [m for m in top if m.family is Family.SINGLE is not usual and is_name(m.parts[0].of(text))]
    found = [_Found(m.parts, m.family) for m in top if m not in apart]
    for item in found:
        item.headline = any(h.covers(item.parts[0]) for h in heads)
    reader = _Reader(doc, text, found, lexicon, roster, usual)
    found = reader.run()
    quotes = [reader.quote(item) for item in found if item.joined is None]
    quotes += [Quote(parts=m.parts, kind=Kind.OTHER, evidence=evidence.NAME_IN_MARKS) for m in apart]
    quotes += _nested(doc, text, marked, reader)
    return sorted(quotes, key=lambda q: (q.extent.start, -q.extent.end))


class _Reader:
    """One pass over an article."""

    def __init__(
        self, doc: Doc, text: str, found: list[_Found], lexicon: Lexicon, roster: Roster, usual: Family
    ) -> None:
        self.text = text
        self.lexicon = lexicon
        self.usual = usual
        narration = narrate(doc, text, [f.parts for f in found])
        unmarked = blocks.find(narration, lexicon)
        if unmarked:
            found += [_Found(b.parts, marked=False) for b in unmarked]
            narration = narrate(doc, text, [f.parts for f in found])
        self.found = found
        self.narration = narration
        self.finder = Finder(narration, lexicon)
        self.names = Names(narration, lexicon, roster)
        self.people = People(narration, self.finder, self.names, lexicon)
        self.rules = Rules(narration, self.finder, lexicon)

    def run(self) -> list[_Found]:
        """Decides every quote."""
        order = sorted(range(len(self.found)), key=lambda n: self.found[n].parts[0].start)
        for number in order:
            self.found[number].proposal = self._propose(number)
        self._join(order)
        for number in order:
            self._resolve(number)
        for number in order:
            item = self.found[number]
            if item.proposal is not None and item.proposal.like is not None and item.resolved is NOBODY:
                item.resolved = self._leader(number).resolved
        for number in order:
            self._decide_kind(number)
        for number in order:
            item = self.found[number]
            if item.kind is Kind.SPEECH and self._leader(number).kind is Kind.WRITTEN:
                item.kind = Kind.WRITTEN
        for before, after in pairwise(order):
            if self._goes_on_in_writing(self.found[before], self.found[after]):
                self.found[after].kind = Kind.WRITTEN
        self._repeat(order)
        return [self.found[n] for n in order]

    def first(self, number: int) -> int:
        """The item of the quote's first part."""
        return self.narration.where[number, 0]

    def last(self, number: int) -> int:
        """The item of the quote's last part."""
        return self.narration.where[number, len(self.found[number].parts) - 1]

    def _propose(self, number: int) -> Proposal | None:
        first, last = self.first(number), self.last(number)
        for rule in ORDER:
            proposal = rule(self.rules, last if rule in _AT_THE_END else first)
            if proposal is not None and proposal.like != number:
                return proposal
        return None

    def _join(self, order: list[int]) -> None:
        """An interrupted quote ("A," he said, "B") is one quote."""
        items = self.narration.items
        for before, after in pairwise(order):
            a, b = self.found[before], self.found[after]
            head, proposal = a.joined if a.joined is not None else before, a.proposal
            first, last = self.last(before), self.first(after)
            if proposal is None or proposal.cue is None or not proposal.rule.endswith("after the quote"):
                continue
            if not (a.marked and b.marked) or items[first].paragraph != items[last].paragraph or last - first > _CLAUSE:
                continue
            clause = items[proposal.cue[1] + 1 : last]
            if proposal.cue[0] < first or any(i.quote >= 0 or i.text in (":", ";") for i in items[first + 1 : last]):
                continue
            if b.proposal and b.proposal.cue and first < b.proposal.cue[0] < last and b.proposal.cue != proposal.cue:
                continue
            if any(i.low in ("that", "and", "but", "adding", "calling", "saying") for i in clause):
                continue
            if clause and clause[-1].text not in (",", ".", "–", "—", "…"):
                continue
            leader = self.found[head]
            leader.parts = (*leader.parts, *b.parts)
            b.joined = head
            b.proposal = Proposal(proposal.rule, proposal.mention, proposal.cue, direct=True)

    def _leader(self, number: int) -> _Found:
        """The quote whose speaker this one takes over, through any chain."""
        seen = set()
        item = self.found[number]
        while item.proposal is not None and item.proposal.like is not None and item.proposal.like not in seen:
            seen.add(item.proposal.like)
            item = self.found[item.proposal.like]
        return item

    def _resolve(self, number: int) -> None:
        item = self.found[number]
        proposal = item.proposal
        if proposal is None:
            return
        if proposal.like is not None:
            item.resolved = self._leader(number).resolved
        elif proposal.mention is not None:
            mention = proposal.mention
            if mention.form is Form.PRONOUN and self.narration.items[mention.first].low in ("i", "we"):
                return
            item.resolved = self.people.resolve(mention)
        self.people.said(self.narration.items[self.first(number)].paragraph, item.resolved.named)

    def _decide_kind(self, number: int) -> None:
        item = self.found[number]
        if not item.marked:
            item.kind = self._written_or_said(item, number)
            return
        if item.joined is not None:
            return
        words = " ".join(p.of(self.text) for p in item.parts)
        if item.headline:
            item.kind = Kind.SPEECH
            return
        item.kind = kind_of(
            words,
            family=item.family,
            usual=self.usual,
            narration=self.narration,
            n=self.first(number),
            proposal=self._told(item.proposal),
            lexicon=self.lexicon,
        )

    def _goes_on_in_writing(self, before: _Found, after: _Found) -> bool:
        """Whether "it" of a body takes up the statement quoted just before."""
        if before.kind is not Kind.WRITTEN or after.kind is not Kind.SPEECH or before.resolved.named is None:
            return False
        mention = after.proposal.mention if after.proposal else None
        it = mention is not None and self.narration.items[mention.first].low == "it"
        return it and after.resolved.named is before.resolved.named

    def _told(self, proposal: Proposal | None) -> Proposal | None:
        """The proposal, unless it is no more than the nearest name."""
        return None if proposal is None or proposal.rule in _WEAK else proposal

    def _written_or_said(self, item: _Found, number: int) -> Kind:
        return kind_of(
            "x " * 9,
            family=Family.DOUBLE,
            usual=Family.DOUBLE,
            narration=self.narration,
            n=self.first(number),
            proposal=item.proposal,
            lexicon=self.lexicon,
        )

    def _repeat(self, order: list[int]) -> None:
        """Pull quotes and headlines: the same words as a quote that has a better ground."""
        sure = [
            (n, " " + self.found[n].words(self.text) + " ")
            for n in order
            if self.found[n].resolved.speaker.name and self._told(self.found[n].proposal) and not self.found[n].headline
        ]
        for number in order:
            item = self.found[number]
            if self._told(item.proposal) is not None and not item.headline and item.resolved is not NOBODY:
                continue
            words = item.words(self.text)
            if len(words.split()) < _REPEATED + (not item.headline):
                continue
            for other, longer in sure:
                if other != number and (_same_words(words, longer) or (item.headline and _within(words, longer))):
                    item.proposal = Proposal("same words as another quote", like=other)
                    item.resolved = self.found[other].resolved
                    item.kind = self.found[other].kind
                    break

    def quote(self, item: _Found) -> Quote:
        """The finished quote."""
        if item.kind is Kind.OTHER:
            return Quote(parts=item.parts, kind=Kind.OTHER, headline=item.headline, evidence=evidence.NOBODY)
        leader = item
        if item.proposal is not None and item.proposal.like is not None:
            leader = self._leader(self.found.index(item))
        proposal = leader.proposal
        mention = cue = intermediary = None
        if proposal is not None and proposal.mention is not None:
            mention = self.narration.span(proposal.mention.first, proposal.mention.last)
        if proposal is not None and proposal.cue is not None:
            cue = self.narration.span(*proposal.cue)
            intermediary = evidence.intermediary(self.narration, self.finder, self.lexicon, proposal)
        speaker = item.resolved.speaker
        confidence = 0.0
        if item.proposal is not None and speaker.name:
            confidence = RIGHT[item.proposal.rule]
            if leader is not item and leader.proposal is not None:
                confidence *= RIGHT[leader.proposal.rule]
            if proposal is not None and proposal.mention is not None and proposal.mention.form is not Form.NAME:
                confidence *= 0.9
        return Quote(
            parts=item.parts,
            kind=item.kind,
            marked=item.marked,
            headline=item.headline,
            speaker=speaker,
            mention=mention,
            cue=cue,
            intermediary=intermediary,
            confidence=round(confidence, 2),
            evidence=evidence.line(self.text, item.proposal, mention, cue, item.resolved),
        )


def _within(words: str, longer: str) -> bool:
    """Whether `longer` holds the words in their order, with little between them, as headlines shorten a quote."""
    wanted, given = words.split(), longer.split()
    for start, word in enumerate(given):
        if word != wanted[0] or len(wanted) < _HEADLINE:
            continue
        at = start
        for word_wanted in wanted[1:]:
            ahead = given[at + 1 : at + 4]
            if word_wanted not in ahead:
                break
            at += 1 + ahead.index(word_wanted)
        else:
            return True
    return False


def _same_words(words: str, longer: str) -> bool:
    if f" {words} " in longer:
        return True
    return (
        len(words) >= _PULLED
        and fuzz.partial_ratio(words, longer, score_cutoff=_ALIKE) > 0
        and len(words) < len(longer) + 9
    )


def _nested(doc: Doc, text: str, marked: Sequence[Marked], outer: _Reader) -> list[Quote]:
    """Quotes inside quotes: nobody's words unless the quote around them gives them to somebody else."""
    inner = [m for m in marked if m.parent is not None]
    if not inner:
        return []
    narration = narrate(doc, text, [m.parts for m in inner])
    finder = Finder(narration, outer.lexicon)
    rules = Rules(narration, finder, outer.lexicon)
    quotes = []
    for number, m in enumerate(inner):
        assert m.parent is not None
        around = marked[m.parent].extent
        quote = Quote(parts=m.parts, kind=Kind.OTHER, parent=around, evidence=evidence.NESTED)
        n = narration.where[number, 0]
        for rule in (Rules.before_directly, Rules.after_directly):
            proposal = rule(rules, n)
            if proposal is None or proposal.mention is None or proposal.cue is None or not proposal.direct:
                continue
            mention = narration.span(proposal.mention.first, proposal.mention.last)
            if (
                proposal.mention.form is not Form.NAME
                or not around.covers(mention)
                or len(text[m.parts[0].start : m.parts[-1].end].split()) < 2
            ):
                continue
            resolved = _named_elsewhere(outer, mention)
            cue = narration.span(*proposal.cue)
            quote = replace(
                quote,
                kind=Kind.SPEECH,
                speaker=resolved.speaker,
                mention=mention,
                cue=cue,
                confidence=0.7 if resolved.speaker.name else 0.0,
                evidence=evidence.line(text, proposal, mention, cue, resolved),
            )
            break
        quotes.append(quote)
    return quotes


def _named_elsewhere(outer: _Reader, mention: Span) -> Resolved:
    """Who a name inside a quote is: somebody the narration names by the same last word, or the words themselves."""
    printed = " ".join(mention.of(outer.text).split())
    last = printed.split()[-1].lower()
    for named in outer.names.named:
        if named.last_name == last:
            return Resolved(replace(UNKNOWN, name=named.name, type=named.type), f"“{printed}” is {named.name}", named)
    named = outer.names.of_text(printed, Names.guess(printed))
    return Resolved(replace(UNKNOWN, name=named.name, type=named.type), "", named)
