"""Working-day deadlines, and how long questions have waited."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.deadlines import is_working_day, reply_by
from monitor.rulebook.load import load
from monitor.stages.waiting import update_waiting
from monitor.store.database import connect


@pytest.mark.parametrize(
    ("asked_on", "days", "due"),
    [
        ("2025-11-14", 5, "2025-11-21"),  # a Friday
        ("2025-11-15", 1, "2025-11-17"),  # a Saturday
        ("2025-12-23", 3, "2025-12-30"),  # Christmas, Boxing Day and a weekend between
        ("2025-04-17", 1, "2025-04-22"),  # Good Friday and Easter Monday
        ("2022-09-16", 1, "2022-09-20"),  # the bank holiday for the late Queen's funeral
        ("2022-06-01", 1, "2022-06-06"),  # the moved spring bank holiday and the Jubilee
        ("2025-02", 5, None),
        (None, 5, None),
        ("2025-11-14", None, None),
    ],
)
def test_a_reply_is_due_so_many_working_days_after(asked_on: str | None, days: int | None, due: str | None) -> None:
    assert reply_by(asked_on, days) == due


@given(st.dates(dt.date(2000, 1, 1), dt.date(2035, 1, 1)), st.integers(1, 60))
def test_between_question_and_deadline_lie_just_that_many_working_days(asked: dt.date, days: int) -> None:
    due = dt.date.fromisoformat(reply_by(asked.isoformat(), days) or "")
    between = [asked + dt.timedelta(days=n) for n in range(1, (due - asked).days + 1)]
    assert sum(map(is_working_day, between)) == days and is_working_day(due)


PEOPLE = "bodies:\n- {id: tfx, name: Transport, aliases: [the line], reply_days: 5}\n"
TOPIC = "id: lifts\ntitle: Lifts\nquestion: Do the lifts work?\nabout: [lifts]\n"


@pytest.fixture
def rows(tmp_path: Path) -> dict[str, dict[str, object]]:
    """Return the rows of the view `waiting` for four questions."""
    (tmp_path / "topics").mkdir()
    (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "topics" / "lifts.yaml").write_text(TOPIC, encoding="utf-8")
    db = connect(tmp_path / "monitor.db")
    db["topics"].insert({"id": "lifts", "title": "Lifts", "question": "?", "version": "1"})
    asked = {"text": "Do the lifts work?", "body": "Transport", "asked_on": "2025-01-06"}
    for name, status, due_on in (
        ("open", "unanswered", None),
        ("held", "holding", None),
        ("late", "answered", None),
        ("stated", "answered", "2025-02-28"),
    ):
        db["questions"].insert({"id": name, "status": status, "due_on": due_on, **asked})
    answers = [
        ("held", "holding", "2025-01-08"),
        ("late", "holding", "2025-01-08"),
        ("late", "final", "2025-01-20"),
        ("stated", "final", "2025-01-20"),
    ]
    for question, status, day in answers:
        db["answers"].insert(
            {"id": f"{question}-{status}", "question": question, "status": status, "answered_on": day, "text": "…"}
        )
    update_waiting(db, load(tmp_path))
    update_waiting(db, load(tmp_path))
    found = {row["question"]: row for row in db["waiting"].rows}
    found["by body"] = next(db["lateness_by_body"].rows)
    found["by topic"] = next(db["lateness_by_topic"].rows)
    db.close()
    return found


def test_an_answer_after_the_bodys_own_deadline_is_late_and_one_within_the_stated_one_is_not(
    rows: dict[str, dict[str, object]],
) -> None:
    assert (rows["late"]["due_on"], rows["late"]["overdue"], rows["late"]["days_overdue"]) == ("2025-01-13", 1, 7)
    assert (rows["stated"]["due_on"], rows["stated"]["overdue"]) == ("2025-02-28", 0)


def test_a_holding_reply_is_no_answer(rows: dict[str, dict[str, object]]) -> None:
    assert (rows["held"]["open"], rows["held"]["holding_not_replaced"], rows["held"]["overdue"]) == (1, 1, 1)
    assert (rows["late"]["days_waited"], rows["late"]["holding_not_replaced"]) == (14, 0)


def test_lateness_is_counted_per_body_and_topic(rows: dict[str, dict[str, object]]) -> None:
    for counted in (rows["by body"], rows["by topic"]):
        numbers = [
            counted[name]
            for name in ("questions", "answered", "answered_late", "waiting", "overdue", "holding_not_replaced")
        ]
        assert numbers == [4, 2, 1, 2, 2, 1]
