"""Deciding about quotes, and drawing and changing them by hand."""

import pytest

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import articles, changes, quotes, speakers
from quotedesk.store import desk as desks
from quotedesk.store.records import QuoteFilter


def where(small, words: str, number: int = 0) -> Span:
    text = articles.text(small.desk, small.article(number).id)
    start = text.index(words)
    return Span(start, start + len(words))


def ids(small) -> list[str]:
    return [quote.id for quote in small.quotes()]


def test_confirm_reject_and_set_back(small):
    one, two, three = ids(small)
    changed = quotes.decide(small.desk, [one, two, one], Status.CONFIRMED)
    assert changed.deed == "Confirm 2 quotes" and changed.quotes == {one, two}
    assert changed.articles == {small.article().id} and not changed.statements
    assert [quote.status for quote in small.quotes()] == [Status.CONFIRMED, Status.CONFIRMED, Status.SUGGESTED]
    record = small.article()
    assert (record.quotes, record.confirmed, record.undecided) == (3, 2, 1)
    changed = quotes.decide(small.desk, [three], Status.REJECTED)
    assert changed.deed == "Reject 1 quote" and changed.statements
    assert len(small.quotes()) == 3 and small.quote(2).status is Status.REJECTED
    record = small.article()
    assert (record.quotes, record.confirmed, record.undecided) == (2, 2, 0)
    changed = quotes.decide(small.desk, [one, three], Status.SUGGESTED)
    assert changed.deed == "Set 2 quotes back to suggested" and changed.statements
    assert [quote.status for quote in small.quotes()] == [Status.SUGGESTED, Status.CONFIRMED, Status.SUGGESTED]


def test_deciding_what_is_decided_is_no_deed(small):
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    before = changes.history(small.desk)
    assert not quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    assert not quotes.decide(small.desk, [small.quote(1).id], Status.SUGGESTED)
    assert not quotes.set_note(small.desk, small.quote(1).id, " ")
    assert changes.history(small.desk) == before


def test_assigning_decides_the_speaker_and_confirms_only_when_asked(small):
    carl = small.speaker("Carl Dunn")
    quote = small.quote()
    changed = quotes.assign(small.desk, [quote.id], carl.id)
    assert changed.deed == "Assign Carl Dunn to 1 quote" and changed.statements
    assert changed.speakers == {carl.id}
    now = small.quote()
    assert (now.speaker, now.speaker_id, now.colour) == ("Carl Dunn", carl.id, carl.colour)
    assert now.status is Status.SUGGESTED
    quotes.assign(small.desk, [quote.id, small.quote(1).id], None, confirm=True)
    assert changes.next_undo(small.desk) == "Assign nobody to 2 quotes"
    now = small.quote()
    assert (now.speaker, now.speaker_id, now.status) == (None, None, Status.CONFIRMED)
    changes.undo(small.desk)
    assert small.quote().speaker == "Carl Dunn" and small.quote().status is Status.SUGGESTED
    changes.undo(small.desk)
    assert small.quote() == quote


def test_a_new_speaker_is_made_and_assigned_in_one_deed(small):
    one, two, three = ids(small)
    before = small.quotes()
    changed = quotes.assign_new(small.desk, [one, two], " Eva Falk ", SpeakerType.INSTITUTION, confirm=True)
    assert changed.deed == "Assign Eva Falk to 2 quotes"
    eva = small.speaker("Eva Falk")
    assert eva.type is SpeakerType.INSTITUTION and eva.id in changed.speakers
    assert (eva.quotes, eva.confirmed, eva.colour) == (2, 2, 2)
    speakers.edit(small.desk, eva.id, aliases=["Falk"])
    assert quotes.assign_new(small.desk, [three], "falk", SpeakerType.PERSON).deed == "Assign Eva Falk to 1 quote"
    assert quotes.get(small.desk, three).status is Status.SUGGESTED
    with pytest.raises(DeskError, match="needs a name"):
        quotes.assign_new(small.desk, [one], " ", SpeakerType.PERSON)
    for _ in range(3):
        changes.undo(small.desk)
    assert small.quotes() == before and len(speakers.listed(small.desk)) == 2


