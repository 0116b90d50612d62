"""What the store hands out: frozen dataclasses, never database rows."""

from dataclasses import dataclass, field
from enum import StrEnum

from quotedesk.attribution.lessons import Sort
from quotedesk.quote import Kind, Span, SpeakerType, Status


@dataclass(frozen=True, slots=True)
class Changes:
    """What a deed changed, so that each view can decide whether to refresh. `deed` is the deed's name.

    `articles` are those changed themselves and those whose quotes changed, `speakers` those changed themselves and
    those who gained or lost a quote. `statements`: all quotes were grouped anew. `title`: the desk has another title.
    """

    deed: str = ""
    articles: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    statements: bool = False
    title: bool = False

    def __bool__(self) -> bool:
        return bool(self.articles or self.quotes or self.speakers or self.statements or self.title)


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article on the desk, without its text.

    `quotes` counts those that are somebody's words and not rejected: the `confirmed` and the `undecided` ones.
    """

    id: str
    title: str
    outlet: str
    byline: str
    date: str
    url: str
    language: str
    path: str
    sha256: str
    words: int
    quotes: int
    confirmed: int
    undecided: int


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """A quote as one person sees it: the engine's suggestion with that person's decision laid over it.

    `speaker`, `kind`, `status` and `note` are effective values. `colour` is the speaker's place in the palette.
    `printings` counts the quotes of its statement, itself included. `mention` and `cue` are those set by hand where
    somebody did. `flag`: somebody wants to come back to it.
    """

    id: str
    article_id: str
    parts: tuple[Span, ...]
    text: str
    kind: Kind
    status: Status
    speaker_id: str | None
    speaker: str | None
    speaker_type: SpeakerType
    role: str
    colour: int | None
    mention: Span | None
    mention_text: str
    cue: Span | None
    cue_text: str
    intermediary: str
    confidence: float | None
    evidence: str
    note: str
    marked: bool
    headline: bool
    parent_id: str | None
    origin: str
    statement_id: str | None
    printings: int
    title: str
    outlet: str
    date: str
    url: str
    flag: bool = False

    @property
    def extent(self) -> Span:
        """From the first part's start to the last part's end."""
        return Span(self.parts[0].start, self.parts[-1].end)


@dataclass(frozen=True, slots=True)
class Role:
    """What a speaker was, and when; dates are ISO 8601 or empty."""

    name: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """Somebody who is quoted on the desk."""

    id: str
    name: str
    type: SpeakerType
    colour: int
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    note: str = ""
    qid: str = ""
    members: tuple[str, ...] = ()
    quotes: int = 0
    confirmed: int = 0


@dataclass(frozen=True, slots=True)
class LessonRecord:
    """Something that a correction taught the desk; `speaker` is None for a cue. Not `active`: it was taken back."""

    id: str
    sort: Sort
    words: str
    speaker: str | None
    active: bool
    user: str
    learnt_at: str


@dataclass(frozen=True, slots=True)
class DeedRecord:
    """One entry of the change log. `state` is done, undone or abandoned (undone, then overtaken by another deed)."""

    number: int
    name: str
    user: str
    at: str
    state: str


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes to list; empty fields do not restrict, and all that are given must hold.

    `search` looks in the words of the quotes, or with `whole_articles` in titles and texts around them. `since` and
    `until` are ISO 8601 dates of articles, both included. `printings` is how many quotes carry the statement at least.
    `sure_below`: the engine's confidence is lower, or nobody is named. `mention` is how the article names the speaker.
    """

    speaker: str = ""
    outlet: str = ""
    status: Status | None = None
    kind: Kind | None = None
    search: str = ""
    article_ids: frozenset[str] = field(default_factory=frozenset)
    since: str = ""
    until: str = ""
    printings: int = 0
    noted: bool = False
    flagged: bool = False
    sure_below: float | None = None
    mention: str = ""
    whole_articles: bool = False


@dataclass(frozen=True, slots=True)
class SavedFilterRecord:
    """A filter of the quotes table under its name."""

    name: str
    filter: QuoteFilter


class StatementOrder(StrEnum):
    """What a list of statements begins with."""

    MOST_PRINTED = "most printed"
    MOST_DIFFERENT = "most different"
    DISAGREEING = "speaker disagreements"


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements to list; empty fields do not restrict. `search` looks in the words of all witnesses.

    `least` is how many printings a statement has at least. The flags let only those through where a speaker differs,
    where words were left out without a mark, where the meaning may differ.
    """

    search: str = ""
    least: int = 2
    disagreeing: bool = False
    cut: bool = False
    meaning: bool = False


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in a list: the fullest witness's words, who printed it and who is said to have said it.

    `outlets` and `speakers` are named once each, the most frequent first; `disagreeing` counts the witnesses given to
    another speaker than the fullest. `different` is how far the furthest witness is from the fullest, from 0 to 1.
    """

    id: str
    text: str
    printings: int
    readings: int
    outlets: tuple[str, ...]
    speakers: tuple[str, ...]
    disagreeing: int
    different: float
    cut: bool
    meaning: bool
