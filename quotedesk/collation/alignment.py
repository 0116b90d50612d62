"""Many witnesses word by word, as the rows of a table.

They are aligned with each other (see `profile`); then neighbouring columns that no witness fills both of are put
together, where gaps have spread substitutions over several columns.
"""

import re
from collections.abc import Sequence

import numpy as np

from quotedesk.collation.normal import Token, tokens
from quotedesk.collation.profile import in_columns
from quotedesk.collation.statement import Table
from quotedesk.collation.worth import Word, Worth, worth_of

_MOST_WORDS = 6000  # distinct words in all witnesses beyond which these are no quotes, and nothing is aligned
_PRINTED = re.compile(r"\S+")

Column = dict[int, int]
"""A column under construction: which cell (by number) each witness (by number) has in it."""


def cells(text: str) -> list[tuple[str, Word]]:
    """The text as cells: printed words with their punctuation, each with the word that matching knows it by.

    A name of several words ("Islamic State") is one cell, and a mark that stands alone goes with the word before it (at
    the start, with the word after it). Joined by single spaces the cells are the text, its white space made single.
    """
    found = tokens(text)
    printed: list[list[str]] = []
    held: list[list[Token]] = []
    at, end = 0, 0
    for match in _PRINTED.finditer(text):
        starting = at
        while at < len(found) and found[at].start < match.end():
            at += 1
        here = found[starting:at]
        if printed and (match.start() < end or not here or not held[-1]):
            printed[-1].append(match.group())
            held[-1] += here
        else:
            printed.append([match.group()])
            held.append(here)
        end = max([end, *(t.end for t in here)])
    return [(" ".join(p), _word(h)) for p, h in zip(printed, held, strict=True)]


def _word(held: Sequence[Token]) -> Word:
    return " ".join(t.fold for t in held if t.keys), tuple(key for t in held for key in t.keys)


def align(texts: Sequence[str]) -> Table:
    """The collation table of the texts: a row for each column of the alignment, a cell for each text in their order.

    The cells of a text that are not None give back its words in order, each with its punctuation. Printings with the
    same words are aligned as one.
    """
    witnesses = [cells(text) for text in texts]
    words: dict[Word, int] = {}
    numbered = [tuple(words.setdefault(word, len(words)) for _, word in witness) for witness in witnesses]
    wordings = list(dict.fromkeys(n for n in numbered if n))
    if len(words) > _MOST_WORDS:
        columns = _one_after_another(wordings)
    else:
        columns = _columns(wordings, worth_of(list(words)))
    place = {wording: n for n, wording in enumerate(wordings)}
    rows = []
    for column in columns:
        chosen = [column.get(place[n]) if n else None for n in numbered]
        rows.append(tuple(None if c is None else w[c][0] for c, w in zip(chosen, witnesses, strict=True)))
    return tuple(rows)


def _columns(wordings: Sequence[tuple[int, ...]], worth: Worth) -> list[Column]:
    if not wordings:
        return []
    lengths = np.array([len(wording) for wording in wordings])
    words = np.full((len(wordings), lengths.max()), -1)
    for n, wording in enumerate(wordings):
        words[n, : len(wording)] = wording
    place, count = in_columns(words, lengths, worth)
    columns: list[Column] = [{} for _ in range(count)]
    for witness, (length, places) in enumerate(zip(lengths.tolist(), place.tolist(), strict=True)):
        for cell in range(length):
            columns[places[cell]][witness] = cell
    return _put_together(columns)


def _one_after_another(wordings: Sequence[tuple[int, ...]]) -> list[Column]:
    return [{n: cell} for n, wording in enumerate(wordings) for cell in range(len(wording))]


def _put_together(columns: list[Column]) -> list[Column]:
    """Joins neighbouring columns that no witness fills both of, where the words stand for each other.

    They do when on one side, the same for both, every witness of either goes on: a substitution, not the end of one
    witness beside the start of another.
    """
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for n, column in enumerate(columns):
        for witness in column:
            first.setdefault(witness, n)
            last[witness] = n
    out: list[Column] = []
    for n, column in enumerate(columns):
        if out and out[-1].keys().isdisjoint(column):
            both = [*out[-1], *column]
            if all(first[w] < n - 1 for w in both) or all(last[w] > n for w in both):
                out[-1] = out[-1] | column
                continue
        out.append(column)
    return out
