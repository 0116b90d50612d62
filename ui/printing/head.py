"""The head of a sheet: what it is, what it covers and what not, contents, sources, and how its marks are read."""

from collections.abc import Iterator

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter

from quotedesk.export.sheet import Coverage, Section, Sheet, Source, StatementSection
from ui.printing import styles
from ui.printing.flow import Box, Item, Paragraph, Run
from ui.printing.pages import LEFT, RIGHT, Block
from ui.printing.parts import NBSP, Column, counted, one, opens, written_date
from ui.printing.styles import pt

_DATE_WIDTH = pt(96)
_COUNT_WIDTH = pt(60)
_PAGE_WIDTH = pt(30)
_SAMPLE_WIDTH = pt(196)
_WORTH_CONTENTS = 4
"""Sections from which on a sheet has a table of contents."""


class Contents:
    """The page each section begins on, known only when all pages are made up: anchor to page number, from 1."""

    def __init__(self) -> None:
        self.pages: dict[int, int] = {}


def blocks(sheet: Sheet, width: float, contents: Contents) -> Iterator[Block]:
    """The blocks of a sheet's first page."""
    line = width - LEFT - RIGHT
    yield _title(sheet, line)
    yield _figures(sheet, line)
    yield _limits(sheet, line)
    if len(sheet.sections) >= _WORTH_CONTENTS:
        yield _caption("Contents", line)
        for number, section in enumerate(sheet.sections):
            yield _content(section, number, contents, line, first=number == 0)
    if sheet.coverage.sources:
        yield _caption("Sources", line)
    for place, source in enumerate(sheet.coverage.sources):
        yield _source(source, line, first=place == 0)
    if any(isinstance(section, StatementSection) for section in sheet.sections):
        yield from _key(line)


def _title(sheet: Sheet, line: float) -> Block:
    column = Column(LEFT, line)
    column.add(one(sheet.subtitle.upper(), styles.KICKER))
    column.add(one(sheet.title, styles.DISPLAY), gap=4)
    column.add(one(f"Made with QuoteDesk on {written_date(sheet.made.isoformat())}", styles.LEAD), gap=5)
    return Block(column.items, column.height, with_next=True)


def _figures(sheet: Sheet, line: float) -> Block:
    """The counts side by side, large over small."""
    coverage = sheet.coverage
    statements = sum(isinstance(section, StatementSection) for section in sheet.sections)
    figures = [
        (coverage.quotes, "printing" if statements else "quote", "s"),
        (coverage.confirmed, "confirmed", ""),
        (coverage.suggested, "not confirmed", ""),
        (len(coverage.sources), "article", "s"),
    ]
    if statements:
        figures.insert(0, (statements, "statement", "s"))
    if coverage.rejected:
        figures.insert(-1, (coverage.rejected, "rejected", ""))
    items: list[Item] = []
    step = line / max(5, len(figures))
    height = 0.0
    for place, (number, word, plural) in enumerate(figures):
        column = Column(LEFT + place * step, step - pt(8))
        column.add(one(str(number), styles.FIGURE))
        column.add(one(word + plural * (number != 1), styles.LEAD), glued=True)
        items += column.items
        height = max(height, column.height)
    return Block(items, height, pt(18))


def _limits(sheet: Sheet, line: float) -> Block:
    """What was chosen, what was left out, and a warning where suggestions are among it."""
    coverage = sheet.coverage
    column = Column(LEFT, line)
    left_out = f" Left out: {', '.join(coverage.left_out)}." if coverage.left_out else ""
    nothing = "" if sheet.sections else " Nothing on the desk fits this sheet."
    column.add(one(f"{coverage.chosen}.{nothing}{left_out}", styles.LEAD))
    if coverage.suggested:
        column.add(_warning(coverage), gap=6)
    return Block(column.items, column.height, pt(14))


def _warning(coverage: Coverage) -> list[Run]:
    one_of_them = coverage.suggested == 1
    are, them = ("is a suggestion", "it") if one_of_them else ("are suggestions", "each")
    told = f"{coverage.suggested} of {coverage.quotes} {are} of the program that nobody has confirmed. "
    return [
        Run(told, styles.VALUE_STRONG),
        Run("Marked ", styles.VALUE),
        Run(f"{NBSP}NOT{NBSP}CONFIRMED{NBSP}", styles.MARGIN_STRONG, box=Box.DASHED),
        Run(f" and by a broken line beside the words; check {them} against the article before use.", styles.VALUE),
    ]


