"""What the list at the left of Compare shows, read from the desk in short pages."""

from dataclasses import dataclass, field

from quotedesk.store import quotes, statements
from quotedesk.store.desk import Desk
from quotedesk.store.records import StatementFilter, StatementOrder, StatementRow
from ui.compare.summary import Pair, pair

PAGE = 128
MOST_PAIRS = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person asked the list for: statements by a filter in an order, or the `suggested` pairs."""

    filter: StatementFilter = field(default_factory=StatementFilter)
    order: StatementOrder = StatementOrder.MOST_PRINTED
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The first rows, how many statements there are in all, and how many pairs wait for a person.

    `anything`: the desk has a statement or a pair, whatever was asked for.
    """

    rows: list[StatementRow] | list[Pair]
    total: int
    pairs: int
    anything: bool


def read(desk: Desk, asked: Asked, at_least: int = PAGE) -> Listing:
    """The beginning of what is asked for; at least as many rows as were on show, so that nothing jumps."""
    pairs = statements.count_suggestions(desk)
    total = statements.count(desk, asked.filter)
    everything = total if asked.filter == StatementFilter() else statements.count(desk, StatementFilter())
    rows: list[StatementRow] | list[Pair]
    if asked.suggested:
        rows = _pairs(desk, asked.filter.search)
    else:
        rows = statements.page(desk, asked.filter, asked.order, limit=max(PAGE, at_least))
    return Listing(rows, total, pairs, bool(everything or pairs))


def more(desk: Desk, asked: Asked, after: StatementRow) -> list[StatementRow]:
    """The statements that follow."""
    return statements.page(desk, asked.filter, asked.order, after=after.id, limit=PAGE)


def _pairs(desk: Desk, search: str) -> list[Pair]:
    suggested = statements.suggestions(desk, MOST_PAIRS)
    texts = {q.id: q.text for q in quotes.several(desk, {id for s in suggested for id in (s.a, s.b)})}
    wanted = search.casefold().split()
    found = [(pair(s, texts), f"{texts.get(s.a, '')} {texts.get(s.b, '')} {s.why}".casefold()) for s in suggested]
    return [made for made, words in found if all(word in words for word in wanted)]
