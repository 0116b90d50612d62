"""`quotedesk compare --jsonl`: quotes a line in, statements out; it starts without what only desks need."""

import gc
import sys
from collections.abc import Iterable
from itertools import islice

from quotedesk.collation.grouping import grouped
from quotedesk.engine import dumps
from quotedesk.export import comparison

_AT_ONCE = 1 << 10  # statements that are written in one go


def lines(source: Iterable[bytes], *, tables: bool) -> int:
    """Groups the quotes of standard input; a line that is no quote is reported and left out."""
    gc.disable()  # of millions of small records none is garbage, and looking for some takes a third of the time
    passages, errors = comparison.read_passages(source)
    found, suggestions = grouped(passages, why=False)
    pieces = comparison.written(found, suggestions, tables=tables)
    while some := "".join(islice(pieces, _AT_ONCE)):
        sys.stdout.write(some)
    print()
    gc.freeze()  # nor is any at the end
    for error in errors:
        print(dumps(error), file=sys.stderr)
    return 1 if errors else 0
