"""A quote as it is pasted into another text: the words, who said them, and where they stand."""

from collections.abc import Iterable

from quotedesk.store.records import QuoteRecord
from ui.dates import short_date


def citation(quote: QuoteRecord) -> str:
    """“Words” — Speaker (role), Outlet, date, address; what is not known is left out."""
    speaker = quote.speaker or "unknown speaker"
    if quote.speaker and quote.role:
        speaker = f"{speaker} ({quote.role})"
    source = [quote.outlet or quote.title, short_date(quote.date), quote.url]
    words = " ".join(quote.text.split())
    return f"“{words}” — {', '.join([speaker, *(part for part in source if part)])}"


def citations(found: Iterable[QuoteRecord]) -> str:
    """Several quotes, a line each."""
    return "\n".join(citation(quote) for quote in found)
