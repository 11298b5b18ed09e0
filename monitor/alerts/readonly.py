"""Run an alert's query: it can only read, and only for so long.

The connection is opened read-only, and SQLite's authorizer refuses everything but reading, so that a query in
a file that many people edit can do no harm (https://www.sqlite.org/c3ref/set_authorizer.html).
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from monitor.alerts.queries import NEEDED, OPTIONAL, AlertQuery

_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_CLOCK_FUNCTIONS = ("date", "time", "datetime", "julianday", "strftime", "unixepoch")
_STEPS = 10_000  # SQLite instructions between two looks at the clock: some microseconds
MAX_ROWS = 200_000


class BadQuery(Exception):
    """A query that cannot serve as an alert; `str()` says what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an alert. `date` is ISO 8601 of any precision, `seen_at` a moment, `item` a finding or change."""

    row_key: str
    title: str
    body: str
    url: str | None
    date: str | None
    seen_at: str | None = None
    item: str | None = None


@contextmanager
def reading(path: Path, now: dt.datetime | None = None) -> Iterator[sqlite3.Connection]:
    """Open the database at `path` for alert queries. `now` replaces what `date('now')` and its like say."""
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, timeout=30)
    try:
        yield prepared(connection, now)
    finally:
        connection.close()


def prepared(connection: sqlite3.Connection, now: dt.datetime | None) -> sqlite3.Connection:
    """Make `connection` refuse all but reading, and take `now` for the time where it is given; return it."""
    if now is not None:
        _set_clock(connection, now)
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_authorize)
    return connection


def _authorize(action: int, first: str | None, *_: str | None) -> int:
    # Opening a full-text index declares its columns, which SQLite calls an update of sqlite_master (it refuses a real
    # one by itself), and asks whether the file has changed.
    reads = action in _READING or (action, first) in {
        (sqlite3.SQLITE_UPDATE, "sqlite_master"),
        (sqlite3.SQLITE_PRAGMA, "data_version"),
    }
    return sqlite3.SQLITE_OK if reads else sqlite3.SQLITE_DENY


def _set_clock(connection: sqlite3.Connection, now: dt.datetime) -> None:
    asked = sqlite3.connect(":memory:", check_same_thread=False)
    moment = now.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
    for name in _CLOCK_FUNCTIONS:
        fewest = 1 if name == "strftime" else 0  # arguments before the time value

        def told(*args: object, name: str = name, fewest: int = fewest) -> Any:
            args = (*args, "now") if len(args) == fewest else args
            args = tuple(moment if isinstance(a, str) and a.lower() == "now" else a for a in args)
            return asked.execute(f"SELECT {name}({', '.join('?' * len(args))})", args).fetchone()[0]

        connection.create_function(name, -1, told)


def rows(connection: sqlite3.Connection, query: AlertQuery, time_limit: float) -> list[Row]:
    """Return what `query` finds now.

    Raises:
        BadQuery: it does not run, writes, takes longer than `time_limit` seconds, lacks a column, or gives a
        row no key.
    """
    cursor = _execute(connection, query.sql, time_limit)
    names = [column[0] for column in cursor.description or ()]
    if missing := [name for name in NEEDED if name not in names]:
        raise BadQuery(f"returns no column {', '.join(missing)}; an alert returns {', '.join(NEEDED)}")
    if doubled := [name for name in (*NEEDED, *OPTIONAL) if names.count(name) > 1]:
        raise BadQuery(f"returns the column {doubled[0]!r} twice")
    places = [names.index(name) if name in names else None for name in (*NEEDED, *OPTIONAL)]
    try:
        found = cursor.fetchmany(MAX_ROWS + 1)
    except sqlite3.Error as error:
        raise BadQuery(_reason(error, time_limit)) from None
    finally:
        connection.set_progress_handler(None, 0)
    if len(found) > MAX_ROWS:
        raise BadQuery(f"returns more than {MAX_ROWS:,} rows; choose fewer with WHERE")
    return [_row([None if place is None else values[place] for place in places]) for values in found]


def _execute(connection: sqlite3.Connection, sql: str, time_limit: float) -> sqlite3.Cursor:
    until = time.monotonic() + time_limit
    connection.set_progress_handler(lambda: int(time.monotonic() > until), _STEPS)
    try:
        return connection.execute(sql.strip().rstrip(";"))
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise BadQuery(_reason(error, time_limit)) from None


def _row(values: list[object]) -> Row:
    key, title, body, url, date, seen_at, item = (None if value is None else str(value) for value in values)
    if not key:
        raise BadQuery("gives a row without row_key; every row needs one that stays the same")
    return Row(key, title or "", body or "", url or None, date or None, seen_at or None, item or None)


def _reason(error: Exception, time_limit: float) -> str:
    message = str(error)
    if "interrupted" in message:
        return f"takes longer than {time_limit:g} seconds; narrow it, or raise time_limit in rules/alerts.yaml"
    if re.search("not authorized|prohibited|readonly|read-only|may not be modified", message):
        return "does something else than reading; an alert is one SELECT"
    if "binding" in message:
        return "takes a parameter; an alert runs by itself and can have none"
    if "one statement" in message:
        return "is more than one statement; an alert is one SELECT"
    return f"does not run: {message}"
