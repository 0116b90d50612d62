"""Reading articles that are on a desk again, with today's engine: and what taking in the findings would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from quotedesk.attribution.roster import Roster
from quotedesk.bulk import Report, Stopped
from quotedesk.engine import Engine
from quotedesk.quote import Quote
from quotedesk.store import articles, lessons, suggestions
from quotedesk.store.desk import Desk
from quotedesk.store.suggestions import Effect


@dataclass(frozen=True, slots=True)
class Findings:
    """What today's engine found in articles, and what taking it in would come to. Nothing has been changed yet."""

    found: tuple[tuple[str, tuple[Quote, ...]], ...]
    failed: int
    effect: Effect
    roster: Roster


def look(
    desk: Desk,
    article_ids: Sequence[str],
    *,
    engine: Engine,
    report: Report | None = None,
    stopped: Stopped | None = None,
) -> Findings | None:
    """Find the quotes of articles again, with all that the desk has learnt; None where `stopped()` said so."""
    found: list[tuple[str, tuple[Quote, ...]]] = []
    failed = 0
    roster = lessons.known(desk, engine.roster)
    texts = (articles.text(desk, id) for id in article_ids)
    for number, (id, quotes) in enumerate(zip(article_ids, engine.find(texts, roster), strict=True), 1):
        if stopped and stopped():
            return None
        if quotes is None:
            failed += 1
        else:
            found.append((id, tuple(quotes)))
        if report:
            report(number, len(article_ids))
    return Findings(tuple(found), failed, suggestions.effect(desk, found, engine.roster), engine.roster)
