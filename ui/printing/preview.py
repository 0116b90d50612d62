"""The sheet as it will be printed, in a dialog: by speaker or by statement, saved as PDF or printed from there."""

import time
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QPageLayout, QPageSize, QPainter, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from quotedesk.errors import QuoteDeskError
from quotedesk.export import files
from quotedesk.export.selection import of_desk
from quotedesk.export.sheet import Sheet, by_speaker, by_statement
from quotedesk.store.records import Changes, QuoteFilter
from ui.jobs import Runner
from ui.printing.page_view import PageView
from ui.printing.pages import Made
from ui.printing.pdf import made_up, making, pdf
from ui.printing.styles import RESOLUTION
from ui.printing.typeset import Making
from ui.session import DeskSession
from ui.widgets.small import Segmented, button, label, line, restyle

_SLICE = 0.03
"""Seconds of setting type between two looks at the window's events."""
ARRANGEMENTS = (("By speaker", by_speaker), ("By statement", by_statement))


class SheetDialog(QDialog):
    """Shows one sheet's pages, with zoom, page keys, saving and printing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sheet")
        self.resize(900, 1000)
        self.folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        self.made: Made | None = None
        self.sheet: Sheet | None = None
        self._making: Making | None = None
        self._saved: Path | None = None
        self.pages = PageView()
        self.arrangement = Segmented([name for name, _ in ARRANGEMENTS], name="Arranged")
        self.where = label("", "muted")
        self.told = label("", "muted", wrap=True)
        self.size_shown = button("100 %", "quiet", tip="Fit the width (Ctrl+0)", name="Fit the width")
        self.smaller = button("−", "quiet", tip="Smaller (Ctrl+−)", name="Smaller")
        self.larger = button("+", "quiet", tip="Larger (Ctrl++)", name="Larger")
        self.open_saved = button("Open it", "link", name="Open the saved file")
        self.print = button("Print…", tip="Print (Ctrl+P)")
        self.save = button("Save as PDF…", "primary", tip="Save as PDF (Ctrl+S)")
        self._arrange()
        self._connect()
        self.show_sheet(None)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Sets another sheet in type, a slice of time at a time; None shows no pages."""
        self.made, self.sheet = None, sheet
        self._making = making(sheet) if sheet else None
        self.pages.show_pages(None)
        self._update()
        if self._making:
            self._tell("Setting the pages…")
            self._go_on()

    def ready(self) -> bool:
        """Whether the pages are there."""
        return self.made is not None

    def save_as(self, path: Path) -> bool:
        """Writes the PDF and says so, or why not."""
        if self.made is None:
            return False
        try:
            files.save(path, pdf(self.made))
        except QuoteDeskError as error:
            self._tell(str(error), bad=True)
            return False
        self.folder, self._saved = path.parent, path
        self._tell(f"Saved as {path.name} in {path.parent}.")
        self.open_saved.show()
        return True

    def print_on(self, printer: QPrinter) -> None:
        """Sets the sheet for the printer's own paper and paints the pages from and to those it was told."""
        assert self.sheet
        points = printer.pageLayout().fullRect(QPageLayout.Unit.Point).size()
        made = made_up(self.sheet, QPageSize(points, QPageSize.Unit.Point))
        first, last = printer.fromPage() or 1, printer.toPage() or len(made.pages)
        painter = QPainter(printer)
        try:
            painter.scale(printer.resolution() / RESOLUTION, printer.resolution() / RESOLUTION)
            for number in range(first - 1, min(last, len(made.pages))):
                if number >= first:
                    printer.newPage()
                made.paint(painter, number)
        finally:
            painter.end()

    def suggested_name(self) -> str:
        """A file name made of the sheet's title."""
        title = self.made.title.replace(": ", " - ") if self.made else "Sheet"
        return "".join(c if c.isalnum() or c in " -_,." else " " for c in title).strip()[:120] + ".pdf"

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 10, 16, 10)
        top.setSpacing(8)
        top.addWidget(self.arrangement)
        top.addStretch(1)
        for widget in (self.where, self.smaller, self.size_shown, self.larger):
            top.addWidget(widget)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(self.told, 1)
        for button_ in (self.open_saved, self.print, self.save):
            foot.addWidget(button_)
        self.save.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(line())
        column.addWidget(self.pages, 1)
        column.addWidget(line())
        column.addLayout(foot)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setFocus()
        self.size_shown.setMinimumWidth(64)

    def _connect(self) -> None:
        self.pages.page_changed.connect(self._update)
        self.pages.zoomed.connect(lambda zoom: self.size_shown.setText(f"{zoom:.0%}".replace("%", " %")))
        self.smaller.clicked.connect(lambda: self.pages.set_zoom(self.pages.zoom() / 1.2))
        self.larger.clicked.connect(lambda: self.pages.set_zoom(self.pages.zoom() * 1.2))
        self.size_shown.clicked.connect(lambda: self.pages.set_zoom(None))
        self.save.clicked.connect(self._ask_where)
        self.print.clicked.connect(self._ask_printer)
        self.open_saved.clicked.connect(self._open)
        for keys, widget in (
            (QKeySequence(QKeySequence.StandardKey.ZoomIn), self.larger),
            (QKeySequence(QKeySequence.StandardKey.ZoomOut), self.smaller),
            (QKeySequence("Ctrl+0"), self.size_shown),
            (QKeySequence(QKeySequence.StandardKey.Save), self.save),
            (QKeySequence(QKeySequence.StandardKey.Print), self.print),
        ):
            QShortcut(keys, self).activated.connect(widget.click)

    def _go_on(self) -> None:
        """Sets type for a short while, then lets the window breathe."""
        making, until = self._making, time.perf_counter() + _SLICE
        while making is not None and time.perf_counter() < until:
            if making.go_on():
                self.made, self._making = making.done(), None
                self.pages.show_pages(self.made)
                self._tell("")
                self._update()
                return
        if making is not None:
            QTimer.singleShot(0, self, lambda: self._go_on() if self._making is making else None)

    def _update(self) -> None:
        ready = self.made is not None
        self.where.setText(f"Page {self.pages.page() + 1} of {self.pages.count()}" if ready else "")
        for widget in (self.save, self.print, self.smaller, self.larger, self.size_shown):
            widget.setEnabled(ready)

    def _tell(self, text: str, *, bad: bool = False) -> None:
        restyle(self.told, "bad" if bad else "muted")
        self.told.setText(text)
        self.open_saved.hide()

    def _ask_where(self) -> None:
        place = str(self.folder / self.suggested_name())
        chosen, _ = QFileDialog.getSaveFileName(self, "Save as PDF", place, "PDF (*.pdf)")
        if chosen:
            path = Path(chosen)
            self.save_as(path if path.suffix else path.with_suffix(".pdf"))

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        if self.made:
            printer.setDocName(self.made.title)
            printer.setFromTo(1, len(self.made.pages))
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)
            self._tell("Sent to the printer.")

    def _open(self) -> None:
        if self._saved:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))


