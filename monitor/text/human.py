"""Dates as people write them."""

from __future__ import annotations

import re

_MONTHS = "January February March April May June July August September October November December".split()
_DATE = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?"
)


def human_date(value: object) -> str:
    """Write an ISO date as people do: 14 November 2025, February 2025, 2025, or 14 November 2025, 09:30.

    What is not such a date comes back as it is; None comes back as "no date".
    """
    if value is None or value == "":
        return "no date"
    match = _DATE.fullmatch(str(value))
    if not match:
        return str(value)
    year, month, day, hour, minute = match.groups()
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return str(value)
    words = f"{_MONTHS[int(month) - 1]} {year}"
    if day:
        words = f"{int(day)} {words}"
    return f"{words}, {hour}:{minute}" if hour else words


def in_words(date: str) -> str:
    """Say when: "on 14 November 2025", "in February 2025", "in 2025"."""
    return f"{'on' if len(date) >= len('2025-11-14') else 'in'} {human_date(date)}"
