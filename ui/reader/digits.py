"""Which speakers the keys 1 to 9 stand for."""

from collections import Counter
from collections.abc import Iterable, Sequence

from quotedesk.quote import Kind
from quotedesk.store.records import QuoteRecord, SpeakerRecord

DIGITS = 9


def by_digit(
    known: Iterable[SpeakerRecord], quotes: Iterable[QuoteRecord], before: Sequence[SpeakerRecord]
) -> list[SpeakerRecord]:
    """The open article's most frequent speakers, then the desk's. Who had a digit `before` keeps it, for the hand."""
    here = Counter(quote.speaker_id for quote in quotes if quote.kind is not Kind.OTHER)
    most = sorted(known, key=lambda s: (-here[s.id], -s.quotes, s.name))
    wanted = {s.id: s for s in [s for s in most if here[s.id] or s.quotes][:DIGITS]}
    places = [wanted.pop(speaker.id, None) for speaker in before]
    rest = iter(wanted.values())
    digits = [speaker for place in places if (speaker := place or next(rest, None))]
    return [*digits, *rest][:DIGITS]