class SheetPreview(SheetDialog):
    """The sheet of an open desk: all of it, or what `chosen_by` lets through. Follows the desk as it changes.

    Show it with `open()`; once closed it is done with, make another. `place` is the arrangement it opens with.
    """

    def __init__(
        self,
        session: DeskSession,
        parent: QWidget | None = None,
        *,
        chosen_by: QuoteFilter | None = None,
        place: int = 0,
    ) -> None:
        super().__init__(parent)
        self._session, self._chosen_by = session, chosen_by
        self._reading = Runner("sheet", self)
        self._latest = 0
        self.folder = session.desk.path.parent
        self.arrangement.choose(place)
        self.arrangement.chosen.connect(self.refresh)
        session.changed.connect(self._changed)
        self.finished.connect(self._end)
        self.refresh()

    def refresh(self) -> None:
        """Reads the desk off the window's thread, then sets the sheet."""
        _, arranged = ARRANGEMENTS[self.arrangement.place()]
        self._latest += 1
        number, desk, chosen_by = self._latest, self._session.desk, self._chosen_by
        self.show_sheet(None)
        self._tell("Reading the desk…")
        job = self._reading.start(lambda _report, _stopped: arranged(of_desk(desk, chosen_by)))
        job.done.connect(lambda sheet: self.show_sheet(sheet) if number == self._latest else None)
        job.failed.connect(lambda text: self._tell(text, bad=True))

    def _end(self) -> None:
        self._session.changed.disconnect(self._changed)
        self._reading.close()

    def _changed(self, changes: Changes) -> None:
        if changes:
            self.refresh()


def show_preview(parent: QWidget | None, sheet: Sheet) -> SheetDialog:
    """Opens a dialog that shows one sheet that is already made."""
    dialog = SheetDialog(parent)
    dialog.arrangement.hide()
    dialog.show_sheet(sheet)
    dialog.open()
    return dialog
