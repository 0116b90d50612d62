"""Who said it: the candidates of a quote weighed against each other, starting from what the rules propose.

A multinomial logistic regression over the candidates of each quote, with the features of `features.py` and the weights
in `resources/attribution`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from quotedesk.attribution.candidates import Candidate, Candidates
from quotedesk.attribution.cues import Cues
from quotedesk.attribution.features import Asked, Features, Row
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.parser import Trees
from quotedesk.attribution.phrases import Form
from quotedesk.attribution.proposals import GOES_ON, Proposal
from quotedesk.attribution.reasons import MOST, SUBJECT, strongest
from quotedesk.attribution.tree_features import TreeFeatures
from quotedesk.attribution.weights import Models, Weights
from quotedesk.record import record

# Below this probability the parser is asked: one quote in twenty-five, for nearly all that it can gain (out of fold).
DOUBT = 0.55
# A rule that stands right at the quote is only overruled by a candidate half as likely again (measured across folds).
MARGIN = log(1.5)

ALONE = "nobody else is named nearby"
# Rules that only say who is near: behind them the neighbouring paragraphs are asked too.
LOOSE = frozenset(
    (
        "nearest name in the sentence",
        "the sentence after tells what X said",
        "the sentence before tells what X said",
        GOES_ON,
        "same sentence as the quote before",
        "same sentence as the quote after",
    )
)


@record(frozen=True, slots=True)
class Choice:
    """The proposal that the ranker stands for, how sure it is (0 to 1), and what spoke for it in plain words."""

    proposal: Proposal
    probability: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Weighed:
    """A quote with its candidates, then also with their features, the choice that these make, and whether the parser
    is asked about it."""

    asked: Asked
    found: list[Candidate]
    rows: Sequence[Row] = ()
    choice: Choice | None = None
    parsed: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether the parser is asked."""
        return self.choice is not None and self.choice.probability < DOUBT


def asked_of(asked: Asked, candidates: Candidates) -> list[Candidate]:
    """The candidates that are weighed: those of the quote's paragraph; further away those with a cue or a rule."""
    strong = bool(asked.suggested) and asked.suggested[0].proposal.rule not in LOOSE
    heads = {s.mention.last for s in asked.suggested}
    kept = candidates.near(asked.first, heads, own=strong)
    missing = heads.difference([c.mention.last for c in kept])
    for by in asked.suggested:
        head = by.mention.last
        if head in missing and not any(c.mention.first <= head <= c.mention.last for c in kept):
            kept.append(Candidate(by.mention))
    return kept


