"""Pairs that are likely one utterance though the words do not prove it: they wait for a person."""

import numpy as np

from quotedesk.collation.corpus import Corpus, Ints
from quotedesk.collation.evidence import Pairs
from quotedesk.collation.statement import Suggestion

_LEAST = -3.0  # log odds from which on a pair is worth a person's time


def suggest(corpus: Corpus, pairs: Pairs, root: Ints) -> tuple[Suggestion, ...]:
    """The best unproved pair of any two statements, the likeliest first."""
    open_pairs = np.flatnonzero((pairs.score > _LEAST) & (root[pairs.shorter] != root[pairs.longer]))
    order = open_pairs[np.lexsort((pairs.longer[open_pairs], pairs.shorter[open_pairs], -pairs.score[open_pairs]))]
    seen: set[tuple[int, int]] = set()
    out = []
    for n in order.tolist():
        short, long = int(pairs.shorter[n]), int(pairs.longer[n])
        one, two = sorted((int(root[short]), int(root[long])))
        if (one, two) in seen:
            continue
        seen.add((one, two))
        score = round(1 / (1 + float(np.exp(-pairs.score[n]))), 3)
        out.append(Suggestion(corpus.passages[long].id, corpus.passages[short].id, score, _why(corpus, pairs, n)))
    return tuple(out)


def _why(corpus: Corpus, pairs: Pairs, n: int) -> str:
    words, of = int(pairs.words[n]), int(corpus.lengths[pairs.shorter[n]])
    grounds = [f"{words} of {of} words agree in order"]
    speaker, days = int(pairs.speaker[n]), int(pairs.days[n])
    if speaker:
        grounds.append("same speaker" if speaker > 0 else "another speaker")
    if pairs.same_doc[n]:
        grounds.append("same article")
    elif days >= 0:
        grounds.append("same day" if days == 0 else f"{days} day{'s' * (days > 1)} apart")
    return "; ".join(grounds) + "."
