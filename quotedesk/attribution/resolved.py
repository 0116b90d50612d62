"""What attribution makes of a mention: the speaker and how that is known."""

from quotedesk.attribution.names import Named
from quotedesk.quote import UNKNOWN, SpeakerName
from quotedesk.record import record


@record(frozen=True, slots=True)
class Resolved:
    """A speaker and, in a few words, how the mention led to it."""

    speaker: SpeakerName
    how: str = ""
    named: Named | None = None


NOBODY = Resolved(UNKNOWN)
