"""Small desks in real files, made of invented sentences."""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from quotedesk.article import Article
from quotedesk.quote import Quote, Span, SpeakerName, SpeakerType
from quotedesk.store import articles, quotes, speakers
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk
from quotedesk.store.records import ArticleRecord, QuoteRecord, SpeakerRecord

Found = tuple[Article, list[Quote]]
SAID = re.compile(r"(?P<who>[A-Z]\w*(?: [A-Z]\w*)?) (?P<cue>said|wrote) “(?P<words>[^”]*)”")


def found(text: str, **fields: str) -> Found:
    """An article and its quotes: NAME said “words”."""
    quotes = [
        Quote(
            parts=(Span(*match.span("words")),),
            speaker=SpeakerName(match["who"], SpeakerType.PERSON),
            mention=Span(*match.span("who")),
            cue=Span(*match.span("cue")),
            confidence=0.75,
            evidence=f"{match['who']} {match['cue']}",
        )
        for match in SAID.finditer(text)
    ]
    return Article(text=text, source=f"<p>{text}</p>".encode(), **fields), quotes


@dataclass
class Small:
    """A desk and short ways to its parts."""

    desk: Desk
    make: Callable[..., Found] = field(default=found)

    @property
    def articles(self) -> list[ArticleRecord]:
        return articles.listed(self.desk)

    def article(self, number: int = 0) -> ArticleRecord:
        return self.articles[number]

    def quotes(self, number: int = 0) -> list[QuoteRecord]:
        return quotes.of_article(self.desk, self.article(number).id)

    def quote(self, number: int = 0) -> QuoteRecord:
        return self.quotes()[number]

    def speaker(self, name: str) -> SpeakerRecord:
        (one,) = [speaker for speaker in speakers.listed(self.desk) if speaker.name == name]
        return one

    def reopen(self, user: str = "Reader One") -> Desk:
        self.desk.close()
        self.desk = desks.open(self.desk.path, user=user)
        return self.desk


BRIDGE = found(
    "Bridge closed\n\nAnna Berg said “we will mend the bridge by spring” on Monday. 😀 "
    "Later Anna Berg said “nobody was hurt”.\n"
    "The mayor, Carl Dunn, was angry. Carl Dunn said “this is the third time”.\n",
    title="Bridge closed", outlet="The Morning Post", date="2020-03-02", path="bridge.txt",
)  # fmt: skip
FERRY = found(
    "A ferry runs instead. Anna Berg said “we will mend the bridge by spring”. Carl Dunn said “the ferry is free”.",
    title="Ferry", outlet="Evening Echo", date="2020-03-03",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_bug_in_the_log(caplog) -> Iterator[None]:
    """What goes wrong in grouping spares the deed and goes to the log; no test expects it unless it clears the log."""
    yield
    assert [record.message for record in caplog.get_records("call") if record.levelname == "ERROR"] == []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Bridges & ferries #1?.quotedesk"


@pytest.fixture
def empty(path: Path) -> Iterator[Small]:
    small = Small(desks.create(path, title="Bridges", user="Reader One"))
    yield small
    small.desk.close()


@cache
def _bridges() -> bytes:
    """The file of a desk with both articles: made once, since most tests begin with a copy of it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bridges.quotedesk"
        with desks.create(file, title="Bridges", user="Reader One") as desk:
            articles.add(desk, [BRIDGE, FERRY])
        return file.read_bytes()


@pytest.fixture
def small(path: Path) -> Iterator[Small]:
    path.write_bytes(_bridges())
    small = Small(desks.open(path, user="Reader One"))
    yield small
    small.desk.close()
