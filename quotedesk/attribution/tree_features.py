"""What the parser tells of a candidate: what it is to its governor, and where that stands to the quote."""

from quotedesk.attribution.candidates import Candidate
from quotedesk.attribution.features import Asked
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.parser import Node, Trees
from quotedesk.attribution.weights import Facts
from quotedesk.attribution.words import Item

_SAME_PERSON = ("appos", "flat", "nmod:desc")
_FURTHEST = 3


class TreeFeatures:
    """Reads the features of candidates off the trees of their sentences."""

    def __init__(self, trees: Trees, lexicon: Lexicon) -> None:
        self.trees = trees
        self.narration = trees.narration
        self.items = trees.narration.items
        self.lexicon = lexicon

    def of(self, asked: Asked, candidate: Candidate) -> Facts:
        """The names of the features that are true of a candidate; its sentence and the quote's have been read."""
        head = self._head(candidate)
        node = self.trees.node(head)
        if node is None:
            return Facts()
        label = node.label
        root = node.head == head
        kind = "root" if root else self._kind(self.items[node.head], self.trees.node(node.head))
        where = self._where(asked, candidate, head if root else node.head)
        out = [f"tree {label}", f"tree {label} of {kind}", f"tree {where}", f"tree {label}, {where}"]
        out.append(f"tree {label} of {kind}, {where}")
        if not root and self.items[node.head].quote < 0:
            lemma = self.items[node.head].cue
            if lemma and label.startswith("nsubj"):
                out.append(f"tree subject of {lemma}")
        return Facts(*out)

    def _head(self, candidate: Candidate) -> int:
        """The item of the mention that is governed from outside it, past appositions and the parts of a name."""
        n = candidate.mention.last
        for _ in range(8):
            node = self.trees.node(n)
            if node is None or node.head == n:
                return n
            inside = candidate.mention.phrase_first <= node.head <= candidate.mention.last
            if not inside and node.label.split(":")[0] not in ("appos", "flat") and node.label not in _SAME_PERSON:
                return n
            n = node.head
        return n

    def _kind(self, item: Item, node: Node | None) -> str:
        if item.quote >= 0:
            return "quote"
        if item.low in self.lexicon.say:
            return "say"
        if item.low in self.lexicon.judge:
            return "judge"
        if item.low in self.lexicon.think:
            return "think"
        return "verb" if node is not None and node.tag.startswith("V") else "other"

    def _where(self, asked: Asked, candidate: Candidate, governor: int) -> str:
        at = candidate.mention.last
        n = asked.first if at < asked.first else asked.last
        if not self.narration.in_one_sentence(at, n):
            return "other sentence"
        if governor == n:
            return "at the quote"
        above = self.trees.ancestors(n)
        if governor in above:
            return f"above the quote {min(above.index(governor) + 1, _FURTHEST)}"
        if n in self.trees.ancestors(governor):
            return "below the quote"
        return "beside the quote"
