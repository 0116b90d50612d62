"""From a mention to a speaker: names, last names, pronouns, "the ministry", "the statement", unnamed sources, pairs."""

from collections.abc import Iterator
from dataclasses import dataclass

from quotedesk.attribution.cues import Cues
from quotedesk.attribution.lexicon import POSSESSIVE, Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Named, Names, Place
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.attribution.pronouns import GENDERS, Pronouns
from quotedesk.attribution.roster import RosterEntry, fold
from quotedesk.quote import UNKNOWN, SpeakerName, SpeakerType

_REACH = 4
_DOCUMENTS = frozenset(
    [
        "statement",
        "release",
        "report",
        "letter",
        "memo",
        "document",
        "note",
        "post",
        "tweet",
        "message",
        "filing",
        "communique",
    ]
)
_COMPANIES = frozenset(
    ("company", "firm", "group", "bank", "club", "airline", "retailer", "brand", "carmaker", "charity")
)
_ISSUED = frozenset(
    [
        "issued",
        "issue",
        "issues",
        "released",
        "release",
        "releases",
        "published",
        "publishes",
        "made",
        "put",
        "said",
        "says",
    ]
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker and, in a few words, how the mention led to it."""

    speaker: SpeakerName
    how: str = ""
    named: Named | None = None


NOBODY = Resolved(UNKNOWN)


class People:
    """Resolves mentions of one article. `said` is told each attributed speaker in order, so that "he" prefers them."""

    def __init__(self, narration: Narration, finder: Finder, names: Names, cues: Cues, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.finder = finder
        self.names = names
        self.lexicon = lexicon
        self.pronouns = Pronouns(narration, finder, names, cues, lexicon)

    def said(self, n: int, named: Named | None) -> None:
        """Remembers who the quote at item `n` was given to."""
        if named is not None:
            self.pronouns.said(n, named)

    def resolve(self, mention: Mention, depth: int = 0) -> Resolved:
        """The speaker a mention stands for; `UNKNOWN` where the article gives no ground."""
        if mention.form is Form.PRONOUN:
            return self._pronoun(mention)
        if mention.form is Form.NAME:
            return self._joint(mention) or self._name(mention)
        return self._nominal(mention, depth)

    # Names.

    def _name(self, mention: Mention) -> Resolved:
        for n in range(mention.last, mention.first - 1, -1):
            named = self.names.at(n)
            if named is None:
                continue
            head = self.items[mention.last].low
            if n < mention.last and head in self.lexicon.people:
                unnamed = Resolved(SpeakerName(self._printed(mention), SpeakerType.UNNAMED), "no name is given")
                return self._antecedent_person(mention, head) or unnamed
            return self._as_named(named, self._printed(mention))
        text = self._printed(mention)
        if not any(c.isalpha() for c in text):
            return NOBODY
        type_ = SpeakerType.PERSON if mention.described else SpeakerType.INSTITUTION
        return self._as_named(self.names.of_text(text, type_), text)

    def _as_named(self, named: Named, printed: str) -> Resolved:
        how = ""
        if printed != named.name:
            known = " (learnt on this desk)" if self._learnt(printed) else " (roster)" if named.entry else ""
            how = f"“{printed}” is {named.name}{known}"
        return Resolved(SpeakerName(named.name, named.type), how, named)

    def _joint(self, mention: Mention) -> Resolved | None:
        """Cases such as "Kerry and Lavrov said": two names joined by "and"."""
        n = mention.phrase_first - 1
        if n < 1 or self.items[n].low != "and" or self.items[n].sentence != self.items[mention.last].sentence:
            return None
        other, own = self.names.at(n - 1), self.names.at(mention.last)
        if other is None or own is None or other is own or other.type is not own.type:
            return None
        first = next(p.first for p in self.names.before(n) if p.named is other)
        if first > 0 and self.items[first - 1].low in self.lexicon.prepositions:
            return None
        members = (other.name, own.name)
        return Resolved(SpeakerName(" and ".join(members), own.type, members), "named together", own)

    # Pronouns.

    def _pronoun(self, mention: Mention) -> Resolved:
        low = self.items[mention.first].low
        if low in GENDERS:
            return self._person(mention.first)
        if low in ("it", "they", "them"):
            body = self._body(mention.first)
            return body if body is not NOBODY or low == "it" else self._anybody(mention.first)
        return NOBODY

    def _person(self, n: int) -> Resolved:
        found = self.pronouns.person(n)
        if found is None:
            return NOBODY
        noun = "woman" if GENDERS[self.items[n].low] == "f" else "man"
        how = f"“{self.items[n].text}” is {found.name}, the {noun} spoken of"
        return Resolved(SpeakerName(found.name, found.type), how, found)

    def _anybody(self, n: int) -> Resolved:
        """Somebody spoken of as "they" where no body is: the person named last."""
        last = next((place.named for place in self._near(n) if place.named.type is SpeakerType.PERSON), None)
        if last is None:
            return NOBODY
        how = f"“{self.items[n].text}” is {last.name}, the last person named"
        return Resolved(SpeakerName(last.name, last.type), how, last)

    def _body(self, n: int) -> Resolved:
        found = self.pronouns.body(n)
        if found is None:
            return NOBODY
        how = f"“{self.items[n].text}” is {found.name}, the body spoken of"
        return Resolved(SpeakerName(found.name, found.type), how, found)

    def _near(self, n: int) -> Iterator[Place]:
        """The namings before item `n`, up to four paragraphs back, the nearest first."""
        for place in self.names.before(n):
            if self.items[place.first].paragraph < self.items[n].paragraph - _REACH:
                break
            yield place

    # Phrases with a common noun.

    def _nominal(self, mention: Mention, depth: int) -> Resolved:
        head = self.items[mention.last].low
        printed = self._printed(mention)
        definite = self._is_definite(mention)
        learnt = self._learnt(printed)
        if learnt:
            return self._as_named(self.names.of_text(learnt.name, learnt.type), printed)
        owned = self._owned_body(mention)
        if owned:
            return owned
        if head in _DOCUMENTS and depth < 2:
            return self._issuer(mention, depth)
        if head in self.lexicon.body_nouns and head not in self.lexicon.unnamed:
            after = mention.last + 2
            if after < len(self.items) and self.items[after - 1].low == "in" and self.items[after].capital:
                entry = self.names.lookup(mention.first, after)
                if entry is not None:
                    return self._as_named(self.names.of_text(entry.name, entry.type), printed)
            if definite:
                found = self._antecedent_body(mention, head) or self._antecedent_company(mention, head)
                if found:
                    return found
            modifiers = [i for i in self.items[mention.first : mention.last] if i.capital]
            if modifiers or (mention.described and self.items[mention.first - 1].low in POSSESSIVE):
                text = (
                    printed if modifiers else f"{mention.described} {printed}".replace(" ’s", "’s").replace(" 's", "'s")
                )
                return self._as_named(self.names.of_text(text, SpeakerType.INSTITUTION), printed)
            return Resolved(SpeakerName(printed, SpeakerType.INSTITUTION if definite else SpeakerType.UNNAMED))
        if definite and head not in self.lexicon.unnamed:
            person = self._antecedent_person(mention, head)
            if person:
                return person
        return Resolved(SpeakerName(printed, SpeakerType.UNNAMED), "no name is given")

    def _learnt(self, printed: str) -> RosterEntry | None:
        """Who a person's corrections say these words are."""
        return self.names.roster.learnt.get(fold(printed))

    def _owned_body(self, mention: Mention) -> Resolved | None:
        """Officials of a body that the roster knows speak for it: "US Central Command officials"."""
        head = self.items[mention.last].low
        for first in range(mention.first, mention.last):
            entry = self.names.lookup(first, mention.last)
            last = mention.last
            if entry is None and head in self.lexicon.unnamed:
                entry, last = self.names.lookup(first, mention.last - 1), mention.last - 1
            if entry is not None and entry.type is SpeakerType.INSTITUTION and last >= first:
                named = self.names.of_text(entry.name, entry.type)
                return self._as_named(named, self._printed(mention))
        return None

    def _is_definite(self, mention: Mention) -> bool:
        low = self.items[mention.phrase_first].low
        return low in ("the", "this", "that") or low in self.lexicon.possessives or bool(mention.described)

    def _antecedent_body(self, mention: Mention, head: str) -> Resolved | None:
        """Cases such as "the ministry": the last body named with that word in its name or right beside it."""
        for place in self._near(mention.first):
            if place.named.type is not SpeakerType.INSTITUTION:
                continue
            words = {i.low for i in self.items[max(0, place.first - 3) : place.last + 3] if i.quote < 0}
            if head in {w.lower() for w in place.named.name.split()} or head in words & self.lexicon.body_nouns:
                how = f"“the {head}” is {place.named.name}, named before"
                return Resolved(SpeakerName(place.named.name, place.named.type), how, place.named)
        return None

    def _antecedent_company(self, mention: Mention, head: str) -> Resolved | None:
        """ "The company": the last name that opens a paragraph and that nothing describes as a person."""
        if head not in _COMPANIES:
            return None
        for place in self._near(mention.first):
            named, opens = place.named, self.narration.paragraph(self.items[place.first].paragraph).start == place.first
            if named.type is SpeakerType.PERSON and opens and not named.words and not named.gender:
                named.type = SpeakerType.INSTITUTION
                how = f"“the {head}” is {named.name}, named before"
                return Resolved(SpeakerName(named.name, named.type), how, named)
        return None

    def _antecedent_person(self, mention: Mention, head: str) -> Resolved | None:
        modifiers = {i.low for i in self.items[mention.first : mention.last]}
        for place in self._near(mention.first):
            named = place.named
            if named.type is not SpeakerType.PERSON:
                continue
            if head in named.words or self._described_as(named, head, modifiers):
                how = f"“the {head}” is {named.name}, described so before"
                return Resolved(SpeakerName(named.name, named.type), how, named)
        return None

    def _described_as(self, named: Named, head: str, modifiers: set[str]) -> bool:
        if named.entry is None:
            return False
        return any(head in role.lower().split() for role in named.entry.roles) and not modifiers - named.words

    def _issuer(self, mention: Mention, depth: int) -> Resolved:
        """Cases such as "the statement": whoever issued the last one spoken of."""
        head = self.items[mention.last].low
        here = self.items[mention.first]
        by = mention.last + 1 + (self.items[min(mention.last + 1, len(self.items) - 1)].text == ",")
        if by + 1 < len(self.items) and self.items[by].low in ("by", "of", "from"):
            author = self.finder.starting_at(by + 1, self.narration.sentence(here.sentence).stop)
            if author is not None and author.form is not Form.PRONOUN:
                found = self.resolve(author, depth + 1)
                return Resolved(
                    found.speaker, f"“{self._printed(mention)}” is the one by {found.speaker.name}", found.named
                )
        owner_word = self.items[mention.phrase_first].low
        if owner_word in ("his", "her", "its", "their"):
            how = f"“{owner_word} {head}”"
            if owner_word in ("his", "her"):
                owner_found = self._person(mention.phrase_first)
            else:
                owner_found = self._body(mention.phrase_first)
            return Resolved(owner_found.speaker, f"{how} is the one by {owner_found.speaker.name}", owner_found.named)
        if mention.described:
            owner = self.finder.ending_at(mention.first - 2, self.narration.sentence(here.sentence).start)
            if owner and owner.form is Form.NAME:
                return self._name(owner)
        for sentence in range(here.sentence, max(-1, here.sentence - 24), -1):
            numbers = self.narration.sentence(sentence)
            if self.items[numbers.start].paragraph < here.paragraph - _REACH:
                break
            at = next((n for n in numbers if self.items[n].low == head and n != mention.last), None)
            if at is None or at >= mention.first:
                continue
            issuer = self._subject_with(numbers, at)
            if issuer is None or (issuer.form is Form.NOMINAL and self.items[issuer.last].low in _DOCUMENTS):
                continue
            found = self.resolve(issuer, depth + 1)
            if found.speaker.name:
                how = f"“{self._printed(mention)}” is the one by {found.speaker.name}"
                return Resolved(found.speaker, how, found.named)
        return NOBODY

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

    def _printed(self, mention: Mention) -> str:
        printed = " ".join(self.narration.span(mention.first, mention.last).of(self.narration.text).split())
        opens = self.narration.sentence(self.items[mention.first].sentence).start == mention.first
        lowers = mention.form is Form.NOMINAL and opens and self.items[mention.first].low in self.lexicon.people
        return printed[0].lower() + printed[1:] if lowers else printed
