"""How each witness of a statement stands to the fullest one, and the readings they share."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from quotedesk.collation.differences import Stretch, stretches
from quotedesk.collation.meaning import may_differ
from quotedesk.collation.names import same_speaker
from quotedesk.collation.normal import fold, known_tokens, printed
from quotedesk.collation.runs import plain_stretches
from quotedesk.collation.spelling import ELISION, Spelling
from quotedesk.collation.statement import Passage, Reading, Relation, Statement, Witness
from quotedesk.record import record

_OWN_WORDS = 3  # words of its own that a printing needs beyond the common stretch to overlap and not to be trimmed
_PLACES = 3  # changed places that make another translation, not a changed word
_CHANGED = 0.15  # and the share of the common stretch's words that they take

_FULLEST = (Relation.FULLEST,)
_NEW = ("substituted", "inserted")
_CHANGES = (*_NEW, "cut")
_PLAIN = {
    "trimmed_start": Relation.TRIMMED,
    "trimmed_end": Relation.TRIMMED,
    "elided": Relation.ELIDED,
    "cut": Relation.SILENTLY_CUT,
    "substituted": Relation.SUBSTITUTED,
    "inserted": Relation.SUBSTITUTED,
}


@record(frozen=True, slots=True)
class Standing:
    """How one printing stands to the fullest: its relations (but `repeated`), and how many of its words agree."""

    relations: tuple[Relation, ...]
    agreeing: int
    words: int
    speaker_differs: bool = False
    meaning_differs: bool = False

    @property
    def different(self) -> float:
        """The share of its words that depart, from 0 to 1."""
        return 1 - self.agreeing / max(1, self.words)


def alone(passage: Passage, also_in: tuple[str, ...] = ()) -> Statement:
    """The statement of a passage that no other prints."""
    return Statement(passage.id, (Witness(passage, _FULLEST, False, also_in),), (Reading((passage.id,), passage.text),))


def statement(
    passages: Sequence[Passage],
    spelt: Sequence[str],
    also_in: Sequence[tuple[str, ...]],
    spelling: Spelling,
    *,
    why: bool = True,
) -> Statement:
    """The statement of these passages, the fullest of which comes first; the others go with them one by one.

    `spelt` are their texts by the `spelling`. Without `why` it does not say what it rests on.
    """
    fullest = passages[0]
    standings = [
        _said_by(_standing(fullest.text, spelt[0], passage, own, spelling), fullest, passage)
        for passage, own in zip(passages[1:], spelt[1:], strict=True)
    ]
    return _assembled(passages, standings, also_in, spelt, why=why)


def assembled(
    passages: Sequence[Passage], standings: Sequence[Standing], also_in: Sequence[tuple[str, ...]]
) -> Statement:
    """The statement of these passages, the fullest first; `standings` are those of the others, in their order."""
    spelling = Spelling()
    return _assembled(passages, standings, also_in, [spelling.of(passage.text) for passage in passages], why=True)


def _assembled(
    passages: Sequence[Passage],
    standings: Sequence[Standing],
    also_in: Sequence[tuple[str, ...]],
    spelt: Sequence[str],
    *,
    why: bool,
) -> Statement:
    fullest = passages[0]
    witnesses = [Witness(fullest, _FULLEST, False, also_in[0])]
    docs = {fullest.doc}
    for passage, stands, also in zip(passages[1:], standings, also_in[1:], strict=True):
        found = (*stands.relations, Relation.REPEATED) if passage.doc in docs else stands.relations
        docs.add(passage.doc)
        witnesses.append(Witness(passage, found, stands.speaker_differs, also, stands.meaning_differs))
    grounds = _why(witnesses, standings) if standings and why else ""
    return Statement(fullest.id, tuple(witnesses), _readings(passages, spelt), grounds)


def standing(fullest: Passage, witness: Passage, spelling: Spelling | None = None) -> Standing:
    """How a witness stands to the fullest one; a `spelling` that is kept spares learning the words anew."""
    spelling = Spelling() if spelling is None else spelling
    spelt = spelling.of(fullest.text), spelling.of(witness.text)
    return _said_by(_standing(fullest.text, spelt[0], witness, spelt[1], spelling), fullest, witness)


def _said_by(found: Standing, fullest: Passage, witness: Passage) -> Standing:
    """The standing, with what the speakers add to it."""
    differs = fullest.speaker != witness.speaker and same_speaker(fullest.speaker, witness.speaker) is False
    return replace(found, speaker_differs=True) if differs else found


def relations(fullest: str, text: str) -> tuple[Relation, ...]:
    """The relations of one wording to the fullest one, in the order of `Relation`."""
    return standing(Passage("", "", fullest), Passage("", "", text)).relations


def _standing(fullest: str, left: str, witness: Passage, right: str, spelling: Spelling) -> Standing:
    """How a witness's wording stands to the fullest one; `left` and `right` are the two spelt."""
    words = len(right) - right.count(ELISION)
    if left == right:
        return Standing((Relation.VERBATIM,), words, words)
    if right and words == len(right) and right in left:
        return Standing((Relation.TRIMMED,), words, words)
    plain = _plain(fullest, left, witness.text, right, spelling)
    if plain is None or (len(witness.parts) > 1 and Relation.SILENTLY_CUT in plain.relations):
        return _closely(fullest, witness)
    return plain


