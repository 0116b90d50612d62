"""A sheet as data: the quotes of a desk by speaker, or its statements with their printings, ready to be typeset.

What a printer needs and nothing about paper: a head that says what the sheet covers, then sections of entries.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from quotedesk.collation import releases
from quotedesk.collation.differences import compare
from quotedesk.collation.statement import Passage, Reading, Relation, Statement, Witness
from quotedesk.export.differences import Comparison, compared
from quotedesk.export.selection import UNKNOWN_SPEAKER, Entry, Selection, described
from quotedesk.quote import Kind, SpeakerType, Status
from quotedesk.store.records import ArticleRecord, QuoteRecord


@dataclass(frozen=True, slots=True)
class Source:
    """An article that the sheet draws on, and how many of the sheet's quotes it prints."""

    article: ArticleRecord
    quotes: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the sheet covers, so that nobody takes it for more than it is. `left_out` were chosen, but do not belong."""

    chosen: str
    quotes: int
    confirmed: int
    suggested: int
    rejected: int
    left_out: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SpeakerSection:
    """Everything the sheet has of one speaker, oldest first."""

    name: str
    type: SpeakerType
    role: str
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """What running heads call the section."""
        return self.name


@dataclass(frozen=True, slots=True)
class Printing:
    """One outlet's printing of a statement."""

    entry: Entry
    relations: tuple[Relation, ...]
    speaker_differs: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """A reading of a statement and who prints it. The fullest one has no comparison: the others are held against it."""

    text: str
    printings: tuple[Printing, ...]
    relations: tuple[Relation, ...]
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class StatementSection:
    """A statement: its fullest wording first, then each other one. `speakers` is whom the printings give it to.

    `release` are the first words of the other parts of its release, each with its outlet if one alone prints it.
    """

    title: str
    speakers: tuple[str, ...]
    why: str
    wordings: tuple[Wording, ...]
    release: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every printing's entry."""
        return tuple(printing.entry for wording in self.wordings for printing in wording.printings)


Section = SpeakerSection | StatementSection


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to hand on. `title` is the desk's, `subtitle` tells what kind of sheet it is."""

    title: str
    subtitle: str
    made: date
    coverage: Coverage
    sections: tuple[Section, ...]


def by_speaker(selection: Selection) -> Sheet:
    """Each speaker's quotes, the most quoted speaker first and unknown ones last."""
    fit, left_out = _fit(selection)
    spoken: dict[tuple[str, str], list[QuoteRecord]] = {}
    for quote in fit:
        name = quote.speaker or UNKNOWN_SPEAKER
        spoken.setdefault((quote.speaker_id or name, name), []).append(quote)
    sections = [_of_speaker(name, map(selection.entry, sorted(q, key=_by_date))) for (_, name), q in spoken.items()]
    sections.sort(key=lambda s: (s.type is SpeakerType.UNKNOWN, -len(s.entries), s.name.casefold()))
    return Sheet(
        selection.title,
        "Quotes by speaker",
        selection.made,
        _coverage(selection, fit, left_out),
        tuple(sections),
    )


def by_statement(selection: Selection) -> Sheet:
    """Each statement printed twice or more, with every printing that nobody rejected; the most printed first."""
    records = {quote.id: quote for quote in (*selection.others, *selection.quotes)}
    beside = _releases(selection, records)
    sections, shown = [], []
    for statement in selection.statements:
        witnesses = [w for w in statement.witnesses if _belongs(records.get(w.passage.id), selection)]
        if len(witnesses) > 1:
            sections.append(_of_statement(statement, witnesses, records, selection, beside[statement.id]))
            shown += [records[w.passage.id] for w in witnesses]
    ids = {quote.id for quote in shown}
    fit, left_out = _fit(selection)
    alone = sum(quote.id not in ids for quote in fit)
    left_out += (f"{_count(alone, 'quote')} printed only once",) if alone else ()
    sections.sort(key=lambda s: -len(s.entries))
    return Sheet(
        selection.title,
        "Statements and their printings",
        selection.made,
        _coverage(selection, shown, left_out),
        tuple(sections),
    )


def _belongs(quote: QuoteRecord | None, selection: Selection) -> bool:
    """Whether the quote goes on a sheet: rejected ones and nobody's words only where they were asked for."""
    if quote is None:
        return False
    asked = selection.chosen_by
    rejected = quote.status is Status.REJECTED and asked.status is not Status.REJECTED
    return not rejected and (quote.kind is not Kind.OTHER or asked.kind is Kind.OTHER)


