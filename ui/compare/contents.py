"""The cards of a scene: what each shows, seen from the base."""

from collections.abc import Sequence
from functools import lru_cache

from quotedesk.collation.differences import Difference, compare
from quotedesk.collation.statement import Relation
from ui.compare.card import CardContent
from ui.compare.flow import Segment, Style
from ui.compare.paint import Chip, relation_chip
from ui.compare.pieces import Mark, Piece, extent, pieces
from ui.compare.scene import Printing, Scene, Wording
from ui.compare.segments import in_context, name_segments, speaker_segments, text_segments


@lru_cache(maxsize=512)
def differences(base: str, other: str) -> tuple[Difference, ...]:
    """`collation.compare`, remembered."""
    return compare(base, other)


def reading_card(
    scene: Scene, wording: Wording, base: Wording, *, fold: bool, opened: frozenset[int], unfolded: bool
) -> CardContent:
    """A distinct wording: its sources as its names, its text folded where it agrees."""
    is_base = wording is base
    found = pieces(base.text, wording.text, differences(base.text, wording.text), fold=fold and not is_base,
                   opened=opened)  # fmt: skip
    relations = _relations(wording.printings)
    chips = [relation_chip(relation) for relation in relations]
    if len(wording.printings) > 1:
        chips.append(Chip(f"×{len(wording.printings)}"))
    return CardContent(
        id=wording.id,
        names=tuple(name_segments(wording, unfolded=unfolded)),
        speakers=tuple(speaker_segments(wording.printings)),
        bars=tuple(extent(scene.wordings[0].text, differences(scene.wordings[0].text, wording.text))),
        chips=tuple(chips),
        text=tuple(text_segments(found, base.printings[0].source)),
        base=is_base,
        alarm=Relation.SILENTLY_CUT in relations,
        summary=_summary(wording.printings, chips, wording.text),
    )


def column_card(
    scene: Scene, printing: Printing, base: Printing, *, fold: bool, opened: frozenset[int]
) -> CardContent:
    """One printing in its article's context."""
    is_base = printing.id == base.id
    found = pieces(base.text, printing.text, differences(base.text, printing.text), fold=fold and not is_base,
                   opened=opened)  # fmt: skip
    found = in_context(found, printing)
    if printing.after:
        glued = not printing.after[0].isalnum() and printing.after[0] not in "(…—–"
        found.append(Piece(Mark.CONTEXT, printing.after, -1, glued=glued))
    chips = [relation_chip(relation) for relation in printing.relations]
    lead = [Segment(printing.before, Style.FAINT)] if printing.before else []
    return CardContent(
        id=printing.id,
        names=tuple(name_segments(Wording(printing.text, (printing,)))),
        speakers=tuple(speaker_segments((printing,))),
        bars=tuple(extent(scene.wordings[0].text, differences(scene.wordings[0].text, printing.text))),
        chips=tuple(chips),
        text=tuple(text_segments(found, base.source)),
        lead=tuple(lead),
        base=is_base,
        alarm=Relation.SILENTLY_CUT in printing.relations,
        summary=_summary((printing,), chips, printing.text),
    )


def _relations(printings: Sequence[Printing]) -> list[Relation]:
    found = {relation for printing in printings for relation in printing.relations}
    if Relation.FULLEST in found:
        found.discard(Relation.VERBATIM)
    return [relation for relation in Relation if relation in found]


def _summary(printings: Sequence[Printing], chips: Sequence[Chip], text: str) -> str:
    sources = ", ".join(p.source for p in printings)
    return f"{sources}: {', '.join(chip.text for chip in chips)}. {text}"
