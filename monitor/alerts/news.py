"""Which rows of an alert are news. Pure.

A row is news when its date, or the moment at which its source was first read by an ordinary poll, is not long
before the alert last looked. So an answer published weeks ago but read today is sent, whereas what a rule
change, a re-parse, an import or a backfill brings up from the past is not.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from monitor.alerts.readonly import Row
from monitor.context import LONDON

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")


def is_news(row: Row, looked_at: dt.datetime, late_days: int) -> bool:
    """Whether `row`, not found before, is to be sent; `looked_at` is when the alert last looked.

    A row that has neither a readable date nor `seen_at` is news: nothing says that it is old.
    """
    moments = [moment for moment in (end_of(row.date), end_of(row.seen_at)) if moment]
    return not moments or max(moments) >= looked_at - dt.timedelta(days=late_days)


def end_of(text: str | None) -> dt.datetime | None:
    """Return the last moment of an ISO 8601 date, London local unless it has an offset; `2025-02` is a month.

    None when there is none, or it cannot be read.
    """
    if not text:
        return None
    try:
        if partial := _PARTIAL.fullmatch(text):
            year, month = int(partial[1]), int(partial[2] or 12)
            text = f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) <= len("2025-02-01"):
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
