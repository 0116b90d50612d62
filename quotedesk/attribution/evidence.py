"""The reason for an attribution as one line a journalist can check."""

from collections.abc import Sequence

from quotedesk.attribution.proposals import Proposal
from quotedesk.attribution.resolved import Resolved
from quotedesk.quote import Span

NOBODY = "no cue gives these words to anybody: a term, a name or scare quotes"
NAME_IN_MARKS = "a name or term in quotation marks"
NESTED = "quoted inside a quote, and not given to anybody else"
_LONGEST = 70


def line(
    text: str,
    proposal: Proposal | None,
    mention: Span | None,
    cue: Span | None,
    resolved: Resolved,
    reasons: Sequence[str] = (),
) -> str:
    """Why the quote was given to its speaker, or why it was given to nobody; `reasons` are what weighed most."""
    if proposal is None:
        return "nothing near the quote says who speaks"
    parts = []
    if mention is not None and cue is not None and proposal.like is None:
        both = Span(min(mention.start, cue.start), max(mention.end, cue.end)).of(text)
        words = (
            f"“{_one_line(both)}”"
            if len(both) <= _LONGEST
            else f"“{_one_line(mention.of(text))}” with “{cue.of(text)}”"
        )
        if cue.of(text).strip() in ":–—":
            words = f"“{_one_line(mention.of(text))}” before the colon"
        parts.append(f"{words} ({proposal.rule})")
    elif mention is not None and proposal.like is None:
        parts.append(f"“{_one_line(mention.of(text))}” ({proposal.rule})")
    else:
        parts.append(proposal.rule)
    parts += reasons
    if resolved.how:
        parts.append(resolved.how)
    if not resolved.speaker.name:
        parts.append("the article does not tell who that is")
    return "; ".join(parts)


def _one_line(words: str) -> str:
    return " ".join(words.split())
