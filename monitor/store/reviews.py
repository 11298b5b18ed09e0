"""Reviewers' decisions. They are kept apart from what detection writes, so that running rules again never loses one."""

from __future__ import annotations

from typing import Literal

from sqlite_utils import Database

from monitor.errors import MonitorError

Subject = Literal["finding", "change"]
Decision = Literal["confirmed", "dismissed", "reopened"]
TABLES: dict[Subject, str] = {"finding": "findings", "change": "changes"}


def decide(
    db: Database,
    item: str,
    decision: Decision,
    *,
    reviewer: str,
    decided_at: str,
    note: str | None = None,
    response: str | None = None,
    response_url: str | None = None,
) -> Subject:
    """Log a decision on the finding or change `item` and show it there; return which of the two it is.

    `reopened` takes an earlier decision back. `response` is the body's own reply to a change (right of reply).

    Raises:
        MonitorError: there is no such finding or change.
    """
    subject = subject_of(db, item)
    with db.atomic():
        db.table("reviews").insert(
            {
                "subject": subject,
                "item": item,
                "decision": decision,
                "note": note,
                "response": response,
                "response_url": response_url,
                "reviewer": reviewer,
                "decided_at": decided_at,
            }
        )
        apply_decisions(db, subject)
    return subject


def subject_of(db: Database, item: str) -> Subject:
    """Return whether `item` is the id of a finding or of a change; raise MonitorError if of neither."""
    for subject, table in TABLES.items():
        if db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [item]).fetchone():
            return subject
    raise MonitorError(f"there is no finding or change {item!r}; `monitor review list` shows their ids")


def apply_decisions(db: Database, subject: Subject) -> None:
    """Show the latest decision on each finding or change in its `review` column, and a change's response."""
    table = TABLES[subject]
    latest = f"""
        SELECT max(id), item, nullif(decision, 'reopened') AS decision FROM reviews WHERE subject = '{subject}' GROUP BY item
    """
    db.execute(
        f"""
        UPDATE {table} SET review = latest.decision FROM ({latest}) AS latest
        WHERE latest.item = {table}.id AND {table}.review IS NOT latest.decision
        """
    )
    if subject == "change":
        db.execute(
            """
            UPDATE changes SET response = given.response, response_url = given.response_url FROM (
                SELECT max(id), item, response, response_url FROM reviews
                WHERE subject = 'change' AND response IS NOT NULL GROUP BY item
            ) AS given
            WHERE given.item = changes.id AND (changes.response, changes.response_url) IS NOT (given.response, given.response_url)
            """
        )
