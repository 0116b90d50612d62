"""What spoke most for a speaker, in plain words: the weights of the features that the nearest rival does not share."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from quotedesk.attribution.weights import Facts, Weights

MOST = 2
SUBJECT = "its subject"
_LEAST = 0.5
_KEPT = 10_000
# Features by the reason that they stand for. The first group of a pattern fills the braces.
_PLAIN = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"spoke in the quote (before|after)$", "who spoke in the quote {} too"),
        (r"named for the quote (before|after)$", "named for the quote {} too"),
        (r"tree nsubj.*(?:above|at) the quote", "subject of the verb that the quote hangs on"),
        (r"tree subject of (\w+)$", "subject of “{}”"),
        (r"subject through who or which", "the one “who” stands for"),
        (r"colon, ", "a colon leads to the quote"),
        (r"(?:nothing between cue and quote|near cue )", "its verb stands right at the quote"),
        (r"cue (?:finite|ing) right (?:before|after), its subject 0", "its verb stands right at the quote"),
        (r"cue (?:before|after), words [012],", "its verb stands right at the quote"),
        (r"(?:then cue|after cue|subject of cue|at [^,]*(?:, next sentence)?, subject of cue)", SUBJECT),
        (r"at (?:before|after) in sentence", "in the quote’s sentence"),
        (r"at (before|after), next sentence", "in the sentence {}"),
        (r"at (before|after), \d paragraphs", "in a paragraph {}"),
        (r"quotes between 0", "no other quote stands between"),
        (r"named times (?:8|16|32|more)$", "named often in the article"),
    )
)
# What the name of a rule that stands right at the quote says already.
_SAID_BY_RULE = frozenset(
    ("its verb stands right at the quote", SUBJECT, "in the quote’s sentence", "a colon leads to the quote")
)


def strongest(chosen: Iterable[Facts], rival: Iterable[Facts], weights: Weights, direct: bool) -> tuple[str, ...]:
    """The reasons that weigh most among the features of the chosen candidate which its rival lacks.

    `direct` leaves out what the name of a rule says that stands right at the quote.
    """
    shared = dict(chain.from_iterable(map(_telling, rival)))
    weight: defaultdict[str, float] = defaultdict(float)
    for name, reason in chain.from_iterable(map(_telling, chosen)):
        if name not in shared:
            weight[reason] += weights.of.get(name, 0.0)
    told = sorted(weight.items(), key=lambda pair: -pair[1])
    kept = [reason for reason, sum_ in told if sum_ >= _LEAST and not (direct and reason in _SAID_BY_RULE)]
    return tuple(kept[:MOST])


@lru_cache(_KEPT)
def _telling(facts: Facts) -> list[tuple[str, str]]:
    """The facts that are reasons, each with its words."""
    return [(name, reason) for name in facts.names if (reason := _reason(name)) is not None]


def _reason(feature: str) -> str | None:
    for pattern, words in _PLAIN:
        found = pattern.match(feature)
        if found is not None:
            return words.format(*found.groups())
    return None
