"""A question's page: answers, turns, findings, and the questions before and after it."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from monitor.site.data import Row, one, rows


def question(conn: sqlite3.Connection, question_id: str) -> dict[str, Any] | None:
    """Return what a question's page shows, or None when there is no such question."""
    found = one(conn, "SELECT * FROM questions WHERE id = ?", [question_id])
    if found is None:
        return None
    answers = rows(
        conn, "SELECT * FROM answers WHERE question = ? ORDER BY answered_on, position, id LIMIT 100", [question_id]
    )
    for answer in answers:
        answer["files"] = _files(answer["attachments"])
    exchanges = rows(
        conn,
        "SELECT id, answer, turns, reply, kinds, medium FROM exchanges WHERE question = ? "
        "ORDER BY said_on, id LIMIT 100",
        [question_id],
    )
    return {
        **found,
        "answers": answers,
        "exchanges": exchanges,
        "turns": rows(
            conn,
            "SELECT id, speaker, person, body, role, text FROM turns WHERE question = ? ORDER BY position LIMIT 500",
            [question_id],
        ),
        "findings": findings(conn, "question = ?", question_id),
        "meeting_row": one(conn, "SELECT * FROM meetings WHERE id = ?", [found["meeting"]]),
        "thread": _thread(conn, question_id),
        "refers_to": _cited(conn, "question", "other", question_id),
        "referred_by": _cited(conn, "other", "question", question_id),
    }


def findings(conn: sqlite3.Connection, where: str, *params: Any) -> list[Row]:
    """Return findings that satisfy `where`, each with the `answer` that its exchange is about, in the rules' order."""
    return rows(
        conn,
        f"""
        SELECT findings.*, exchanges.answer, exchanges.turns FROM findings
        JOIN exchanges ON exchanges.id = findings.exchange WHERE findings.{where}
        ORDER BY findings.said_on, findings.rule LIMIT 100
        """,
        params,
    )


def _files(attachments: str | None) -> list[dict[str, str]]:
    try:
        found = json.loads(attachments or "[]")
    except json.JSONDecodeError:
        return []
    items = found if isinstance(found, list) else []
    return [item if isinstance(item, dict) else {"url": str(item)} for item in items]


_BRIEF = "questions.id, reference, title, substr(questions.text, 1, 240) AS text, asked_on, asked_by, status"


def _thread(conn: sqlite3.Connection, question_id: str) -> list[Row]:
    """Return the other questions of its thread, by date."""
    return rows(
        conn,
        f"""
        SELECT {_BRIEF} FROM thread_questions AS own
        JOIN thread_questions AS others ON others.thread = own.thread AND others.question <> own.question
        JOIN questions ON questions.id = others.question
        WHERE own.question = ? ORDER BY asked_on, reference LIMIT 60
        """,
        [question_id],
    )


def _cited(conn: sqlite3.Connection, where: str, wanted: str, question_id: str) -> list[Row]:
    return rows(
        conn,
        f"""
        SELECT {_BRIEF} FROM question_links JOIN questions ON questions.id = question_links.{wanted}
        WHERE kind = 'cites' AND question_links.{where} = ? ORDER BY asked_on, reference LIMIT 60
        """,
        [question_id],
    )
