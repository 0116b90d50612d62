"""A statement with all that its comparison shows: who printed it, under which name, and the passage around it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quotedesk.collation.statement import Reading, Relation, Statement, Witness
from quotedesk.export.context import Places
from quotedesk.quote import Span
from quotedesk.store import articles, quotes
from quotedesk.store.desk import Desk
from ui.compare.pieces import flat
from ui.compare.summary import title

PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "who"})
TITLE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Printing:
    """One witness as it was printed. `mention` is how the article names the speaker; `before`, `after` and `between`
    are its article's words around the parts (`between` with the offset in `text` where the interruption stands);
    `breaks` as a passage has them."""

    id: str
    text: str
    outlet: str
    title: str
    date: str
    url: str
    speaker: str | None
    mention: str
    relations: tuple[Relation, ...]
    speaker_differs: bool
    breaks: tuple[int, ...] = ()
    before: str = ""
    between: tuple[tuple[int, str], ...] = ()
    after: str = ""

    @property
    def source(self) -> str:
        """What a reader calls this printing."""
        return self.outlet or title(self.title, TITLE_WORDS) or "Unnamed source"

    @property
    def printed_speaker(self) -> str:
        """The article's own words for the speaker, else the name attribution gave; a pronoun with whom it means."""
        if not self.mention:
            return self.speaker or "unknown speaker"
        words = f"“{flat(self.mention)}”"
        pronoun = self.mention.casefold() in PRONOUNS and self.speaker
        return f"{words} = {self.speaker}" if pronoun else words


@dataclass(frozen=True, slots=True)
class Wording:
    """A distinct wording with the printings that share it."""

    text: str
    printings: tuple[Printing, ...]

    @property
    def id(self) -> str:
        """The id of its first printing, which stands for all."""
        return self.printings[0].id

    @property
    def breaks(self) -> tuple[int, ...]:
        """Where a part begins in all its printings: what one of them leaves out without a mark is left out so."""
        return tuple(at for at in self.printings[0].breaks if all(at in p.breaks for p in self.printings))


@dataclass(frozen=True, slots=True)
class Scene:
    """A statement ready to be drawn: its wordings, the fullest first."""

    statement: Statement
    wordings: tuple[Wording, ...]
    suggested: bool = False
    """Whether it is two statements that may be one."""

    @property
    def printings(self) -> tuple[Printing, ...]:
        """All printings, wording by wording."""
        return tuple(p for wording in self.wordings for p in wording.printings)

    def wording_of(self, printing_id: str) -> Wording:
        """The wording that holds a printing; the fullest if there is no such printing."""
        for wording in self.wordings:
            if any(p.id == printing_id for p in wording.printings):
                return wording
        return self.wordings[0]


def only(scene: Scene, ids: Collection[str]) -> Scene:
    """The scene with just these printings."""
    kept = [Wording(w.text, tuple(p for p in w.printings if p.id in ids)) for w in scene.wordings]
    return Scene(scene.statement, tuple(wording for wording in kept if wording.printings))


def load(desk: Desk, statement: Statement) -> Scene:
    """Everything about the statement that comparison shows, read from the desk."""
    found = {w.passage.id: _printing(desk, w) for w in statement.witnesses}
    return Scene(statement, gather(statement, found))


def load_pair(desk: Desk, first: Statement, second: Statement, why: str) -> Scene:
    """Two statements that may be one, by their fullest witnesses, as if they were one."""
    witnesses = [replace(s.witnesses[0], relations=(), speaker_differs=False) for s in (first, second)]
    readings = tuple(Reading((w.passage.id,), w.passage.text) for w in witnesses)
    return replace(load(desk, Statement(first.id, tuple(witnesses), readings, why)), suggested=True)


def _printing(desk: Desk, witness: Witness) -> Printing:
    passage = witness.passage
    record = quotes.get(desk, passage.id)
    before, between, after = surroundings(articles.text(desk, passage.doc), record.parts)
    return Printing(
        id=passage.id,
        text=passage.text,
        outlet=record.outlet,
        title=record.title,
        date=record.date,
        url=record.url,
        speaker=record.speaker,
        mention=record.mention_text,
        relations=witness.relations,
        speaker_differs=witness.speaker_differs,
        breaks=passage.breaks,
        before=before,
        between=between,
        after=after,
    )


def gather(statement: Statement, printings: dict[str, Printing]) -> tuple[Wording, ...]:
    """The statement's wordings with their printings, in the statement's order; the fullest witness's wording first."""
    order = {w.passage.id: place for place, w in enumerate(statement.witnesses)}
    wordings = [
        Wording(reading.text, tuple(printings[i] for i in sorted(reading.witnesses, key=order.__getitem__)))
        for reading in statement.readings
    ]
    return tuple(sorted(wordings, key=lambda w: order[w.id]))


def surroundings(text: str, parts: Sequence[Span]) -> tuple[str, tuple[tuple[int, str], ...], str]:
    """The sentences before and after a quote, and what interrupts it, with its place in the parts joined by spaces."""
    context = Places(text).around(parts)
    before = context.before if context.opens else f"… {context.before}"
    after = context.after if context.closes else f"{context.after} …"
    between = []
    offset = 0
    for part, following in pairwise(parts):
        offset += part.end - part.start
        interruption = " ".join(text[part.end : following.start].split())
        if interruption:
            between.append((offset, interruption))
        offset += 1
    return " ".join(before.split()), tuple(between), " ".join(after.split())
