"""When each source is polled next: the `schedule` library, told of each source's health and of what was missed.

Times of `at:` are London times. An interval is stretched by up to a tenth, a time of day by up to five minutes, so that
monitors do not all ask at the same second. A source's own health can put its poll off (quiet and failing sources are
asked less often), and after a sleep or a restart what was missed is caught up with once.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import schedule

from monitor.rulebook.intervals import interval, times
from monitor.rulebook.models import Source

ZONE = "Europe/London"
CATCH_UP = 60.0  # seconds over which missed polls are spread


@dataclass(frozen=True, slots=True)
class Health:
    """When a source was last polled, and when its health lets it be polled next; aware times, None if never."""

    polled_at: dt.datetime | None = None
    next_at: dt.datetime | None = None


class Timetable:
    """The jobs of all enabled sources.

    Args:
        sources: those of `rules/sources.yaml`.
        health: asked for a source's health when the timetable is made and after each of its polls.
        jitter: returns a number between its two arguments.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        health: Callable[[str], Health],
        jitter: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._scheduler = schedule.Scheduler()
        self._health, self._jitter = health, jitter
        self._due: list[str] = []
        for source in sources:
            if source.enabled:
                self._add(source)

    def due(self) -> list[str]:
        """Return the sources whose time has come, each once; call `polled` for them when they were polled."""
        self._due.clear()
        self._scheduler.run_pending()
        return list(dict.fromkeys(self._due))

    def polled(self, sources: Sequence[str]) -> None:
        """Take in the health of `sources` after a poll: it can put the next one off."""
        for source in sources:
            for job in self._scheduler.get_jobs(source):
                if job.at_time is None:
                    next_at = self._health(source).next_at
                    job.next_run = max(_next(job), _local(next_at)) if next_at else _next(job)
                else:
                    job.next_run = _next(job) + dt.timedelta(seconds=self._jitter(0, 300))

    def seconds_to_next(self) -> float | None:
        """Return the seconds until something is due; None when nothing ever is."""
        idle = self._scheduler.idle_seconds
        return None if idle is None else max(0.0, idle)

    def _add(self, source: Source) -> None:
        health = self._health(source.id)
        seconds = int(interval(source.every).total_seconds())
        if not source.at:
            job = self._job(source, self._scheduler.every(seconds).to(seconds * 11 // 10).seconds)
            if health.next_at is None:
                job.next_run = dt.datetime.now()
            else:
                job.next_run = max(_local(health.next_at), self._soon())
            return
        for at in times(source.at):
            days = max(1, seconds // 86400) if source.every else 1
            job = self._job(source, self._scheduler.every(days).days.at(at, ZONE))
            before = _next(job) - dt.timedelta(days=days)
            if health.polled_at is None:
                job.next_run = dt.datetime.now()
            elif _local(health.polled_at) < before:
                job.next_run = self._soon()

    def _job(self, source: Source, job: schedule.Job) -> schedule.Job:
        return job.do(self._due.append, source.id).tag(source.id)

    def _soon(self) -> dt.datetime:
        return dt.datetime.now() + dt.timedelta(seconds=self._jitter(0, CATCH_UP))


def _next(job: schedule.Job) -> dt.datetime:
    assert job.next_run is not None, "a job has its next run once it knows what to do"
    return job.next_run


def _local(moment: dt.datetime) -> dt.datetime:
    """Return `moment` as `schedule` writes times: naive, in the system's time zone."""
    return moment.astimezone().replace(tzinfo=None)
