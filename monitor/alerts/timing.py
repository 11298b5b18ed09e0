"""When a waiting row is due: at once, with the next digest, and never in quiet hours.

Pure; all times are aware.
"""

from __future__ import annotations

import datetime as dt
from typing import get_args
from zoneinfo import ZoneInfo

from monitor.rulebook.alerts import Alerts, Day, Destination, When, clock

_DAYS = get_args(Day)


def last_slot(now: dt.datetime, when: When, at: str, day: str, zone: ZoneInfo) -> dt.datetime:
    """Return the latest moment, not after `now`, at which a daily or weekly digest goes out.

    `at` is local time in `zone`, in winter and summer; in the hour that is skipped in spring it is the moment
    after it.
    """
    local = now.astimezone(zone)
    slot = dt.datetime.combine(local.date(), clock(at), zone)
    if when == "weekly":
        slot -= dt.timedelta(days=(slot.weekday() - _DAYS.index(day)) % 7)
    if slot > local:
        slot -= dt.timedelta(days=7 if when == "weekly" else 1)
    return slot


def in_quiet_hours(now: dt.datetime, destination: Destination, alerts: Alerts) -> bool:
    """Whether nothing is to be sent to `destination` at this hour."""
    quiet = alerts.quiet(destination)
    return quiet is not None and quiet.hold(now.astimezone(ZoneInfo(alerts.time_zone)).time())


def is_due(queued_at: dt.datetime, now: dt.datetime, when: When, destination: Destination, alerts: Alerts) -> bool:
    """Whether a row that waits since `queued_at` goes to `destination` now.

    A digest is due once its slot has passed since the row was queued, also when the machine slept through the
    slot or the destination failed then.
    """
    zone = ZoneInfo(alerts.time_zone)
    if in_quiet_hours(now, destination, alerts):
        return False
    if when == "immediately":
        return True
    return queued_at < last_slot(now, when, destination.at, destination.day, zone).astimezone(dt.UTC)
