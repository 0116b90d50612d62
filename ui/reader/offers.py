"""The name that a mention offers where the engine named nobody: "a military source" is one, "he" is none."""

from collections.abc import Sequence

from quotedesk.quote import SpeakerName, SpeakerType
from quotedesk.store.records import SpeakerRecord

_ARTICLES = frozenset({"a", "an", "the", "one", "some", "this", "that"})
_NOBODY = frozenset({
    "he", "she", "it", "they", "him", "her", "them", "we", "i", "you", "who", "one", "others", "another", "this",
    "that", "someone", "somebody",
})  # fmt: skip


def offered(mention: str) -> SpeakerName | None:
    """Who a mention names as it stands; None where it is a pronoun or empty.

    Words without a capital are an unnamed source under its own words, without the article; names are taken for a
    person's, which a known speaker of that name corrects (`known_as`).
    """
    words = mention.split()
    while words and words[0].casefold() in _ARTICLES:
        words = words[1:]
    if not words or (len(words) == 1 and words[0].casefold() in _NOBODY):
        return None
    named = words[-1][:1].isupper() or not words[-1][:1].isalpha()
    return SpeakerName(" ".join(words), SpeakerType.PERSON if named else SpeakerType.UNNAMED)


def known_as(offer: SpeakerName, speakers: Sequence[SpeakerRecord]) -> SpeakerRecord | None:
    """The desk's speaker with the offered name or alias, or the only one with that last name."""
    wanted = (offer.name or "").casefold()
    for speaker in speakers:
        if wanted in (speaker.name.casefold(), *(alias.casefold() for alias in speaker.aliases)):
            return speaker
    if offer.type is not SpeakerType.PERSON:
        return None
    last = [s for s in speakers if s.type is SpeakerType.PERSON and s.name.casefold().split()[-1:] == [wanted]]
    return last[0] if len(last) == 1 else None
