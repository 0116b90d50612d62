"""The parts every sheet shares: columns, a quote's margin, the list of what is known of it, its context."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from quotedesk.export.context import Context
from quotedesk.export.differences import shortened
from quotedesk.export.selection import Elsewhere, Entry
from quotedesk.quote import Kind, SpeakerType, Status
from ui.printing import styles
from ui.printing.flow import Box, Item, Paragraph, Run, runs_leftward
from ui.printing.pages import Bar
from ui.printing.styles import Style, pt

MARGIN_WIDTH = pt(108)
GUTTER = pt(24)
BAR_PLACE = pt(11)
"""How far left of the text its bar stands."""
KEY_WIDTH = pt(46)
NBSP = "\u00a0"

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_KINDS = {Kind.WRITTEN: "Written statement", Kind.OTHER: "Nobody’s words"}
BARS = {Status.CONFIRMED: Bar.SOLID, Status.SUGGESTED: Bar.DASHED, Status.REJECTED: Bar.DOTTED}


class Column:
    """Paragraphs one under the other, as items of a block."""

    def __init__(self, x: float, width: float) -> None:
        self.x, self.width = x, width
        self.items: list[Item] = []
        self.height = 0.0

    def add(self, runs: Sequence[Run], *, gap: float = 0.0, glued: bool = False, indent: float = 0.0) -> None:
        """Sets a paragraph under what is there, `gap` points below it; `glued` to it on one page."""
        if not any(run.text for run in runs):
            return
        self.height += pt(gap) if self.items else 0
        paragraph = Paragraph(runs, self.width - indent)
        self.items += paragraph.items(self.x + indent, self.height, glued=glued)
        self.height += paragraph.height

    def define(self, key: str, values: Sequence[Sequence[Run]]) -> None:
        """Sets a word in the column's own margin and paragraphs beside it; nothing where there is nothing to say."""
        values = [runs for runs in values if any(run.text for run in runs)]
        if not values:
            return
        y = self.height = self.height + (pt(2) if self.items else 0)
        self.items += Paragraph([Run(key, styles.KEY)], KEY_WIDTH).items(self.x, y)
        for number, runs in enumerate(values):
            self.add(runs, glued=number > 0, indent=KEY_WIDTH)


def written_date(iso: str) -> str:
    """A date as it is written out in English; whatever is no ISO date is left as it is."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    if not (year.isdecimal() and month.isdecimal() and day[:2].isdecimal() and 1 <= int(month) <= 12):
        return iso
    return f"{int(day[:2])} {_MONTHS[int(month) - 1]} {year}"


def opens(url: str) -> str:
    """The address if it is one that may be opened from a document, else nothing."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def status_runs(status: Status) -> list[Run]:
    """The status in words, framed where nobody has confirmed the quote."""
    if status is Status.CONFIRMED:
        return [Run("✓ Confirmed", styles.MARGIN_STRONG)]
    word = "NOT CONFIRMED" if status is Status.SUGGESTED else "REJECTED"
    return [Run(f"{NBSP}{word}{NBSP}", styles.MARGIN_STRONG, box=Box.DASHED)]


def margin(entry: Entry, x: float) -> Column:
    """Outlet, date, status and kind of a quote, as they stand in the page's margin."""
    quote, column = entry.quote, Column(x, MARGIN_WIDTH)
    column.add([Run(quote.outlet, styles.SOURCE) if quote.outlet else Run("Outlet not known", styles.MARGIN)])
    column.add([Run(written_date(quote.date) or "no date", styles.MARGIN)])
    column.add(status_runs(quote.status), gap=4)
    if quote.status is Status.SUGGESTED and quote.confidence is not None:
        column.add([Run(f"program’s confidence {quote.confidence:.2f}", styles.MARGIN)], gap=1)
    notes = [
        _KINDS.get(quote.kind, ""),
        "Headline" if quote.headline else "",
        "" if quote.marked else "Printed without quotation marks",
    ]
    for note in filter(None, notes):
        column.add([Run(note, styles.MARGIN)], gap=1)
    return column


def quoted(entry: Entry) -> list[list[Run]]:
    """The quote's words, a list of runs for each paragraph; each part of an interrupted quote has its own marks."""
    found = []
    for number, parts in enumerate(entry.paragraphs):
        last = number == len(entry.paragraphs) - 1
        words = [part.strip() for part in parts]
        opening, closing = "«»" if runs_leftward(words[0]) else "“”"
        text = " ".join(words)
        if entry.quote.marked:
            text = opening + f"{closing} {opening}".join(words) + (closing if last else "")
        found.append([Run(text, styles.QUOTE)])
    return found


def named_as(entry: Entry) -> str:
    """What the article itself calls the speaker, and whom the words were told to."""
    quote = entry.quote
    called = f"“{quote.mention_text}”" if quote.mention_text and quote.mention_text != quote.speaker else ""
    told = f"to {quote.intermediary}" if quote.intermediary else ""
    return ", ".join(filter(None, (called, told)))


def particulars(column: Column, entry: Entry) -> None:
    """Sets where a quote stands and why it is given to its speaker: article, address, context, reason, note."""
    quote = entry.quote
    address = [Run(quote.url, styles.LINK, link=opens(quote.url))]
    column.define("Article", [[Run(quote.title or "Untitled", styles.ARTICLE)], address])
    column.define("Context", [context_runs(entry.context)])
    column.define("Why", [[Run(quote.evidence, styles.VALUE)]])
    column.define("Note", [[Run(quote.note, styles.VALUE_STRONG)]])


def printings(others: Sequence[Elsewhere]) -> str:
    """Where else a statement is printed, an outlet once a date; an article without an outlet by its title."""
    places = dict.fromkeys((other.outlet or f"“{other.title}”", written_date(other.date)) for other in others)
    return "; ".join(f"{place} ({day})" if day else place for place, day in places)


def context_runs(context: Context) -> list[Run]:
    """The passage around a quote in grey, the quote's own words in black and only as many as show where it stands."""
    runs = [] if context.opens else [Run("… ", styles.CONTEXT)]
    for run in context.runs:
        text = " ¶ ".join(line.strip(" ") for line in run.text.split("\n") if line.strip())
        text = shortened(text, 11) if run.quoted else text
        lead = " " if run.text[:1] == " " else " ¶ " if run.text[:1] == "\n" else ""
        trail = " " if run.text[-1:] == " " else " ¶ " if run.text[-1:] == "\n" else ""
        runs.append(Run(f"{lead}{text}{trail}", styles.CONTEXT_QUOTE if run.quoted else styles.CONTEXT))
    return runs if context.closes else [*runs, Run(f"{NBSP}…", styles.CONTEXT)]


def speaker_line(type_: SpeakerType, role: str) -> str:
    """What stands under a speaker's name."""
    kinds = {SpeakerType.INSTITUTION: "institution", SpeakerType.UNNAMED: "unnamed source", SpeakerType.PERSON: ""}
    return role or kinds.get(type_, "")


def counted(number: int, noun: str) -> str:
    """The number with its noun: 1 quote, 2 quotes."""
    return f"{number} {noun}{'s' * (number != 1)}"


def one(text: str, style: Style) -> list[Run]:
    """A single run as the runs of a paragraph."""
    return [Run(text, style)]
