"""What every command is given: where the database and the rules are, and what time it is."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout
from sqlite_utils import Database

from monitor.errors import Busy
from monitor.store.database import connect

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Context:
    """Settings of one command. `fixed_now` is the `--now` option: it sets the clock in tests and replays."""

    db_path: Path
    rules_dir: Path
    fixed_now: dt.datetime | None = None
    quiet: bool = False

    def now(self) -> dt.datetime:
        """Return the time, London local and aware, to the second."""
        return self.fixed_now or dt.datetime.now(LONDON).replace(microsecond=0)

    def today(self) -> str:
        """Return the date in London as `YYYY-MM-DD`."""
        return self.now().date().isoformat()

    @property
    def archive_dir(self) -> Path:
        """The folder of WARC files, beside the database."""
        return self.db_path.parent / "archive"

    @property
    def log_path(self) -> Path:
        """The log of jobs, beside the database (see `monitor.logs`)."""
        return self.db_path.with_suffix(".log")

    def connect(self) -> Database:
        """Open the database (see `monitor.store.database.connect`)."""
        return connect(self.db_path)

    @contextmanager
    def locked(self) -> Iterator[Database]:
        """Open the database for a job that writes; only one job at a time may hold it.

        Raises:
            Busy: another job is running.
        """
        with self.lock():
            db = self.connect()
            try:
                yield db
            finally:
                db.close()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other jobs from running meanwhile.

        Raises:
            Busy: another job is running.
        """
        self.db_path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.db_path.with_name(self.db_path.name + ".lock"))
        try:
            with lock.acquire(timeout=0):
                yield
        except Timeout:
            raise Busy(
                f"another monitor job is writing to {self.db_path}; it will finish by itself, run this again afterwards"
            ) from None

    def say(self, line: str) -> None:
        """Write a line of progress to standard error."""
        if not self.quiet:
            print(line, file=sys.stderr, flush=True)
