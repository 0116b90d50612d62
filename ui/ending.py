"""When the system ends the program (logging out, Ctrl+C), the window closes as its own button would close it."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication


class Ending(QObject):
    """Waits for the system's signals while Qt's event loop runs, in which Python alone would not notice them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    def install(self) -> None:
        """Takes over from the signals' own ways of ending, which leave the desk's side files and the engine behind."""
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: None)

    def _end(self) -> None:
        self._read.recv(64)
        QApplication.closeAllWindows()
        QApplication.quit()