def _caption(text: str, line: float) -> Block:
    column = Column(LEFT, line)
    column.add(one(text, styles.KICKER))

    def rule(painter: QPainter, y: float) -> None:
        painter.setPen(styles.pen(styles.HAIRLINE, 0.5))
        painter.drawLine(QLineF(LEFT, y, LEFT + line, y))

    items = [*column.items, Item(column.height + pt(3), pt(1), rule, glued=True)]
    return Block(items, column.height + pt(4), pt(24), with_next=True)


def _source(source: Source, line: float, *, first: bool) -> Block:
    """An article: date, outlet with title and address, how many quotes."""
    article = source.article
    text = Column(LEFT + _DATE_WIDTH, line - _DATE_WIDTH - _COUNT_WIDTH)
    text.add([Run(article.outlet, styles.SOURCE) if article.outlet else Run("Outlet not known", styles.MARGIN)])
    text.add([Run(article.title or "Untitled", styles.ARTICLE)], glued=True)
    text.add([Run(article.byline, styles.MARGIN)], glued=True)
    text.add([Run(article.url, styles.LINK, link=opens(article.url))], glued=True)
    day = Column(LEFT, _DATE_WIDTH - pt(8))
    day.add(one(written_date(article.date) or "no date", styles.MARGIN))
    number = _at_right(counted(source.quotes, "quote"), LEFT + line, _COUNT_WIDTH)
    return Block([*day.items, *text.items, *number], max(text.height, day.height), pt(5 if first else 7))


def _content(section: Section, number: int, contents: Contents, line: float, *, first: bool) -> Block:
    """A section with the page it begins on."""
    title = f"“{section.title}”" if isinstance(section, StatementSection) else section.title
    text = Column(LEFT, line - _PAGE_WIDTH - _COUNT_WIDTH)
    text.add(one(title, styles.VALUE))
    noun = "printing" if isinstance(section, StatementSection) else "quote"
    count = _at_right(counted(len(section.entries), noun), LEFT + line - _PAGE_WIDTH, _COUNT_WIDTH)

    def page(painter: QPainter, y: float) -> None:
        for item in _at_right(str(contents.pages[number]), LEFT + line, _PAGE_WIDTH):
            item.paint(painter, y)

    where = Item(0, pt(styles.VALUE.leading), page)
    return Block([*text.items, *count, where], text.height, pt(5 if first else 2))


def _at_right(text: str, right: float, width: float) -> list[Item]:
    return Paragraph(one(text, styles.COUNT), width, right=True).items(right - width, 0)


def _key(line: float) -> Iterator[Block]:
    """How the marks of a statement are read."""
    label, cut, strong = styles.NOTICE, styles.ALERT, styles.READING_STRONG
    rows: list[tuple[list[Run], str]] = [
        (
            [
                Run("other words", strong, box=Box.UNDERLINED),
                Run(" [for ", label),
                Run("“words”", label, struck=True),
                Run("]", label),
            ],
            "stand where the fullest wording has the struck ones",
        ),
        ([Run("more words", strong, box=Box.SOLID), Run(" [added]", label)], "are not in the fullest wording"),
        (
            [Run(f"{NBSP}[left out, no mark: “words”]{NBSP}", cut, box=Box.HATCHED)],
            "a silent cut: the outlet runs on as if nothing were missing",
        ),
        ([Run(f"{NBSP}[cut and marked: “words”]{NBSP}", label, box=Box.DASHED)], "the outlet shows the cut itself"),
        (
            [Run(f"{NBSP}[ends here: 9 words not printed]{NBSP}", label, box=Box.DASHED)],
            "the quote starts later or ends earlier; the bar shows what is printed",
        ),
    ]
    yield _caption("How to read the wordings", line)
    for number, (sample, meaning) in enumerate(rows):
        left, right = Column(LEFT, _SAMPLE_WIDTH), Column(LEFT + _SAMPLE_WIDTH, line - _SAMPLE_WIDTH)
        left.add([Run("", styles.READING), *sample])
        right.add(one(meaning, styles.EXPLANATION))
        yield Block(
            [*left.items, *right.items],
            max(left.height, right.height),
            pt(4 if number == 0 else 0),
            with_next=number < len(rows) - 1,
        )
