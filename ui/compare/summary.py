"""A statement in two or three short lines, and the orders in which statements are listed. No Qt here."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from quotedesk.collation.statement import Relation, Statement, Suggestion
from ui.compare.pieces import count, flat, words

TITLE_WORDS = 9


class Order(StrEnum):
    """How the list of statements is sorted."""

    PRINTED = "Most printed"
    DIFFERENT = "Most different"
    SPEAKERS = "Speaker disagreements"


@dataclass(frozen=True, slots=True)
class Summary:
    """A statement as the list shows it; `flags` are what a checker should look at first, `remarks` the rest."""

    id: str
    title: str
    speaker: str
    printings: int
    readings: int
    sources: int
    silent_cuts: int
    speaker_differs: int
    departures: int
    haystack: str

    @property
    def numbers(self) -> str:
        """Printings and readings."""
        printed = count(self.printings, "printing")
        return f"{printed}, {count(self.readings, 'reading')}" if self.readings > 1 else printed

    @property
    def line(self) -> str:
        """Speaker, printings and readings on one line."""
        return f"{self.speaker} · {self.numbers}"

    @property
    def flags(self) -> str:
        """What is wrong at first sight, or nothing."""
        found = []
        if self.silent_cuts:
            found.append(count(self.silent_cuts, "silent cut"))
        if self.speaker_differs:
            found.append("speaker differs")
        return " · ".join(found)


def title(text: str, most: int = TITLE_WORDS) -> str:
    """The first words of a text, with an ellipsis where more follow."""
    found = words(flat(text))
    if len(found) <= most + 1:
        return " ".join(found)
    return " ".join(found[:most]).rstrip(",;:—–-.") + "…"


def speaker_of(statement: Statement) -> str:
    """The speaker most of the printings name."""
    names = Counter(w.passage.speaker for w in statement.witnesses if w.passage.speaker)
    return names.most_common(1)[0][0] if names else "Unknown speaker"


def summarise(statement: Statement) -> Summary:
    """The statement's summary, from what grouping already knows (no comparison is run)."""
    cuts = sum(Relation.SILENTLY_CUT in w.relations for w in statement.witnesses)
    differs = sum(w.speaker_differs for w in statement.witnesses)
    milder = sum(
        bool({Relation.SUBSTITUTED, Relation.TRANSLATED, Relation.ELIDED} & set(w.relations))
        for w in statement.witnesses
    )
    passages = [w.passage for w in statement.witnesses]
    seen = [p.text for p in passages] + [f"{p.speaker or ''} {p.outlet}" for p in passages]
    return Summary(
        id=statement.id,
        title=title(passages[0].text),
        speaker=speaker_of(statement),
        printings=len(passages),
        readings=len(statement.readings),
        sources=len({p.outlet or p.doc for p in passages}),
        silent_cuts=cuts,
        speaker_differs=differs,
        departures=4 * cuts + 3 * differs + 2 * milder + len(statement.readings) - 1,
        haystack=flat("\n".join(seen)).casefold(),
    )


def ordered(summaries: list[Summary], order: Order, search: str = "") -> list[Summary]:
    """The summaries that hold every word of the search, in the order asked for; the given order breaks ties."""
    wanted = search.casefold().split()
    found = [s for s in summaries if all(word in s.haystack for word in wanted)]
    match order:
        case Order.PRINTED:
            return sorted(found, key=lambda s: -s.printings)
        case Order.DIFFERENT:
            return sorted(found, key=lambda s: (-s.departures, -s.printings))
        case _:
            return sorted(found, key=lambda s: (-s.speaker_differs, -s.departures, -s.printings))


@dataclass(frozen=True, slots=True)
class Pair:
    """A suggestion as the list shows it: two statements that may be one."""

    a: str
    b: str
    title: str
    why: str
    score: float


def pair(suggestion: Suggestion, texts: dict[str, str]) -> Pair:
    """The suggestion with the first words of both; `texts` is the fullest wording of each statement."""
    first, second = (title(texts.get(key, "…"), 5) for key in (suggestion.a, suggestion.b))
    return Pair(suggestion.a, suggestion.b, f"{first} ≈ {second}", suggestion.why, suggestion.score)
