"""A desk, or a choice of its quotes, as a file whose ending says what it is."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from quotedesk.errors import QuoteDeskError
from quotedesk.export import collations, csv_table, files, json_desk
from quotedesk.export.selection import Selection, of_desk
from quotedesk.store.records import QuoteFilter

if TYPE_CHECKING:
    from quotedesk.store.desk import Desk

ARRANGEMENTS = ("speaker", "statement")
_kept: list[object] = []


def export_file(desk: "Desk", path: Path, wanted: QuoteFilter | None = None, *, by: str = "speaker") -> None:
    """Writes the quotes that `wanted` lets through to `path`, whole or not at all.

    `by` says what it is made of: quotes by speaker, or statements; XML holds statements always. Raises
    QuoteDeskError, one sentence, where the ending is not known or the file cannot be written. Works without a display.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        *others, last = _WRITERS
        raise QuoteDeskError(f"{path.name} does not say what to write; end its name in {', '.join(others)} or {last}.")
    files.save(path, write(of_desk(desk, wanted), by))


def _pdf(selection: Selection, by: str) -> bytes:
    from quotedesk.export.sheet import by_speaker, by_statement
    from ui.printing.pdf import made_up, pdf

    _application()
    return pdf(made_up(by_statement(selection) if by == "statement" else by_speaker(selection)))


def _application() -> None:
    """Fonts need an application; the command line has none and may have no display."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is None:
        if sys.platform == "linux":
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication(["quotedesk"]))


_WRITERS: dict[str, Callable[[Selection, str], bytes]] = {
    ".pdf": _pdf,
    ".csv": lambda s, by: collations.as_csv(s.statements) if by == "statement" else csv_table.write(s),
    ".json": lambda s, by: collations.as_json(s.title, s.statements) if by == "statement" else json_desk.write(s),
    ".xml": lambda s, _: collations.as_tei(s.title, s.statements, {a.id: a.title for a in s.articles}),
}
