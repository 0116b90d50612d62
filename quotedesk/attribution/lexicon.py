"""The words that attribution looks at, read once from `resources/lexicons/english.toml`."""

import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from quotedesk.paths import RESOURCES

FILE = RESOURCES / "lexicons" / "english.toml"
PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we"])
"""Pronouns that can be the subject of a verb of saying."""
GENDERS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
"""Pronouns that stand for somebody, a man or a woman."""
STRANGERS = frozenset(("man", "woman", "boy", "girl", "gunman", "waitress", "actress", "policeman"))
"""What somebody without a name is called: "the woman"."""
POSSESSIVE = ("'s", "’s", "'", "’")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Lower-case word sets by the part they play; `say`, `judge`, `think` and `attitudes` map every form to its lemma.

    `cues` are the three together, `function_words` all that ends a noun phrase, `first_names` those of men and women.
    """

    say: dict[str, str]
    judge: dict[str, str]
    think: dict[str, str]
    attitudes: dict[str, str]
    addressed: frozenset[str]
    written_nouns: frozenset[str]
    spoken_nouns: frozenset[str]
    written_verbs: frozenset[str]
    bearers: frozenset[str]
    choruses: frozenset[str]
    phrasal: dict[str, frozenset[str]]
    men: frozenset[str]
    women: frozenset[str]
    people: frozenset[str]
    first_names_men: frozenset[str]
    first_names_women: frozenset[str]
    occupations: frozenset[str]
    unnamed: frozenset[str]
    natives: frozenset[str]
    titles: frozenset[str]
    honours: frozenset[str]
    shortened: frozenset[str]
    titles_of: dict[str, frozenset[str]]
    body_words: frozenset[str]
    body_nouns: frozenset[str]
    known_bodies: frozenset[str]
    auxiliaries: frozenset[str]
    relatives: frozenset[str]
    determiners: frozenset[str]
    possessives: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    adverbs: frozenset[str]
    times: frozenset[str]
    past: frozenset[str]
    name_particles: frozenset[str]
    inside_names: frozenset[str]
    naming: frozenset[str]
    works: frozenset[str]
    places: frozenset[str]
    any_bodies: frozenset[str]
    state_bodies: frozenset[str]
    also_nouns: frozenset[str]
    bridges: frozenset[str]
    leads_to: frozenset[str]
    to_be: frozenset[str]
    asking: frozenset[str]
    answering: frozenset[str]
    present: frozenset[str]
    sections: frozenset[str]
    sentence_openers: frozenset[str]
    appositive_openers: frozenset[str]
    cues: dict[str, str] = field(init=False)
    function_words: frozenset[str] = field(init=False)
    first_names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "first_names", self.first_names_men | self.first_names_women)
        object.__setattr__(self, "cues", self.think | self.judge | self.say)
        ends = (self.prepositions, self.conjunctions, self.auxiliaries, self.adverbs, self.relatives, PRONOUNS)
        object.__setattr__(self, "function_words", frozenset().union(*ends))

    def cue(self, word: str) -> str | None:
        """The lemma of a verb that can introduce a quote, or None."""
        return self.cues.get(word)

    def reporting(self, word: str) -> str | None:
        """The lemma of a verb or noun that reports are made with ("wants", "in his view", "a letter"), or None."""
        noun = word if word in self.written_nouns or word in self.spoken_nouns else None
        return self.cues.get(word) or self.attitudes.get(word) or noun

    def with_cues(self, words: tuple[str, ...]) -> "Lexicon":
        """The lexicon with more verbs of saying, given by any of their regular forms."""
        return _with_cues(self, words) if words else self

    def is_demonym(self, word: str) -> bool:
        """Whether a word (lower case) names a people or is its adjective: "russian", "americans"."""
        return word.endswith(_DEMONYMS)

    def is_function_word(self, word: str) -> bool:
        """Whether `word` (lower case) ends a noun phrase."""
        return word in self.function_words


_DEMONYMS = (
    "ian", "ians", "ish", "ese", "ican", "icans", "ean", "eans", "aeli", "aelis", "iti", "aqi", "aqis", "stani",
    "stanis", "arab", "arabs", "french", "dutch", "greek", "greeks", "turk", "turks", "kurd", "kurds", "german",
    "germans", "saudi", "saudis", "afghan", "afghans", "texan", "texans", "cuban", "cubans", "romans",
    "democrats", "democratic", "muslim", "muslims", "jewish", "jews", "christians", "latino", "latinos",
)  # fmt: skip
_PLAIN = {
    "cues": "addressed written_nouns spoken_nouns written_verbs bearers choruses also_nouns bridges leads_to",
    "people": "unnamed natives titles shortened honours occupations first_names_men first_names_women",
    "grammar": "auxiliaries to_be relatives determiners possessives prepositions conjunctions adverbs times "
    "past name_particles inside_names naming works",
    "labels": "asking answering present sections",
    "bodies": "known_bodies any_bodies state_bodies",
    "openers": "sentence_openers appositive_openers",
}


@cache
def english(path: Path = FILE) -> Lexicon:
    """The English lexicon."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    irregular: dict[str, str] = data["irregular"]

    def words(section: str, name: str) -> frozenset[str]:
        return frozenset(data[section][name].split())

    def lists(section: str, name: str) -> dict[str, frozenset[str]]:
        return {key: frozenset(of.split(",")) for key, of in (pair.split(":") for pair in words(section, name))}

    def inflected(name: str) -> dict[str, str]:
        return {form: lemma for lemma in data["cues"][name].split() for form in forms(lemma, irregular)}

    people = frozenset().union(*(words("people", name) for name in ("men", "women", "either", "occupations")))
    bodies = words("bodies", "nouns")
    sets = {name: words(section, name) for section, names in _PLAIN.items() for name in names.split()}
    return Lexicon(
        say=inflected("say"),
        judge=inflected("judge"),
        think=inflected("think"),
        attitudes=inflected("attitudes"),
        phrasal=lists("cues", "phrasal"),
        titles_of=lists("people", "titles_of"),
        men=words("people", "men") | _plurals(words("people", "men")),
        women=words("people", "women") | _plurals(words("people", "women")),
        people=people | _plurals(people),
        body_words=words("bodies", "words"),
        body_nouns=bodies | _plurals(bodies),
        places=frozenset(name.replace("_", " ") for name in words("places", "names")),
        **sets,
    )


