"""The page of a finding, and that of a change."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from monitor.site.data import one, rows
from monitor.site.data.questions import findings
from monitor.site.data.topics import kept_copies


def finding(conn: sqlite3.Connection, finding_id: str) -> dict[str, Any] | None:
    """Return a finding with its exchange, the other findings on it, its question and its reviews; None when unknown.

    `way` has the questions that it leads to.
    """
    found = one(conn, "SELECT * FROM findings WHERE id = ?", [finding_id])
    if found is None:
        return None
    exchange = one(conn, "SELECT * FROM exchanges WHERE id = ?", [found["exchange"]]) or {}
    return {
        **found,
        "asked_by": exchange.get("asked_by"),
        "spoken": json.loads(exchange.get("turns") or "[]"),
        "others": [row for row in findings(conn, "exchange = ?", found["exchange"]) if row["id"] != finding_id],
        "question_row": one(
            conn, "SELECT id, title, reference, asked_on, status FROM questions WHERE id = ?", [found["question"]]
        ),
        "way": [{**step, "id": step["question"]} for step in json.loads(found["leads_by"] or "[]")],
        "reviews": reviews(conn, finding_id),
    }


def change(conn: sqlite3.Connection, change_id: str) -> dict[str, Any] | None:
    """Return a change with its two statements, its topic and its reviews; None when unknown."""
    found = one(
        conn,
        """
        SELECT changes.*, topics.title AS topic_title, topics.question AS topic_question,
            measures.label AS measure_label,
            earlier.person AS from_person, later.person AS to_person, earlier.body AS from_body, later.body AS to_body,
            earlier.medium AS from_medium, later.medium AS to_medium, earlier.question AS from_question,
            later.question AS to_question, edits.url AS page_url, edits.document
        FROM changes LEFT JOIN topics ON topics.id = changes.topic
        LEFT JOIN measures ON measures.topic = changes.topic AND measures.id = changes.measure
        LEFT JOIN statements AS earlier ON earlier.id = changes.from_statement
        LEFT JOIN statements AS later ON later.id = changes.to_statement
        LEFT JOIN edits ON edits.id = changes.edit
        WHERE changes.id = ?
        """,
        [change_id],
    )
    if found is None:
        return None
    stances = {
        row["statement"]: row
        for row in rows(conn, _READ, [found["measure"], found["topic"], found["from_statement"], found["to_statement"]])
    }
    copies = kept_copies(conn, [i for i in (found["from_statement"], found["to_statement"]) if i])
    return {
        **found,
        "from_read": stances.get(found["from_statement"]) or {},
        "to_read": stances.get(found["to_statement"]) or {},
        "from_copy": copies.get(found["from_statement"]),
        "to_copy": copies.get(found["to_statement"]),
        "reviews": reviews(conn, change_id),
    }


# What each of a change's statements was read as, and the words that show it.
_READ = """
    SELECT readings.statement, label, stance_evidence, (
        SELECT group_concat(words, ' … ') FROM figures
        WHERE figures.statement = readings.statement AND figures.topic = readings.topic AND measure = ?) AS figures
    FROM readings LEFT JOIN stances ON stances.topic = readings.topic AND stances.id = stance
    WHERE readings.topic = ? AND readings.statement IN (?, ?)
"""


def by_reply(conn: sqlite3.Connection, where: str, params: list[Any], limit: int) -> list[dict[str, Any]]:
    """Return the latest findings that nobody dismissed, one row for each reply, with its `kinds` (comma between)."""
    latest = rows(
        conn,
        f"SELECT exchange, max(said_on) AS said_on FROM (SELECT exchange, said_on FROM findings WHERE {where} "
        f"AND review IS NOT 'dismissed' ORDER BY said_on DESC LIMIT {limit * 20}) "
        "GROUP BY exchange ORDER BY 2 DESC LIMIT ?",
        [*params, limit],
    )
    return [
        row
        for reply in latest
        for row in rows(
            conn,
            "SELECT min(id) AS id, group_concat(DISTINCT kind) AS kinds, reply, said_on, person, body, question_text, "
            "evidence FROM findings WHERE exchange = ? AND review IS NOT 'dismissed'",
            [reply["exchange"]],
        )
    ]


def reviews(conn: sqlite3.Connection, item: str) -> list[dict[str, Any]]:
    """Return the decisions on a finding or change, oldest first."""
    return rows(conn, "SELECT * FROM reviews WHERE item = ? ORDER BY id", [item])


def waiting(conn: sqlite3.Connection, limit: int = 50) -> dict[str, Any]:
    """Return the latest changes and findings that nobody has decided on, and the latest decisions."""
    return {
        "changes": rows(
            conn,
            "SELECT id, kind, body, to_date, summary FROM changes WHERE review IS NULL ORDER BY to_date DESC LIMIT ?",
            [limit],
        ),
        "findings": rows(
            conn,
            "SELECT id, kind, person, body, said_on, evidence FROM findings WHERE review IS NULL "
            "ORDER BY said_on DESC LIMIT ?",
            [limit],
        ),
        "decisions": rows(conn, "SELECT * FROM reviews ORDER BY id DESC LIMIT ?", [limit]),
    }
