"""What the words beside a name call the one who is named: titles, roles, kin."""

from quotedesk.attribution.narration import Narration

_BEFORE = 5
_APPOSITIVE = 9
_OTHERS = frozenset(["whose", "who", "and", "but", "his", "her", "their", "as", "when", "while"])


def described(narration: Narration, first: int, last: int) -> set[str]:
    """The role words right before a name, or in the appositive right behind it."""
    found, items = set(), narration.items
    start, n = narration.sentence_at(first).start, first - 1
    if n >= 0 and items[n].text == ",":
        n -= 1
    for item in items[max(start, n - _BEFORE + 1) : n + 1][::-1]:
        if not item.is_word:
            break
        if item.person:
            found.add(item.low)
        elif item.function or item.cue:
            break
    if last + 2 < len(items) and items[last + 1].text == ",":
        stop = narration.sentence_at(last).stop
        for k in range(last + 2, min(last + _APPOSITIVE + 1, stop)):
            item = items[k]
            if not (item.is_word or (item.glued and (item.text == "-" or item.possessive))):
                break
            if item.preposition or item.low in _OTHERS or item.cue:
                break
            if item.person and not (k + 1 < stop and items[k + 1].capital):
                found.add(item.low)
    return found


def describes_body(narration: Narration, last: int) -> bool:
    """Whether the appositive behind a name that ends with item `last` calls it a body: "Vanta, a news website,"."""
    items = narration.items
    if last + 3 >= len(items) or items[last + 1].text != "," or items[last + 2].low not in ("a", "an", "the"):
        return False
    for n in range(last + 3, min(last + _APPOSITIVE, len(items))):
        item = items[n]
        if not narration.in_one_sentence(n, last) or item.quote >= 0 or not (item.noun or item.glued):
            break
        after = items[n + 1] if n + 1 < len(items) else None
        if after is not None and (after.text in (",", ".") or (after.function and not after.possessive)):
            return item.body and after.low not in ("who", "whose")
    return False
