"""Of what kind marked words are: somebody's, said or written, or nobody's.

What stands in and around the marks weighs first (`quoteness.py`). Where that leaves doubt, the tree of the sentence is
asked too whether the words stand in what somebody is reported to say, think or want (`reported.py`).
"""

from collections.abc import Sequence
from math import log

from quotedesk.attribution.found import Found
from quotedesk.attribution.kinds import (
    is_attribute,
    is_given_as_words,
    is_nobodys,
    is_refused,
    is_title_of_work,
    is_written,
)
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.once import once
from quotedesk.attribution.parser import Trees
from quotedesk.attribution.proposals import GOES_ON, Proposal
from quotedesk.attribution.quoteness import ANOTHER_CLAUSE, NO_CUE, InMarks, Quoteness
from quotedesk.attribution.ranker import REASONS
from quotedesk.attribution.reported import Reported
from quotedesk.attribution.weights import Models, Weights
from quotedesk.marks import Family
from quotedesk.quote import Kind

# Log-odds between which the tree is asked: one in sixteen marked words, for nearly all that it can gain (out of fold).
LEAST, MOST = log(0.2 / 0.8), log(0.8 / 0.2)
ALWAYS, MARKS, TREE = "always", "what the marks say", "what the tree says"
"""The weights of `doubtful.csv`."""
_MANY = 8
_LONGEST = 40
# Where no cue stands in the sentence, words that rules call nobody's need so much by their marks against a speaker
# who is less likely than not.
_GROUNDLESS, _EVEN = 2.0, 0.5
_WEAK = frozenset(
    (
        "nearest name in the sentence",
        "the sentence after tells what X said",
        "the sentence before tells what X said",
        GOES_ON,
        *REASONS,
    )
)


def told(proposal: Proposal | None) -> Proposal | None:
    """The proposal, unless it is no more than the nearest name."""
    return None if proposal is None or proposal.rule in _WEAK else proposal


def blend(weights: Weights, quoted: float, reported: float) -> float:
    """The log-odds where there is doubt, from those by the marks and those by the tree."""
    return weights.of[ALWAYS] + weights.of[MARKS] * quoted + weights.of[TREE] * reported


