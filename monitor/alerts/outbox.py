"""The outbox: which rows were found, and where each still has to go.

Every step is one transaction, and the order of steps makes a crash harmless:

1. `record` stores new rows together with a delivery for each destination. Before it, nothing is known; after
   it, nothing is lost.
2. `claim` marks the rows of one message `sending` before anything leaves the machine.
3. `settle` marks them `sent` once the destination confirmed, or `waiting` with the reason when it did not.

Rows found in `sending` by a later run were cut off between 2 and 3. They go out again as the same message,
with the same key, and say that they may be a repeat: nobody on this side can know whether they arrived.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from monitor.alerts.readonly import Row
from monitor.store.database import upsert
from monitor.store.keys import key

_SHOWN = "alerts.id, query, title, row_key, body, url, date, item, found_at, queued_at, message"
# Dismissed, or found no longer: it is not sent.
_OBSOLETE = """
    item IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM changes WHERE changes.id = item AND review IS NOT 'dismissed')
    AND NOT EXISTS (SELECT 1 FROM findings WHERE findings.id = item AND review IS NOT 'dismissed')
    AND NOT EXISTS (SELECT 1 FROM findings WHERE findings.exchange = item AND review IS NOT 'dismissed')
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that has to go to a destination. `message` is set when an earlier attempt was cut off."""

    alert: str
    query: str
    title: str
    row_key: str
    body: str
    url: str | None
    date: str | None
    item: str | None
    found_at: str
    queued_at: str
    message: str | None = None


def last_look(db: Database, query: str) -> dt.datetime | None:
    """Return when the alert `query` last looked, None when it never has."""
    row = db.execute("SELECT looked_at FROM alert_looks WHERE query = ?", [query]).fetchone()
    return dt.datetime.fromisoformat(row[0]) if row else None


def unreported(db: Database, query: str, rows: Iterable[Row]) -> list[Row]:
    """Return those of `rows` that the alert has not found before, each key once, in their order."""
    seen = {row[0] for row in db.execute("SELECT row_key FROM alerts WHERE query = ?", [query])}
    fresh: dict[str, Row] = {}
    for row in rows:
        if row.row_key not in seen:
            fresh.setdefault(row.row_key, row)
    return list(fresh.values())


def record(
    db: Database,
    query: str,
    *,
    news: Sequence[Row],
    old: Sequence[Row],
    destinations: Sequence[str],
    now: dt.datetime,
) -> None:
    """Store what the alert found: `news` to go to `destinations`, `old` to go nowhere, ever."""
    moment = now.isoformat()
    with db.atomic():
        rows = [_alert(query, row, moment, is_old=False) for row in news]
        rows += [_alert(query, row, moment, is_old=True) for row in old]
        upsert(db, "alerts", rows, once=("found_at",))
        deliveries = [
            {"alert": key(query, row.row_key), "destination": d, "state": "waiting", "queued_at": moment}
            for row in news
            for d in destinations
        ]
        upsert(db, "deliveries", deliveries, pk=("alert", "destination"), once=("state", "queued_at"))
        looked = {"query": query, "began_at": moment, "looked_at": moment}
        upsert(db, "alert_looks", [looked], pk=("query",), once=("began_at",))


def _alert(query: str, row: Row, moment: str, *, is_old: bool) -> dict[str, object]:
    return {
        "id": key(query, row.row_key),
        "query": query,
        "title": row.title,
        "row_key": row.row_key,
        "found_at": moment,
        "body": row.body,
        "url": row.url,
        "date": row.date,
        "item": row.item,
        "old": int(is_old),
    }


def withdraw_obsolete(db: Database) -> int:
    """Take back rows that wait and whose finding or change was dismissed, or is found no longer; return how
    many.

    What is found again, or reopened, waits again.
    """
    with db.atomic():
        db.execute(
            f"""
            UPDATE deliveries SET state = 'waiting' WHERE state = 'withdrawn'
            AND alert IN (SELECT id FROM alerts WHERE NOT ({_OBSOLETE}))
            """
        )
        return int(
            db.execute(
                f"""
                UPDATE deliveries SET state = 'withdrawn', message = NULL WHERE state IN ('waiting', 'sending')
                AND alert IN (SELECT id FROM alerts WHERE {_OBSOLETE})
                """
            ).rowcount
        )


def cut_off(db: Database, destination: str) -> list[list[Waiting]]:
    """Return the messages to `destination` that an earlier run began to send and never settled."""
    messages: dict[str, list[Waiting]] = {}
    for row in _waiting(db, destination, "sending"):
        messages.setdefault(row.message or "", []).append(row)
    return list(messages.values())


def waiting(db: Database, destination: str) -> list[Waiting]:
    """Return the rows that have to go to `destination`: alert by alert, oldest first."""
    return _waiting(db, destination, "waiting")


def _waiting(db: Database, destination: str, state: str) -> list[Waiting]:
    return [
        Waiting(*row)
        for row in db.execute(
            f"SELECT {_SHOWN} FROM deliveries JOIN alerts ON alerts.id = deliveries.alert "
            "WHERE destination = ? AND state = ? ORDER BY query, date, found_at, alerts.rowid",
            [destination, state],
        ).fetchall()
    ]


def message_key(destination: str, rows: Sequence[Waiting]) -> str:
    """Return a key of the message that brings `rows` to `destination`; a repeat of it has the same."""
    return rows[0].message or key(destination, *sorted(row.alert for row in rows))


def claim(db: Database, destination: str, message: str, rows: Sequence[Waiting], now: dt.datetime) -> None:
    """Note that `message` with `rows` is about to be handed to `destination`."""
    with db.atomic():
        db.conn.executemany(
            "UPDATE deliveries SET state = 'sending', message = ?, attempts = attempts + 1, attempted_at = ? "
            "WHERE alert = ? AND destination = ?",
            [(message, now.isoformat(), row.alert, destination) for row in rows],
        )


def settle(db: Database, destination: str, message: str, now: dt.datetime, error: str | None) -> None:
    """Note how handing over `message` ended: confirmed (`error` None), or refused for the reason `error`."""
    with db.atomic():
        if error is None:
            db.execute(
                "UPDATE deliveries SET state = 'sent', sent_at = ?, error = NULL WHERE destination = ? AND message = ?",
                [now.isoformat(), destination, message],
            )
            db.execute(
                """
                UPDATE alerts SET delivered_at = ?
                WHERE id IN (SELECT alert FROM deliveries WHERE message = ?) AND NOT EXISTS (
                    SELECT 1 FROM deliveries WHERE alert = alerts.id AND state IN ('waiting', 'sending')
                )
                """,
                [now.isoformat(), message],
            )
        else:
            db.execute(
                "UPDATE deliveries SET state = 'waiting', message = NULL, error = ? "
                "WHERE destination = ? AND message = ? AND state = 'sending'",
                [error, destination, message],
            )


def pending(db: Database) -> list[tuple[str, int, str, str | None]]:
    """Return for each destination with rows waiting: its name, how many, since when, and the last error."""
    return list(
        db.execute(
            "SELECT destination, count(*), min(queued_at), max(error) FROM deliveries "
            "WHERE state IN ('waiting', 'sending') GROUP BY destination ORDER BY destination"
        ).fetchall()
    )
