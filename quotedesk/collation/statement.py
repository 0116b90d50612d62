"""The nouns of comparison: passages in, statements with their witnesses and readings out."""

import re
from enum import StrEnum
from itertools import pairwise

from quotedesk.quote import Kind, Span
from quotedesk.record import record

_NARRATION = 6  # characters between two parts from which on they are more than marks and a new line
_OPENS = re.compile(r"[^\W\d_]+")


class Relation(StrEnum):
    """How a witness stands to the fullest one of its statement."""

    FULLEST = "fullest"
    VERBATIM = "verbatim"
    TRIMMED = "trimmed"
    ELIDED = "elided"
    SILENTLY_CUT = "silently_cut"
    SUBSTITUTED = "substituted"
    TRANSLATED = "translated"
    OVERLAPPING = "overlapping"
    REPEATED = "repeated"


@record(frozen=True, slots=True)
class Passage:
    """A quote as comparison sees it. `text` joins its parts by a space; `parts` are offsets in the article if known.

    `source` tells the article apart by what it says (the hash of its text), where `doc` is but a name of this desk.
    """

    id: str
    doc: str
    text: str
    outlet: str = ""
    date: str = ""
    speaker: str | None = None
    kind: Kind = Kind.SPEECH
    parts: tuple[Span, ...] = ()
    source: str = ""

    @property
    def breaks(self) -> tuple[int, ...]:
        """Where in `text` a part opens a new sentence after narration: "A," he said. "B".

        Words that are missing right there are not passed over in silence, for the marks were closed. They are where the
        next part goes on in the same sentence ("A," he said, "and b"), or in the next paragraph with nothing between:
        there a reader takes the one for what follows the other. "I" tells neither way and counts as going on.
        """
        found, at = [], 0
        for part, then in pairwise(self.parts):
            at += part.end - part.start + 1
            first = _OPENS.search(self.text, at)
            opens = first is not None and first.group()[0].isupper() and first.group() != "I"
            if opens and then.start - part.end >= _NARRATION:
                found.append(at)
        return tuple(found)


@record(frozen=True, slots=True)
class Link:
    """What a person said of two passages, by their ids: that they are printings of one statement, or that not."""

    a: str
    b: str
    same: bool


@record(frozen=True, slots=True)
class Edge:
    """Two passages by their ids, the log odds that they are one utterance, and whether they are worded alike."""

    shorter: str
    longer: str
    score: float
    alike: bool


@record(frozen=True, slots=True)
class Witness:
    """A passage in its statement: its relations to the fullest witness, and whether its printed speaker is another.

    `meaning_differs`: a negation, a number or a name is another than in the fullest.
    """

    passage: Passage
    relations: tuple[Relation, ...]
    speaker_differs: bool = False
    also_in: tuple[str, ...] = ()
    meaning_differs: bool = False


@record(frozen=True, slots=True)
class Reading:
    """A distinct wording and the ids of the witnesses that share it."""

    witnesses: tuple[str, ...]
    text: str


@record(frozen=True, slots=True)
class Statement:
    """One utterance known through its witnesses, the fullest first; `id` is the fullest witness's id.

    `why` is one readable line: what the grouping rests on.
    """

    id: str
    witnesses: tuple[Witness, ...]
    readings: tuple[Reading, ...]
    why: str = ""


@record(frozen=True, slots=True)
class Suggestion:
    """Two statements that may be one, which words alone do not prove. `score` is between 0 and 1."""

    a: str
    b: str
    score: float
    why: str


@record(frozen=True, slots=True)
class Grouping:
    """Every passage in exactly one statement, and the pairs a person should look at."""

    statements: tuple[Statement, ...]
    suggestions: tuple[Suggestion, ...]


Table = tuple[tuple[str | None, ...], ...]
"""An alignment: a row a column of the collation, a cell a witness in their order; None where the witness lacks it."""
