"""Where the program's own data lies and where the person's settings and logs go."""

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def _data(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.exists() else _PACKAGE.parent / name


RESOURCES = _data("resources")
SEEDS = _data("seeds")


def settings_file() -> Path:
    """The person's settings, one TOML file."""
    return Path(platformdirs.user_config_dir("quotedesk", appauthor=False)) / "settings.toml"


def log_file() -> Path:
    """The log that holds what the one-sentence messages leave out."""
    return Path(platformdirs.user_log_dir("quotedesk", appauthor=False)) / "quotedesk.log"
