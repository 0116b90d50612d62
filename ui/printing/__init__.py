"""Sheets on paper and on the screen."""