def test_deeds_count_the_quotes_they_changed(small):
    quotes.decide(small.desk, ids(small)[:1], Status.CONFIRMED)
    assert quotes.decide(small.desk, ids(small), Status.CONFIRMED).deed == "Confirm 2 quotes"


def test_kind_and_note(small):
    one = small.quote().id
    assert quotes.set_kind(small.desk, [one], Kind.OTHER).deed == "Mark 1 quote as nobody's words"
    assert small.quote().kind is Kind.OTHER and small.quote().statement_id is None
    assert (small.article().quotes, small.article().undecided) == (2, 2)
    assert quotes.set_kind(small.desk, [one], Kind.WRITTEN).deed == "Mark 1 quote as written words"
    assert small.quote().kind is Kind.WRITTEN and small.quote().statement_id
    changed = quotes.set_note(small.desk, one, "  ask the mayor ")
    assert changed.deed == "Edit the note of a quote" and not changed.statements
    assert small.quote().note == "ask the mayor"
    quotes.set_note(small.desk, one, "")
    assert small.quote().note == ""


def test_each_reader_sees_their_own_decisions_first(small):
    one, two, _ = ids(small)
    carl = small.speaker("Carl Dunn").id
    quotes.decide(small.desk, [one, two], Status.CONFIRMED)
    quotes.assign(small.desk, [one], carl)
    quotes.set_note(small.desk, one, "mine")
    desk = small.reopen("Reader Two")
    # Where the second reader decided nothing, the first one's decision counts.
    assert [quote.status for quote in small.quotes()][:2] == [Status.CONFIRMED] * 2
    assert small.quote().speaker == "Carl Dunn"
    quotes.decide(desk, [one], Status.REJECTED)
    quotes.decide(desk, [two], Status.SUGGESTED)
    quotes.assign(desk, [one], None)
    now = small.quotes()
    assert [quote.status for quote in now] == [Status.REJECTED, Status.SUGGESTED, Status.SUGGESTED]
    assert (now[0].speaker, now[0].note) == (None, "mine")
    quotes.set_note(desk, one, "")
    assert small.quote().note == ""
    small.reopen("Reader One")
    now = small.quotes()
    assert [quote.status for quote in now] == [Status.CONFIRMED, Status.CONFIRMED, Status.SUGGESTED]
    assert (now[0].speaker, now[0].note) == ("Carl Dunn", "mine")
    small.reopen("Reader Three")
    # The latest decision of anybody.
    assert (small.quote().status, small.quote().speaker) == (Status.REJECTED, None)
    assert quotes.count(small.desk, QuoteFilter(status=Status.REJECTED)) == 1
    assert {deed.user for deed in changes.history(small.desk)} == {"Reader One", "Reader Two"}


def test_a_hand_drawn_quote(small):
    article = small.article().id
    span = where(small, "was angry")
    changed = quotes.create(small.desk, article, [span])
    (id,) = changed.quotes
    quote = quotes.get(small.desk, id)
    assert changed.deed == "Mark a quote" and changed.articles == {article}
    assert (quote.text, quote.parts, quote.origin, quote.kind) == ("was angry", (span,), "person", Kind.SPEECH)
    assert (quote.status, quote.speaker, quote.confidence) == (Status.SUGGESTED, None, None)
    anna = small.speaker("Anna Berg").id
    parts = [where(small, "Bridge closed"), where(small, "Monday")]
    (id,) = quotes.create(small.desk, article, parts, kind=Kind.WRITTEN, speaker_id=anna).quotes
    quote = quotes.get(small.desk, id)
    assert (quote.text, quote.kind, quote.status) == ("Bridge closed Monday", Kind.WRITTEN, Status.CONFIRMED)
    assert quote.speaker == "Anna Berg"
    assert small.quote().text == "Bridge closed Monday"
    (id,) = quotes.create(small.desk, article, [where(small, "the mayor".capitalize())], kind=Kind.OTHER).quotes
    assert quotes.get(small.desk, id).status is Status.CONFIRMED
    assert desks.check(small.desk.path) == []


