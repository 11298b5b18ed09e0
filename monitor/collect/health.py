"""How each source is doing, and when it is to be polled next: quiet sources less often, failing ones less often too."""

from __future__ import annotations

import datetime as dt

from sqlite_utils import Database

from monitor.rulebook.intervals import DEFAULT_EVERY, interval
from monitor.rulebook.models import Source
from monitor.store.database import upsert


def is_due(db: Database, source: Source, now: dt.datetime) -> bool:
    """Whether the source's next scheduled poll has come."""
    row = db.execute("SELECT next_at FROM source_health WHERE source = ?", [source.id]).fetchone()
    return row is None or row[0] is None or dt.datetime.fromisoformat(row[0]) <= now


def begin(db: Database, source: str, now: dt.datetime) -> int | None:
    """Note that a poll begins; return the row of `catching_up` if nothing of the source was ever collected whole."""
    row = db.execute("SELECT succeeded_at FROM source_health WHERE source = ?", [source]).fetchone()
    if row is not None and row[0] is not None:
        return None
    with db.atomic():
        return db.execute(
            "INSERT INTO catching_up (source, began_at, reason) VALUES (?, ?, 'first poll')", [source, now.isoformat()]
        ).lastrowid


def end(
    db: Database,
    source: Source,
    now: dt.datetime,
    *,
    error: str | None,
    changed: bool,
    first: int | None,
    blocked: bool = True,
) -> None:
    """Note how a poll ended and when the next one is.

    Args:
        blocked: whether the error is of the source as a whole; single pages that cannot be read do not put its next poll off.
    """
    stamp = now.isoformat()
    row = db.execute(
        "SELECT succeeded_at, changed_at, failures, failing_since FROM source_health WHERE source = ?", [source.id]
    ).fetchone() or (None, None, 0, None)
    succeeded, changed_at, failures, since = row
    failures = failures + 1 if error else 0
    changed_at = stamp if changed or changed_at is None else changed_at
    quiet = now - dt.datetime.fromisoformat(changed_at)
    values = {
        "source": source.id,
        "polled_at": stamp,
        "succeeded_at": succeeded if error else stamp,
        "changed_at": changed_at,
        "failures": failures,
        "failing_since": (since or stamp) if error else None,
        "error": error,
        "next_at": (now + _pause(source, quiet, failures if blocked else 0)).isoformat(),
    }
    with db.atomic():
        upsert(db, "source_health", [values], pk=("source",))
        if first is not None:
            db.execute("UPDATE catching_up SET ended_at = ? WHERE id = ?", [stamp, first])


def _pause(source: Source, quiet: dt.timedelta, failures: int) -> dt.timedelta:
    try:
        every = interval(source.every)
    except ValueError:
        every = DEFAULT_EVERY
    slower = 4 if quiet > dt.timedelta(days=30) else 2 if quiet > dt.timedelta(days=7) else 1
    if failures:
        return min(every * 2 ** min(failures - 1, 4), max(every, dt.timedelta(days=1)))
    return max(every, min(every * slower, dt.timedelta(days=7)))
