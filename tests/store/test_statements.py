"""Statements follow every deed that can change them, and no other."""

import threading

import pytest

from quotedesk.collation.statement import Passage, Reading, Relation, Witness
from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import articles, batch, changes, quotes, regrouping, speakers, statements
from quotedesk.store import desk as desks

WORDS = "we will mend the bridge by spring"


class Counted:
    """Grouping that counts how often it is asked, as a whole or in part."""

    def __init__(self, monkeypatch) -> None:
        self.calls = 0
        for module, name in ((batch, "rebuild"), (batch, "_all_at_once"), (regrouping, "update")):
            monkeypatch.setattr(module, name, self.counting(getattr(module, name)))

    def counting(self, function):
        def called(*arguments):
            self.calls += 1
            return function(*arguments)

        return called


@pytest.fixture
def grouping(monkeypatch) -> Counted:
    return Counted(monkeypatch)


def grouped(small) -> set[str]:
    return {w.passage.id for s in statements.everything(small.desk).statements for w in s.witnesses}


def test_statements_come_back_whole(small):
    (statement,) = statements.listed(small.desk)
    one, other = small.quotes()[0], small.quotes(1)[0]
    assert statement == statements.of_quote(small.desk, one.id) == statements.of_quote(small.desk, other.id)
    passage = Passage(
        one.id, small.article().id, WORDS, "The Morning Post", "2020-03-02", "Anna Berg", Kind.SPEECH, one.parts,
        small.article().sha256,
    )  # fmt: skip
    assert statement.witnesses[0] == Witness(passage, (Relation.FULLEST,))
    assert statement.witnesses[1].relations == (Relation.VERBATIM,)
    assert statement.readings == (Reading((one.id, other.id), WORDS),)
    assert (statement.id, statement.why) == (one.id, "Every word agrees in order; same speaker.")
    assert (one.statement_id, one.printings, other.statement_id, other.printings) == (one.id, 2, one.id, 2)
    assert (small.quote(1).statement_id, small.quote(1).printings) == (small.quote(1).id, 1)


def test_nobodys_words_and_rejected_ones_are_not_grouped(small):
    one, other = small.quotes()[0], small.quotes(1)[0]
    quotes.decide(small.desk, [one.id], Status.REJECTED)
    quotes.set_kind(small.desk, [small.quote(1).id], Kind.OTHER)
    assert statements.listed(small.desk) == []
    assert grouped(small) == {small.quote(2).id, *(quote.id for quote in small.quotes(1))}
    alone = statements.of_quote(small.desk, one.id)
    assert [witness.passage.id for witness in alone.witnesses] == [one.id] == [alone.id]
    assert quotes.get(small.desk, other.id).printings == 1
    changes.undo(small.desk)
    changes.undo(small.desk)
    assert quotes.get(small.desk, other.id) == other


def test_only_deeds_that_move_quotes_group_them_anew(grouping, small):
    desk, quote = small.desk, small.quote()
    carl, anna = small.speaker("Carl Dunn"), small.speaker("Anna Berg")

    def groups(deed) -> bool:
        before = grouping.calls
        changed = deed()
        assert changed
        assert changed.statements == (grouping.calls > before)
        return changed.statements

    assert not groups(lambda: quotes.decide(desk, [quote.id], Status.CONFIRMED))
    assert not groups(lambda: quotes.set_note(desk, quote.id, "note"))
    assert not groups(lambda: speakers.edit(desk, anna.id, colour=9, aliases=["Berg"], note="n", qid="Q1"))
    assert not groups(lambda: speakers.create(desk, "Eva Falk", SpeakerType.PERSON)[0])
    assert not groups(lambda: articles.edit(desk, small.article().id, title="T", url="u"))
    assert not groups(lambda: desks.rename(desk, "New"))
    assert not groups(lambda: changes.undo(desk))
    assert groups(lambda: quotes.decide(desk, [quote.id], Status.REJECTED))
    assert groups(lambda: changes.undo(desk))
    assert groups(lambda: changes.redo(desk))
    assert groups(lambda: quotes.decide(desk, [quote.id], Status.CONFIRMED))
    assert groups(lambda: quotes.assign(desk, [quote.id], carl.id))
    assert not groups(lambda: quotes.decide(desk, [quote.id], Status.SUGGESTED))
    assert groups(lambda: quotes.set_kind(desk, [quote.id], Kind.OTHER))
    assert groups(lambda: quotes.resize(desk, quote.id, [Span(0, 6)]))
    assert groups(lambda: speakers.edit(desk, carl.id, name="Karl Dunn"))
    assert groups(lambda: speakers.merge(desk, carl.id, [anna.id]))
    assert groups(lambda: articles.edit(desk, small.article().id, outlet="O"))
    assert groups(lambda: quotes.create(desk, small.article().id, [Span(5, 9)]))
    assert groups(lambda: quotes.delete(desk, [quote.id]))
    assert groups(lambda: articles.delete(desk, [small.article().id]))
    assert groups(lambda: changes.undo(desk))
    assert desks.check(desk.path) == []


