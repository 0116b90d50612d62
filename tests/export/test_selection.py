from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from quotedesk.article import Article
from quotedesk.export.selection import Selection, of_desk
from quotedesk.export.sheet import by_speaker, by_statement
from quotedesk.quote import Kind, Quote, Span, SpeakerName, SpeakerType, Status
from quotedesk.store import articles, quotes
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from quotedesk.store.records import QuoteFilter
from tests.export.examples import BELIEVED, BELIEVED_ISIS, HALTED

CENTCOM = SpeakerName("CENTCOM", SpeakerType.INSTITUTION)


def printed(outlet: str, words: str) -> tuple[Article, list[Quote]]:
    text = f"It was late. Central Command said: “{words}” They call it “routine”."
    start, scare = text.index(words), text.index("routine")
    found = [
        Quote((Span(start, start + len(words)),), speaker=CENTCOM, mention=Span(13, 28), confidence=0.9),
        Quote((Span(scare, scare + 7),), kind=Kind.OTHER),
    ]
    return Article(text, title=f"As {outlet} saw it", outlet=outlet, date="2016-09-17"), found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desks.create(tmp_path / "strike.quotedesk", user="tester") as opened:
        articles.add(
            opened,
            [
                printed("The Harbour Post", f"{BELIEVED} {HALTED}"),
                printed("Levant Monitor", BELIEVED_ISIS),
                printed("Northern Wire", "We have nothing to add to what was published this morning."),
            ],
        )
        yield opened


def said(selection: Selection) -> dict[str, str]:
    return {q.outlet: q.id for q in selection.quotes if q.kind is not Kind.OTHER}


def test_everything_that_printing_needs_comes_from_the_desk(desk: Desk) -> None:
    selection = of_desk(desk, made=date(2016, 9, 20))
    assert len(selection.quotes) == 6 and len(selection.articles) == 3 == len(selection.texts)
    entry = selection.entry(next(q for q in selection.quotes if q.outlet == "Levant Monitor" and q.kind is Kind.SPEECH))
    assert [other.outlet for other in entry.also] == ["The Harbour Post"]
    assert entry.context.before.endswith("Central Command said: “")
    sheet = by_statement(selection)
    assert len(sheet.sections) == 1 and sheet.coverage.left_out[-1] == "1 quote printed only once"
    assert sheet.title == "strike" and sheet.made == date(2016, 9, 20)


def test_a_filter_keeps_the_other_printings_of_its_statements(desk: Desk) -> None:
    selection = of_desk(desk, QuoteFilter(outlet="Levant Monitor"))
    assert {quote.outlet for quote in selection.quotes} == {"Levant Monitor"}
    assert [quote.outlet for quote in selection.others] == ["The Harbour Post"]
    by_words = by_statement(selection)
    assert len(by_words.sections[0].entries) == 2
    assert by_words.coverage.chosen.endswith("Levant Monitor, with the other printings of their statements")
    assert by_speaker(selection).coverage.chosen == "Only quotes printed in Levant Monitor"


def test_a_decision_shows_on_the_sheet(desk: Desk) -> None:
    ids = said(of_desk(desk))
    quotes.decide(desk, [ids["Levant Monitor"]], Status.CONFIRMED)
    quotes.decide(desk, [ids["Northern Wire"]], Status.REJECTED)
    coverage = by_speaker(of_desk(desk)).coverage
    assert (coverage.confirmed, coverage.suggested) == (1, 1)
    assert coverage.left_out == ("1 rejected", "3 marked phrases that are nobody’s words")


def test_nothing_chosen_is_an_empty_selection(desk: Desk) -> None:
    selection = of_desk(desk, QuoteFilter(outlet="Nobody’s Gazette"))
    assert selection.quotes == () == selection.articles and by_speaker(selection).sections == ()
