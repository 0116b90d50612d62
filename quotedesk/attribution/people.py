"""From a mention to a speaker: names, last names, pronouns, "the ministry", "the statement", unnamed sources, pairs."""

from collections.abc import Iterator

from quotedesk.attribution.cues import Cues
from quotedesk.attribution.documents import DOCUMENTS, Documents
from quotedesk.attribution.lexicon import GENDERS, Lexicon
from quotedesk.attribution.mentions import Finder
from quotedesk.attribution.names import Named, Names, Place
from quotedesk.attribution.narration import Narration
from quotedesk.attribution.phrases import Form, Mention
from quotedesk.attribution.pronouns import Pronouns
from quotedesk.attribution.resolved import NOBODY, Resolved
from quotedesk.attribution.roles import Roles
from quotedesk.attribution.roster import RosterEntry, fold
from quotedesk.attribution.together import Together
from quotedesk.quote import SpeakerName, SpeakerType

_REACH = 4
_DEEPEST = 2
_LAST_SENTENCES = 3
_BODIES = frozenset(
    ["campaign", "ministry", "department", "government", "agency", "administration", "committee", "group"]
)
_COMPANIES = frozenset(
    ("company", "firm", "group", "bank", "club", "airline", "retailer", "brand", "carmaker", "charity")
)
_OFTEN_NAMED = frozenset(("diplomat", "analyst", "activist", "expert", "aide", "critic"))
"""Unnamed sources that, with "the", are mostly somebody named before."""


