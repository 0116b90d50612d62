"""What the reader needs to know of a quote to draw it: its state as a shape, its words in the margin."""

from enum import Enum

from quotedesk.quote import Kind, Status
from quotedesk.store.records import QuoteRecord
from ui.names import isolated


class Shape(Enum):
    """How a quote is drawn; the shape tells the state, the colour only the speaker."""

    SUGGESTED = "dashed underline"
    CONFIRMED = "tint and solid underline"
    FAINT = "dotted and faint"
    REJECTED = "struck through and faint"


def shape(quote: QuoteRecord) -> Shape:
    """Nobody's words and rejected quotes step back; the rest show what people decided."""
    if quote.status is Status.REJECTED:
        return Shape.REJECTED
    if quote.kind is Kind.OTHER:
        return Shape.FAINT
    return Shape.CONFIRMED if quote.status is Status.CONFIRMED else Shape.SUGGESTED


def steps_back(quote: QuoteRecord) -> bool:
    """Whether a quote is drawn faintly and has a name in the margin only while it is selected."""
    return shape(quote) in (Shape.FAINT, Shape.REJECTED)


def undecided(quote: QuoteRecord) -> bool:
    """Whether somebody still has to look: suggested, and somebody's words."""
    return quote.status is Status.SUGGESTED and quote.kind is not Kind.OTHER


def speaker_name(quote: QuoteRecord) -> str:
    """The speaker's name, or that nobody is known."""
    return quote.speaker or "Unknown speaker"


def printed_in(printings: int) -> str:
    """How many printings the desk has of the same words."""
    return f"{printings} printings" if printings > 1 else "only here"


def status_line(quote: QuoteRecord) -> str:
    """The small line under a name in the margin: what was decided, how sure, how often it is printed."""
    return f"flagged · {_status(quote)}" if quote.flag else _status(quote)


def _status(quote: QuoteRecord) -> str:
    if quote.status is Status.REJECTED:
        return "rejected"
    if quote.kind is Kind.OTHER:
        return "nobody’s words"
    state = quote.status.value
    if quote.speaker is None and quote.status is Status.SUGGESTED:
        return f"suggested · {isolated(f'“{quote.mention_text}”')}?" if quote.mention_text else "suggested"
    if quote.status is Status.SUGGESTED and quote.confidence is not None:
        state = f"suggested {quote.confidence:.2f}"
    return f"{state} · {printed_in(quote.printings)}"
