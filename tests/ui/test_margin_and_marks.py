"""Names in the margin never overlap, states have their shapes, overlapping quotes their depths."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF

from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store.records import QuoteRecord
from ui import theme
from ui.names import fitted
from ui.reader import margin, marks
from ui.reader.states import Shape, shape, status_line, undecided

QUOTE = QuoteRecord(
    id="1", article_id="a", parts=(Span(0, 10),), text="x" * 10, kind=Kind.SPEECH, status=Status.SUGGESTED,
    speaker_id="s", speaker="Maria Zakharova", speaker_type=SpeakerType.PERSON, role="", colour=1, mention=None,
    mention_text="", cue=None, cue_text="", intermediary="", confidence=0.94, evidence="", note="", marked=True,
    headline=False, parent_id=None, origin="engine", statement_id=None, printings=1, title="", outlet="", date="",
    url="",
)  # fmt: skip


def arrange(labels: list[margin.Label]) -> None:
    dresser = margin.Dresser(180)
    for label in labels:
        dresser.dress(label)
    margin.place(labels)


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        (Status.SUGGESTED, Kind.SPEECH, Shape.SUGGESTED),
        (Status.CONFIRMED, Kind.WRITTEN, Shape.CONFIRMED),
        (Status.REJECTED, Kind.SPEECH, Shape.REJECTED),
        (Status.SUGGESTED, Kind.OTHER, Shape.FAINT),
        (Status.CONFIRMED, Kind.OTHER, Shape.FAINT),
    ],
)
def test_state_is_told_by_shape(status: Status, kind: Kind, expected: Shape) -> None:
    assert shape(replace(QUOTE, status=status, kind=kind)) is expected


def test_the_small_line_says_state_and_printings() -> None:
    assert status_line(QUOTE) == "suggested 0.94 · only here"
    assert status_line(replace(QUOTE, status=Status.CONFIRMED, printings=4)) == "confirmed · 4 printings"
    assert status_line(replace(QUOTE, speaker=None, mention_text="a source")) == "suggested · “a source”?"
    assert status_line(replace(QUOTE, kind=Kind.OTHER)) == "nobody’s words"
    assert status_line(replace(QUOTE, status=Status.REJECTED)) == "rejected"
    assert undecided(QUOTE)
    assert not undecided(replace(QUOTE, kind=Kind.OTHER))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(0, 3000), st.sampled_from(["a", "b", None]), st.sampled_from(Status)), max_size=60))
def test_labels_never_overlap_nor_rise_above_their_quote(
    light: theme.Theme, rows: list[tuple[float, str | None, Status]]
) -> None:
    rows = sorted(rows, key=lambda row: row[0])
    found = [
        replace(QUOTE, id=str(n), speaker_id=s, speaker=s, status=status) for n, (_y, s, status) in enumerate(rows)
    ]
    labels = margin.gather(found, lambda quote: rows[int(quote.id)][0], selected="")
    arrange(labels)
    assert sum(len(label.quotes) for label in labels) == sum(s is not Status.REJECTED for _y, _n, s in rows)
    for above, below in itertools.pairwise(labels):
        assert below.top >= above.top + above.height + margin.GAP - 1
    assert all(label.top >= round(label.wanted) for label in labels)


def test_neighbours_by_one_speaker_share_a_label_and_others_do_not(light: theme.Theme) -> None:
    same, other = replace(QUOTE, id="2"), replace(QUOTE, id="3", speaker_id="t")
    labels = margin.gather([QUOTE, same, other], lambda _quote: 10.0, selected="")
    arrange(labels)
    assert [len(label.quotes) for label in labels] == [2, 1]
    assert labels[0].name.endswith("×2")


def test_what_nobody_said_has_a_label_only_while_selected(light: theme.Theme) -> None:
    nobody = replace(QUOTE, kind=Kind.OTHER)
    assert margin.gather([nobody], lambda _quote: 0.0, selected="") == []
    assert len(margin.gather([nobody], lambda _quote: 0.0, selected="1")) == 1


def test_long_names_are_shortened_as_names(light: theme.Theme) -> None:
    metrics = QFontMetricsF(theme.font())
    assert fitted("Maria Zakharova", SpeakerType.PERSON, metrics, 500) == "Maria Zakharova"
    assert fitted("Maria Zakharova", SpeakerType.PERSON, metrics, 90) == "M. Zakharova"
    assert "…" in fitted("Ministry of Foreign Affairs", SpeakerType.INSTITUTION, metrics, 90)


def test_inner_quotes_lie_nearer_to_the_words() -> None:
    outer = replace(QUOTE, id="outer", parts=(Span(0, 50),))
    inner = replace(QUOTE, id="inner", parts=(Span(10, 20),))
    across = replace(QUOTE, id="across", parts=(Span(15, 30),))
    apart = replace(QUOTE, id="apart", parts=(Span(60, 70),))
    beside = replace(QUOTE, id="beside", parts=(Span(50, 55),))
    found = marks.depth_of([outer, inner, across, apart, beside])
    assert found == {"inner": 0, "across": 1, "outer": 2, "apart": 0, "beside": 0}
