"""Pages of people and bodies: what they said and were asked. Rates stand beside denominators; nobody is ranked."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any, Literal

from monitor.site.data import one, rows
from monitor.site.data.flags import by_reply

Column = Literal["person", "body"]


def listing(conn: sqlite3.Connection) -> dict[str, Any]:
    """Return the bodies and the people whose statements are held, in alphabetical order."""
    return {
        "bodies": bodies(conn),
        "people": rows(
            conn,
            "SELECT person AS name, count(*) AS n FROM statements WHERE person IS NOT NULL "
            "AND coalesce(role, '') NOT LIKE 'spokes%' GROUP BY person ORDER BY person LIMIT 2000",
        ),
        "members": rows(
            conn,
            "SELECT asked_by AS name, count(*) AS n FROM questions WHERE asked_by IS NOT NULL GROUP BY asked_by "
            "ORDER BY asked_by LIMIT 2000",
        ),
    }


def bodies(conn: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return the name of each body and how many statements of it are held, in alphabetical order."""
    return rows(conn, "SELECT body AS name, count(*) AS n FROM statements GROUP BY body ORDER BY body LIMIT 500")


def who(conn: sqlite3.Connection, column: Column, name: str, today: dt.date) -> dict[str, Any] | None:
    """Return what is held on a person or body called `name`, or None when nothing is."""
    asked = "asked_by" if column == "person" else "body"
    numbers = one(
        conn,
        f"""
        SELECT (SELECT count(*) FROM statements WHERE {column} = :name) AS statements,
            (SELECT count(*) FROM questions WHERE {asked} = :name) AS questions
        """,
        {"name": name},
    )
    assert numbers
    if not any(numbers.values()):
        return None
    return {
        "name": name,
        **numbers,
        "judged": one(
            conn,
            f"""
            SELECT count(*) AS replies, coalesce(sum(reply = 'non-reply'), 0) AS non_replies,
                coalesce(sum(reply = 'partial'), 0) AS partial
            FROM exchanges WHERE {column} = ? AND reply IS NOT NULL
            """,
            [name],
        ),
        "offices": rows(
            conn,
            "SELECT DISTINCT coalesce(role, body) AS role, body FROM "
            "(SELECT role, body FROM statements WHERE person = ? ORDER BY said_on DESC LIMIT 500) LIMIT 5",
            [name],
        )
        if column == "person"
        else [],
        "waiting": _waiting(conn, asked, name, today),
        "asked": rows(
            conn,
            f"SELECT id, reference, title, substr(text, 1, 240) AS text, asked_on, asked_by, status FROM questions "
            f"WHERE {asked} = ? ORDER BY asked_on DESC LIMIT 10",
            [name],
        ),
        "said": rows(
            conn,
            f"SELECT id, said_on, person, body, medium, substr(text, 1, 600) AS text, url, answer FROM statements "
            f"WHERE {column} = ? ORDER BY said_on DESC LIMIT 10",
            [name],
        ),
        "findings": by_reply(conn, f"{column} = ?", [name], 10),
        "changes": _changes(conn, column, name),
    }


def _waiting(conn: sqlite3.Connection, asked: str, name: str, today: dt.date) -> dict[str, Any]:
    params = {"name": name, "today": today.isoformat()}
    where = f"{asked} = :name AND status IN ('unanswered', 'holding')"
    counted = one(
        conn,
        "SELECT count(*) AS unanswered, coalesce(sum(coalesce(due_on, reply_by) < :today), 0) AS overdue "
        f"FROM questions WHERE {where}",
        params,
    )
    latest = rows(
        conn,
        f"SELECT id, reference, title, substr(text, 1, 240) AS text, asked_on, asked_by, status FROM questions "
        f"WHERE {where} ORDER BY asked_on DESC LIMIT 10",
        params,
    )
    return {**(counted or {}), "latest": latest}


def _changes(conn: sqlite3.Connection, column: Column, name: str) -> list[dict[str, Any]]:
    if column == "body":  # a contradiction names both bodies: "A / B"
        where = "(body = :name OR body LIKE :name || ' / %' OR body LIKE '% / ' || :name)"
    else:
        where = "to_statement IN (SELECT id FROM statements WHERE person = :name)"
    return rows(
        conn,
        f"SELECT id, kind, body, from_date, to_date, summary FROM changes WHERE {where} AND review IS NOT 'dismissed' "
        "AND candidate = 0 ORDER BY to_date DESC LIMIT 10",
        {"name": name},
    )
