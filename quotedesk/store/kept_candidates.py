"""The candidates that wordings keep, in the desk: a wording that newcomers reach need not be looked up anew for them.

A wording without a row keeps none. Each candidate is five bytes, the best first: how often they do not meet, the code.
"""

from collections.abc import Collection, Iterator, Mapping
from struct import Struct

import numpy as np
from sqlalchemy import Connection

from quotedesk.collation.arrays import Ints
from quotedesk.collation.candidates import Candidates, Kept
from quotedesk.collation.prints import CODE_BITS
from quotedesk.store import derived_rows, quick
from quotedesk.store.derived_tables import CandidateEntry

_PACKED = Struct(">BI")
_SIZE = _PACKED.size
_MOST = 255  # times that two wordings can meet


def load(connection: Connection, codes: Collection[int]) -> dict[int, Kept]:
    """What these wordings keep, an empty list where it is nothing."""
    found = quick.rows(connection, f"SELECT code, kept FROM candidates WHERE code {quick.AMONG}", codes)
    return {code: Kept() for code in codes} | {
        code: [(met - _MOST, longer) for met, longer in _PACKED.iter_unpack(kept)] for code, kept in found
    }


def save(connection: Connection, kept: Mapping[int, Kept]) -> None:
    """Keep these in place of what the wordings kept before."""
    derived_rows.drop(connection, CandidateEntry.code, [code for code, found in kept.items() if not found])
    derived_rows.let(connection, CandidateEntry, [
        {"code": code, "kept": b"".join([_PACKED.pack(met + _MOST, longer) for met, longer in found])}
        for code, found in kept.items() if found
    ])  # fmt: skip


def save_all(connection: Connection, found: Candidates, codes: Ints, most: int) -> Iterator[None]:
    """Enter those of all codes (in order) into the empty table, so many rows at a time."""
    packed = (_MOST - found.met.astype(np.int64)) << CODE_BITS | codes[found.longer]
    order = np.lexsort((packed, found.shorter))
    raw = np.ascontiguousarray(packed[order].astype(">i8").view(np.uint8).reshape(-1, 8)[:, 8 - _SIZE :]).tobytes()
    first = np.flatnonzero(np.diff(found.shorter, prepend=-1))
    ends = (_SIZE * np.append(first[1:], len(packed))).tolist()
    owners, starts = codes[found.shorter[first]].tolist(), (_SIZE * first).tolist()
    for n in range(0, len(owners), most):
        rows = zip(owners[n : n + most], starts[n : n + most], ends[n : n + most], strict=True)
        derived_rows.put(connection, CandidateEntry, [{"code": code, "kept": raw[a:b]} for code, a, b in rows])
        yield
