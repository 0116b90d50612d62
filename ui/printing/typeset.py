"""A sheet set in type: its head, then a block an entry, made up into pages."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QLineF, QSizeF
from PySide6.QtGui import QPainter

from quotedesk.collation.statement import Relation
from quotedesk.export.differences import Comparison, Mark, Piece
from quotedesk.export.sheet import Printing, Sheet, SpeakerSection, StatementSection, Wording
from quotedesk.quote import SpeakerType, Status
from ui.printing import head, styles
from ui.printing.flow import Box, Item, Run
from ui.printing.pages import LEFT, RIGHT, Block, Made, Maker
from ui.printing.parts import (
    BAR_PLACE,
    BARS,
    GUTTER,
    MARGIN_WIDTH,
    NBSP,
    Column,
    counted,
    margin,
    named_as,
    one,
    particulars,
    printings,
    quoted,
    speaker_line,
    written_date,
)
from ui.printing.styles import pt

TEXT_LEFT = LEFT + MARGIN_WIDTH + GUTTER
_RELATIONS = {
    Relation.FULLEST: "fullest wording",
    Relation.VERBATIM: "word for word",
    Relation.TRIMMED: "trimmed",
    Relation.ELIDED: "cut with a mark",
    Relation.SILENTLY_CUT: "cut without a mark",
    Relation.SUBSTITUTED: "words changed",
    Relation.TRANSLATED: "another translation",
    Relation.OVERLAPPING: "overlaps",
    Relation.REPEATED: "printed twice",
}


class Making:
    """A sheet on its way into pages of `paper` (units), a short step at a time so that a window stays alive.

    Needs a QGuiApplication and the bundled fonts registered.
    """

    def __init__(self, sheet: Sheet, paper: QSizeF) -> None:
        self._sheet, self._paper = sheet, paper
        self._contents = head.Contents()
        self._blocks = _blocks(sheet, paper.width(), self._contents)
        self._maker = Maker(paper)

    def go_on(self) -> bool:
        """Sets one block more; True when there was none left."""
        block = next(self._blocks, None)
        if block is not None:
            self._maker.add(block)
        return block is None

    def done(self) -> Made:
        """The pages, once all blocks are set."""
        sheet, pages = self._sheet, self._maker.pages
        self._contents.pages = {anchor: number for number, page in enumerate(pages, start=1) for anchor in page.anchors}
        return Made(
            pages=pages,
            paper=self._paper,
            title=f"{sheet.title}: {sheet.subtitle[:1].lower()}{sheet.subtitle[1:]}",
            head=sheet.title,
            kind=sheet.subtitle,
            foot=f"QuoteDesk, {written_date(sheet.made.isoformat())}",
        )


def _blocks(sheet: Sheet, width: float, contents: head.Contents) -> Iterator[Block]:
    yield from head.blocks(sheet, width, contents)
    for number, section in enumerate(sheet.sections):
        if isinstance(section, SpeakerSection):
            yield from _speaker(section, width, number)
        else:
            yield from _statement(section, width, number)


def _speaker(section: SpeakerSection, width: float, anchor: int) -> Iterator[Block]:
    confirmed = sum(entry.quote.status is Status.CONFIRMED for entry in section.entries)
    count = f"{counted(len(section.entries), 'quote')}, {confirmed or 'none'} confirmed"
    notes = [speaker_line(section.type, section.role), count]
    name = section.name[:1].upper() + section.name[1:] if section.type is SpeakerType.UNNAMED else section.name
    yield _heading(name, styles.SECTION, [" · ".join(filter(None, notes))], width, section.title, anchor)
    for number, entry in enumerate(section.entries):
        side = margin(entry, LEFT)
        text = Column(TEXT_LEFT, width - RIGHT - TEXT_LEFT)
        for place, runs in enumerate(quoted(entry)):
            text.add(runs, gap=4 if place else 0)
        text.height += pt(5)
        text.define("Named as", [one(named_as(entry), styles.VALUE)])
        particulars(text, entry)
        text.define("Also in", [one(printings(entry.also), styles.VALUE)])
        yield Block(
            items=[*side.items, *text.items],
            height=max(side.height, text.height),
            before=pt(22 if number else 12),
            ruled=number > 0,
            section=section.title,
            bar=BARS[entry.quote.status],
            bar_x=TEXT_LEFT - BAR_PLACE,
        )


def _heading(title: str, style: styles.Style, notes: list[str], width: float, section: str, anchor: int) -> Block:
    """A section's name over a rule, kept with what follows."""
    column = Column(LEFT, width - LEFT - RIGHT)
    column.add(one(title, style))
    for note in notes:
        column.add(one(note, styles.SECTION_NOTE), gap=1)

    def rule(painter: QPainter, y: float) -> None:
        painter.setPen(styles.pen(styles.INK, 1))
        painter.drawLine(QLineF(LEFT, y, width - RIGHT, y))

    foot = column.height + pt(5)
    items = [Item(i.y, i.height, i.paint, glued=True) for i in column.items]
    items.append(Item(foot, pt(1), rule, glued=True))
    return Block(items, foot + pt(1), pt(30), with_next=True, section=section, anchor=anchor)


