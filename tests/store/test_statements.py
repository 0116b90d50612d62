"""Statements follow every deed that can change them, and no other."""

import itertools

import pytest

from quotedesk import collation
from quotedesk.collation.statement import Grouping, Passage, Reading, Relation, Statement, Suggestion, Witness
from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import articles, changes, quotes, speakers, statements
from quotedesk.store import desk as desks

WORDS = "we will mend the bridge by spring"


class SameWords:
    """Grouping by equal words: a stand-in that counts how often it is asked."""

    def __init__(self) -> None:
        self.calls = 0
        self.seen: list[Passage] = []

    def __call__(self, passages):
        self.calls += 1
        self.seen = list(passages)
        groups: dict[str, list[Passage]] = {}
        for passage in passages:
            groups.setdefault(passage.text, []).append(passage)
        made = [self.statement(group) for group in groups.values()]
        pairs = [Suggestion(a.id, b.id, 0.25, "near") for a, b in itertools.pairwise(made)][:1]
        return Grouping(tuple(made), tuple(pairs))

    def statement(self, group: list[Passage]) -> Statement:
        first, *others = group
        witnesses = [Witness(first, (Relation.FULLEST,), False, ("elsewhere",))]
        witnesses += [Witness(p, (Relation.VERBATIM, Relation.REPEATED), p.speaker != first.speaker) for p in others]
        return Statement(
            first.id, tuple(witnesses), (Reading(tuple(p.id for p in group), first.text),), f"{len(group)} same"
        )


@pytest.fixture
def grouping(monkeypatch) -> SameWords:
    fake = SameWords()
    monkeypatch.setattr(collation, "group", fake)
    return fake


def texts(small) -> list[list[str]]:
    return [[f"{w.passage.outlet}: {w.passage.text}" for w in s.witnesses] for s in statements.listed(small.desk)]


def test_statements_come_back_whole(grouping, small):
    (statement,) = statements.listed(small.desk)
    one, other = small.quotes()[0], small.quotes(1)[0]
    assert statement == statements.of_quote(small.desk, one.id) == statements.of_quote(small.desk, other.id)
    passage = Passage(
        one.id, small.article().id, WORDS, "The Morning Post", "2020-03-02", "Anna Berg", Kind.SPEECH, one.parts
    )
    assert statement.witnesses[0] == Witness(passage, (Relation.FULLEST,), False, ("elsewhere",))
    assert statement.witnesses[1].relations == (Relation.VERBATIM, Relation.REPEATED)
    assert statement.readings == (Reading((one.id, other.id), WORDS),)
    assert (statement.id, statement.why) == (one.id, "2 same")
    assert (one.statement_id, one.printings, other.statement_id, other.printings) == (one.id, 2, one.id, 2)
    assert (small.quote(1).statement_id, small.quote(1).printings) == (small.quote(1).id, 1)
    (suggestion,) = statements.suggestions(small.desk)
    assert suggestion == Suggestion(one.id, small.quote(1).id, 0.25, "near")


def test_nobodys_words_and_rejected_ones_are_not_grouped(grouping, small):
    one, other = small.quotes()[0], small.quotes(1)[0]
    quotes.decide(small.desk, [one.id], Status.REJECTED)
    quotes.set_kind(small.desk, [small.quote(1).id], Kind.OTHER)
    assert statements.listed(small.desk) == [] and one.id not in {passage.id for passage in grouping.seen}
    assert [passage.text for passage in grouping.seen] == ["this is the third time", WORDS, "the ferry is free"]
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
    assert groups(lambda: quotes.resize(desk, quote.id, [Span(0, 4)]))
    assert groups(lambda: speakers.edit(desk, carl.id, name="Karl Dunn"))
    assert groups(lambda: speakers.merge(desk, carl.id, [anna.id]))
    assert groups(lambda: articles.edit(desk, small.article().id, outlet="O"))
    assert groups(lambda: quotes.create(desk, small.article().id, [Span(5, 9)]))
    assert groups(lambda: quotes.delete(desk, [quote.id]))
    assert groups(lambda: articles.delete(desk, [small.article().id]))
    assert groups(lambda: changes.undo(desk))
    assert desks.check(desk.path) == []


def test_statements_are_the_same_for_every_reader(grouping, small):
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
    assert desks.check(empty.desk.path) == ["The statements are wrong about 4 quotes; group them again."]
    assert not statements.regroup(empty.desk, stopped=lambda: True)
    assert empty.quote().statement_id is None
    seen: list[tuple[int, int]] = []
    assert statements.regroup(empty.desk, lambda done, total: seen.append((done, total))).statements
    assert seen == [(0, 4), (4, 4)] and grouping.calls == 1
    assert [len(s.witnesses) for s in statements.listed(empty.desk)] == [4]
    assert desks.check(empty.desk.path) == []
    assert changes.next_undo(empty.desk) == "Import 1 article"


def test_a_program_ended_before_the_grouping_makes_up_for_it(grouping, empty):
    articles.add(empty.desk, [empty.make(f"Anna Berg said “{WORDS}”.")], group=False)
    assert empty.quote().statement_id is None
    empty.reopen()
    assert empty.quote().statement_id == empty.quote().id and grouping.calls == 1
    empty.reopen()
    assert grouping.calls == 1
    assert desks.check(empty.desk.path) == []


def test_a_bug_in_grouping_costs_nobody_their_work(grouping, small, caplog, monkeypatch):
    def fail(_):
        raise ZeroDivisionError

    quote = small.quote()
    monkeypatch.setattr(collation, "group", fail)
    assert quotes.decide(small.desk, [quote.id], Status.REJECTED)
    assert small.quote().status is Status.REJECTED
    (logged,) = caplog.records
    assert logged.exc_info and logged.exc_info[0] is ZeroDivisionError
    caplog.clear()
    assert desks.check(small.desk.path) == ["The statements are wrong about 1 quote; group them again."]
    with pytest.raises(ZeroDivisionError):
        statements.regroup(small.desk)
    monkeypatch.setattr(collation, "group", grouping)
    # The next deed makes up for it, whatever it is.
    assert quotes.set_note(small.desk, quote.id, "note").statements
    assert desks.check(small.desk.path) == []
    assert not quotes.set_note(small.desk, quote.id, "more").statements


def test_the_most_printed_come_first(grouping, empty):
    said = {"a rare word": 2, "a common word": 4, "a word": 3, "alone": 1}
    for words, times in said.items():
        articles.add(empty.desk, [empty.make(f"Anna said “{words}” in {n}.") for n in range(times)])
    assert [s.witnesses[0].passage.text for s in statements.listed(empty.desk)] == [
        "a common word",
        "a word",
        "a rare word",
    ]


def test_the_real_collation_finds_the_same_words(small):
    (statement,) = statements.listed(small.desk)
    assert {witness.passage.outlet for witness in statement.witnesses} == {"The Morning Post", "Evening Echo"}
    assert all(witness.passage.text == WORDS for witness in statement.witnesses)
