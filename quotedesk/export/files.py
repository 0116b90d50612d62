"""Writing an export's file: whole or not at all."""

import os
from pathlib import Path

from quotedesk.errors import QuoteDeskError


def save(path: Path, data: bytes) -> None:
    """Writes `data` to `path`; what was there stays as it was unless all of it could be written.

    Raises QuoteDeskError, one sentence, where the file cannot be written. Pipes and devices are written to directly.
    """
    path = path.expanduser()
    if path.is_dir():
        raise QuoteDeskError(f"{path} is a folder; name a file to write to.")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        elif path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "the file is write-protected")
        else:
            _replace(path.resolve(), data)
    except FileNotFoundError:
        raise QuoteDeskError(f"{path} could not be written: there is no folder {path.parent}.") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise QuoteDeskError(f"{path} could not be written: {reason}; choose another place.") from error


def _replace(path: Path, data: bytes) -> None:
    """Writes beside `path`, then puts the new file in its place."""
    beside = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