def test_a_quote_drawn_inside_another_stands_in_it(small):
    outer = small.quote()
    (id,) = quotes.create(small.desk, small.article().id, [where(small, "the bridge")]).quotes
    assert quotes.get(small.desk, id).parent_id == outer.id
    quotes.delete(small.desk, [outer.id])
    assert quotes.get(small.desk, id).parent_id is None
    changes.undo(small.desk)
    assert quotes.get(small.desk, id).parent_id == outer.id


def test_the_same_words_are_not_marked_twice_but_a_rejected_quote_is_taken_back(small):
    quote = small.quote()
    with pytest.raises(DeskError, match="already"):
        quotes.create(small.desk, quote.article_id, quote.parts)
    quotes.decide(small.desk, [quote.id], Status.REJECTED)
    anna = small.speaker("Anna Berg").id
    changed = quotes.create(small.desk, quote.article_id, quote.parts, speaker_id=anna)
    assert changed.quotes == {quote.id}
    assert quotes.get(small.desk, quote.id).status is Status.CONFIRMED


@pytest.mark.parametrize(
    "parts", [[], [Span(3, 3)], [Span(0, 100_000)], [Span(5, 9), Span(0, 3)], [Span(0, 5), Span(4, 9)]]
)
def test_parts_that_are_no_words_are_refused(small, parts):
    before = small.quotes()
    with pytest.raises(ValueError, match=r"parts|words"):
        quotes.create(small.desk, small.article().id, parts)
    with pytest.raises(ValueError, match=r"parts|words"):
        quotes.resize(small.desk, before[0].id, parts)
    assert small.quotes() == before


def test_edges_are_changed_in_one_deed(small):
    quote = small.quote()
    longer = Span(quote.parts[0].start, quote.parts[0].end + 1)
    changed = quotes.resize(small.desk, quote.id, [longer])
    assert changed.deed == "Change the edges of a quote" and changed.quotes == {quote.id} and changed.statements
    now = small.quote()
    assert (now.text, now.parts, now.origin, now.id) == (quote.text + "”", (longer,), "person", quote.id)
    assert (now.speaker, now.evidence) == (quote.speaker, quote.evidence)
    assert quotes.count(small.desk, QuoteFilter(search="”")) == 1
    changes.undo(small.desk)
    assert small.quote() == quote
    with pytest.raises(DeskError, match="already"):
        quotes.resize(small.desk, quote.id, small.quote(1).parts)
    assert not quotes.resize(small.desk, quote.id, quote.parts).statements


def test_several_parts_are_shrunk_to_one_and_back(small):
    one, two = where(small, "Bridge closed"), where(small, "Monday")
    (id,) = quotes.create(small.desk, small.article().id, [one, two]).quotes
    quotes.resize(small.desk, id, [two])
    assert quotes.get(small.desk, id).text == "Monday"
    changes.undo(small.desk)
    assert quotes.get(small.desk, id).parts == (one, two)
    assert desks.check(small.desk.path) == []


def test_deleting_takes_the_decisions_too(small):
    quotes.decide(small.desk, ids(small), Status.CONFIRMED)
    before = small.quotes()
    changed = quotes.delete(small.desk, [before[0].id, before[2].id])
    assert changed.deed == "Delete 2 quotes" and changed.quotes == {before[0].id, before[2].id}
    assert changed.articles == {small.article().id}
    assert small.quotes() == [before[1]]
    with pytest.raises(DeskError, match="no longer"):
        quotes.get(small.desk, before[0].id)
    with pytest.raises(DeskError, match="no longer"):
        quotes.decide(small.desk, [before[0].id], Status.CONFIRMED)
    changes.undo(small.desk)
    assert small.quotes() == before


def test_a_role_is_the_one_held_when_the_article_appeared(small):
    anna = small.speaker("Anna Berg")
    roles = [speakers.RoleRecord("minister", "2020-03-03"), speakers.RoleRecord("engineer", "", "2020-03-02")]
    speakers.edit(small.desk, anna.id, roles=roles)
    assert small.quote().role == "engineer"
    assert small.quotes(1)[0].role == "minister"
    assert quotes.get(small.desk, small.quote(2).id).role == ""
    assert anna.type is SpeakerType.PERSON
