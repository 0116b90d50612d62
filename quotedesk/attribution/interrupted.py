"""Quotes that a clause interrupts: "A," he said, "B"."""

from collections.abc import Sequence
from itertools import pairwise

from quotedesk.attribution.cues import Cues
from quotedesk.attribution.found import Found
from quotedesk.attribution.kinds import is_title_of_work
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.proposals import Proposal

_CLAUSE = 25


def join(found: Sequence[Found], order: Sequence[int], narration: Narration, cues: Cues, lexicon: Lexicon) -> None:
    """Makes one quote of the pieces of an interrupted one; `order` are the numbers of the quotes in order."""
    items = narration.items
    spots = {n: (narration.where[n, 0], narration.where[n, len(found[n].parts) - 1]) for n in order}
    for before, after in pairwise(order):
        a, b = found[before], found[after]
        head, proposal = a.joined if a.joined is not None else before, a.proposal
        first, last = spots[before][1], spots[after][0]
        if proposal is None or proposal.cue is None or not proposal.rule.endswith("after the quote"):
            continue
        near = narration.in_one_paragraph(first, last) and last - first <= _CLAUSE
        if not (a.marked and b.marked and near) or is_title_of_work(narration, last, lexicon):
            continue
        clause = items[proposal.cue[1] + 1 : last]
        if proposal.cue[0] < first or any(i.quote >= 0 or i.text in (":", ";") for i in items[first + 1 : last]):
            continue
        if proposal.cue[0] > last or not narration.in_one_sentence(proposal.cue[0], last - 1):
            continue
        if b.proposal and b.proposal.cue and first < b.proposal.cue[0] < last and b.proposal.cue != proposal.cue:
            continue
        if clause and clause[-1].text == "." and _has_own_cue(b.proposal, spots[after][1], cues):
            continue
        if any(i.low in ("that", "and", "but", "adding", "calling", "saying") for i in clause):
            continue
        if clause and clause[-1].text not in (",", ".", "–", "—", "…"):
            continue
        leader = found[head]
        leader.parts = (*leader.parts, *b.parts)
        b.joined = head
        b.proposal = Proposal(proposal.rule, proposal.mention, proposal.cue, direct=True)


def _has_own_cue(proposal: Proposal | None, last: int, cues: Cues) -> bool:
    """Whether a clause right behind the quote that ends at item `last` names its speaker."""
    if proposal is not None and proposal.direct and proposal.cue is not None and proposal.cue[0] > last:
        return True
    return cues.is_cue(last + 1)
