"""What is brought up to date piece by piece after a deed is the same as what would be made anew from the desk."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import articles, changes, quotes, speakers
from quotedesk.store.records import QuoteRecord
from tests.ui.test_margin_and_marks import QUOTE
from ui import theme
from ui.reader.digits import by_digit
from ui.reader.reader import Reader
from ui.reader.view import ReadView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TEXT = "\n\n".join("one two three four five six seven eight nine ten " * 3 for _ in range(6))
WORDS = len(TEXT) - 1


@st.composite
def quoted(draw: st.DrawFn, number: int) -> QuoteRecord:
    start = draw(st.integers(0, WORDS - 1))
    end = draw(st.integers(start + 1, min(WORDS, start + 220)))
    middle = draw(st.integers(start + 1, end))
    parts = (Span(start, end),) if middle + 5 >= end else (Span(start, middle), Span(middle + 4, end))
    name = draw(st.sampled_from(["Anna Berg", "Carl Dunn", None]))
    return replace(
        QUOTE, id=str(number), parts=parts, text="x", speaker=name, speaker_id=name,
        status=draw(st.sampled_from(Status)), kind=draw(st.sampled_from(Kind)), flag=draw(st.booleans()),
    )  # fmt: skip


def looks(reader: Reader) -> tuple[object, ...]:
    marks = {
        number: sorted((start, end, quote.id, depth) for start, end, quote, depth in found)
        for number, found in reader._marks.items()
        if found
    }
    labels = [
        (sorted(quote.id for quote in label.quotes), label.name, tuple(label.lines), label.wanted, label.top)
        for label in reader.margin.between(float("-inf"), float("inf"))
    ]
    return marks, labels, set(reader.quotes), reader.chosen


@pytest.fixture
def reader(qtbot: QtBot, light: theme.Theme) -> Reader:
    made = Reader()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_quote_of_the_break_between_paragraphs_keeps_its_label(reader: Reader) -> None:
    gap = TEXT.index("\n\n")
    quote = replace(QUOTE, id="0", parts=(Span(gap, gap + 1),))
    reader.set_article(TEXT, "", "")
    reader.replace_quotes({"0": quote})
    kept = looks(reader)
    reader.set_quotes([quote])
    assert looks(reader) == kept
    assert len(kept[1]) == 1  # type: ignore[arg-type]
    reader.replace_quotes({"1": replace(QUOTE, id="1", parts=(Span(gap - 9, gap),))})
    assert [label[0] for label in looks(reader)[1]] == [["0", "1"]]  # type: ignore[attr-defined]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_page_that_keeps_up_looks_like_one_made_anew(reader: Reader, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 9))
    now = {str(n): data.draw(quoted(n)) for n in range(count)}
    reader.set_article(TEXT, "", "")
    reader.set_quotes(list(now.values()))
    for _ in range(data.draw(st.integers(1, 4))):
        ids = data.draw(st.lists(st.integers(0, 10), min_size=1, max_size=4, unique=True))
        changed = {str(n): None if data.draw(st.booleans()) else data.draw(quoted(n)) for n in ids}
        for id, quote in changed.items():
            now.pop(id, None)
            if quote is not None:
                now[id] = quote
        reader.replace_quotes(changed)
        if now and data.draw(st.booleans()):
            reader.choose(data.draw(st.sampled_from(sorted(now))), show=False)
    kept_up = looks(reader)
    reader.set_quotes(list(now.values()))
    assert kept_up == looks(reader)


def test_a_view_that_keeps_up_shows_what_the_desk_says(qtbot: QtBot, read: ReadView) -> None:
    desk = read.session.desk

    def same() -> None:
        qtbot.waitUntil(lambda: not read.session.runner.busy())
        assert read.article is not None
        assert list(read.quotes) == quotes.of_article(desk, read.article.id)
        assert read.reader.quotes == {quote.id: quote for quote in read.quotes}
        assert read.article == articles.get(desk, read.article.id)
        assert read.library.model.articles == articles.listed(desk)
        assert {s.id for s in read.known_speakers} == {s.id for s in speakers.listed(desk)}

    first, second = read.quotes
    deeds = [
        lambda d: quotes.decide(d, [first.id], Status.CONFIRMED),
        lambda d: quotes.assign_new(d, [second.id], "A newcomer", SpeakerType.UNNAMED, confirm=True),
        lambda d: quotes.split(d, first.id, first.extent.start + 9),
        lambda d: quotes.set_kind(d, [second.id], Kind.OTHER),
        lambda d: quotes.set_flag(d, [first.id], True),
        lambda d: speakers.edit(d, read.known_speakers[0].id, name="Renamed"),
        lambda d: quotes.delete(d, [second.id]),
        lambda d: articles.edit(d, read.library.ids()[0], title="Another title", date="2020-01-01"),
        lambda d: articles.delete(d, [read.library.ids()[2]]),
    ]
    for deed in deeds:
        read.session.do(deed)
        same()
    for _ in deeds:
        read.session.undo()
        same()
    assert changes.next_undo(desk) == "Import 5 articles"


def test_digits_stay_with_whom_the_hand_knows_them(read: ReadView) -> None:
    known = [replace(s, id=str(n), name=f"S{n}", quotes=20 - n) for n, s in enumerate(read.known_speakers[:1] * 12)]
    here = [replace(QUOTE, speaker_id="11"), replace(QUOTE, speaker_id="11"), replace(QUOTE, speaker_id="10")]
    first = by_digit(known, here, [])
    assert [speaker.id for speaker in first] == ["11", "10", "0", "1", "2", "3", "4", "5", "6"]
    elsewhere = by_digit(known, [replace(QUOTE, speaker_id="9")], first)
    assert [speaker.id for speaker in elsewhere] == ["9", "7", "0", "1", "2", "3", "4", "5", "6"]


def test_printings_of_a_long_article_follow_once_the_edit_is_shown(
    qtbot: QtBot, read: ReadView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.reader.view.FEW", 1)
    first, other = read.quotes
    assert other.printings > 1
    twin = next(a for a in articles.listed(read.session.desk) if a.outlet == "Capitol Daily")
    elsewhere = next(q for q in quotes.of_article(read.session.desk, twin.id) if "blatant" in q.text)
    read.session.do(lambda desk: quotes.decide(desk, [elsewhere.id], Status.REJECTED))
    qtbot.waitUntil(lambda: read.reader.quotes[other.id].printings == 1)
    assert list(read.quotes) == quotes.of_article(read.session.desk, first.article_id)
