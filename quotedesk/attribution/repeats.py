"""Pull quotes and headlines: the same words as another quote of the article, as printed or shortened."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache

from rapidfuzz import fuzz

from quotedesk.attribution.found import Found
from quotedesk.attribution.proposals import Proposal
from quotedesk.attribution.resolved import NOBODY
from quotedesk.quote import Kind

_HEADLINE = 3
_PULLED = 40
_ALIKE = 90.0
_SURE = 0.9
_FEWEST = 2
_NEAR = 150


def take_over(found: Sequence[tuple[int, Found]], text: str, told: Callable[[Found], bool]) -> None:
    """Pull quotes and headlines take the speaker of the same words in a quote that has a better ground.

    `found` are the quotes in order, each with its number; `told` says whether the text tells who speaks. Compared are
    at most 150 quotes before and behind, so that the time stays linear.
    """
    taking = [n for n, (_, item) in enumerate(found) if item.headline or item.resolved is NOBODY or not told(item)]
    if not taking:
        return

    @cache
    def words(place: int) -> str:
        return found[place][1].words(text)

    sure = [
        place
        for place, (_, item) in enumerate(found)
        if item.resolved.speaker.name and told(item) and not item.headline
    ]
    headlines = any(found[place][1].headline for place in taking)
    apart = {words(place) for place, (_, item) in enumerate(found) if headlines and item.kind is Kind.OTHER}
    for place in taking:
        item, taken = found[place][1], words(place)
        if item.headline and taken in apart:
            item.kind = Kind.OTHER
        if taken.count(" ") + 1 < _FEWEST + (not item.headline):
            continue
        at = bisect_left(sure, place)
        for other in sure[max(0, at - _NEAR) : at + _NEAR]:
            longer = f" {words(other)} "
            if other != place and (same_words(taken, longer) or (item.headline and within(taken, longer))):
                number, source = found[other]
                item.proposal = Proposal("same words as another quote", like=number)
                item.probability, item.reasons = _SURE * source.probability, ()
                item.resolved, item.kind = source.resolved, source.kind
                break


def within(words: str, longer: str) -> bool:
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


def same_words(words: str, longer: str) -> bool:
    """Whether `words` stand in `longer`, or all but do when they are many."""
    if f" {words} " in longer:
        return True
    compared = _PULLED <= len(words) < len(longer) + 9
    return compared and fuzz.partial_ratio(words, longer, score_cutoff=_ALIKE) > 0
