"""The cards of a scene: what each shows, seen from the base."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from quotedesk.collation.differences import Difference, compare
from quotedesk.collation.statement import Relation
from quotedesk.quote import Span
from ui.compare.card import CardContent
from ui.compare.flow import Segment, Style
from ui.compare.paint import Chip, relation_chip
from ui.compare.pieces import Extent, Mark, Piece, extent, flat, pieces, words
from ui.compare.scene import Printing, Scene, Wording
from ui.compare.segments import in_context, name_segments, speaker_segments, text_segments

LIKE = 0.4
"""A suggested pair that shares less than this of its words is shown without marks."""
OPENING = " \u00a0\"'“‘«„‹(["
"""What stands right before a quote and belongs to its first line."""


@lru_cache(maxsize=512)
def differences(base: str, other: str, breaks: tuple[int, ...] = ()) -> tuple[Difference, ...]:
    """`collation.compare`, remembered."""
    return compare(base, other, breaks)


def reading_card(
    scene: Scene, wording: Wording, base: Wording, *, fold: bool, opened: frozenset[int], unfolded: bool
) -> CardContent:
    """A distinct wording: its sources as its names, its text folded where it agrees."""
    is_base = wording is base
    relations = _relations(wording.printings)
    found = pieces(
        base.text,
        wording.text,
        differences(base.text, wording.text, wording.breaks),
        fold=fold and not is_base,
        opened=opened,
        translated=_translated(wording.printings) or _translated(base.printings),
    )
    chips = [relation_chip(relation) for relation in relations]
    if len(wording.printings) > 1:
        chips.append(Chip(f"×{len(wording.printings)}"))
    return CardContent(
        id=wording.id,
        names=tuple(name_segments(wording, unfolded=unfolded)),
        speakers=tuple(speaker_segments(wording.printings)),
        extent=_extent(scene, wording.text, wording.printings),
        chips=tuple(chips),
        text=tuple(text_segments(found, base.printings[0].source)),
        base=is_base,
        summary=_summary(wording.printings, chips, wording.text),
    )


def column_card(scene: Scene, printing: Printing, base: Printing, *, fold: bool, opened: frozenset[int]) -> CardContent:
    """One printing in its article's context."""
    is_base = printing.id == base.id
    told = differences(base.text, printing.text, printing.breaks)
    found = pieces(
        base.text,
        printing.text,
        told,
        fold=fold and not is_base,
        opened=opened,
        translated=_translated((printing, base)),
    )
    if scene.suggested and _unlike(told, base.text):
        found = [Piece(Mark.PLAIN, flat(printing.text), 0, span=Span(0, len(printing.text)))]
    found = in_context(found, printing)
    if printing.after:
        glued = not printing.after[0].isalnum() and printing.after[0] not in "(…—–"
        found.append(Piece(Mark.CONTEXT, printing.after, -1, glued=glued))
    chips = [relation_chip(relation) for relation in printing.relations]
    before = printing.before.rstrip(OPENING)
    opening = printing.before[len(before) :].strip()
    text = text_segments(found, base.source)
    if opening and text:
        text = [Segment(opening, Style.FAINT), replace(text[0], glued=True), *text[1:]]
    lead = [Segment(before, Style.FAINT)] if before else []
    return CardContent(
        id=printing.id,
        names=tuple(name_segments(Wording(printing.text, (printing,)))),
        speakers=tuple(speaker_segments((printing,))),
        extent=_extent(scene, printing.text, (printing,)),
        chips=tuple(chips),
        text=tuple(text),
        lead=tuple(lead),
        base=is_base,
        summary=_summary((printing,), chips, printing.text),
    )


def _unlike(told: Sequence[Difference], base: str) -> bool:
    """Whether two texts share so few words that their differences tell nothing: another translation, perhaps."""
    shared = sum(len(words(d.base.of(base))) for d in told if d.op == "equal")
    return shared < LIKE * len(words(base))


def _extent(scene: Scene, text: str, printings: Sequence[Printing]) -> Extent:
    fullest = scene.wordings[0].text
    return extent(fullest, differences(fullest, text, printings[0].breaks), translated=_translated(printings))


def _translated(printings: Sequence[Printing]) -> bool:
    return any(Relation.TRANSLATED in printing.relations for printing in printings)


def _relations(printings: Sequence[Printing]) -> list[Relation]:
    found = {relation for printing in printings for relation in printing.relations}
    if Relation.FULLEST in found:
        found.discard(Relation.VERBATIM)
    return [relation for relation in Relation if relation in found]


def _summary(printings: Sequence[Printing], chips: Sequence[Chip], text: str) -> str:
    sources = ", ".join(p.source for p in printings)
    return f"{sources}: {', '.join(chip.text for chip in chips)}. {text}"
