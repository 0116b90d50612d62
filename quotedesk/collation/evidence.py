"""How far a pair of passages speaks for being one utterance: log odds from the words shared and the circumstances.

The words count by how surprising they are, what the shorter passage has beyond them counts against; who said it, when
and in which article count beside them. The coefficients are those of a logistic regression on structural features
alone, fitted on quotes of seven outlets that were judged by reading; none belongs to a word. Cross-validated over their
articles, 87 % of the pairs put together belong together, and 78 % of those that do are found.
"""

import re
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from quotedesk.collation.arrays import Bools, Floats, Ints
from quotedesk.collation.corpus import Corpus
from quotedesk.collation.names import same_speaker

_LEAST_SHARED = 0.35  # of the shorter passage's words, below which a pair is not looked at further
_FITTED_AT = 1422  # passages of the corpus the coefficients were fitted on
_PER_DOUBLING = 0.15  # by how much the bar rises each time the corpus doubles
_MARKS = " .,;:!?…“”‘’\"'«»—–-"
_PHRASE = 5  # shared words from which on they are hardly a stock phrase, where no date tells
_NEAR, _FAR = 7, 30  # days
_LONGEST_TITLE = 60  # characters
_PRINTED = re.compile(r"[^\W_][^\W_]*(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of passages under test, a value a pair in every field.

    `words` the words they share in order, `mass` their surprise in nats, `left` that of the shorter passage's other
    words, `run` the surprise of the longest run, `breaks` how often the run breaks off. `speaker` is 1 the same, -1
    another, 0 unknown; `days` between them, -1 unknown. `score` are the log odds.
    """

    shorter: Ints
    longer: Ints
    words: Ints
    mass: Floats
    left: Floats
    run: Floats
    breaks: Ints
    same_doc: Bools
    speaker: Ints
    days: Ints
    score: Floats


def weigh(corpus: Corpus, shorter: Ints, longer: Ints) -> Pairs:
    """The pairs of passages that share enough to be looked at, with their log odds."""
    asked, back = np.unique((corpus.wording[shorter] << 32) | corpus.wording[longer], return_inverse=True)
    short, long = asked >> 32, asked & ((1 << 32) - 1)
    words = np.asarray(
        cpdist([corpus.texts[n] for n in short], [corpus.texts[n] for n in long], scorer=LCSseq.similarity),
        dtype=np.int64,
    )
    enough = (words > 1) & (words >= _LEAST_SHARED * corpus.lengths[short])
    mass, run, breaks = np.zeros(len(short)), np.zeros(len(short)), np.zeros(len(short), dtype=np.int64)
    mass[enough], run[enough], breaks[enough] = _shared(corpus, short[enough], long[enough])
    kept = enough[back]
    shorter, longer, back = shorter[kept], longer[kept], back[kept]
    mass, run, breaks, words = mass[back], run[back], breaks[back], words[back]
    left = np.maximum(0.0, corpus.mass[corpus.wording[shorter]] - mass)
    pairs = Pairs(
        shorter, longer, words, mass, left, run, breaks, *circumstances(corpus, shorter, longer), np.zeros_like(left)
    )
    return replace(pairs, score=np.round(_log_odds(corpus, pairs), 6))


def _shared(corpus: Corpus, shorter: Ints, longer: Ints) -> tuple[Floats, Floats, Ints]:
    """Of pairs of wordings the surprise that they share, that of the longest run, and how often it breaks off."""
    mass = corpus.mass[shorter]
    run, breaks = mass.copy(), np.zeros(len(shorter), dtype=np.int64)
    for n, (short, long) in enumerate(zip(shorter.tolist(), longer.tolist(), strict=True)):
        if corpus.texts[short] in corpus.texts[long]:
            continue
        start = corpus.bounds[short]
        blocks = LCSseq.editops(corpus.texts[short], corpus.texts[long]).as_matching_blocks()
        each = [corpus.total[start + b.a + b.size] - corpus.total[start + b.a] for b in blocks if b.size]
        mass[n], run[n], breaks[n] = sum(each), max(each), len(each) - 1
    return mass, run, breaks


def circumstances(corpus: Corpus, shorter: Ints, longer: Ints) -> tuple[Bools, Ints, Ints]:
    """Of each pair: whether it is in one article, the speaker (as in `Pairs`), and the days between."""
    names, (one, other) = corpus.names, (corpus.speaker[shorter], corpus.speaker[longer])
    asked, back = np.unique(one * len(names) + other, return_inverse=True)
    answers = [same_speaker(names[a // len(names)], names[a % len(names)]) for a in asked.tolist()]
    same = np.array([0 if a is None else 1 if a else -1 for a in answers], dtype=np.int64)[back]
    one, other = corpus.day[shorter], corpus.day[longer]
    days = np.where((one >= 0) & (other >= 0), np.abs(one - other), -1)
    return corpus.doc[shorter] == corpus.doc[longer], same, days


def _log_odds(corpus: Corpus, pairs: Pairs) -> Floats:
    """The log odds that two passages are one utterance; above 0 they are held to be."""
    doc, mass, days = pairs.same_doc, pairs.mass, pairs.days
    undated = ~doc & (days < 0)
    near = ~doc & (days >= 0) & (days <= _NEAR) & (pairs.speaker >= 0)
    score: Floats = (
        -1.9
        + 0.1 * np.clip(mass - 10, 0, 10)
        + 0.19 * np.clip(mass - 20, 0, 20)
        + 0.15 * np.maximum(mass - 40, 0)
        - (0.16 + 0.21 * doc) * np.minimum(pairs.left, 30)
        + 1.2 * mass / np.maximum(corpus.mass[corpus.wording[pairs.shorter]], 1e-9)
        + 1.1 * (pairs.left < 1e-6)
        - 1.7 * pairs.breaks / np.sqrt(np.maximum(pairs.words, 1))
        - 1.2 * pairs.run / np.maximum(mass, 1e-9)
        + 0.9 * doc
        + 1.5 * (pairs.speaker > 0)
        - 1.8 * (pairs.speaker < 0)
        + 2.0 * near
        - 2.1 * (~doc & (days > _FAR))
        + 1.0 * undated
        + 1.5 * (undated & (pairs.words >= _PHRASE))
        - 1.0 * (corpus.lengths[corpus.wording[pairs.shorter]] == 2)
        - 2.0 * _named(corpus, pairs)
    )
    score -= _PER_DOUBLING * float(np.log2(max(1, corpus.frozen.quotes) / _FITTED_AT))
    return score


def _named(corpus: Corpus, pairs: Pairs) -> Bools:
    """Whether the shorter passage is but a name or a title, and the longer one prints it with the same capitals."""
    titles = np.array([is_title(passage.text) for passage in corpus.passages], dtype=bool)
    named = titles[pairs.shorter]
    for n in np.flatnonzero(named).tolist():
        short, long = corpus.passages[pairs.shorter[n]].text, corpus.passages[pairs.longer[n]].text
        named[n] = short.strip(_MARKS) in long
    return named


def is_title(text: str) -> bool:
    """Whether a few words are nothing but a name or a title ("Gang of Eight"): shared by everybody who mentions it."""
    if len(text) > _LONGEST_TITLE:
        return False
    printed = _PRINTED.findall(text)
    if not 2 <= len(printed) <= 4:
        return False
    named = sum(word[0].isupper() or word[0].isdigit() for word in printed)
    return named >= 2 and not any(word[0].islower() and len(word) > 3 for word in printed)