class People:
    """Resolves mentions of one article. `said` is told each attributed speaker in order, so that "he" prefers them."""

    def __init__(self, narration: Narration, finder: Finder, names: Names, cues: Cues, lexicon: Lexicon) -> None:
        self.narration = narration
        self.items = narration.items
        self.finder = finder
        self.names = names
        self.lexicon = lexicon
        self.together = Together(narration, finder, names, lexicon)
        self.pronouns = Pronouns(narration, finder, names, cues, lexicon)
        self.documents = Documents(narration, finder, lexicon)
        self.roles = Roles(narration, finder, names, self.pronouns, lexicon)

    def said(self, n: int, named: Named | None) -> None:
        """Remembers who the quote at item `n` was given to."""
        if named is not None:
            self.pronouns.said(n, named)

    def resolve(self, mention: Mention, depth: int = 0) -> Resolved:
        """The speaker a mention stands for; `UNKNOWN` where the article gives no ground."""
        if mention.form is Form.PRONOUN:
            return self._pronoun(mention, depth)
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
        if self.roles.tells_people(mention) and self.items[mention.phrase_first].low in ("the", "a", "an", "one"):
            unnamed = Resolved(SpeakerName(text, SpeakerType.UNNAMED), "no name is given")
            return self._antecedent_person(mention, text.lower()) or unnamed
        head = self.items[mention.last].low
        if head in self.lexicon.people and mention.last > mention.first:
            unnamed = Resolved(SpeakerName(text, SpeakerType.UNNAMED), "no name is given")
            return self._antecedent_person(mention, head) or unnamed
        told = set(mention.described.split())
        body = bool(told & self.lexicon.body_nouns) and not told & self.lexicon.people
        if not told:
            one = mention.first == mention.last and not head.endswith("s") and not text.isupper()
            one = one and not self.lexicon.is_demonym(head)
            body = (
                not one or self.names.titles.type_of_word(mention.last, mention.last, False) is not SpeakerType.PERSON
            )
        type_ = SpeakerType.INSTITUTION if body else SpeakerType.PERSON
        return self._as_named(self.names.of_text(text, type_), text)

    def _as_named(self, named: Named, printed: str) -> Resolved:
        how = ""
        if printed != named.name:
            known = " (learnt on this desk)" if self._learnt(printed) else " (roster)" if named.entry else ""
            how = f"“{printed}” is {named.name}{known}"
        return Resolved(SpeakerName(named.name, named.type), how, named)

    def _joint(self, mention: Mention) -> Resolved | None:
        """Cases such as "Kerry and Lavrov said": names joined by "and", with appositives between them or not."""
        n = mention.phrase_first - 1
        own = self.names.place(mention.last)
        if n < 1 or own is None or self.items[n].low != "and":
            return None
        return self.together.of(own)

    def _is_place(self, named: Named) -> bool:
        return named.name.lower() in self.lexicon.places

    # Pronouns.

    def _pronoun(self, mention: Mention, depth: int) -> Resolved:
        low = self.items[mention.first].low
        if low in GENDERS:
            person = self._person(mention.first)
            return person if person is not NOBODY else self._nameless(mention.first)
        if low == "it":
            return self._spoken_of(mention.first, depth) or self._body(mention.first)
        if low in ("they", "them"):
            several = self._spoken_of(mention.first, depth) or self._pair(mention.first)
            body = several or self._body(mention.first)
            found = body.named is not None and not self._is_place(body.named)
            return body if several or found else self._anybody(mention.first)
        return NOBODY

    def _nameless(self, n: int) -> Resolved:
        """Who "he" or "she" is where nobody has a name: the first phrase for a person, here or a sentence back."""
        for sentence in (self.narration.sentence_of[n], self.narration.sentence_of[n] - 1):
            numbers = self.narration.sentence(sentence) if sentence >= 0 else range(0)
            for k in range(numbers.start, min(n, numbers.stop)):
                mention = None if self.items[k].quote >= 0 else self.finder.starting_at(k, min(n, numbers.stop))
                head = self.items[mention.last] if mention is not None else self.items[k]
                known = head.person and not head.low.endswith("s")
                if mention is not None and mention.form is Form.NOMINAL and known:
                    return self._nominal(mention, 1)
        return NOBODY

    def _spoken_of(self, n: int, depth: int) -> Resolved | None:
        """What "it" or "they" takes up from the sentences before: the paper that says, the groups that wrote."""
        plural = self.items[n].low != "it"
        if depth >= _DEEPEST:
            return None
        opening = self.finder.starting_at(self.narration.sentence_at(n).start, n)
        if opening is not None and opening.form is Form.NOMINAL and self.items[opening.last].low in _BODIES:
            return self._taken_up(n, self._nominal(opening, depth + 1))
        for subject in self.pronouns.parts.subjects_before(n):
            head, named = self.items[subject.last].low, self.names.at(subject.last)
            is_body = named is not None and named.type is SpeakerType.INSTITUTION and not self._is_place(named)
            if subject.form is Form.NAME and is_body:
                return self._taken_up(n, self._name(subject))
            if subject.form is Form.NAME and plural and (found := self._joint(subject)) is not None:
                return self._taken_up(n, found)
            several = head.endswith("s") and head not in self.lexicon.body_words
            known = head in self.lexicon.body_nouns or (plural and head in self.lexicon.people)
            if subject.form is Form.NOMINAL and known and several == plural:
                found = self._nominal(subject, depth + 1)
                if plural or found.named is not None:
                    return self._taken_up(n, found)
        return None

    def _pair(self, n: int) -> Resolved | None:
        """Two people named together in one of the last sentences."""
        for place in self._near(n):
            if self.narration.sentence_of[n] - self.narration.sentence_of[place.first] > _LAST_SENTENCES:
                break
            found = self.together.of(place) if place.named.type is SpeakerType.PERSON else None
            if found is not None:
                return self._taken_up(n, found)
        return None

    def _taken_up(self, n: int, found: Resolved) -> Resolved | None:
        if not found.speaker.name:
            return None
        return Resolved(found.speaker, f"“{self.items[n].text}” is {found.speaker.name}, spoken of before", found.named)

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
            if self.narration.paragraph_of[place.first] < self.narration.paragraph_of[n] - _REACH:
                break
            yield place

    # Phrases with a common noun.

    def _nominal(self, mention: Mention, depth: int) -> Resolved:
        head = self.items[mention.last].low
        printed = self._printed(mention)
        definite = self._is_definite(mention)
        own = self.names.at(mention.last)
        if own is not None and own.type is SpeakerType.PERSON and own.last_name == head:
            return self._as_named(own, printed)
        joint = mention.phrase_first - 1
        if mention.first == mention.phrase_first and joint > 1 and self.items[joint].low == "and" and depth < _DEEPEST:
            first = self.finder.ending_at(joint - 1, self.narration.sentence_at(joint).start)
            the = first is not None and self.items[first.phrase_first].low == "the"
            singular = not head.endswith("s") and head in self.lexicon.people
            if first is not None and the and singular and self.items[first.last].person:
                return self.resolve(first, depth + 1)
        described = self.roles.beside(mention)
        if described is not None:
            return self._as_named(described, printed)
        learnt = self._learnt(printed)
        if learnt:
            return self._as_named(self.names.of_text(learnt.name, learnt.type), printed)
        owned = self._owned_body(mention)
        if owned:
            return owned
        if head in DOCUMENTS and depth < _DEEPEST:
            issuer = self._issuer(mention, depth)
            return issuer if issuer is not NOBODY else Resolved(SpeakerName(printed, SpeakerType.UNNAMED))
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
            if modifiers or (mention.described and self.items[mention.first - 1].possessive):
                text = (
                    printed
                    if modifiers
                    else f"{self._untitled(mention.described)} {printed}".replace(" ’s", "’s").replace(" 's", "'s")
                )
                return self._as_named(self.names.of_text(text, SpeakerType.INSTITUTION), printed)
            return Resolved(SpeakerName(printed, SpeakerType.INSTITUTION if definite else SpeakerType.UNNAMED))
        if definite and (head not in self.lexicon.unnamed or head in _OFTEN_NAMED):
            person = self._antecedent_person(mention, head)
            if person:
                return person
        if head not in self.lexicon.unnamed and not definite and (ahead := self._named_ahead(mention, head)):
            return ahead
        return Resolved(SpeakerName(self._with_body(mention), SpeakerType.UNNAMED), "no name is given")

    def _untitled(self, owner: str) -> str:
        """The words of an owner without the titles before a name: "Prime Minister Ada Lund"."""
        words = owner.split()
        titles = self.lexicon.titles | self.lexicon.people
        while len(words) > 1 and words[0].lower().rstrip(".") in titles:
            del words[0]
        return " ".join(words)

    def _with_body(self, mention: Mention) -> str:
        """An unnamed source with the body it belongs to: "officials at the Ministry of Fish"."""
        printed, n = self._printed(mention), mention.last + 1
        if n + 1 >= len(self.items) or self.items[n].low not in ("at", "from", "with"):
            return printed
        place = self.names.place(n + 1 + (self.items[n + 1].low == "the"))
        if place is None or place.named.type is not SpeakerType.INSTITUTION or self._is_place(place.named):
            return printed
        return f"{printed} {' '.join(self.narration.span(n, place.last).of(self.narration.text).split())}"

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
        """Cases such as "the ministry": the last body with that word in its name, or right beside it, or else any."""
        bodies = [p for p in self._near(mention.first) if p.named.type is SpeakerType.INSTITUTION]
        own = (p.named for p in bodies if head in p.named.name.lower().split())
        beside = (p.named for p in bodies if not self._is_place(p.named) and head in self._around(p))
        named = next(own, None) or next(beside, None) or self._only_body(mention.first, head)
        if named is None and head in self.lexicon.any_bodies and mention.first == mention.last:
            found = self.pronouns.body(mention.first)
            fits = found is not None and not self._is_place(found) and not self._is_of_state(found)
            named = found if fits else None
        if named is None:
            return None
        return Resolved(SpeakerName(named.name, named.type), f"“the {head}” is {named.name}, named before", named)

    def _only_body(self, n: int, head: str) -> Named | None:
        """The one body, anywhere before item `n`, that has a word in its name."""
        if head not in self.lexicon.any_bodies and head not in self.lexicon.state_bodies:
            return None
        before = (p.named for p in self.names.before(n) if p.named.type is SpeakerType.INSTITUTION)
        found = {named for named in before if head in named.name.lower().split()}
        return found.pop() if len(found) == 1 else None

    def _around(self, place: Place) -> set[str]:
        """The words right beside a naming."""
        return {i.low for i in self.items[max(0, place.first - 3) : place.last + 3] if i.quote < 0}

    def _is_of_state(self, named: Named) -> bool:
        return any(word in self.lexicon.state_bodies for word in named.name.lower().split())

    def _antecedent_company(self, mention: Mention, head: str) -> Resolved | None:
        """ "The company": the last name that opens a paragraph and that nothing describes as a person."""
        if head not in _COMPANIES:
            return None
        for place in self._near(mention.first):
            named, paragraph = place.named, self.narration.paragraph_of[place.first]
            opens = self.narration.paragraph(paragraph).start == place.first
            person = named.words or named.gender or named.first_name in self.lexicon.first_names
            if named.type is SpeakerType.PERSON and opens and not person:
                named.type = SpeakerType.INSTITUTION
                how = f"“the {head}” is {named.name}, named before"
                return Resolved(SpeakerName(named.name, named.type), how, named)
        return None

    def _antecedent_person(self, mention: Mention, head: str) -> Resolved | None:
        known = self.roles.called(mention, head)
        if known is None and (ahead := self._named_ahead(mention, head)):
            return ahead
        named = known or self.roles.meant(mention, head)
        if named is None:
            return None
        how = "described so before" if known else "the one spoken of"
        return Resolved(
            SpeakerName(named.name, named.type), f"“the {self._printed(mention)}” is {named.name}, {how}", named
        )

    def _named_ahead(self, mention: Mention, head: str) -> Resolved | None:
        named = self.roles.ahead(mention, head)
        if named is None:
            return None
        how = f"“{self._printed(mention)}” is {named.name}, named soon after"
        return Resolved(SpeakerName(named.name, named.type), how, named)

    def _issuer(self, mention: Mention, depth: int) -> Resolved:
        """Cases such as "the statement": whoever issued the last one spoken of."""
        owner_word = self.items[mention.phrase_first].low
        owner = self.documents.owner(mention)
        if owner is None and owner_word in ("his", "her", "its", "their"):
            own = self._person if owner_word in ("his", "her") else self._body
            found = own(mention.phrase_first)
            how = f"“{owner_word} {self.items[mention.last].low}” is the one by {found.speaker.name}"
            return Resolved(found.speaker, how, found.named)
        for issuer in (owner,) if owner else self.documents.issuers(mention):
            found = self.resolve(issuer, depth + 1)
            if found.speaker.name:
                how = f"“{self._printed(mention)}” is the one by {found.speaker.name}"
                return Resolved(found.speaker, how, found.named)
        return NOBODY

    def _printed(self, mention: Mention) -> str:
        printed = " ".join(self.narration.span(mention.first, mention.last).of(self.narration.text).split())
        opens = self.narration.sentence_at(mention.first).start == mention.first
        lowers = mention.form is Form.NOMINAL and opens and self.items[mention.first].person
        return printed[0].lower() + printed[1:] if lowers else printed
