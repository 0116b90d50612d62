"""Words as spaCy's English tokenizer cuts them, with what the lexicon says of each.

The tokenizer cuts each run of visible characters by itself, so what it made of a run is kept, for all articles: the
same run is the same items wherever it stands.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import spacy
from spacy.language import Language

from quotedesk.attribution.lexicon import GENDERS, POSSESSIVE, PRONOUNS, STRANGERS, Lexicon

MARKS = frozenset(("“", "”", "„", "‟", '"', "``", "''", "«", "»", "‘", "’", "'", "`"))
JOINERS = ("-", "–", "/", "&")
STOPS = ".!?…"
CLOSERS = "\"'”’»)]"
_LONGEST_STOP = 4
_KEPT = 40_000
_LONGEST_KEPT = 60
_APOSTROPHES = ("’", "'")


@dataclass(slots=True, eq=False)
class Item:
    """A word, a sign or a folded quoted part, with all that can be told of it without the items around it.

    `low` is its text in lower case, but empty for a quoted part, whose `quote` is the number of the quote (else -1).
    `capital` says whether it is a word that starts with a capital letter, `acronym` whether it is two to six of them,
    `is_word` whether it is a word or number (not punctuation, not a quote), `glued` whether no space parts it from the
    item before; `tail` is the apostrophe that is glued to its end. `function` words end a noun phrase, `noun` words can
    stand in one (possessives and hyphens where they are glued to the word before), a `verb` looks like a finite verb or
    participle, `cue` is its lemma if it can introduce a quote, a `bridge` can stand between that and the quote; it
    `stands` for somebody if it is "she" or "woman". The rest are the lists of the lexicon that it stands in.
    """

    text: str
    low: str = ""
    capital: bool = False
    acronym: bool = False
    is_word: bool = False
    glued: bool = False
    tail: str = ""
    function: bool = False
    noun: bool = False
    verb: bool = False
    cue: str | None = None
    possessive: bool = False
    pronoun: bool = False
    stands: bool = False
    determiner: bool = False
    preposition: bool = False
    auxiliary: bool = False
    relative: bool = False
    adverb: bool = False
    bridge: bool = False
    time: bool = False
    person: bool = False
    body: bool = False
    body_word: bool = False
    quote: int = -1


class Run(NamedTuple):
    """Characters without a space between them: their items, and which of these begin sentences.

    Behind a stop one begins with item `lead`, past what still closes the one before, if the run `opens` one there;
    others begin with the items `breaks` whatever stands before. `stops` says whether one may begin behind the run; None
    where that is as it was before it.
    """

    items: tuple[Item, ...]
    lead: int
    opens: bool
    breaks: tuple[int, ...]
    stops: bool | None


class Words(dict[str, Run]):
    """Runs of characters without space, each with its items by one lexicon, quotation marks that stand alone left out.

    A run is cut when it is first asked for. Endless runs are not kept; nor is anything where there are too many.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, run: str) -> Run:
        if len(self) >= _KEPT:
            self.clear()
        with _english().memory_zone():  # else spaCy keeps every word that it ever saw
            tokens = [(token.idx, token.text) for token in _english().tokenizer(run)]
        items: list[Item] = []
        last = 0
        for start, text in self._joined(tokens):
            if text not in MARKS:
                items.append(self.item(text, glued=start == last > 0, tail=_tail(run[start + len(text) :])))
                last = start + len(text)
        cut = _run(tuple(items))
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

    def item(self, text: str, *, glued: bool, tail: str = "") -> Item:
        """A word or sign as printed."""
        lexicon, low, capital, is_word = self.lexicon, text.lower(), text[0].isupper(), text[0].isalnum()
        return Item(
            text,
            low,
            capital,
            _is_acronym(text),
            is_word,
            glued,
            tail,
            function=low in lexicon.function_words,
            noun=(is_word or glued) and self._noun(text, low, capital, is_word),
            verb=not capital and self._verb(low),
            cue=lexicon.cues.get(low),
            possessive=low in POSSESSIVE,
            pronoun=low in PRONOUNS,
            stands=low in GENDERS or low in STRANGERS,
            determiner=low in lexicon.determiners,
            preposition=low in lexicon.prepositions,
            auxiliary=low in lexicon.auxiliaries,
            relative=low in lexicon.relatives,
            adverb=low in lexicon.adverbs,
            bridge=low in lexicon.bridges or low in lexicon.adverbs,
            time=low in lexicon.times,
            person=low in lexicon.people,
            body=low in lexicon.body_nouns,
            body_word=low in lexicon.body_words,
        )

    def _noun(self, text: str, low: str, capital: bool, is_word: bool) -> bool:
        lexicon = self.lexicon
        if low in POSSESSIVE or text in JOINERS or low in lexicon.determiners:
            return True
        if not is_word or low in lexicon.times:
            return False
        if capital and len(low) > 1:
            adverb = low in lexicon.function_words and low not in ("who", "will", "may")
            opens = low in lexicon.sentence_openers or (low.endswith("ing") and low in lexicon.cues)  # "Citing Lopez"
            return not adverb and not opens
        return low not in lexicon.function_words

    def _verb(self, low: str) -> bool:
        lexicon = self.lexicon
        if low in lexicon.people or low in lexicon.body_nouns or low in POSSESSIVE:
            return False
        return (
            low in lexicon.cues
            or low in lexicon.past
            or low in lexicon.auxiliaries
            or (len(low) > 4 and low.endswith(("ed", "ing")))
        )


def _is_acronym(text: str) -> bool:
    letters = text.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isupper()


def _tail(after: str) -> str:
    """What ends a run behind a word, if it is no more than an apostrophe."""
    return after if after in _APOSTROPHES else ""


def _run(items: tuple[Item, ...]) -> Run:
    lead = next((n for n, item in enumerate(items) if item.text not in CLOSERS), len(items))
    opens = lead < len(items) and not items[lead].text[0].islower()
    breaks: list[int] = []
    stops: bool | None = None
    for n, item in enumerate(items):
        closes = item.text in CLOSERS
        if stops and not closes and not item.text[0].islower():
            breaks.append(n)
        stop = not item.is_word and item.text[0] in STOPS and len(item.text) < _LONGEST_STOP
        stops = stop or (stops if closes else False)
    return Run(items, lead, opens, tuple(breaks), stops)


@lru_cache(8)
def words(lexicon: Lexicon) -> Words:
    """The one cutter for a lexicon."""
    return Words(lexicon)


@cache
def _english() -> Language:
    return spacy.blank("en")
