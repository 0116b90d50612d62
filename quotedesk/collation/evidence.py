"""How far a pair of passages speaks for being one utterance: log odds from the words shared and the circumstances.

The words count by how surprising they are, what the shorter passage has beyond them counts against; who said it, when,
in which article and where in it count beside them, the less the more surprising the words are. The weights belong to
structural features alone, none to a word. They are round numbers set by hand, after reading what was put together
wrongly among quotes of seven outlets that people had judged; fitting them to these quotes hardly moves them.
"""

from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from quotedesk.collation.arrays import Bools, Floats, Ints, spread
from quotedesk.collation.corpus import Corpus
from quotedesk.collation.names import same_speaker
from quotedesk.collation.printed import MOST_WORDS, print_of, tells

_LEAST_SHARED = 0.35  # of the shorter passage's words, below which a pair is not looked at further
_FITTED_AT = 1422  # passages of the collection the bar was set on
_PER_HALVING = 0.1  # by how much the bar falls each time the collection is halved
_PER_DOUBLING = 0.3  # by how much it rises each time the collection doubles, for a longer passage e times `_LONG`
_LONG, _LONGEST = 30, 100  # words of the longer passage between which it holds the more by chance, the longer it is
_CONTENT = 4.0  # nats of surprise from which on a word is no function word
_NEAR, _FAR = 7, 30  # days
_LEAD = 600  # characters: an article's first sentences print fragments of what it prints in full below
_CUE = range(5, 26)  # characters between two quotes that nothing but their cue stands between (", he said. ")
_NEARBY = 300  # characters between a fragment and the whole of it that speak neither for nor against them
_EDGE = 5  # words from which on one passage may go on where the other stops
_TAIL = 4  # words up to which it tells that two passages end alike
_PHRASE, _SENTENCE = 5, 8  # shared words from which on they are hardly a stock phrase, where no date tells
BAR = -3.4
"""The log odds of a pair without any of the terms."""
WEIGHTS = {
    "surprise from 8 to 25 nats": 0.08,
    "surprise from 25 to 60 nats": 0.16,
    "surprise from 60 to 120 nats": 0.06,
    "share of the shorter": 1.0,
    "the shorter whole": 1.2,
    "nats left over": -0.09,
    "nats left over, same article": -0.1,
    "breaks": -1.2,
    "worded alike": 0.8,
    "worded alike, same article": 0.8,
    "same article": 0.6,
    "same article and speaker": 1.2,
    "first a fragment": 0.4,
    "a fragment in the lead": 1.0,
    "far from the fragment, speaker unknown": -0.3,
    "one quote goes on": -2.3,
    "the fragment after the whole": -1.5,
    "another speaker": -1.8,
    "same speaker elsewhere": 1.4,
    "within a week": 2.0,
    "over a month apart": -1.5,
    "no dates": 0.5,
    "no dates, a phrase": 1.5,
    "no dates, a sentence": 1.0,
    "two words": -0.5,
    "two words elsewhere": -1.3,
    "two words, printed otherwise": -2.0,
    "the end of the longer, within a week": 1.0,
    "a term, speaker unknown": -0.7,
    "a name or title": -3.0,
    "a sentence inside another": -2.0,
}
"""What each term of `terms` adds to the log odds."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of passages under test, a value a pair in every field.

    `words` the words they share in order, `mass` their surprise in nats, `breaks` how often the common words break off,
    `left` the surprise of the shorter passage's other words; nothing where the one passage only goes on where the other
    stops. `speaker` is 1 the same, -1 another, 0 unknown; `days` between
    them, -1 unknown. `score` are the log odds; above 0 two passages are held to be one utterance.
    """

    shorter: Ints
    longer: Ints
    words: Ints
    mass: Floats
    left: Floats
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
        cpdist(_texts(corpus, short), _texts(corpus, long), scorer=LCSseq.similarity),
        dtype=np.int64,
    )
    enough = (words > 1) & (words >= _LEAST_SHARED * corpus.lengths[short])
    mass, left, breaks = np.zeros(len(short)), np.zeros(len(short)), np.zeros(len(short), dtype=np.int64)
    mass[enough], left[enough], breaks[enough] = _shared(corpus, short[enough], long[enough], words[enough])
    kept = enough[back]
    shorter, longer, back = shorter[kept], longer[kept], back[kept]
    same_doc, speaker, days = circumstances(corpus, shorter, longer)
    pairs = Pairs(
        shorter, longer, words[back], mass[back], left[back], breaks[back], same_doc, speaker, days, np.zeros(len(back))
    )
    score = bar(corpus, longer) + sum(WEIGHTS[name] * values for name, values in terms(corpus, pairs).items())
    return replace(pairs, score=np.round(score, 6))


