"""Substantive edits of published pages, shown among the changes: what was said under one address, then and now."""

from __future__ import annotations

from sqlite_utils import Database

from monitor.store.database import delete_missing, upsert
from monitor.store.keys import key
from monitor.store.reviews import apply_decisions
from monitor.text.human import human_date

_EDITS = """
SELECT edits.id, edits.url, edits.seen_on, edits.removed, edits.added, edits.answer,
    coalesce(before.seen_on, edits.seen_on) AS from_date, documents.title,
    coalesce(answers.body, questions.body, quoted.body, documents.outlet, documents.source) AS body,
    min(coalesce(said.topic, reported.topic)) AS topic
FROM edits
JOIN documents ON documents.id = edits.document
LEFT JOIN versions AS before ON before.id = edits.from_version
LEFT JOIN answers ON answers.id = edits.answer
LEFT JOIN questions ON questions.id = answers.question
LEFT JOIN quotations AS quoted ON quoted.document = edits.document
LEFT JOIN statements ON statements.answer = edits.answer
LEFT JOIN readings AS said ON said.statement = statements.id
LEFT JOIN readings AS reported ON reported.statement = quoted.statement
WHERE edits.substantive = 1
GROUP BY edits.id
"""


def save_edit_changes(db: Database, found_on: str) -> int:
    """Store a change for every substantive edit, on the topic of the words edited if there is one; return how many."""
    rows = []
    for edit in db.query(_EDITS):
        rows.append(
            {
                "id": key("edit", edit["id"]),
                "topic": edit["topic"],
                "kind": "edit",
                "body": edit["body"],
                "from_date": edit["from_date"],
                "to_date": edit["seen_on"],
                "from_text": edit["removed"] or "(nothing was taken out)",
                "to_text": edit["added"] or "(nothing was put in)",
                "summary": f"“{edit['title']}” was edited after publication, seen on {human_date(edit['seen_on'])}.",
                "url": edit["url"],
                "from_url": edit["url"],
                "reason": "Words, numbers or names differ; white space, typing errors and page furniture do not count.",
                "edit": edit["id"],
                "first_found": found_on,
            }
        )
    with db.atomic():
        delete_missing(db, "changes", [row["id"] for row in rows], "edit IS NOT NULL", [])
        upsert(db, "changes", rows, once=("first_found",))
        apply_decisions(db, "change")
    return len(rows)
