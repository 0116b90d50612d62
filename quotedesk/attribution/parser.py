"""The small parser of `resources/model`, asked about single sentences of the narration, quotes folded into one word."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quotedesk.attribution.narration import Narration
from quotedesk.paths import RESOURCES

FOLDER = RESOURCES / "model"
QUOTE = "QUOTE"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Node:
    """An item's place in the tree of its sentence: the item that governs it (itself at the root), and as what."""

    head: int
    label: str
    tag: str


@cache
def load(folder: Path = FOLDER) -> Language:
    """The parser, loaded once; takes about a fifth of a second."""
    nlp = spacy.load(folder, exclude=["vocab", "tokenizer"])
    for label in nlp.pipe_labels["tagger"]:
        nlp.vocab.strings.add(label)
    return nlp


class Trees:
    """The trees of an article's sentences, made when they are asked for."""

    def __init__(self, narration: Narration) -> None:
        self.narration = narration
        self._nodes: dict[int, Node] = {}
        self._known: set[int] = set()
        self._wanted: set[int] = set()

    def want(self, sentences: Iterable[int]) -> None:
        """Remembers sentences for the next `parse`; endless ones are left out."""
        self._wanted.update(n for n in sentences if len(self.narration.sentence(n)) <= _LONGEST)

    def parse(self) -> None:
        """Parses the sentences that are wanted and not known, all at once."""
        new = sorted(self._wanted - self._known)
        if not new:
            return
        items, nlp = self.narration.items, load()
        ranges = [self.narration.sentence(number) for number in new]
        docs = [Doc(nlp.vocab, [QUOTE if items[n].quote >= 0 else items[n].text for n in r]) for r in ranges]
        for numbers, doc in zip(ranges, nlp.pipe(docs), strict=True):
            for n, token in zip(numbers, doc, strict=True):
                self._nodes[n] = Node(numbers.start + token.head.i, token.dep_, token.tag_)
        self._known.update(new)

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
