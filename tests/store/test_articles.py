"""Bringing articles in, recognising them again, correcting and deleting them."""

from dataclasses import dataclass

import pytest

from quotedesk.article import Article, digest
from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Quote, Span, SpeakerName, SpeakerType, Status
from quotedesk.store import articles, changes, quotes, speakers
from quotedesk.store import desk as desks


def test_an_article_comes_back_as_it_was(empty):
    text = "😀\u00a0Anna Berg said “we\u2028will\u0301 — مرحبا”\nДа\n"
    article = Article(
        text, title="A “title”", outlet="Post", byline="Staff", date="2020-01-02", url="https://e.x/?a&b",
        language="ru", path="a/b.html", source=b"\xff\x00\xfe",
    )  # fmt: skip
    added = articles.add(empty.desk, [(article, [])])
    record = empty.article()
    assert added.known == () and added.changes.deed == "Import 1 article"
    assert added.changes.articles == {record.id} and not added.changes.quotes
    assert articles.text(empty.desk, record.id) == text
    assert articles.source(empty.desk, record.id) == b"\xff\x00\xfe"
    fields = ("title", "outlet", "byline", "date", "url", "language", "path", "sha256")
    assert [getattr(record, name) for name in fields] == [getattr(article, name) for name in fields]
    assert (record.words, record.quotes, record.confirmed, record.undecided) == (9, 0, 0, 0)
    assert articles.get(empty.desk, record.id) == record


def test_an_article_without_a_file_has_no_source(empty):
    articles.add(empty.desk, [(Article("Typed in."), [])])
    assert articles.source(empty.desk, empty.article().id) == b""


def test_articles_are_listed_by_date_and_then_as_they_came(empty):
    dates = {"b": "2020-01-02", "a": "2020-01-02", "d": "", "c": "2019-12-31"}
    articles.add(empty.desk, [(Article(text, date=date), []) for text, date in dates.items()])
    assert [articles.text(empty.desk, record.id) for record in empty.articles] == ["d", "c", "b", "a"]


def test_the_same_text_is_recognised(empty):
    first = empty.make("Anna Berg said “yes”.", title="First")
    again = empty.make("Anna Berg said “yes”.", title="Again, elsewhere", outlet="Other")
    added = articles.add(empty.desk, [first, again])
    assert len(empty.articles) == 1 and empty.article().title == "First"
    assert [known.id for known in added.known] == [empty.article().id]
    other = empty.make("Anna Berg said “no”.")
    added = articles.add(empty.desk, [again, other, first])
    assert added.changes.deed == "Import 1 article"
    assert [known.sha256 for known in added.known] == [digest("Anna Berg said “yes”.")] * 2
    nothing = articles.add(empty.desk, [first, other])
    assert not nothing.changes and len(nothing.known) == 2
    assert changes.next_undo(empty.desk) == "Import 1 article"


def test_quotes_come_in_as_they_were_found(empty):
    text = "“A “B” c,” Carl said to radio, “d.”\n“E.”"
    whole = Quote(
        (Span(1, 9), Span(32, 34)), kind=Kind.WRITTEN, headline=True, speaker=SpeakerName("Carl", SpeakerType.PERSON),
        mention=Span(11, 15), cue=Span(16, 20), intermediary=Span(24, 29), confidence=0.1 + 0.2,
        evidence="said, after it",
    )  # fmt: skip
    inner = Quote((Span(4, 5),), kind=Kind.OTHER, parent=whole.extent)
    last = Quote((Span(37, 39),), marked=False)
    articles.add(empty.desk, [(Article(text, title="T", outlet="O", date="2020-01-01", url="u"), [last, inner, whole])])
    one, two, three = empty.quotes()
    assert (one.parts, one.text) == (whole.parts, "A “B” c, d.")
    assert (one.kind, one.status, one.headline, one.marked) == (Kind.WRITTEN, Status.SUGGESTED, True, True)
    assert (one.speaker, one.speaker_type, one.colour) == ("Carl", SpeakerType.PERSON, 0)
    assert (one.mention, one.mention_text, one.cue, one.cue_text) == (Span(11, 15), "Carl", Span(16, 20), "said")
    assert (one.intermediary, one.confidence, one.evidence) == ("radio", 0.1 + 0.2, "said, after it")
    assert (one.origin, one.note, one.parent_id) == ("engine", "", None)
    assert (one.title, one.outlet, one.date, one.url, one.article_id) == (
        "T",
        "O",
        "2020-01-01",
        "u",
        empty.article().id,
    )
    assert (two.kind, two.parent_id, two.text, two.statement_id, two.printings) == (Kind.OTHER, one.id, "B", None, 1)
    assert (three.marked, three.speaker, three.speaker_id, three.colour) == (False, None, None, None)
    assert three.speaker_type is SpeakerType.UNKNOWN
    record = empty.article()
    assert (record.quotes, record.confirmed, record.undecided) == (2, 0, 2)


