"""The article with its quotes."""
