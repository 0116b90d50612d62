"""What the words beside a name call the one who is named: titles, roles, kin."""

from quotedesk.attribution.lexicon import POSSESSIVE, Lexicon
from quotedesk.attribution.narration import Item

_BEFORE = 5
_APPOSITIVE = 9
_OTHERS = frozenset(["whose", "who", "and", "but", "his", "her", "their", "as", "when", "while"])


def described(items: list[Item], first: int, last: int, lexicon: Lexicon) -> set[str]:
    """The role words right before a name, or in the appositive right behind it."""
    found = set()
    n = first - 1
    if n >= 0 and items[n].text == ",":
        n -= 1
    for k in range(n, max(-1, n - _BEFORE), -1):
        item = items[k]
        if item.quote >= 0 or item.sentence != items[first].sentence or not item.is_word:
            break
        if item.low in lexicon.people:
            found.add(item.low)
        elif item.function or item.cue:
            break
    if last + 2 < len(items) and items[last + 1].text == ",":
        for k in range(last + 2, min(last + 10, len(items))):
            item = items[k]
            inside = item.is_word or (item.glued and (item.text == "-" or item.low in POSSESSIVE))
            if item.quote >= 0 or item.sentence != items[last].sentence or not inside:
                break
            if item.low in lexicon.prepositions or item.low in _OTHERS or item.cue:
                break
            named = k + 1 < len(items) and items[k + 1].capital and items[k + 1].sentence == item.sentence
            if item.low in lexicon.people and not named:
                found.add(item.low)
    return found


def describes_body(items: list[Item], last: int, lexicon: Lexicon) -> bool:
    """Whether the appositive behind a name that ends with item `last` calls it a body: "Vanta, a news website,"."""
    if last + 3 >= len(items) or items[last + 1].text != "," or items[last + 2].low not in ("a", "an", "the"):
        return False
    for n in range(last + 3, min(last + _APPOSITIVE, len(items))):
        item = items[n]
        if item.sentence != items[last].sentence or item.quote >= 0 or not (item.noun or item.glued):
            break
        after = items[n + 1] if n + 1 < len(items) else None
        if after is not None and (after.text in (",", ".") or (after.function and after.low not in POSSESSIVE)):
            return item.low in lexicon.body_nouns and after.low not in ("who", "whose")
    return False
