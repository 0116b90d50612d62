"""Checking a desk from end to end: is everything still what it was when it was written?"""

import itertools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from quotedesk.errors import DeskError
from quotedesk.store import anchors, connections, grouping, schema
from quotedesk.store.derived_tables import StatementEntry, WitnessEntry
from quotedesk.store.tables import (
    ARTICLE_SEARCH,
    LOGGED,
    QUOTE_SEARCH,
    Article,
    Content,
    DeedEntry,
    DeedRow,
    Info,
    Part,
    Quote,
    table_of,
)
from quotedesk.store.words import counted

QUICK = 2_000
"""How many quotes a desk may have for its quotes to be checked whenever it is opened."""
MOST = 20
"""How many problems of one sort are named; the rest are counted."""


def check(path: Path) -> list[str]:
    """What is wrong with the desk at `path`, one sentence a problem; empty when it is sound. Nothing is written."""
    path = Path(path)
    try:
        found = schema.look(path)
        if found.revision not in schema.REVISIONS:
            return [f"{path.name} was made by a newer QuoteDesk; update QuoteDesk to check it."]
        if found.revision != schema.head():
            return [f"{path.name} was made by an older QuoteDesk; open it once to bring it up to date, then check it."]
        engine = connections.readers(path, immutable=found.immutable)
        try:
            return _problems(path, engine)
        finally:
            engine.dispose()
    except DeskError as error:
        return [str(error)]


def at_a_glance(connection: Connection) -> tuple[str, ...]:
    """What is wrong with the texts and the places of quotes; on a large desk only `check` takes the time to look."""
    if (connection.scalar(select(func.count()).select_from(Quote)) or 0) > QUICK:
        return ()
    return tuple(itertools.islice(itertools.chain(_contents(connection), _anchors(connection)), MOST))


def _problems(path: Path, engine: Engine) -> list[str]:
    found: list[str] = []
    with connections.plain_errors(path), engine.connect() as connection:
        for sort in (_file, _references, _contents, _anchors, _log, _search, _groupings):
            problems = sort(connection)
            found += itertools.islice(problems, MOST)
            more = sum(1 for _ in problems)
            if more:
                found.append(f"There are {more} more problems of this sort.")
            if found and sort is _file:
                break
    return found


def _file(connection: Connection) -> Iterator[str]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield f"The file is damaged ({said}); open a backup."


def _references(connection: Connection) -> Iterator[str]:
    for table, row, target, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} refers to a row of {target} that is not there."


def _contents(connection: Connection) -> Iterator[str]:
    names: dict[str, str] = {}
    for title, text, source in connection.execute(select(Article.title, Article.text_sha256, Article.source_sha256)):
        names[text] = f"The text of the article “{title}”"
        if source and source != text:
            names[source] = f"The original file of the article “{title}”"
    for sha256 in connection.scalars(select(Content.sha256)).all():
        data = connection.scalars(select(Content.data).where(Content.sha256 == sha256)).one()
        if anchors.unpacked(sha256, data) is None:
            yield f"{names.get(sha256, 'Something that was deleted')} is not what was imported; its SHA-256 differs."


def _anchors(connection: Connection) -> Iterator[str]:
    for article, title in connection.execute(select(Article.id, Article.title)).all():
        quotes = connection.scalars(select(Quote.id).where(Quote.article_id == article)).all()
        try:
            lost = anchors.astray(connection, quotes)
        except DeskError:
            # Said by _contents already.
            continue
        for uuid in lost:
            yield f"Quote {uuid} does not stand in the article “{title}” where the desk says."


def _log(connection: Connection) -> Iterator[str]:
    """The log must lead to the rows as they are: the last image of each row, of the deeds that are done."""
    latest: dict[str, dict[int, Any]] = {model.__tablename__: {} for model in LOGGED}
    rows = connection.execute(
        select(table_of(DeedRow), DeedEntry.state)
        .join(DeedEntry, DeedRow.deed == DeedEntry.number)
        .order_by(DeedRow.deed, DeedRow.ordinal)
    )
    for row in rows:
        try:
            images = [json.loads(image) for image in (row.before, row.after) if image is not None]
        except ValueError:
            images = []
        if not images or row.of_table not in latest or not all(isinstance(image, dict) for image in images):
            yield f"Entry {row.ordinal} of deed {row.deed} in the change log cannot be read."
        elif row.state == "done":
            latest[row.of_table][row.row_id] = images[-1] if row.after is not None else None
        else:
            latest[row.of_table].setdefault(row.row_id, images[0] if row.before is not None else None)
    for model in LOGGED:
        yield from _unexplained(connection, model, latest[model.__tablename__])


def _unexplained(connection: Connection, model: type[Any], logged: dict[int, Any]) -> Iterator[str]:
    table = table_of(model)
    present: set[int] = set()
    for row in connection.execute(select(table)):
        present.add(row.id)
        if row.id not in logged and model is Info:
            # What the desk said about itself when it was made.
            continue
        # A log that an older version wrote does not name the columns added since: they were NULL.
        image = logged.get(row.id)
        if image is None or dict.fromkeys(table.columns.keys()) | image != dict(row._mapping):
            yield f"Row {row.id} of {table.name} is not as the change log left it."
    for id, image in logged.items():
        if image is not None and id not in present:
            yield f"Row {id} of {table.name} is gone, and the change log does not say why."


def _search(connection: Connection) -> Iterator[str]:
    words: dict[int, list[str]] = {}
    for quote, exact in connection.execute(select(Part.quote_id, Part.exact).order_by(Part.quote_id, Part.ordinal)):
        words.setdefault(quote, []).append(exact)
    indexed = dict(connection.execute(select(QUOTE_SEARCH.c.rowid, QUOTE_SEARCH.c.words)).tuples().all())
    wrong = sum(indexed.get(quote) != " ".join(exact) for quote, exact in words.items()) + len(indexed.keys() - words)
    if wrong:
        yield f"The search index is wrong about {counted(wrong, 'quote')}."
    texts = connection.execute(select(Article.id, Article.title, Article.text_sha256)).all()
    found = dict(connection.execute(select(ARTICLE_SEARCH.c.rowid, ARTICLE_SEARCH.c.words)).tuples().all())
    if found.keys() != {id for id, _, _ in texts} or any(not found[id].startswith(title) for id, title, _ in texts):
        yield "The search index does not list the articles that are there."


def _groupings(connection: Connection) -> Iterator[str]:
    """What is wrong with the statements; quotes that wait to be grouped are as they should be."""
    if grouping.is_due(connection):
        return
    expected, waiting = grouping.passages(connection).keys(), set(grouping.waiting_quotes(connection))
    members = connection.execute(select(WitnessEntry.quote_id, WitnessEntry.statement_id)).tuples().all()
    missing = len((expected ^ {quote for quote, _ in members}) - waiting)
    if missing:
        yield f"The statements are wrong about {counted(missing, 'quote')}; group them again."
    printings = dict(connection.execute(select(StatementEntry.quote_id, StatementEntry.printings)).tuples().all())
    counted_now = Counter(statement for _, statement in members)
    if printings != {statement: number for statement, number in counted_now.items() if number > 1}:
        yield "The statements do not agree with the quotes they list; group them again."
    if not missing and not waiting:
        from quotedesk.store import batch

        if not batch.is_indexed(connection):
            yield "The index that statements are found by does not agree with the quotes; group them again."