def bar(corpus: Corpus, longer: Ints) -> Floats:
    """The log odds of pairs without any of the terms: the lower the more there is that may agree by chance.

    In a collection of a million quotes the short ones whose words are in one of seventy words by chance are more than
    those that were cut from it: there the bar rises with the words of the longer passage.
    """
    doublings = float(np.log2(max(1, corpus.frozen.quotes) / _FITTED_AT))
    long = np.clip(corpus.lengths[corpus.wording[longer]], _LONG, _LONGEST) / _LONG
    return BAR - _PER_HALVING * min(doublings, 0.0) - _PER_DOUBLING * max(doublings, 0.0) * np.log(long)


def _texts(corpus: Corpus, wordings: Ints) -> list[str]:
    return [corpus.texts[n] for n in wordings.tolist()]


def _shared(corpus: Corpus, shorter: Ints, longer: Ints, words: Ints) -> tuple[Floats, Floats, Ints]:
    """Of pairs of wordings the surprise shared, that of the shorter's other words, and how often words break off.

    `words` is how many they share in order.
    """
    pairs: list[int] = []
    places: list[int] = []
    sizes: list[int] = []
    goes_on: list[int] = []
    whole = (words == corpus.lengths[shorter]).tolist()
    for n, (one, other) in enumerate(zip(_texts(corpus, shorter), _texts(corpus, longer), strict=True)):
        if whole[n] and one in other:
            continue
        if (one[:_EDGE] in other and other[-_EDGE:] in one) or (other[:_EDGE] in one and one[-_EDGE:] in other):
            before, after = _overlap(other, one), _overlap(one, other)
            if max(before, after) >= _EDGE:
                pairs.append(n)
                places.append(0 if before >= after else len(one) - after)
                sizes.append(max(before, after))
                goes_on.append(n)
                continue
        for block in LCSseq.editops(one, other).as_matching_blocks():
            if block.size:  # the last one is empty and marks the end
                pairs.append(n)
                places.append(block.a)
                sizes.append(block.size)
    pair, at, size = (np.array(values, dtype=np.int64) for values in (pairs, places, sizes))
    at = corpus.bounds[shorter[pair]] + at
    shared = np.bincount(pair, corpus.total[at + size] - corpus.total[at], len(shorter))
    times = np.bincount(pair, minlength=len(shorter))
    mass = np.where(times > 0, shared, corpus.mass[shorter])
    left = np.maximum(0.0, corpus.mass[shorter] - mass)
    left[goes_on] = 0.0
    return mass, left, np.maximum(0, times - 1)


def _overlap(first: str, then: str) -> int:
    """With how many of its words `then` starts where `first` ends; 0 if they are fewer than `_EDGE`."""
    at = first.find(then[:_EDGE], max(0, len(first) - len(then)))
    while at >= 0:
        if then.startswith(first[at:]):
            return len(first) - at
        at = first.find(then[:_EDGE], at + 1)
    return 0


