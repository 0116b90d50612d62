"""Quotes inside quotes: nobody's words unless the quote around them gives them to somebody else."""

from collections.abc import Sequence
from dataclasses import replace

from quotedesk.attribution import evidence
from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Names
from quotedesk.attribution.narration import narrate
from quotedesk.attribution.phrases import Form
from quotedesk.attribution.resolved import Resolved
from quotedesk.attribution.rules import Rules
from quotedesk.attribution.words import Item
from quotedesk.quote import UNKNOWN, Kind, Quote, Span, SpeakerType


def nested(text: str, inner: Sequence[tuple[tuple[Span, ...], Span]], lexicon: Lexicon, names: Names) -> list[Quote]:
    """The quotes for marked spans (their parts) that stand in another one (its extent).

    `names` are those of the narration around.
    """
    quotes: list[Quote] = []
    deeper = []
    layer: list[tuple[tuple[Span, ...], Span]] = []
    for parts, around in sorted(inner, key=lambda i: (i[0][0].start, -i[0][-1].end)):
        if layer and parts[0].start < layer[-1][0][-1].end:
            deeper.append((parts, around))
        else:
            layer.append((parts, around))
    if layer:
        quotes += _layer(text, layer, lexicon, names)
    return quotes + (nested(text, deeper, lexicon, names) if deeper else [])


def _layer(text: str, inner: Sequence[tuple[tuple[Span, ...], Span]], lexicon: Lexicon, names: Names) -> list[Quote]:
    """The quotes for spans of which none stands in another one of them."""
    narration = narrate(text, names.narration.paragraphs, [parts for parts, _ in inner], lexicon, beside=False)
    finder = Finder(narration, lexicon)
    rules = Rules(narration, finder, lexicon)
    quotes = []
    for number, (parts, around) in enumerate(inner):
        quote = Quote(parts=parts, kind=Kind.OTHER, parent=around, evidence=evidence.NESTED)
        n = narration.where[number, 0]
        for rule in (Rules.before_directly, Rules.after_directly):
            proposal = rule(rules, n)
            if proposal is None or proposal.mention is None or proposal.cue is None or not proposal.direct:
                continue
            mention = narration.span(proposal.mention.first, proposal.mention.last)
            said = narration.items[proposal.cue[0]].low in lexicon.say
            if _is_imagined(narration.items, proposal.cue[0], lexicon):
                continue
            form = proposal.mention.form
            if not around.covers(mention) or len(text[parts[0].start : parts[-1].end].split()) < 2:
                continue
            if form is Form.PRONOUN or (form is Form.NOMINAL and not said):
                continue
            if form is Form.NAME:
                resolved = _named_elsewhere(text, names, mention)
            else:
                name = " ".join(mention.of(text).split()).lower()
                resolved = Resolved(replace(UNKNOWN, name=name, type=SpeakerType.UNNAMED), "no name is given")
            cue = narration.span(*proposal.cue)
            quote = replace(
                quote,
                kind=Kind.SPEECH,
                speaker=resolved.speaker,
                mention=mention,
                cue=cue,
                confidence=0.7 if resolved.speaker.name else 0.0,
                evidence=evidence.line(text, proposal, mention, cue, resolved),
            )
            break
        quotes.append(quote)
    return quotes


def _is_imagined(items: list[Item], cue: int, lexicon: Lexicon) -> bool:
    """Whether nobody said it yet: "people saying", "they can say", "to say"."""
    before = items[cue - 1].low if cue else ""
    return items[cue].low.endswith("ing") or (
        items[cue].low == items[cue].cue and (before == "to" or before in lexicon.auxiliaries)
    )


def _named_elsewhere(text: str, names: Names, mention: Span) -> Resolved:
    """Who a name inside a quote is: somebody the narration names by the same last word, or the words themselves."""
    printed = " ".join(mention.of(text).split())
    last = printed.split()[-1].lower()
    for named in names.named:
        if named.last_name == last:
            return Resolved(replace(UNKNOWN, name=named.name, type=named.type), f"“{printed}” is {named.name}", named)
    named = names.of_text(printed, Names.guess(printed))
    return Resolved(replace(UNKNOWN, name=named.name, type=named.type), "", named)
