"""A sheet as a PDF: its pages through QPdfWriter, archival (PDF/A-1b), with text that copies as it reads."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from quotedesk.export import files
from quotedesk.export.sheet import Sheet
from ui import theme
from ui.printing.copying import mended
from ui.printing.pages import Made
from ui.printing.styles import RESOLUTION, UNITS
from ui.printing.typeset import Making

_LETTER = ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
"""Where letter paper is usual (Unicode CLDR, supplemental measurement data)."""


def paper() -> QPageSize:
    """The paper usual where the person lives: A4, or Letter."""
    code = QLocale.territoryToCode(QLocale.system().territory())
    return QPageSize(QPageSize.PageSizeId.Letter if code in _LETTER else QPageSize.PageSizeId.A4)


def making(sheet: Sheet, size: QPageSize | None = None) -> Making:
    """The sheet's pages on their way, on the usual paper unless another is given."""
    theme.register_fonts()
    return Making(sheet, (size or paper()).size(QPageSize.Unit.Point) * UNITS)


def made_up(sheet: Sheet, size: QPageSize | None = None) -> Made:
    """The sheet's pages, on the usual paper unless another is given."""
    made = making(sheet, size)
    while not made.go_on():
        pass
    return made.done()


def pdf(made: Made) -> bytes:
    """The pages as a PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_A1b)
    writer.setResolution(RESOLUTION)
    writer.setPageSize(QPageSize(made.size_in_points(), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(made.title)
    writer.setCreator("QuoteDesk")
    painter = QPainter(writer)
    try:
        for number in range(len(made.pages)):
            if number:
                writer.newPage()
            made.paint(painter, number)
    finally:
        painter.end()
    return mended(bytes(buffer.data().data()))


def write_pdf(sheet: Sheet, path: Path) -> None:
    """Writes the sheet to `path`, whole or not at all; QuoteDeskError, one sentence, where it cannot be written."""
    files.save(path, pdf(made_up(sheet)))
