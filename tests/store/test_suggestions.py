"""A newer engine's findings meet what people have done."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotedesk.quote import Kind, Quote, Span, SpeakerName, SpeakerType, Status
from quotedesk.store import articles, changes, quotes, suggestions
from quotedesk.store import desk as desks
from tests.store.conftest import found
from tests.store.deeds import Hand

CARL = SpeakerName("Carl Dunn", SpeakerType.PERSON)


def again(small, found: list[Quote]):
    return quotes.replace_suggestions(small.desk, small.article().id, found, None)


def found_first(small) -> list[Quote]:
    return small.make(articles.text(small.desk, small.article().id))[1]


def test_the_same_findings_change_nothing(small):
    before = changes.history(small.desk)
    assert not again(small, found_first(small))
    assert changes.history(small.desk) == before


def test_undecided_quotes_are_renewed_and_keep_their_identity(small):
    one, two, three = small.quotes()
    first, _, third = found_first(small)
    better = replace(first, speaker=CARL, evidence="better", kind=Kind.WRITTEN)
    new = Quote((Span(0, 6),), speaker=SpeakerName("Eva Falk", SpeakerType.PERSON))
    changed = again(small, [third, better, new])
    assert changed.deed == "Find the quotes of an article again"
    now = small.quotes()
    assert [quote.text for quote in now] == ["Bridge", one.text, three.text]
    assert (now[1].id, now[1].speaker, now[1].evidence, now[1].kind) == (one.id, "Carl Dunn", "better", Kind.WRITTEN)
    assert (now[0].speaker, now[2]) == ("Eva Falk", three)
    assert changed.quotes == {now[0].id, one.id, two.id}
    assert desks.check(small.desk.path) == []
    changes.undo(small.desk)
    assert small.quotes() == [one, two, three]


def test_decided_quotes_stay_as_they_are(small):
    one, two, three = small.quotes()
    quotes.decide(small.desk, [one.id], Status.CONFIRMED)
    quotes.set_note(small.desk, two.id, "look again")
    before = small.quotes()[:2]
    again(small, [replace(quote, speaker=CARL, evidence="other") for quote in found_first(small)[:2]])
    assert small.quotes() == before
    assert three.id not in {quote.id for quote in small.quotes()}
    again(small, [])
    assert small.quotes() == before


def test_a_decision_of_another_reader_keeps_a_quote(small):
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    small.reopen("Reader Two")
    kept = small.quote()
    again(small, [])
    assert small.quotes() == [kept]


def test_a_rejected_quote_never_comes_back(small):
    quote = small.quote()
    quotes.decide(small.desk, [quote.id], Status.REJECTED)
    again(small, found_first(small))
    assert [q.status for q in small.quotes()].count(Status.REJECTED) == 1 and len(small.quotes()) == 3
    first = found_first(small)[0]
    start, end = quote.parts[0].start, quote.parts[0].end
    again(small, [replace(first, parts=(Span(start, end + 1),))])
    assert small.quotes() == [small.quote()] and small.quote().status is Status.REJECTED


def test_hand_drawn_edges_are_not_written_over(small):
    quote = small.quote()
    start, end = quote.parts[0].start, quote.parts[0].end
    quotes.resize(small.desk, quote.id, [Span(start, end - 10)])
    (drawn,) = quotes.create(small.desk, small.article().id, [Span(0, 6)]).quotes
    again(small, [*found_first(small), Quote((Span(3, 13),))])
    texts = [quote.text for quote in small.quotes()]
    assert texts == ["Bridge", quote.text[:-10], "nobody was hurt", "this is the third time"]
    assert small.quote().id == drawn


def test_nested_quotes_find_the_kept_quotes_they_stand_in(small):
    quote = small.quote()
    quotes.decide(small.desk, [quote.id], Status.CONFIRMED)
    start = quote.parts[0].start
    inner = Quote((Span(start + 3, start + 7),), kind=Kind.OTHER, parent=quote.extent)
    again(small, [*found_first(small), inner])
    assert [quote.parent_id for quote in small.quotes()] == [None, quote.id, None, None]
    nested = small.quote(1)
    again(small, [*found_first(small), inner])
    assert small.quote(1) == nested
    again(small, [*found_first(small), replace(inner, parent=None)])
    assert small.quote(1).id != nested.id or small.quote(1).parent_id is None


def test_a_quote_that_was_deleted_is_not_found_again(small):
    first, second, third = found_first(small)
    quotes.delete(small.desk, [small.quotes()[0].id])
    again(small, [first, second, third])
    assert [quote.text for quote in small.quotes()] == ["nobody was hurt", "this is the third time"]
    wider = replace(first, parts=(Span(first.parts[0].start, first.parts[0].end + 1),))
    again(small, [wider, second, third])
    assert len(small.quotes()) == 2
    inside = Quote((Span(first.parts[0].start, first.parts[0].start + 5),))
    again(small, [inside, second, third])
    assert small.quote().text == "we wi"
    changes.undo(small.desk)
    quotes.create(small.desk, small.article().id, [*first.parts])
    quotes.delete(small.desk, [small.quotes()[0].id])
    again(small, [first, second, third])
    assert len(small.quotes()) == 3
    assert desks.check(small.desk.path) == []


def test_an_article_that_is_deleted_and_imported_again_begins_anew(small):
    text = articles.text(small.desk, small.article().id)
    quotes.delete(small.desk, [small.quotes()[0].id])
    articles.delete(small.desk, [small.article().id])
    articles.add(small.desk, [small.make(text, date="2020-01-01")])
    again(small, found_first(small))
    assert len(small.quotes()) == 3


def test_what_it_would_do_is_told_and_not_done(small):
    one, two, _ = small.quotes()
    quotes.decide(small.desk, [one.id], Status.CONFIRMED)
    first, second, _ = found_first(small)
    new = Quote((Span(0, 6),), speaker=SpeakerName("Eva Falk", SpeakerType.PERSON))
    found = [(small.article().id, [new, first, replace(second, speaker=CARL)]), ("gone", [])]
    before = (small.quotes(), changes.history(small.desk))
    told = suggestions.effect(small.desk, found)
    assert (told.new, told.gone, told.changed, told.kept) == (1, 1, 1, 1)
    assert (small.quotes(), changes.history(small.desk)) == before
    found.append((small.article(1).id, []))
    changed = suggestions.renew(small.desk, found)
    assert changed.deed == "Find the quotes of 2 articles again"
    assert [quote.text for quote in small.quotes()] == ["Bridge", one.text, two.text] and small.quotes(1) == []
    changes.undo(small.desk)
    assert (small.quotes(), len(small.quotes(1))) == (before[0], 2)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(0, 20))
def test_whatever_people_did_a_newer_engine_leaves_it_alone(random, steps):
    with tempfile.TemporaryDirectory() as folder, desks.create(Path(folder) / "a.quotedesk", user="One") as desk:
        desk._raw.execute("PRAGMA synchronous = OFF")
        hand = Hand(desk, random)
        hand.import_articles()
        for _ in range(steps):
            hand.step()
        decided = "SELECT * FROM decisions ORDER BY id"
        places = (
            "SELECT article_id, start, end, quotes.id FROM quotes JOIN decisions ON quote_id = quotes.id ORDER BY 4"
        )
        with desk.reading() as connection:
            before = [connection.exec_driver_sql(query).all() for query in (decided, places)]
        read = [(article.id, found(articles.text(desk, article.id))[1]) for article in articles.listed(desk)]
        suggestions.renew(desk, read)
        with desk.reading() as connection:
            assert [connection.exec_driver_sql(query).all() for query in (decided, places)] == before
        assert suggestions.effect(desk, read) == replace(suggestions.effect(desk, read), new=0, gone=0, changed=0)
        for article in articles.listed(desk):
            listed = quotes.of_article(desk, article.id)
            rejected = [quote for quote in listed if quote.status is Status.REJECTED and quote.parent_id is None]
            new = [quote for quote in listed if quote.origin == "engine" and quote.status is Status.SUGGESTED]
            assert not [q for q in new for no in rejected if q.parent_id is None and q.extent == no.extent]
