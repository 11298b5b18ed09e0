"""How often and when: the `every:` and `at:` of a source (DESIGN 4.6)."""

from __future__ import annotations

import datetime as dt
import re

DEFAULT_EVERY = dt.timedelta(hours=6)
_UNITS = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def interval(every: str | None) -> dt.timedelta:
    """Return what `every:` of a source says, such as "6 hours" or "day"; six hours when it says nothing.

    Raises:
        ValueError: it says something else.
    """
    if every is None:
        return DEFAULT_EVERY
    match = re.fullmatch(r"\s*(?:every\s+)?(\d+)?\s*(minute|hour|day|week)s?\s*", every, re.I)
    if match is None or match[1] == "0":
        raise ValueError(f"{every!r} is not an interval such as '6 hours', '30 minutes' or 'day'")
    return dt.timedelta(minutes=int(match.group(1) or 1) * _UNITS[match.group(2).lower()])


def times(at: str | None) -> list[str]:
    """Return the times of day that `at:` names, `HH:MM`: "07:00" or "07:00, 13:30"; none when it says nothing.

    Raises:
        ValueError: it says something else.
    """
    found = []
    for part in (at or "").split(",") if at else ():
        match = _TIME.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"{at!r} is not a time of day such as '07:00', nor several such as '07:00, 13:30'")
        found.append(f"{int(match[1]):02}:{match[2]}")
    return found
