"""Python's cyclic garbage is collected on the window's thread alone.

Left to itself, Python collects on whichever thread happens to allocate. A widget that is kept by a cycle (a lambda that
names it, say) would then be destroyed on a worker thread, and Qt ends the program. So while any worker thread is there,
automatic collection is off, and the window's thread sweeps by a timer, generation by generation as Python would.
"""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 500
"""Milliseconds from one look to the next."""

_GROWN = 1.25
_sweeping: set[object] = set()


class _Old:
    """How many objects the last full collection left."""

    count = 0


class Sweeper(QObject):
    """Collects on the thread that it was made on, until it ends; the last one to end lets Python collect again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(sweep)
        self._timer.start()
        self._mark = mark = object()
        _sweeping.add(mark)
        self.destroyed.connect(lambda: _ended(mark))
        gc.disable()

    def end(self) -> None:
        """There is no worker thread here any more."""
        self._timer.stop()
        _ended(self._mark)


def sweep() -> None:
    """Collects the oldest generation that is due; everything only once a quarter has come to it, as Python does."""
    due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if due[0] and due[2] and len(gc.get_objects(generation=2)) > _GROWN * _Old.count:
        gc.collect()
        _Old.count = len(gc.get_objects(generation=2))
    elif due[0]:
        gc.collect(1 if due[1] else 0)


def _ended(mark: object) -> None:
    _sweeping.discard(mark)
    if not _sweeping:
        gc.enable()
