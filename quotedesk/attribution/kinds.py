"""Whether words in quotation marks were said, were written, or are nobody's: scare quotes, titles, names, terms."""

from functools import lru_cache

from quotedesk.attribution.lexicon import Lexicon
from quotedesk.attribution.narration import Narration, begins_like_a_sentence, ends_like_a_sentence
from quotedesk.attribution.proposals import Proposal
from quotedesk.marks import Family

_BEFORE_TITLES = frozenset(["on", "of", "for", "in", "'s", "’s", "the", "at", "from", "by"])
_TITLED = ("titled", "entitled", "headlined")
_READ = ("read", "reads", "reading")
_THAT = ("which", "that", "one", "another", "others")
_GIVEN = ("words", "slogan", "slogans")
_CLOSE = 7
_REFUSE = ("refus", "declin")
_LONG = 6
_LONGEST_NAME = 9
_FEW = 4
_SHORT = 2
_KEPT = 64
_NETWORKS = frozenset(["facebook", "twitter", "telegram", "instagram"])
_NEAR = 12
_IN_A_ROW = 6
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "in",
        "on",
        "at",
        "for",
        "to",
        "by",
        "with",
        "from",
        "vs.",
        "v.",
        "&",
        "de",
        "la",
        "le",
    ]
)
FINITE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "am",
        "'s",
        "’s",
        "'re",
        "’re",
        "'m",
        "’m",
        "will",
        "would",
        "can",
        "could",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "n't",
        "n’t",
    ]
)


@lru_cache(_KEPT)
def is_name(text: str) -> bool:
    """Whether every word of weight is capitalised and nothing ends it like a sentence: a title or a name in marks."""
    words = text.strip(" ,").split(maxsplit=_LONGEST_NAME)
    if len(words) > _LONGEST_NAME or text.rstrip(" ,")[-1:] in "!?":
        return False
    initials = (w.strip("“”‘’'\"(),:")[:1] for w in words if w.lower() not in _SMALL)
    first = next(initials, None)
    return first is not None and _is_high(first) and all(map(_is_high, initials))


def _is_high(initial: str) -> bool:
    return initial.isupper() or initial.isdigit() or not initial.isalnum()


def is_nobodys(
    text: str,
    *,
    family: Family,
    usual: Family,
    narration: Narration,
    n: int,
    proposal: Proposal | None,
    lexicon: Lexicon,
) -> bool:
    """Whether the rules take the top-level words at item `n` for nobody's; `usual` is the article's usual mark."""
    words = text.split(maxsplit=_LONG)
    attributed = proposal is not None and proposal.cue is not None
    direct = attributed and proposal is not None and proposal.direct
    before = narration.items[n - 1] if n else None
    named = before is not None and before.quote < 0 and before.low in lexicon.naming
    if family is Family.SINGLE and usual is not Family.SINGLE and len(words) < (_FEW if direct else _LONG):
        return True
    if (
        is_name(text)
        and before is not None
        and before.low in _BEFORE_TITLES
        and not _judged(narration, proposal, lexicon)
    ):
        return True
    if is_name(text) and (len(words) > 1 or not direct):
        said = (direct and ends_like_a_sentence(text)) or (text.rstrip()[-1:] == "," and direct)
        return not said and not _judged(narration, proposal, lexicon)
    if named and before is not None and len(words) < _LONG and not (direct and text.rstrip()[-1:] == ","):
        return before.low not in ("called", "words") or not attributed
    if len(words) >= _LONG:
        return False
    if begins_like_a_sentence(text) and (ends_like_a_sentence(text) or text.rstrip()[-1:] == ","):
        opens = n == 0 or narration.sentence_of[n - 1] != narration.sentence_of[n]
        return proposal is None and not opens
    if attributed:
        return False
    if proposal is not None and proposal.like is not None:
        return len(words) <= _SHORT and not _goes_with_the_one_before(narration, n)
    return not any(w.lower() in FINITE for w in words) or proposal is None


