from dataclasses import replace

from quotedesk.export.selection import UNKNOWN_SPEAKER, described
from quotedesk.export.sheet import SpeakerSection, StatementSection, by_speaker, by_statement
from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store.records import QuoteFilter
from tests.export.examples import BELIEVED, HALTED, QUOTES, SELECTION, SPEAKERS


def speakers() -> list[SpeakerSection]:
    return [s for s in by_speaker(SELECTION).sections if isinstance(s, SpeakerSection)]


def statements() -> list[StatementSection]:
    return [s for s in by_statement(SELECTION).sections if isinstance(s, StatementSection)]


def test_the_most_quoted_first_and_the_unknown_last() -> None:
    names = [section.name for section in speakers()]
    assert names[:2] == ["Maria Zakharova", "CENTCOM"] and names[-1] == UNKNOWN_SPEAKER
    assert [s.type for s in speakers() if s.type is SpeakerType.UNKNOWN] == [SpeakerType.UNKNOWN]


def test_each_quote_that_is_somebody_s_words_is_filed_once() -> None:
    filed = [entry.quote.id for section in speakers() for entry in section.entries]
    assert sorted(filed) == sorted(set(QUOTES) - {"q5", "q13", "q15"})


def test_a_speaker_s_quotes_stand_in_the_order_of_their_days() -> None:
    for section in speakers():
        days = [entry.quote.date for entry in section.entries]
        assert days == sorted(days)


def test_the_role_is_that_of_the_day() -> None:
    assert speakers()[0].role == "spokeswoman, Russian Ministry of Foreign Affairs"
    early = replace(QUOTES["q3"], date="2014-01-01")
    assert SELECTION.entry(early).role == "deputy director of the ministry’s press department"
    assert SELECTION.entry(replace(early, role="envoy")).role == "envoy"


def test_the_head_tells_what_is_covered_and_what_is_not() -> None:
    coverage = by_speaker(SELECTION).coverage
    assert (coverage.quotes, coverage.confirmed, coverage.suggested, coverage.rejected) == (12, 5, 7, 0)
    assert coverage.left_out == ("1 rejected", "2 marked phrases that are nobody’s words")
    assert coverage.chosen == "Every quote on the desk"
    assert [source.article.id for source in coverage.sources] == ["a1", "a3", "a2", "a4", "a5"]
    assert sum(source.quotes for source in coverage.sources) == coverage.quotes


def test_rejected_quotes_and_nobody_s_words_only_when_asked_for() -> None:
    rejected = replace(SELECTION, quotes=(QUOTES["q15"],), chosen_by=QuoteFilter(status=Status.REJECTED))
    assert by_speaker(rejected).coverage.rejected == 1
    scare = replace(SELECTION, quotes=(QUOTES["q5"],), chosen_by=QuoteFilter(kind=Kind.OTHER))
    assert by_speaker(scare).coverage.quotes == 1


def test_the_filter_in_words() -> None:
    chosen = QuoteFilter("s2", "Vostok Review", Status.CONFIRMED, Kind.SPEECH, "ISIS", frozenset({"a4"}))
    assert described(chosen, tuple(SPEAKERS.values())) == (
        "Only quotes spoken by Maria Zakharova, printed in Vostok Review, confirmed, spoken words, containing “ISIS”, "
        "from 1 chosen article"
    )


def test_also_printed_in_leaves_the_quote_itself_out() -> None:
    entry = SELECTION.entry(QUOTES["q1"])
    assert [elsewhere.quote_id for elsewhere in entry.also] == ["q2", "q7", "q12"]
    assert SELECTION.entry(QUOTES["q4"]).also == ()


def test_the_fullest_wording_stands_first_and_whole() -> None:
    first = statements()[0].wordings[0]
    assert first.text == f"{BELIEVED} {HALTED}" and first.comparison is None
    assert all(wording.comparison for wording in statements()[0].wordings[1:])


def test_every_printing_is_named_and_a_differing_speaker_flagged() -> None:
    section = statements()[0]
    assert [entry.quote.id for entry in section.entries] == ["q1", "q2", "q7", "q12"]
    flagged = [p.entry.quote.id for wording in section.wordings for p in wording.printings if p.speaker_differs]
    assert flagged == ["q7"]
    assert section.speakers == ("CENTCOM", "U.S.-led coalition")


def test_the_same_words_in_two_outlets_are_one_wording() -> None:
    first = SELECTION.statements[0]
    twin = replace(first.witnesses[1].passage, text=first.witnesses[0].passage.text)
    readings = (replace(first.readings[0], witnesses=("q1", "q2")), *first.readings[2:])
    witnesses = (first.witnesses[0], replace(first.witnesses[1], passage=twin), *first.witnesses[2:])
    sheet = by_statement(replace(SELECTION, statements=(replace(first, witnesses=witnesses, readings=readings),)))
    wordings = next(section for section in sheet.sections if isinstance(section, StatementSection)).wordings
    assert [len(wording.printings) for wording in wordings] == [2, 1, 1]


def test_the_other_parts_of_a_release_are_named_with_the_outlet_where_one_alone_prints_them() -> None:
    halted = replace(
        QUOTES["q12"], id="q20", text=HALTED, parts=(Span(QUOTES["q12"].parts[-1].end + 2, 2_000),), kind=Kind.SPEECH
    )
    beside = replace(SELECTION, quotes=(*SELECTION.quotes, halted))
    release = next(s.release for s in by_statement(beside).sections if isinstance(s, StatementSection))
    assert [part for part in release if halted.outlet in part] == [
        f"“{' '.join(HALTED.split()[:9])}…” ({halted.outlet})"
    ]
    rejected = replace(beside, quotes=(*SELECTION.quotes, replace(halted, status=Status.REJECTED)))
    release = next(s.release for s in by_statement(rejected).sections if isinstance(s, StatementSection))
    assert not any("halted" in part for part in release)


def test_a_rejected_printing_leaves_the_statement_and_a_lone_one_the_sheet() -> None:
    rejected = tuple(
        replace(q, status=Status.REJECTED) if q.id in ("q1", "q10", "q14") else q for q in SELECTION.quotes
    )
    sheet = by_statement(replace(SELECTION, quotes=rejected))
    [section] = sheet.sections
    assert [entry.quote.id for entry in section.entries] == ["q2", "q7", "q12"]
    assert section.wordings[0].comparison is None
    assert "6 quotes printed only once" in sheet.coverage.left_out


def test_printings_outside_the_choice_are_shown_beside_the_chosen() -> None:
    chosen = replace(
        SELECTION, quotes=(QUOTES["q12"],), others=tuple(q for key, q in QUOTES.items() if key != "q12"),
        statements=SELECTION.statements[:1],
    )  # fmt: skip
    [section] = by_statement(chosen).sections
    assert len(section.entries) == 4


def test_an_empty_choice_is_an_empty_sheet() -> None:
    nothing = replace(SELECTION, quotes=(), statements=())
    assert by_speaker(nothing).sections == () == by_statement(nothing).sections
