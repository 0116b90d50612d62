"""A quote: one occurrence of quoted words in one article, who said them, and how that is known."""

from enum import StrEnum

from quotedesk.record import record


class Kind(StrEnum):
    """What quoted words are: said, written (release, post, document), or nobody's (scare quotes, titles, nicknames)."""

    SPEECH = "speech"
    WRITTEN = "written"
    OTHER = "other"


class Status(StrEnum):
    """What people decided: the engine only ever suggests."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class SpeakerType(StrEnum):
    """What a speaker is; `unknown` where there is no ground to name anybody."""

    PERSON = "person"
    INSTITUTION = "institution"
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"


@record(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def of(self, text: str) -> str:
        """The words of `text` that this span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@record(frozen=True, slots=True)
class SpeakerName:
    """A speaker as attribution names it: the canonical name, its type, and the members of a joint speaker."""

    name: str | None = None
    type: SpeakerType = SpeakerType.UNKNOWN
    members: tuple[str, ...] = ()


UNKNOWN = SpeakerName()


@record(frozen=True, slots=True)
class Quote:
    """Quoted words as the engine found and attributed them.

    `parts` exclude the quotation marks: one for each paragraph of a multi-paragraph quote and for each piece of an
    interrupted one. `parent` is the extent of the quote this one stands in. `confidence` is the probability that the
    speaker is right (None for `other`); `evidence` is the readable reason.
    """

    parts: tuple[Span, ...]
    kind: Kind = Kind.SPEECH
    marked: bool = True
    headline: bool = False
    parent: Span | None = None
    speaker: SpeakerName = UNKNOWN
    mention: Span | None = None
    cue: Span | None = None
    intermediary: Span | None = None
    confidence: float | None = None
    evidence: str = ""

    def __post_init__(self) -> None:
        if not self.parts or any(a.end > b.start for a, b in zip(self.parts, self.parts[1:], strict=False)):
            raise ValueError("a quote needs parts in order that do not overlap")

    @property
    def extent(self) -> Span:
        """From the first part's start to the last part's end."""
        return Span(self.parts[0].start, self.parts[-1].end)

    def text(self, article_text: str) -> str:
        """The quoted words, parts joined by one space."""
        return " ".join(part.of(article_text) for part in self.parts)
