"""What the list of statements is made of, read from the desk in one go."""

from dataclasses import dataclass

from quotedesk.collation.statement import Statement
from quotedesk.store import statements
from quotedesk.store.desk import Desk
from ui.compare.summary import Pair, Summary, pair, summarise


@dataclass(frozen=True, slots=True)
class Listing:
    """All statements that two or more printings carry, by id and in short, and the pairs that may be one."""

    statements: dict[str, Statement]
    summaries: list[Summary]
    pairs: list[Pair]


def read(desk: Desk) -> Listing:
    """The desk's statements; about a sixth of a millisecond a printing, so a large desk is read on the worker."""
    found = statements.listed(desk)
    suggested = statements.suggestions(desk)
    texts = {s.id: s.witnesses[0].passage.text for s in found}
    for suggestion in suggested:
        for key in (suggestion.a, suggestion.b):
            if key not in texts:
                texts[key] = statements.of_quote(desk, key).witnesses[0].passage.text
    return Listing({s.id: s for s in found}, [summarise(s) for s in found], [pair(s, texts) for s in suggested])