class Sorter:
    """Sorts the quotes of one article."""

    def __init__(
        self,
        found: Sequence[Found],
        usual: Family,
        quoteness: Quoteness,
        trees: Trees,
        lexicon: Lexicon,
        models: Models,
    ) -> None:
        self.found = found
        self.usual = usual
        self.narration = quoteness.narration
        self.quoteness = quoteness
        self.trees = trees
        self.reported = Reported(trees, lexicon)
        self.lexicon = lexicon
        self.models = models
        self._described: dict[int, tuple[InMarks, list[str]]] = {}

    def ask(self, number: int) -> None:
        """Wants the sentence of a quote parsed where the marks leave doubt whether it is anybody's."""
        if not self._is_open(number):
            return
        described = self.describe(number)
        if self._is_doubtful(self._by_marks(described)) and not self._is_ruled_out(number, described):
            sentence = self.narration.sentence_of[self.narration.where[number, 0]]
            if len(self.narration.sentence(sentence)) <= _LONGEST:
                self.trees.want([sentence])

    def is_clearly_nobodys(self, number: int) -> bool:
        """Whether it needs no tree to see that marked words are nobody's; never while that is being learnt."""
        if not self.models.doubtful.of or not self._is_open(number):
            return False
        described = self.describe(number)
        return self._by_marks(described) < LEAST or self._is_ruled_out(number, described)

    def sort(self, number: int) -> None:
        """Decides of what kind a quote is, once its speaker has been decided."""
        item = self.found[number]
        if item.joined is not None:
            return
        if self._is_open(number) and not self._is_somebodys(number):
            item.kind = Kind.OTHER
        elif item.turn is not None:
            item.kind = Kind.WRITTEN if item.turn.written else Kind.SPEECH
        elif is_written(self.narration, item.proposal, self.lexicon):
            item.kind = Kind.WRITTEN

    def _is_somebodys(self, number: int) -> bool:
        described = self.describe(number)
        return not self._is_ruled_out(number, described) and self._weigh(number, described) >= 0

    def _is_open(self, number: int) -> bool:
        """Whether a quote may be nobody's words: not those of a headline, nor those given as words, nor so many right
        beside who says them (of 2,592 such quotes the weights took none for nobody's, out of fold)."""
        item, n = self.found[number], self.narration.where[number, 0]
        if not item.marked or item.headline:
            return False
        if self._is_out_of_place(number):
            return True
        direct = item.proposal is not None and item.proposal.direct
        if direct and len(self.narration.items[n].text.split(maxsplit=_MANY)) >= _MANY:
            return False
        return not is_given_as_words(self.narration, n, self.lexicon)

    def _is_ruled_out(self, number: int, described: Sequence[str]) -> bool:
        """Whether rules make the words nobody's, whatever the weights say."""
        item, n = self.found[number], self.narration.where[number, 0]
        if self._is_out_of_place(number) or is_title_of_work(self.narration, n, self.lexicon):
            return True
        if not self._is_nobodys(number, len(item.parts)):
            return False
        rare = item.family is Family.SINGLE is not self.usual
        lone = ANOTHER_CLAUSE in described and " " not in item.parts[0].of(self.narration.text).strip()
        return rare or lone or self._is_groundless(item, described)

    @once
    def _is_out_of_place(self, number: int) -> bool:
        """Whether nobody said the words, for all that stands around them: a value in mark-up, or what was refused."""
        start, n = self.found[number].parts[0].start, self.narration.where[number, 0]
        return is_attribute(self.narration.text, start) or is_refused(self.narration, n, self.lexicon)

    def _is_groundless(self, item: Found, described: Sequence[str]) -> bool:
        """Whether nothing gives the words to anybody, and who stands near is more likely not their speaker."""
        weak = item.proposal is None or item.proposal.rule in _WEAK
        return weak and NO_CUE in described and item.probability < _EVEN and self._by_marks(described) < _GROUNDLESS

    def _by_marks(self, described: Sequence[str]) -> float:
        """The log-odds that marked words are somebody's, by what stands in and around the marks."""
        return self.models.quoted.sum(described)

    def _weigh(self, number: int, described: Sequence[str]) -> float:
        """The log-odds that the words are somebody's, by the tree too where there is doubt."""
        quoted = self._by_marks(described)
        tree = self.reported.of(self.narration.where[number, 0]) if self._is_doubtful(quoted) else []
        return blend(self.models.doubtful, quoted, self.models.reported.sum(tree)) if tree else quoted

    def _is_doubtful(self, quoted: float) -> bool:
        """Whether the marks leave doubt at these log-odds, and the tree can tell more."""
        return LEAST <= quoted <= MOST and bool(self.models.doubtful.of)

    def describe(self, number: int) -> list[str]:
        """The features of a marked quote for whoever is proposed now; kept while that stays the same."""
        item = self.found[number]
        marked = InMarks(
            self.narration.where[number, 0],
            item.family,
            self.usual,
            item.headline,
            self._is_nobodys(number, len(item.parts)),
            item.proposal,
            item.probability,
        )
        known = self._described.get(number)
        if known is None or known[0] != marked:
            known = self._described[number] = marked, self.quoteness.of(marked)
        return known[1]

    @once
    def _is_nobodys(self, number: int, parts: int) -> bool:
        """Whether the rules take the words of a quote of so many parts for nobody's."""
        item, n = self.found[number], self.narration.where[number, 0]
        alone = parts == 1
        return is_nobodys(
            self.narration.items[n].text if alone else " ".join(p.of(self.narration.text) for p in item.parts),
            family=item.family,
            usual=self.usual,
            narration=self.narration,
            n=n,
            proposal=told(item.suggestions[0]) if item.suggestions else None,
            lexicon=self.lexicon,
        )
