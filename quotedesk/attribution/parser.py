"""The small parser."""

QUOTE = "QUOTE"
