"""Files to articles: plain text and HTML, whatever their encoding, with one plain sentence for what cannot be read."""

from quotedesk.reading.files import expand, read_bytes, read_file

__all__ = ["expand", "read_bytes", "read_file"]
