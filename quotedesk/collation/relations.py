"""How each witness of a statement stands to the fullest one, and the readings they share."""

from collections.abc import Sequence
from dataclasses import dataclass

from quotedesk.collation.differences import Difference, compare
from quotedesk.collation.names import same_speaker
from quotedesk.collation.normal import folded, printed_words
from quotedesk.collation.statement import Passage, Reading, Relation, Statement, Witness

_OWN_WORDS = 3  # words of its own that a printing needs beyond the common stretch to overlap and not to be trimmed
_PLACES = 3  # changed places that make another translation, not a changed word
_CHANGED = 0.15  # and the share of the common stretch's words that they take

_PLAIN = {
    "trimmed_start": Relation.TRIMMED,
    "trimmed_end": Relation.TRIMMED,
    "elided": Relation.ELIDED,
    "cut": Relation.SILENTLY_CUT,
    "substituted": Relation.SUBSTITUTED,
    "inserted": Relation.SUBSTITUTED,
}


def statement(passages: Sequence[Passage], also_in: Sequence[tuple[str, ...]]) -> Statement:
    """The statement of these passages, the fullest of which comes first; `also_in` goes with them one by one."""
    fullest = passages[0]
    witnesses = [Witness(fullest, (Relation.FULLEST,), also_in=also_in[0])]
    if len(passages) == 1:
        return Statement(fullest.id, tuple(witnesses), (Reading((fullest.id,), fullest.text),))
    wordings = [folded(passage.text) for passage in passages]
    docs = {fullest.doc}
    furthest = _Standing((), 1, 1)
    for passage, wording, also in zip(passages[1:], wordings[1:], also_in[1:], strict=True):
        standing = _standing(fullest.text, wordings[0], passage.text, wording)
        furthest = min(standing, furthest, key=lambda s: s.agreeing / max(1, s.words))
        found = (*standing.relations, Relation.REPEATED) if passage.doc in docs else standing.relations
        docs.add(passage.doc)
        witnesses.append(Witness(passage, found, same_speaker(fullest.speaker, passage.speaker) is False, also))
    return Statement(fullest.id, tuple(witnesses), _readings(passages, wordings), _why(witnesses, furthest))


def relations(fullest: str, text: str) -> tuple[Relation, ...]:
    """The relations of one wording to the fullest one, in the order of `Relation`."""
    return _standing(fullest, folded(fullest), text, folded(text)).relations


@dataclass(frozen=True, slots=True)
class _Standing:
    """The relations of a wording to the fullest, and how many of its words agree in order."""

    relations: tuple[Relation, ...]
    agreeing: int
    words: int


def _standing(fullest: str, fullest_folded: str, text: str, text_folded: str) -> _Standing:
    words = printed_words(text)
    if text_folded == fullest_folded:
        return _Standing((Relation.VERBATIM,), words, words)
    if "…" not in text_folded and f" {text_folded} " in f" {fullest_folded} ":
        return _Standing((Relation.TRIMMED,), words, words)
    differences = compare(fullest, text)
    found = _named(fullest, text, differences)
    agreeing = sum(printed_words(d.other.of(text)) for d in differences if d.op == "equal")
    return _Standing(tuple(r for r in Relation if r in found) or (Relation.VERBATIM,), agreeing, words)


def _named(fullest: str, text: str, differences: Sequence[Difference]) -> set[Relation]:
    agreeing = [n for n, d in enumerate(differences) if d.op == "equal"]
    if not agreeing:
        return {Relation.SUBSTITUTED}
    ends = [*differences[: agreeing[0]], *differences[agreeing[-1] + 1 :]]
    inside = differences[agreeing[0] : agreeing[-1] + 1]
    changed = [d for d in inside if d.op in ("substituted", "inserted", "cut")]
    own = max((printed_words(d.other.of(text)) for d in ends if d.op in ("inserted", "substituted")), default=0)
    lacking = max((printed_words(d.base.of(fullest)) for d in ends), default=0)
    found = {_PLAIN[d.op] for d in differences if d.op in _PLAIN}
    if own >= _OWN_WORDS and lacking >= _OWN_WORDS:
        found -= {Relation.TRIMMED, Relation.SUBSTITUTED}
        found |= {_PLAIN[d.op] for d in inside if d.op in _PLAIN} | {Relation.OVERLAPPING}
    taken = sum(max(printed_words(d.base.of(fullest)), printed_words(d.other.of(text))) for d in changed)
    common = sum(printed_words(d.base.of(fullest)) for d in inside)
    substituted = sum(d.op != "cut" for d in changed)
    if substituted and len(changed) >= _PLACES and taken >= _CHANGED * common:
        found -= {Relation.SUBSTITUTED, Relation.SILENTLY_CUT}
        found.add(Relation.TRANSLATED)
    return found


def _readings(passages: Sequence[Passage], wordings: Sequence[str]) -> tuple[Reading, ...]:
    """The distinct wordings (case, marks and accents apart), in the order in which they first come up."""
    sharing: dict[str, list[Passage]] = {}
    for passage, wording in zip(passages, wordings, strict=True):
        sharing.setdefault(wording, []).append(passage)
    return tuple(Reading(tuple(p.id for p in group), group[0].text) for group in sharing.values())


def _why(witnesses: Sequence[Witness], furthest: _Standing) -> str:
    """One readable line: how many words agree where the printings differ most, and what else speaks for it."""
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
