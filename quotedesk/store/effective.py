"""What a reader sees of a quote: the decision of the current user laid over the engine's suggestion.

Where the current user decided nothing about a field, the latest decision of anybody counts, and then the suggestion.
Who reads blind (the user's private key is negative then) sees their own decisions and the suggestions, nothing else.
"""

from collections import Counter, defaultdict
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, literal, literal_column, select, true
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
    connection: Connection, by: InstrumentedAttribute[Any], user: int, *narrowed: ColumnElement[bool]
) -> dict[int, Counter[str]]:
    """How many quotes that are somebody's words have each status, as one user sees them, by article or speaker.

    With open eyes what nobody decided about, nearly all of a large desk, is counted from the indexes alone.
    """
    seen = effective(user)
    now = seen.speaker_id if by is Quote.speaker_id else by
    found: dict[int, Counter[str]] = defaultdict(Counter)
    touched: ColumnElement[bool] = true()
    if not seen.blind:
        touched = Quote.id.in_(select(Decision.quote_id))
        counts = select(by, func.count()).where(*narrowed).group_by(by)
        # The sum keeps SQLite from walking through all quotes in the order of the group.
        nobody_s = (
            select(by + 0, func.count()).where(Quote.kind == literal_column("'other'"), *narrowed).group_by(by + 0)
        )
        below = counts.where(touched, Quote.kind != "other")
        for rows, sign in ((counts, 1), (nobody_s, -1), (below, -1)):
            for of, count in connection.execute(rows):
                found[of]["suggested"] += sign * count
    states = select(now.label("of"), seen.status.label("state"), func.count())
    states = states.where(touched, seen.kind != "other", seen.visible, *narrowed).group_by("of", "state")
    for of, status, count in connection.execute(states):
        found[of][status] += count
    return found
