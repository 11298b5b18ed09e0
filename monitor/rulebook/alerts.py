"""`rules/alerts.yaml`: who is told what, when and how (DESIGN 4.5)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, StringConstraints, field_validator, model_validator

from monitor.rulebook.models import Id, Strict, Text

When = Literal["immediately", "daily", "weekly"]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
AlertName = Annotated[str, StringConstraints(pattern=r"^alert_[a-z0-9_]+$")]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]?\d|2[0-3]):[0-5]\d$")]

PLACEHOLDER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
# Addresses of these kinds need hold no secret; all others carry a token in their path.
OPEN_SCHEMES = (
    "json",
    "jsons",
    "xml",
    "xmls",
    "form",
    "forms",
    "mailto",
    "mailtos",
    "ntfy",
    "ntfys",
    "syslog",
)
_WRITTEN_SECRET = re.compile(r"://[^/?#@]*:[^/?#@]+@|[?&](pass|password|token|key|secret)=[^&]", re.IGNORECASE)


def clock(text: str) -> dt.time:
    """Return the time of day that `HH:MM` names."""
    hour, minute = text.split(":")
    return dt.time(int(hour), int(minute))


class QuietHours(Strict):
    """A time of day in which nothing is sent, over midnight too; what is found in it is sent when it ends."""

    since: Clock = Field(alias="from")
    until: Clock = Field(alias="to")

    def hold(self, moment: dt.time) -> bool:
        """Whether `moment` lies in the quiet hours (their first minute does, their last does not)."""
        since, until = clock(self.since), clock(self.until)
        return since <= moment < until if since <= until else moment >= since or moment < until


class Destination(Strict):
    """A named place that alerts go to. `url` is an Apprise address; `${NAME}` in it is taken from the
    environment.

    `alerts` are those it gets: all when left out, a list, or a mapping of alert to when.
    """

    id: Id
    url: Text
    enabled: bool = True
    alerts: list[AlertName] | dict[AlertName, When] | None = None
    when: When = "immediately"
    at: Clock = "07:30"
    day: Day = "monday"
    quiet_hours: QuietHours | None = None

    @field_validator("url")
    @classmethod
    def _no_secret(cls, url: str) -> str:
        scheme, found, _ = url.partition("://")
        if not found and not PLACEHOLDER.search(url):
            raise ValueError("not an Apprise address such as mailtos://… or ${NEWSDESK_URL}")
        if _WRITTEN_SECRET.search(PLACEHOLDER.sub("", url)):
            raise ValueError("holds a password; put the whole address into an environment variable: ${NEWSDESK_URL}")
        if scheme.lower() not in OPEN_SCHEMES and not PLACEHOLDER.search(url):
            raise ValueError(
                f"an address of kind {scheme!r} holds a secret; put it into an environment variable: ${{NEWSDESK_URL}}"
            )
        return url

    def when_sent(self, alert: str) -> When | None:
        """Return when rows of `alert` go to this destination, None when they do not."""
        if not self.enabled:
            return None
        if self.alerts is None:
            return self.when
        if isinstance(self.alerts, dict):
            return self.alerts.get(alert)
        return self.when if alert in self.alerts else None


class Alerts(Strict):
    """The whole file.

    `late_days`: how old a row may be when it is found and still be news (see docs/alerts.md). `ask_above`:
    more new rows of one alert at once than this are kept until somebody decides. `time_limit`: seconds a
    query may take.
    """

    time_zone: str = "Europe/London"
    site: str | None = None
    quiet_hours: QuietHours | None = None
    late_days: int = Field(default=30, ge=0)
    ask_above: int = Field(default=200, ge=1)
    time_limit: float = Field(default=10, gt=0, le=300)
    answer_within: float = Field(default=60, gt=0, le=600)
    destinations: tuple[Destination, ...] = ()

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"there is no time zone {name!r}; one is Europe/London") from None
        return name

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [destination.id for destination in self.destinations]
        if doubled := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"destination {doubled[0]!r} stands twice")
        return self

    def quiet(self, destination: Destination) -> QuietHours | None:
        """Return the quiet hours of `destination`: its own, or those of the file."""
        return destination.quiet_hours or self.quiet_hours