def test_statements_are_the_same_for_every_reader(small):
    quotes.decide(small.desk, [small.quote().id], Status.REJECTED)
    desk = small.reopen("Reader Two")
    assert statements.listed(desk) == []
    quotes.decide(desk, [small.quote().id], Status.SUGGESTED)
    assert len(statements.listed(desk)) == 1
    small.reopen("Reader One")
    assert len(statements.listed(small.desk)) == 1 and small.quote().status is Status.REJECTED


def test_many_imports_are_grouped_once(grouping, empty):
    texts = [f"Anna Berg said “{WORDS}”. It was day {n}." for n in range(4)]
    for text in texts:
        added = articles.add(empty.desk, [empty.make(text)], group=False)
        assert added.changes and not added.changes.statements
    assert grouping.calls == 0 and empty.quote().statement_id is None and empty.quote().printings == 1
    assert statements.is_behind(empty.desk)
    assert desks.check(empty.desk.path) == []
    assert not statements.regroup(empty.desk, stopped=lambda: True)
    assert empty.quote().statement_id is None
    seen: list[tuple[int, int]] = []
    assert statements.regroup(empty.desk, lambda done, total: seen.append((done, total))).statements
    assert (seen[0], seen[-1]) == ((0, 4), (4, 4)) and not statements.is_behind(empty.desk)
    assert [len(s.witnesses) for s in statements.listed(empty.desk)] == [4]
    assert desks.check(empty.desk.path) == []
    assert changes.next_undo(empty.desk) == "Import 1 article"
    assert not statements.regroup(empty.desk)


def test_a_program_ended_before_the_grouping_makes_up_for_it(grouping, empty):
    articles.add(empty.desk, [empty.make(f"Anna Berg said “{WORDS}”.")], group=False)
    assert empty.quote().statement_id is None
    empty.reopen()
    assert empty.quote().statement_id == empty.quote().id and grouping.calls == 1
    empty.reopen()
    assert grouping.calls == 1
    assert desks.check(empty.desk.path) == []


@pytest.mark.parametrize("large", [False, True])
def test_a_bug_in_grouping_costs_nobody_their_work(small, caplog, monkeypatch, large):
    def fail(*_):
        raise ZeroDivisionError

    quote = small.quote()
    monkeypatch.setattr("quotedesk.store.grouping.SMALL", 0 if large else 200)
    with monkeypatch.context() as broken:
        broken.setattr(batch, "rebuild", fail)
        broken.setattr(regrouping, "update", fail)
        assert quotes.decide(small.desk, [quote.id], Status.REJECTED)
        assert small.quote().status is Status.REJECTED
    (logged,) = caplog.records
    assert logged.exc_info and logged.exc_info[0] is ZeroDivisionError
    caplog.clear()
    assert statements.is_behind(small.desk)
    assert desks.check(small.desk.path) == []
    # A small desk makes up for it with the next deed, whatever that is, a large one when it is told to.
    assert quotes.set_note(small.desk, quote.id, "note").statements == (not large)
    assert statements.regroup(small.desk).statements == large
    assert desks.check(small.desk.path) == []
    assert not quotes.set_note(small.desk, quote.id, "more").statements


def test_the_most_printed_come_first(empty):
    said = {"a rare word of his": 2, "a common word of hers": 4, "the third thing they want": 3, "alone": 1}
    for words, times in said.items():
        articles.add(empty.desk, [empty.make(f"Anna said “{words}” in {n}.") for n in range(times)])
    assert [s.witnesses[0].passage.text for s in statements.listed(empty.desk)] == [
        "a common word of hers",
        "the third thing they want",
        "a rare word of his",
    ]


def test_the_same_words_are_found_in_two_articles(small):
    (statement,) = statements.listed(small.desk)
    assert {witness.passage.outlet for witness in statement.witnesses} == {"The Morning Post", "Evening Echo"}
    assert all(witness.passage.text == WORDS for witness in statement.witnesses)


def test_who_ends_a_grouping_does_not_wait_until_it_ends(empty, monkeypatch):
    articles.add(empty.desk, [empty.make(f"Anna Berg said “{WORDS}”.")], group=False)
    begun, ended = threading.Event(), threading.Event()

    def grouped(*_):
        begun.set()
        ended.wait(10)

    with monkeypatch.context() as slow:
        slow.setattr("quotedesk.store.batch._grouped", grouped)
        assert not statements.regroup(empty.desk, stopped=begun.is_set)
    assert begun.is_set() and statements.is_behind(empty.desk)
    ended.set()
    assert statements.regroup(empty.desk).statements
