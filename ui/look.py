"""The person's choice of theme and text size: kept in the settings, put on at once."""

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QGuiApplication

from ui import theme


class Look(QObject):
    """Applies and remembers the theme; follows the desktop where the person wants that."""

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        theme.set_calm(self.calm)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def mode(self) -> str:
        """system, light or dark."""
        return theme.remembered(self._settings)[0]

    @property
    def size(self) -> float:
        """The text size; 1.0 is normal."""
        return theme.remembered(self._settings)[1]

    @property
    def calm(self) -> bool:
        """Whether nothing should glide."""
        return str(self._settings.value("calm", "false")) == "true"

    def toggle_calm(self) -> None:
        """Lets things glide, or jump at once."""
        self._settings.setValue("calm", "false" if self.calm else "true")
        theme.set_calm(self.calm)
        self.changed.emit()

    def set(self, *, mode: str | None = None, size: float | None = None) -> None:
        """Another theme or text size."""
        self._settings.setValue("theme", mode or self.mode)
        self._settings.setValue("text_size", size or self.size)
        theme.apply(self.mode, self.size)
        self.changed.emit()

    def step(self, by: int) -> None:
        """The next larger (1) or smaller (-1) text size."""
        nearest = min(range(len(theme.SCALES)), key=lambda n: abs(theme.SCALES[n] - self.size))
        self.set(size=theme.SCALES[min(max(nearest + by, 0), len(theme.SCALES) - 1)])

    def _system_changed(self) -> None:
        if self.mode == "system":
            self.set()
