"""The only door to the desk file."""
