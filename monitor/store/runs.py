"""The record of every run: what was asked for, when, and how it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlite_utils import Database


@dataclass(slots=True)
class Run:
    """What a run has to say: `lines` are its results, `failures` what went wrong and was survived."""

    lines: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def status(self) -> str:
        """`ok`, or `failed` when something went wrong, even if the rest was done."""
        return "failed" if self.failures else "ok"

    @property
    def exit_status(self) -> int:
        """The exit status of DESIGN 4.1."""
        return 1 if self.failures else 0


# What these collect is of the past: it is no news for having been read today (see the view read_live).
_OF_THE_PAST = ("import", "backfill")


@contextmanager
def recorded(db: Database, command: str, now: Callable[[], dt.datetime]) -> Iterator[Run]:
    """Record `command` in `runs`, with its summary, also when it raises. The caller holds the lock.

    A run that was killed before it could say how it ended is noted as `interrupted` by the next.
    """
    with db.atomic():
        db.execute("UPDATE runs SET status = 'interrupted' WHERE status = 'running'")
        db.execute("UPDATE catching_up SET ended_at = ? WHERE ended_at IS NULL", [now().isoformat()])
        row = db.execute(
            "INSERT INTO runs (started, command, status) VALUES (?, ?, 'running')", [now().isoformat(), command]
        ).lastrowid
        if command.startswith(_OF_THE_PAST):
            db.execute("INSERT INTO catching_up (began_at, reason) VALUES (?, ?)", [now().isoformat(), command])
    run = Run()
    try:
        yield run
    except KeyboardInterrupt:
        run.failures.append("stopped by a signal; what was done is kept")
        raise
    except BaseException as error:
        run.failures.append(str(error) or type(error).__name__)
        raise
    finally:
        with db.atomic():
            db.execute("UPDATE catching_up SET ended_at = ? WHERE ended_at IS NULL", [now().isoformat()])
            db.execute(
                "UPDATE runs SET finished = ?, status = ?, summary = ? WHERE id = ?",
                [now().isoformat(), run.status, "\n".join(run.lines + run.failures), row],
            )
