"""The engine as a spaCy pipeline: tokens, marks, attribution. Load it once; it keeps no state between texts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quotedesk import marks
from quotedesk.article import canonical_offsets, canonical_text, paragraphs
from quotedesk.attribution import turns
from quotedesk.attribution.attribute import attribute, attribute_all
from quotedesk.attribution.roster import Roster
from quotedesk.quote import Quote, Span

_LONGEST = 64_000_000

if not Doc.has_extension("quotes"):
    Doc.set_extension("quotes", default=())
    Doc.set_extension("marked", default=())
    Doc.set_extension("source", default="")


class MarksFinder:
    """Sets `doc._.marked`, the spans between quotation marks, and `doc._.source`, the text (spaCy joins it anew)."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotates one document."""
        doc._.source = doc.text
        doc._.marked = tuple(marks.find(doc._.source))
        return doc


class Attributor:
    """Sets `doc._.quotes`: the quotes with their speakers."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster

    def __call__(self, doc: Doc) -> Doc:
        """Annotates one document."""
        doc._.quotes = tuple(attribute(doc._.source, doc._.marked, self.roster))
        return doc


@Language.factory("quotedesk_marks")
def _marks(nlp: Language, name: str) -> MarksFinder:  # noqa: ARG001 (spaCy calls factories by these names)
    return MarksFinder()


@Language.factory("quotedesk_attribution", default_config={"roster": None})
def _attribution(nlp: Language, name: str, roster: Roster | None) -> Attributor:  # noqa: ARG001
    return Attributor(roster or Roster())


def load(roster: Roster | None = None) -> Language:
    """The pipeline with the given roster (none: nobody is known beforehand). Takes about half a second."""
    nlp = spacy.blank("en")
    nlp.max_length = _LONGEST
    nlp.add_pipe("quotedesk_marks")
    nlp.add_pipe("quotedesk_attribution")
    know(nlp, roster or Roster())
    return nlp


def know(nlp: Language, roster: Roster) -> None:
    """Another roster from now on."""
    cast(Attributor, nlp.get_pipe("quotedesk_attribution")).roster = roster


def find(nlp: Language, text: str) -> list[Quote]:
    """The quotes of `text` in order; offsets index `text` exactly as given, whatever its line ends."""
    return find_all(nlp, [text])[0]


def find_all(nlp: Language, texts: Sequence[str]) -> list[list[Quote]]:
    """The quotes of each text as `find` gives them; together they take a fifth less time."""
    canonical = [canonical_text(text) for text in texts]
    spans = [paragraphs(text) for text in canonical]
    marked = [marks.find(text, within) for text, within in zip(canonical, spans, strict=True)]
    asked = [n for n, text in enumerate(canonical) if marked[n] or turns.possible(text)]
    roster = cast(Attributor, nlp.get_pipe("quotedesk_attribution")).roster
    found: list[list[Quote]] = [[] for _ in texts]
    articles = [(canonical[n], spans[n], marked[n]) for n in asked]
    for n, quotes in zip(asked, attribute_all(articles, roster), strict=True):
        found[n] = quotes
        if canonical[n] != texts[n]:
            offsets = canonical_offsets(texts[n])
            found[n] = [_moved(quote, offsets) for quote in quotes]
    return found


def _moved(quote: Quote, offsets: list[int]) -> Quote:
    def moved(span: Span | None) -> Span | None:
        return None if span is None else Span(offsets[span.start], offsets[span.end - 1] + 1)

    return replace(
        quote,
        parts=tuple(Span(offsets[p.start], offsets[p.end - 1] + 1) for p in quote.parts),
        parent=moved(quote.parent),
        mention=moved(quote.mention),
        cue=moved(quote.cue),
        intermediary=moved(quote.intermediary),
    )
