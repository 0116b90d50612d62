"""Pairs that are likely one utterance though the words do not prove it: they wait for a person.

Three grounds: words shared that fall short of the bar; a rare word shared by passages that are otherwise worded
differently ("stubborn refusal", "stubborn unwillingness"); and the same place beside printings of one statement, which
is where another translation of the next sentence stands.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from quotedesk.collation.arrays import Ints, spread
from quotedesk.collation.corpus import Corpus
from quotedesk.collation.evidence import Pairs, circumstances
from quotedesk.collation.names import same_speaker
from quotedesk.collation.relations import standing
from quotedesk.collation.statement import Edge, Passage, Suggestion

_LEAST = -3.0  # log odds from which on a pair is worth a person's time
_RARE = 7.5  # nats of surprise from which on one shared word is a ground
_HOLDERS = 12  # passages that may hold such a word
_SMALL = 400  # passages up to which it needs no speaker or date beside it
_NEARLY = -2.0  # log odds from which on a pair tells what stands beside it: another translation is seldom surer
_BESIDE = 300  # characters between two quotes that stand beside each other


class _Ground(NamedTuple):
    """Why two passages may be one: the log odds (negated, so that the likeliest sorts first), and in words."""

    cost: float
    longer: int
    shorter: int
    why: str


def suggest(corpus: Corpus, pairs: Pairs, root: Ints) -> tuple[Suggestion, ...]:
    """The best ground of any two statements, the likeliest first."""
    grounds = sorted((*_unproved(corpus, pairs, root), *_sharing_a_word(corpus, root), *_beside(corpus, pairs, root)))
    seen: set[tuple[int, int]] = set()
    out = []
    for ground in grounds:
        ends = sorted((int(root[ground.longer]), int(root[ground.shorter])))
        pair = (ends[0], ends[1])
        if pair not in seen:
            seen.add(pair)
            score = round(1 / (1 + float(np.exp(ground.cost))), 3)
            ids = corpus.passages[ground.longer].id, corpus.passages[ground.shorter].id
            out.append(Suggestion(*ids, score, ground.why))
    return tuple(out)


def unproved(edge: Edge, shorter: Passage, longer: Passage) -> Suggestion:
    """The suggestion that an edge which does not hold makes of its two passages, for a desk that keeps its edges."""
    stands = standing(longer, shorter)
    same = same_speaker(shorter.speaker, longer.speaker)
    grounds = [f"{stands.agreeing} of {stands.words} words agree in order"]
    grounds += [] if same is None else ["same speaker" if same else "another speaker"]
    grounds += ["same article"] if shorter.doc == longer.doc else []
    score = round(1 / (1 + float(np.exp(-edge.score))), 3)
    return Suggestion(longer.id, shorter.id, score, _sentence(grounds))


def _unproved(corpus: Corpus, pairs: Pairs, root: Ints) -> Iterator[_Ground]:
    kept = np.flatnonzero((pairs.score > _LEAST) & (root[pairs.shorter] != root[pairs.longer]))
    kept = kept[np.lexsort((pairs.shorter[kept], pairs.longer[kept], -pairs.score[kept]))]
    ends = np.sort([root[pairs.shorter[kept]], root[pairs.longer[kept]]], axis=0)
    _, best = np.unique((ends[0] << 32) | ends[1], return_index=True)
    for n in kept[best].tolist():
        short, long = int(pairs.shorter[n]), int(pairs.longer[n])
        grounds = [f"{pairs.words[n]} of {corpus.lengths[corpus.wording[short]]} words agree in order"]
        grounds += _in_words(bool(pairs.same_doc[n]), int(pairs.speaker[n]), int(pairs.days[n]))
        yield _Ground(round(-float(pairs.score[n]), 6), long, short, _sentence(grounds))


def _sharing_a_word(corpus: Corpus, root: Ints) -> Iterator[_Ground]:
    """Passages of different articles that share a rare word."""
    lengths = corpus.lengths[corpus.wording]
    asked = lengths > 1
    if len(corpus.passages) > _SMALL:
        asked &= (corpus.speaker > 0) | (corpus.day >= 0)
    of = np.flatnonzero(asked)
    holder = np.repeat(of, lengths[of])
    printed = corpus.words[spread(corpus.bounds[corpus.wording[of]], lengths[of])]
    kept = np.flatnonzero(corpus.surprise[printed] >= _RARE)
    order = kept[np.lexsort((holder[kept], printed[kept]))]
    words, holder = printed[order], holder[order]
    if not len(words):
        return
    met: dict[tuple[int, int], set[int]] = {}
    starts = np.flatnonzero(np.diff(words, prepend=-1))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(words)], strict=True):
        holders = sorted(set(holder[start:end].tolist()))
        if 1 < len(holders) <= _HOLDERS:
            for n, long in enumerate(holders):
                for short in holders[n + 1 :]:
                    if corpus.doc[long] != corpus.doc[short] and root[long] != root[short]:
                        met.setdefault((short, long), set()).add(int(words[start]))
    if not met:
        return
    shorter, longer = (np.array(side, dtype=np.int64) for side in zip(*met, strict=True))
    _, speakers, days = circumstances(corpus, shorter, longer)
    small = len(corpus.passages) <= _SMALL
    for (short, long), speaker, day in zip(met, speakers.tolist(), days.tolist(), strict=True):
        if not (speaker > 0 or (small and day < 8)):
            continue
        shared = sorted(met[short, long], key=lambda w: (-corpus.surprise[w], w))
        mass = float(corpus.surprise[shared].sum())
        share = mass / max(float(corpus.mass[corpus.wording[short]]), 1e-9)
        odds = -4.2 + 0.1 * min(mass, 20.0) + 2.5 * min(share, 1.0) + 0.8 * (speaker > 0) - 0.4 * (speaker < 0)
        odds -= 1.5 * (day > 7)
        if odds > _LEAST:
            names = ", ".join(f"“{corpus.vocabulary[w].lstrip('=')}…”" for w in shared[:3])
            grounds = [f"the rare {'words' if len(shared) > 1 else 'word'} {names} in both"]
            yield _Ground(round(-odds, 6), long, short, _sentence([*grounds, *_in_words(False, speaker, day)]))


def _beside(corpus: Corpus, pairs: Pairs, root: Ints) -> Iterator[_Ground]:
    """Passages that stand beside printings of one statement, on the same side: parts of one release, perhaps."""
    following = _following(corpus)
    if not following:
        return
    preceding = {after: n for n, after in following.items()}
    anchors = [(int(short), int(long)) for short, long in _anchors(corpus, pairs, root)]
    for neighbour, where in ((following, "after"), (preceding, "before")):
        for short, long in anchors:
            if short not in neighbour or long not in neighbour or corpus.doc[short] == corpus.doc[long]:
                continue
            one, other = sorted((neighbour[short], neighbour[long]))
            if root[one] != root[other]:
                printings = "printings" if root[short] == root[long] else "likely printings"
                same = bool(corpus.speaker[one]) and corpus.speaker[one] == corpus.speaker[other]
                grounds = [f"both stand {where} {printings} of one statement", *(["same speaker"] if same else [])]
                yield _Ground(2.0 - 0.6 * same, one, other, _sentence(grounds))


def _following(corpus: Corpus) -> dict[int, int]:
    """For each passage the one of the same speaker that comes next in its article, if it stands beside it."""
    places: dict[int, list[tuple[int, int, int]]] = {}
    among_others = np.bincount(corpus.doc)[corpus.doc] > 1 if len(corpus.doc) else corpus.doc
    for n in np.flatnonzero(among_others & (corpus.place >= 0) & (corpus.lengths[corpus.wording] > 0)).tolist():
        parts = corpus.passages[n].parts
        places.setdefault(int(corpus.doc[n]), []).append((parts[0].start, parts[-1].end, n))
    return {
        n: after
        for line in places.values()
        for (_, end, n), (start, _, after) in pairwise(sorted(line))
        if 0 <= start - end <= _BESIDE and corpus.speaker[n] == corpus.speaker[after]
    }


def _anchors(corpus: Corpus, pairs: Pairs, root: Ints) -> Iterator[tuple[int, int]]:
    """Pairs that are, or very nearly are, printings of one statement."""
    nearly = np.flatnonzero((pairs.score > _NEARLY) & (root[pairs.shorter] != root[pairs.longer]))
    yield from zip(pairs.shorter[nearly].tolist(), pairs.longer[nearly].tolist(), strict=True)
    together: dict[int, list[int]] = {}
    for n in range(len(corpus.passages)):
        together.setdefault(int(root[n]), []).append(n)
    for members in together.values():
        yield from ((short, long) for n, short in enumerate(members[:_HOLDERS]) for long in members[:n])


def _in_words(same_doc: bool, speaker: int, days: int) -> list[str]:
    grounds = []
    if speaker:
        grounds.append("same speaker" if speaker > 0 else "another speaker")
    if same_doc:
        grounds.append("same article")
    elif days >= 0:
        grounds.append("same day" if days == 0 else f"{days} day{'s' * (days > 1)} apart")
    return grounds


def _sentence(grounds: list[str]) -> str:
    line = "; ".join(grounds)
    return f"{line[0].upper()}{line[1:]}."
