"""The cards of a scene: what each shows, seen from the base."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from quotedesk.collation.differences import Difference, compare
from quotedesk.collation.statement import Relation
from ui.compare.card import CardContent
from ui.compare.flow import Segment, Style
from ui.compare.paint import Chip, relation_chip
from ui.compare.pieces import Extent, Mark, Piece, extent, pieces
from ui.compare.scene import Printing, Scene, Wording
from ui.compare.segments import in_context, name_segments, speaker_segments, text_segments

OPENING = " \u00a0\"'“‘«„‹(["
"""What stands right before a quote and belongs to its first line."""


@lru_cache(maxsize=512)
def differences(base: str, other: str) -> tuple[Difference, ...]:
    """`collation.compare`, remembered."""
    return compare(base, other)


def reading_card(
    scene: Scene, wording: Wording, base: Wording, *, fold: bool, opened: frozenset[int], unfolded: bool
) -> CardContent:
    """A distinct wording: its sources as its names, its text folded where it agrees."""
    is_base = wording is base
    relations = _relations(wording.printings)
    found = pieces(
        base.text,
        wording.text,
        differences(base.text, wording.text),
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
    found = pieces(
        base.text,
        printing.text,
        differences(base.text, printing.text),
        fold=fold and not is_base,
        opened=opened,
        translated=_translated((printing, base)),
    )
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


def _extent(scene: Scene, text: str, printings: Sequence[Printing]) -> Extent:
    fullest = scene.wordings[0].text
    return extent(fullest, differences(fullest, text), translated=_translated(printings))


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
