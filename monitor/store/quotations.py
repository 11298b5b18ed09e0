"""Quotations found in documents, and the statements they come to: the same words in several documents are one statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from monitor.articles.merge import merge
from monitor.articles.privacy import without_personal_details
from monitor.articles.read import Attributed
from monitor.rulebook.models import People
from monitor.store.database import upsert
from monitor.store.keys import key

# In the order of Attributed's first fields; context and speaker are not stored.
_COLUMNS = "text, start, \"end\", person, body, role, said_on, date_basis, medium, question, '', fragment, ''"
# A quotation at a meeting of which no day is told, and the days on which such a meeting was held.
_SITTINGS = """
SELECT quotations.id, body, min(held_on), statements_said_on FROM (
    SELECT quotations.*, statements.said_on AS statements_said_on FROM quotations
    LEFT JOIN statements ON statements.id = statement WHERE said_from IS NOT NULL
) AS quotations
JOIN meetings ON held_on BETWEEN said_from AND said_until
    AND instr(replace(lower(committee), '’', char(39)), lower(forum))
GROUP BY quotations.id HAVING count(DISTINCT held_on) = 1
"""


def save_quotations(db: Database, document: str, found: Iterable[Attributed], people: People) -> set[str]:
    """Store the officials' quotations of a document in place of those stored; return the names of the bodies touched.

    Bodies are stored by their names. Words of people and bodies that the rule files do not name are not stored, nor are
    sentences that tell of those harmed or accused (`monitor.articles.privacy`).
    """
    names = {body.id: body.name for body in people.bodies}
    rows = []
    for position, quotation in enumerate(q for q in found if q.body is not None):
        body, text = names[str(quotation.body)], without_personal_details(quotation.text)
        if not text:
            continue
        rows.append(
            {
                "id": key(document, body, quotation.person, quotation.start),
                "document": document,
                "position": position,
                "text": text,
                "person": quotation.person,
                "body": body,
                "role": quotation.role,
                "medium": quotation.medium,
                "said_on": quotation.said_on,
                "date_basis": quotation.date_basis,
                "question": quotation.question,
                "fragment": int(quotation.fragment),
                "start": quotation.start,
                "end": quotation.end,
                "said_from": quotation.occasion.first if quotation.occasion else None,
                "said_until": quotation.occasion.last if quotation.occasion else None,
                "forum": quotation.occasion.forum if quotation.occasion else None,
            }
        )
    keep = {row["id"] for row in rows}
    stored = db.execute("SELECT id, body FROM quotations WHERE document = ?", [document]).fetchall()
    gone = [(id_, body) for id_, body in stored if id_ not in keep]
    db.conn.executemany("DELETE FROM quotations WHERE id = ?", [(id_,) for id_, _ in gone])
    written = upsert(db, "quotations", rows)
    return {body for _, body in gone} | ({str(row["body"]) for row in rows} if written else set())


def dated_by_meetings(db: Database) -> set[str]:
    """Return the names of the bodies with words said at a meeting whose day is known by now, but not their statement's."""
    return {body for _, body, day, known in db.execute(_SITTINGS) if day != known}


def merge_statements(db: Database, bodies: Iterable[str]) -> None:
    """Bring the press statements of `bodies` up to date with their quotations.

    A statement keeps its key as long as any of its quotations is there, also when a document with better words is read later.
    """
    for body in sorted(bodies):
        _merge_body(db, body)


def _merge_body(db: Database, body: str) -> None:
    sittings = {quotation: day for quotation, of, day, _ in db.execute(_SITTINGS) if of == body}
    quoted: list[tuple[str, Attributed]] = []
    stored: dict[tuple[str, int], tuple[str, str | None, str | None]] = {}
    for id_, document, statement, url, newsroom, *columns in db.execute(
        f"""
        SELECT quotations.id, document, statement, documents.url, documents.kind = 'release', {_COLUMNS} FROM quotations
        JOIN documents ON documents.id = quotations.document WHERE body = ?
        ORDER BY documents.published, document, position
        """,
        [body],
    ).fetchall():
        quotation = replace(Attributed(*columns), newsroom=bool(newsroom))
        if id_ in sittings:
            quotation = replace(quotation, said_on=sittings[id_], date_basis="relative")
        quoted.append((document, quotation))
        stored[document, quotation.start] = (id_, statement, url)
    rows: dict[str, dict[str, object]] = {}
    links: list[tuple[str, str]] = []
    for merged in merge(quoted):
        found = [stored[document, quotation.start] for document, quotation in merged.quotations]
        known = (statement for _, statement, _ in found if statement and statement not in rows)
        id_ = next(known, key("quoted", merged.key))
        rows[id_] = _statement_row(id_, merged.statement, next((url for _, _, url in found if url), None))
        links += [(id_, quotation) for quotation, _, _ in found]
    upsert(db, "statements", rows.values())
    db.conn.executemany(
        "UPDATE quotations SET statement = ?1 WHERE id = ?2 AND statement IS NOT ?1",
        links,
    )
    db.execute(
        "DELETE FROM statements WHERE body = ? AND answer IS NULL AND turn IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM quotations WHERE quotations.statement = statements.id)",
        [body],
    )


def _statement_row(id_: str, best: Attributed, url: str | None) -> dict[str, object]:
    return {
        "id": id_,
        "said_on": best.said_on,
        "date_basis": best.date_basis,
        "person": best.person,
        "body": best.body,
        "role": best.role,
        "medium": best.medium,
        "text": best.text,
        "question": best.question,
        "url": url,
    }
