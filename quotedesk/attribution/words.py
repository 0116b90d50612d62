"""Words as spaCy's English tokenizer cuts them, with what the lexicon says of each.

The tokenizer cuts each run of visible characters by itself, so what it made of a run is kept.
"""

from functools import cache, lru_cache
from typing import NamedTuple

import spacy
from spacy.language import Language

from quotedesk.attribution.lexicon import POSSESSIVE, Lexicon

MARKS = frozenset(("“", "”", "„", "‟", '"', "``", "''", "«", "»", "‘", "’", "'", "`"))
JOINERS = ("-", "–", "/", "&")
_KEPT = 40_000
_LONGEST_KEPT = 60


class Word(NamedTuple):
    """A word or a sign: where it stands in its run, and what can be told of it without the words around it.

    `function` words end a noun phrase, `noun` words can stand in one (possessives and hyphens where they are glued to
    the word before), a `verb` looks like a finite verb or participle, `cue` is its lemma if it can introduce a quote.
    """

    start: int
    end: int
    text: str
    low: str
    capital: bool
    is_word: bool
    function: bool
    noun: bool
    verb: bool
    cue: str | None


class Words:
    """Cuts runs of characters into words by one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._kept = lru_cache(_KEPT)(self._cut)

    def cut(self, run: str) -> tuple[Word, ...]:
        """The words of a run of characters without space; quotation marks that stand alone are left out."""
        return self._kept(run) if len(run) <= _LONGEST_KEPT else self._cut(run)

    def _cut(self, run: str) -> tuple[Word, ...]:
        with _english().memory_zone():  # else spaCy keeps every word that it ever saw
            tokens = [(token.idx, token.text) for token in _english().tokenizer(run)]
        return tuple(self._word(start, text) for start, text in tokens if text not in MARKS)

    def _word(self, start: int, text: str) -> Word:
        lexicon, low, capital, is_word = self.lexicon, text.lower(), text[0].isupper(), text[0].isalnum()
        return Word(
            start,
            start + len(text),
            text,
            low,
            capital,
            is_word,
            low in lexicon.function_words,
            self._noun(text, low, capital, is_word),
            not capital and self._verb(low),
            lexicon.cues.get(low),
        )

    def _noun(self, text: str, low: str, capital: bool, is_word: bool) -> bool:
        lexicon = self.lexicon
        if low in POSSESSIVE or text in JOINERS or low in lexicon.determiners:
            return True
        if not is_word or low in lexicon.times:
            return False
        if capital and len(low) > 1:
            adverb = low in lexicon.function_words and low not in ("who", "will", "may")
            return not adverb and low not in lexicon.sentence_openers
        return low not in lexicon.function_words

    def _verb(self, low: str) -> bool:
        lexicon = self.lexicon
        if low in lexicon.people or low in lexicon.body_nouns or low in POSSESSIVE:
            return False
        return low in lexicon.cues or low in lexicon.auxiliaries or (len(low) > 4 and low.endswith(("ed", "ing")))


@lru_cache(8)
def words(lexicon: Lexicon) -> Words:
    """The one cutter for a lexicon."""
    return Words(lexicon)


@cache
def _english() -> Language:
    return spacy.blank("en")
