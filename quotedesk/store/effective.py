"""What a reader sees of a quote: the decision of the current user laid over the engine's suggestion.

Where the current user decided nothing about a field, the latest decision of anybody counts, and then the suggestion.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from quotedesk.store.tables import Decision, Quote

ANYBODY = 0
"""In place of a user's private key: the latest decision counts, whoever took it."""


class Effective:
    """The effective fields of the `quotes` row of the surrounding query; `effective` hands them out."""

    def __init__(self, user: int):
        self._user = user
        decision = aliased(Decision)
        # No speaker has the key 0: it stands for "decided: nobody known".
        speaker = self._decided(decision, func.coalesce(decision.speaker_id, 0), decision.speaker_decided == 1)
        self.speaker_id: ColumnElement[int | None] = func.nullif(func.coalesce(speaker, Quote.speaker_id), 0)
        self.status: ColumnElement[str] = func.coalesce(self._field(Decision.status), "suggested")
        self.kind: ColumnElement[str] = func.coalesce(self._field(Decision.kind), Quote.kind)
        self.note: ColumnElement[str] = func.coalesce(self._field(Decision.note), "")

    def _field(self, field: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
        decision = aliased(Decision)
        column = getattr(decision, field.key)
        return self._decided(decision, column, column.is_not(None))

    def _decided(
        self, decision: type[Decision], value: ColumnElement[Any], decided: ColumnElement[bool]
    ) -> ColumnElement[Any]:
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
