"""Several readers on one desk: each decides for themselves, and a second one can read blind."""

from dataclasses import replace

import pytest

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Span, Status
from quotedesk.store import changes, quotes, readers, statements
from quotedesk.store import desk as desks
from quotedesk.store.records import QuoteFilter, StatementFilter


def seen(records):
    """All but the statements, which are made of what everybody decided."""
    return [replace(record, statement_id=None, printings=1) for record in records]


@pytest.fixture
def decided(small):
    """Reader One named, rejected, noted and marked; then Reader Two comes, and reads blind."""
    one, two, three = small.quotes()
    quotes.assign(small.desk, [one.id], small.speaker("Carl Dunn").id, confirm=True)
    quotes.decide(small.desk, [two.id], Status.REJECTED)
    quotes.set_note(small.desk, two.id, "not a quote")
    quotes.set_flag(small.desk, [two.id], True)
    quotes.set_kind(small.desk, [three.id], Kind.WRITTEN)
    quotes.create(small.desk, small.article().id, [Span(0, 6)], kind=Kind.OTHER)
    small.before = (one, two, three)
    small.reopen("Reader Two").read_blind(True)
    return small


def test_who_reads_blind_sees_the_suggestions_and_nothing_else(decided):
    assert seen(decided.quotes()) == seen(decided.before)
    assert decided.article().confirmed == 0 and decided.article().undecided == 3
    assert decided.speaker("Carl Dunn").quotes == 2
    assert quotes.count(decided.desk, QuoteFilter(status=Status.SUGGESTED)) == 5
    assert len(quotes.page(decided.desk, QuoteFilter())) == 5
    decided.desk.read_blind(False)
    assert [quote.status for quote in decided.quotes()] == ["confirmed", "confirmed", "rejected", "suggested"]


def test_the_desk_remembers_who_reads_blind(decided):
    assert decided.reopen("Reader One").blind is False and len(decided.quotes()) == 4
    assert decided.reopen("Reader Two").blind is True and len(decided.quotes()) == 3
    decided.desk.sign_in("Reader One")
    assert (decided.desk.user, decided.desk.blind, len(decided.quotes())) == ("Reader One", False, 4)
    decided.desk.sign_in("Reader Three")
    assert decided.desk.user_id == 0 and len(decided.quotes()) == 4


def test_what_others_did_is_neither_shown_nor_taken_back(decided):
    assert changes.next_undo(decided.desk) is None and changes.undo(decided.desk) is None
    quotes.decide(decided.desk, [decided.quote().id], Status.REJECTED)
    assert changes.next_undo(decided.desk) == "Reject 1 quote"
    changes.undo(decided.desk)
    assert changes.next_redo(decided.desk) == "Reject 1 quote" and changes.next_undo(decided.desk) is None
    assert seen(decided.quotes()) == seen(decided.before)


def test_confirming_blind_names_the_speaker_that_was_seen(decided):
    quote = decided.quote()
    quotes.decide(decided.desk, [quote.id], Status.CONFIRMED)
    assert (decided.quote().speaker, decided.quote().status) == ("Anna Berg", Status.CONFIRMED)
    decided.desk.read_blind(False)
    assert quotes.get(decided.desk, quote.id).speaker == "Anna Berg"
    decided.reopen("Reader One")
    assert quotes.get(decided.desk, quote.id).speaker == "Carl Dunn"
    assert desks.check(decided.desk.path) == []


def test_confirming_what_another_named_agrees_with_it(decided):
    decided.desk.read_blind(False)
    quote = decided.quotes()[1]
    quotes.decide(decided.desk, [quote.id], Status.CONFIRMED)
    decided.desk.read_blind(True)
    assert quotes.get(decided.desk, quote.id).speaker == "Carl Dunn"


def test_marking_blind_what_another_marked_is_one_quote(decided):
    (id,) = quotes.create(decided.desk, decided.article().id, [Span(0, 6)], kind=Kind.SPEECH).quotes
    assert quotes.get(decided.desk, id).kind is Kind.SPEECH and len(decided.quotes()) == 4
    decided.reopen("Reader One")
    assert quotes.get(decided.desk, id).kind is Kind.OTHER and len(decided.quotes()) == 4


def test_blind_hands_take_away_from_their_own_eyes_alone(decided):
    quote, hidden = decided.quote(), decided.quotes()[2]
    quotes.delete(decided.desk, [quote.id, hidden.id])
    assert [record.id for record in decided.quotes()] == [decided.before[1].id]
    changes.undo(decided.desk)
    assert seen(decided.quotes()) == seen(decided.before)
    changes.redo(decided.desk)
    assert quotes.count(decided.desk, QuoteFilter()) == 3
    (mine,) = quotes.create(decided.desk, decided.article().id, [Span(7, 13)], kind=Kind.OTHER).quotes
    quotes.delete(decided.desk, [mine])
    decided.reopen("Reader One")
    assert {quote.id, hidden.id} < {record.id for record in decided.quotes()} and len(decided.quotes()) == 4
    assert desks.check(decided.desk.path) == []


@pytest.fixture
def reshaped(small):
    """Reader One moves an edge, splits and joins; then Reader Two comes, and reads blind."""
    one, two, three = small.quotes()
    quotes.resize(small.desk, one.id, [Span(one.extent.start + 3, one.extent.end)])
    quotes.resize(small.desk, one.id, [Span(one.extent.start + 3, one.extent.end - 4)])
    quotes.split(small.desk, two.id, two.extent.start + two.text.index(" "))
    quotes.assign(small.desk, [one.id], small.speaker("Carl Dunn").id, confirm=True)
    small.before = (one, two, three)
    small.sighted = small.quotes()
    small.reopen("Reader Two").read_blind(True)
    return small


