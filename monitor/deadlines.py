"""When a reply is due: so many working days after the question. Pure.

Working days are those of the UK government: Monday to Friday but for the bank holidays of England and Wales
(https://www.gov.uk/bank-holidays), as the `holidays` library keeps them, one-off ones included.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from holidays import country_holidays

# Before it, the library knows no bank holidays; no question here is nearly as old.
FIRST_YEAR = 1990


@cache
def _bank_holidays(year: int) -> frozenset[dt.date]:
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: dt.date) -> bool:
    """Whether offices in England work on `day`."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def reply_by(asked_on: str | None, reply_days: int | None) -> str | None:
    """Return the last day on which a reply is in time, `YYYY-MM-DD`.

    Args:
        asked_on: the date of the question, ISO 8601; the day itself does not count.
        reply_days: working days in which the body should answer.

    None when either is missing, or the date is not a whole day in 1990 or later.
    """
    try:
        day = dt.date.fromisoformat(asked_on or "")
    except ValueError:
        return None
    if reply_days is None or not FIRST_YEAR <= day.year < dt.MAXYEAR - 10:
        return None
    left = reply_days
    while left:
        day += dt.timedelta(days=1)
        left -= is_working_day(day)
    return day.isoformat()
