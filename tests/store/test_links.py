"""What people say of two quotes is kept, can be taken back, and outlives whatever happens to the quotes' rows."""

import pytest

from quotedesk.errors import DeskError
from quotedesk.quote import Span
from quotedesk.store import articles, changes, links, quotes, statements
from quotedesk.store import desk as desks


def said(small) -> set[tuple[bool, frozenset[str]]]:
    return {(link.same, frozenset((link.a, link.b))) for link in links.listed(small.desk)}


@pytest.fixture
def three(small):
    """Two printings of one sentence, and another sentence."""
    return small.quotes()[0].id, small.quotes(1)[0].id, small.quotes()[1].id


def test_what_was_said_is_listed_and_can_be_undone(small, three):
    one, _, third = three
    before = statements.everything(small.desk)
    changed = links.accept(small.desk, one, third)
    assert changed.statements and changed.deed == "Join two statements" == changes.next_undo(small.desk)
    (link,) = links.listed(small.desk)
    assert (link.same, {link.a, link.b}, link.user) == (True, {one, third}, "Reader One")
    assert links.listed(small.desk, one) == links.listed(small.desk, third) == [link]
    assert links.listed(small.desk, small.quotes()[2].id) == []
    assert desks.check(small.desk.path) == []
    changes.undo(small.desk)
    assert links.listed(small.desk) == [] and statements.everything(small.desk) == before
    changes.redo(small.desk)
    assert links.listed(small.desk) == [link]
    assert links.take_back(small.desk, [link.id]).deed == "Take back 1 decision about quotes"
    assert links.listed(small.desk) == [] and statements.everything(small.desk) == before
    assert not links.take_back(small.desk, [link.id])


def test_the_last_word_holds(small, three):
    one, other, third = three
    links.accept(small.desk, one, third)
    links.refuse(small.desk, third, one)
    assert said(small) == {(False, frozenset((one, third)))}
    links.merge(small.desk, [third, other])
    assert said(small) == {(True, frozenset((other, third)))}
    assert not links.merge(small.desk, [other, third])
    links.not_the_same(small.desk, other, one)
    assert said(small) == {(True, frozenset((other, third))), (False, frozenset((one, other)))}


def test_what_is_kept_apart_is_not_held_together_by_a_third(small, three):
    one, other, third = three
    links.merge(small.desk, [one, third, other])
    assert said(small) == {(True, frozenset((one, third))), (True, frozenset((one, other)))}
    links.not_the_same(small.desk, third, other)
    assert said(small) == {(True, frozenset((one, other))), (False, frozenset((third, other)))}


def test_refusing_leaves_alone_what_a_quote_is_linked_to_otherwise(small, three):
    one, _, third = three
    links.accept(small.desk, one, third)
    links.refuse(small.desk, third, small.quotes(1)[1].id)
    assert (True, frozenset((one, third))) in said(small)


def test_splitting_parts_the_chosen_from_every_other(small, three):
    one, other, _ = three
    (statement,) = statements.listed(small.desk)
    links.split(small.desk, statement.id, [other])
    assert said(small) == {(False, frozenset((one, other)))}
    changes.undo(small.desk)
    for none in ([], [one, other]):
        with pytest.raises(DeskError, match="not all of them"):
            links.split(small.desk, statement.id, none)
    with pytest.raises(DeskError, match="two or more"):
        links.merge(small.desk, [one])
    with pytest.raises(DeskError, match="one and the same"):
        links.not_the_same(small.desk, one, one)


def test_links_outlive_a_new_run_of_the_engine(small, three):
    one, _, third = three
    links.accept(small.desk, one, third)
    kept = said(small)
    quotes.replace_suggestions(small.desk, small.article().id, [], None)
    assert {quote.id for quote in small.quotes()} == {one, third} and said(small) == kept
    assert desks.check(small.desk.path) == []


def test_links_outlive_a_deletion_and_a_second_import(small, three):
    one, _, third = three
    ferry = small.quotes(1)[1].id
    links.refuse(small.desk, one, third)
    links.accept(small.desk, ferry, third)
    article = small.article()
    again = small.make(articles.text(small.desk, article.id), date=article.date)
    articles.delete(small.desk, [article.id])
    assert links.listed(small.desk) == []
    articles.add(small.desk, [again])
    new_one, new_third = (quote.id for quote in small.quotes()[:2])
    assert said(small) == {(False, frozenset((new_one, new_third))), (True, frozenset((ferry, new_third)))}


def test_a_resized_quote_takes_its_links_along(small, three):
    one, _, third = three
    links.refuse(small.desk, one, third)
    kept = said(small)
    (part,) = quotes.get(small.desk, one).parts
    quotes.resize(small.desk, one, [Span(part.start, part.end - 3)])
    assert said(small) == kept
    changes.undo(small.desk)
    assert said(small) == kept
    # What was said of these very words before stays.
    quotes.resize(small.desk, one, [Span(part.start, part.end - 3)])
    quotes.delete(small.desk, [one])
    quotes.create(small.desk, small.article().id, [part])
    links.accept(small.desk, small.quote().id, third)
    quotes.resize(small.desk, small.quote().id, [Span(part.start, part.end - 3)])
    assert said(small) == {(False, frozenset((small.quote().id, third)))}
    assert desks.check(small.desk.path) == []
