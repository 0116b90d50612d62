"""PySide6 6.12 on Python 3.11 lost one reference to None with each void call, and the process died after thousands."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_void_calls_do_not_eat_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(10_000):
        label.setNum(number)
    assert abs(sys.getrefcount(None) - before) < 500
