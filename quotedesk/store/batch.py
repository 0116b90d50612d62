"""Grouping all quotes of a desk at once: on a small desk after each deed, on a large one when it has doubled."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import Connection, select

from quotedesk.collation import candidates
from quotedesk.collation import grouping as engine
from quotedesk.collation.arrays import Ints
from quotedesk.collation.candidates import Candidates
from quotedesk.collation.corpus import Corpus, read
from quotedesk.collation.evidence import Pairs
from quotedesk.collation.frozen import Frozen
from quotedesk.collation.prints import CODE_BITS, features
from quotedesk.collation.spelling import Spelling
from quotedesk.collation.statement import Link, Passage, Suggestion
from quotedesk.collation.suggestions import suggest
from quotedesk.store import (
    derived_rows,
    equal_name_rows,
    frozen_words,
    grouping,
    kept_candidates,
    link_rows,
    regrouping,
    statement_rows,
)
from quotedesk.store.derived_tables import (
    CandidateEntry,
    EdgeEntry,
    FeatureEntry,
    StatementEntry,
    SuggestionEntry,
    Ungrouped,
    WitnessEntry,
)
from quotedesk.store.feature_index import LATE, FeatureIndex
from quotedesk.store.grouping import Touched
from quotedesk.store.recorder import Row
from quotedesk.store.records import Changes

if TYPE_CHECKING:
    from quotedesk.store.desk import Desk

Report = Callable[[int, int], None]
Stopped = Callable[[], bool]

_FEW = 0.02
"""The share of a desk's quotes that may wait to be grouped one by one; more are grouped faster all at once."""
_STEP = 20
"""How many quotes are grouped in one transaction: a deed waits for that at most."""
_CHUNK = 20_000
_BLINK = 0.01  # seconds
_ALL = (CandidateEntry, EdgeEntry, FeatureEntry, StatementEntry, SuggestionEntry, Ungrouped, WitnessEntry)


