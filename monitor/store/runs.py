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


@contextmanager
def recorded(db: Database, command: str, now: Callable[[], dt.datetime]) -> Iterator[Run]:
    """Record `command` in `runs`, with its summary, also when it raises."""
    with db.atomic():
        row = db.execute(
            "INSERT INTO runs (started, command, status) VALUES (?, ?, 'running')", [now().isoformat(), command]
        ).lastrowid
    run = Run()
    try:
        yield run
    except BaseException as error:
        run.failures.append(str(error) or type(error).__name__)
        raise
    finally:
        with db.atomic():
            db.execute(
                "UPDATE runs SET finished = ?, status = ?, summary = ? WHERE id = ?",
                [now().isoformat(), run.status, "\n".join(run.lines + run.failures), row],
            )
