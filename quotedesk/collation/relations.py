"""How each witness of a statement stands to the fullest one, and the readings they share."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from quotedesk.collation.differences import Stretch, stretches
from quotedesk.collation.meaning import may_differ
from quotedesk.collation.names import same_speaker
from quotedesk.collation.normal import fold, known_tokens, printed
from quotedesk.collation.record import record
from quotedesk.collation.runs import plain_stretches
from quotedesk.collation.spelling import ELISION, Spelling
from quotedesk.collation.statement import Passage, Reading, Relation, Statement, Witness

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


def statement(
    passages: Sequence[Passage], spelt: Sequence[str], also_in: Sequence[tuple[str, ...]], spelling: Spelling
) -> Statement:
    """The statement of these passages, the fullest of which comes first; the others go with them one by one.

    `spelt` are their texts by the `spelling`; of a passage alone it is not asked.
    """
    fullest = passages[0]
    if len(passages) == 1:
        alone = Witness(fullest, _FULLEST, also_in=also_in[0])
        return Statement(fullest.id, (alone,), (Reading((fullest.id,), fullest.text),))
    standings = [
        _said_by(_standing(fullest.text, spelt[0], passage, own, spelling), fullest, passage)
        for passage, own in zip(passages[1:], spelt[1:], strict=True)
    ]
    return _assembled(passages, standings, also_in, spelt)


def assembled(
    passages: Sequence[Passage], standings: Sequence[Standing], also_in: Sequence[tuple[str, ...]]
) -> Statement:
    """The statement of these passages, the fullest first; `standings` are those of the others, in their order."""
    spelling = Spelling()
    return _assembled(passages, standings, also_in, [spelling.of(passage.text) for passage in passages])


def _assembled(
    passages: Sequence[Passage],
    standings: Sequence[Standing],
    also_in: Sequence[tuple[str, ...]],
    spelt: Sequence[str],
) -> Statement:
    fullest = passages[0]
    witnesses = [Witness(fullest, _FULLEST, also_in=also_in[0])]
    docs = {fullest.doc}
    for passage, stands, also in zip(passages[1:], standings, also_in[1:], strict=True):
        found = (*stands.relations, Relation.REPEATED) if passage.doc in docs else stands.relations
        docs.add(passage.doc)
        witnesses.append(Witness(passage, found, stands.speaker_differs, also, stands.meaning_differs))
    why = _why(witnesses, standings) if standings else ""
    return Statement(fullest.id, tuple(witnesses), _readings(passages, spelt), why)


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
    return _told(_counter(left), _counter(right), len(right), found, differs=False)


def _counter(spelt: str) -> "Words":
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
    return _told(
        lambda i, k: lost[k] - lost[i],
        lambda j, m: new[m] - new[j],
        len(right),
        found,
        differs=may_differ(fullest, witness.text, changes),
    )


Words = Callable[[int, int], int]
"""How many words are printed from one token up to another."""


def _told(lost: Words, new: Words, tokens: int, found: Sequence[Stretch], *, differs: bool) -> Standing:
    """The standing that the differences amount to; `lost` and `new` count the words of the fullest and of the other."""
    named = _named(lost, new, found)
    agreeing = sum([new(j, m) for op, _, _, j, m in found if op == "equal"])
    relations = tuple(r for r in Relation if r in named) or (Relation.VERBATIM,)
    return Standing(relations, agreeing, new(0, tokens), meaning_differs=differs and Relation.TRANSLATED not in named)


def _inside(found: Sequence[Stretch]) -> Sequence[Stretch]:
    """What stands between the first and the last words that agree."""
    agreeing = [n for n, (op, *_) in enumerate(found) if op == "equal"]
    return found[agreeing[0] : agreeing[-1] + 1] if agreeing else ()


def _named(lost: Words, new: Words, found: Sequence[Stretch]) -> set[Relation]:
    """The relations that the differences amount to."""
    inside = _inside(found)
    if not inside:
        return {Relation.SUBSTITUTED}
    first = found.index(inside[0])
    ends = [*found[:first], *found[first + len(inside) :]]
    own = max((new(j, m) for op, _, _, j, m in ends if op in _NEW), default=0)
    lacking = max((lost(i, k) for _, i, k, _, _ in ends), default=0)
    found = [stretch for stretch in found if stretch[0] != "elided" or lost(*stretch[1:3])]
    names = {_PLAIN[op] for op, *_ in found if op in _PLAIN}
    if own >= _OWN_WORDS and lacking >= _OWN_WORDS:
        names = {_PLAIN[op] for op, *_ in inside if op in _PLAIN} | {Relation.OVERLAPPING}
    changed = [stretch for stretch in inside if stretch[0] in _CHANGES]
    if len(changed) >= _PLACES and any(op in _NEW for op, *_ in changed):
        taken = sum(max(lost(i, k), new(j, m)) for _, i, k, j, m in changed)
        if taken >= _CHANGED * lost(inside[0][1], inside[-1][2]):
            names = (names - {Relation.SUBSTITUTED, Relation.SILENTLY_CUT}) | {Relation.TRANSLATED}
    return names


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
