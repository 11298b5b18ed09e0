"""`monitor run`: keep refreshing, each pass in a process of its own.

The process that keeps going only looks at the clock, so its memory stays flat for years, and whatever a pass meets
with (a parser that crashes the interpreter, a page that hangs) ends with that pass. Passes are the same `monitor
refresh` that cron would run, with the same lock, the same record in `runs` and the same log.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from monitor.context import Context
from monitor.errors import BadFile
from monitor.logs import event
from monitor.rulebook.load import load
from monitor.rulebook.models import Source
from monitor.timetable import Health, Timetable

log = logging.getLogger(__name__)

TICK = 30.0  # seconds: how soon a wake-up from sleep, or a changed rule file, is noticed
ALERTS_EVERY = 300.0  # seconds between two looks at whether a digest is due or a destination is to be tried again
LONGEST_PASS = 6 * 3600.0
GRACE = 60.0  # seconds that a pass has to tidy up when it is told to stop
Job = Callable[[Sequence[str]], int]


class Runner:
    """Polls each source when its time comes.

    Args:
        context: where the database and the rules are.
        job: runs `monitor` with the arguments given and returns its exit status; a process of its own when None.
    """

    def __init__(self, context: Context, job: Job | None = None) -> None:
        self._context = context
        self._job = job or self._process
        self._child: subprocess.Popen[bytes] | None = None
        self._stop = threading.Event()
        self._read_at: float | None = None
        self._alerts_at = 0.0
        self.timetable = self._read()

    def run(self) -> None:
        """Go on until SIGTERM or SIGINT; a pass under way is told to stop and has a minute to tidy up."""
        previous = {number: signal.signal(number, self._told_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            while not self._stop.is_set():
                self.tick()
                self._stop.wait(min(TICK, self.timetable.seconds_to_next() or TICK))
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
        event(log, "run.stopped")

    def tick(self) -> None:
        """Do what is due now, if anything."""
        self._read_again()
        if due := self.timetable.due():
            status = self._job(["refresh", *due])
            event(log, "run.refreshed", sources=",".join(due), status=status)
            self.timetable.polled(due)
            self._alerts_at = time.monotonic()
        elif time.monotonic() - self._alerts_at >= ALERTS_EVERY:
            self._alerts_at = time.monotonic()
            if _something_waits(self._context.db_path):
                event(log, "run.alerts", status=self._job(["alerts"]))

    # -- the timetable

    def _read(self) -> Timetable:
        self._read_at = _changed_at(self._sources_file)
        sources = load(self._context.rules_dir).checked().sources
        found: Sequence[Source] = sources.sources if sources else ()
        if not any(source.enabled for source in found):
            raise BadFile(self._sources_file, "lists no source that is enabled; there is nothing to keep refreshing")
        return Timetable(found, lambda source: health(self._context.db_path, source))

    def _read_again(self) -> None:
        """Take in a changed sources.yaml; a faulty one is told once, and the timetable stays as it was."""
        if _changed_at(self._sources_file) == self._read_at:
            return
        try:
            self.timetable = self._read()
            event(log, "run.sources_read")
        except BadFile as error:
            event(log, "run.bad_sources", level=logging.ERROR, reason=str(error))
            self._context.say(f"monitor: {error}; the sources are polled as before")

    @property
    def _sources_file(self) -> Path:
        return self._context.rules_dir / "sources.yaml"

    # -- passes

    def _process(self, arguments: Sequence[str]) -> int:
        options = ["--db", str(self._context.db_path), "--rules", str(self._context.rules_dir)]
        quiet = ["--quiet"] if self._context.quiet else []
        # In a session of its own, so that Ctrl-C in a terminal reaches it once, through us.
        self._child = subprocess.Popen(
            [sys.executable, "-m", "monitor", *options, *quiet, *arguments], start_new_session=True
        )
        try:
            return self._wait(self._child)
        finally:
            self._child = None

    def _wait(self, child: subprocess.Popen[bytes]) -> int:
        until = time.monotonic() + LONGEST_PASS
        told = False
        while True:
            try:
                return child.wait(timeout=1)
            except subprocess.TimeoutExpired:
                if not told and (self._stop.is_set() or time.monotonic() > until):
                    child.terminate()
                    told, until = True, time.monotonic() + GRACE
                elif told and time.monotonic() > until:
                    event(log, "run.killed", level=logging.ERROR, pid=child.pid)
                    child.kill()

    def _told_to_stop(self, _number: int, _frame: object) -> None:
        self._stop.set()
        if self._child is not None:
            self._child.terminate()


def use_utc() -> None:
    """Make UTC the process's local time: `schedule` counts in local time, which jumps twice a year in London."""
    os.environ["TZ"] = "UTC"
    time.tzset()


def health(db_path: Path, source: str) -> Health:
    """Return the health of `source` as the database has it; unknown when there is no database yet."""
    row = _ask(db_path, "SELECT polled_at, next_at FROM source_health WHERE source = ?", [source])
    return Health(*(dt.datetime.fromisoformat(value) if value else None for value in row)) if row else Health()


def _something_waits(db_path: Path) -> bool:
    return _ask(db_path, "SELECT 1 FROM deliveries WHERE state IN ('waiting', 'sending') LIMIT 1", []) is not None


def _ask(db_path: Path, sql: str, values: Sequence[str]) -> tuple[str | None, ...] | None:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(db_path.resolve()))}?mode=ro", uri=True)) as connection:
            found: tuple[str | None, ...] | None = connection.execute(sql, values).fetchone()
            return found
    except sqlite3.OperationalError:
        return None


def _changed_at(path: Path) -> float | None:
    try:
        return path.stat().st_mtime
    except OSError:
        return None
