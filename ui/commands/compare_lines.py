"""`quotedesk compare --jsonl`: quotes a line in, statements out; it starts without what only desks need."""

import gc
import sys
from collections.abc import Iterable

from quotedesk.collation.grouping import grouped
from quotedesk.engine import dumps
from quotedesk.export import comparison


def lines(source: Iterable[bytes], *, tables: bool) -> int:
    """Groups the quotes of standard input; a line that is no quote is reported and left out."""
    gc.disable()  # of millions of small records none is garbage, and looking for some takes a third of the time
    passages, errors = comparison.read_passages(source)
    found, suggestions = grouped(passages)
    for piece in comparison.written(found, suggestions, tables=tables):
        sys.stdout.write(piece)
    print()
    for error in errors:
        print(dumps(error), file=sys.stderr)
    return 1 if errors else 0
