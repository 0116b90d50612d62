"""Somebody's words, or nobody's (a term, a title, a scare quote): what speaks for and against, named and structural.

The weights of these features stand in `resources/attribution/quoted.csv`, fitted by `build/fit.py`.
"""

import re

from quotedesk.attribution.candidates import REACH
from quotedesk.attribution.cues import Cues
from quotedesk.attribution.features import step
from quotedesk.attribution.kinds import FINITE, is_name
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.narration import Narration, begins_like_a_sentence, ends_like_a_sentence
from quotedesk.attribution.phrases import Form
from quotedesk.attribution.proposals import Proposal
from quotedesk.attribution.words import Item
from quotedesk.marks import Family
from quotedesk.record import record

NO_CUE = "no cue in the sentence"
ANOTHER_CLAUSE = "leans on a quote across a new clause"
_JOINTS = ("and", "or", "but", "nor")
_PERSONAL = frozenset(
    [
        "i",
        "i'm",
        "i’m",
        "i've",
        "i’ve",
        "i'd",
        "i’d",
        "i'll",
        "i’ll",
        "me",
        "my",
        "we",
        "we're",
        "we’re",
        "our",
        "us",
        "you",
        "you're",
        "you’re",
        "your",
    ]
)
_SHORT, _COPIED = 3, 8
_NEIGHBOURS = 100
_ENDINGS = ("s", "ing", "ed")
_SHORTENED = ("n't", "n’t", "'s", "’s", "'re", "’re")
_WORDS = re.compile(r"\w+")
_CERTAINTIES = ((0.3, "below .3"), (0.5, "below .5"), (0.7, "below .7"), (0.9, "below .9"), (0.97, "below .97"))


@record(frozen=True, slots=True)
class InMarks:
    """Words in marks as they stand: the item, its family of marks and the article's usual one, and who is proposed."""

    n: int
    family: Family
    usual: Family
    headline: bool
    nobodys: bool
    proposal: Proposal | None
    probability: float


