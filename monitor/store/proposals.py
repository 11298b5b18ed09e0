"""Candidate changes, stored beside those that topic files find: without a topic, and marked `candidate`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sqlite_utils import Database

from monitor.records import Change, Statement
from monitor.store.database import delete_missing, upsert
from monitor.store.keys import key
from monitor.store.reviews import apply_decisions

# Holding answers say nothing yet. What a topic reads is left to the topic.
_ANSWERS = """
    SELECT thread_questions.thread, statements.id, statements.said_on, statements.body, statements.text,
        statements.medium, statements.person, statements.role, statements.question
    FROM thread_questions JOIN answers ON answers.question = thread_questions.question
    JOIN statements ON statements.answer = answers.id
    WHERE answers.status <> 'holding' AND NOT EXISTS (
        SELECT 1 FROM readings WHERE readings.statement = statements.id
    )
    ORDER BY thread_questions.thread, statements.said_on, statements.id
"""


def answers_by_thread(db: Database) -> Iterator[list[Statement]]:
    """Yield, for each thread, the answers to its questions in order of date, without those that are on a topic."""
    for _, rows in groupby(db.execute(_ANSWERS).fetchall(), key=lambda row: row[0]):
        yield [Statement(*row[1:]) for row in rows]


def save_proposals(db: Database, proposals: Iterable[Change], found_on: str) -> int:
    """Store candidate changes in place of those stored, keeping reviewers' decisions; return how many there are."""
    rows = [_row(db, change, found_on) for change in proposals]
    with db.atomic():
        delete_missing(db, "changes", [str(row["id"]) for row in rows], "candidate = 1", [])
        upsert(db, "changes", rows, once=("first_found",))
        apply_decisions(db, "change")
    return len(rows)


def _row(db: Database, change: Change, found_on: str) -> dict[str, object]:
    sql = "SELECT said_on, text, url FROM statements WHERE id = ?"
    from_date, from_text, from_url = db.execute(sql, [change.from_statement]).fetchone()
    to_date, to_text, to_url = db.execute(sql, [change.to_statement]).fetchone()
    return {
        "id": key("candidate", change.kind, change.from_statement, change.to_statement),
        "topic": None,
        "kind": change.kind,
        "body": change.body,
        "from_date": from_date,
        "to_date": to_date,
        "from_text": from_text,
        "to_text": to_text,
        "summary": change.summary,
        "url": to_url,
        "from_url": from_url,
        "reason": change.reason,
        "from_statement": change.from_statement,
        "to_statement": change.to_statement,
        "candidate": 1,
        "first_found": found_on,
    }
