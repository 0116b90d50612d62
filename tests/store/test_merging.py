"""Two copies of a desk become one: both sides' work is there, conflicts are listed, and one undo takes it back."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Span, SpeakerType, Status
from quotedesk.store import articles, changes, lessons, quotes, speakers
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from quotedesk.store.merging import MergeReport, merge
from quotedesk.store.records import QuoteRecord
from tests.store.conftest import BRIDGE, FERRY, found
from tests.store.deeds import Hand, derived, logged, rebuilt


@dataclass
class Copies:
    """A desk, copied twice; each copy is worked on by its own reader."""

    folder: Path
    mine: Desk
    theirs: Desk

    def merged(self) -> tuple[Desk, MergeReport]:
        for desk in (self.mine, self.theirs):
            desk.close()
        out = self.folder / "out.quotedesk"
        report = merge(*(self.folder / f"{name}.quotedesk" for name in ("base", "mine", "theirs")), out)
        assert desks.check(out) == []
        return desks.open(out, user="Reader One"), report


def copies(folder: Path) -> Copies:
    base = folder / "base.quotedesk"
    with desks.create(base, title="Bridges", user="Reader One") as desk:
        articles.add(desk, [BRIDGE, FERRY])
    for name in ("mine", "theirs"):
        shutil.copyfile(base, folder / f"{name}.quotedesk")
    opened = [desks.open(folder / f"{name}.quotedesk", user=user)
              for name, user in (("mine", "Reader One"), ("theirs", "Reader Two"))]  # fmt: skip
    return Copies(folder, *opened)


@pytest.fixture
def two(tmp_path):
    made = copies(tmp_path)
    yield made
    for desk in (made.mine, made.theirs):
        desk.close()


def all_quotes(desk: Desk) -> list[QuoteRecord]:
    return [quote for article in articles.listed(desk) for quote in quotes.of_article(desk, article.id)]


def named(desk: Desk, name: str):
    return next(speaker for speaker in speakers.listed(desk) if speaker.name == name)


def test_nothing_new_leaves_mine_as_it_is(two):
    before = logged(two.mine)
    desk, report = two.merged()
    assert report == MergeReport((), ())
    assert logged(desk) == before and changes.next_undo(desk) == "Import 2 articles"
    desk.close()


def test_work_on_both_sides_is_kept_and_can_be_taken_back(two):
    one, two_, three, *_ = (quote.id for quote in all_quotes(two.mine))
    quotes.decide(two.mine, [one], Status.CONFIRMED)
    articles.edit(two.mine, articles.listed(two.mine)[0].id, title="The bridge")
    quotes.decide(two.theirs, [one], Status.REJECTED)
    quotes.assign_new(two.theirs, [two_], "Eva Falk", SpeakerType.PERSON)
    articles.edit(two.theirs, articles.listed(two.theirs)[0].id, outlet="The Post")
    articles.add(two.theirs, [found("Carl Dunn said “new words”.", title="New")])
    speakers.edit(two.theirs, named(two.theirs, "Carl Dunn").id, note="the mayor", qid="Q5")
    quotes.delete(two.theirs, [three])
    before = logged(two.mine)
    desk, report = two.merged()
    assert report.conflicts == ()
    assert changes.next_undo(desk) == (
        "Merge with theirs.quotedesk: 1 article added, 1 quote added, 1 speaker added, 2 decisions added, "
        "1 article changed, 1 speaker changed, 1 quote deleted"
    )
    first = articles.listed(desk)[1]
    assert (first.title, first.outlet) == ("The bridge", "The Post")
    assert [article.title for article in articles.listed(desk)] == ["New", "The bridge", "Ferry"]
    assert quotes.get(desk, one).status is Status.CONFIRMED and quotes.get(desk, two_).speaker == "Eva Falk"
    assert three not in {quote.id for quote in all_quotes(desk)}
    assert (named(desk, "Carl Dunn").note, named(desk, "Carl Dunn").qid) == ("the mayor", "Q5")
    assert derived(desk) == rebuilt(desk)
    after = logged(desk)
    changes.undo(desk)
    assert logged(desk) == before
    changes.redo(desk)
    assert logged(desk) == after
    desk.close()
    with desks.open(desk.path, user="Reader Two") as desk:
        assert quotes.get(desk, one).status is Status.REJECTED


def test_the_same_article_imported_in_both_is_one(two):
    new = found("Anna Berg said “the tunnel opens”. Ida said “late”.", title="Tunnel")
    for desk in (two.mine, two.theirs):
        articles.add(desk, [new])
    quote = next(quote for quote in all_quotes(two.theirs) if quote.text == "late")
    quotes.decide(two.theirs, [quote.id], Status.CONFIRMED)
    desk, report = two.merged()
    assert report.conflicts == () and report.taken == ("1 decision added",)
    assert [article.title for article in articles.listed(desk)].count("Tunnel") == 1
    (late,) = [quote for quote in all_quotes(desk) if quote.text == "late"]
    assert late.status is Status.CONFIRMED and late.speaker == "Ida"
    assert [speaker.name for speaker in speakers.listed(desk)] == ["Anna Berg", "Carl Dunn", "Ida"]
    desk.close()


def test_the_same_new_speaker_is_one(two):
    speakers.create(two.mine, "Eva Falk", SpeakerType.PERSON, note="the engineer")
    _, eva = speakers.create(two.theirs, "eva falk", SpeakerType.PERSON, aliases=["E. Falk"], qid="Q7")
    quotes.assign(two.theirs, [all_quotes(two.theirs)[0].id], eva)
    desk, report = two.merged()
    speaker = named(desk, "Eva Falk")
    assert (speaker.aliases, speaker.note, speaker.qid) == (("E. Falk",), "the engineer", "Q7")
    assert all_quotes(desk)[0].speaker_id == speaker.id
    assert [(conflict.what, conflict.field) for conflict in report.conflicts] == [("the speaker Eva Falk", "name")]
    desk.close()


def test_what_one_deleted_and_the_other_worked_on_stays(two):
    one, two_, *_ = (quote.id for quote in all_quotes(two.mine))
    quotes.delete(two.mine, [one])
    quotes.decide(two.theirs, [one], Status.CONFIRMED)
    quotes.resize(two.mine, two_, [Span(0, 6)])
    quotes.delete(two.theirs, [two_])
    articles.delete(two.theirs, [articles.listed(two.theirs)[1].id])
    quotes.set_note(two.mine, all_quotes(two.mine)[-1].id, "free indeed")
    desk, report = two.merged()
    said = {(conflict.what, conflict.mine, conflict.theirs) for conflict in report.conflicts}
    assert said == {
        ("the quote “we will mend the bridge by spring” in the article “Bridge closed”",
         "you deleted it; it was kept", "they worked on it"),
        ("the quote “Bridge” in the article “Bridge closed”", "you worked on it", "they deleted it; it was kept"),
        ("the article “Ferry”", "you worked on it", "they deleted it; it was kept"),
        ("the quote “the ferry is free” in the article “Ferry”", "you worked on it", "they deleted it; it was kept"),
    }  # fmt: skip
    assert len(all_quotes(desk)) == 5
    assert quotes.get(desk, one).status is Status.CONFIRMED and quotes.get(desk, two_).text == "Bridge"
    assert all_quotes(desk)[-1].note == "free indeed"
    desk.close()


def test_both_resized_and_both_named_mine_stays_and_theirs_is_listed(two):
    two.theirs.close()
    two.theirs = desks.open(two.theirs.path, user="Reader One")
    one, two_, *_ = (quote.id for quote in all_quotes(two.mine))
    quotes.resize(two.mine, one, [Span(0, 6)])
    quotes.resize(two.theirs, one, [Span(7, 13)])
    quotes.assign(two.mine, [two_], named(two.mine, "Carl Dunn").id, confirm=True)
    quotes.assign(two.theirs, [two_], None)
    quotes.set_note(two.mine, two_, "mine")
    quotes.set_note(two.theirs, two_, "theirs")
    desk, report = two.merged()
    assert [(c.field, c.mine, c.theirs) for c in report.conflicts] == [
        ("edges", "“Bridge”", "“closed”"), ("speaker", "Carl Dunn", "nobody known"),
    ]  # fmt: skip
    assert "Reader One’s decision on the quote “nobody was hurt”" in report.conflicts[1].what
    assert (quotes.get(desk, one).text, quotes.get(desk, two_).speaker) == ("Bridge", "Carl Dunn")
    assert quotes.get(desk, two_).note == "mine\ntheirs"
    assert changes.next_undo(desk) == "Merge with theirs.quotedesk: 1 decision changed; 2 conflicts"
    desk.close()


def test_of_two_lessons_about_the_same_words_mine_stays_in_use_and_theirs_is_listed(two):
    one, *_ = (quote.id for quote in all_quotes(two.mine))
    quotes.assign_new(two.mine, [one], "Eva Falk", SpeakerType.PERSON)
    quotes.assign_new(two.theirs, [one], "Ola Lind", SpeakerType.PERSON)
    desk, report = two.merged()
    taught = {(lesson.words, lesson.speaker, lesson.active) for lesson in lessons.listed(desk)}
    assert taught == {("Anna Berg", "Eva Falk", True), ("Anna Berg", "Ola Lind", False)}
    assert [(conflict.what, conflict.field, conflict.mine, conflict.theirs) for conflict in report.conflicts] == [
        ("what was learnt about “Anna Berg”, that it is Ola Lind", "in use", "no", "yes")
    ]
    desk.close()


def test_a_lesson_that_they_learnt_anew_replaces_mine_that_is_old(two):
    two.mine.close(), two.theirs.close()
    with desks.open(two.folder / "base.quotedesk", user="Reader One") as base:
        one = all_quotes(base)[0].id
        quotes.assign_new(base, [one], "Eva Falk", SpeakerType.PERSON)
    for name in ("mine", "theirs"):
        shutil.copyfile(two.folder / "base.quotedesk", two.folder / f"{name}.quotedesk")
    two.mine, two.theirs = (desks.open(two.folder / f"{name}.quotedesk") for name in ("mine", "theirs"))
    quotes.assign_new(two.theirs, [one], "Ola Lind", SpeakerType.PERSON)
    desk, report = two.merged()
    taught = {(lesson.words, lesson.speaker, lesson.active) for lesson in lessons.listed(desk)}
    assert taught == {("Anna Berg", "Eva Falk", False), ("Anna Berg", "Ola Lind", True)}
    assert report.conflicts == ()
    desk.close()


def test_speakers_that_one_merged_stay_merged(two):
    anna, carl = named(two.mine, "Anna Berg").id, named(two.mine, "Carl Dunn").id
    speakers.merge(two.mine, anna, [carl])
    first, last = all_quotes(two.theirs)[0].id, all_quotes(two.theirs)[-1].id
    quotes.assign(two.theirs, [first], carl)
    speakers.edit(two.theirs, carl, note="the mayor")
    desk, report = two.merged()
    assert [speaker.name for speaker in speakers.listed(desk)] == ["Anna Berg"]
    assert {quotes.get(desk, id).speaker for id in (first, last)} == {"Anna Berg"}
    assert named(desk, "Anna Berg").aliases == ("Carl Dunn",) and named(desk, "Anna Berg").note == "the mayor"
    assert report.conflicts == ()
    desk.close()


def test_speakers_that_the_other_merged_are_merged(two):
    anna, carl = named(two.mine, "Anna Berg").id, named(two.mine, "Carl Dunn").id
    speakers.merge(two.theirs, carl, [anna])
    quotes.assign(two.mine, [all_quotes(two.mine)[2].id], anna, confirm=True)
    desk, _ = two.merged()
    assert [speaker.name for speaker in speakers.listed(desk)] == ["Carl Dunn"]
    assert {quote.speaker for quote in all_quotes(desk)} == {"Carl Dunn"}
    desk.close()


def test_names_may_be_exchanged_and_are_never_shared(two):
    anna, carl = named(two.theirs, "Anna Berg").id, named(two.theirs, "Carl Dunn").id
    for id, name in ((anna, "X"), (carl, "Anna Berg"), (anna, "Carl Dunn")):
        speakers.edit(two.theirs, id, name=name)
    for id in (anna, carl):
        speakers.edit(two.theirs, id, aliases=[])
    ida = speakers.create(two.theirs, "Ida", SpeakerType.PERSON)[1]
    speakers.edit(two.theirs, ida, name="Eva", aliases=[])
    speakers.edit(two.mine, speakers.create(two.mine, "X", SpeakerType.PERSON)[1], name="Y", aliases=[])
    desk, report = two.merged()
    assert (speakers.get(desk, anna).name, speakers.get(desk, carl).name) == ("Carl Dunn", "Anna Berg")
    assert report.conflicts == ()
    desk.close()


def test_what_both_marked_alike_is_one_quote(two):
    article = articles.listed(two.mine)[0].id
    for desk in (two.mine, two.theirs):
        quotes.create(desk, article, [Span(0, 6)], kind=Kind.OTHER)
    quotes.resize(two.theirs, all_quotes(two.theirs)[1].id, [Span(7, 13)])
    quotes.create(two.mine, article, [Span(7, 13)], kind=Kind.OTHER)
    desk, report = two.merged()
    texts = [quote.text for quote in quotes.of_article(desk, article)]
    assert sorted(set(texts)) == sorted(texts)
    assert [(conflict.field, conflict.theirs) for conflict in report.conflicts] == [("edges", "“closed”")]
    desk.close()


def test_other_desks_and_taken_names_are_refused(two, tmp_path):
    other = tmp_path / "other.quotedesk"
    desks.create(other).close()
    paths = [two.mine.path, two.mine.path, two.theirs.path]
    with pytest.raises(DeskError, match="not copies of one desk"):
        merge(other, two.mine.path, two.theirs.path, tmp_path / "out.quotedesk")
    with pytest.raises(DeskError, match="exists already"):
        merge(paths[0], paths[1], paths[2], other)
    with pytest.raises(DeskError, match="There is no"):
        merge(tmp_path / "none.quotedesk", paths[1], paths[2], tmp_path / "out.quotedesk")
    assert not (tmp_path / "out.quotedesk").exists() and not list(tmp_path.glob(".*"))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(0, 15), st.integers(0, 15))
def test_any_two_copies_become_one_sound_desk(seed, mine, theirs):
    with tempfile.TemporaryDirectory() as folder:
        two = copies(Path(folder))
        for desk, steps in ((two.mine, mine), (two.theirs, theirs)):
            desk._raw.execute("PRAGMA synchronous = OFF")
            hand = Hand(desk, Random(seed + steps))
            for _ in range(steps):
                hand.step()
        before, their_users = logged(two.mine), {row[3] for row in logged(two.theirs)["decisions"]}
        desk, _ = two.merged()
        assert derived(desk) == rebuilt(desk)
        assert len(their_users) <= 2
        in_use = [(lesson.sort, lesson.words) for lesson in lessons.listed(desk) if lesson.active]
        assert len(in_use) == len(set(in_use))
        if (changes.next_undo(desk) or "").startswith("Merge with"):
            changes.undo(desk)
        assert logged(desk) == before
        desk.close()
