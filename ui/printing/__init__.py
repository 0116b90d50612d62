"""Sheets on paper and on the screen. Importing this loads no Qt: `pdf` and `preview` do."""

from ui.printing.exporting import export_file

__all__ = ["export_file"]
