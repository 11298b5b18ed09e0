"""A topic's page: its statements in order, its figures, its changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from monitor.site.data import Row, one, rows, value

PER_PAGE = 40
DRAWN = 200  # the latest statements that are drawn; a drawing of more shows nothing


def topic(conn: sqlite3.Connection, topic_id: str, filters: Mapping[str, str], page: int) -> dict[str, Any] | None:
    """Return what the page of a topic shows, or None when there is no such topic.

    Args:
        filters: body, medium, since and until; an empty one admits everything.
        page: which page of the list of statements, from 1.
    """
    found = one(conn, "SELECT * FROM topics WHERE id = ?", [topic_id])
    if found is None:
        return None
    where, params = _where(topic_id, filters)
    count = value(
        conn, f"SELECT count(*) FROM readings JOIN statements ON id = readings.statement WHERE {where}", params
    )
    drawn = rows(conn, f"{_DRAWN} WHERE {where} ORDER BY said_on DESC, statement LIMIT {DRAWN}", params)[::-1]
    listed = rows(
        conn,
        f"{_LISTED} WHERE {where} ORDER BY said_on, statement LIMIT {PER_PAGE} OFFSET {(page - 1) * PER_PAGE}",
        params,
    )
    copies = kept_copies(conn, [row["statement"] for row in listed])
    for row in listed:
        row["figures"] = json.loads(row["figures"])
        row["kept"] = copies.get(row["statement"])
    return {
        **found,
        "stances": rows(conn, "SELECT id, label FROM stances WHERE topic = ? ORDER BY position", [topic_id]),
        "bodies": rows(
            conn,
            "SELECT body, count(*) AS n FROM readings JOIN statements ON id = readings.statement "
            "WHERE readings.topic = ? GROUP BY body ORDER BY n DESC, body LIMIT 100",
            [topic_id],
        ),
        "count": count,
        "drawn": drawn,
        "statements": listed,
        "changes": changes(conn, topic_id),
        "measures": _measures(conn, where, params, topic_id),
        "page": page,
        "pages": max(1, -(-count // PER_PAGE)),
    }


def names(conn: sqlite3.Connection) -> list[Row]:
    """Return the id and title of each topic."""
    return rows(conn, "SELECT id, title FROM topics ORDER BY title")


_DRAWN = """
    SELECT readings.statement, said_on, body, person, stance, statements.medium FROM readings
    JOIN statements ON statements.id = readings.statement
"""
_LISTED = """
    SELECT readings.statement, said_on, body, person, role, medium, date_basis, stance, stances.label AS stance_label,
        stance_evidence, text, question, url, answer,
        (SELECT json_group_array(json_object('measure', measures.label, 'value', value, 'qualifier', qualifier,
            'low', low, 'high', high, 'unit', figures.unit, 'words', words))
         FROM figures LEFT JOIN measures ON measures.topic = figures.topic AND measures.id = figures.measure
         WHERE figures.statement = readings.statement AND figures.topic = readings.topic) AS figures
    FROM readings JOIN statements ON statements.id = readings.statement
    LEFT JOIN stances ON stances.topic = readings.topic AND stances.id = readings.stance
"""


def _where(topic_id: str, filters: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    clauses, params = ["readings.topic = :topic"], {"topic": topic_id}
    for name, clause in {
        "body": "statements.body = :body",
        "medium": "statements.medium = :medium",
        "since": "statements.said_on >= :since",
        # A month counts as within a period that ends in it.
        "until": "statements.said_on <= :until",
    }.items():
        if filters.get(name):
            clauses.append(clause)
            params[name] = filters[name]
    return " AND ".join(clauses), params


def changes(conn: sqlite3.Connection, topic_id: str) -> list[Row]:
    """Return a topic's changes that no reviewer dismissed, in order of their later date."""
    return rows(
        conn,
        """
        SELECT id, kind, body, from_date, to_date, summary, review, from_statement, to_statement, measure FROM changes
        WHERE topic = ? AND candidate = 0 AND review IS NOT 'dismissed' ORDER BY to_date, id LIMIT 500
        """,
        [topic_id],
    )


def _measures(conn: sqlite3.Connection, where: str, params: Mapping[str, str], topic_id: str) -> list[Row]:
    found = rows(
        conn,
        f"""
        SELECT figures.measure, value, low, high, qualifier, figures.unit, words, said_on, body, person,
            readings.statement
        FROM readings JOIN statements ON statements.id = readings.statement
        JOIN figures ON figures.statement = readings.statement AND figures.topic = readings.topic
        WHERE {where} ORDER BY said_on, readings.statement LIMIT 1000
        """,
        params,
    )
    measures = rows(conn, "SELECT id, label, unit FROM measures WHERE topic = ? ORDER BY rowid", [topic_id])
    for measure in measures:
        measure["figures"] = [row for row in found if row["measure"] == measure["id"]]
    return [measure for measure in measures if measure["figures"]]


def kept_copies(conn: sqlite3.Connection, statements: list[str]) -> dict[str, Row]:
    """Return, by statement, the version of the document that it was read from and the capture that holds its bytes."""
    found = rows(
        conn,
        """
        WITH origin AS (
            SELECT statements.id, coalesce(answers.document, turns.document,
                (SELECT min(document) FROM quotations WHERE quotations.statement = statements.id)) AS document
            FROM json_each(?) JOIN statements ON statements.id = json_each.value
            LEFT JOIN answers ON answers.id = statements.answer LEFT JOIN turns ON turns.id = statements.turn
        )
        SELECT origin.id AS statement, versions.id AS version, versions.capture, versions.seen_on
        FROM origin JOIN versions ON versions.document = origin.document
        ORDER BY versions.number
        """,
        [json.dumps(statements)],
    )
    return {row["statement"]: row for row in found}
