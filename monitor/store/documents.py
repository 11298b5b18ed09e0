"""Documents and their distinct texts over time."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlite_utils import Database

from monitor.store.database import upsert
from monitor.store.keys import key


def save_document(db: Database, document: dict[str, Any], seen_on: str) -> None:
    """Insert or update a document; `document` has the columns of the table but for `first_seen` and `last_seen`."""
    upsert(db, "documents", [{**document, "first_seen": seen_on, "last_seen": seen_on}], once=("first_seen", "last_seen"))


def save_version(db: Database, document: str, text: str, seen_on: str, capture: str | None = None) -> bool:
    """Keep `text` as the newest version of `document` unless it is that already; return whether it was new."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    latest = db.execute(
        "SELECT number, sha256 FROM versions WHERE document = ? ORDER BY number DESC LIMIT 1", [document]
    ).fetchone()
    if latest and latest[1] == digest:
        return False
    number = latest[0] + 1 if latest else 1
    db["versions"].insert(
        {
            "id": key(document, number),
            "document": document,
            "number": number,
            "seen_on": seen_on,
            "capture": capture,
            "sha256": digest,
            "text": text,
        }
    )
    return True
