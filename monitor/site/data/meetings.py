"""A meeting's page: its agenda with minutes and papers, and what was said."""

from __future__ import annotations

import sqlite3
from typing import Any

from monitor.site.data import one, rows


def meeting(conn: sqlite3.Connection, meeting_id: str) -> dict[str, Any] | None:
    """Return what a meeting's page shows, or None when there is no such meeting."""
    found = one(conn, "SELECT * FROM meetings WHERE id = ?", [meeting_id])
    if found is None:
        return None
    papers = rows(conn, "SELECT * FROM papers WHERE meeting = ? ORDER BY kind, title LIMIT 500", [meeting_id])
    items = rows(conn, "SELECT * FROM agenda_items WHERE meeting = ? ORDER BY position LIMIT 200", [meeting_id])
    for item in items:
        item["papers"] = [paper for paper in papers if paper["item"] == item["id"]]
    return {
        **found,
        "items": items,
        "papers": [paper for paper in papers if paper["item"] is None],
        "questions": rows(
            conn,
            "SELECT id, reference, title, substr(text, 1, 240) AS text, asked_on, asked_by, status FROM questions "
            "WHERE meeting = ? ORDER BY reference, id LIMIT 500",
            [meeting_id],
        ),
        "turns": rows(
            conn,
            "SELECT speaker, role, text FROM turns WHERE meeting = ? ORDER BY document, position LIMIT 2000",
            [meeting_id],
        ),
    }
