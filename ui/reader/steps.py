"""From one quote to another: along the article, to the next that is to be decided, through the review's queue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ui.reader.states import undecided

if TYPE_CHECKING:
    from quotedesk.store.records import QuoteRecord
    from ui.reader.view import ReadView

NOTHING_LEFT = "Nothing is left to decide on this desk."


class Steps:
    """The ways of one view *Read*."""

    def __init__(self, read: ReadView) -> None:
        self.read = read

    def along(self, by: int) -> None:
        """The next quote of the article (1) or the one before (-1)."""
        read = self.read
        if not read.quotes:
            return
        at = read.quotes.index_of(read.reader.chosen)
        if at < 0:
            read.choose(read.quotes[0 if by > 0 else -1].id)
        elif 0 <= at + by < len(read.quotes):
            read.choose(read.quotes[at + by].id)
        else:
            read.said.emit("That is the last quote of this article." if by > 0 else "That is the first quote.")

    @property
    def reviewing(self) -> bool:
        """Whether the queue is worked through, and not one article."""
        return self.read.side.reviewing

    def review(self) -> None:
        """Goes from the articles to the queue of what needs a person, or back."""
        self.read.side.show_queue(not self.reviewing)
        if self.reviewing:
            self.read.queue.begin(self._begin_review)

    def _begin_review(self) -> None:
        chosen = self.read.chosen
        if chosen is None or not undecided(chosen) or not self.read.queue.show_quote(chosen.id):
            self.to_undecided()

    def to_undecided(self, by: int = 1) -> None:
        """The next quote to decide (1) or the one before (-1): in this article, then in the next that has one.

        In a review it is the next one of the queue.
        """
        read = self.read
        if self.reviewing:
            if not read.queue.step(read.reader.chosen, by):
                read.said.emit(NOTHING_LEFT)
            return
        at = read.quotes.index_of(read.reader.chosen)
        if by < 0:
            before = reversed(read.quotes[: at if at >= 0 else len(read.quotes)])
            if not self._choose_first(before):
                read.said.emit("No quote before this one is to be decided in this article.")
        elif not self._choose_first((*read.quotes[at + 1 :], *read.quotes[: max(at, 0)])):
            self._to_next_article()

    def _to_next_article(self) -> None:
        read = self.read
        here = read.article.id if read.article else ""
        other = read.library.next_with_work(here)
        if other and other != here:
            read.open_article(other)
            self._choose_first(read.quotes)
        elif read.chosen is None or not undecided(read.chosen):
            read.said.emit(NOTHING_LEFT)
        else:
            read.said.emit("This is the last quote to decide on this desk.")

    def _choose_first(self, among: Iterable[QuoteRecord]) -> bool:
        first = next(filter(undecided, among), None)
        if first is not None:
            self.read.choose(first.id)
        return first is not None
