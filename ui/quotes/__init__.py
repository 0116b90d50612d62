"""The table of quotes and its filters."""
