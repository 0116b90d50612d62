"""Pull quotes and headlines: the same words as another quote of the article, as printed or shortened."""

from rapidfuzz import fuzz

_HEADLINE = 3
_PULLED = 40
_ALIKE = 90.0


def within(words: str, longer: str) -> bool:
    """Whether `longer` holds the words in their order, with little between them, as headlines shorten a quote."""
    wanted, given = words.split(), longer.split()
    for start, word in enumerate(given):
        if word != wanted[0] or len(wanted) < _HEADLINE:
            continue
        at = start
        for word_wanted in wanted[1:]:
            ahead = given[at + 1 : at + 4]
            if word_wanted not in ahead:
                break
            at += 1 + ahead.index(word_wanted)
        else:
            return True
    return False


def same_words(words: str, longer: str) -> bool:
    """Whether `words` stand in `longer`, or all but do when they are many."""
    if f" {words} " in longer:
        return True
    return (
        len(words) >= _PULLED
        and fuzz.partial_ratio(words, longer, score_cutoff=_ALIKE) > 0
        and len(words) < len(longer) + 9
    )
