"""Lists of quotes: filters, search and pages."""

import pytest

from quotedesk.article import Article
from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Quote, Span, Status
from quotedesk.store import articles, changes, quotes, speakers
from quotedesk.store.records import QuoteFilter


def words(small, **wanted) -> list[str]:
    found = [quote.text for quote in quotes.every(small.desk, QuoteFilter(**wanted))]
    assert quotes.count(small.desk, QuoteFilter(**wanted)) == len(found)
    return found


def test_pages_follow_each_other_without_gaps(empty):
    found = [
        empty.make(" ".join(f"Anna said “{n} {m}”" for m in range(5)), date=f"2020-01-{20 - n:02}") for n in range(7)
    ]
    articles.add(empty.desk, [*found, empty.make("Nothing was said.", date="2020-01-16")])
    whole = quotes.page(empty.desk, QuoteFilter())
    assert [quote.text for quote in whole] == [f"{n} {m}" for n in reversed(range(7)) for m in range(5)]
    for size in (1, 3, 5, 34, 35, 36):
        pages, after = [], None
        while page := quotes.page(empty.desk, QuoteFilter(), after=after, limit=size):
            assert len(page) <= size
            pages += page
            after = page[-1].id
        assert pages == whole
    some = quotes.page(empty.desk, QuoteFilter(search="3"), after=whole[20].id)
    assert [quote.text for quote in some] == ["2 3", "1 3", "0 3"]


def test_a_page_after_a_deleted_quote_is_refused(small):
    last = small.quote()
    quotes.delete(small.desk, [last.id])
    with pytest.raises(DeskError, match="no longer"):
        quotes.page(small.desk, QuoteFilter(), after=last.id)


def test_filters_narrow_each_other(small):
    carl = small.speaker("Carl Dunn")
    speakers.edit(small.desk, carl.id, aliases=["the mayor"])
    assert len(words(small)) == 5
    for name in ("Carl Dunn", "carl dunn", "The Mayor", carl.id):
        assert words(small, speaker=name) == ["this is the third time", "the ferry is free"]
    assert words(small, speaker="carl dunn", outlet="evening echo") == ["the ferry is free"]
    assert words(small, outlet="Nobody's") == words(small, speaker="Nobody") == words(small, speaker="unknown") == []
    assert words(small, article_ids=frozenset({small.article(1).id}), search="bridge") == [
        "we will mend the bridge by spring"
    ]
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    quotes.assign(small.desk, [small.quote(1).id], None)
    quotes.set_kind(small.desk, [small.quote(2).id], Kind.OTHER)
    assert words(small, status=Status.CONFIRMED) == ["we will mend the bridge by spring"]
    assert words(small, status=Status.SUGGESTED, speaker="Carl Dunn", kind=Kind.SPEECH) == ["the ferry is free"]
    assert words(small, kind=Kind.OTHER) == ["this is the third time"]
    assert words(small, speaker="unknown") == ["nobody was hurt"]


SENTENCES = [
    "Les élections à Zürich", "50 % of the bridge – or less", "Восстановление моста", "大桥已经关闭",
    "a_b AND c*d NEAR e", "O'Brien's “inner” bridge", "สะพานปิดแล้ว", "end of it",
]  # fmt: skip


@pytest.fixture
def library(empty):
    for sentence in SENTENCES:
        articles.add(empty.desk, [(Article(sentence), [Quote((Span(0, len(sentence)),))])])
    return empty


@pytest.mark.parametrize(
    ("search", "numbers"),
    [
        ("elections", [0]), ("ZURICH", [0]), ("bridge", [1, 5]), ("bri", [1, 5]), ("bridge bri", [1, 5]),
        ("bri bridge", []), ("bri ", []), ("моста", [2]), ("МОСТА", [2]), ("大桥", [3]), ("关闭", [3]),
        ("关闭 bridge", []), ("ปิด", [6]),
        ("50 %", [1]), ("%", [1]), ("_", [4]), ("*", [4]), ("and c", [4]), ("NEAR", [4]), ("AND", [4]), ("or", [1]),
        ('"of the bridge"', [1]), ('"of bridge"', []), ('"inner', [5]), ('""', list(range(8))), ("o'brien", [5]),
        ("–", [1]), ("(", []), ('" OR 1', []), ("words:bridge", []), ("-bridge", [1, 5]), ("^bridge", [1, 5]),
        ("  ", list(range(8))),
        ("bridge AND 50", []), ("\0", list(range(8))), ("bri\0", [1, 5]), ("bridge 50", [1]), ("{a b}:", [4]),
        ("+ +", []),
        ("“inner”", [5]), ("a_b", [4]),
    ],
)  # fmt: skip
def test_whatever_is_typed_is_a_search(library, search, numbers):
    assert words(library, search=search) == [SENTENCES[number] for number in numbers]


def test_the_search_follows_every_change(small):
    quote = small.quote(1)
    assert words(small, search="nobody") == ["nobody was hurt"]
    quotes.resize(small.desk, quote.id, [Span(quote.parts[0].start + 7, quote.parts[0].end)])
    assert words(small, search="nobody") == []
    assert words(small, search="hurt") == ["was hurt"]
    quotes.delete(small.desk, [quote.id])
    assert words(small, search="hurt") == []
    changes.undo(small.desk)
    changes.undo(small.desk)
    assert words(small, search="nobody hurt") == ["nobody was hurt"]
