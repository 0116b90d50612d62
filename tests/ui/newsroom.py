"""Desks for the tests of views: short articles of invented outlets around the officials' public statements."""

import re
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from quotedesk.article import Article
from quotedesk.quote import Kind, Quote, Span, SpeakerName, SpeakerType
from quotedesk.store import articles
from quotedesk.store import desk as desks
from quotedesk.store.desk import Desk

View = TypeVar("View", bound=QWidget)
BELIEVED = (
    "Coalition forces believed they were striking a Da’esh fighting position that they had been tracking for a "
    "significant amount of time before the strike."
)
HALTED = (
    "The coalition airstrike was halted immediately when coalition forces were informed by Russian officials that it "
    "was possible the personnel and vehicles targeted were part of the Syrian military."
)
_QUOTE = re.compile(r"\{([^|}]*)\|([^|}]*)\|([^}]*)\}")
"""{speaker or ?|the words that name them or nothing|quoted words}; a speaker with * in front is an institution."""


def article(outlet: str, title: str, date: str, body: str) -> tuple[Article, list[Quote]]:
    """An article with its quotes from a body with marks (`_QUOTE`); a quote of - is nobody's words."""
    text, found, end = "", [], 0
    for match in _QUOTE.finditer(body):
        text += body[end : match.start()]
        start = len(text)
        text += match.group(3)
        found.append((match.group(1), match.group(2), Span(start, len(text))))
        end = match.end()
    text += body[end:]
    quotes = []
    for name, mention, span in found:
        kind = Kind.OTHER if name == "-" else Kind.WRITTEN if name.startswith("*") else Kind.SPEECH
        type = SpeakerType.INSTITUTION if name.startswith("*") else SpeakerType.PERSON
        at = text.find(mention) if mention else -1
        quotes.append(
            Quote(
                parts=(span,),
                kind=kind,
                speaker=SpeakerName() if name in "?-" else SpeakerName(name.lstrip("*"), type),
                mention=Span(at, at + len(mention)) if at >= 0 else None,
                confidence=None if name == "-" else 0.3 if name == "?" else 0.9,
                evidence=f"“{mention}” stands before the quote" if mention else "",
            )
        )
    url = f"https://{outlet.lower().replace(' ', '-')}.example/strike"
    return Article(text=text, title=title, outlet=outlet, date=date, url=url), quotes


FIVE = (
    article(
        "Harbour Post",
        "Coalition raid kills soldiers",
        "2016-09-17",
        "The command wrote late on Saturday, after a day of questions. "
        f"It said: “{{*CENTCOM|command|{BELIEVED} {HALTED}}}” No number of the dead was given.\n\n"
        "Damascus called it “{*Syrian General Command|Damascus|serious and blatant aggression}”.",
    ),
    article(
        "Vostok Review",
        "A short account",
        "2016-09-18",
        f"“{{*CENTCOM|statement|{BELIEVED} {HALTED}}}” That was the statement. "
        "The spokeswoman was blunt: “{Maria Zakharova|spokeswoman|We come to a really terrifying conclusion}”.",
    ),
    article(
        "Levant Monitor",
        "What was said",
        "2016-09-19",
        "“{*CENTCOM|Central Command|Coalition forces believed they were striking ISIS (Islamic State) fighting "
        "position that they had been tracking for a significant amount of time before the strike,}” "
        "Central Command said.",
    ),
    article(
        "Capitol Daily",
        "The Army explains",
        "2016-09-18",
        "The United States Army said coalition forces “{*United States Army|United States Army|believed they were "
        "striking a Da’esh fighting position that they had been tracking for a significant amount of time … when "
        "coalition forces were informed by Russian officials that it was possible the personnel and vehicles targeted "
        "were part of the Syrian military.}” Damascus spoke of “{*Syrian General Command|Damascus|serious and blatant "
        "aggression}”.",
    ),
    article(
        "Northern Wire",
        "Tampa breaks its silence",
        "2016-09-18",
        f"In Tampa the command said: “{{*CENTCOM|command|{BELIEVED} "
        f"{HALTED.replace('immediately ', '').replace('by Russian officials', '[by Moscow]')}}}” "
        "“{?||It looked like air support,}” a man said, counting “{-||martyrs}”.",
    ),
)
"""The command's statement: twice whole, once substituted and trimmed, once elided and given to somebody else, once
silently cut; and other quotes."""


def desk_of(path: Path, found: Iterable[tuple[Article, list[Quote]]] = FIVE) -> Desk:
    """A new desk with these articles."""
    file = path / "news.quotedesk"
    if found is FIVE:
        file.write_bytes(_five())
        return desks.open(file, user="tester")
    return _made(file, list(found))


def _made(file: Path, found: list[tuple[Article, list[Quote]]]) -> Desk:
    made = desks.create(file, title="Deir ez-Zor", user="tester")
    if found:
        articles.add(made, found)
    return made


@cache
def _five() -> bytes:
    """The file of a desk with the five articles: made once, since most tests begin with a copy of it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "five.quotedesk"
        _made(file, list(FIVE)).close()
        return file.read_bytes()


def many(count: int) -> list[tuple[Article, list[Quote]]]:
    """As many articles, each printing the command's statement in one of five ways."""
    ways = (
        f"{BELIEVED} {HALTED}",
        BELIEVED,
        f"{BELIEVED} {HALTED.replace('immediately ', '')}",
        f"{BELIEVED.replace('a Da’esh', 'an ISIS')} {HALTED}",
        BELIEVED.replace("that they had been tracking ", "… "),
    )
    return [
        article(
            f"Outlet {number:02d}",
            f"Report {number}",
            f"2016-09-{17 + number % 5}",
            f"Report {number} of the command. It said: “{{*CENTCOM|command|{ways[number % 5]}}}” That was all.",
        )
        for number in range(count)
    ]


def opened(qtbot: QtBot, view: View) -> View:
    """A view as large as the window leaves it, shown and painted."""
    qtbot.addWidget(view)
    view.resize(1440, 824)
    view.show()
    qtbot.waitExposed(view)
    return view
