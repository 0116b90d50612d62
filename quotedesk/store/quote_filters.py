"""What a `QuoteFilter` means as conditions of a query over quotes and their articles."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, func, select

from quotedesk.quote import Status
from quotedesk.store import search
from quotedesk.store.derived_tables import StatementEntry, WitnessEntry
from quotedesk.store.effective import Effective
from quotedesk.store.records import QuoteFilter
from quotedesk.store.tables import Alias, Article, Decision, Quote, Speaker

PLACE = (Article.date, Article.id, Quote.start, Quote.id)
"""The desk's own order of quotes."""
_LAST = "\uffff"
_FIRST = 5_000
"""Quotes with the searched words among which the first ones are looked for."""
_FIRST_ARTICLES = 200
_RARE = 10_000
"""A speaker with fewer quotes is looked up, one with more is met soon enough."""


def conditions(
    connection: Connection, seen: Effective, wanted: QuoteFilter, *, hasty: bool = False
) -> Iterator[ColumnElement[bool]]:
    """The conditions of a filter, for one user; the query joins `quotes` and `articles`.

    A `hasty` one is content with the quotes that came to the desk first, of those with the searched words.
    """
    if seen.blind:
        yield seen.visible
    if wanted.speaker:
        yield _by_speaker(connection, seen, wanted.speaker)
    if wanted.outlet:
        outlets = connection.scalars(select(Article.outlet).distinct())
        yield Article.outlet.in_([outlet for outlet in outlets if outlet.casefold() == wanted.outlet.casefold()])
    if wanted.since:
        yield Article.date >= wanted.since
    if wanted.until:
        # A date may carry a time of day: the whole day counts.
        yield (Article.date != "") & (Article.date <= wanted.until + _LAST)
    if wanted.status:
        yield seen.status == wanted.status.value
        if wanted.status is not Status.SUGGESTED:
            yield _decided(Decision.status == wanted.status.value)
    if wanted.kind:
        yield seen.kind == wanted.kind.value
    if wanted.article_ids:
        yield Article.uuid.in_(wanted.article_ids)
    if wanted.printings > 1:
        often = select(StatementEntry.quote_id).where(StatementEntry.printings >= wanted.printings)
        yield Quote.id.in_(select(WitnessEntry.quote_id).where(WitnessEntry.statement_id.in_(often)))
    if wanted.noted:
        yield seen.note != ""
        yield _decided(Decision.note != "")
    if wanted.flagged:
        yield seen.flag == 1
        yield _decided(Decision.flag == 1)
    if wanted.sure_below is not None:
        yield seen.speaker_id.is_(None) | (
            seen.speaker_id.is_not_distinct_from(Quote.speaker_id) & (Quote.confidence < wanted.sure_below)
        )
    if wanted.mention:
        yield Quote.mention_text == wanted.mention
    if wanted.search.strip():
        if wanted.whole_articles:
            yield search.article_matches(wanted.search, most=_FIRST_ARTICLES if hasty else None)
        else:
            yield search.matches(wanted.search, most=_FIRST if hasty else None)


def _decided(found: ColumnElement[bool]) -> ColumnElement[bool]:
    """Quotes that somebody decided so: few, and found at once; whether that decision counts is another condition."""
    return Quote.id.in_(select(Decision.quote_id).where(found))


def _by_speaker(connection: Connection, seen: Effective, speaker: str) -> ColumnElement[bool]:
    """Quotes of the speaker with this UUID, name or alias; `unknown` finds those without a speaker."""
    names = [(id, uuid) for id, uuid in connection.execute(select(Speaker.id, Speaker.uuid))]
    names += [(id, name) for id, name in connection.execute(select(Speaker.id, Speaker.name))]
    names += [(id, name) for id, name in connection.execute(select(Alias.speaker_id, Alias.name))]
    found = {id for id, name in names if name.casefold() == speaker.casefold()}
    if not found and speaker.casefold() == "unknown":
        return seen.speaker_id.is_(None)
    given = select(Quote.id).where(Quote.speaker_id.in_(found))
    rare = connection.scalar(select(func.count()).select_from(given.limit(_RARE).subquery())) or 0
    if rare == _RARE:
        return seen.speaker_id.in_(found)
    # Few quotes are found at once by the index; whether the speaker counts is another condition.
    decided = select(Decision.quote_id).where(Decision.speaker_id.in_(found))
    return Quote.id.in_(given.union(decided)) & seen.speaker_id.in_(found)
