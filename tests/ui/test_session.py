"""Deeds of a session: what they change is broadcast, undo and redo included, and failures are one sentence."""

import time

import pytest
from pytestqt.qtbot import QtBot

from quotedesk.article import Article
from quotedesk.quote import Quote, Span, SpeakerType, Status
from quotedesk.store import articles, batch, quotes, speakers, statements
from quotedesk.store.desk import Desk
from quotedesk.store.records import Changes, QuoteFilter
from ui.jobs import Report, Stopped
from ui.session import DeskSession


def test_a_deed_broadcasts_what_it_changed(qtbot: QtBot, session: DeskSession) -> None:
    quote = quotes.page(session.desk, QuoteFilter())[0]
    then: list[Changes] = []
    with qtbot.waitSignal(session.changed) as caught:
        session.do(lambda desk: quotes.decide(desk, [quote.id], Status.CONFIRMED), then=then.append)
    assert caught.args[0].quotes == {quote.id}
    assert then == caught.args
    assert session.next_deeds() == ("Confirm 1 quote", None)
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert quotes.get(session.desk, quote.id).status is Status.SUGGESTED
    assert session.next_deeds()[1] == "Confirm 1 quote"
    with qtbot.waitSignal(session.changed):
        session.redo()
    assert quotes.get(session.desk, quote.id).status is Status.CONFIRMED


def test_a_deed_that_returns_more_than_changes_is_broadcast_too(qtbot: QtBot, session: DeskSession) -> None:
    made: list[tuple[Changes, str]] = []
    with qtbot.waitSignal(session.changed) as caught:
        session.do(lambda desk: speakers.create(desk, "Somebody", SpeakerType.PERSON), then=made.append)
    assert caught.args[0].speakers == {made[0][1]}


def test_a_failure_is_said_and_changes_nothing(qtbot: QtBot, session: DeskSession) -> None:
    changed: list[Changes] = []
    session.changed.connect(changed.append)
    with qtbot.waitSignal(session.failed) as caught:
        session.do(lambda desk: quotes.decide(desk, ["not a quote"], Status.CONFIRMED))
    assert caught.args[0].endswith(".")
    assert not changed


def test_undo_without_anything_to_undo(qtbot: QtBot, session: DeskSession) -> None:
    answers: list[Changes | None] = []
    session.undo(answers.append)
    session.undo(answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers[0] is not None
    assert answers[1] is None


def test_what_deeds_need_is_loaded_once_in_the_first_pause(
    qtbot: QtBot, session: DeskSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[bool] = []
    monkeypatch.setattr("ui.session.statements.make_ready", lambda: loaded.append(True))
    session._quiet.start(0)
    qtbot.waitUntil(lambda: bool(loaded))
    session._quiet.start(0)
    qtbot.waitUntil(lambda: not session._quiet.isActive())
    qtbot.waitUntil(lambda: not session.runner.busy())
    assert loaded == [True]


def test_statements_catch_up_in_a_pause_and_a_deed_puts_that_off(
    qtbot: QtBot, session: DeskSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotedesk.store.grouping.SMALL", -1)
    session._quiet.setInterval(20)
    begun: list[bool] = []

    def regroup(desk: Desk, report: Report, stopped: Stopped) -> Changes:
        begun.append(True)
        while len(begun) == 1 and not stopped():
            time.sleep(0.001)
        return batch.regroup(desk, report, stopped)

    monkeypatch.setattr("ui.session.statements.regroup", regroup)
    article = Article("Anna Berg said “it will be mended by spring”.")
    quote = Quote((Span(16, 43),))
    session.do(lambda desk: articles.add(desk, [(article, [quote])], group=False))
    qtbot.waitUntil(lambda: bool(begun))
    assert statements.is_behind(session.desk)
    session.do(lambda desk: speakers.create(desk, "Somebody", SpeakerType.PERSON))
    qtbot.waitUntil(lambda: not statements.is_behind(session.desk))
    assert len(begun) == 2
