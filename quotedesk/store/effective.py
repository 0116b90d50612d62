"""What a reader sees of a quote: the decision of the current user laid over the engine's suggestion.

Where the current user decided nothing about a field, the latest decision of anybody counts, and then the suggestion.
Who reads blind (the user's private key is negative then) sees their own decisions and the suggestions, nothing else.
"""

from collections import Counter, defaultdict
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, literal, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from quotedesk.store.tables import Decision, Quote

BY_HAND = "marked by hand"
"""The evidence of a quote that a person marked."""
NOTHING = "[]"
"""In place of a quote's parts: it is no quote, or none of its own."""
ANYBODY = 0
"""In place of a user's private key: the latest decision counts, whoever took it."""


class Effective:
    """The effective fields of the `quotes` row of the surrounding query; `effective` hands them out."""

    def __init__(self, user: int):
        self._user = abs(user)
        self.blind = user < 0
        mine = select(Decision.quote_id).where(Decision.user_id == self._user)
        # Most quotes wait for a decision: looking that up once is far cheaper than asking for each field.
        self._open = Quote.id.not_in(mine if self.blind else select(Decision.quote_id))
        self.visible: ColumnElement[bool] = true()
        if self.blind:
            # What somebody else marked by hand, or split off, is a decision of theirs; what one took away is one's own.
            found = (Quote.evidence != BY_HAND) & Quote.found.is_distinct_from(NOTHING)
            self.visible = (found | Quote.id.in_(mine)) & Quote.id.not_in(mine.where(Decision.edges == NOTHING))
        decision = aliased(Decision)
        # No speaker has the key 0: it stands for "decided: nobody known".
        speaker = self._decided(decision, func.coalesce(decision.speaker_id, 0), decision.speaker_decided == 1)
        decided = func.nullif(func.coalesce(speaker, Quote.speaker_id), 0)
        self.speaker_id: ColumnElement[int | None] = case((self._open, Quote.speaker_id), else_=decided)
        self.status = self._field(Decision.status, literal("suggested"))
        self.kind = self._field(Decision.kind, Quote.kind)
        self.note = self._field(Decision.note, literal(""))
        self.flag: ColumnElement[int] = self._field(Decision.flag, literal(0))

    def _field(
        self, field: InstrumentedAttribute[Any], otherwise: ColumnElement[Any] | InstrumentedAttribute[Any]
    ) -> ColumnElement[Any]:
        decision = aliased(Decision)
        column = getattr(decision, field.key)
        decided = func.coalesce(self._decided(decision, column, column.is_not(None)), otherwise)
        return case((self._open, otherwise), else_=decided)

    def _decided(
        self, decision: type[Decision], value: ColumnElement[Any], decided: ColumnElement[bool]
    ) -> ColumnElement[Any]:
        if self.blind:
            decided &= decision.user_id == self._user
        return (
            select(value)
            .where(decision.quote_id == Quote.id, decided)
            .order_by((decision.user_id == self._user).desc(), decision.decided_at.desc(), decision.id.desc())
            .limit(1)
            .correlate(Quote)
            .scalar_subquery()
        )


@cache
def effective(user: int) -> Effective:
    """The effective fields of the `quotes` row of the surrounding query, for one user (a private key)."""
    return Effective(user)


def tally(
    connection: Connection,
    by: ColumnElement[Any] | InstrumentedAttribute[int],
    user: int,
    *narrowed: ColumnElement[bool],
) -> dict[int, Counter[str]]:
    """How many quotes that are somebody's words have each status, as one user sees them, by article or speaker."""
    seen = effective(user)
    counts = select(by.label("of"), seen.status.label("state"), func.count())
    counts = counts.where(seen.kind != "other", seen.visible, *narrowed)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for of, status, count in connection.execute(counts.group_by("of", "state")):
        found[of][status] = count
    return found
