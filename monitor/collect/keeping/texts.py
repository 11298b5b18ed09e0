"""Documents, their versions and the edits between them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlite_utils import Database

from monitor.collect.edits import compare
from monitor.collect.faults import PageFault
from monitor.store.database import upsert
from monitor.store.keys import key


@dataclass(frozen=True, slots=True)
class Seen:
    """When and where a page was seen: the date in London, the capture, the source, the page's address."""

    source: str
    url: str
    on: str
    capture: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A document as stored: the version it had before (None when new) and the one it has now."""

    document: str
    before: str | None
    now: str
    returns_to: str | None

    @property
    def changed(self) -> bool:
        """Whether the text differs from what was stored."""
        return self.before is not None and self.before != self.now


def save_document(
    db: Database,
    seen: Seen,
    *,
    ident: str,
    kind: str,
    url: str,
    title: str,
    text: str,
    published: str | None = None,
    published_is: str = "record",
    outlet: str = "",
) -> Saved:
    """Store a document and, when its text is not the newest version's, a new version.

    Args:
        ident: what makes the document the same document when it is met again, within its kind.
        url: where it was published; "" gives it the address of its row on the site.
        text: everything on the page that is said; white space does not matter.
    """
    document = key("document", kind, ident)
    old = db.execute("SELECT withdrawn_on FROM documents WHERE id = ?", [document]).fetchone()
    digest = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
    versions = db.execute("SELECT id, sha256 FROM versions WHERE document = ? ORDER BY number", [document]).fetchall()
    row = {
        "id": document,
        "source": seen.source,
        "kind": kind,
        "url": url or f"/monitor/documents/{document}",
        "title": title,
        "outlet": outlet or None,
        "published": published,
        "published_is": published_is if published else None,
        "first_seen": seen.on,
        "withdrawn_on": None,
    }
    same = bool(versions) and versions[-1][1] == digest
    if not same or old is None or old[0] is not None:
        row["last_seen"] = seen.on
    else:
        row["last_seen"] = db.execute("SELECT last_seen FROM documents WHERE id = ?", [document]).fetchone()[0]
    upsert(db, "documents", [row], once=("first_seen", "source"))
    before = versions[-1][0] if versions else None
    if same:
        return Saved(document, before, versions[-1][0], None)
    number = len(versions) + 1
    now = key(document, number)
    version = {
        "id": now,
        "document": document,
        "number": number,
        "seen_on": seen.on,
        "capture": seen.capture,
        "sha256": digest,
        "text": text,
    }
    upsert(db, "versions", [version])
    returns_to = next((ident for ident, sha in reversed(versions) if sha == digest), None)
    return Saved(document, before, now, returns_to)


def save_edit(db: Database, seen: Seen, saved: Saved, old: str, new: str, answer: str | None = None) -> bool:
    """Store what was removed and added between two texts of a document; return whether it is substantive."""
    edit = None if _was_cut(old, new) else compare(old, new)
    if edit is None:
        return False
    row = {
        "id": key("edit", saved.now, answer),
        "document": saved.document,
        "url": seen.url,
        "seen_on": seen.on,
        "substantive": int(edit.substantive),
        "removed": edit.removed,
        "added": edit.added,
        "from_version": saved.before,
        "to_version": saved.now,
        "answer": answer,
        "returns_to": saved.returns_to,
    }
    upsert(db, "edits", [row])
    return edit.substantive


def _was_cut(old: str, new: str) -> bool:
    """Whether `old` is `new` as a list gives it, cut and ended in dots: the same words, now whole."""
    beginning = "".join(old.split()).removesuffix("...")
    return old.endswith("...") and "".join(new.split()).startswith(beginning)


def refuse_collapse(url: str, what: str, old: str, new: str) -> None:
    """Raise PageFault when a text has suddenly lost most of its length: that is a page that went wrong, not an edit."""
    if len(old) - len(new) > 300 and len(new) < 0.4 * len(old):
        raise PageFault(url, f"{what} fell from {len(old)} characters to {len(new)}", remedy="look at the page by eye")


def withdraw(db: Database, documents: list[str], on: str) -> int:
    """Mark documents as withdrawn from their site on the date `on`; return how many were not yet."""
    marks = ", ".join("?" * len(documents))
    sql = f"UPDATE documents SET withdrawn_on = ? WHERE id IN ({marks}) AND withdrawn_on IS NULL"
    return int(db.conn.execute(sql, [on, *documents]).rowcount)
