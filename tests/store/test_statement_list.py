"""The list of statements: in pages, by what to look at first, filtered, and without what nobody asked for."""

import pytest

from quotedesk.quote import Span
from quotedesk.store import articles, changes, links, quotes, statements
from quotedesk.store.records import StatementFilter, StatementOrder

BRIDGE = "we will mend the bridge by spring and it will hold for a hundred years"
FERRY = "the ferry is free for everybody who works in the harbour at night"
FIRE = "they will not come back to the mill that burned down to the ground on Friday"
SAID = (
    ("Anna Berg", BRIDGE, "Post"), ("Anna Berg", BRIDGE, "Echo"), ("Anna Berg", BRIDGE, "Mail"),
    ("Anna Berg", BRIDGE, "Mail"),
    ("Carl Dunn", FERRY, "Post"), ("Eva Falk", FERRY, "Echo"),
    ("Ida Holm", FIRE, "Post"), ("Ida Holm", FIRE.replace(" not", ""), "Echo"),
    ("Ida Holm", FIRE.replace("Friday", "Monday"), "Mail"),
)  # fmt: skip


@pytest.fixture(params=[200, -1], ids=["small", "large"])
def several(empty, request, monkeypatch):
    monkeypatch.setattr("quotedesk.store.grouping.SMALL", request.param)
    for number, (who, words, outlet) in enumerate(SAID):
        article = empty.make(f"{who} said “{words}” in {number}.", outlet=outlet, date=f"2020-03-{number + 1:02}")
        articles.add(empty.desk, [article])
    return empty


def listed(small, order=StatementOrder.MOST_PRINTED, **narrowed) -> list[str]:
    found = statements.page(small.desk, StatementFilter(**narrowed), order)
    assert statements.count(small.desk, StatementFilter(**narrowed)) == len(found)
    return [row.text for row in found]


def test_a_row_says_who_printed_it_and_what_departs(several):
    bridge, fire, ferry = statements.page(several.desk, StatementFilter())
    assert (bridge.text, bridge.printings, bridge.readings) == (BRIDGE, 4, 1)
    assert (bridge.outlets, bridge.speakers) == (("Mail", "Post", "Echo"), ("Anna Berg",))
    assert (bridge.disagreeing, bridge.different, bridge.cut, bridge.meaning) == (0, 0, False, False)
    assert (fire.text, fire.printings, fire.readings, fire.cut) == (FIRE, 3, 3, True)
    assert 0 < fire.different < 1 and fire.meaning
    assert (ferry.disagreeing, ferry.speakers) == (1, ("Carl Dunn", "Eva Falk"))
    assert statements.get(several.desk, bridge.id) == statements.listed(several.desk)[0]


def test_what_to_look_at_first(several):
    assert listed(several) == [BRIDGE, FIRE, FERRY]
    assert listed(several, StatementOrder.MOST_DIFFERENT)[0] == FIRE
    assert listed(several, StatementOrder.DISAGREEING)[0] == FERRY


def test_filters(several):
    assert listed(several, least=3) == [BRIDGE, FIRE]
    assert listed(several, disagreeing=True) == [FERRY]
    assert listed(several, cut=True) == [FIRE] == listed(several, meaning=True)
    assert listed(several, search="harbour") == [FERRY]
    # A word of any witness finds the statement.
    assert listed(several, search="monday") == [FIRE]
    assert listed(several, search="harbour", least=3) == []


@pytest.mark.parametrize("order", StatementOrder)
def test_pages_hold_each_statement_once(several, order):
    whole = statements.page(several.desk, StatementFilter(), order)
    paged, after = [], None
    while found := statements.page(several.desk, StatementFilter(), order, after=after, limit=1):
        paged += found
        after = found[-1].id
    assert paged == whole and len(whole) == 3


def test_a_page_after_a_statement_that_is_gone_begins_anew(several):
    first = statements.page(several.desk, StatementFilter())[0]
    lonely = quotes.of_article(several.desk, several.articles[0].id)[0]
    quotes.resize(several.desk, lonely.id, [Span(lonely.extent.start, lonely.extent.start + 6)])
    assert statements.page(several.desk, StatementFilter(), after=lonely.id)
    changes.undo(several.desk)
    assert statements.page(several.desk, StatementFilter())[0] == first


def test_suggestions_are_settled_by_people(several):
    articles.add(several.desk, [several.make("Carl Dunn said “the bridge by spring”.", date="2020-03-02")])
    found = statements.suggestions(several.desk)
    first = found[0]
    links.refuse(several.desk, first.a, first.b)
    assert first not in statements.suggestions(several.desk)
    assert statements.count_suggestions(several.desk) == len(statements.suggestions(several.desk))
    changes.undo(several.desk)
    assert statements.suggestions(several.desk) == found
    links.accept(several.desk, first.a, first.b)
    assert first not in statements.suggestions(several.desk)
    one, other = (statements.of_quote(several.desk, id) for id in (first.a, first.b))
    assert one == other
    links.take_back(several.desk, [link.id for link in links.listed(several.desk)])
    assert statements.suggestions(several.desk)[0] == first


def test_statements_can_be_joined_and_split(several):
    bridge, fire, ferry = statements.listed(several.desk)
    links.merge(several.desk, [bridge.id, ferry.id])
    joined = statements.of_quote(several.desk, ferry.id)
    assert {w.passage.id for w in joined.witnesses} == {w.passage.id for s in (bridge, ferry) for w in s.witnesses}
    changes.undo(several.desk)
    assert statements.listed(several.desk) == [bridge, fire, ferry]
    off = [bridge.witnesses[1].passage.id, bridge.witnesses[3].passage.id]
    links.split(several.desk, bridge.id, off)
    assert {w.passage.id for w in statements.of_quote(several.desk, off[0]).witnesses} == set(off)
    assert len(statements.of_quote(several.desk, bridge.id).witnesses) == 2
    several.reopen()
    assert {w.passage.id for w in statements.of_quote(several.desk, off[0]).witnesses} == set(off)
    changes.undo(several.desk)
    links.not_the_same(several.desk, fire.witnesses[1].passage.id, fire.id)
    assert len(statements.of_quote(several.desk, fire.witnesses[1].passage.id).witnesses) == 1