@cache
def _with_cues(lexicon: Lexicon, words: tuple[str, ...]) -> Lexicon:
    more: dict[str, str] = {}
    for word in words:
        stem = re.sub(r"(?<=\w\w)(ed|es|s|ing)$", "", word)
        more |= {form: stem for lemma in (stem + "e", stem) for form in forms(lemma, {})} | {word: stem}
    return replace(lexicon, say=more | lexicon.say)


def forms(lemma: str, irregular: dict[str, str]) -> set[str]:
    """The inflected forms of a verb (of a noun, its plural is among them), itself included."""
    if lemma in irregular:
        return {lemma, *irregular[lemma].split()}
    if re.search(r"[^aeiou]y$", lemma):
        return {lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    if lemma.endswith("e"):
        return {lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    if re.search(r"(s|sh|ch|x|z|o)$", lemma):
        return {lemma, lemma + "es", lemma + "ed", lemma + "ing"}
    return {lemma, lemma + "s", lemma + "ed", lemma + "ing"}


def _plurals(nouns: frozenset[str]) -> frozenset[str]:
    return frozenset(
        n[:-1] + "ies"
        if re.search(r"[^aeiou]y$", n)
        else n[:-3] + "men"
        if n.endswith("man")
        else n + ("es" if n.endswith(("s", "x", "ch", "sh")) else "s")
        for n in nouns
    )
