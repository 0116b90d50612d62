"""Invented texts in many styles with the quotes they hold, and how well found quotes agree with them.

`styles/*.toml` holds a style a file, a `[[text]]` a phenomenon. In its `text` the words of quote `a` stand as
`{a|words}`, once for each part; the braces are no part of the text. `quotes.a` says what is expected:

speaker, type    the canonical name and its type; without them the speaker is unknown. `accept` holds other right names
                 ("-": unknown would do), `types` other right types, `members` the people of a joint speaker
intermediary     whom the words were told to, or who passes them on, where somebody does
kind             `speech` where it is not said; `kinds` where more than one can be argued for
marked, headline true, false where they are not said
loose            the parts may also be quotes of their own
optional         may be found or not; counts neither way

A quote between the braces of another has that as its parent.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotedesk.quote import Kind, Quote, Span

FOLDER = Path(__file__).resolve().parent / "styles"
EDGES = " \t\n\r\"'“”‘’„‚«»`,.;:!?—–-…()[]"
TITLES = frozenset(("the", "a", "an", "mr", "mrs", "ms", "miss", "dr", "prof", "lord", "sir", "senator", "hon"))
FIELDS = {
    "speaker", "type", "accept", "types", "members", "intermediary", "kind", "kinds", "marked", "headline", "loose",
    "optional",
}  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """A quote as a careful reader finds it."""

    parts: tuple[Span, ...]
    parent: Span | None
    facts: dict[str, Any]

    @property
    def kinds(self) -> set[str]:
        """The kinds that are right."""
        return set(self.facts.get("kinds", ())) or {self.facts.get("kind", "speech")}

    @property
    def other(self) -> bool:
        """Whether these are nobody's words."""
        return self.kinds == {"other"}

    @property
    def names(self) -> set[tuple[str, ...]]:
        """The right names, folded; the empty one is an unknown speaker."""
        listed = [self.facts.get("speaker", "-"), *self.facts.get("accept", ())]
        return {() if name == "-" else folded(name) for name in listed}

    @property
    def types(self) -> set[str]:
        """The right types."""
        named = self.facts.get("type", "person") if "speaker" in self.facts else "unknown"
        return {named, *self.facts.get("types", ()), *(("unknown",) if () in self.names else ())}


@dataclass(frozen=True)
class StyleText:
    """One text, the style and phenomenon it stands for, and its quotes in the order of their starts."""

    style: str
    phenomenon: str
    text: str
    quotes: tuple[Expected, ...]


def folded(name: str) -> tuple[str, ...]:
    """A name's words without case, titles and marks."""
    words = re.findall(r"@?\w[\w'.-]*", name.replace("’", "'").casefold())
    kept = [w.strip(".").removesuffix("'s") for w in words if w.strip(".") not in TITLES]
    return tuple(kept) or tuple(words)


def unbraced(braced: str) -> tuple[str, dict[str, list[Span]]]:
    """The text without braces, and the parts of each of its quotes."""
    text, parts, opened = "", {}, []
    for piece in re.split(r"(\{\w\||\})", braced.strip("\n")):
        if re.fullmatch(r"\{\w\|", piece):
            opened.append((piece[1], len(text)))
        elif piece == "}":
            key, start = opened.pop()
            parts.setdefault(key, []).append(Span(start, len(text)))
        else:
            text += piece
    assert not opened, braced
    return text, parts


