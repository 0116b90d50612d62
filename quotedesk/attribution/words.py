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
STOPS = ".!?…"
_LONGEST_STOP = 4
_KEPT = 40_000
_LONGEST_KEPT = 60


class Word(NamedTuple):
    """A word or a sign: where it stands in its run, and what can be told of it without the words around it.

    `function` words end a noun phrase, `noun` words can stand in one (possessives and hyphens where they are glued to
    the word before), a `verb` looks like a finite verb or participle, `cue` is its lemma if it can introduce a quote,
    and behind what `stops` a new sentence may begin.
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
    stops: bool


class Words(dict[str, tuple[Word, ...]]):
    """Runs of characters without space, each with its words by one lexicon, quotation marks that stand alone left out.

    A run is cut when it is first asked for. Endless runs are not kept; nor is anything where there are too many.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, run: str) -> tuple[Word, ...]:
        if len(self) >= _KEPT:
            self.clear()
        with _english().memory_zone():  # else spaCy keeps every word that it ever saw
            tokens = [(token.idx, token.text) for token in _english().tokenizer(run)]
        cut = tuple(self._word(start, text) for start, text in self._joined(tokens) if text not in MARKS)
        if len(run) <= _LONGEST_KEPT:
            self[run] = cut
        return cut

    def _joined(self, tokens: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The tokens, titles and states with the point that shortens them: "Capt.", "Vt."."""
        joined: list[tuple[int, str]] = []
        for start, text in tokens:
            if text == "." and joined and self._is_short(joined[-1][1]):
                joined[-1] = (joined[-1][0], joined[-1][1] + ".")
            else:
                joined.append((start, text))
        return joined

    def _is_short(self, text: str) -> bool:
        low = text.lower()
        return text[:1].isupper() and (low in self.lexicon.shortened or f"{low}." in self.lexicon.places)

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
            not is_word and text[0] in STOPS and len(text) < _LONGEST_STOP,
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
