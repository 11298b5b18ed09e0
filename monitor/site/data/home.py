"""The home page: what is new, the topics, and how fresh the data is."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any

from monitor.site.data import Row, one, rows, value
from monitor.site.data.flags import by_reply

_MONTHS = 24
_OPEN = "status IN ('unanswered', 'holding')"
_DUE = "coalesce(due_on, reply_by)"  # as stated, else by the body's custom


def home(conn: sqlite3.Connection, today: dt.date) -> dict[str, Any]:
    """Return everything that the home page shows, as of `today`."""
    since = {
        "yesterday": (today - dt.timedelta(days=1)).isoformat(),
        "week": (today - dt.timedelta(days=7)).isoformat(),
        "today": today.isoformat(),
    }
    return {
        "findings": _findings(conn, since),
        "changes": _changes(conn, since),
        "answers": _answers(conn, since),
        "overdue": _overdue(conn, since),
        "topics": topics(conn, today),
        "sources": sources(conn),
        "empty": value(conn, "SELECT NOT EXISTS (SELECT 1 FROM documents) AND NOT EXISTS (SELECT 1 FROM questions)"),
        "since_yesterday": since["yesterday"],
        "since_week": since["week"],
    }


def _news(conn: sqlite3.Connection, table: str, date: str, since: Row, where: str = "1") -> dict[str, Any]:
    """Count what is new since yesterday and this week."""
    counted = one(
        conn,
        f"SELECT count(*) AS week, coalesce(sum({date} >= :yesterday), 0) AS day FROM {table} "
        f"WHERE {date} >= :week AND {date} <= :today AND {where}",
        since,
    )
    return counted or {}


def _findings(conn: sqlite3.Connection, since: Row) -> dict[str, Any]:
    counted = _news(conn, "findings", "first_found", since, "review IS NOT 'dismissed'")
    return {**counted, "latest": by_reply(conn, "1", [], 5)}


def _changes(conn: sqlite3.Connection, since: Row) -> dict[str, Any]:
    latest = """
        SELECT changes.id, changes.kind, changes.body, from_date, to_date, summary,
            topics.title AS topic_title, changes.topic
        FROM changes LEFT JOIN topics ON topics.id = changes.topic
        WHERE review IS NOT 'dismissed' AND candidate = 0 ORDER BY to_date DESC, changes.id LIMIT 5
    """
    counted = _news(conn, "changes", "first_found", since, "review IS NOT 'dismissed' AND candidate = 0")
    return {**counted, "latest": rows(conn, latest)}


def _answers(conn: sqlite3.Connection, since: Row) -> dict[str, Any]:
    latest = """
        SELECT answers.id, answers.question, answers.answered_on, answers.answered_by, answers.status, questions.title,
            substr(questions.text, 1, 200) AS text, questions.reference
        FROM answers JOIN questions ON questions.id = answers.question
        ORDER BY answers.answered_on DESC LIMIT 5
    """
    return {**_news(conn, "answers", "answered_on", since), "latest": rows(conn, latest)}


def _overdue(conn: sqlite3.Connection, since: Row) -> dict[str, Any]:
    where = f"{_OPEN} AND {_DUE} < :today"
    return {
        "count": value(conn, f"SELECT count(*) FROM questions WHERE {where}", since),
        "latest": rows(
            conn,
            f"SELECT id, title, substr(text, 1, 200) AS text, reference, {_DUE} AS due_on, asked_by, body, status "
            f"FROM questions WHERE {where} ORDER BY {_DUE} DESC LIMIT 5",
            since,
        ),
    }


def topics(conn: sqlite3.Connection, today: dt.date) -> list[Row]:
    """Return the topics, each with `counts` (statements a month up to today) and `positions` (each body's latest)."""
    months = [_month(today, back) for back in range(_MONTHS - 1, -1, -1)]
    counts = {
        (row["topic"], row["month"]): row["n"]
        for row in rows(
            conn,
            "SELECT topic, substr(said_on, 1, 7) AS month, count(*) AS n FROM readings "
            "JOIN statements ON statements.id = readings.statement WHERE said_on >= ? GROUP BY 1, 2",
            [months[0]],
        )
    }
    positions: dict[str, list[Row]] = {}
    for row in rows(
        conn,
        """
        SELECT topic, body, stance, said_on, statement, label, total FROM (
            SELECT readings.topic, statements.body, readings.stance, statements.said_on, readings.statement,
                stances.label,
                row_number() OVER (PARTITION BY readings.topic, body ORDER BY said_on DESC, statement) AS nth,
                count(*) OVER (PARTITION BY readings.topic, statements.body) AS total
            FROM readings JOIN statements ON statements.id = readings.statement
            JOIN stances ON stances.topic = readings.topic AND stances.id = readings.stance
        ) WHERE nth = 1 ORDER BY total DESC, body
        """,
    ):
        positions.setdefault(row["topic"], []).append(row)
    totals = {row["topic"]: row for row in rows(conn, _TOTALS)}
    stances: dict[str, list[str]] = {}
    for row in rows(conn, "SELECT topic, id FROM stances ORDER BY topic, position"):
        stances.setdefault(row["topic"], []).append(row["id"])
    return [
        {
            **topic,
            **(totals.get(topic["id"]) or {"statements": 0, "latest": None}),
            "stances": stances.get(topic["id"], []),
            "months": months,
            "counts": [counts.get((topic["id"], month), 0) for month in months],
            "positions": positions.get(topic["id"], [])[:6],
        }
        for topic in rows(conn, "SELECT id, title, question FROM topics ORDER BY title")
    ]


_TOTALS = """
    SELECT topic, count(*) AS statements, max(said_on) AS latest FROM readings
    JOIN statements ON statements.id = readings.statement GROUP BY topic
"""


def _month(today: dt.date, back: int) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return f"{year}-{month + 1:02}"


def sources(conn: sqlite3.Connection) -> dict[str, Any]:
    """Return how each source is doing, the outages that go on, and the latest run of each command."""
    return {
        "health": rows(
            conn,
            "SELECT source, polled_at, succeeded_at, changed_at, failures, failing_since, error FROM source_health "
            "ORDER BY failures = 0, source",
        ),
        "outages": rows(
            conn, "SELECT source, kind, began_at, detail FROM outages WHERE ended_at IS NULL ORDER BY source"
        ),
        "runs": rows(
            conn,
            "SELECT command, started, finished, status, summary FROM runs "
            "WHERE id IN (SELECT max(id) FROM runs GROUP BY command) ORDER BY started DESC",
        ),
    }


def stale_since(sources: dict[str, Any], today: dt.date) -> str | None:
    """Return when the latest of all sources was last read, when that is more than two days ago."""
    latest = max((row["succeeded_at"] or "" for row in sources["health"]), default="")
    return latest if latest and latest[:10] < (today - dt.timedelta(days=2)).isoformat() else None
