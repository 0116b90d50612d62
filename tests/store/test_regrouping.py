"""Keeping statements up quote by quote comes to the same as grouping all quotes at once, whatever was done before."""

import random
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotedesk.collation import evidence
from quotedesk.collation.frozen import Frozen
from quotedesk.export.comparison import read_passages
from quotedesk.quote import Status
from quotedesk.store import articles, batch, following, frozen_words, grouping, quotes, regrouping, statements
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from quotedesk.store.feature_index import LATE
from tests.store.conftest import found
from tests.store.deeds import Hand

PRINTINGS = Path(__file__).parents[1] / "collation" / "printings.jsonl"
TABLES = ("statements", "groupings", "edges", "features", "candidates", "ungrouped")
PASSAGES, _ = read_passages(PRINTINGS.read_text(encoding="utf-8").splitlines())
ARTICLES = [
    found(
        " ".join(f"{passage.speaker or 'Somebody'} said “{passage.text}”." for passage in PASSAGES[n : n + 3]),
        outlet=PASSAGES[n].outlet or f"Outlet {n % 4}",
        date=PASSAGES[n].date or f"2016-09-{1 + n % 28:02}",
    )
    for n in range(0, len(PASSAGES), 3)
]


@pytest.fixture(autouse=True)
def large(monkeypatch):
    """Every desk is kept up as a large one is."""
    monkeypatch.setattr(grouping, "SMALL", -1)


def tables(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """The rows of the tables of statements, scores rounded; of the index, whenever they came."""
    with desk.reading() as connection:
        return {
            name: sorted(
                tuple(round(value, 3) if isinstance(value, float) else value for value in row)
                if name != "features"
                else (row[0] % LATE,)
                for row in connection.exec_driver_sql(f"SELECT * FROM {name}")
            )
            for name in TABLES
        }


def counted(desk: Desk) -> Frozen:
    with desk.reading() as connection:
        return frozen_words.load(connection)


def at_once(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """The same after grouping all quotes at once, for the same count of the desk's words."""
    frozen = counted(desk)
    with desk.writing() as connection:
        batch.rebuild(connection, frozen)
    return tables(desk)


def partition(desk: Desk) -> set[frozenset[tuple[str, str]]]:
    """The statements as sets of quotes that are named by their words and places, not by this desk's ids."""
    return {
        frozenset((w.passage.text, f"{w.passage.source} {w.passage.parts}") for w in s.witnesses)
        for s in statements.everything(desk).statements
    }


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.randoms(use_true_random=False), st.integers(0, 12), st.integers(0, 12))
def test_random_deeds_come_to_the_same_as_a_rebuild(chance, first, second):
    with tempfile.TemporaryDirectory() as folder, desks.create(Path(folder) / "a.quotedesk", user="Reader") as desk:
        hand = Hand(desk, chance)
        for article in chance.sample(ARTICLES, 5):
            articles.add(desk, [article])
        for _ in range(first):
            hand.step()
        assert tables(desk) == at_once(desk)
        with desk.writing() as connection:
            batch.rebuild(connection)
        for article in chance.sample(ARTICLES, 2):
            articles.add(desk, [article])
        for _ in range(second):
            hand.step()
        kept = tables(desk)
        assert kept == at_once(desk)
        assert desks.check(desk.path) == []


def test_twenty_orders_of_import_and_a_rebuild_give_the_same_statements(tmp_path):
    chance = random.Random(4)
    with desks.create(tmp_path / "all.quotedesk") as desk:
        articles.add(desk, ARTICLES, group=False)
        assert statements.regroup(desk).statements
        frozen, expected = counted(desk), partition(desk)
    assert max(map(len, expected)) > 3
    fullest = set()
    for number in range(20):
        with desks.create(tmp_path / f"{number}.quotedesk") as desk:
            with desk.writing() as connection:
                frozen_words.save(connection, frozen)
            for article in chance.sample(ARTICLES, len(ARTICLES)):
                articles.add(desk, [article])
            assert partition(desk) == expected
            fullest.add(frozenset(s.witnesses[0].passage.source + s.witnesses[0].passage.text
                                  for s in statements.listed(desk)))  # fmt: skip
            assert tables(desk) == at_once(desk)
    assert len(fullest) == 1


def test_deeds_after_one_that_moved_too_many_quotes_wait_with_them(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(following, "AT_ONCE", 4)
    with desks.create(tmp_path / "a.quotedesk", user="Reader") as desk:
        articles.add(desk, ARTICLES[:-6], group=False)
        statements.regroup(desk)
        some = [quote.id for article in articles.listed(desk) for quote in quotes.of_article(desk, article.id)]
        quotes.decide(desk, some[: len(some) // 2], Status.REJECTED)
        for article in ARTICLES[-6:]:
            articles.add(desk, [article])
        assert statements.is_behind(desk)
        statements.regroup(desk)
        assert not statements.is_behind(desk)
        assert tables(desk) == at_once(desk)
    assert "could not be grouped" not in caplog.text


def test_a_printing_more_of_a_statement_does_not_put_it_together_anew(tmp_path, monkeypatch):
    words = "we saw the convoy cross the northern bridge before dawn and nobody fired a single warning shot"
    printed = [words, words, words[: words.index(" and")], words[: words.index(" and")], words]
    made = [
        found(f"On day {n} Ivan Petrov said “{text}”.", outlet=f"Outlet {n}", date=f"2016-09-0{n + 1}")
        for n, text in enumerate(printed)
    ]
    with desks.create(tmp_path / "a.quotedesk") as desk:
        articles.add(desk, made[:3])
        with desk.writing() as connection:
            batch.rebuild(connection)
        monkeypatch.setattr(regrouping.engine, "trees", lambda *_: pytest.fail("put together anew"))
        for article in made[3:]:
            articles.add(desk, [article])
        (row,) = statements.listed(desk)
        assert len(row.witnesses) == len(printed)
        assert tables(desk)["statements"][0][1:3] == (5, 2)
        assert tables(desk) == at_once(desk)


def test_other_weights_have_another_number():
    weights = zlib.crc32(repr((evidence.BAR, sorted(evidence.WEIGHTS.items()))).encode())
    assert (grouping.WEIGHED, weights) == (2, 1191335786), (
        "give grouping.WEIGHED the next number, and say here by which weights"
    )
