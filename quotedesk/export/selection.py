"""What an export is made of: the chosen quotes with their articles, speakers, statements and places in the text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from quotedesk.collation.statement import Passage, Statement
from quotedesk.export.context import Context, Places
from quotedesk.store import articles, quotes, speakers, statements
from quotedesk.store.desk import Desk
from quotedesk.store.records import ArticleRecord, QuoteFilter, QuoteRecord, SpeakerRecord

UNKNOWN_SPEAKER = "Speaker unknown"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another printing of a quote's statement: the quote there, and its article."""

    quote_id: str
    outlet: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One quote as it is filed.

    `paragraphs` holds the quote's parts, grouped by the paragraphs of the article they stand in. `also` are the other
    printings of its statement.
    """

    quote: QuoteRecord
    article: ArticleRecord | None
    role: str
    context: Context
    paragraphs: tuple[tuple[str, ...], ...]
    also: tuple[Elsewhere, ...] = ()

    @property
    def speaker(self) -> str:
        """The speaker's name, or words saying that it is unknown."""
        return self.quote.speaker or UNKNOWN_SPEAKER


@dataclass(frozen=True)
class Selection:
    """The quotes chosen for an export, and everything needed to print them.

    `texts` maps an article's id to its text. `statements` are those with more than one witness that a chosen quote
    belongs to; their witnesses that were not chosen themselves are in `others`. `chosen_by` is the filter that chose.
    """

    title: str
    quotes: tuple[QuoteRecord, ...]
    articles: tuple[ArticleRecord, ...]
    texts: Mapping[str, str]
    speakers: tuple[SpeakerRecord, ...] = ()
    statements: tuple[Statement, ...] = ()
    others: tuple[QuoteRecord, ...] = ()
    chosen_by: QuoteFilter = field(default_factory=QuoteFilter)
    made: date = field(default_factory=date.today)

    def entries(self) -> Iterator[Entry]:
        """An entry a chosen quote, in the order of the selection."""
        return map(self.entry, self.quotes)

    def entry(self, quote: QuoteRecord) -> Entry:
        """The quote with its role, its place in the article, and its other printings."""
        places = self._places(quote.article_id)
        return Entry(
            quote=quote,
            article=self._articles.get(quote.article_id),
            role=quote.role or self._role(quote),
            context=places.around(quote.parts),
            paragraphs=places.paragraphs(quote.parts),
            also=tuple(self._elsewhere(p) for p in self._printings.get(quote.id, ()) if p.id != quote.id),
        )

    def _elsewhere(self, passage: Passage) -> Elsewhere:
        article = self._articles.get(passage.doc)
        return Elsewhere(passage.id, passage.outlet, article.title if article else "", passage.date)

    @cached_property
    def _articles(self) -> dict[str, ArticleRecord]:
        return {article.id: article for article in self.articles}

    @cached_property
    def _printings(self) -> dict[str, tuple[Passage, ...]]:
        found = {}
        for statement in self.statements:
            passages = tuple(witness.passage for witness in statement.witnesses)
            found.update(dict.fromkeys((passage.id for passage in passages), passages))
        return found

    @cached_property
    def _known_places(self) -> dict[str, Places]:
        return {}

    def _places(self, article_id: str) -> Places:
        if article_id not in self._known_places:
            self._known_places[article_id] = Places(self.texts[article_id])
        return self._known_places[article_id]

    @cached_property
    def _speakers(self) -> dict[str, SpeakerRecord]:
        return {speaker.id: speaker for speaker in self.speakers}

    def _role(self, quote: QuoteRecord) -> str:
        """What the speaker was on the day of the article; without a date, the first role known."""
        speaker = self._speakers.get(quote.speaker_id or "")
        roles = speaker.roles if speaker else ()
        on_the_day = [r for r in roles if r.since <= quote.date <= (r.until or "9")] if quote.date else list(roles)
        return on_the_day[0].name if on_the_day else ""


def of_desk(desk: Desk, chosen_by: QuoteFilter | None = None, *, made: date | None = None) -> Selection:
    """The quotes of `desk` that the filter lets through, by date, article and place; all of them without a filter."""
    chosen_by = chosen_by or QuoteFilter()
    chosen = {quote.id: quote for quote in quotes.every(desk, chosen_by)}
    found = [s for s in statements.listed(desk) if any(w.passage.id in chosen for w in s.witnesses)]
    docs = {w.passage.doc for s in found for w in s.witnesses if w.passage.id not in chosen}
    wanted = {w.passage.id for s in found for w in s.witnesses} - chosen.keys()
    others = quotes.every(desk, QuoteFilter(article_ids=frozenset(docs))) if docs else ()
    printing = docs | {quote.article_id for quote in chosen.values()}
    return Selection(
        title=desk.title or desk.path.stem,
        quotes=tuple(chosen.values()),
        articles=tuple(article for article in articles.listed(desk) if article.id in printing),
        texts={id: articles.text(desk, id) for id in printing},
        speakers=tuple(speakers.listed(desk)),
        statements=tuple(found),
        others=tuple(quote for quote in others if quote.id in wanted),
        chosen_by=chosen_by,
        made=made or date.today(),
    )


def described(chosen_by: QuoteFilter, known: tuple[SpeakerRecord, ...] = ()) -> str:
    """The filter in words, for the reader of a sheet; `known` gives speakers' ids their names."""
    names = {speaker.id: speaker.name for speaker in known}
    limits = [
        f"spoken by {names.get(chosen_by.speaker, chosen_by.speaker)}" if chosen_by.speaker else "",
        f"printed in {chosen_by.outlet}" if chosen_by.outlet else "",
        f"{chosen_by.status.value}" if chosen_by.status else "",
        {"speech": "spoken words", "written": "written words", "other": "nobody’s words"}[chosen_by.kind.value]
        if chosen_by.kind
        else "",
        f"containing “{chosen_by.search}”" if chosen_by.search else "",
        f"from {len(chosen_by.article_ids)} chosen article{'s' * (len(chosen_by.article_ids) != 1)}"
        if chosen_by.article_ids
        else "",
    ]
    return "Only quotes " + ", ".join(filter(None, limits)) if any(limits) else "Every quote on the desk"
