"""A hand that does random deeds of every sort on a desk, through the functions that the window calls.

The property tests give it Hypothesis's random numbers, the long runs and the kills a seeded `random.Random`.
"""

import contextlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from sqlalchemy import select

from quotedesk.errors import DeskError
from quotedesk.quote import Kind, Quote, Span, SpeakerName, SpeakerType, Status
from quotedesk.store import articles, batch, changes, lessons, links, quotes, saved_filters, speakers, statements
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from quotedesk.store.records import ArticleRecord, QuoteFilter, QuoteRecord, Role, SpeakerRecord
from quotedesk.store.tables import LOGGED, table_of
from tests.store.conftest import found

NAMES = ("Anna Berg", "Carl Dunn", "Eva Falk", "Ida", "the mayor")
SAYINGS = (
    "we will mend the bridge by spring", "nobody was hurt in the harbour last night", "the ferry is free",
    "we will mend the old bridge by the spring of next year", "this is the third time", "no 😀 comment", "not today",
    "the ferry is free for everybody who works in the harbour", "nobody was hurt",
)  # fmt: skip
DERIVED = (
    "statements", "groupings", "suggestions", "edges", "features", "frozen_words", "quote_search", "article_search",
)  # fmt: skip


def logged(desk: Desk) -> dict[str, list[Any]]:
    """Every row of every logged table, as it is."""
    with desk.reading() as connection:
        return {
            model.__tablename__: [
                tuple(row) for row in connection.execute(select(table_of(model)).order_by(table_of(model).c.id))
            ]
            for model in LOGGED
        }


def derived(desk: Desk) -> dict[str, list[Any]]:
    """What follows from the logged tables, as it is."""
    with desk.reading() as connection:
        return {
            name: sorted(tuple(row) for row in connection.exec_driver_sql(f"SELECT {_columns(name)} FROM {name}"))
            for name in DERIVED
        }


def _columns(name: str) -> str:
    return "rowid, words" if name.endswith("_search") else "*"


def rebuilt(desk: Desk) -> dict[str, list[Any]]:
    """What follows from the logged tables when the statements are made anew from nothing."""
    with desk.writing() as connection:
        batch.rebuild(connection)
    return derived(desk)


