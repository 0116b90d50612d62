"""Every filter of quotes, the listings they make, and those that are saved."""

import pytest

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Status
from quotedesk.store import articles, changes, quote_listing, quotes, saved_filters
from quotedesk.store import desk as desks
from quotedesk.store.quote_listing import Order
from quotedesk.store.records import QuoteFilter


def texts(small, wanted: QuoteFilter) -> list[str]:
    found = [quote.text for quote in quotes.every(small.desk, wanted)]
    listing = quote_listing.listing(small.desk, wanted)
    assert [quote.text for quote in listing.records(0, len(listing)) if quote] == found
    assert len(found) == quotes.count(small.desk, wanted)
    return found


def test_dates_are_included_on_both_sides(small):
    assert len(texts(small, QuoteFilter())) == 5
    assert len(texts(small, QuoteFilter(since="2020-03-03"))) == 2
    assert len(texts(small, QuoteFilter(until="2020-03-02"))) == 3
    assert len(texts(small, QuoteFilter(since="2020-03", until="2020-03"))) == 5
    assert texts(small, QuoteFilter(since="2021")) == []


def test_printings_notes_flags_and_mentions(small):
    assert texts(small, QuoteFilter(printings=2)) == ["we will mend the bridge by spring"] * 2
    assert texts(small, QuoteFilter(mention="Carl Dunn")) == ["this is the third time", "the ferry is free"]
    assert texts(small, QuoteFilter(noted=True)) == texts(small, QuoteFilter(flagged=True)) == []
    quotes.set_note(small.desk, small.quote(1).id, "asked the office")
    quotes.set_flag(small.desk, [small.quote(2).id], True)
    assert texts(small, QuoteFilter(noted=True)) == [small.quote(1).text]
    assert texts(small, QuoteFilter(flagged=True)) == [small.quote(2).text]


def test_how_sure_the_program_was(small):
    assert len(texts(small, QuoteFilter(sure_below=0.8))) == 5
    assert texts(small, QuoteFilter(sure_below=0.75)) == []
    quotes.assign(small.desk, [small.quote(0).id], None)
    assert texts(small, QuoteFilter(sure_below=0.75)) == [small.quote(0).text]


def test_words_of_whole_articles(small):
    assert texts(small, QuoteFilter(search="angry")) == []
    assert len(texts(small, QuoteFilter(search="angry", whole_articles=True))) == 3
    assert len(texts(small, QuoteFilter(search="runs inst", whole_articles=True))) == 2
    article = small.article(1)
    articles.edit(small.desk, article.id, title="A crossing")
    assert len(texts(small, QuoteFilter(search="crossing", whole_articles=True))) == 2
    articles.delete(small.desk, [article.id])
    assert texts(small, QuoteFilter(search="crossing", whole_articles=True)) == []
    changes.undo(small.desk)
    assert len(texts(small, QuoteFilter(search="crossing", whole_articles=True))) == 2
    assert desks.check(small.desk.path) == []


@pytest.mark.parametrize("order", Order)
def test_a_listing_has_every_quote_once_in_any_order(small, order):
    quotes.decide(small.desk, [small.quote(1).id], Status.CONFIRMED)
    quotes.set_kind(small.desk, [small.quote(0).id], Kind.WRITTEN)
    everything = {quote.id for quote in quotes.every(small.desk, QuoteFilter())}
    for descending in (False, True):
        listing = quote_listing.listing(small.desk, QuoteFilter(), order, descending=descending)
        ids = listing.ids(range(len(listing)))
        assert len(ids) == 5 and set(ids) == everything
        assert [listing.row_of(id) for id in ids] == list(range(5))


def test_a_listing_is_in_the_order_that_was_asked(small):
    def values(order, name, *, descending=False):
        listing = quote_listing.listing(small.desk, QuoteFilter(), order, descending=descending)
        return [getattr(quote, name) for quote in listing.records(0, 5)]

    assert values(Order.SPEAKER, "speaker") == ["Anna Berg"] * 3 + ["Carl Dunn"] * 2
    assert values(Order.DATE, "date", descending=True)[:2] == ["2020-03-03"] * 2
    assert values(Order.PRINTINGS, "printings", descending=True) == [2, 2, 1, 1, 1]
    words = values(Order.WORDS, "text")
    assert words == sorted(words, key=str.casefold)
    quotes.set_note(small.desk, small.quote(2).id, "b")
    assert values(Order.NOTE, "note") == ["b", "", "", "", ""] == values(Order.NOTE, "note", descending=True)


def test_a_quote_deleted_since_leaves_its_place(small):
    listing = quote_listing.listing(small.desk, QuoteFilter())
    quotes.delete(small.desk, [small.quote(1).id])
    found = listing.records(0, 5)
    assert [quote is None for quote in found] == [False, True, False, False, False]
    assert len(listing.ids(range(5))) == 4


def test_a_filter_is_saved_replaced_deleted_and_undone(small):
    wanted = QuoteFilter(search="bridge", status=Status.SUGGESTED, kind=Kind.SPEECH, sure_below=0.9, since="2020")
    wanted_too = QuoteFilter(article_ids=frozenset({small.article().id}), flagged=True)
    saved_filters.save(small.desk, "Bridge", wanted)
    saved_filters.save(small.desk, "  One   article ", wanted_too)
    assert [(kept.name, kept.filter) for kept in saved_filters.listed(small.desk)] == [
        ("Bridge", wanted), ("One article", wanted_too),
    ]  # fmt: skip
    saved_filters.save(small.desk, "Bridge", QuoteFilter(search="ferry"))
    assert saved_filters.listed(small.desk)[0].filter == QuoteFilter(search="ferry")
    changes.undo(small.desk)
    saved_filters.delete(small.desk, "One article")
    assert [kept.filter for kept in saved_filters.listed(small.desk)] == [wanted]
    with pytest.raises(DeskError, match="needs a name"):
        saved_filters.save(small.desk, "  ", wanted)
