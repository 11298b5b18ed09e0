"""What the questions alone tell: when each reply is due, and which topics each question is on.

Both are kept beside the questions, so that the views `waiting`, `lateness_by_body` and `lateness_by_topic`
can say how long people wait, answered or not.
"""

from __future__ import annotations

from sqlite_utils import Database

from monitor.deadlines import reply_by
from monitor.detect.topics import TopicSet
from monitor.records import Statement
from monitor.rulebook.load import Rulebook
from monitor.store.database import upsert
from monitor.store.keys import key
from monitor.store.topics import version


def update_waiting(db: Database, rulebook: Rulebook) -> None:
    """Bring deadlines and the topics of questions up to date with what was collected and with the rule files."""
    _deadlines(db, rulebook)
    _topics(db, rulebook)


def _deadlines(db: Database, rulebook: Rulebook) -> None:
    bodies = rulebook.people.bodies if rulebook.people else []
    days = {body.name: body.reply_days for body in bodies}
    rows = db.execute("SELECT id, body, asked_on, reply_by FROM questions").fetchall()
    due = ((reply_by(asked_on, days.get(body)), old, question) for question, body, asked_on, old in rows)
    with db.atomic():
        db.conn.executemany(
            "UPDATE questions SET reply_by = ? WHERE id = ?",
            [(new, question) for new, old, question in due if new != old],
        )


def _topics(db: Database, rulebook: Rulebook) -> None:
    fingerprint = key(*(version(topic) for topic in rulebook.topics))
    read = dict(db.execute("SELECT question, read_with FROM questions_read").fetchall())
    topic_set = TopicSet(rulebook.topics)
    for batch in _batches(db):
        fresh = {q: (words, key(fingerprint, words)) for q, words in batch if read.get(q) != key(fingerprint, words)}
        if not fresh:
            continue
        found = [
            {"question": question, "topic": topic.topic.id}
            for question, (words, _) in fresh.items()
            for topic in topic_set.topics_of(Statement(question, "", "", words, "written"))
        ]
        with db.atomic():
            db.conn.executemany("DELETE FROM question_topics WHERE question = ?", [(q,) for q in fresh])
            upsert(db, "question_topics", found, pk=("question", "topic"))
            rows = [{"question": question, "read_with": seen} for question, (_, seen) in fresh.items()]
            upsert(db, "questions_read", rows, pk=("question",))


def _batches(db: Database) -> list[list[tuple[str, str]]]:
    rows = db.execute("SELECT id, coalesce(title, '') || char(10) || text FROM questions ORDER BY id").fetchall()
    return [rows[start : start + 5000] for start in range(0, len(rows), 5000)]
