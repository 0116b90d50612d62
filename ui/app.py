"""Starts the window. Nothing that takes long is imported before it is painted."""

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from quotedesk import __version__
from ui import settings as kept
from ui import theme
from ui.crash import CrashGuard, log_to_file
from ui.ending import Ending
from ui.main_window import MainWindow


def run(desk_path: Path | None) -> int:
    """Opens the window with a desk (the last one, or the start page, if None) and returns the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1] or ["quotedesk"])
    assert isinstance(application, QApplication)
    application.setApplicationName("QuoteDesk")
    application.setDesktopFileName("quotedesk")
    application.setApplicationVersion(__version__)
    log_to_file()
    guard = CrashGuard(application)
    guard.install()
    Ending(application).install()
    settings = kept.stored()
    theme.apply(*theme.remembered(settings))
    application.setWindowIcon(theme.icon("quotedesk"))
    window = MainWindow(settings)
    guard.occurred.connect(lambda sentence: _tell(window, sentence))
    wanted = desk_path or kept.last(settings)
    window.show_opening(wanted)
    window.show()
    QTimer.singleShot(0, lambda: window.begin(wanted))
    gc.freeze()  # what is there by now stays: a sweep need not look through it, which would hold the window up
    return application.exec()


def _tell(window: MainWindow, sentence: str) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, "QuoteDesk", sentence, QMessageBox.StandardButton.Ok, window)
    box.setModal(False)
    box.show()
