"""Topics, what statements say on them, and the changes that follow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from monitor.records import Change, Reading, Statement
from monitor.rulebook.models import Topic
from monitor.store.database import delete_missing, upsert
from monitor.store.keys import key
from monitor.store.reviews import apply_decisions

CONTEXT = 600  # characters before a quotation that can show what it is about: some three or four sentences
STATEMENT_COLUMNS = "id, said_on, body, text, medium, person, role, question"


def version(topic: Topic) -> str:
    """Return a key of everything in the topic file that detection reads; it changes when the file's meaning does."""
    return key(topic.model_dump_json(exclude={"examples", "notes"}))


def save_topics(db: Database, topics: Sequence[Topic]) -> None:
    """Make the topic tables say what the topic files say; readings and changes of a removed topic go with it."""
    with db.atomic():
        upsert(
            db,
            "topics",
            [
                {"id": t.id, "title": t.title, "question": t.question, "notes": t.notes, "version": version(t)}
                for t in topics
            ],
        )
        _replace(
            db,
            "stances",
            [
                {"topic": t.id, "id": s.id, "label": s.label, "position": n}
                for t in topics
                for n, s in enumerate(t.stances)
            ],
        )
        _replace(
            db,
            "measures",
            [{"topic": t.id, "id": m.id, "label": m.label, "unit": m.unit} for t in topics for m in t.measures],
        )
        gone = {row["id"] for row in db["topics"].rows} - {t.id for t in topics}
        db.conn.executemany("DELETE FROM topics WHERE id = ?", [(topic,) for topic in gone])


def _replace(db: Database, table: str, rows: list[dict[str, object]]) -> None:
    upsert(db, table, rows, pk=("topic", "id"))
    keep = {(row["topic"], row["id"]) for row in rows}
    present = list(db.execute(f"SELECT topic, id FROM {table}"))
    db.conn.executemany(
        f"DELETE FROM {table} WHERE topic = ? AND id = ?", [pair for pair in present if tuple(pair) not in keep]
    )


def unread(db: Database, fingerprint: str) -> Iterator[list[Statement]]:
    """Yield the statements not yet read with the topic files of `fingerprint`, in batches."""
    while True:
        rows = db.execute(
            f"SELECT {STATEMENT_COLUMNS} FROM statements WHERE read_with IS NOT ? ORDER BY id LIMIT 1000", [fingerprint]
        ).fetchall()
        if not rows:
            return
        contexts = _contexts(db, [row[0] for row in rows])
        yield [_statement(row, contexts) for row in rows]


def _statement(row: Sequence[Any], contexts: Mapping[str, str]) -> Statement:
    id_, said_on, body, text, medium, person, role, question = row
    return Statement(id_, said_on, body, text, medium, person, role, question, contexts.get(id_))


def _contexts(db: Database, statements: Sequence[str]) -> dict[str, str]:
    """Return, for each of the statements that was quoted in documents, their headlines and what stands before the words."""
    contexts: dict[str, str] = {}
    for statement, title, before in db.execute(
        f"""
        SELECT quotations.statement, documents.title, substr(versions.text, max(1, start - {CONTEXT}), min(start, {CONTEXT}))
        FROM quotations JOIN documents ON documents.id = quotations.document
        JOIN versions ON versions.document = documents.id
        WHERE quotations.statement IN ({", ".join("?" * len(statements))})
            AND versions.number = (SELECT max(number) FROM versions WHERE document = documents.id)
        """,
        list(statements),
    ):
        contexts[statement] = f"{contexts.get(statement, '')}\n\n{title or ''}\n\n{before}"
    return contexts


def save_readings(db: Database, read: Sequence[Statement], readings: Iterable[Reading], fingerprint: str) -> set[str]:
    """Store what a batch of statements says, in place of what was stored; return the topics that they touch or touched."""
    readings = list(readings)
    texts = {statement.id: statement.text for statement in read}
    touched = {reading.topic for reading in readings}
    with db.atomic():
        for statement in texts:
            touched |= {row[0] for row in db.execute("SELECT topic FROM readings WHERE statement = ?", [statement])}
            for table in ("readings", "figures"):
                db.execute(f"DELETE FROM {table} WHERE statement = ?", [statement])
        upsert(db, "readings", map(_reading_row, readings), pk=("statement", "topic"))
        upsert(db, "figures", [row for reading in readings for row in _figure_rows(reading, texts)])
        db.conn.executemany("UPDATE statements SET read_with = ? WHERE id = ?", [(fingerprint, s) for s in texts])
    return touched