class Hand:
    """Does one random deed a `step` on what the desk holds then."""

    def __init__(self, desk: Desk, random: Random) -> None:
        self.desk = desk
        self.random = random
        self.deeds: tuple[Callable[[], object], ...] = (
            self.import_articles, self.create, self.resize, self.delete_quotes, self.decide, self.decide_many,
            self.assign, self.assign_new, self.set_kind, self.note, self.find_again, self.edit_article,
            self.delete_articles, self.add_speaker, self.edit_speaker, self.merge_speakers, self.delete_speakers,
            self.rename_desk, self.undo, self.redo, self.split_quote, self.join_quotes, self.flag, self.point,
            self.join_statements, self.split_statement, self.refuse, self.take_links_back, self.forget,
            self.learn_again, self.save_filter,
        )  # fmt: skip

    def step(self) -> str:
        """Try one deed, and return its sort."""
        deed = self.choose()
        self.do(deed)
        return deed.__name__

    def choose(self) -> Callable[[], object]:
        """What to do next."""
        return self.random.choice(self.deeds)

    def do(self, deed: Callable[[], object]) -> None:
        """Do a deed; one that has nothing to act on, or is refused, changes nothing."""
        with contextlib.suppress(DeskError, _NothingThereError):
            deed()

    # What is there

    def article(self) -> ArticleRecord:
        return self._one(articles.listed(self.desk))

    def quote(self) -> QuoteRecord:
        return self._one(quotes.of_article(self.desk, self.article().id))

    def quotes(self, most: int = 3) -> list[str]:
        present = [quote.id for quote in quotes.of_article(self.desk, self.article().id)]
        return self._some(present, most)

    def speaker(self) -> SpeakerRecord:
        return self._one(speakers.listed(self.desk))

    def someone(self) -> str | None:
        return None if self.random.random() < 0.2 else self.speaker().id

    def _one(self, of: Sequence[Any]) -> Any:
        if not of:
            raise _NothingThereError
        return of[self.random.randrange(len(of))]

    def _some(self, of: Sequence[str], most: int) -> list[str]:
        return [self._one(of) for _ in range(self.random.randint(1, most))]

    def spans(self, text: str) -> list[Span]:
        places = sorted({self.random.randrange(len(text)) for _ in range(self.random.choice((2, 2, 4)))})
        return [Span(*pair) for pair in zip(places[::2], places[1::2], strict=False)] or [Span(0, 5)]

    # What is done

    def text(self) -> str:
        said = [f"{self._one(NAMES[:4])} said “{self._one(SAYINGS)}”." for _ in range(self.random.randint(0, 4))]
        return f"Report {self.random.randrange(12)}\n\n" + " ".join(said)

    def import_articles(self) -> None:
        made = [
            found(
                self.text(), outlet=f"Outlet {self.random.randrange(5)}", date=f"2020-01-0{self.random.randint(1, 5)}"
            )
            for _ in range(self.random.randint(1, 3))
        ]
        articles.add(self.desk, made)

    def create(self) -> None:
        article = self.article()
        spans = self.spans(articles.text(self.desk, article.id))
        quotes.create(self.desk, article.id, spans, kind=self._one(list(Kind)), speaker_id=self.someone())

    def resize(self) -> None:
        quote = self.quote()
        quotes.resize(self.desk, quote.id, self.spans(articles.text(self.desk, quote.article_id)))

    def delete_quotes(self) -> None:
        quotes.delete(self.desk, self.quotes())

    def decide(self) -> None:
        quotes.decide(self.desk, self.quotes(), self._one(list(Status)))

    def decide_many(self) -> None:
        every = [quote.id for one in articles.listed(self.desk) for quote in quotes.of_article(self.desk, one.id)]
        quotes.decide(self.desk, every, self._one(list(Status)))

    def assign(self) -> None:
        quotes.assign(self.desk, self.quotes(), self.someone(), confirm=self.random.random() < 0.5)

    def assign_new(self) -> None:
        quotes.assign_new(self.desk, self.quotes(), self._one(NAMES), SpeakerType.PERSON)

    def set_kind(self) -> None:
        quotes.set_kind(self.desk, self.quotes(), self._one(list(Kind)))

    def note(self) -> None:
        quotes.set_note(self.desk, self.quote().id, self._one(("", "look again", "“é😀”\n")))

    def find_again(self) -> None:
        """A newer engine: it misses some quotes, sees others a little larger, and names others otherwise."""
        article = self.article()
        text = articles.text(self.desk, article.id)
        _, before = found(text)
        after: list[Quote] = []
        for quote in before:
            (part,) = quote.parts
            if self.random.random() < 0.7:
                wider = Span(part.start, min(part.end + self.random.choice((0, 0, 1)), len(text)))
                name = SpeakerName(self._one(NAMES), SpeakerType.PERSON)
                after.append(Quote((wider,), speaker=name, confidence=0.5, evidence="newer"))
        quotes.replace_suggestions(self.desk, article.id, after)

    def edit_article(self) -> None:
        articles.edit(self.desk, self.article().id, title=self._one(("", "A title")), date="2020-01-01")

    def delete_articles(self) -> None:
        articles.delete(self.desk, self._some([article.id for article in articles.listed(self.desk)], 2))

    def add_speaker(self) -> None:
        name = self._one(NAMES)
        speakers.create(self.desk, name, SpeakerType.PERSON, aliases=[name.upper()], roles=[Role("mayor", "2019")])

    def edit_speaker(self) -> None:
        aliases = self._some(NAMES, 2)
        fields = {"name": self._one(NAMES)} if self.random.random() < 0.5 else {}
        roles = [Role(name) for name in aliases]
        speakers.edit(self.desk, self.speaker().id, aliases=aliases, roles=roles, colour=3, **fields)

    def merge_speakers(self) -> None:
        speakers.merge(self.desk, self.speaker().id, [self.speaker().id, self.speaker().id])

    def delete_speakers(self) -> None:
        speakers.delete(self.desk, [self.speaker().id])

    def split_quote(self) -> None:
        quote = self.quote()
        quotes.split(self.desk, quote.id, self.random.randint(quote.extent.start, quote.extent.end))

    def join_quotes(self) -> None:
        quotes.join(self.desk, self.quotes())

    def flag(self) -> None:
        quotes.set_flag(self.desk, self.quotes(), self.random.random() < 0.5)

    def point(self) -> None:
        quote = self.quote()
        spans = self.spans(articles.text(self.desk, quote.article_id))
        point = quotes.set_mention if self.random.random() < 0.5 else quotes.set_cue
        point(self.desk, quote.id, None if self.random.random() < 0.3 else spans[0])

    def join_statements(self) -> None:
        links.merge(self.desk, [self.quote().id, self.quote().id])

    def split_statement(self) -> None:
        statement = self._one(statements.listed(self.desk))
        witnesses = [witness.passage.id for witness in statement.witnesses]
        links.split(self.desk, statement.id, self._some(witnesses, 2))

    def refuse(self) -> None:
        links.refuse(self.desk, self.quote().id, self.quote().id)

    def take_links_back(self) -> None:
        links.take_back(self.desk, [self._one(links.listed(self.desk)).id])

    def forget(self) -> None:
        lessons.take_back(self.desk, [self._one(lessons.listed(self.desk)).id])

    def learn_again(self) -> None:
        lessons.restore(self.desk, [self._one(lessons.listed(self.desk)).id])

    def save_filter(self) -> None:
        name = self._one(("mine", "unknown"))
        if self.random.random() < 0.3:
            saved_filters.delete(self.desk, name)
        else:
            saved_filters.save(self.desk, name, QuoteFilter(speaker="unknown", search=self._one(SAYINGS)))

    def rename_desk(self) -> None:
        desks.rename(self.desk, self._one(("", "Bridges")))

    def undo(self) -> None:
        changes.undo(self.desk)

    def redo(self) -> None:
        changes.redo(self.desk)


class _NothingThereError(Exception):
    """The desk holds nothing that the deed could be done to."""