class _StoppedError(Exception):
    """Somebody asked the work to end."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """All quotes of a desk grouped: the passages by private key, and what is to be stored of them."""

    passages: Mapping[int, Passage]
    corpus: Corpus
    near: Candidates
    pairs: Pairs
    trees: Sequence[Sequence[Passage]]
    suggestions: Sequence[Suggestion]


def regroup(desk: "Desk", report: Report | None = None, stopped: Stopped | None = None) -> Changes:
    """Group what waits to be grouped; count the desk's words anew, and group all quotes, when it is time for that.

    Where somebody stops it, what is grouped by then stays so, and the rest goes on waiting.
    """
    report, stopped = report or _unheard, stopped or _never
    with desk.reading() as connection:
        if not grouping.is_behind(connection):
            return Changes()
        waiting = grouping.waiting_quotes(connection)
        few = not grouping.is_due(connection, len(waiting)) and len(waiting) <= _FEW * grouping.count(connection)
    try:
        if few:
            return _one_by_one(desk, waiting, report, stopped)
        return _all_at_once(desk, report, stopped)
    except _StoppedError:
        return Changes()


def rebuild(connection: Connection, frozen: Frozen | None = None) -> None:
    """Group all quotes in the transaction of `connection`; with the words as they are counted now, or `frozen`."""
    _store(connection, _grouped(connection, frozen, _never), _never)


def is_indexed(connection: Connection) -> bool:
    """Whether the index holds what the quotes that are grouped are found by, and edges lead from such to such."""
    equal_name_rows.put_in_force(connection)
    frozen = frozen_words.load(connection)
    expected = _entries(read(list(grouping.passages(connection).values()), frozen))
    stored = [entry % LATE for entry in connection.scalars(select(FeatureEntry.entry))]
    known = select(WitnessEntry.quote_id)
    loose = EdgeEntry.shorter.not_in(known) | EdgeEntry.longer.not_in(known)
    return expected.tolist() == sorted(stored) and not connection.scalar(
        select(select(EdgeEntry).where(loose).exists())
    )


def _never() -> bool:
    return False


def _unheard(_done: int, _total: int) -> None:
    pass


def _one_by_one(desk: "Desk", waiting: Sequence[int], report: Report, stopped: Stopped) -> Changes:
    done = 0
    for start in range(0, len(waiting), _STEP):
        report(done, len(waiting))
        if stopped():
            break
        some = waiting[start : start + _STEP]
        with desk.writing() as connection:
            regrouping.update(connection, Touched(set(some)), grouping.words(connection, some))
        done += len(some)
    report(done, len(waiting))
    return Changes(statements=done > 0)


def _all_at_once(desk: "Desk", report: Report, stopped: Stopped) -> Changes:
    with desk.reading() as connection:
        total = grouping.count(connection) + len(grouping.waiting_quotes(connection))
    report(0, total)
    beside = ThreadPoolExecutor(1, "grouping")
    try:
        work = beside.submit(_read_and_grouped, desk, stopped)
        while not work.done():
            wait([work], _BLINK)
            # The deed that wants this to end need not wait until it does; what it comes to is dropped.
            _look(stopped)
    finally:
        beside.shutdown(wait=False)
    found = work.result()
    with desk.writing() as connection:
        _store(connection, found, stopped)
    report(total, total)
    return Changes(statements=True)


def _read_and_grouped(desk: "Desk", stopped: Stopped) -> Grouped:
    with desk.reading() as connection:
        return _grouped(connection, None, stopped)


def _grouped(connection: Connection, frozen: Frozen | None, stopped: Stopped) -> Grouped:
    equal_name_rows.put_in_force(connection)
    found = grouping.passages(connection)
    names = {id: passage.id for id, passage in found.items()}
    links = [
        Link(names[link.a], names[link.b], link.same)
        for link in link_rows.all_present(connection)
        if link.a in names and link.b in names
    ]
    _look(stopped)
    corpus = read(list(found.values()), frozen)
    _look(stopped)
    near = candidates.find(corpus)
    _look(stopped)
    pairs = engine.verified(corpus, near)
    _look(stopped)
    root = engine.linked(corpus, pairs, links)
    trees = [[corpus.passages[n] for n in members] for members in engine.members(corpus, root)]
    _look(stopped)
    return Grouped(found, corpus, near, pairs, trees, suggest(corpus, pairs, root))


def _store(connection: Connection, found: Grouped, stopped: Stopped) -> None:
    """Put all of this in the place of what the desk knew about statements."""
    derived_rows.clear(connection, *_ALL)
    corpus, ids = found.corpus, {passage.id: id for id, passage in found.passages.items()}
    frozen_words.save(connection, corpus.frozen)
    frozen_words.remember(connection, grouped=len(ids), due=0, version=grouping.version(connection))
    _look(stopped)
    index = FeatureIndex(connection)
    entries = _entries(corpus)
    for start in range(0, len(entries), _CHUNK):
        index.enter(entries[start : start + _CHUNK].tolist())
        _look(stopped)
    for _ in kept_candidates.save_all(connection, found.near, np.unique(corpus.codes), _CHUNK):
        _look(stopped)
    for rows in _edges(found, ids):
        derived_rows.put(connection, EdgeEntry, rows)
        _look(stopped)
    numbers = corpus.codes[corpus.wording].tolist()
    codes = {ids[passage.id]: code for passage, code in zip(corpus.passages, numbers, strict=True)}
    made: list[tuple[Row | None, list[Row]]] = []
    size, spelling = 0, Spelling()
    for tree in found.trees:
        quotes = [ids[passage.id] for passage in tree]
        before = {id: statement_rows.alone(id, codes[id]) for id in quotes}
        spelling.renew()
        rows = statement_rows.witnesses(quotes, before, found.passages, spelling)
        made.append((statement_rows.statement(rows), rows))
        size += len(rows)
        if size >= _CHUNK:
            _put(connection, made)
            made, size = [], 0
            _look(stopped)
    _put(connection, made)
    derived_rows.put(connection, SuggestionEntry, [
        {"a": ids[s.a], "b": ids[s.b], "score": s.score, "why": s.why} for s in found.suggestions
    ])  # fmt: skip


def _entries(corpus: Corpus) -> Ints:
    """What the index holds, in its order (see `prints.pack`)."""
    made = features(corpus)
    probes = made.feature.astype(np.int64) << 1 | made.probe
    return np.unique(probes << CODE_BITS | corpus.codes[made.wording])


def _put(connection: Connection, made: Sequence[tuple[Row | None, Sequence[Row]]]) -> None:
    derived_rows.put(connection, WitnessEntry, [row for _, rows in made for row in rows])
    derived_rows.put(connection, StatementEntry, [row for row, _ in made if row is not None])


def _edges(found: Grouped, ids: Mapping[str, int]) -> Iterator[list[Row]]:
    """The rows of all edges worth remembering."""
    corpus, pairs = found.corpus, found.pairs
    key = np.array([ids[passage.id] for passage in corpus.passages], dtype=np.int64)
    kept = np.flatnonzero(pairs.score > engine.WEAK)
    shorter, longer = pairs.shorter[kept], pairs.longer[kept]
    alike = corpus.wording[shorter] == corpus.wording[longer]
    columns = (key[shorter], key[longer], pairs.score[kept], alike.astype(np.int64))
    for start in range(0, len(kept), _CHUNK):
        rows = zip(*(column[start : start + _CHUNK].tolist() for column in columns), strict=True)
        yield [{"shorter": a, "longer": b, "score": score, "alike": same} for a, b, score, same in rows]


def _look(stopped: Stopped) -> None:
    if stopped():
        raise _StoppedError
