"""What a rule suggests: who may have said a quote, and why."""

from typing import NamedTuple

from quotedesk.attribution.phrases import Mention

CITED = "whom the one who speaks cites"
GOES_ON = "goes on after the paragraph before"
LABEL = "name and colon before the quote"
PASSED_ON = "according to, further on"
OWN_WORDS = "in X's own words"
SIGNED = "signed below the quote"


class Proposal(NamedTuple):
    """Who may have said a quote and why: the mention, the cue (items, both included) and the rule's name.

    `like` is the number of another quote with the same speaker. `direct` means nothing stands between cue and quote.
    """

    rule: str
    mention: Mention | None = None
    cue: tuple[int, int] | None = None
    like: int | None = None
    direct: bool = False