def is_title_of_work(narration: Narration, n: int, lexicon: Lexicon) -> bool:
    """Whether the words at item `n` are the title of a work named right before ("her memoir, “Crumbs,”", "a post titled
    “We hear you”"), or that of a broadcast: "said on “Meet the Press”", "NBC’s “Today Show”", "told “Fox and Friends”",
    "talks with “The View”".
    """
    items, text = narration.items, narration.items[n].text
    k = n - 1 - (n > 0 and items[n - 1].text == ",")
    if k < 0 or not is_name(text.rstrip("?!, ")):
        return False
    if items[k].low in lexicon.works or items[k].low in _TITLED:
        return True
    if k < n - 1 or " " not in text.strip() or not narration.in_one_sentence(k, n):
        return False
    before = items[k - 1].low if k else ""
    with_it = items[k].low == "with" and before in lexicon.spoken_nouns
    return items[k].low in ("on", "told") or with_it or (items[k].possessive and before in lexicon.known_bodies)


def is_given_as_words(narration: Narration, n: int, lexicon: Lexicon) -> bool:
    """Whether what stands right before item `n` brings words as they were said or written: "a sign reading", "hats
    that read", "chants of", "the words", "the slogan"."""
    items = narration.items
    k = n - 1 - (n > 0 and items[n - 1].text in (",", ":"))
    if k < 1 or not narration.in_one_sentence(k - 1, n):
        return False
    before = items[k - 1].low
    if items[k].low in _READ:
        return before in lexicon.bearers or before in _THAT
    return (items[k].low in _GIVEN and before != "other") or (items[k].low == "of" and before in lexicon.choruses)


def is_refused(narration: Narration, n: int, lexicon: Lexicon) -> bool:
    """Whether the words at item `n` are those that somebody would not say: "refused to say the words “border tax”"."""
    items, low = narration.items, max(narration.sentence_at(n).start, n - _CLOSE)
    k = next((k for k in range(n - 1, low - 1, -1) if items[k].low in lexicon.say or items[k].quote >= 0), low)
    return k > low + 1 and items[k].quote < 0 and items[k - 1].low == "to" and items[k - 2].low.startswith(_REFUSE)


def is_attribute(text: str, start: int) -> bool:
    """Whether marked words, which begin at code point `start`, are the value of an attribute: `lang="en"`."""
    return text[max(0, start - _NEAR) : start].rstrip()[-2:-1] == "="


def _goes_with_the_one_before(narration: Narration, n: int) -> bool:
    """Fragments in a row: "A" and "B"; "A", "B" or a "C"."""
    for k in range(n - 1, max(-1, n - _IN_A_ROW), -1):
        if narration.items[k].quote >= 0:
            return any(i.low in ("and", "or", ",", "but", "as") for i in narration.items[k + 1 : n])
    return False


def _judged(narration: Narration, proposal: Proposal | None, lexicon: Lexicon) -> bool:
    """Whether the cue is one of calling: "called it a “Serious Error”"."""
    if proposal is None or proposal.cue is None:
        return False
    return lexicon.judge.get(narration.items[proposal.cue[0]].low) is not None


def _stands_in(narration: Narration, cue: int, noun: int) -> bool:
    """Whether a noun behind the cue says where the words stand: "said in a statement", not "said the letter was"."""
    between = [i.low for i in narration.items[max(cue + 1, noun - _FEW - 1) : noun]]
    return any(w in ("in", "on", "via", "through", "by", "following", "from") for w in between)


def is_written(narration: Narration, proposal: Proposal | None, lexicon: Lexicon) -> bool:
    """Whether the sentence of the cue speaks of writing: "wrote", "in a statement", "a report says"."""
    if proposal is None or proposal.cue is None:
        return False
    cue = proposal.cue[0]
    verb = narration.items[cue].cue
    if verb in lexicon.written_verbs:
        return True
    sentence = narration.sentence_at(cue)
    near = range(max(sentence.start, cue - _NEAR), min(sentence.stop, cue + _NEAR + 1))
    if lexicon.written_nouns.isdisjoint([item.low for item in narration.items[near.start : near.stop]]):
        return False
    for k in near:
        item = narration.items[k]
        if item.quote >= 0 or (item.capital and item.low not in _NETWORKS) or item.low not in lexicon.written_nouns:
            continue
        if proposal.mention is not None and k == proposal.mention.last:
            return True
        if verb == "quote" or (k > cue and verb not in lexicon.think.values() and not _stands_in(narration, cue, k)):
            continue
        earlier = [i.low for i in narration.items[max(0, k - 4) : k]]
        if any(
            w in ("in", "on", "via", "the", "a", "following", "released", "issued", "from", "his", "her", "its")
            for w in earlier
        ):
            return True
    return False
