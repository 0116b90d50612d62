"""Undo and redo: exact, endless, and unharmed by closing the program."""

import contextlib
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotedesk.quote import Status
from quotedesk.store import articles, changes, quotes, speakers
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from tests.store.conftest import found
from tests.store.deeds import Hand, derived, logged, rebuilt

FIRST = found("Anna Berg said “the ferry is free”. Carl Dunn said “not today”.", outlet="The Morning Post")


def hasty(desk: Desk) -> None:
    """Don't wait for the disk, in tests of very many deeds."""
    desk._raw.execute("PRAGMA synchronous = OFF")


def test_nothing_to_undo(empty):
    assert changes.undo(empty.desk) is None and changes.redo(empty.desk) is None
    assert changes.next_undo(empty.desk) is None and changes.next_redo(empty.desk) is None
    assert changes.history(empty.desk) == []


def test_deeds_go_back_and_forth_over_a_restart(small):
    states = [logged(small.desk)]
    quote = small.quote()
    quotes.decide(small.desk, [quote.id], Status.CONFIRMED)
    states.append(logged(small.desk))
    quotes.assign(small.desk, [quote.id], small.speaker("Carl Dunn").id)
    states.append(logged(small.desk))
    quotes.delete(small.desk, [quote.id])
    states.append(logged(small.desk))
    small.reopen()
    assert changes.next_undo(small.desk) == "Delete 1 quote"
    undone = changes.undo(small.desk)
    assert undone and undone.deed == "Delete 1 quote" and undone.quotes == {quote.id} and undone.statements
    assert logged(small.desk) == states[2]
    small.reopen("Reader Two")
    assert (changes.next_undo(small.desk), changes.next_redo(small.desk)) == (
        "Assign Carl Dunn to 1 quote",
        "Delete 1 quote",
    )
    changes.undo(small.desk)
    changes.undo(small.desk)
    assert logged(small.desk) == states[0]
    small.reopen()
    for state in states[1:]:
        changes.redo(small.desk)
        assert logged(small.desk) == state
    assert changes.redo(small.desk) is None
    while changes.undo(small.desk):
        pass
    assert small.articles == [] and speakers.listed(small.desk) == []


def test_deeds_overtaken_by_another_stay_in_the_history(small):
    one, two, three = (quote.id for quote in small.quotes())
    quotes.decide(small.desk, [one], Status.CONFIRMED)
    quotes.decide(small.desk, [two], Status.REJECTED)
    changes.undo(small.desk)
    changes.undo(small.desk)
    quotes.decide(small.desk, [one, three], Status.CONFIRMED)
    assert changes.next_redo(small.desk) is None and changes.redo(small.desk) is None
    deeds = changes.history(small.desk)
    assert [(deed.number, deed.name, deed.state) for deed in deeds] == [
        (4, "Confirm 2 quotes", "done"), (3, "Reject 1 quote", "abandoned"), (2, "Confirm 1 quote", "abandoned"),
        (1, "Import 2 articles", "done"),
    ]  # fmt: skip
    assert {deed.user for deed in deeds} == {"Reader One"} and deeds[0].at > deeds[-1].at
    assert changes.history(small.desk, limit=2) == deeds[:2]
    changes.undo(small.desk)
    assert changes.next_undo(small.desk) == "Import 2 articles"
    assert desks.check(small.desk.path) == []


def test_a_deed_that_fails_leaves_no_trace(small):
    before = (logged(small.desk), changes.history(small.desk))
    with contextlib.suppress(ZeroDivisionError), small.desk.deed("Half a deed") as deed:
        deed.update(speakers.Speaker, {1: {"name": "Half"}})
        raise ZeroDivisionError
    assert (logged(small.desk), changes.history(small.desk)) == before
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)


def test_hundreds_of_steps(small):
    quote, start = small.quote().id, logged(small.desk)
    hasty(small.desk)
    for number in range(300):
        quotes.set_note(small.desk, quote, f"note {number}")
    end = logged(small.desk)
    hasty(small.reopen())
    for number in range(300):
        assert changes.undo(small.desk), number
    assert logged(small.desk) == start
    for number in range(300):
        assert changes.redo(small.desk), number
    assert logged(small.desk) == end
    assert desks.check(small.desk.path) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(0, 14), st.integers(0, 14))
def test_undoing_everything_leads_back_exactly_and_redoing_forth(random, first, second):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.quotedesk"
        with desks.create(path, title="A", user="Reader One") as desk:
            hasty(desk)
            start, start_derived = logged(desk), derived(desk)
            articles.add(desk, [FIRST])
            hand = Hand(desk, random)
            for _ in range(first):
                hand.step()
        assert desks.check(path) == []
        with desks.open(path, user="Reader Two") as desk:
            hasty(desk)
            hand = Hand(desk, random)
            for _ in range(second):
                desk.read_blind(random.random() < 0.3)
                hand.step()
                seen = [quote for article in articles.listed(desk) for quote in quotes.of_article(desk, article.id)]
                assert all(quote.parts and quote.text for quote in seen)
            desk.read_blind(False)
            end, end_derived = logged(desk), derived(desk)
            assert rebuilt(desk) == end_derived
            undone = []
            while name := changes.next_undo(desk):
                done = changes.undo(desk)
                assert done is not None and done.deed == name
                undone.append(name)
            assert (logged(desk), derived(desk)) == (start, start_derived)
        with desks.open(path, user="Reader One") as desk:
            hasty(desk)
            assert (logged(desk), derived(desk)) == (start, start_derived)
            for name in reversed(undone):
                done = changes.redo(desk)
                assert done is not None and done.deed == name
            assert (logged(desk), derived(desk)) == (end, end_derived)
        assert desks.check(path) == []


def test_the_log_holds_whole_rows(small, path):
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    small.desk.close()
    with closing(sqlite3.connect(path)) as connection:
        before, after = connection.execute(
            "SELECT before, after FROM deed_rows ORDER BY deed DESC, ordinal DESC"
        ).fetchone()
    assert before is None and '"status":"confirmed"' in after and '"note":null' in after
