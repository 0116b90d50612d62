"""The small parser of `resources/model`, asked about single sentences of the narration, quotes folded into one word."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc

from quotedesk.attribution.narration import Narration
from quotedesk.attribution.products import hasten
from quotedesk.paths import RESOURCES
from quotedesk.record import record

FOLDER = RESOURCES / "model"
QUOTE = "QUOTE"
_LONGEST = 50
"""Words of a sentence; what longer ones tell is hardly more often right (out of fold), and they cost most."""
_READ = (NORM, PREFIX, SUFFIX, SHAPE)
"""What the model looks at in a word; nothing else is worked out."""


@record(frozen=True, slots=True)
class Node:
    """An item's place in the tree of its sentence: the item that governs it (itself at the root), and as what."""

    head: int
    label: str
    tag: str


@cache
def load(folder: Path = FOLDER) -> Language:
    """The parser, loaded once; takes about a fifth of a second."""
    nlp = spacy.load(folder, exclude=["vocab", "tokenizer"])
    hasten(nlp)
    for label in nlp.pipe_labels["tagger"]:
        nlp.vocab.strings.add(label)
    vocab: Any = nlp.vocab
    vocab.lex_attr_getters = {attribute: vocab.lex_attr_getters[attribute] for attribute in _READ}
    return nlp


class Trees:
    """The trees of an article's sentences, made when they are asked for."""

    def __init__(self, narration: Narration) -> None:
        self.narration = narration
        self.wanted: set[int] = set()
        self._nodes: dict[int, Node] = {}

    def want(self, sentences: Iterable[int]) -> None:
        """Remembers sentences for the next `parse`, but those that are known; very long ones are left out."""
        for number in sentences:
            numbers = self.narration.sentence(number)
            if len(numbers) <= _LONGEST and numbers.start not in self._nodes:
                self.wanted.add(number)

    def words(self, sentence: int) -> list[str]:
        """The words of a sentence as the parser reads them."""
        items = self.narration.items
        return [QUOTE if items[n].quote >= 0 else items[n].text for n in self.narration.sentence(sentence)]

    def know(self, sentence: int, doc: Doc) -> None:
        """Keeps the tree of a sentence that was wanted."""
        first = self.narration.sentence(sentence).start
        for n, token in enumerate(doc, first):
            self._nodes[n] = Node(first + token.head.i, token.dep_, token.tag_)
        self.wanted.discard(sentence)

    def parse(self) -> None:
        """Parses the sentences that are wanted and not known, all at once."""
        parse([self])

    def node(self, n: int) -> Node | None:
        """Where item `n` stands in its tree, if its sentence has been read."""
        return self._nodes.get(n)

    def ancestors(self, n: int) -> list[int]:
        """The items above item `n`, the nearest first."""
        above: list[int] = []
        node = self._nodes.get(n)
        while node is not None and node.head != n and node.head not in above:
            n = node.head
            above.append(n)
            node = self._nodes.get(n)
        return above


def parse(articles: Iterable[Trees]) -> None:
    """Parses what is wanted in several articles, all at once: a call costs as much as thirty words."""
    wanted = [(trees, number) for trees in articles for number in sorted(trees.wanted)]
    if wanted:
        nlp = load()
        with nlp.memory_zone():  # else spaCy keeps every word that it ever saw
            docs = [Doc(nlp.vocab, trees.words(number)) for trees, number in wanted]
            for (trees, number), doc in zip(wanted, nlp.pipe(docs), strict=True):
                trees.know(number, doc)
