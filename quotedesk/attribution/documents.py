"""Who issued "the statement", "the letter" or "a document on the campaign's website"."""

from collections.abc import Iterator

from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.phrases import Form, Mention

DOCUMENTS = frozenset(
    [
        "statement", "release", "report", "letter", "memo", "document", "note", "post", "tweet", "message",
        "filing", "communique", "communiqué",
    ]
)  # fmt: skip
_ISSUED = frozenset(
    [
        "issued", "issue", "issues", "released", "release", "releases", "published", "publishes", "made", "put",
        "said", "says",
    ]
)  # fmt: skip
_SITES = frozenset(["website", "site", "account", "page", "blog", "feed"])
_REACH = 4
_MOST_SENTENCES = 24
_LONGEST_OWNER = 8


class Documents:
    """Reads the documents that an article speaks of."""

    def __init__(self, narration: Narration, finder: Finder, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.finder = finder
        self.lexicon = lexicon

    def owner(self, mention: Mention) -> Mention | None:
        """Whose document it is by the words around: "the statement by X", "X's statement", "a post on X's page"."""
        numbers = self.narration.sentence_at(mention.first)
        by = mention.last + 1 + (self.items[min(mention.last + 1, len(self.items) - 1)].text == ",")
        if by + 1 < len(self.items) and self.items[by].low in ("by", "of", "from"):
            author = self.finder.starting_at(by + 1, numbers.stop)
            if author is not None and author.form is not Form.PRONOUN:
                return author
        found = self._owner_of_site(mention.last + 1, numbers.stop)
        if found is None and mention.described:
            found = self.finder.ending_at(mention.first - 2, numbers.start)
            found = found if found and found.form is Form.NAME else None
        return found

    def issuers(self, mention: Mention) -> Iterator[Mention]:
        """Who issued the documents of that sort spoken of before, the last one first."""
        head, here = self.items[mention.last].low, self.narration.sentence_of[mention.first]
        for sentence in range(here, max(-1, here - _MOST_SENTENCES), -1):
            numbers = self.narration.sentence(sentence)
            if self.narration.paragraph_of[numbers.start] < self.narration.paragraph_of[mention.first] - _REACH:
                break
            at = next((n for n in numbers if self.items[n].low == head and n != mention.last), None)
            if at is None or at >= mention.first:
                continue
            issuer = self._subject_with(numbers, at)
            if issuer is not None and not (issuer.form is Form.NOMINAL and self.items[issuer.last].low in DOCUMENTS):
                yield issuer

    def _owner_of_site(self, n: int, stop: int) -> Mention | None:
        if n + 1 >= stop or self.items[n].low not in ("on", "at"):
            return None
        for k in range(n + 1, min(n + _LONGEST_OWNER, stop - 1)):
            if self.items[k].possessive and self.items[k + 1].low in _SITES:
                owner = self.finder.ending_at(k - 1, n + 1)
                return None if owner is None or owner.form is Form.PRONOUN else owner
        return None

    def _subject_with(self, numbers: range, at: int) -> Mention | None:
        """The subject of the sentence that speaks of a document at item `at`."""
        if at + 1 < numbers.stop and self.items[at + 1].low in ("by", "from", "of"):
            return self.finder.starting_at(at + 2, numbers.stop)
        for n in numbers:
            item = self.items[n]
            if item.quote < 0 and (self.lexicon.say.get(item.low) or item.low in _ISSUED) and not item.capital:
                subject = self.finder.before(n, numbers.start)
                if subject is not None:
                    return subject
                after = self.finder.starting_at(n + 1, numbers.stop)
                if after is not None and after.form is Form.NAME:
                    return after
        for n in range(at + 1, numbers.stop):
            if self.items[n].text == ",":
                return self.finder.starting_at(n + 1, numbers.stop)
        return None
