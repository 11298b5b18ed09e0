"""The alerts that we ship find what they say, once for each thing, and not what was dismissed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from monitor.alerts import queries, readonly
from monitor.alerts.readonly import Row
from monitor.paths import METADATA
from monitor.store.database import connect

NOW = dt.datetime(2025, 11, 14, 12, 0, tzinfo=dt.UTC)
QUERIES = {query.name: query for query in queries.read(METADATA)[0]}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """Return a database with a topic, a question on it, its answer, the exchange and the statement."""
    db = connect(tmp_path / "monitor.db")
    db["topics"].insert({"id": "lifts", "title": "Lifts", "question": "Do the lifts work?", "version": "1"})
    question = {
        "id": "q",
        "reference": "2025/0001",
        "text": "How many?",
        "status": "answered",
        "asked_on": "2025-11-01",
    }
    db["questions"].insert({**question, "body": "Transport", "asked_by": "A Member", "reply_by": "2025-11-10"})
    db["question_topics"].insert({"question": "q", "topic": "lifts"})
    captured = {"id": "c", "source": "news", "url": "", "fetched_at": "2025-11-13T09:00:00+00:00", "status": 200}
    db["captures"].insert({**captured, "sha256": "", "length": 0})
    seen = {"first_seen": "2025-11-13", "last_seen": "2025-11-13"}
    db["documents"].insert(
        {"id": "d", "source": "news", "kind": "page", "url": "https://example.org/d", "title": "A page", **seen}
    )
    db["versions"].insert(
        {"id": "v", "document": "d", "number": 1, "seen_on": "2025-11-13", "capture": "c", "sha256": "", "text": ""}
    )
    answer = {
        "id": "a",
        "question": "q",
        "status": "final",
        "text": "Many.",
        "answered_on": "2025-11-12",
        "document": "d",
    }
    db["answers"].insert(answer)
    exchange = {
        "id": "e",
        "medium": "written",
        "question": "q",
        "answer": "a",
        "question_text": "How many?",
        "reply": "non-reply",
    }
    db["exchanges"].insert({**exchange, "answer_text": "Many.", "person": "B Official", "said_on": "2025-11-12"})
    for name, day in (("s1", "2025-02-01"), ("s2", "2025-11-12"), ("s0", "2025-01-01")):
        statement(db, name, day)
    yield db
    db.close()


def statement(db: Database, name: str, day: str) -> None:
    row = {
        "id": name,
        "said_on": day,
        "date_basis": "record",
        "body": "Transport",
        "medium": "written",
        "text": "Many.",
    }
    db["statements"].insert({**row, "answer": "a" if name == "s2" else None})


def finding(db: Database, rule: str, **more: Any) -> None:
    row = {
        "id": rule,
        "rule": rule,
        "rule_version": "1",
        "kind": "no-figure",
        "reply": "non-reply",
        "medium": "written",
    }
    row |= {"question_text": "How many?", "evidence": "Many.", "explanation": f"Rule {rule}.", "answer_text": "Many."}
    db["findings"].insert({**row, "said_on": "2025-11-12", "exchange": "e", "first_found": "2025-11-13", **more})


def change(db: Database, name: str, kind: str = "stance", **more: Any) -> None:
    row = {
        "id": name,
        "topic": "lifts",
        "kind": kind,
        "body": "Transport",
        "from_date": "2025-02-01",
        "to_date": "2025-11-12",
    }
    row |= {
        "from_text": "None.",
        "to_text": "Many.",
        "summary": "from none to many",
        "reason": "",
        "first_found": "2025-11-13",
    }
    db["changes"].insert({**row, "from_statement": "s1", "to_statement": "s2", **more})


def found(db: Database, name: str) -> list[Row]:
    db.conn.commit()
    path = Path(db.execute("PRAGMA database_list").fetchone()[2])
    with readonly.reading(path, NOW) as connection:
        return readonly.rows(connection, QUERIES[f"alert_{name}"], 5)


@pytest.mark.parametrize("name", ["new_findings", "non_replies_on_topics"])
def test_a_reply_is_one_row_however_many_rules_fire_on_it_and_when(db: Database, name: str) -> None:
    finding(db, "one")
    (before,) = found(db, name)
    finding(db, "two")
    (after,) = found(db, name)
    assert before.row_key == after.row_key
    assert before.seen_at == "2025-11-13T09:00:00+00:00"
    assert "B Official" in before.title and "How many?" in before.body and "Many." in before.body


@pytest.mark.parametrize("name", ["new_findings", "non_replies_on_topics"])
def test_a_dismissed_finding_is_no_row(db: Database, name: str) -> None:
    finding(db, "one", review="dismissed")
    assert found(db, name) == []


def test_a_reply_that_is_on_no_topic_is_no_row_of_the_topics_alert(db: Database) -> None:
    db["question_topics"].delete_where()
    finding(db, "one")
    assert found(db, "non_replies_on_topics") == [] and len(found(db, "new_findings")) == 1


def test_a_changed_answer_keeps_its_key_when_an_older_statement_turns_up_between(db: Database) -> None:
    change(db, "first")
    (before,) = found(db, "changed_answers")
    db["changes"].delete_where()
    change(db, "second", from_statement="s0")
    (after,) = found(db, "changed_answers")
    assert before.row_key == after.row_key and before.item != after.item


def test_contradictions_and_changed_answers_are_told_apart(db: Database) -> None:
    change(db, "stance")
    change(db, "figure", "figure", measure="m")
    change(db, "both", "contradiction", body="Transport / Police")
    change(db, "possible", candidate=1)
    change(db, "wrong", review="dismissed", from_statement="s0")
    assert sorted(str(row.item) for row in found(db, "changed_answers")) == ["figure", "stance"]
    assert [row.item for row in found(db, "contradictions")] == ["both"]


def test_a_holding_reply_is_told_when_its_answer_is_overdue(db: Database) -> None:
    db["questions"].update("q", {"status": "holding"})
    db["answers"].update("a", {"status": "holding"})
    (row,) = found(db, "overdue_holding_replies")
    assert row.date == "2025-11-11" and "2025/0001" in row.title
    db["questions"].update("q", {"due_on": "2025-12-01"})
    assert found(db, "overdue_holding_replies") == []


def test_an_edit_that_matters_is_told_unless_it_was_dismissed(db: Database) -> None:
    edit = {"document": "d", "seen_on": "2025-11-13", "removed": "none", "added": "many"}
    db["edits"].insert_all([{"id": "big", "substantive": 1, **edit}, {"id": "small", "substantive": 0, **edit}])
    assert [row.row_key for row in found(db, "edited_pages")] == ["big"]
    change(db, "edit", "edit", edit="big", review="dismissed")
    assert found(db, "edited_pages") == []


def test_a_statement_on_a_topic_is_told_with_its_words(db: Database) -> None:
    db["readings"].insert({"statement": "s2", "topic": "lifts", "on_topic": "[]"})
    (row,) = found(db, "new_statements")
    assert "Transport on Lifts" in row.title and "“Many.”" in row.body
    assert row.seen_at == "2025-11-13T09:00:00+00:00"


def test_what_was_read_while_catching_up_was_not_read_live(db: Database) -> None:
    db["readings"].insert({"statement": "s2", "topic": "lifts", "on_topic": "[]"})
    period = {"began_at": "2025-11-13T08:00:00+00:00", "ended_at": "2025-11-13T10:00:00+00:00", "reason": "backfill"}
    db["catching_up"].insert(period)
    assert found(db, "new_statements")[0].seen_at is None
    db["catching_up"].delete_where()
    db["catching_up"].insert({**period, "source": "other"})
    assert found(db, "new_statements")[0].seen_at is not None
