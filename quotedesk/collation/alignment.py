"""Many witnesses word by word: progressive profile alignment.

The witnesses join one after another, the one that shares most with the fullest first; each is laid against the columns
so far, a column being worth to a word what its words are worth on the average. Then neighbouring columns that no
witness fills both of are put together: the gaps of a progressive alignment spread substitutions over several columns.
"""

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import LCSseq

from quotedesk.collation.normal import Token, tokens
from quotedesk.collation.path import best_path, side_by_side, too_long
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
    order = _order(wordings)
    columns: list[Column] = [{order[0]: cell} for cell in range(len(wordings[order[0]]))]
    # counts[c, w]: how many witnesses have word w in column c
    counts = np.zeros((len(columns), len(worth.bounds) - 1), dtype=np.float32)
    counts[np.arange(len(columns)), wordings[order[0]]] = 1
    for joined, witness in enumerate(order[1:], 1):
        words = wordings[witness]
        if too_long(len(columns), len(words)):
            steps = side_by_side(len(columns), len(words))
        else:
            held = np.maximum(counts.sum(axis=1, keepdims=True), 0.5 * joined)
            steps = best_path(worth.scores(counts, words) / held)
        old = [(n, column) for n, (column, _) in enumerate(steps) if column is not None]
        new = [(n, cell) for n, (_, cell) in enumerate(steps) if cell is not None]
        grown: list[Column] = [{} for _ in steps]
        for n, column in old:
            grown[n] = columns[column]
        for n, cell in new:
            grown[n][witness] = cell
        columns = grown
        kept, counts = counts, np.zeros((len(steps), len(worth.bounds) - 1), dtype=np.float32)
        counts[[n for n, _ in old]] = kept
        counts[[n for n, _ in new], words] += 1
    return _put_together(columns)


def _one_after_another(wordings: Sequence[tuple[int, ...]]) -> list[Column]:
    return [{n: cell} for n, wording in enumerate(wordings) for cell in range(len(wording))]


def _order(wordings: Sequence[tuple[int, ...]]) -> list[int]:
    """The fullest first, then by how much they share with it."""
    texts = ["".join(map(chr, (0x4E00 + word for word in wording))) for wording in wordings]
    fullest = max(range(len(texts)), key=lambda n: (len(texts[n]), -n))
    shared = [LCSseq.similarity(texts[fullest], text) for text in texts]
    others = (n for n in range(len(texts)) if n != fullest)
    return [fullest, *sorted(others, key=lambda n: (-shared[n] / len(texts[n]), -len(texts[n]), n))]


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
