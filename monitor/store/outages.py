"""Outages: sources that could not be read several times in a row, or brought nothing new for longer than usual.

One row an outage, however many polls it lasts: the saved alert `alert_sources` tells when it begins and when it ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from itertools import pairwise

from sqlite_utils import Database

from monitor.store.keys import key

FAILURES = 3  # polls in a row
# Silence is unusual when it lasts three times the longest of the source's last pauses, and three days at least.
PAUSES, TIMES, SHORTEST = 20, 3, dt.timedelta(days=3)
FEWEST_PAUSES = 5


def update_outages(db: Database, sources: Collection[str], now: dt.datetime) -> None:
    """Begin and end outages of `sources` as `source_health` says; those of other sources end."""
    with db.atomic():
        for health in list(db["source_health"].rows):
            if health["source"] in sources:
                _failing(db, health, now)
                _silent(db, health, now)
        marks = ", ".join("?" * len(sources))
        db.execute(
            f"UPDATE outages SET ended_at = ? WHERE ended_at IS NULL AND source NOT IN ({marks})",
            [now.isoformat(), *sources],
        )


def _failing(db: Database, health: dict[str, str | int | None], now: dt.datetime) -> None:
    source, failures = str(health["source"]), int(health["failures"] or 0)
    if failures == 0:
        _end(db, source, "failing", now)
    elif failures >= FAILURES:
        _begin(db, source, "failing", began_at=str(health["failing_since"]), now=now, detail=str(health["error"]))


def _silent(db: Database, health: dict[str, str | int | None], now: dt.datetime) -> None:
    source = str(health["source"])
    if health["changed_at"] is None or health["failures"]:
        return
    changed_at = dt.datetime.fromisoformat(str(health["changed_at"]))
    usual = usual_pause(db, source)
    if usual is None or now - changed_at <= max(TIMES * usual, SHORTEST):
        _end(db, source, "silent", now)
        return
    detail = f"Nothing new since {changed_at.date()}; the longest pause before was {usual.days} days."
    _begin(db, source, "silent", began_at=str(health["changed_at"]), now=now, detail=detail)


def usual_pause(db: Database, source: str) -> dt.timedelta | None:
    """Return the longest of the last pauses between days on which the source brought something; None if it has few."""
    days = [
        dt.date.fromisoformat(row[0])
        for row in db.execute(
            "SELECT DISTINCT date(first_seen) AS day FROM documents WHERE source = ? AND day IS NOT NULL "
            "ORDER BY day DESC LIMIT ?",
            [source, PAUSES + 1],
        )
    ]
    pauses = [later - earlier for later, earlier in pairwise(days)]
    return max(pauses) if len(pauses) >= FEWEST_PAUSES else None


def _begin(db: Database, source: str, kind: str, *, began_at: str, now: dt.datetime, detail: str) -> None:
    if not _is_open(db, source, kind):
        row = [key(source, kind, began_at), source, kind, began_at, now.isoformat(), detail]
        db.execute(
            "INSERT OR IGNORE INTO outages (id, source, kind, began_at, noticed_at, detail) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )


def _end(db: Database, source: str, kind: str, now: dt.datetime) -> None:
    if _is_open(db, source, kind):
        db.execute(
            "UPDATE outages SET ended_at = ? WHERE source = ? AND kind = ? AND ended_at IS NULL",
            [now.isoformat(), source, kind],
        )


def _is_open(db: Database, source: str, kind: str) -> bool:
    sql = "SELECT 1 FROM outages WHERE source = ? AND kind = ? AND ended_at IS NULL"
    return db.execute(sql, [source, kind]).fetchone() is not None
