"""The stage that looks up replies that repeat another, as answers come in, change and go."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from monitor.paths import ROOT
from monitor.rulebook.load import load
from monitor.stages.detect import detect
from monitor.store.database import _migrations, connect, upsert
from monitor.store.runs import Run

ALL = load(ROOT / "rules").checked()
# Without topics and with few rules, which are sooner compiled.
RULEBOOK = replace(ALL, topics=(), reply_files=tuple(f for f in ALL.reply_files if f.family == "Saying it again"))
LINE = (
    "Ponds are a precious part of the life of this city, and the trust will go on working with residents, schools and "
    "anglers so that everybody can enjoy them in every season of the year."
)
LEAKS = "How many ponds leak in Ealing?"
FERRY = "Will the ferry to Woolwich run at weekends this winter?"
OWLS = "Which parks have nesting boxes for tawny owls?"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    database = connect(tmp_path / "monitor.db")
    ask(database, "ferry", FERRY, "2025-02-10", LINE)
    ask(database, "leaks", LEAKS, "2025-03-10", LINE)
    return database


def ask(db: Database, id_: str, text: str, on: str, answer: str) -> None:
    question = {"id": id_, "reference": f"2025/{id_}", "title": id_.title(), "text": text, "status": "answered"}
    upsert(db, "questions", [{**question, "asked_on": on, "body": "The trust", "url": f"https://example.org/{id_}"}])
    said = {"id": f"{id_}-a", "question": id_, "answered_on": on, "status": "final", "text": answer}
    upsert(db, "answers", [{**said, "body": "The trust"}])


def look(db: Database, *, again: bool = False) -> None:
    detect(db, RULEBOOK, Run(), found_on="2025-04-01", again=again)


def repeats(db: Database) -> dict[str, str]:
    """Return question by question which other it repeats."""
    return dict(
        db.execute(
            "SELECT own.question, earlier.question FROM exchanges AS own JOIN exchanges AS earlier ON earlier.id = own.repeats"
        ).fetchall()
    )


def found(db: Database) -> list[dict[str, Any]]:
    return list(db.query("SELECT * FROM findings WHERE rule = 'repeats-reply-to-another' ORDER BY question"))


def test_a_later_reply_to_another_question_is_found_and_leads_to_the_earlier(db: Database) -> None:
    look(db)
    assert repeats(db) == {"leaks": "ferry"}
    [finding] = found(db)
    assert finding["question"] == "leaks"
    assert "on 10 February 2025 to another question, 2025/ferry" in finding["explanation"]
    assert finding["leads_to"] == "given before"
    assert [step["question"] for step in json.loads(finding["leads_by"])] == ["ferry"]


def test_replies_of_one_day_repeat_nothing(db: Database) -> None:
    ask(db, "leaks", LEAKS, "2025-02-10", LINE)
    look(db)
    assert repeats(db) == {}


def test_a_second_run_finds_nothing_to_do(db: Database) -> None:
    look(db)
    before = list(db["findings"].rows), list(db["sketches"].rows)
    changes = db.conn.total_changes
    look(db)
    assert (list(db["findings"].rows), list(db["sketches"].rows)) == before
    assert db.conn.total_changes == changes


def test_only_what_is_new_is_sketched_and_it_is_found(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    look(db)
    sketched: list[str] = []
    monkeypatch.setattr("monitor.stages.repeats.sketch", lambda text: sketched.append(text) or ())
    ask(db, "swans", "When will the swans of Heron Lake be counted?", "2025-03-20", "They were counted on 4 May.")
    look(db)
    assert sketched == ["They were counted on 4 May."]


def test_a_reply_that_comes_in_later_is_found(db: Database) -> None:
    look(db)
    ask(db, "owls", OWLS, "2025-03-20", LINE)
    look(db)
    assert repeats(db) == {"leaks": "ferry", "owls": "ferry"}


def test_an_older_answer_that_comes_in_later_is_led_to(db: Database) -> None:
    look(db)
    ask(db, "owls", OWLS, "2025-01-10", LINE)
    look(db)
    assert repeats(db) == {"leaks": "owls", "ferry": "owls"}
    assert all("2025/owls" in finding["explanation"] for finding in found(db))


def test_a_reply_that_is_edited_repeats_no_more(db: Database) -> None:
    look(db)
    ask(db, "leaks", LEAKS, "2025-03-10", "Four ponds leak.")
    look(db)
    assert (repeats(db), found(db)) == ({}, [])


@pytest.mark.parametrize("gone", [False, True], ids=["edited", "gone"])
def test_a_reply_repeats_no_more_when_the_earlier_is(db: Database, gone: bool) -> None:
    look(db)
    if gone:
        db.execute("DELETE FROM answers WHERE question = 'ferry'")
    else:
        ask(db, "ferry", FERRY, "2025-02-10", "The ferry will run.")
    look(db)
    assert (repeats(db), found(db)) == ({}, [])


def test_looking_at_everything_again_gives_the_same(db: Database) -> None:
    look(db)
    ask(db, "owls", OWLS, "2025-01-10", LINE)
    look(db)
    before = repeats(db), found(db)
    look(db, again=True)
    assert (repeats(db), found(db)) == before


def test_a_reply_corrected_in_the_same_words_does_not_repeat_itself(db: Database) -> None:
    db.execute("DELETE FROM answers WHERE question = 'ferry'")
    said = {"id": "leaks-b", "question": "leaks", "answered_on": "2025-04-10", "status": "corrected", "text": LINE}
    upsert(db, "answers", [{**said, "body": "The trust"}])
    look(db)
    assert repeats(db) == {}


def test_a_database_of_the_release_before_is_upgraded_and_judged_again(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        old = Database(connection)
        _migrations().apply(old, stop_before="m005_repeating")
        for id_, text, on in (("ferry", FERRY, "2025-02-10"), ("leaks", LEAKS, "2025-03-10")):
            ask(old, id_, text, on, LINE)
        connection.commit()
        texts = {"question_text": FERRY, "answer_text": LINE, "said_on": "2025-02-10", "judged_with": "then"}
        upsert(old, "exchanges", [{"id": "e", "medium": "written", "question": "ferry", "answer": "ferry-a", **texts}])
        connection.commit()
    db = connect(path)
    assert [row["judged_with"] for row in db["exchanges"].rows] == [None]
    look(db)
    assert repeats(db) == {"leaks": "ferry"}
    db.close()