class Ranker:
    """Weighs the candidates of an article's quotes; the few that stay in doubt again, with what the parser tells."""

    def __init__(
        self, candidates: Candidates, features: Features, cues: Cues, lexicon: Lexicon, models: Models
    ) -> None:
        self.candidates = candidates
        self.narration = candidates.narration
        self.features = features
        self.cues = cues
        self.models = models
        self.trees = Trees(candidates.narration)
        self.tree_features = TreeFeatures(self.trees, lexicon)

    def choose(self, questions: Sequence[Asked]) -> list[Choice | None]:
        """For each quote the most probable candidate, or None where there is nobody."""
        weighed = self.gather(questions)
        self.describe_all(weighed)
        self.weigh(weighed)
        for one in weighed:
            self.ask(one)
        self.trees.parse()
        return self.decide(weighed)

    def gather(self, questions: Sequence[Asked]) -> list[Weighed]:
        """The quotes with their candidates."""
        return [Weighed(asked, asked_of(asked, self.candidates)) for asked in questions]

    def describe_all(self, weighed: Sequence[Weighed]) -> None:
        """Reads the features of the candidates of each quote; one alone is chosen anyway."""
        for one in weighed:
            one.rows = self.describe(one.asked, one.found) if len(one.found) > 1 else [()] * len(one.found)

    def weigh(self, weighed: Sequence[Weighed]) -> None:
        """What is thought of each quote without the parser."""
        for one in weighed:
            one.choice = self._best(one.asked, one.found, one.rows, self.models.speaker)

    def ask(self, one: Weighed) -> None:
        """Wants the trees for a quote whose speaker is in doubt."""
        if one.doubtful:
            one.parsed = True
            self.read(one.asked, one.found)

    def decide(self, weighed: Sequence[Weighed]) -> list[Choice | None]:
        """The choices, those in doubt made again now that the trees are known."""
        return [self._again(one) if one.parsed else one.choice for one in weighed]

    def _again(self, weighed: Weighed) -> Choice | None:
        asked, found = weighed.asked, weighed.found
        more = [self.tree_features.of(asked, candidate) for candidate in found]
        rows = [(*row, extra) for row, extra in zip(weighed.rows, more, strict=True)]
        return self._best(asked, found, rows, self.models.parsed)

    def describe(self, asked: Asked, found: Sequence[Candidate]) -> list[Row]:
        """The features of each candidate that need no parser."""
        return self.features.of(asked, found)

    def read(self, asked: Asked, found: Sequence[Candidate]) -> None:
        """Asks for the trees of a quote's sentences, where candidates stand in them, to be parsed together."""
        sentences = self.narration.sentence_of
        own = {sentences[asked.first], sentences[asked.last]}
        self.trees.want(own & {sentences[candidate.mention.last] for candidate in found})

    def _best(self, asked: Asked, found: Sequence[Candidate], rows: Sequence[Row], weights: Weights) -> Choice | None:
        if not found:
            return None
        scores = [weights.score(row) for row in rows]
        top = max(scores)
        best = scores.index(top)
        if asked.suggested and asked.suggested[0].proposal.direct:
            head = asked.suggested[0].mention.last
            ruled = (n for n, c in enumerate(found) if c.mention.first <= head <= c.mention.last)
            best = next((n for n in ruled if scores[n] > top - MARGIN), best)
        probability = exp(scores[best] - top) / sum([exp(score - top) for score in scores])
        proposal = self._proposal(asked, found[best])
        told: list[str] = []
        if len(found) > 1:
            rival = max([n for n in range(len(found)) if n != best], key=scores.__getitem__)
            told += strongest(rows[best], rows[rival], weights, proposal.direct)
        cue = found[best].cue_for(asked.first, asked.last) if SUBJECT in told else None
        if cue is not None:
            told[told.index(SUBJECT)] = f"the subject of “{self.candidates.items[cue].text}”"
        if self._is_only_name(asked, found, found[best]):
            told.insert(0, ALONE)
        return Choice(proposal, probability, tuple(told[:MOST]))

    def _is_only_name(self, asked: Asked, found: Sequence[Candidate], best: Candidate) -> bool:
        """Whether nobody else is named in the quote's paragraph."""
        last, names = best.mention.last, self.features.names
        if best.mention.form is not Form.NAME or not self.narration.in_one_paragraph(last, asked.first):
            return False
        named = names.at(last)
        return all(c.mention.form is not Form.NAME or names.at(c.mention.last) is named for c in found)

    def _proposal(self, asked: Asked, candidate: Candidate) -> Proposal:
        mention = candidate.mention
        for suggested in asked.suggested:
            if mention.first <= suggested.mention.last <= mention.last:
                return suggested.proposal
        cue = candidate.cue_for(asked.first, asked.last)
        return Proposal(self._reason(asked, candidate), mention, None if cue is None else self.cues.span(cue))

    def _reason(self, asked: Asked, candidate: Candidate) -> str:
        narration, at = self.narration, candidate.mention.last
        says = "subject of a cue" if candidate.cues else "the likeliest speaker"
        if narration.in_one_sentence(at, asked.first) or narration.in_one_sentence(at, asked.last):
            return f"{says} in the sentence"
        if narration.in_one_paragraph(at, asked.first):
            return f"{says} in the paragraph"
        return f"{says} in a paragraph {'before' if at < asked.first else 'behind'}"


REASONS: Sequence[str] = tuple(
    f"{says} in {place}"
    for says in ("the likeliest speaker", "subject of a cue")
    for place in ("the sentence", "the paragraph", "a paragraph before", "a paragraph behind")
)
