"""What corrections teach a desk, and how it is taken back."""

from collections.abc import Sequence

from quotedesk import bulk, pipeline
from quotedesk.article import Article
from quotedesk.attribution.lessons import Sort, cue_beside, sort_of
from quotedesk.attribution.roster import Roster
from quotedesk.engine import Engine
from quotedesk.quote import Span, SpeakerType, Status
from quotedesk.store import articles, changes, lessons, quotes, speakers
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk

FIRST = "The Harbour Office spokesman said “the ferry is free”.\n\n“Nobody pays a penny,” Carl Dunn wheezed.\n"
SECOND = "“It was never our plan to charge for it,” said the Harbour Office spokesman, and left.\n"


def taught(desk: Desk) -> list[tuple[Sort, str, str | None, bool]]:
    return [(lesson.sort, lesson.words, lesson.speaker, lesson.active) for lesson in lessons.listed(desk)]


def read(desk: Desk, *texts: str) -> None:
    roster = lessons.known(desk, Roster())
    nlp = pipeline.load(roster)
    articles.add(desk, [(Article(text=text), pipeline.find(nlp, text)) for text in texts], roster=roster)


def speakers_of(desk: Desk, number: int) -> Sequence[str | None]:
    return [quote.speaker for quote in quotes.of_article(desk, articles.listed(desk)[number].id)]


def test_a_correction_names_the_next_speaker(tmp_path):
    with desks.create(tmp_path / "a.quotedesk") as desk:
        read(desk, FIRST)
        ferry, penny = quotes.of_article(desk, articles.listed(desk)[0].id)
        assert ferry.speaker == "Harbour Office spokesman"
        quotes.assign_new(desk, [ferry.id], "Ola Lind", SpeakerType.PERSON, confirm=True)
        assert taught(desk) == [(Sort.ROLE, "Harbour Office spokesman", "Ola Lind", True)]
        quotes.assign_new(desk, [penny.id], "Carl Dunn", SpeakerType.PERSON)
        read(desk, SECOND)
        (later,) = quotes.of_article(desk, articles.listed(desk)[1].id)
        assert later.speaker == "Ola Lind" and "learnt on this desk" in later.evidence


def test_what_was_learnt_goes_with_undo_and_can_be_taken_back(tmp_path):
    with desks.create(tmp_path / "a.quotedesk") as desk:
        read(desk, FIRST)
        ferry = quotes.of_article(desk, articles.listed(desk)[0].id)[0]
        quotes.assign_new(desk, [ferry.id], "Ola Lind", SpeakerType.PERSON)
        (lesson,) = lessons.listed(desk)
        lessons.take_back(desk, [lesson.id])
        assert taught(desk) == [(Sort.ROLE, "Harbour Office spokesman", "Ola Lind", False)]
        assert lessons.known(desk, Roster()).learnt == {}
        quotes.decide(desk, [ferry.id], Status.CONFIRMED)
        assert not taught(desk)[0][3]
        lessons.restore(desk, [lesson.id])
        assert lessons.known(desk, Roster()).learnt.keys() == {"harbour office spokesman"}
        for _ in range(4):
            changes.undo(desk)
        assert lessons.listed(desk) == []
        assert desks.check(desk.path) == []


def test_the_later_of_two_corrections_counts(tmp_path):
    with desks.create(tmp_path / "a.quotedesk") as desk:
        read(desk, FIRST, SECOND)
        one, two = (quotes.of_article(desk, article.id)[0] for article in articles.listed(desk))
        quotes.assign_new(desk, [one.id], "Ola Lind", SpeakerType.PERSON)
        quotes.assign_new(desk, [two.id], "Per Vik", SpeakerType.PERSON)
        assert {(words, who): active for _, words, who, active in taught(desk)} == {
            ("Harbour Office spokesman", "Ola Lind"): False,
            ("Harbour Office spokesman", "Per Vik"): True,
        }
        lessons.restore(desk, [lesson.id for lesson in lessons.listed(desk) if lesson.speaker == "Ola Lind"])
        assert {who: active for _, _, who, active in taught(desk)} == {"Ola Lind": True, "Per Vik": False}


def test_a_verb_beside_a_quote_becomes_a_cue(tmp_path):
    text = "“We will wait for as long as it takes,” Anna Berg wheezed.\n"
    assert cue_beside(text, [Span(1, 38)], ["Anna Berg"]) == "wheezed"
    with desks.create(tmp_path / "a.quotedesk") as desk:
        article = Article(text=text)
        articles.add(desk, [(article, [])])
        made = quotes.create(desk, articles.listed(desk)[0].id, [Span(1, 38)])
        quotes.assign_new(desk, list(made.quotes), "Anna Berg", SpeakerType.PERSON)
        assert taught(desk) == [(Sort.CUE, "wheezed", None, True)]
        nlp = pipeline.load(lessons.known(desk, Roster()))
        (found,) = pipeline.find(nlp, "“Then we go home,” Carl Dunn wheezes.\n")
        assert found.cue is not None and found.cue.of("“Then we go home,” Carl Dunn wheezes.\n") == "wheezes"


def test_merging_takes_the_lessons_along_and_deleting_drops_them(tmp_path):
    with desks.create(tmp_path / "a.quotedesk") as desk:
        read(desk, FIRST)
        ferry = quotes.of_article(desk, articles.listed(desk)[0].id)[0]
        quotes.assign_new(desk, [ferry.id], "Ola Lind", SpeakerType.PERSON)
        _, kept = speakers.create(desk, "Ola Maria Lind", SpeakerType.PERSON)
        (gone,) = [who.id for who in speakers.listed(desk) if who.name == "Ola Lind"]
        speakers.merge(desk, kept, [gone])
        assert taught(desk) == [(Sort.ROLE, "Harbour Office spokesman", "Ola Maria Lind", True)]
        quotes.assign(desk, [ferry.id], None)
        speakers.delete(desk, [kept])
        assert lessons.listed(desk) == []
        while changes.undo(desk):
            pass
        assert desks.check(desk.path) == []


def test_words_that_mean_somebody_else_tomorrow_teach_nothing():
    assert sort_of("Harbour Office spokesman") is Sort.ROLE
    assert sort_of("Harbour Office") is Sort.ALIAS
    for mention in (
        "he",
        "He",
        "the spokesman",
        "a senior Harbour Office official",
        "two Oslo residents",
        "Berg and Dunn",
        "",
    ):
        assert sort_of(mention) is None


def test_an_import_goes_by_the_lessons(tmp_path):
    (tmp_path / "one.txt").write_text(FIRST)
    (tmp_path / "two.txt").write_text(SECOND)
    with desks.create(tmp_path / "a.quotedesk") as desk, Engine(Roster()) as engine:
        bulk.import_files(desk, [tmp_path / "one.txt"], engine=engine)
        ferry = quotes.of_article(desk, articles.listed(desk)[0].id)[0]
        quotes.assign_new(desk, [ferry.id], "Ola Lind", SpeakerType.PERSON)
        bulk.import_files(desk, [tmp_path / "two.txt"], engine=engine)
        assert speakers_of(desk, 1) == ["Ola Lind"]
