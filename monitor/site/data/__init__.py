"""What each page shows, read from the database: a connection and plain values in, dictionaries out, nothing written."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def rows(conn: sqlite3.Connection, sql: str, params: Mapping[str, Any] | Sequence[Any] = ()) -> list[Row]:
    """Return the rows of a query as dictionaries."""
    cursor = conn.execute(sql, params)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def one(conn: sqlite3.Connection, sql: str, params: Mapping[str, Any] | Sequence[Any] = ()) -> Row | None:
    """Return the first row of a query, or None."""
    found = rows(conn, sql, params)
    return found[0] if found else None


def value(conn: sqlite3.Connection, sql: str, params: Mapping[str, Any] | Sequence[Any] = ()) -> Any:
    """Return the first column of the first row of a query, or None."""
    found = conn.execute(sql, params).fetchone()
    return found[0] if found else None
