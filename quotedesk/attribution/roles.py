"""Whom "the senator", "the Indiana governor" or "the Republican" stands for."""

from bisect import bisect_right

from quotedesk.attribution.lexicon import POSSESSIVE, Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Named, Names
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.phrases import Mention
from quotedesk.attribution.pronouns import Pronouns
from quotedesk.quote import SpeakerType

_REACH = 4
_LONG = 5
_NO_NATIVES = ("s", "ish", "ese", "ench", "democratic")
_MORE = frozenset(["of", "for", "from", "at", "in", "with", "who", "that", "whose", "on", "to", "’s", "'s"])
_ANYBODY = frozenset(
    [
        "man", "woman", "boy", "girl", "lady", "gentleman", "voter", "student", "protester", "supporter", "friend",
        "neighbor", "neighbour", "colleague", "relative", "survivor", "victim", "reporter", "interviewer", "caller",
        "user", "commenter", "member", "author", "writer", "source", "spokesperson", "spokesman", "spokeswoman",
        "father", "mother", "son", "daughter", "husband", "wife", "brother", "sister", "announcer", "narrator",
        "moderator", "anchor", "host", "doctor", "judge", "lawyer", "attorney", "prosecutor", "officer", "teacher",
    ]
)  # fmt: skip


class Roles:
    """Reads roles of one article."""

    def __init__(
        self, narration: Narration, finder: Finder, names: Names, pronouns: Pronouns, lexicon: Lexicon
    ) -> None:
        self.narration = narration
        self.items = narration.items
        self.finder = finder
        self.names = names
        self.pronouns = pronouns
        self.lexicon = lexicon

    def beside(self, mention: Mention) -> Named | None:
        """The person right before whose name the role describes: "Ada Lopez, chief executive of the bank, said"."""
        n = mention.phrase_first
        if n < 2 or self.items[n - 1].text != "," or mention.phrase_first != mention.first or mention.described:
            return None
        named = self.names.at(n - 2) if self.narration.sentence_of[n] == self.narration.sentence_of[n - 2] else None
        return named if named is not None and named.type is SpeakerType.PERSON else None

    def called(self, mention: Mention, head: str) -> Named | None:
        """The last person whom the article, or the roster, calls so: by that word or by the title that goes with it."""
        modifiers = {i.low for i in self.items[mention.first : mention.last]}
        titles = self.lexicon.titles_of.get(head, frozenset())
        for place in self.names.before(mention.first):
            named = place.named
            if self.narration.paragraph_of[place.first] < self.narration.paragraph_of[mention.first] - _REACH:
                return self._only_one(mention, head, titles)
            if self._is_called(named, head, titles) or self._described_as(named, head, modifiers):
                return named
        return None

    def _is_called(self, named: Named, head: str, titles: frozenset[str]) -> bool:
        titled = bool(titles & named.words) and self._fits(named, head)
        return named.type is SpeakerType.PERSON and (head in named.words or titled)

    def _only_one(self, mention: Mention, head: str, titles: frozenset[str]) -> Named | None:
        """The one person of the whole article so far who is called so: "the Ohio governor" after "Gov. Ada Lund"."""
        if self.items[mention.phrase_first].low != "the" or self._goes_on(mention) or head in _ANYBODY:
            return None
        before = (n for n in self.names.named if n.places and n.places[0] < mention.first)
        found = [named for named in before if self._is_called(named, head, titles)]
        return found[0] if len(found) == 1 and not self._is_introduced(mention.first, head) else None

    def ahead(self, mention: Mention, head: str) -> Named | None:
        """Somebody first named soon after who is then called so: "the superintendent", then "Superintendent Ada Lopez".

        A role without "the" must be taken up word by word: "a lawyer", then "The lawyer, Ada Lopez,".
        """
        titles, definite = self.lexicon.titles_of.get(head, frozenset()), self.items[mention.phrase_first].low == "the"
        furthest = self.narration.paragraph_of[mention.first] + _REACH
        for place in self.names.places[bisect_right(self.names.starts, mention.last) :]:
            named, n = place.named, place.first
            if self.narration.paragraph_of[n] > furthest:
                break
            if named.places[0] == n and self._is_called(named, head, titles):
                taken_up = n > 2 and [i.low for i in self.items[n - 3 : n]] == ["the", head, ","]
                if definite or taken_up:
                    return named
        return None

    def _goes_on(self, mention: Mention) -> bool:
        """Whether more words tell the role from others: "the governor of", "the governor who"."""
        n = mention.last + 1
        after = self.items[n] if n < len(self.items) else None
        return after is not None and (after.low in _MORE or after.text == ",")

    def meant(self, mention: Mention, head: str) -> Named | None:
        """The person who is spoken of, where the role stands alone and nothing tells it from theirs."""
        alone = self.items[mention.phrase_first].low == "the" and not self._goes_on(mention) and not mention.described
        known = head in self.lexicon.people and head not in _ANYBODY
        plain = self.finder.tells_age(mention.last) or self.tells_people(mention)
        if not alone or not (known or plain) or head.endswith("s"):
            return None
        return (
            None
            if self._is_introduced(mention.first, head)
            else self.pronouns.role(mention.first, self._gender(head), plain)
        )

    def tells_people(self, mention: Mention) -> bool:
        """Whether the role is no more than where somebody comes from: "the Spaniard", "the New Yorker"."""
        low = self.items[mention.last].low
        native = self.lexicon.is_demonym(low) and not low.endswith(_NO_NATIVES)
        return low in self.lexicon.natives or (native and low not in self.lexicon.body_words)

    def _is_introduced(self, n: int, head: str) -> bool:
        """Whether the role was somebody's without a name before: "a senior adviser", "the minister's adviser"."""
        first = self.narration.paragraph(self.narration.paragraph_of[n] - _REACH).start
        for at in (k for k in range(n - 1, first, -1) if self.items[k].low == head and self.names.at(k) is None):
            words = [i.low for i in self.items[max(first, at - _LONG, self.narration.sentence_at(at).start) : at]]
            opener = next((w for w in reversed(words) if w in self.lexicon.determiners or w in POSSESSIVE), "")
            if opener != "the":
                return True
        return False

    def _gender(self, head: str) -> str:
        return "m" if head in self.lexicon.men else "f" if head in self.lexicon.women else ""

    def _fits(self, named: Named, head: str) -> bool:
        gender = self._gender(head)
        return not gender or not named.gender or named.gender == gender

    def _described_as(self, named: Named, head: str, modifiers: set[str]) -> bool:
        if named.entry is None:
            return False
        return any(head in role.lower().split() for role in named.entry.roles) and not modifiers - named.words
