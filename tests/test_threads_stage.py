"""The threads stage keeps threads, links and proposals up to date as questions and answers come in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from monitor.commands.collect import import_uk_command
from monitor.context import Context
from monitor.evaluate.threads import score_threads, table
from monitor.stages.threads import update_threads
from monitor.store import derive
from monitor.store.database import connect, upsert
from monitor.store.reviews import decide
from monitor.store.threads import nearest

STEP_FREE = "How many Tube stations have step-free access from street to platform?"
AGAIN = "How many Tube stations have step-free access between platform and street?"
FERRY = "Will the Woolwich Ferry run at weekends this winter?"
OWLS = "Which parks have nesting boxes for tawny owls?"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    database = connect(tmp_path / "monitor.db")
    ask(database, "q1", STEP_FREE, "2021-05-20", "There are 81 Tube stations with step-free access.")
    ask(database, "q2", FERRY, "2022-05-20", "The ferry will run.")
    ask(database, "q3", AGAIN, "2023-05-18", "94 Tube stations have step-free access.")
    return database


def ask(db: Database, id_: str, text: str, on: str, answer: str, **more: Any) -> None:
    row = {"id": id_, "reference": None, "title": "", "text": text, "asked_on": on, "body": "TfL", "status": "answered"}
    upsert(db, "questions", [row | more])
    upsert(
        db,
        "answers",
        [{"id": f"{id_}a", "question": id_, "answered_on": on, "status": "final", "text": answer, "body": "TfL"}],
    )


def update(db: Database, *, again: bool = False) -> None:
    derive.statements(db)
    update_threads(db, found_on="2025-01-01", again=again)


def in_threads(db: Database) -> list[list[str]]:
    rows = db.execute("SELECT group_concat(question) FROM thread_questions GROUP BY thread").fetchall()
    return sorted(sorted(row[0].split(",")) for row in rows)


def stored(db: Database) -> list[list[tuple[Any, ...]]]:
    tables = ("threads", "thread_questions", "question_links")
    return [sorted(map(tuple, db.execute(f"SELECT * FROM {name}").fetchall())) for name in tables]


def test_threads_are_stored_with_their_span(db: Database) -> None:
    update(db)
    assert in_threads(db) == [["q1", "q3"]]
    [thread] = db["threads"].rows
    assert (thread["first_asked"], thread["last_asked"], thread["questions"]) == ("2021-05-20", "2023-05-18", 2)


def test_without_a_date_of_asking_the_first_answer_dates_a_question(db: Database) -> None:
    upsert(db, "questions", [{"id": "q1", "asked_on": None, "text": STEP_FREE, "status": "answered"}])
    update(db)
    assert [row["first_asked"] for row in db["threads"].rows] == ["2021-05-20"]


def test_a_later_question_joins_its_thread_which_keeps_its_id(db: Database) -> None:
    update(db)
    before = [row["id"] for row in db["threads"].rows]
    ask(db, "q4", STEP_FREE, "2024-05-16", "We count them every spring.")
    update(db)
    assert in_threads(db) == [["q1", "q3", "q4"]]
    assert [row["id"] for row in db["threads"].rows] == before


def test_adding_questions_gives_what_comparing_all_gives(db: Database) -> None:
    update(db)
    ask(db, "q4", STEP_FREE, "2024-05-16", "We count them every spring.")
    ask(db, "q5", OWLS, "2024-05-16", "Most have.")
    update(db)
    added = in_threads(db)
    update(db, again=True)
    assert in_threads(db) == added


def test_updating_twice_changes_nothing(db: Database) -> None:
    update(db)
    first = stored(db)
    update(db)
    assert stored(db) == first


def test_a_reworded_question_leaves_its_thread(db: Database) -> None:
    update(db)
    upsert(db, "questions", [{"id": "q3", "text": OWLS, "status": "answered"}])
    update(db)
    assert in_threads(db) == []


def test_a_question_that_is_gone_leaves_its_thread(db: Database) -> None:
    update(db)
    for table_, column in (("changes", "to_statement"), ("statements", "answer")):
        db.execute(f"DELETE FROM {table_} WHERE {column} IS NOT NULL")
    db.execute("DELETE FROM answers WHERE question = 'q3'")
    db.execute("DELETE FROM questions WHERE id = 'q3'")
    update(db)
    assert in_threads(db) == []


def test_an_answer_that_refers_to_another_joins_their_questions(db: Database) -> None:
    ask(db, "q6", OWLS, "2024-01-18", "Yes.", reference="2024/0007")
    update(db)
    ask(db, "q7", "Who cleans the piers?", "2024-02-18", "Please see my answer to Mayor's Question 2024/0007.")
    update(db)
    assert ["q6", "q7"] in in_threads(db)


def test_a_number_that_moved_is_proposed_without_a_topic(db: Database) -> None:
    update(db)
    [change] = db.query("SELECT * FROM changes")
    assert (change["kind"], change["topic"], change["candidate"]) == ("figure", None, 1)
    assert (change["from_date"], change["to_date"]) == ("2021-05-20", "2023-05-18")


def test_what_a_topic_reads_is_left_to_the_topic(db: Database) -> None:
    derive.statements(db)
    upsert(db, "topics", [{"id": "step-free", "title": "Step-free", "question": STEP_FREE, "version": "1"}])
    statements = [row[0] for row in db.execute("SELECT id FROM statements")]
    upsert(
        db,
        "readings",
        [{"statement": s, "topic": "step-free", "on_topic": "[]"} for s in statements],
        pk=("statement", "topic"),
    )
    update(db)
    assert db["changes"].count == 0


def test_a_holding_answer_is_not_compared(db: Database) -> None:
    upsert(db, "answers", [{"id": "q3a", "question": "q3", "status": "holding", "text": "94 Tube stations, we think."}])
    update(db)
    assert db["changes"].count == 0


def test_a_dismissed_proposal_stays_dismissed(db: Database) -> None:
    update(db)
    [change] = db["changes"].rows
    decide(db, change["id"], "dismissed", reviewer="Ed", decided_at="2025-01-02T10:00:00+00:00")
    update(db, again=True)
    assert [row["review"] for row in db["changes"].rows] == ["dismissed"]


def test_nearest_finds_a_question_by_its_text_and_by_its_answer(db: Database) -> None:
    ask(db, "q8", OWLS, "2024-01-18", "Bushy Park has twelve, made of elm.")
    assert nearest(db, "Is access to Tube stations step-free?")[0].question in {"q1", "q3"}
    assert [near.question for near in nearest(db, "What is made of elm?")] == ["q8"]


def test_nearest_leaves_out_the_question_itself_and_prefers_the_same_member(db: Database) -> None:
    for id_, member in (("q6", "Rosalind Pike"), ("q7", "Theo Marchbanks"), ("q8", "Rosalind Pike")):
        ask(db, id_, OWLS, "2024-01-18", "Most have.", asked_by=member)
    assert [near.question for near in nearest(db, OWLS, asked_by="Theo Marchbanks", leave_out="q6")] == ["q7", "q8"]


@pytest.mark.parametrize("text", ["", "?", "what is the", 'NEAR("x" AND OR *', "“"])
def test_nearest_takes_any_text(db: Database, text: str) -> None:
    assert isinstance(nearest(db, text), list)


def test_scores_of_a_database_without_citations_say_so(db: Database) -> None:
    update(db)
    assert table(score_threads(db), 5) == "no question cites another question of this database"


def test_parliamentary_citations_are_threaded_and_found(
    shared: Callable[[str], Path], sample: Path, tmp_path: Path
) -> None:
    files = sorted(shared("data/uk-questions").iterdir())
    arguments = [part for f in files for part in (["--longform", str(f)] if f.suffix == ".sqlite" else [str(f)])]
    context = Context(tmp_path / "uk.db", sample / "rules", quiet=True)
    CliRunner().invoke(import_uk_command, arguments, obj=context, catch_exceptions=False)
    uk = context.connect()
    update(uk)
    scores = score_threads(uk)
    assert scores.citations > 250
    assert scores.same_thread >= 0.95 * scores.citations
    assert scores.nearest >= 0.85 * scores.citations
