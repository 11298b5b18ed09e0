"""How everything is doing, for `monitor status` and the site's health page: read only, in plain numbers and lines.

What needs a person comes as lines that say what is wrong and what to do.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from monitor.store.outages import FAILURES

# A poll that is this late does not come: nothing runs the refresh.
LATE = dt.timedelta(days=1)
# A row that waits longer than a weekly digest does not wait for its digest.
STUCK = dt.timedelta(days=8)
MOST_SPEAKERS = 20


@dataclass(slots=True)
class SourceHealth:
    """One source. `state`: fine, never polled, failing, silent or late; times are ISO 8601."""

    source: str
    state: str
    last_poll: str | None = None
    last_success: str | None = None
    last_change: str | None = None
    failures: int = 0
    error: str | None = None
    next_run: str | None = None


@dataclass(slots=True)
class Status:
    """Everything at once; `needs` are the lines for a person, none when all is well."""

    as_of: str
    sources: list[SourceHealth] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    unanswered: dict[str, int] = field(default_factory=dict)
    unknown_speakers: dict[str, int] = field(default_factory=dict)
    alerts_waiting: dict[str, int] = field(default_factory=dict)
    last_runs: list[dict[str, Any]] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        return asdict(self)


def gather(
    conn: sqlite3.Connection, now: dt.datetime, *, enabled: list[str] | None = None, private: bool = True
) -> Status:
    """Read the state of the database.

    Args:
        now: aware.
        enabled: the sources that are polled; all known when None.
        private: whether to read what is for the newsroom only: runs, and which destinations wait for what.
    """
    status = Status(as_of=now.isoformat())
    for table in ("questions", "answers", "turns", "statements", "findings", "changes"):
        status.counts[table] = conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    status.unanswered = _unanswered(conn)
    status.unknown_speakers = _unknown_speakers(conn)
    status.sources = _sources(conn, now, enabled)
    status.needs = _sources_need(status.sources, now)
    if private:
        status.last_runs = _last_runs(conn)
        status.needs += [*_runs_need(status.last_runs), *_deliveries(conn, now, status)]
    return status


def _unanswered(conn: sqlite3.Connection) -> dict[str, int]:
    row = conn.execute(
        "SELECT sum(open), sum(open AND status = 'holding'), sum(open AND overdue IS 1) FROM waiting WHERE open"
    ).fetchone()
    return dict(zip(("waiting", "holding reply only", "overdue"), (number or 0 for number in row), strict=True))


def _unknown_speakers(conn: sqlite3.Connection) -> dict[str, int]:
    return dict(
        conn.execute(
            "SELECT speaker, count(*) AS turns FROM turns WHERE person IS NULL AND role <> 'chair' "
            "GROUP BY speaker ORDER BY turns DESC, speaker LIMIT ?",
            [MOST_SPEAKERS],
        ).fetchall()
    )


def _sources(conn: sqlite3.Connection, now: dt.datetime, enabled: list[str] | None) -> list[SourceHealth]:
    rows = {
        row[0]: row
        for row in conn.execute(
            "SELECT source, polled_at, succeeded_at, changed_at, failures, error, next_at FROM source_health"
        )
    }
    silent = {row[0] for row in conn.execute("SELECT source FROM outages WHERE kind = 'silent' AND ended_at IS NULL")}
    found = []
    for source in rows if enabled is None else enabled:
        if source not in rows:
            found.append(SourceHealth(source, "never polled"))
            continue
        health = SourceHealth(source, "fine", *rows[source][1:])
        if health.failures >= FAILURES:
            health.state = "failing"
        elif health.next_run and dt.datetime.fromisoformat(health.next_run) + LATE < now:
            health.state = "late"
        elif source in silent:
            health.state = "silent"
        found.append(health)
    return found


def _last_runs(conn: sqlite3.Connection) -> list[dict[str, Any]]:
    rows = conn.execute(
        "SELECT command, started, finished, status, summary FROM runs WHERE id IN "
        "(SELECT max(id) FROM runs GROUP BY substr(command, 1, instr(command || ' ', ' ') - 1)) ORDER BY id DESC"
    )
    names = ("command", "started", "finished", "status", "summary")
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def _sources_need(sources: list[SourceHealth], now: dt.datetime) -> list[str]:
    needs = []
    for one in sources:
        if one.state == "failing":
            since = f"since {one.last_success[:10]}" if one.last_success else "and was never read in full"
            needs.append(f"{one.source}: {one.failures} polls in a row had problems, {since}: {one.error}")
        elif one.state == "late":
            days = (now - dt.datetime.fromisoformat(str(one.next_run))).days
            needs.append(
                f"{one.source}: its poll is {days} days late; is `monitor run`, the timer or cron still at work?"
            )
        elif one.state == "silent":
            needs.append(
                f"{one.source}: nothing new since {str(one.last_change)[:10]}, longer than usual; has the site moved?"
            )
    return needs


def _runs_need(runs: list[dict[str, Any]]) -> list[str]:
    needs = []
    for run in runs:
        if run["status"] == "interrupted":
            needs.append(f"{run['command']}: the run of {run['started']} was killed; run it again (nothing is lost)")
        elif run["status"] == "failed":
            last = (run["summary"] or "").splitlines()
            needs.append(f"{run['command']}: the run of {run['started']} had failures, the last: {(last or ['?'])[-1]}")
    return needs


def _deliveries(conn: sqlite3.Connection, now: dt.datetime, status: Status) -> list[str]:
    needs = []
    for destination, rows, since, error in conn.execute(
        "SELECT destination, count(*), min(queued_at), max(error) FROM deliveries "
        "WHERE state IN ('waiting', 'sending') GROUP BY destination ORDER BY destination"
    ).fetchall():
        status.alerts_waiting[destination] = rows
        if error:
            needs.append(f"destination {destination}: {rows} rows wait since {since[:16]}; the last attempt: {error}")
        elif dt.datetime.fromisoformat(since) + STUCK < now:
            needs.append(f"destination {destination}: {rows} rows wait since {since[:16]}; is it still in alerts.yaml?")
    return needs


def sentence(source: SourceHealth) -> Mapping[str, str]:
    """Return what a table of sources shows of one: state, times to the minute, next run."""
    shown = {"state": source.state}
    for name in ("last_success", "last_change", "next_run"):
        shown[name] = (getattr(source, name) or "never")[:16].replace("T", " ")
    return shown
