"""Splitting and joining quotes, their mentions, cues and flags, and the queue of what is to be decided."""

import pytest

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Span, Status
from quotedesk.store import articles, changes, quotes, review
from quotedesk.store import desk as desks


def where(small, words: str) -> Span:
    text = articles.text(small.desk, small.article().id)
    start = text.index(words)
    return Span(start, start + len(words))


def undone(small) -> None:
    assert changes.undo(small.desk)
    assert desks.check(small.desk.path) == []


def test_a_split_quote_is_two_that_know_the_same(small):
    before = small.quotes()
    quotes.set_note(small.desk, before[0].id, "asked twice")
    quotes.decide(small.desk, [before[0].id], Status.CONFIRMED)
    changed = quotes.split(small.desk, before[0].id, where(small, "mend the bridge").end)
    assert changed.deed == "Split a quote"
    first, second = small.quotes()[:2]
    assert changed.quotes == {first.id, second.id} and first.id == before[0].id
    assert (first.text, second.text) == ("we will mend the bridge", "by spring")
    for half in (first, second):
        assert (half.speaker, half.status, half.note, half.origin) == (
            "Anna Berg",
            Status.CONFIRMED,
            "asked twice",
            "person",
        )
        assert half.mention_text == "Anna Berg"
    undone(small)
    assert small.quotes()[1:] == before[1:] and small.quote().text == before[0].text


def test_a_split_needs_words_on_both_sides(small):
    quote = small.quote()
    for at in (quote.extent.start, quote.extent.end, 0, 10_000):
        with pytest.raises(DeskError, match="both sides"):
            quotes.split(small.desk, quote.id, at)
    assert small.quote() == quote


def test_what_was_split_is_joined_again(small):
    before = small.quote()
    quotes.split(small.desk, before.id, where(small, "mend").start)
    halves = small.quotes()[:2]
    changed = quotes.join(small.desk, [halves[1].id, halves[0].id])
    assert changed.deed == "Join 2 quotes"
    assert small.quote().parts == before.parts and small.quote().id == before.id
    assert len(small.quotes()) == 3
    undone(small)
    assert small.quotes()[:2] == halves


def test_joined_quotes_keep_their_parts(small):
    one, two, _three = small.quotes()
    quotes.join(small.desk, [one.id, two.id])
    joined, other = small.quotes()
    assert joined.parts == (*one.parts, *two.parts) and joined.text == f"{one.text} {two.text}"
    assert other.text == "this is the third time"
    quotes.split(small.desk, joined.id, one.parts[0].end + 1)
    assert [quote.parts for quote in small.quotes()] == [one.parts, two.parts, other.parts]


def test_quotes_inside_follow_the_half_they_stand_in(small):
    outer = small.quote()
    inner = quotes.create(small.desk, small.article().id, [where(small, "by spring")], kind=Kind.OTHER)
    (inside,) = inner.quotes
    assert quotes.get(small.desk, inside).parent_id == outer.id
    quotes.split(small.desk, outer.id, where(small, "bridge by").start)
    half = next(quote for quote in small.quotes() if quote.text == "bridge by spring")
    assert quotes.get(small.desk, inside).parent_id == half.id
    quotes.join(small.desk, [outer.id, half.id])
    assert quotes.get(small.desk, inside).parent_id == outer.id


def test_joining_needs_two_quotes_of_one_article(small):
    one = small.quote()
    with pytest.raises(DeskError, match="two quotes"):
        quotes.join(small.desk, [one.id])
    with pytest.raises(DeskError, match="two articles"):
        quotes.join(small.desk, [one.id, small.quotes(1)[0].id])


def test_mention_and_cue_are_decisions_of_a_person(small):
    quote = small.quote()
    words = where(small, "The mayor")
    quotes.set_mention(small.desk, quote.id, words)
    quotes.set_cue(small.desk, quote.id, where(small, "Later"))
    now = small.quote()
    assert (now.mention, now.mention_text, now.cue_text) == (words, "The mayor", "Later")
    assert quotes.page(small.desk, quotes_of(small))[0].mention_text == "The mayor"
    quotes.set_mention(small.desk, quote.id, None)
    assert small.quote().mention_text == "Anna Berg" and small.quote().cue_text == "Later"
    undone(small)
    assert small.quote().mention_text == "The mayor"
    with pytest.raises(DeskError, match="Select the words"):
        quotes.set_cue(small.desk, quote.id, Span(5, 5))


def quotes_of(small):
    from quotedesk.store.records import QuoteFilter

    return QuoteFilter(article_ids=frozenset([small.article().id]))


def test_a_flag_stays_until_it_is_taken_off_for_everybody(small):
    one, two, _ = (quote.id for quote in small.quotes())
    assert quotes.set_flag(small.desk, [one, two], True).deed == "Flag 2 quotes"
    assert [quote.flag for quote in small.quotes()] == [True, True, False]
    small.reopen("Reader Two")
    assert small.quote().flag
    assert quotes.set_flag(small.desk, [one], False).deed == "Take the flag off 1 quote"
    assert not small.quote().flag
    undone(small)
    assert small.quote().flag


def test_the_queue_begins_with_what_is_least_certain(small):
    one, two, three = small.quotes()
    quotes.assign(small.desk, [two.id], None)
    quotes.set_flag(small.desk, [three.id], True)
    quotes.decide(small.desk, [one.id], Status.CONFIRMED)
    queue = review.queue(small.desk)
    assert [quote.id for quote in queue][:2] == [three.id, two.id]
    assert len(queue) == 4 and one.id not in [quote.id for quote in queue]
    quotes.set_kind(small.desk, [two.id], Kind.OTHER)
    assert two.id not in [quote.id for quote in review.queue(small.desk)]
    assert len(review.queue(small.desk, limit=2)) == 2


def test_several_are_read_at_once_and_those_gone_are_left_out(small):
    one, two, three = small.quotes()
    quotes.delete(small.desk, [two.id])
    assert quotes.several(small.desk, [three.id, two.id, one.id]) == [one, three]
