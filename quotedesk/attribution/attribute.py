"""Marked spans to attributed quotes: what rules suggest, what the ranker chooses, who that is, the kind, the reason."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quotedesk.article import paragraphs
from quotedesk.attribution import blocks, evidence, headlines, turns, weights
from quotedesk.attribution.candidates import BACK, Candidates
from quotedesk.attribution.features import Asked, Features, Suggested
from quotedesk.attribution.found import Found
from quotedesk.attribution.intermediaries import Intermediaries
from quotedesk.attribution.interrupted import join
from quotedesk.attribution.kinds import is_name
from quotedesk.attribution.labels import Labels
from quotedesk.attribution.lexicon import english
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Names
from quotedesk.attribution.narration import narrate
from quotedesk.attribution.nested import nested
from quotedesk.attribution.parser import parse
from quotedesk.attribution.people import People
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.attribution.proposals import GOES_ON, LABEL, Proposal
from quotedesk.attribution.quoteness import Quoteness
from quotedesk.attribution.ranker import Choice, Ranker, Weighed
from quotedesk.attribution.repeats import take_over
from quotedesk.attribution.resolved import NOBODY
from quotedesk.attribution.roster import Roster
from quotedesk.attribution.rules import ORDER, Rules
from quotedesk.attribution.sorting import Sorter, told
from quotedesk.attribution.turns import Turn
from quotedesk.attribution.weights import Models
from quotedesk.marks import Family, Marked
from quotedesk.quote import UNKNOWN, Kind, Quote, Span

_AT_THE_END = (Rules.after_directly, Rules.after_later, Rules.after_across, Rules.sentence_after)
_ORDER = [(rule, rule in _AT_THE_END) for rule in ORDER]
UNSURE = 0.45
"""Below this confidence a name is more likely wrong than right: the speaker is unknown and the mention is offered."""
_SETTLED = 0.8
_ALONE = 0.5


def attribute(text: str, marked: Sequence[Marked], roster: Roster, models: Models | None = None) -> list[Quote]:
    """The quotes of `text`, in order, given its marked spans; `models` are the shipped ones."""
    return attribute_all([(text, paragraphs(text), marked)], roster, models)[0]


def attribute_all(
    articles: Iterable[tuple[str, Sequence[Span], Sequence[Marked]]], roster: Roster, models: Models | None = None
) -> list[list[Quote]]:
    """The same for several texts, each with its paragraphs. The parser is asked once for all of them.

    Each step is taken in all texts before the next, so that what it needs stays at hand; that saves a fiftieth.
    """
    readers = [Reader(text, marked, roster, models, spans) for text, spans, marked in articles]
    for step in Reader.ASKING:
        for reader in readers:
            step(reader)
    parse(reader.ranker.trees for reader in readers)
    for step in Reader.DECIDING:
        for reader in readers:
            step(reader)
    return [reader.quotes() for reader in readers]


class Reader:
    """One pass over an article. `models` are the shipped ones, but where `build/fit.py` fits new ones."""

    def __init__(
        self,
        text: str,
        marked: Sequence[Marked],
        roster: Roster,
        models: Models | None = None,
        spans: Sequence[Span] | None = None,
    ) -> None:
        self.text = text
        self.lexicon = lexicon = english().with_cues(roster.cues)
        self.usual = Counter(m.family for m in marked).most_common(1)[0][0] if marked else Family.DOUBLE
        top = [m for m in marked if m.parent is None]
        spans = paragraphs(text) if spans is None else spans
        heads = headlines.find(text, spans)
        self.apart = [m for m in top if m.family is Family.SINGLE is not self.usual and is_name(m.parts[0].of(text))]
        found = [Found(m.parts, m.family) for m in top if m not in self.apart]
        self.inner = [(m.parts, marked[m.parent].extent) for m in marked if m.parent is not None]
        narration = narrate(text, spans, [f.parts for f in found], lexicon)
        unmarked = self._unmarked(found, turns.find(narration, lexicon, heads), blocks.find(narration, lexicon))
        if unmarked:
            for item in found:
                item.parts = tuple(p for p in item.parts if not any(u.with_label.overlaps(p) for u in unmarked))
            found = [f for f in found if f.parts] + unmarked
            narration = narrate(text, spans, [f.parts for f in found], lexicon)
        for item in found:
            inside = any(h.covers(item.parts[0]) for h in heads)
            item.headline = inside if item.marked else item.turn is not None and item.turn.headline
        self.found = found
        self.order = sorted(range(len(found)), key=lambda n: found[n].parts[0].start)
        self.narration = narration
        self.finder = Finder(narration, lexicon)
        self.names = Names(narration, lexicon, roster)
        self.labels = Labels(text, [f.turn for f in found if f.turn is not None], self.names, lexicon)
        self.rules = Rules(narration, self.finder, lexicon)
        self.intermediaries = Intermediaries(self.rules, self.names)
        self.people = People(narration, self.finder, self.names, self.rules.cues, lexicon)
        self.candidates = Candidates(narration, self.finder, self.rules.cues, lexicon)
        self.features = Features(narration, self.names, self.rules.cues, lexicon)
        self.models = models or weights.load()
        self.ranker = Ranker(self.candidates, self.features, self.rules.cues, lexicon, self.models)
        quoteness = Quoteness(narration, self.rules.cues, lexicon)
        self.sorter = Sorter(found, self.usual, quoteness, self.ranker.trees, lexicon, self.models)
        self.open: list[int] = []
        self.asked: list[Asked] = []
        self.weighed: list[Weighed] = []

    def _unmarked(self, found: list[Found], spoken: list[Turn], told: list[blocks.Block]) -> list[Found]:
        """The quotes without marks: turns, unless most are only figures, and blocks that are no turn.

        Marked words inside stand in them.
        """
        taken = {part.start for turn in spoken for part in turn.parts}
        worded = sum(any(c.isalpha() for p in turn.parts for c in p.of(self.text)) for turn in spoken)
        spoken = spoken if 2 * worded >= len(spoken) else []
        unmarked = [Found(turn.parts, marked=False, turn=turn) for turn in spoken]
        unmarked += [Found(b.parts, marked=False) for b in told if b.parts[0].start not in taken]
        for item in found:
            around = next((u.extent for u in unmarked if u.extent.covers(item.parts[0])), None)
            if around is not None:
                self.inner.append((item.parts, around))
        return unmarked

    def quotes(self) -> list[Quote]:
        """The finished quotes in order, once they have been decided."""
        quotes = [self.quote(self.found[n]) for n in self.order if self.found[n].joined is None]
        quotes += [Quote(parts=m.parts, kind=Kind.OTHER, evidence=evidence.NAME_IN_MARKS) for m in self.apart]
        quotes += nested(self.text, self.inner, self.lexicon, self.names)
        return sorted(quotes, key=lambda q: (q.extent.start, -q.extent.end))

    def run(self) -> list[Found]:
        """Decides every quote, the parser asked for this article alone."""
        for step in self.ASKING:
            step(self)
        self.ranker.trees.parse()
        for step in self.DECIDING:
            step(self)
        return [self.found[n] for n in self.order]

    def propose(self) -> None:
        """Has the rules propose speakers; where they do not have the last word, candidates are to be weighed."""
        questions = self.questions()
        for item in self.found:
            if item.suggestions:
                item.proposal, item.probability = item.suggestions[0], _SETTLED
        self.open = [n for n in questions if not self._is_settled(n)]
        self.asked = [questions[n] for n in self.open]

    def gather(self) -> None:
        """Finds the candidates of every quote."""
        self.weighed = self.ranker.gather(self.asked)

    def describe(self) -> None:
        """Reads the features of the candidates."""
        self.ranker.describe_all(self.weighed)

    def weigh(self) -> None:
        """Weighs the candidates; what is in doubt the parser is to tell: whether marked words are anybody's, and whose
        they are unless they clearly are nobody's."""
        self.ranker.weigh(self.weighed)
        self._choose([one.choice for one in self.weighed])
        for number in self.order:
            self.sorter.ask(number)
        for number, one in zip(self.open, self.weighed, strict=True):
            if not (one.doubtful and self.sorter.is_clearly_nobodys(number)):
                self.ranker.ask(one)

    def resolve(self) -> None:
        """Decides who speaks in every quote, the trees having been parsed."""
        order = self.order
        self._choose(self.ranker.decide(self.weighed))
        for before, after in pairwise(order):
            if self.found[after].proposal is None and self._stands_alone(after, before):
                self.found[after].proposal, self.found[after].probability = Proposal(GOES_ON, like=before), _ALONE
        join(self.found, order, self.narration, self.rules.cues, self.lexicon)
        for number in order:
            self._resolve(number)
        for number in order:
            item = self.found[number]
            if item.proposal is not None and item.proposal.like is not None and item.resolved is NOBODY:
                item.resolved = self._leader(number).resolved

    def _choose(self, choices: Iterable[Choice | None]) -> None:
        for number, choice in zip(self.open, choices, strict=True):
            if choice is not None:
                item = self.found[number]
                item.proposal, item.probability, item.reasons = choice.proposal, choice.probability, choice.reasons

    def sort(self) -> None:
        """Decides of what kind every quote is, and which ones are the same."""
        order = self.order
        for number in order:
            self.sorter.sort(number)
        for number in order:
            item = self.found[number]
            if item.kind is Kind.SPEECH and self._leader(number).kind is Kind.WRITTEN:
                item.kind = Kind.WRITTEN
        for before, after in pairwise(order):
            if self._goes_on_in_writing(self.found[before], self.found[after]):
                self.found[after].kind = Kind.WRITTEN
        take_over([(n, self.found[n]) for n in order], self.text, lambda item: told(item.proposal) is not None)

    ASKING = (propose, gather, describe, weigh)
    DECIDING = (resolve, sort)

    def questions(self) -> dict[int, Asked]:
        """What the rules suggest for every quote, and who then spoke in the quotes around it."""
        for number in self.order:
            turn = self.found[number].turn
            self.found[number].suggestions = (self._labelled(turn),) if turn else tuple(self._suggested(number))
        heads: list[int | None] = [None]
        for number in self.order:
            suggestions = self.found[number].suggestions
            origin = self._origin(suggestions[0]) if suggestions else None
            heads.append(origin.mention.last if origin and origin.mention else None)
        heads.append(None)
        asked = {}
        for place, number in enumerate(self.order, 1):
            suggested = []
            for proposal in self.found[number].suggestions:
                mention = self._origin(proposal).mention
                if mention is not None:
                    suggested.append(Suggested(proposal, mention))
                    self.candidates.add(mention)
            around = heads[place - 1], heads[place + 1]
            asked[number] = Asked(self.first(number), self.last(number), suggested, *around)
        return asked

    def _stands_alone(self, number: int, before: int) -> bool:
        """Whether marked words are a paragraph of their own, not far behind the quote before."""
        paragraphs = self.narration.paragraph_of
        here, earlier = paragraphs[self.first(number)], paragraphs[self.last(before)]
        alone = len(self.narration.paragraph(here)) == 1 and here - earlier <= BACK
        return alone and self.found[number].marked and self.found[before].marked

    def _labelled(self, turn: Turn) -> Proposal:
        """The proposal that a turn's label makes."""
        items = self.narration.items
        first = self.narration.item_at(turn.label.start)
        last = max(first, self.narration.item_at(turn.label.end) - 1)
        colon = next((n for n in range(last + 1, min(last + 9, len(items))) if items[n].text == ":"), None)
        mention = Mention(first, last, Form.NAME, first)
        return Proposal(LABEL, mention, None if colon is None else (colon, colon), direct=True)

    def first(self, number: int) -> int:
        """The item of the quote's first part."""
        return self.narration.where[number, 0]

    def last(self, number: int) -> int:
        """The item of the quote's last part."""
        return self.narration.where[number, len(self.found[number].parts) - 1]

    def _suggested(self, number: int) -> Iterator[Proposal]:
        first, last = self.first(number), self.last(number)
        seen: list[Proposal] = []
        for rule, at_the_end in _ORDER:
            proposal = rule(self.rules, last if at_the_end else first)
            if proposal is not None and proposal.like != number and proposal not in seen:
                seen.append(proposal)
                yield proposal

    def _origin(self, proposal: Proposal) -> Proposal:
        """The proposal with a mention of its own at the end of a chain of quotes that lean on each other."""
        seen = set()
        while proposal.like is not None and proposal.like not in seen and self.found[proposal.like].suggestions:
            seen.add(proposal.like)
            proposal = self.found[proposal.like].suggestions[0]
        return proposal

    def _is_settled(self, number: int) -> bool:
        """Whether the rules have the last word."""
        item = self.found[number]
        return not item.marked or (bool(item.suggestions) and self.rules.settle(self.first(number), item.suggestions))

    def _leader(self, number: int) -> Found:
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
        if item.turn is not None:
            item.resolved = self.labels.resolve(item.turn)
        elif proposal.like is not None:
            item.resolved = self._leader(number).resolved
        elif proposal.mention is not None:
            mention = proposal.mention
            if mention.form is Form.PRONOUN and self.narration.items[mention.first].low in ("i", "we"):
                return
            item.resolved = self.people.resolve(mention)
        self.people.said(self.first(number), item.resolved.named)

    def _goes_on_in_writing(self, before: Found, after: Found) -> bool:
        """Whether "it" of a body takes up the statement quoted just before."""
        if before.kind is not Kind.WRITTEN or after.kind is not Kind.SPEECH or before.resolved.named is None:
            return False
        mention = after.proposal.mention if after.proposal else None
        it = mention is not None and self.narration.items[mention.first].low == "it"
        return it and after.resolved.named is before.resolved.named

    def quote(self, item: Found) -> Quote:
        """The finished quote."""
        if item.kind is Kind.OTHER:
            return Quote(parts=item.parts, kind=Kind.OTHER, headline=item.headline, evidence=evidence.NOBODY)
        proposal = self._source(item)
        mention = cue = intermediary = None
        if proposal is not None and proposal.mention is not None:
            mention = self.narration.span(proposal.mention.first, proposal.mention.last)
        if proposal is not None and proposal.cue is not None:
            cue = self.narration.span(*proposal.cue)
            intermediary = self.intermediaries.of(proposal)
        speaker, confidence = item.resolved.speaker, 0.0
        if proposal is not None and proposal.mention is not None and speaker.name:
            confidence = self.models.sure.share(item.probability, proposal.mention.form.value)
        reason = evidence.line(self.text, item.proposal, mention, cue, item.resolved, item.reasons)
        if speaker.name and confidence < UNSURE:
            speaker, reason = UNKNOWN, f"perhaps {speaker.name}: {reason}"
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
            evidence=reason,
        )

    def _source(self, item: Found) -> Proposal | None:
        """The proposal with the words that name the speaker: the quote's own, or that of the quote it leans on."""
        if item.proposal is not None and item.proposal.like is not None:
            return self._leader(self.found.index(item)).proposal
        return item.proposal

    def mention(self, item: Found) -> Mention | None:
        """The words that name the speaker of a quote that has been decided."""
        source = self._source(item)
        return None if source is None else source.mention
