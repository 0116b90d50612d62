"""A statement in two or three short lines, and a pair that may be one. No Qt here."""

from collections import Counter
from dataclasses import dataclass

from quotedesk.collation.statement import Statement, Suggestion
from quotedesk.store.records import StatementRow
from ui.compare.pieces import count, flat, words

TITLE_WORDS = 9


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


@dataclass(frozen=True, slots=True)
class Pair:
    """A suggestion as the list shows it: two statements that may be one."""

    a: str
    b: str
    title: str
    why: str
    score: float


def pair(suggestion: Suggestion, texts: dict[str, str]) -> Pair:
    """The suggestion with the first words of both; `texts` is the wording of each quote."""
    first, second = (title(texts.get(key, "…"), 5) for key in (suggestion.a, suggestion.b))
    return Pair(suggestion.a, suggestion.b, f"{first} ≈ {second}", suggestion.why, suggestion.score)


def heading(row: StatementRow | Pair) -> str:
    """The first words of a statement, or of both."""
    return row.title if isinstance(row, Pair) else title(row.text)


def speaker(row: StatementRow) -> str:
    """Who is said to have said it most often."""
    return row.speakers[0] if row.speakers else "Unknown speaker"


def numbers(row: StatementRow) -> str:
    """Printings and readings."""
    printed = count(row.printings, "printing")
    return f"{printed}, {count(row.readings, 'reading')}" if row.readings > 1 else printed


def details(row: StatementRow | Pair) -> str:
    """The line under a title: speaker, printings and readings, or why two may be one."""
    return row.why if isinstance(row, Pair) else f"{speaker(row)} · {numbers(row)}"


def flags(row: StatementRow | Pair) -> str:
    """What a checker should look at first, or nothing."""
    if isinstance(row, Pair):
        return ""
    found = (
        (row.cut, "silent cut"),
        (row.disagreeing, "speaker differs"),
        (row.meaning, "meaning may differ"),
    )
    return " · ".join(words for on, words in found if on)