def test_who_reads_blind_sees_the_edges_that_the_program_found(reshaped):
    assert seen(reshaped.quotes()) == seen(reshaped.before)
    assert {quote.id: quote.text for quote in quotes.page(reshaped.desk, QuoteFilter())}.items() > {
        (quote.id, quote.text) for quote in reshaped.before
    }
    reshaped.desk.read_blind(False)
    assert seen(reshaped.quotes()) == seen(reshaped.sighted)


def test_edges_moved_blind_are_one_s_own_until_eyes_are_open(reshaped):
    one, two, _ = reshaped.before
    wanted = [Span(one.extent.start, one.extent.end - 1)]
    quotes.resize(reshaped.desk, one.id, wanted)
    quotes.decide(reshaped.desk, [one.id], Status.CONFIRMED)
    first = two.text.index(" ")
    new = quotes.split(reshaped.desk, two.id, two.extent.start + first).quotes - {two.id}
    shown = [quote.text for quote in reshaped.quotes()]
    assert shown[:3] == [one.text[:-1], two.text[:first], two.text[first + 1 :]]
    assert quotes.get(reshaped.desk, next(iter(new))).speaker == two.speaker
    quotes.join(reshaped.desk, [two.id, *new])
    assert [quote.text for quote in reshaped.quotes()] == [one.text[:-1], *(q.text for q in reshaped.before[1:])]
    with pytest.raises(DeskError, match="marked as a quote already"):
        quotes.resize(reshaped.desk, two.id, wanted)
    reshaped.reopen("Reader One")
    now = {quote.id: quote for quote in reshaped.quotes()}
    assert all(now[quote.id].parts == quote.parts for quote in reshaped.sighted)
    assert desks.check(reshaped.desk.path) == []
    reshaped.reopen("Reader Two")
    for _ in range(4):
        changes.undo(reshaped.desk)
    assert seen(reshaped.quotes()) == seen(reshaped.before)


def test_agreement_compares_the_edges_that_each_decided_about(reshaped):
    one, two, three = reshaped.before
    quotes.decide(reshaped.desk, [one.id, three.id], Status.CONFIRMED)
    reshaped.reopen("Reader One")
    quotes.decide(reshaped.desk, [two.id, three.id], Status.CONFIRMED)

    def compared():
        found = readers.agreement(reshaped.desk, "Reader One", "Reader Two")
        return found.spans_a, found.spans_b, found.spans_both, [d.in_edges for d in found.differences]

    assert compared() == (2, 2, 1, [True])
    reshaped.reopen("Reader Two").read_blind(False)
    assert compared() == (2, 2, 1, [True])
    quotes.assign(reshaped.desk, [one.id], reshaped.speaker("Carl Dunn").id)
    assert compared() == (2, 2, 2, [])


def test_nothing_that_the_program_found_is_taken_from_who_reads_blind(reshaped):
    reshaped.reopen("Reader One")
    for deed in (quotes.delete, quotes.join):
        with pytest.raises(DeskError, match="Reader Two reads blind"):
            deed(reshaped.desk, [quote.id for quote in reshaped.before])
    half = next(quote for quote in reshaped.sighted if quote.id not in {q.id for q in reshaped.before})
    quotes.delete(reshaped.desk, [half.id])
    reshaped.reopen("Reader Two").read_blind(False)
    reshaped.reopen("Reader One")
    quotes.delete(reshaped.desk, [reshaped.before[2].id])


def test_two_readers_are_compared_by_their_own_decisions(decided):
    one, two, three = decided.quotes()
    quotes.decide(decided.desk, [one.id, three.id], Status.CONFIRMED)
    quotes.decide(decided.desk, [two.id], Status.REJECTED)
    quotes.create(decided.desk, decided.article().id, [Span(7, 13)], kind=Kind.OTHER)
    quotes.decide(decided.desk, [decided.quotes(1)[0].id], Status.CONFIRMED)
    found = readers.agreement(decided.desk, "Reader One", "Reader Two")
    assert (found.spans_a, found.spans_b, found.spans_both, found.same) == (3, 3, 2, 1)
    assert {(d.a and d.a.speaker, d.b and d.b.speaker) for d in found.differences} == {
        ("Carl Dunn", "Anna Berg"), ("nobody’s words", None), (None, "nobody’s words"),
    }  # fmt: skip
    people = readers.listed(decided.desk)
    assert [(reader.name, reader.quotes, reader.blind) for reader in people] == [
        ("Reader Two", 5, True), ("Reader One", 4, False),
    ]  # fmt: skip
    with pytest.raises(DeskError, match="Nobody called Ida"):
        readers.agreement(decided.desk, "Ida", "Reader One")


def test_statements_name_the_speakers_that_who_reads_blind_sees(decided):
    quote = decided.quote()
    assert {witness.passage.speaker for witness in statements.of_quote(decided.desk, quote.id).witnesses} == {
        "Anna Berg"
    }
    assert statements.page(decided.desk, StatementFilter())[0].speakers == ("Anna Berg",)
    decided.reopen("Reader One")
    assert {witness.passage.speaker for witness in statements.of_quote(decided.desk, quote.id).witnesses} == {
        "Anna Berg", "Carl Dunn",
    }  # fmt: skip
