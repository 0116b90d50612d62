"""QuoteDesk's engine: files to articles, quotes, speakers, statements and sheets, without any window."""

__version__ = "0.1.0"
