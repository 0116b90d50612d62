"""What the window remembers from one day to the next: its place, its look, the desks that were open."""

import getpass
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

from quotedesk.paths import settings_file

MOST_RECENT = 6
SAMPLE_TITLE = "Deir ez-Zor, September 2016"


def stored() -> QSettings:
    """The person's own settings of the window."""
    return QSettings(str(settings_file().with_name("window.ini")), QSettings.Format.IniFormat)


def sample_path() -> Path:
    """Where the sample's desk lies once it was opened."""
    return Path(platformdirs.user_data_dir("quotedesk", appauthor=False)) / "Sample.quotedesk"


def recent(settings: QSettings) -> list[Path]:
    """The desks that were open lately and still exist, the last first."""
    kept = settings.value("recent", [])
    listed = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
    return [path for path in map(Path, map(str, listed)) if path.exists()]


def remember(settings: QSettings, path: Path) -> None:
    """Puts a desk first among the recent ones."""
    path = path.absolute()
    others = [other for other in recent(settings) if other != path]
    settings.setValue("recent", [str(p) for p in [path, *others][:MOST_RECENT]])
    settings.setValue("last", str(path))


def last(settings: QSettings) -> Path | None:
    """The desk that was open when the program was closed."""
    kept = str(settings.value("last", ""))
    return Path(kept) if kept and Path(kept).exists() else None


def reader(settings: QSettings) -> str:
    """The name that the person's deeds carry: the one they gave, else that of their account."""
    name = " ".join(str(settings.value("reader", "")).split())
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"


def set_reader(settings: QSettings, name: str) -> None:
    """Another name for the person."""
    settings.setValue("reader", name)


def geometry(settings: QSettings, name: str) -> QByteArray:
    """A remembered place or size; empty if there is none."""
    kept = settings.value(name)
    return kept if isinstance(kept, QByteArray) else QByteArray()
