"""Draft topics come from what is asked most and no topic covers; they pass the checks that rule files pass."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database

from monitor.commands.topics import topics
from monitor.context import Context
from monitor.detect.topics import check_examples
from monitor.rulebook.load import load
from monitor.rulebook.models import Topic
from monitor.stages.threads import suggest_topics, update_threads
from monitor.store import derive
from monitor.store.database import connect, upsert

PIERS = [
    ("How many river piers have lifts for wheelchairs?", "There are 12 river piers with lifts."),
    ("How many river piers have lifts?", "There are 13 river piers with lifts."),
    ("Will you fit lifts at every river pier?", "There are no plans to fit lifts at every river pier."),
    ("Which river piers have had lifts fitted?", "Two river piers, as I have told the Member."),
    ("How many river piers have working lifts?", "All of our river piers are inspected every week."),
    ("Will you fit lifts to the river piers that have none?", "We will fit lifts to river piers when money allows."),
]
OTHERS = [
    ("What does the bell at Guildhall weigh?", "It has not been weighed."),
    ("Who waters the planters on Cheapside?", "The ward does."),
    ("When will the Kennington skate bowl open?", "In the spring."),
]


@pytest.fixture
def context(tmp_path: Path) -> Context:
    rules = tmp_path / "rules" / "topics"
    rules.mkdir(parents=True)
    db = connect(tmp_path / "monitor.db")
    with db.atomic():
        for n, (text, answer) in enumerate([*PIERS, *OTHERS]):
            member = f"Member {n % 4}"
            row = {"id": f"q{n}", "title": "River piers" if n < len(PIERS) else "", "text": text, "asked_by": member}
            upsert(
                db,
                "questions",
                [row | {"asked_on": f"202{n // 2}-0{n % 2 + 1}-10", "status": "answered", "body": "TfL"}],
            )
            given = {
                "id": f"a{n}",
                "question": f"q{n}",
                "answered_on": f"202{n // 2}-0{n % 2 + 1}-14",
                "status": "final",
            }
            upsert(db, "answers", [given | {"text": answer, "body": "TfL"}])
    derive.statements(db)
    update_threads(db, found_on="2025-01-01")
    db.close()
    return Context(tmp_path / "monitor.db", rules.parent)


def suggested(db: Database, *known: Topic, least: int = 4) -> list[Topic]:
    return [draft.topic for draft in suggest_topics(db, known, least=least, most=5)]


def run(context: Context, *arguments: str) -> Result:
    return CliRunner().invoke(topics, ["suggest", "--min", "4", *arguments], obj=context, catch_exceptions=False)


def test_the_subject_asked_about_most_is_drafted(context: Context) -> None:
    [topic] = suggested(context.connect())
    assert topic.title == "River piers"
    assert "pier" in " ".join(topic.about)


def test_a_draft_has_measures_where_how_many_is_asked_and_stances_where_yes_or_no_is(context: Context) -> None:
    [topic] = suggested(context.connect())
    assert [measure.id for measure in topic.measures] == ["river-piers"]
    cues = {stance.id: stance.cues for stance in topic.stances}
    assert "no plans" in cues["says-no"]
    assert "we will" in cues["says-yes"]


def test_a_subject_that_a_topic_covers_is_not_drafted(context: Context) -> None:
    known = Topic(id="piers", title="Piers", question="Have piers lifts?", about=["river pier"])
    assert suggested(context.connect(), known) == []


def test_a_subject_asked_about_too_seldom_is_not_drafted(context: Context) -> None:
    assert suggested(context.connect(), least=7) == []


def test_questions_of_one_member_on_one_day_are_one_asking(context: Context) -> None:
    db = context.connect()
    db.execute("UPDATE questions SET asked_by = 'Member 1', asked_on = '2024-01-10'")
    assert suggested(db) == []


def test_the_written_draft_passes_the_checks_of_rule_files_and_says_that_it_is_a_draft(context: Context) -> None:
    folder = context.rules_dir / "topics"
    result = run(context, "--out", str(folder))
    assert result.stdout.strip() == str(folder / "river-piers.yaml")
    rulebook = load(context.rules_dir)
    assert rulebook.problems == ()
    assert [list(check_examples(topic)) for topic in rulebook.topics] == [[]]
    assert (folder / "river-piers.yaml").read_text(encoding="utf-8").startswith("# DRAFT")


def test_a_file_that_is_there_is_left_alone(context: Context, tmp_path: Path) -> None:
    file = tmp_path / "drafts" / "river-piers.yaml"
    file.parent.mkdir()
    file.write_text("edited", encoding="utf-8")
    result = run(context, "--out", str(file.parent))
    assert file.read_text(encoding="utf-8") == "edited"
    assert "left as it is" in result.stderr


def test_without_a_folder_drafts_go_to_standard_output(context: Context) -> None:
    assert "id: river-piers" in run(context).stdout
