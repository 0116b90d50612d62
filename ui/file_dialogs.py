"""Asking for files and places; None or an empty list where the person gave up."""

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

DESK_SUFFIX = ".quotedesk"
_DESKS = f"Desks (*{DESK_SUFFIX})"
_ROSTERS = "Rosters (*.csv *.toml)"
_ARTICLES = "Articles (*.txt *.text *.md *.html *.htm *.xhtml);;All files (*)"


def new_desk(parent: QWidget, folder: Path) -> Path | None:
    """Where a new desk should be."""
    return _save(parent, "New desk", folder / f"Desk{DESK_SUFFIX}")


def copy_of(parent: QWidget, desk: Path) -> Path | None:
    """Where a copy of a desk should be."""
    return _save(parent, "Save a copy of the desk", desk.with_name(f"{desk.stem} copy{DESK_SUFFIX}"))


def _save(parent: QWidget, title: str, suggestion: Path) -> Path | None:
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), _DESKS)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix == DESK_SUFFIX else path.with_name(path.name + DESK_SUFFIX)


def desk(parent: QWidget, folder: Path) -> Path | None:
    """Which desk to open."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Open desk", str(folder), _DESKS)
    return Path(chosen) if chosen else None


def articles(parent: QWidget, settings: QSettings) -> list[Path]:
    """Which files to add; the folder is remembered."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, "Add articles", str(settings.value("files", "")), _ARTICLES)
    if chosen:
        settings.setValue("files", str(Path(chosen[0]).parent))
    return [Path(path) for path in chosen]


def folder(parent: QWidget, settings: QSettings) -> list[Path]:
    """Which folder to add; it is remembered."""
    chosen = QFileDialog.getExistingDirectory(parent, "Add a folder", str(settings.value("files", "")))
    if chosen:
        settings.setValue("files", chosen)
    return [Path(chosen)] if chosen else []


def roster_to_open(parent: QWidget, settings: QSettings) -> Path | None:
    """Which roster to add; the folder is remembered."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Add speakers", str(settings.value("files", "")), _ROSTERS)
    return Path(chosen) if chosen else None


def roster_to_save(parent: QWidget, desk: Path) -> Path | None:
    """Where the desk's speakers should go."""
    suggestion = desk.with_name(f"{desk.stem} speakers.csv")
    chosen, _ = QFileDialog.getSaveFileName(parent, "Save the speakers", str(suggestion), _ROSTERS)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix.lower() in (".csv", ".toml") else path.with_name(f"{path.name}.csv")
