"""The grouping that follows a deed. How it is done stands in `batch` and `regrouping`, imported when first needed."""

import logging
from collections.abc import Mapping

from sqlalchemy import Connection

from quotedesk.store import grouping

AT_ONCE = 500
"""How many quotes a deed may move and still have them grouped before it is done."""

_log = logging.getLogger(__name__)


def follow(connection: Connection, found: grouping.Touched, said: Mapping[int, str], *, group: bool = True) -> bool:
    """Bring the statements up to date with what a deed touched; True where they may be others now.

    `said` are the words that quotes had before the deed, by private key. Quotes that are not to be grouped now, are too
    many, or come after too many, wait for `batch.regroup`. A bug in grouping goes to the log and costs nobody their
    work: what was touched waits too.
    """
    small = grouping.is_small(connection, len(found.quotes))
    if not found and not (small and group and grouping.is_behind(connection)):
        return False
    try:
        with connection.begin_nested():
            if small and group:
                from quotedesk.store import batch

                batch.rebuild(connection)
            elif group and len(found.quotes) <= AT_ONCE and not grouping.is_unsettled(connection):
                from quotedesk.store import regrouping

                regrouping.update(connection, found, said)
            else:
                grouping.wait(connection, found.quotes)
                return group
    except Exception:
        _log.exception("the quotes could not be grouped into statements")
        grouping.wait(connection, found.quotes | found.linked)
    return True