def _statement(section: StatementSection, width: float, anchor: int) -> Iterator[Block]:
    sources = {p.entry.quote.outlet or p.entry.quote.article_id for w in section.wordings for p in w.printings}
    printed = f"{counted(len(section.entries), 'printing')} in {counted(len(sources), 'source')}"
    notes = [
        f"{' / '.join(section.speakers)} · {printed}, {counted(len(section.wordings), 'wording')}",
        f"Held together: {section.why[:1].lower()}{section.why[1:].rstrip('.')}." if section.why else "",
        f"Same release or speech: {_named(section.release)}" if section.release else "",
    ]
    yield _heading(f"“{section.title}”", styles.STATEMENT, notes, width, section.title, anchor)
    for number, wording in enumerate(section.wordings):
        yield _wording(wording, width, section.title, first=number == 0)
        for printing in wording.printings:
            yield _printing(printing, width, section.title)


def _named(parts: tuple[str, ...]) -> str:
    """The other parts of a release, so many that a heading stays one; the rest are counted."""
    more = counted(len(parts) - _MOST_PARTS, "other")
    return ", ".join(parts) if len(parts) <= _MOST_PARTS else f"{', '.join(parts[:_MOST_PARTS])} and {more}"


def _wording(wording: Wording, width: float, section: str, *, first: bool) -> Block:
    side = Column(LEFT, MARGIN_WIDTH)
    labels = ", ".join(_RELATIONS[relation] for relation in wording.relations) or "the same words"
    side.add(one(labels[:1].upper() + labels[1:], styles.SOURCE))
    if len(wording.printings) > 1:
        side.add(one(f"in {len(wording.printings)} printings", styles.MARGIN), gap=1)
    printed = wording.comparison.printed if wording.comparison else ((0.0, 1.0),)
    side.items.append(Item(side.height + pt(5), pt(5), _extent(printed, LEFT, MARGIN_WIDTH), glued=True))
    side.height += pt(12)
    text = Column(TEXT_LEFT, width - RIGHT - TEXT_LEFT)
    if wording.comparison is None:
        text.add(one(f"“{wording.text}”", styles.READING))
    else:
        text.add(_marked(wording.comparison))
        if wording.comparison.apart:
            text.add(one("Too few words agree to mark each difference; read it beside the fullest.", styles.MARGIN))
    return Block(
        [*side.items, *text.items],
        max(side.height, text.height),
        before=pt(12 if first else 26),
        ruled=not first,
        with_next=True,
        section=section,
    )


def _extent(printed: tuple[tuple[float, float], ...], x: float, width: float) -> Callable[[QPainter, float], None]:
    """A thin bar for the fullest wording with what is printed of it drawn thick."""

    def paint(painter: QPainter, y: float) -> None:
        for ink, weight, spans in ((styles.HAIRLINE, 0.8, ((0.0, 1.0),)), (styles.INK, 3.2, printed)):
            painter.setPen(styles.pen(ink, weight))
            middle = y + pt(2.5)
            painter.drawLines([QLineF(x + a * width, middle, x + b * width, middle) for a, b in spans])

    return paint


_MOST_PARTS = 3
_MARKS = {
    Mark.TEXT: (styles.READING, Box.NONE),
    Mark.CHANGED: (styles.READING_STRONG, Box.UNDERLINED),
    Mark.ADDED: (styles.READING_STRONG, Box.SOLID),
    Mark.REPLACES: (styles.NOTICE, Box.NONE),
    Mark.CUT: (styles.ALERT, Box.HATCHED),
    Mark.ELIDED: (styles.NOTICE, Box.DASHED),
    Mark.TRIMMED: (styles.NOTICE, Box.DASHED),
}


def _marked(comparison: Comparison) -> list[Run]:
    """A wording with its differences: changed words underlined with what they replace, omissions as framed labels."""
    runs = [Run("“", styles.READING)]
    for piece in comparison.pieces:
        runs += _runs(piece)
    return [*runs, Run("”", styles.READING)]


def _runs(piece: Piece) -> list[Run]:
    style, box = _MARKS[piece.mark]
    match piece.mark:
        case Mark.REPLACES if piece.missing:
            return [Run("[for ", style), Run(piece.text.removeprefix("for "), style, struck=True), Run("]", style)]
        case Mark.REPLACES:
            return [Run(f"[{piece.text}]", style)]
        case Mark.CUT | Mark.ELIDED | Mark.TRIMMED:
            return [Run(f"{NBSP}[{piece.text}]{NBSP}", style, box=box)]
        case _:
            return [Run(piece.text, style, box=box)]


def _printing(printing: Printing, width: float, section: str) -> Block:
    entry = printing.entry
    side = margin(entry, LEFT)
    text = Column(TEXT_LEFT, width - RIGHT - TEXT_LEFT)
    speaker = [Run(entry.speaker, styles.VALUE_STRONG)]
    if entry.role:
        speaker.append(Run(f", {entry.role}", styles.VALUE))
    called = named_as(entry)
    if called:
        speaker.append(Run(f", as {called}", styles.VALUE))
    if printing.speaker_differs:
        speaker.append(Run("  ", styles.VALUE))
        speaker.append(Run(f"{NBSP}SPEAKER DIFFERS{NBSP}", styles.ALERT, box=Box.SOLID))
    text.define("Given to", [speaker])
    particulars(text, entry)
    return Block(
        [*side.items, *text.items],
        max(side.height, text.height),
        before=pt(9),
        section=section,
        bar=BARS[entry.quote.status],
        bar_x=TEXT_LEFT - BAR_PLACE,
    )
