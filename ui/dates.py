"""Dates as people read them; where one cannot be read it is shown as it stands."""

from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _parsed(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def short_date(iso: str) -> str:
    """17 Sep 2016."""
    found = _parsed(iso)
    return f"{found.day} {_MONTHS[found.month - 1][:3]} {found.year}" if found else iso


def long_date(iso: str) -> str:
    """Saturday 17 September 2016."""
    found = _parsed(iso)
    if found is None:
        return iso
    return f"{_DAYS[found.weekday()]} {found.day} {_MONTHS[found.month - 1]} {found.year}"
