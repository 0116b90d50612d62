"""The quotes of the open article in their order, found by their places and counted as they change."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

from quotedesk.quote import Kind, Status
from quotedesk.store.records import QuoteRecord


class ArticleQuotes(Sequence[QuoteRecord]):
    """A list that a deed changes in a few places: with thousands of quotes it is not walked through for one of them."""

    def __init__(self, quotes: Iterable[QuoteRecord] = ()) -> None:
        self._quotes = sorted(quotes, key=_place)
        self._by_id = {quote.id: quote for quote in self._quotes}
        self._counts = Counter(map(_counted_as, self._quotes))

    def __len__(self) -> int:
        return len(self._quotes)

    @overload
    def __getitem__(self, at: int) -> QuoteRecord: ...
    @overload
    def __getitem__(self, at: slice) -> list[QuoteRecord]: ...
    def __getitem__(self, at: int | slice) -> QuoteRecord | list[QuoteRecord]:
        return self._quotes[at]

    def __iter__(self) -> Iterator[QuoteRecord]:
        return iter(self._quotes)

    def count_of(self, status: Status) -> int:
        """How many quotes that are somebody's words have a status."""
        return self._counts[status]

    def index_of(self, quote_id: str) -> int:
        """Which quote of the article it is, from 0; -1 where it is none of them."""
        quote = self._by_id.get(quote_id)
        if quote is None:
            return -1
        at = bisect_left(self._quotes, _place(quote), key=_place)
        while self._quotes[at].id != quote_id:
            at += 1
        return at

    def replace(self, changed: Mapping[str, QuoteRecord | None]) -> None:
        """Takes quotes as they are now, None for those that are gone."""
        for id, now in changed.items():
            if (at := self.index_of(id)) >= 0:
                self._counts[_counted_as(self._quotes.pop(at))] -= 1
                del self._by_id[id]
            if now is not None:
                insort(self._quotes, now, key=_place)
                self._by_id[id] = now
                self._counts[_counted_as(now)] += 1


def _counted_as(quote: QuoteRecord) -> Status | None:
    return None if quote.kind is Kind.OTHER else quote.status


def _place(quote: QuoteRecord) -> tuple[int, int]:
    """Where a quote stands among those of its article."""
    return quote.parts[0].start, -quote.parts[-1].end
