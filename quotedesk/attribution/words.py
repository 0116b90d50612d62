"""Words as spaCy's English tokenizer cuts them. It cuts each run of visible characters by itself, so runs are kept."""

from functools import cache, lru_cache
from typing import NamedTuple

import spacy
from spacy.language import Language

MARKS = frozenset(("“", "”", "„", "‟", '"', "``", "''", "«", "»", "‘", "’", "'", "`"))
_KEPT = 40_000
_LONGEST_KEPT = 60


class Word(NamedTuple):
    """A word or a sign: where it stands in its run, and what its letters alone tell."""

    start: int
    end: int
    text: str
    low: str
    capital: bool
    is_word: bool


def cut(run: str) -> tuple[Word, ...]:
    """The words of a run of characters without space; quotation marks that stand alone are left out."""
    return _kept(run) if len(run) <= _LONGEST_KEPT else _cut(run)


@cache
def _english() -> Language:
    return spacy.blank("en")


def _cut(run: str) -> tuple[Word, ...]:
    tokens = ((token.idx, token.text) for token in _english().tokenizer(run))
    return tuple(
        Word(start, start + len(text), text, text.lower(), text[0].isupper(), text[0].isalnum())
        for start, text in tokens
        if text not in MARKS
    )


_kept = lru_cache(_KEPT)(_cut)