def load(folder: Path = FOLDER) -> list[StyleText]:
    """Every text of a folder, by file and in the order of each file."""
    texts = []
    for path in sorted(folder.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["text"]:
            text, parts = unbraced(entry["text"])
            facts = entry.get("quotes", {})
            assert facts.keys() == parts.keys(), entry["phenomenon"]
            expected = []
            for key, spans in parts.items():
                around = [s for k, others in parts.items() if k != key for s in others if s.covers(spans[0])]
                inmost = min(around, key=lambda s: s.end - s.start, default=None)
                parent = next((Span(o[0].start, o[-1].end) for o in parts.values() if inmost in o), None)
                expected.append(Expected(tuple(spans), parent, facts[key]))
            expected.sort(key=lambda q: (q.parts[0].start, -q.parts[0].end))
            texts.append(StyleText(path.stem, entry["phenomenon"], text, tuple(expected)))
    return texts


def trimmed(text: str, span: Span) -> Span:
    """A span without the marks, points and spaces at its edges."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return Span(start, end)


def answers(text: str, expected: Expected, found: Sequence[Quote]) -> list[Quote]:
    """The found quotes that are this one, none if it was not found part by part; several only where it is loose."""
    wanted = [trimmed(text, part) for part in expected.parts]
    pieces = [(q, [trimmed(text, part) for part in q.parts]) for q in found]
    whole = [q for q, parts in pieces if parts == wanted]
    if whole or "loose" not in expected.facts:
        return whole[:1]
    inside = [(q, parts) for q, parts in pieces if set(parts) <= set(wanted)]
    return [q for q, _ in inside] if sorted(p for _, parts in inside for p in parts) == wanted else []


def faults(text: str, expected: Expected, quote: Quote) -> Iterator[str]:
    """What is wrong with a quote that was found."""
    facts = expected.facts
    if quote.kind.value not in expected.kinds:
        yield "kind"
    if quote.kind is Kind.OTHER:
        return
    if (folded(quote.speaker.name) if quote.speaker.name else ()) not in expected.names:
        yield "speaker"
    elif quote.speaker.type.value not in expected.types:
        yield "type"
    if "members" in facts and {folded(m) for m in quote.speaker.members} != {folded(m) for m in facts["members"]}:
        yield "members"
    if "intermediary" in facts and (quote.intermediary is None or quote.intermediary.of(text) != facts["intermediary"]):
        yield "intermediary"
    if quote.marked != facts.get("marked", True):
        yield "marked"
    if quote.headline != facts.get("headline", False):
        yield "headline"
    if (quote.parent is None) != (expected.parent is None):
        yield "parent"


def judge(sample: StyleText, found: Sequence[Quote]) -> tuple[Counter[str], list[str]]:
    """Counts for one text, and a line for each thing that is wrong.

    `said` quotes are those with an author. `right` ones are found part by part, are somebody's words, and have the
    right speaker; `answered` is what was taken for somebody's words, less what is optional.
    """
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    used: set[int] = set()
    for expected in sample.quotes:
        text, words = sample.text, expected.parts[0].of(sample.text)[:40]
        hits = answers(text, expected, found)
        said = [q for q in hits if q.kind is not Kind.OTHER]
        used.update(id(q) for q in hits)
        if "optional" in expected.facts:
            near = [q for q in found if any(p.overlaps(e) for p in q.parts for e in expected.parts)]
            used.update(id(q) for q in near)
            continue
        if expected.other:
            counts["other"] += 1
            counts["other kept apart"] += not said
            counts["answered"] += bool(said)
            wrong += [f"said by nobody: {words}"] * bool(said)
            continue
        counts["said"] += 1
        if not hits:
            wrong.append(f"not found: {words}")
            continue
        counts["found"] += 1
        counts["answered"] += bool(said)
        counts["found said"] += bool(said)
        failed = {fault for q in hits for fault in faults(text, expected, q)}
        for fault in ("kind", "type", "marked", "headline", "parent", "members"):
            counts[fault] += fault not in failed
        right = bool(said) and not failed & {"speaker", "members"}
        counts["right"] += right
        counts["right in all"] += right and not failed
        names = " / ".join(f"{q.speaker.name} ({q.speaker.type.value}, {q.kind.value})" for q in hits)
        wrong += [f"{', '.join(sorted(failed))}: {words} <- {names}"] if failed else []
    strays = [q for q in found if q.kind is not Kind.OTHER and id(q) not in used]
    counts["answered"] += len(strays)
    wrong += [f"no such quote: {q.text(sample.text)[:50]} <- {q.speaker.name}" for q in strays]
    return counts, wrong


def end_to_end(counts: Counter[str]) -> float:
    """The harmonic mean of how many said quotes are right and how many answers are."""
    return 2 * counts["right"] / ((counts["said"] + counts["answered"]) or 1)