def _reading_row(reading: Reading) -> dict[str, object]:
    return {
        "statement": reading.statement,
        "topic": reading.topic,
        "on_topic": json.dumps(reading.on_topic, ensure_ascii=False),
        "stance": reading.stance,
        "stance_cue": reading.stance_cue,
        "stance_evidence": reading.stance_evidence,
    }


def _figure_rows(reading: Reading, texts: dict[str, str]) -> Iterator[dict[str, object]]:
    for figure in reading.figures:
        words = texts[reading.statement][figure.start : figure.end]
        values = [figure.value, figure.qualifier, figure.low, figure.high, figure.unit, figure.period, figure.area]
        yield {
            "id": key(reading.statement, reading.topic, figure.measure, figure.start, words, *map(str, values)),
            "statement": reading.statement,
            "topic": reading.topic,
            "measure": figure.measure,
            "value": figure.value,
            "qualifier": figure.qualifier,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "period": figure.period,
            "area": figure.area,
            "words": words,
            "start": figure.start,
            "end": figure.end,
        }


def on_topic(db: Database, topic: str) -> list[Statement]:
    """Return the statements on `topic` in date order."""
    columns = ", ".join(f"statements.{column.strip()}" for column in STATEMENT_COLUMNS.split(","))
    rows = db.execute(
        f"SELECT {columns} FROM readings JOIN statements ON statements.id = readings.statement WHERE topic = ? "
        "ORDER BY said_on, statements.id",
        [topic],
    ).fetchall()
    contexts: dict[str, str] = {}
    for batch in range(0, len(rows), 1000):
        contexts |= _contexts(db, [row[0] for row in rows[batch : batch + 1000]])
    return [_statement(row, contexts) for row in rows]


def save_settled(db: Database, topic: str, statements: Sequence[Statement], readings: Sequence[Reading]) -> None:
    """Store the readings of one topic's statements, made in the light of each other, in place of those stored."""
    texts = {statement.id: statement.text for statement in statements}
    with db.atomic():
        # What put a statement on topic stays: it may stand in the context, which is not read again here.
        db.conn.executemany(
            "UPDATE readings SET stance = ?, stance_cue = ?, stance_evidence = ? WHERE statement = ? AND topic = ?",
            [(r.stance, r.stance_cue, r.stance_evidence, r.statement, topic) for r in readings],
        )
        db.execute("DELETE FROM figures WHERE topic = ?", [topic])
        upsert(db, "figures", [row for reading in readings for row in _figure_rows(reading, texts)])


def save_changes(db: Database, topic: str, changes: Iterable[Change], found_on: str) -> int:
    """Store the changes of `topic` in place of those stored, keeping reviewers' decisions; return how many there are."""
    rows = [_change_row(db, change, found_on) for change in changes]
    with db.atomic():
        delete_missing(db, "changes", [str(row["id"]) for row in rows], "topic = ? AND edit IS NULL", [topic])
        upsert(db, "changes", rows, once=("first_found",))
        apply_decisions(db, "change")
    return len(rows)


def _change_row(db: Database, change: Change, found_on: str) -> dict[str, object]:
    ends = {
        row[0]: row[1:]
        for row in db.execute(
            "SELECT id, said_on, text, url FROM statements WHERE id IN (?, ?)",
            [change.from_statement, change.to_statement],
        )
    }
    (from_date, from_text, from_url), (to_date, to_text, to_url) = (
        ends[change.from_statement],
        ends[change.to_statement],
    )
    return {
        "id": key(change.topic, change.kind, change.body, change.from_statement, change.to_statement, change.measure),
        "topic": change.topic,
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
        "measure": change.measure,
        "from_statement": change.from_statement,
        "to_statement": change.to_statement,
        "first_found": found_on,
    }
