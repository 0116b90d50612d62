"""Deed names in plain English."""


def counted(number: int, noun: str) -> str:
    """`1 quote`, `3 quotes`, `no quotes`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