def _plain(fullest: str, left: str, text: str, right: str, spelling: Spelling) -> Standing | None:
    """The standing where the differences are plain and no negation, number or name is among them; else None."""
    if "[" in fullest or "[" in text:
        return None
    found = plain_stretches(left, right, spelling)
    if found is None:
        return None
    changed = "".join([left[i:k] + right[j:m] for op, i, k, j, m in found if op in _CHANGES])
    if changed and not spelling.telling.isdisjoint(changed):
        return None
    names = _capitalised(fullest) | _capitalised(text)
    if names and not names.isdisjoint(map(spelling.fold, changed)):
        return None
    lost, new = _counter(left), _counter(right)
    return _told([(op, lost(i, k), new(j, m)) for op, i, k, j, m in found], differs=False)


def _counter(spelt: str) -> Callable[[int, int], int]:
    """What counts the words that are printed from one character up to another."""
    if ELISION in spelt:
        return lambda i, k: k - i - spelt.count(ELISION, i, k)
    return lambda i, k: k - i


@lru_cache(maxsize=1 << 12)
def _capitalised(text: str) -> frozenset[str]:
    return frozenset() if text[1:].islower() else frozenset(fold(w) for w in printed(text) if not w[0].islower())


def _closely(fullest: str, witness: Passage) -> Standing:
    left, right = known_tokens(fullest), known_tokens(witness.text)
    found = stretches(left, right, witness.breaks)
    changes = [(left[i:k], right[j:m]) for op, i, k, j, m in _inside(found) if op in _CHANGES]
    lost, new = ([0, *accumulate(0 if t.is_elision else t.words for t in side)] for side in (left, right))
    counted = [(op, lost[k] - lost[i], new[m] - new[j]) for op, i, k, j, m in found]
    return _told(counted, differs=may_differ(fullest, witness.text, changes))


Counted = Sequence[tuple[str, int, int]]
"""The differences of two printings: the kind of each stretch, and how many words of either it takes."""


def _told(found: Counted, *, differs: bool) -> Standing:
    """The standing that the differences amount to."""
    relations = _named(found)
    agreeing = sum([new for op, _, new in found if op == "equal"])
    words = sum([new for _, _, new in found])
    return Standing(relations, agreeing, words, meaning_differs=differs and Relation.TRANSLATED not in relations)


def _inside(found: Sequence[Stretch]) -> Sequence[Stretch]:
    """What stands between the first and the last words that agree."""
    agreeing = [n for n, (op, *_) in enumerate(found) if op == "equal"]
    return found[agreeing[0] : agreeing[-1] + 1] if agreeing else ()


def _named(found: Counted) -> tuple[Relation, ...]:
    """The relations that the differences amount to."""
    agreeing = [n for n, (op, _, _) in enumerate(found) if op == "equal"]
    if not agreeing:
        return (Relation.SUBSTITUTED,)
    first, last = agreeing[0], agreeing[-1]
    inside, ends = found[first : last + 1], [*found[:first], *found[last + 1 :]]
    own = max([new for op, _, new in ends if op in _NEW], default=0)
    lacking = max([lost for _, lost, _ in ends], default=0)
    overlapping = own >= _OWN_WORDS and lacking >= _OWN_WORDS
    changed = [stretch for stretch in inside if stretch[0] in _CHANGES]
    translated = (
        len(changed) >= _PLACES
        and any(op in _NEW for op, _, _ in changed)
        and sum([max(lost, new) for _, lost, new in changed]) >= _CHANGED * sum([lost for _, lost, _ in inside])
    )
    departures = {op for op, _, _ in inside} if overlapping else {op for op, lost, _ in found if op != "elided" or lost}
    return _in_order(frozenset(departures), overlapping, translated)


@lru_cache
def _in_order(departures: frozenset[str], overlapping: bool, translated: bool) -> tuple[Relation, ...]:
    """The relations that these kinds of differences amount to, in the order of `Relation`."""
    names = {_PLAIN[op] for op in departures if op in _PLAIN}
    if overlapping:
        names.add(Relation.OVERLAPPING)
    if translated:
        names = (names - {Relation.SUBSTITUTED, Relation.SILENTLY_CUT}) | {Relation.TRANSLATED}
    return tuple(r for r in Relation if r in names) or (Relation.VERBATIM,)


def _readings(passages: Sequence[Passage], spelt: Sequence[str]) -> tuple[Reading, ...]:
    """The distinct wordings (case, marks and accents apart), in the order in which they first come up."""
    sharing: dict[str, list[Passage]] = {}
    for passage, own in zip(passages, spelt, strict=True):
        sharing.setdefault(own, []).append(passage)
    return tuple(Reading(tuple([p.id for p in group]), group[0].text) for group in sharing.values())


def _why(witnesses: Sequence[Witness], standings: Sequence[Standing]) -> str:
    """One readable line: how many words agree where the printings differ most, and what else speaks for it."""
    furthest = max(standings, key=lambda s: s.different)
    if furthest.agreeing == furthest.words:
        agreement = "every word agrees in order"
    else:
        agreement = f"{furthest.agreeing} of {furthest.words} words agree in order"
        agreement += " where they differ most" if len(witnesses) > 2 else ""
    fullest, others = witnesses[0].passage, [w.passage for w in witnesses[1:]]
    grounds = [agreement]
    if all(same_speaker(fullest.speaker, p.speaker) for p in others):
        grounds.append("same speaker")
    elif any(w.speaker_differs for w in witnesses):
        grounds.append("given to different speakers")
    if all(p.doc == fullest.doc for p in others):
        grounds.append("same article")
    elif fullest.date and all(p.date == fullest.date for p in others):
        grounds.append("same date")
    line = "; ".join(grounds)
    return f"{line[0].upper()}{line[1:]}."
