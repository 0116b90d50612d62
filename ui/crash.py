"""When something goes wrong that nobody foresaw: the log gets all of it, the person one sentence.

Every deed is committed before it is shown, so there is nothing to save here.
"""

import logging
import logging.handlers
import sys
import threading
import time
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from quotedesk.paths import log_file

log = logging.getLogger("quotedesk.crash")

SENTENCE = "Something went wrong inside QuoteDesk. What you did until now is saved."
QUIET = 5.0
"""Seconds in which a second failure is only logged."""


def log_to_file() -> None:
    """Sends the program's log to its file, which starts anew at a megabyte; without a writable place, nowhere."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)


class CrashGuard(QObject):
    """Catches what no code caught, on any thread, and says so on the window's thread."""

    occurred = Signal(str)
    """The one sentence; always delivered on the thread that made this guard."""
    _caught = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = 0.0
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Takes over from Python's and Qt's own last resorts."""
        sys.excepthook = self.handle
        threading.excepthook = lambda args: self.handle(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(_log_qt)

    def handle(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Logs an exception and arranges for the sentence."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        log.critical("uncaught", exc_info=(kind, error or kind(), trace))
        self._caught.emit()

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._last > QUIET:
            self.occurred.emit(f"{SENTENCE} Details are in {log_file()}.")
        self._last = now


def _log_qt(kind: QtMsgType, _context: object, message: str) -> None:
    level = logging.DEBUG if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    logging.getLogger("qt").log(level, "%s", message)