def test_a_quote_beyond_the_text_is_refused_with_its_whole_import(empty):
    wrong = Quote((Span(2, 99),))
    with pytest.raises(ValueError, match="words of the article"):
        articles.add(empty.desk, [empty.make("Fine."), (Article("Short."), [wrong])])
    assert empty.articles == [] and changes.history(empty.desk) == []


@dataclass(frozen=True)
class Entry:
    name: str
    type: str = "institution"
    roles: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    qid: str = ""


class Roster:
    def __init__(self, *entries: Entry):
        self.entries = {entry.name: entry for entry in entries}

    def entry(self, name: str) -> Entry | None:
        return self.entries.get(name)


def test_the_roster_fills_in_what_it_knows(empty):
    roster = Roster(Entry("Harbour Office", "institution", ("port authority",), ("the Harbour", "HO"), "Q1"))
    said = [Quote((Span(0, 3),), speaker=SpeakerName("Harbour Office", SpeakerType.PERSON)),
            Quote((Span(4, 7),), speaker=SpeakerName("Anna Berg", SpeakerType.PERSON))]  # fmt: skip
    articles.add(empty.desk, [(Article("one two"), said)], roster=roster)
    office, anna = empty.speaker("Harbour Office"), empty.speaker("Anna Berg")
    assert (office.type, office.aliases, office.qid) == (SpeakerType.INSTITUTION, ("the Harbour", "HO"), "Q1")
    assert [role.name for role in office.roles] == ["port authority"]
    assert (anna.type, anna.aliases, anna.roles) == (SpeakerType.PERSON, (), ())
    assert empty.quote().role == "port authority"


def test_one_speaker_a_name_over_all_articles(empty):
    unnamed = SpeakerName("military source", SpeakerType.UNNAMED)
    joint = SpeakerName("Anna Berg and Carl Dunn", SpeakerType.PERSON, ("Anna Berg", "Carl Dunn"))
    for text in ("aa bb", "cc dd"):
        found = [Quote((Span(0, 2),), speaker=unnamed), Quote((Span(3, 5),), speaker=joint)]
        articles.add(empty.desk, [(Article(text), found)])
    names = {speaker.name: speaker for speaker in speakers.listed(empty.desk)}
    assert names.keys() == {"military source", "Anna Berg and Carl Dunn"}
    assert names["military source"].type is SpeakerType.UNNAMED and names["military source"].quotes == 2
    assert names["Anna Berg and Carl Dunn"].members == ("Anna Berg", "Carl Dunn")


def test_new_speakers_take_the_least_used_colours(empty):
    text = "".join(f"Person{chr(97 + n)} said “word {n}”. " for n in range(13))
    articles.add(empty.desk, [empty.make(text)])
    colours = [quote.colour for quote in empty.quotes()]
    assert colours == [*range(12), 0]
    speakers.delete(empty.desk, [])
    _, id = speakers.create(empty.desk, "One more", SpeakerType.PERSON)
    assert speakers.get(empty.desk, id).colour == 1


def test_details_are_corrected_and_the_text_is_not(small):
    id = small.article().id
    changed = articles.edit(small.desk, id, title=" New title ", outlet="The Post")
    assert changed.deed == "Edit the title and outlet of an article" and changed.articles == {id}
    assert (small.article().title, small.article().outlet) == ("New title", "The Post")
    assert small.quote().outlet == "The Post"
    assert not articles.edit(small.desk, id, title="New title")
    with pytest.raises(TypeError):
        articles.edit(small.desk, id, text="Other words")
    changes.undo(small.desk)
    assert small.article().title == "Bridge closed"


def test_a_deleted_article_comes_back_with_all_that_was_decided(small):
    quotes.decide(small.desk, [small.quote().id], Status.CONFIRMED)
    quotes.set_note(small.desk, small.quote(1).id, "ask again")
    before, id = small.quotes(), small.article().id
    changed = articles.delete(small.desk, [id])
    assert changed.deed == "Delete 1 article"
    assert changed.articles == {id} and changed.quotes == {quote.id for quote in before}
    assert [article.title for article in small.articles] == ["Ferry"]
    with pytest.raises(DeskError, match="no longer on the desk"):
        articles.text(small.desk, id)
    with pytest.raises(DeskError, match="no longer on the desk"):
        quotes.of_article(small.desk, id)
    assert desks.check(small.desk.path) == []
    assert changes.undo(small.desk) == changed
    assert small.quotes() == before
    assert articles.text(small.desk, id).startswith("Bridge closed")


def test_a_deleted_article_may_be_imported_anew(small):
    text = articles.text(small.desk, small.article().id)
    articles.delete(small.desk, [small.article().id])
    assert articles.add(small.desk, [small.make(text)]).known == ()
    assert len(small.articles) == 2
    changes.undo(small.desk)
    changes.undo(small.desk)
    assert len(small.articles) == 2
    assert desks.check(small.desk.path) == []
