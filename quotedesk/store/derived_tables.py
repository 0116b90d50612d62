"""The tables of statements: derived from quotes, decisions and links, never logged, rebuilt whenever that is needed.

Grouping is kept up quote by quote. An index tells which wordings share rare features with another, an edge which quote
is likely a printing of another; what grouping knows of the whole desk is held fast until the desk has doubled.
"""

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from quotedesk.store.tables import STRICT, Base

_BARE: dict[str, Any] = {**STRICT, "sqlite_with_rowid": False}


class StatementEntry(Base):
    """A statement that two or more quotes carry, under the one that carries it most fully.

    `readings` are its distinct wordings, `disagreeing` the witnesses given to another speaker, `different` how far the
    furthest witness is from the fullest (0 to 1); `cut` and `meaning` are 1 where words were left out without a mark,
    and where the meaning may differ.
    """

    __tablename__ = "statements"
    __table_args__ = (
        Index(None, "printings", "quote_id"),
        Index(None, "different", "quote_id"),
        Index(None, "disagreeing", "printings", "quote_id"),
        STRICT,
    )
    quote_id: Mapped[int] = mapped_column(primary_key=True)
    printings: Mapped[int]
    readings: Mapped[int]
    disagreeing: Mapped[int]
    different: Mapped[float]
    cut: Mapped[int]
    meaning: Mapped[int]


class WitnessEntry(Base):
    """A quote's place in its statement, the code of its wording, and how it stands to the fullest witness.

    `relations` is a JSON list; of its `words` so many are `agreeing` with the fullest in order. Witnesses with the same
    `fold` are one reading; it is 0 where a quote stands alone.
    """

    __tablename__ = "groupings"
    __table_args__ = (Index(None, "statement_id"), Index(None, "code"), STRICT)
    quote_id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int]
    code: Mapped[int]
    relations: Mapped[str]
    agreeing: Mapped[int]
    words: Mapped[int]
    different: Mapped[float]
    speaker_differs: Mapped[int]
    meaning_differs: Mapped[int]
    fold: Mapped[int] = mapped_column(server_default="0")


class SuggestionEntry(Base):
    """A ground for thinking that two quotes are one statement; it stays hidden where they are, or may not be."""

    __tablename__ = "suggestions"
    __table_args__ = (Index(None, "score"), Index(None, "b"), STRICT)
    a: Mapped[int] = mapped_column(primary_key=True)
    b: Mapped[int] = mapped_column(primary_key=True)
    score: Mapped[float]
    why: Mapped[str]


class EdgeEntry(Base):
    """How far one quote is likely a printing of another, longer one, in log odds; `alike`: in the very same words."""

    __tablename__ = "edges"
    __table_args__ = (Index(None, "longer"), _BARE)
    shorter: Mapped[int] = mapped_column(primary_key=True)
    longer: Mapped[int] = mapped_column(primary_key=True)
    score: Mapped[float]
    alike: Mapped[int]


class FeatureEntry(Base):
    """The index: a feature, whether it is looked up by it, and the code of a wording, packed into one integer.

    It is negative for what came late (see `feature_index`).
    """

    __tablename__ = "features"
    __table_args__ = (STRICT,)
    entry: Mapped[int] = mapped_column(primary_key=True)


class CandidateEntry(Base):
    """The longer wordings that a wording is held against, all by their codes: packed, see `kept_candidates`."""

    __tablename__ = "candidates"
    __table_args__ = (STRICT,)
    code: Mapped[int] = mapped_column(primary_key=True)
    kept: Mapped[bytes]


class FrozenWord(Base):
    """In how many neighbourhoods a word stood when the words of the desk were last counted."""

    __tablename__ = "frozen_words"
    __table_args__ = (_BARE,)
    word: Mapped[str] = mapped_column(primary_key=True)
    seen: Mapped[int]


class GroupingState(Base):
    """What grouping remembers: `quotes` and `scale` of the last count, `grouped` quotes now, `due` for a new count.

    `counted` is a random number, another one for each count.
    """

    __tablename__ = "grouping_state"
    __table_args__ = (_BARE,)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float]


class Ungrouped(Base):
    """A quote that changed and has not been grouped since."""

    __tablename__ = "ungrouped"
    __table_args__ = (STRICT,)
    quote_id: Mapped[int] = mapped_column(primary_key=True)
