"""From pieces and printings to the segments of a flow: which style, which hint, which click."""

from collections.abc import Sequence
from dataclasses import replace

from quotedesk.quote import Span
from ui.compare.flow import Segment, Style
from ui.compare.pieces import DEPARTURES, Mark, Piece, count, words
from ui.compare.scene import Printing, Wording

NAMES_SHOWN = 8
_STYLES = {
    Mark.PLAIN: Style.TEXT,
    Mark.FOLD: Style.FOLD,
    Mark.SUBSTITUTED: Style.SUBSTITUTED,
    Mark.REPLACED: Style.REPLACED,
    Mark.INSERTED: Style.INSERTED,
    Mark.BRACKETED: Style.INSERTED,
    Mark.CUT: Style.CUT,
    Mark.ELIDED: Style.DASHED,
    Mark.ABSENT: Style.DASHED,
    Mark.STARTS: Style.DASHED,
    Mark.ENDS: Style.DASHED,
    Mark.MISSING: Style.MISSING,
    Mark.CONTEXT: Style.FAINT,
}
MORE = "more"


def text_segments(pieces: Sequence[Piece], base_source: str) -> list[Segment]:
    """A printing's text."""
    return [
        Segment(
            text=piece.text,
            style=_STYLES[piece.mark],
            number=piece.number,
            hint=_hint(piece, base_source),
            glued=piece.glued,
            departs=piece.mark in DEPARTURES,
        )
        for piece in pieces
    ]


def _hint(piece: Piece, base_source: str) -> str:
    lost = count(len(words(piece.missing)), "word")
    match piece.mark:
        case Mark.FOLD:
            return "These words are the same as in the base. Click to read them."
        case Mark.SUBSTITUTED | Mark.REPLACED | Mark.BRACKETED:
            return f"{base_source} prints: {piece.missing}"
        case Mark.INSERTED:
            return f"{base_source} does not print this."
        case Mark.CUT:
            return f"{lost} of {base_source} left out here without any mark: {piece.missing}"
        case Mark.ELIDED:
            return f"{lost} of {base_source} skipped, with a mark: {piece.missing}"
        case Mark.STARTS | Mark.ENDS | Mark.ABSENT:
            return f"{lost} of {base_source} not printed here: {piece.missing}"
        case _:
            return ""


def name_segments(wording: Wording, *, unfolded: bool = False) -> list[Segment]:
    """The sources that print a wording; a click on one opens its article. Many are folded behind "and 12 more"."""
    order = list(dict.fromkeys(p.source for p in wording.printings))
    printings = sorted(wording.printings, key=lambda p: order.index(p.source))
    shown = printings if unfolded or len(printings) <= NAMES_SHOWN + 1 else printings[:NAMES_SHOWN]
    found: list[Segment] = []
    for place, printing in enumerate(shown):
        last = place == len(printings) - 1
        again = place > 0 and printing.source == shown[place - 1].source
        name = "again" if again else printing.source
        found.append(Segment(name, Style.NAME, key=printing.id, hint=_where(printing)))
        if not last:
            found.append(Segment(",", Style.NAME, glued=True))
    if len(shown) < len(printings):
        rest = ", ".join(p.source for p in printings[len(shown) :])
        found.append(Segment(f"and {len(printings) - len(shown)} more", Style.NOTE, key=MORE, hint=rest))
    return found


def _where(printing: Printing) -> str:
    """What a source's tooltip says: article, date, and that a click opens it."""
    parts = [part for part in (printing.title, printing.date) if part]
    return "\n".join([*parts, "Click to read it in its place."])


def speaker_segments(printings: Sequence[Printing]) -> list[Segment]:
    """How the printings name the speaker, each name once; another speaker is said so in red."""
    named: dict[str, bool] = {}
    for printing in printings:
        named[printing.printed_speaker] = named.get(printing.printed_speaker, False) or printing.speaker_differs
    found: list[Segment] = []
    entries = sorted(named.items(), key=lambda item: not item[1])
    for name, differs in entries[:3]:
        if found:
            found[-1] = replace(found[-1], text=found[-1].text + " ·")
        found.append(Segment(name, Style.NOTE, hint=_speakers(printings)))
        if differs:
            found.append(Segment("speaker differs".replace(" ", "\u00a0"), Style.ALARM))
    if len(entries) > 3:
        found.append(Segment(f"and {len(entries) - 3} more", Style.NOTE, hint=_speakers(printings)))
    return found


def _speakers(printings: Sequence[Printing]) -> str:
    return "\n".join(f"{p.source}: {p.printed_speaker} = {p.speaker or 'unknown'}" for p in printings[:20])


def in_context(pieces: Sequence[Piece], printing: Printing) -> list[Piece]:
    """The pieces of a printing with what its article says between the parts put back, faint."""
    found = list(pieces)
    for offset, words_between in printing.between:
        interruption = Piece(Mark.CONTEXT, words_between, -1)
        for place, piece in enumerate(found):
            if piece.span is None or not piece.span.start < offset < piece.span.end or piece.mark is not Mark.PLAIN:
                continue
            cut = offset - piece.span.start
            head, tail = piece.text[:cut], piece.text[cut:].lstrip()
            left, right = Span(piece.span.start, offset), Span(piece.span.end - len(tail), piece.span.end)
            found[place : place + 1] = [
                replace(piece, text=head, span=left),
                interruption,
                replace(piece, text=tail, span=right, glued=False),
            ]
            break
        else:
            place = next((i for i, p in enumerate(found) if p.span and p.span.start >= offset), len(found))
            found.insert(place, interruption)
    return found