def circumstances(corpus: Corpus, shorter: Ints, longer: Ints) -> tuple[Bools, Ints, Ints]:
    """Of each pair: whether it is in one article, the speaker (as in `Pairs`), and the days between."""
    names, (one, other) = corpus.names, (corpus.speaker[shorter], corpus.speaker[longer])
    asked, back = np.unique(one * len(names) + other, return_inverse=True)
    answers = [same_speaker(names[a // len(names)], names[a % len(names)]) for a in asked.tolist()]
    same = np.array([0 if a is None else 1 if a else -1 for a in answers], dtype=np.int64)[back]
    one, other = corpus.day[shorter], corpus.day[longer]
    days = np.where((one >= 0) & (other >= 0), np.abs(one - other), -1)
    return corpus.doc[shorter] == corpus.doc[longer], same, days


def terms(corpus: Corpus, pairs: Pairs) -> dict[str, Floats]:
    """What speaks for and against each pair, by the names of `WEIGHTS`."""
    short, mass, doc, days, speaker = (
        corpus.wording[pairs.shorter],
        pairs.mass,
        pairs.same_doc,
        pairs.days,
        pairs.speaker,
    )
    words = corpus.lengths[short]
    undated = ~doc & (days < 0)
    alike = short == corpus.wording[pairs.longer]
    # Circumstances tell less and less as the words themselves become unlikely to be said twice.
    open_ = np.clip(1.5 - mass / 40, 0.25, 1.0)
    placed = doc & (corpus.place[pairs.shorter] >= 0) & (corpus.place[pairs.longer] >= 0)
    first = placed & (corpus.place[pairs.shorter] < corpus.place[pairs.longer])
    gap = corpus.place[[pairs.longer, pairs.shorter]] - corpus.end[[pairs.shorter, pairs.longer]]
    between = gap.max(axis=0)
    goes_on = placed & (between >= _CUE.start) & (between < _CUE.stop) & ~alike
    title, otherwise, inside = _printed(corpus, pairs, words)
    week = ~doc & (days >= 0) & (days <= _NEAR)
    term = doc & (speaker <= 0) & (words <= 3)
    term[term] = _content_alone(corpus, short[term], words[term])
    return {
        "surprise from 8 to 25 nats": np.clip(mass - 8, 0, 17),
        "surprise from 25 to 60 nats": np.clip(mass - 25, 0, 35),
        "surprise from 60 to 120 nats": np.clip(mass - 60, 0, 60),
        "share of the shorter": mass / np.maximum(corpus.mass[short], 1e-9),
        "the shorter whole": 1.0 * (mass > corpus.mass[short] - 1e-6),
        "nats left over": np.minimum(pairs.left, 30),
        "nats left over, same article": np.minimum(pairs.left, 30) * doc,
        "breaks": pairs.breaks / np.sqrt(np.maximum(pairs.words, 1)),
        "worded alike": 1.0 * (alike & (words >= 4) & ~title),
        "worded alike, same article": 1.0 * (alike & doc & (words >= 3) & ~title),
        "same article": open_ * doc,
        "same article and speaker": open_ * (doc & (speaker > 0)),
        "first a fragment": open_ * first,
        "a fragment in the lead": open_ * (first & (corpus.place[pairs.shorter] < _LEAD)),
        "far from the fragment, speaker unknown": (
            np.clip(np.log(np.maximum(gap[0], 1) / _NEARBY), -2, 2)
            * (open_ * (first & ~alike & (speaker <= 0) & (gap[0] >= _CUE.stop)))
        ),
        "one quote goes on": 1.0 * goes_on,
        "the fragment after the whole": open_ * (placed & ~first & ~alike),
        "another speaker": open_ * (speaker < 0),
        "same speaker elsewhere": open_ * (~doc & (speaker > 0)),
        "within a week": open_ * (week & (speaker >= 0)),
        "over a month apart": open_ * (~doc & (days > _FAR)),
        "no dates": 1.0 * undated,
        "no dates, a phrase": 1.0 * (undated & (pairs.words >= _PHRASE)),
        "no dates, a sentence": 1.0 * (undated & (pairs.words >= _SENTENCE)),
        "two words": 1.0 * (words == 2),
        "two words elsewhere": 1.0 * ((words == 2) & ~doc & ~alike),
        "two words, printed otherwise": 1.0 * ((words == 2) & otherwise),
        "the end of the longer, within a week": 1.0 * (week & ~alike & (words <= _TAIL) & _ends_alike(corpus, pairs)),
        "a term, speaker unknown": 1.0 * term,
        "a name or title": 1.0 * title,
        "a sentence inside another": 1.0 * inside,
    }


def _ends_alike(corpus: Corpus, pairs: Pairs) -> Bools:
    """Whether the shorter passage, up to `_TAIL` words of it, stands at the end of the longer one."""
    short, long = corpus.wording[pairs.shorter], corpus.wording[pairs.longer]
    alike = np.ones(len(short), dtype=bool)
    for back in range(1, _TAIL + 1):
        within = corpus.lengths[short] >= back
        same = corpus.words[corpus.bounds[short + 1] - back] == corpus.words[corpus.bounds[long + 1] - back]
        alike &= same | ~within
    return alike


def _content_alone(corpus: Corpus, wordings: Ints, words: Ints) -> Bools:
    """Whether the wordings, which have so many words, hold no function words."""
    rare = corpus.surprise[corpus.words[spread(corpus.bounds[wordings], words)]] >= _CONTENT
    found: Bools = np.bincount(np.repeat(np.arange(len(words)), words), rare, len(words)) == words
    return found


def _printed(corpus: Corpus, pairs: Pairs, words: Ints) -> tuple[Bools, Bools, Ints]:
    """What the print of short passages tells (see `print_of`); of longer ones it is not asked, and whether they are
    printed otherwise only of two words.
    """
    title, otherwise = np.zeros(len(words), dtype=bool), np.zeros(len(words), dtype=bool)
    inside = np.zeros(len(words), dtype=np.int64)
    few = np.flatnonzero(words <= MOST_WORDS)
    asked, of = np.unique(pairs.shorter[few], return_inverse=True)
    telling = np.array([tells(corpus.passages[n].text) for n in asked.tolist()], dtype=bool)
    few = few[telling[of] | (words[few] == 2)]
    for n, a, b in zip(few.tolist(), pairs.shorter[few].tolist(), pairs.longer[few].tolist(), strict=True):
        title[n], otherwise[n], inside[n] = print_of(corpus.passages[a].text, corpus.passages[b].text)
    return title, otherwise, inside
