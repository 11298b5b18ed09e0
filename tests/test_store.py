from pathlib import Path

import pytest

from monitor.context import Context
from monitor.errors import Busy, MonitorError
from monitor.store import reviews
from monitor.store.database import connect, upsert
from monitor.store.keys import key
from monitor.store.runs import recorded

TOPIC = {"id": "buses", "title": "Buses", "question": "Will they run?", "notes": None, "version": "1"}


@pytest.fixture
def db(tmp_path: Path):
    database = connect(tmp_path / "monitor.db")
    yield database
    database.close()


def test_writing_the_same_row_again_writes_nothing(db) -> None:
    assert upsert(db, "topics", [TOPIC]) == 1
    assert upsert(db, "topics", [TOPIC]) == 0


def test_a_row_that_differs_is_updated_and_columns_not_named_stay(db) -> None:
    upsert(db, "topics", [TOPIC])
    assert upsert(db, "topics", [{"id": "buses", "title": "Night buses", "question": "?", "version": "2"}]) == 1
    assert db["topics"].get("buses")["title"] == "Night buses"


def test_columns_set_once_keep_their_first_value(db) -> None:
    upsert(db, "topics", [TOPIC])
    upsert(db, "topics", [TOPIC | {"title": "Later", "version": "2"}], once=("version",))
    assert (db["topics"].get("buses")["title"], db["topics"].get("buses")["version"]) == ("Later", "1")


def test_keys_tell_parts_apart() -> None:
    assert key("ab", "c") != key("a", "bc")
    assert key("a", None) == key("a", "")


def test_opening_a_database_again_changes_nothing(tmp_path: Path) -> None:
    connect(tmp_path / "monitor.db").close()
    before = (tmp_path / "monitor.db").read_bytes()
    connect(tmp_path / "monitor.db").close()
    assert (tmp_path / "monitor.db").read_bytes() == before


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "monitor.db").write_text("These are not the rows you are looking for." * 100)
    with pytest.raises(MonitorError, match=r"monitor\.db: file is not a database"):
        connect(tmp_path / "monitor.db")


def test_a_second_job_is_told_that_one_is_running(tmp_path: Path) -> None:
    context = Context(tmp_path / "monitor.db", tmp_path)
    with context.locked(), pytest.raises(Busy, match="another monitor job"), context.locked():
        pass


def test_search_finds_other_forms_of_a_word_and_ignores_accents(db) -> None:
    question = {
        "id": "q",
        "title": "Closures",
        "text": "Is the café at José Street closing?",
        "status": "unanswered",
    }
    upsert(db, "questions", [question])
    found = list(db["questions"].search("close cafe"))
    assert [row["id"] for row in found] == ["q"]


def test_a_run_that_raises_is_recorded_as_failed(db, tmp_path: Path) -> None:
    context = Context(tmp_path / "monitor.db", tmp_path)
    with pytest.raises(ValueError), recorded(db, "detect", context.now):
        raise ValueError("no rules")
    run = next(db["runs"].rows)
    assert (run["status"], run["summary"]) == ("failed", "no rules")


def _finding(db, **columns) -> None:
    exchange = dict.fromkeys(("question_text", "answer_text"), "")
    upsert(db, "exchanges", [{"id": "e", "medium": "written", **exchange}])
    texts = dict.fromkeys(("question_text", "answer_text", "evidence", "explanation", "rule_version"), "")
    row = {"id": "f", "rule": "r", "kind": "k", "reply": "non-reply", "medium": "written", "exchange": "e"}
    upsert(db, "findings", [{**row, **texts, "first_found": "2025-01-01", **columns}])


def test_a_decision_survives_that_the_finding_goes_and_comes_back(db) -> None:
    _finding(db)
    reviews.decide(db, "f", "dismissed", reviewer="ed", decided_at="2025-01-02", note="It is in the annex.")
    db["findings"].delete("f")
    _finding(db)
    reviews.apply_decisions(db, "finding")
    assert db["findings"].get("f")["review"] == "dismissed"


def test_the_latest_decision_counts_and_reopening_takes_it_back(db) -> None:
    _finding(db)
    for decision, shown in (("dismissed", "dismissed"), ("confirmed", "confirmed"), ("reopened", None)):
        reviews.decide(db, "f", decision, reviewer="ed", decided_at="2025-01-02")
        assert db["findings"].get("f")["review"] == shown
    assert db["reviews"].count == 3


def test_deciding_on_something_unknown_says_how_to_find_the_ids(db) -> None:
    with pytest.raises(MonitorError, match="monitor review list"):
        reviews.decide(db, "nothing", "confirmed", reviewer="ed", decided_at="2025-01-02")