class Quoteness:
    """Reads the features of marked words off one narration."""

    def __init__(self, narration: Narration, cues: Cues, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.cues = cues
        self.lexicon = lexicon
        self._quoted = list(narration.quoted)
        self._place = {n: place for place, n in enumerate(self._quoted)}
        self._words = [" " + " ".join(_WORDS.findall(self.items[n].text.lower())) + " " for n in self._quoted]
        short = sum(words.count(" ") <= _SHORT + 1 for words in self._words)
        self._style = [
            f"quotes in the article {step(len(self._quoted))}",
            f"short quotes in the article {step(short)}",
            f"quarters of the quotes that are short {round(4 * short / max(1, len(self._quoted)))}",
        ]

    def of(self, marked: InMarks) -> list[str]:
        """The names of the features that are true of words in marks."""
        item = self.items[marked.n]
        words = item.text.split()
        length = "one" if len(words) == 1 else step(len(words))
        before, after = self._beside(marked.n)
        attributed = self._attributed(marked)
        shape = self._shape(item.text)
        out = ["always", f"length {length}", f"shape {shape}", f"after {before}", f"then {after}", *attributed]
        out += [
            f"length {length}, {attributed[0]}",
            f"shape {shape}, {attributed[0]}",
            f"after {before}, {attributed[0]}",
        ]
        out += [f"length {length}, shape {shape}", f"length {length}, after {before}"]
        out.append(f"rules say {'nobody' if marked.nobodys else 'somebody'}")
        out.append(f"rules say {'nobody' if marked.nobodys else 'somebody'}, length {length}")
        if marked.family is not marked.usual:
            out.append(f"unusual marks {marked.family.value}")
        if marked.headline:
            out.append("headline")
        low = [w.lower().strip(".,!?;:—–") for w in words]
        if not _PERSONAL.isdisjoint(low):
            out.append("speaks of I, we or you")
        if not FINITE.isdisjoint(low) or any(w.endswith(_SHORTENED) for w in low):
            out.append("has an auxiliary")
        if item.text.rstrip()[-1:] in "?!":
            out.append("asks or exclaims")
        if words and all(w.isupper() for w in words if w[:1].isalpha()):
            out.append("all capitals")
        if "…" in item.text or "..." in item.text or "[" in item.text:
            out.append("edited inside")
        out += self._around(marked, length)
        out += self._further(marked.n, length)
        out += self._repeated(marked.n, length)
        out += self._style
        return out

    def _shape(self, text: str) -> str:
        if is_name(text):
            return "title"
        start = "capital" if begins_like_a_sentence(text) else "small"
        end = "stop" if ends_like_a_sentence(text) else "comma" if text.rstrip()[-1:] == "," else "open"
        return f"{start}, {end}"

    def _beside(self, n: int) -> tuple[str, str]:
        before = self.items[n - 1] if n else None
        after = self.items[n + 1] if n + 1 < len(self.items) else None
        if before is None or not self.narration.in_one_paragraph(n - 1, n):
            left = "paragraph start"
        elif not self.narration.in_one_sentence(n - 1, n):
            left = "sentence start"
        else:
            left = self._word(before)
        if after is None or not self.narration.in_one_paragraph(n, n + 1):
            right = "paragraph end"
        elif not self.narration.in_one_sentence(n, n + 1):
            right = "sentence end"
        else:
            right = self._word(after)
        return left, right

    def _word(self, item: Item) -> str:
        lexicon = self.lexicon
        if item.quote >= 0:
            return "quote"
        if item.possessive:
            return "possessive"
        if item.low in lexicon.naming:
            return "naming word"
        if item.cue:
            return f"cue {item.cue}"
        if item.function or item.determiner or not item.is_word:
            return item.low
        if item.low in lexicon.written_nouns or item.low in lexicon.spoken_nouns:
            return "noun of words"
        return "name" if item.capital else "word"

    def _further(self, n: int, length: str) -> list[str]:
        """The word before the word before, and how the word behind ends: "his “fair” shares", "called the “lie” on"."""
        out = []
        if n > 1 and self.narration.in_one_sentence(n - 2, n):
            second, before = self._word(self.items[n - 2]), self._word(self.items[n - 1])
            out.append(f"second before {second}")
            if before not in ("word", "name"):
                out.append(f"after {second} {before}")
        after = self.items[n + 1] if n + 1 < len(self.items) else None
        if after is not None and self.narration.in_one_sentence(n, n + 1):
            kind = self._word(after)
            if kind in ("word", "name", "noun of words"):
                ending = next((e for e in _ENDINGS if after.low.endswith(e)), "other")
                out += [f"then {kind} in {ending}", f"then {kind} in {ending}, length {length}"]
                out.append("then a person" if after.person else "then no person")
        return out

    def _repeated(self, n: int, length: str) -> list[str]:
        """Whether a longer quote nearby holds the same words: then they are what somebody said."""
        place = self._place[n]
        words = self._words[place]
        if words.count(" ") > _COPIED + 1:
            return []
        near = range(max(0, place - _NEIGHBOURS), min(len(self._words), place + _NEIGHBOURS))
        longer = sum(words in self._words[k] and words != self._words[k] for k in near)
        return [f"in a longer quote {min(longer, 2)}", f"in a longer quote {min(longer, 2)}, length {length}"]

    def _attributed(self, marked: InMarks) -> list[str]:
        proposal = marked.proposal
        if proposal is None:
            return ["nobody proposed"]
        rule = proposal.rule + (", direct" if proposal.direct else "")
        out = [f"rule {rule}"]
        out.append(f"speaker {next((name for top, name in _CERTAINTIES if marked.probability < top), 'sure')}")
        if proposal.cue is not None and proposal.like is None:
            cue = self.items[proposal.cue[0]]
            apart = proposal.cue[0] - marked.n if proposal.cue[0] > marked.n else marked.n - proposal.cue[1]
            side = "before" if proposal.cue[0] < marked.n else "after"
            out.append(f"cue {cue.cue}")
            out.append(f"cue {side}, words {step(abs(apart) - 1)}")
        if proposal.like is not None and proposal.cue is None:
            out.append(ANOTHER_CLAUSE if self._leans_across(marked.n) else "leans within the clause")
        if proposal.mention is not None:
            form = proposal.mention.form
            out.append(f"mention {form.value if form is not Form.PRONOUN else self.items[proposal.mention.last].low}")
        return out

    def _leans_across(self, n: int) -> bool:
        """Whether a new clause begins between words in marks and the quote of the sentence that they lean on."""
        sentence = self.narration.sentence_at(n)
        for k in range(n - 1, max(sentence.start, n - REACH) - 1, -1):
            if self.items[k].quote >= 0:
                return any(i.low in self.lexicon.conjunctions and i.low not in _JOINTS for i in self.items[k + 1 : n])
        return False

    def _around(self, marked: InMarks, length: str) -> list[str]:
        sentence = self.narration.sentence_at(marked.n)
        numbers = range(max(sentence.start, marked.n - REACH), min(sentence.stop, marked.n + REACH))
        others = [m for m in self.narration.quotes_among(numbers.start, numbers.stop) if m != marked.n]
        out = [f"other quotes in the sentence {min(len(others), 2)}"]
        cues = self.cues.among(numbers)
        if cues and cues[0] < marked.n:
            out.append("a cue before in the sentence")
        if cues and cues[-1] > marked.n:
            out.append("a cue after in the sentence")
        if not cues:
            out += [NO_CUE, f"{NO_CUE}, length {length}"]
        if others:
            longest = max(len(self.items[m].text.split()) for m in others)
            out.append(f"longest other quote {step(longest)}")
        paragraph = self.narration.paragraph(self.narration.paragraph_of[marked.n])
        if len(paragraph) == 1:
            out.append("alone in the paragraph")
        words = [item.is_word for item in self.items[numbers.start : numbers.stop]].count(True)
        out.append(f"words in the sentence {step(words)}")
        return out
