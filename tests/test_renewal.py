"""Articles that people have worked on are read again with the real engine."""

from dataclasses import replace
from pathlib import Path

import pytest

from quotedesk.bulk import import_files
from quotedesk.engine import Engine
from quotedesk.paths import SEEDS
from quotedesk.quote import Kind, Span, Status
from quotedesk.renewal import look
from quotedesk.store import articles, changes, quotes, suggestions
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from quotedesk.store.records import QuoteRecord

WHOLE = [SEEDS / "articles"]


@pytest.fixture(scope="module")
def engine():
    with Engine() as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, engine: Engine):
    with desks.create(tmp_path / "sample.quotedesk", user="Reader One") as made:
        import_files(made, WHOLE, engine=engine)
        yield made


def everything(desk: Desk) -> list[QuoteRecord]:
    return [quote for article in articles.listed(desk) for quote in quotes.of_article(desk, article.id)]


def ids(desk: Desk) -> list[str]:
    return [article.id for article in articles.listed(desk)]


def test_the_same_engine_changes_nothing(desk: Desk, engine: Engine) -> None:
    before = everything(desk)
    found = look(desk, ids(desk), engine=engine)
    assert found is not None and found.effect == suggestions.Effect(0, 0, 0, 0) and found.failed == 0
    assert not suggestions.renew(desk, found.found, found.roster)
    assert everything(desk) == before


def test_every_decision_is_kept_and_nothing_comes_back(desk: Desk, engine: Engine) -> None:
    listed = everything(desk)
    first, *_ = ids(desk)
    text = articles.text(desk, first)
    confirmed, rejected, deleted, resized, noted, other, named = listed[:7]
    quotes.decide(desk, [confirmed.id], Status.CONFIRMED)
    quotes.decide(desk, [rejected.id], Status.REJECTED)
    quotes.delete(desk, [deleted.id])
    start, end = resized.extent.start, resized.extent.end
    quotes.resize(desk, resized.id, [Span(start, end - 4)])
    quotes.set_note(desk, noted.id, "look again")
    quotes.set_kind(desk, [other.id], Kind.OTHER)
    quotes.assign(desk, [named.id], None)
    quotes.create(desk, first, [Span(0, text.index(" "))], kind=Kind.OTHER)
    before = {quote.id: quote for quote in everything(desk)}
    found = look(desk, ids(desk), engine=engine)
    assert found is not None and found.effect.kept == 7 and found.effect.new == 0
    suggestions.renew(desk, found.found, found.roster)
    after = {quote.id: quote for quote in everything(desk)}
    assert after.keys() == before.keys() and deleted.id not in after
    # The speakers may have gained names by what was decided; what was decided is as it was.
    assert [quote.status for quote in after.values()] == [quote.status for quote in before.values()]
    for kept in (confirmed, rejected, resized, noted, other, named):
        assert after[kept.id] == before[kept.id]
    reported: list[tuple[int, int]] = []
    worse = [(id, [replace(quote, evidence="newer") for quote in some]) for id, some in found.found]
    suggestions.renew(desk, worse)
    assert {quote.id for quote in everything(desk)} == after.keys()
    assert all(
        quote.evidence == "newer" for quote in everything(desk) if quote.status is Status.SUGGESTED and not quote.note
        and quote.origin == "engine" and quote.id not in {other.id, named.id}
    )  # fmt: skip
    changes.undo(desk)
    assert look(desk, ids(desk), engine=engine, report=lambda *step: reported.append(step)) is not None
    assert reported == [(number, 5) for number in range(1, 6)]
    assert look(desk, ids(desk), engine=engine, stopped=lambda: True) is None
    desk.close()
    assert desks.check(desk.path) == []
