"""The history in words, and the way back to a point in it."""

import pytest

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import articles, changes, history, links, quotes, speakers
from quotedesk.store import desk as desks
from quotedesk.store.history import Change
from tests.store.deeds import derived, logged


def last(small, **options):
    return history.details(small.desk, history.listed(small.desk)[0].number, **options)


def test_a_decision_in_words(small):
    quote = small.quote()
    quotes.assign(small.desk, [quote.id], small.speaker("Carl Dunn").id, confirm=True)
    touched, lesson = last(small).touched
    assert (lesson.what, lesson.changes) == ("The lesson “Anna Berg”", (Change("", "", "added"),))
    assert (touched.what, touched.quote) == ("“we will mend the bridge by spring” in Bridge closed", quote.id)
    assert set(touched.changes) >= {Change("status", "", "confirmed"), Change("speaker", "", "Carl Dunn")}
    quotes.assign(small.desk, [quote.id], None)
    assert last(small).touched[0].changes == (Change("speaker", "Carl Dunn", "nobody known"),)
    quotes.set_note(small.desk, quote.id, "look again")
    assert last(small).touched[0].changes == (Change("note", "", "look again"),)
    quotes.set_kind(small.desk, [quote.id], Kind.OTHER)
    assert last(small).touched[0].changes == (Change("kind", "", "nobody’s words"),)
    quotes.set_mention(small.desk, quote.id, Span(0, 6))
    assert last(small).touched[0].changes == (Change("mention", "", "set by hand"),)


def test_edges_names_titles_and_links_in_words(small):
    one, two = small.quote(), small.quote(1)
    quotes.resize(small.desk, one.id, [Span(0, 6)])
    assert last(small).touched[0].changes == (Change("words", "we will mend the bridge by spring", "Bridge"),)
    speakers.edit(small.desk, small.speaker("Carl Dunn").id, name="Karl", aliases=["KD"], qid="Q5")
    (touched,) = last(small).touched
    assert touched.what == "Karl" and touched.quote is None
    assert set(touched.changes) >= {Change("name", "Carl Dunn", "Karl"), Change("Wikidata item", "", "Q5")}
    articles.edit(small.desk, small.article().id, outlet="Post")
    assert last(small).touched[0].changes == (Change("outlet", "The Morning Post", "Post"),)
    desks.rename(small.desk, "New")
    assert [(t.what, t.changes) for t in last(small).touched] == [("The desk", (Change("title", "Bridges", "New"),))]
    links.not_the_same(small.desk, one.id, two.id)
    assert last(small).touched[0].changes == (Change("two quotes", "", "different statements"),)


def test_what_is_gone_is_still_told(small):
    quote = small.quote()
    quotes.assign_new(small.desk, [quote.id], "Eva Falk", SpeakerType.PERSON)
    number = history.listed(small.desk)[0].number
    quotes.delete(small.desk, [quote.id])
    told = last(small).touched[0]
    assert told.quote is None and told.what.startswith("“we will mend the bridge by spring”")
    assert told.changes[0] == Change("", "deleted", "")
    speakers.delete(small.desk, [small.speaker("Eva Falk").id])
    assert last(small).touched[0].what == "Eva Falk"
    told = history.details(small.desk, number).touched
    assert any(Change("speaker", "", "Eva Falk") in touched.changes for touched in told)
    articles.delete(small.desk, [small.article().id])
    assert history.details(small.desk, number).touched


def test_the_history_of_one_quote(small):
    one, two = small.quote(), small.quote(1)
    quotes.decide(small.desk, [one.id, two.id], Status.CONFIRMED)
    quotes.set_note(small.desk, two.id, "x")
    quotes.resize(small.desk, one.id, [Span(0, 6)])
    assert [deed.name for deed in history.listed(small.desk, quote_id=one.id)] == [
        "Change the edges of a quote", "Confirm 2 quotes", "Import 2 articles",
    ]  # fmt: skip
    confirmed = history.listed(small.desk, quote_id=one.id)[1].number
    assert len(history.details(small.desk, confirmed).touched) == 2
    assert [touched.quote for touched in history.details(small.desk, confirmed, quote_id=one.id).touched] == [one.id]
    assert [deed.number for deed in history.listed(small.desk, before=confirmed)] == [1]


def test_many_things_are_counted(small):
    articles.add(small.desk, [small.make(" ".join(f"Anna said “{n}”" for n in range(80)))])
    found = last(small)
    assert len(found.touched) <= history.MOST and found.more > 0


def test_a_large_deed_is_read_in_part(small, monkeypatch):
    quote = small.quote()
    quotes.decide(small.desk, [quote.id], Status.CONFIRMED)
    whole = [(touched.what, touched.changes[0]) for touched in history.details(small.desk, 1).touched]
    monkeypatch.setattr(history, "LARGE", 8)
    monkeypatch.setattr(history, "MOST", 2)
    found = history.details(small.desk, 1)
    assert len(found.touched) == 2 and found.more == 2 + 2 + 5 - 2
    (own,) = history.details(small.desk, 1, quote_id=quote.id).touched
    assert (own.what, own.changes[0]) in whole
    assert [deed.number for deed in history.listed(small.desk, quote_id=quote.id)] == [2, 1]


def test_who_reads_blind_is_shown_their_own(small):
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    small.reopen("Reader Two").read_blind(True)
    assert history.listed(small.desk) == []
    quotes.decide(small.desk, [small.quote().id], Status.REJECTED)
    assert [deed.name for deed in history.listed(small.desk)] == ["Reject 1 quote"]


def test_back_to_a_point_and_forth(small):
    states = [(logged(small.desk), derived(small.desk))]
    for number, quote in enumerate(small.quotes()):
        quotes.set_note(small.desk, quote.id, f"note {number}")
        quotes.delete(small.desk, [quote.id])
        states += [None, (logged(small.desk), derived(small.desk))]
    assert [changes.between(small.desk, number) for number in (7, 3, 1, 99)] == [0, 4, 6, 0]
    changed = changes.go_to(small.desk, 3)
    assert [changes.between(small.desk, number) for number in (1, 5, 7)] == [2, 2, 4]
    assert changed and changed.deed == "4 deeds" and len(changed.quotes) == 2
    assert (logged(small.desk), derived(small.desk)) == states[2]
    assert changes.go_to(small.desk, 3) is None
    assert changes.go_to(small.desk, 5, stopped=lambda: True) is None
    assert (logged(small.desk), derived(small.desk)) == states[2]
    changes.go_to(small.desk, 7)
    assert (logged(small.desk), derived(small.desk)) == states[6]
    changes.go_to(small.desk, 0)
    assert articles.listed(small.desk) == []
    changes.go_to(small.desk, 1)
    assert (logged(small.desk), derived(small.desk)) == states[0]
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    for overtaken in (5, 99):
        with pytest.raises(DeskError, match="no way back"):
            changes.go_to(small.desk, overtaken)
    assert desks.check(small.desk.path) == []