def _fit(selection: Selection) -> tuple[list[QuoteRecord], tuple[str, ...]]:
    """The chosen quotes that go on a sheet, and what is said of the others."""
    fit = [quote for quote in selection.quotes if _belongs(quote, selection)]
    others = [quote for quote in selection.quotes if not _belongs(quote, selection)]
    rejected = sum(quote.status is Status.REJECTED for quote in others)
    nobodys = len(others) - rejected
    told = (
        f"{rejected} rejected" if rejected else "",
        f"{_count(nobodys, 'marked phrase')} that {'are' if nobodys > 1 else 'is'} nobody’s words" if nobodys else "",
    )
    return fit, tuple(filter(None, told))


def _of_speaker(name: str, entries: Iterable[Entry]) -> SpeakerSection:
    found = tuple(entries)
    roles = Counter(entry.role for entry in found if entry.role)
    role = roles.most_common(1)[0][0] if roles else ""
    return SpeakerSection(name, found[0].quote.speaker_type, role, found)


def _of_statement(
    statement: Statement,
    witnesses: list[Witness],
    records: dict[str, QuoteRecord],
    selection: Selection,
    release: tuple[str, ...],
) -> StatementSection:
    printings = {
        w.passage.id: Printing(selection.entry(records[w.passage.id]), w.relations, w.speaker_differs)
        for w in witnesses
    }
    texts = {w.passage.id: w.passage.text for w in witnesses}
    breaks = {w.passage.id: w.passage.breaks for w in witnesses}
    fullest = next((w.passage.id for w in witnesses if w.passage.id == statement.id), witnesses[0].passage.id)
    wordings = [
        _wording(reading, [printings[i] for i in reading.witnesses if i in printings], texts[fullest], breaks)
        for reading in statement.readings
        if any(i in printings for i in reading.witnesses)
    ]
    wordings.sort(key=lambda w: w.comparison is not None)
    names = Counter(printing.entry.speaker for printing in printings.values())
    speakers = tuple(name for name, _ in names.most_common())
    return StatementSection(_title(texts[fullest]), speakers, statement.why, tuple(wordings), release)


def _releases(selection: Selection, records: Mapping[str, QuoteRecord]) -> dict[str, tuple[str, ...]]:
    """What is told of the other parts of each statement's release, by the statement's id."""
    of = {w.passage.id: statement.id for statement in selection.statements for w in statement.witnesses}
    fullest = {statement.id: statement.witnesses[0].passage.text for statement in selection.statements}

    def members() -> Iterator[releases.Member]:
        for quote in records.values():
            if _belongs(quote, selection):
                yield (
                    of.get(quote.id, quote.id),
                    Passage(
                        quote.id, quote.article_id, quote.text, date=quote.date, speaker=quote.speaker,
                        kind=quote.kind, parts=quote.parts,
                    ),
                )  # fmt: skip

    def told(part: str) -> str:
        if part in fullest:
            return f"“{_title(fullest[part])}”"
        outlet = records[part].outlet
        return f"“{_title(records[part].text)}”{f' ({outlet})' if outlet else ''}"

    return {id: tuple(map(told, parts)) for id, parts in releases.parts(members(), fullest).items()}


def _wording(
    reading: Reading, printings: list[Printing], fullest: str, breaks: Mapping[str, tuple[int, ...]]
) -> Wording:
    relations = tuple(dict.fromkeys(r for p in printings for r in p.relations if r is not Relation.VERBATIM))
    comparison = None
    if reading.text != fullest:
        told = compare(fullest, reading.text, breaks[reading.witnesses[0]])
        comparison = compared(fullest, reading.text, told)
    return Wording(reading.text, tuple(sorted(printings, key=lambda p: _by_date(p.entry.quote))), relations, comparison)


def _coverage(selection: Selection, quotes: list[QuoteRecord], left_out: tuple[str, ...]) -> Coverage:
    chosen = described(selection.chosen_by, selection.speakers)
    if {quote.id for quote in quotes} & {quote.id for quote in selection.others}:
        chosen += ", with the other printings of their statements"
    counts = Counter(quote.article_id for quote in quotes)
    sources = [Source(article, counts[article.id]) for article in selection.articles if counts[article.id]]
    sources.sort(key=lambda s: (s.article.date or "9", s.article.outlet.casefold(), s.article.title))
    status = Counter(quote.status for quote in quotes)
    return Coverage(
        chosen=chosen,
        quotes=len(quotes),
        confirmed=status[Status.CONFIRMED],
        suggested=status[Status.SUGGESTED],
        rejected=status[Status.REJECTED],
        left_out=left_out,
        sources=tuple(sources),
    )


def _by_date(quote: QuoteRecord) -> tuple[str, str, str, int]:
    return quote.date or "9", quote.outlet.casefold(), quote.article_id, quote.parts[0].start


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _title(text: str, most: int = 9) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= most + 2 else " ".join(words[:most]).rstrip(",;:—–-.") + "…"
