"""Undo and redo: exact, endless, and unharmed by closing the program."""

import contextlib
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from quotedesk import collation
from quotedesk.article import Article
from quotedesk.collation.statement import Grouping
from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Quote, Span, SpeakerName, SpeakerType, Status
from quotedesk.store import articles, changes, quotes, speakers
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from quotedesk.store.grouping import alone
from quotedesk.store.records import Role
from quotedesk.store.tables import LOGGED, table_of


def logged(desk: Desk) -> dict[str, list[Any]]:
    """Every row of every logged table, as it is."""
    with desk.reading() as connection:
        return {
            model.__tablename__: [
                tuple(row) for row in connection.execute(select(table_of(model)).order_by(table_of(model).c.id))
            ]
            for model in LOGGED
        }


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


TEXT = "Anna said “one two three” and Carl wrote “four 😀 five”. “Six,” said Eva, “seven.” Then “eight” – the end."
picks = st.lists(st.integers(0, 30), min_size=1, max_size=3)
spans = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 12)), min_size=1, max_size=2)
names = st.sampled_from(["Anna", "Carl", "Eva", "Ana", "the mayor"])
STEPS = st.one_of(
    st.tuples(st.just("decide"), picks, st.sampled_from(Status)),
    st.tuples(st.just("assign"), picks, st.integers(0, 5), st.booleans()),
    st.tuples(st.just("kind"), picks, st.sampled_from(Kind)),
    st.tuples(st.just("note"), picks, st.text(max_size=3)),
    st.tuples(st.just("create"), spans, st.sampled_from(Kind), st.integers(-1, 5)),
    st.tuples(st.just("resize"), picks, spans),
    st.tuples(st.just("delete quotes"), picks),
    st.tuples(st.just("find again"), st.lists(st.tuples(spans, names), max_size=4)),
    st.tuples(st.just("add"), st.integers(0, 4), st.lists(st.tuples(spans, names), max_size=4)),
    st.tuples(st.just("edit article"), st.integers(0, 4), st.text(max_size=3)),
    st.tuples(st.just("delete articles"), st.lists(st.integers(0, 4), min_size=1, max_size=2)),
    st.tuples(st.just("add speaker"), names),
    st.tuples(st.just("edit speaker"), st.integers(0, 5), names, st.lists(names, max_size=2)),
    st.tuples(st.just("merge"), st.integers(0, 5), picks),
    st.tuples(st.just("delete speakers"), picks),
    st.tuples(st.just("rename"), st.text(max_size=3)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def placed(pairs: list[tuple[int, int]]) -> list[Span]:
    parts: list[Span] = []
    for start, length in sorted(pairs):
        if not parts or start >= parts[-1].end:
            parts.append(Span(start, min(start + length, len(TEXT))))
    return parts


def engine(drawn) -> list[Quote]:
    return [Quote(tuple(placed(pairs)), speaker=SpeakerName(name, SpeakerType.PERSON)) for pairs, name in drawn]


def take(desk: Desk, step: tuple[Any, ...]) -> None:
    """Do the step on what is there; a step that has nothing to act on, or is refused, is no step."""
    documents = [article.id for article in articles.listed(desk)]
    present = [quote.id for id in documents for quote in quotes.of_article(desk, id)]
    people = [speaker.id for speaker in speakers.listed(desk)]

    def some(of: list[str], numbers: list[int]) -> list[str]:
        return [of[number % len(of)] for number in numbers] if of else []

    with contextlib.suppress(DeskError, IndexError):
        match step:
            case "decide", numbers, status:
                quotes.decide(desk, some(present, numbers), status)
            case "assign", numbers, who, confirm:
                quotes.assign(
                    desk, some(present, numbers), (people[who] if who < len(people) else None), confirm=confirm
                )
            case "kind", numbers, kind:
                quotes.set_kind(desk, some(present, numbers), kind)
            case "note", numbers, note:
                quotes.set_note(desk, some(present, numbers)[0], note)
            case "create", pairs, kind, who:
                who = people[who] if 0 <= who < len(people) else None
                quotes.create(desk, documents[0], placed(pairs), kind=kind, speaker_id=who)
            case "resize", numbers, pairs:
                quotes.resize(desk, some(present, numbers)[0], placed(pairs))
            case "delete quotes", numbers:
                quotes.delete(desk, some(present, numbers))
            case "find again", drawn:
                quotes.replace_suggestions(desk, documents[-1], engine(drawn), None)
            case "add", number, drawn:
                articles.add(desk, [(Article(f"{TEXT}{number}", outlet=f"O{number}"), engine(drawn))])
            case "edit article", number, title:
                articles.edit(desk, documents[number], title=title, date="2020-01-01")
            case "delete articles", numbers:
                articles.delete(desk, some(documents, numbers))
            case "add speaker", name:
                speakers.create(desk, name, SpeakerType.PERSON, aliases=[name.upper()])
            case "edit speaker", number, name, aliases:
                speakers.edit(desk, people[number], name=name, aliases=aliases, roles=[Role(name) for name in aliases])
            case "merge", number, numbers:
                speakers.merge(desk, people[number], some(people, numbers))
            case "delete speakers", numbers:
                speakers.delete(desk, some(people, numbers))
            case "rename", title:
                desks.rename(desk, title)
            case ("undo",):
                changes.undo(desk)
            case ("redo",):
                changes.redo(desk)


def each_alone(passages) -> Grouping:
    return Grouping(tuple(alone(passage) for passage in passages), ())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=14), st.lists(STEPS, max_size=10))
def test_undoing_everything_leads_back_exactly_and_redoing_forth(first, second):
    with mock.patch.object(collation, "group", each_alone), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.quotedesk"
        with desks.create(path, title="A", user="Reader One") as desk:
            start = logged(desk)
            take(desk, ("add", 0, [([(11, 13)], "Anna"), ([(42, 11), (56, 5)], "Carl")]))
            for step in first:
                take(desk, step)
        assert desks.check(path) == []
        with desks.open(path, user="Reader Two") as desk:
            for step in second:
                take(desk, step)
            end = logged(desk)
            undone = []
            while name := changes.next_undo(desk):
                done = changes.undo(desk)
                assert done is not None and done.deed == name
                undone.append(name)
            assert logged(desk) == start
        with desks.open(path, user="Reader One") as desk:
            assert logged(desk) == start
            for name in reversed(undone):
                done = changes.redo(desk)
                assert done is not None and done.deed == name
            # What had been undone when the steps ended is done now too.
            while changes.next_redo(desk) and logged(desk) != end:
                changes.redo(desk)
            assert logged(desk) == end
        assert desks.check(path) == []


def test_the_log_holds_whole_rows(small, path):
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    small.desk.close()
    with closing(sqlite3.connect(path)) as connection:
        before, after = connection.execute(
            "SELECT before, after FROM deed_rows ORDER BY deed DESC, ordinal DESC"
        ).fetchone()
    assert before is None and '"status":"confirmed"' in after and '"note":null' in after
