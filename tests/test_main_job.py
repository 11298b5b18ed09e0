"""The main job, end to end: articles and questions in, timeline, changes and findings out."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.cli import cli
from monitor.errors import BadFile
from monitor.paths import ROOT

SAMPLE = ROOT / "tests" / "sample"
# What a run records of itself, and search indexes, are not results.
NOT_RESULTS = ("runs", "catching_up", "sqlite_", "_sqlite")


class Job:
    """The command line on a database of its own."""

    def __init__(self, folder: Path, rules: Path) -> None:
        self.db, self.rules = folder / "monitor.db", rules

    def run(self, *arguments: str | Path) -> Result:
        options = ["--db", str(self.db), "--rules", str(self.rules), "--now", "2025-11-21T07:00", "--quiet"]
        return CliRunner().invoke(cli, [*options, *map(str, arguments)], standalone_mode=False)

    def query(self, sql: str) -> list[sqlite3.Row]:
        with sqlite3.connect(self.db) as connection:
            connection.row_factory = sqlite3.Row
            return connection.execute(sql).fetchall()

    def results(self) -> dict[str, list[tuple[object, ...]]]:
        tables = [row["name"] for row in self.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted((tuple(row) for row in self.query(f"SELECT * FROM [{name}]")), key=repr)
            for name in tables
            if not name.startswith(NOT_RESULTS) and "_fts" not in name
        }


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """The whole job done on the sample, once for the tests that only look."""
    job = Job(tmp_path_factory.mktemp("sample"), SAMPLE / "rules")
    for arguments in (("import", "articles", SAMPLE / "articles"), ("import", "lmq-xml", SAMPLE / "lmqs"), ("detect",)):
        assert job.run(*arguments).return_value == 0
    return job


@pytest.fixture
def job(done: Job, tmp_path: Path) -> Job:
    """A copy of the sample's database and archive, for tests that write."""
    shutil.copytree(done.db.parent, tmp_path / "db")
    return Job(tmp_path / "db", SAMPLE / "rules")


def test_the_sample_shows_a_changed_answer_with_both_quotations_dates_and_links(done: Job) -> None:
    change = done.query(
        "SELECT * FROM changes WHERE kind = 'stance' AND body = 'Metropolitan Police Service' AND from_date < '2025-04'"
    )
    assert len(change) == 1
    assert "no plans to close" in change[0]["from_text"]
    assert "decided to close 18 front counters" in change[0]["to_text"]
    assert (change[0]["from_date"], change[0]["to_date"]) == ("2025-03-19", "2025-10")
    assert change[0]["from_url"].startswith("https://")
    assert change[0]["url"].startswith("https://")


def test_the_sample_shows_a_changed_figure(done: Job) -> None:
    change = done.query("SELECT * FROM changes WHERE kind = 'figure'")
    assert [(row["from_date"], row["to_date"], row["measure"]) for row in change] == [
        ("2025-03-19", "2025-11-06", "open-at-night")
    ]


def test_the_sample_shows_non_replies_and_clear_answers(done: Job) -> None:
    replies = {
        row["reference"]: row["reply"]
        for row in done.query(
            "SELECT reference, reply FROM exchanges JOIN questions ON questions.id = exchanges.question"
        )
    }
    assert replies["2025/0102"] == "non-reply"
    assert replies["2025/0101"] == "clear"
    assert replies["2025/0702"] == "clear"


def test_a_question_answered_with_a_question_is_found_with_what_was_asked(done: Job) -> None:
    found = done.query("SELECT * FROM findings WHERE kind = 'seeks-clarification'")
    assert [(row["person"], row["said_on"][:7]) for row in found] == [("Amara Linwood", "2025-01")]
    assert "close front counters" in found[0]["question_text"]


def test_a_reply_that_points_elsewhere_is_followed_to_what_stands_there(done: Job) -> None:
    found = done.query("SELECT * FROM findings WHERE kind = 'refers-to-earlier-answer'")
    assert [(row["leads_to"], json.loads(row["leads_by"])[0]["reference"]) for row in found] == [
        ("not answered", "2025/0103")
    ]
    assert "It leads to 2025/0103 (23 January 2025)" in found[0]["explanation"]


@pytest.mark.parametrize("name", ["Rosalind Pike", "Devan Sorley"])
def test_what_members_and_campaigners_say_is_no_statement(done: Job, name: str) -> None:
    assert not done.query(f"SELECT * FROM statements WHERE person = '{name}'")
    said = " ".join(row["text"] for row in done.query("SELECT text FROM statements"))
    assert "It is a simple question" not in said
    assert "then the shutters came down" not in said


def test_running_everything_again_changes_nothing(job: Job) -> None:
    before = job.results()
    for arguments in (
        ("import", "articles", SAMPLE / "articles"),
        ("import", "lmq-xml", SAMPLE / "lmqs"),
        ("detect", "--all"),
    ):
        job.run(*arguments)
    assert job.results() == before


def test_parsing_the_archive_again_changes_nothing(job: Job) -> None:
    before = job.results()
    assert job.run("parse").return_value == 0
    job.run("detect", "--all")
    assert job.results() == before


def test_a_dismissed_finding_stays_dismissed_when_rules_run_again(job: Job) -> None:
    finding = job.query("SELECT id FROM findings LIMIT 1")[0]["id"]
    job.run("review", "dismiss", finding, "--note", "It is in the annex.")
    job.run("detect", "--all")
    assert job.query(f"SELECT review FROM findings WHERE id = '{finding}'")[0]["review"] == "dismissed"


def test_a_confirmed_change_carries_the_body_s_response(job: Job) -> None:
    change = job.query("SELECT id FROM changes LIMIT 1")[0]["id"]
    job.run(
        "review", "confirm", change, "--response", "We have corrected it.", "--response-url", "https://met.invalid/1"
    )
    job.run("detect", "--all")
    shown = job.run("review", "show", change).output
    assert "We have corrected it. (https://met.invalid/1)" in shown
    assert "confirmed" in shown


def test_a_change_is_shown_with_both_quotations(job: Job) -> None:
    change = job.query("SELECT id FROM changes WHERE kind = 'stance'")[0]["id"]
    shown = job.run("review", "show", change).output
    assert "no plans to close" in shown
    assert "I have decided to close" in shown


def test_a_topic_that_is_removed_takes_its_readings_and_changes_with_it(job: Job, tmp_path: Path) -> None:
    rules = shutil.copytree(SAMPLE / "rules", tmp_path / "rules")
    for file in (rules / "topics").glob("*.yaml"):
        file.unlink()
    job.rules = rules
    assert job.run("detect").return_value == 0
    assert not job.query("SELECT * FROM timeline")
    assert not job.query("SELECT * FROM changes")


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("questions", "id, reference, title, text, asked_by, asked_of, asked_on, status, url"),
        ("answers", "id, question, answered_by, answered_on, status, text, url"),
        ("turns", "id, meeting, position, speaker, role, text"),
        ("statements", "id, said_on, person, body, role, medium, text, url"),
        ("topics", "id, title, question"),
        ("timeline", "topic, said_on, body, person, stance, figures, text, url, statement"),
        (
            "findings",
            "id, rule, kind, reply, medium, said_on, person, question_text, evidence, explanation, review, url",
        ),
        (
            "changes",
            "id, topic, kind, body, from_date, to_date, from_text, to_text, summary, review, url",
        ),
        ("edits", "document, url, seen_on, substantive, removed, added"),
        ("alerts", "id, query, title, row_key, found_at, delivered_at"),
        ("runs", "id, started, finished, command, status, summary"),
    ],
)
def test_the_published_columns_exist(done: Job, table: str, columns: str) -> None:
    done.query(f"SELECT {columns} FROM {table}")


def test_figures_in_the_timeline_are_json(done: Job) -> None:
    rows = done.query("SELECT figures FROM timeline")
    figures = {figure["measure"]: figure["value"] for row in rows for figure in json.loads(row["figures"])}
    assert figures["closures"] == 18


@pytest.fixture
def cuttings(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE / "articles", tmp_path / "cuttings"))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda folder: (folder / "counters-march.txt").unlink(),
            "names 'counters-march.txt', which is not in the folder",
        ),
        (lambda folder: (folder / "counters-march.txt").write_bytes(b"caf\xe9"), "is not UTF-8"),
        (lambda folder: (folder / "counters-march.txt").write_text(""), "is empty"),
        (lambda folder: (folder / "counters-march.txt").write_bytes(b"a" * (50 << 20)), "is larger than"),
        (lambda folder: _replace(folder / "articles.json", "2025-03-21", "2025-02-30"), "is not a date"),
    ],
    ids=["missing", "latin-1", "empty", "50 MB", "impossible date"],
)
def test_a_bad_article_is_told_in_a_line_and_the_others_go_in(
    cuttings: Path, tmp_path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(cuttings)
    job = Job(tmp_path, SAMPLE / "rules")
    result = job.run("import", "articles", cuttings)
    assert result.return_value == 1
    assert [told in line for line in result.stderr.strip().splitlines()] == [True]
    assert len(job.query("SELECT id FROM documents")) == 3


def test_a_manifest_that_is_not_json_is_a_bad_file_named_with_its_line(cuttings: Path, tmp_path: Path) -> None:
    (cuttings / "articles.json").write_text('[\n  {"file": \n]')
    result = Job(tmp_path, SAMPLE / "rules").run("import", "articles", cuttings)
    assert isinstance(result.exception, BadFile)
    assert "articles.json:3: is not JSON" in str(result.exception)


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory, shared: Callable[[str], Path]) -> Job:
    """The job done on the five real articles, with the project's own rules."""
    job = Job(tmp_path_factory.mktemp("seeds"), ROOT / "rules")
    assert job.run("import", "articles", shared("seeds")).return_value == 0
    assert job.run("detect").return_value == 0
    return job


@pytest.mark.parametrize(
    ("words", "person", "said_on", "stance"),
    [
        ("there is something out there that we have not seen", "Mark Rowley", "2025-02", "denies"),
        ("steady flow", "Mark Rowley", "2025-10-16", "acknowledges"),
        ("several live current investigations", "Mark Rowley", "2025-10-16", "acknowledges"),
        ("tens of complex group-based cases", "Mark Rowley", "2025-11", "acknowledges"),
    ],
)
def test_the_articles_positions_are_read_with_speaker_and_date(
    seeds: Job, words: str, person: str, said_on: str, stance: str
) -> None:
    rows = seeds.query(f"SELECT * FROM timeline WHERE topic = 'group-based-cse' AND text LIKE '%{words}%'")
    assert [(row["person"], row["stance"]) for row in rows] == [(person, stance)]
    assert rows[0]["body"] == "Metropolitan Police Service"
    assert rows[0]["said_on"].startswith(said_on)


def test_the_articles_figures_are_different_measures(seeds: Job) -> None:
    figures = {(row["measure"], row["value"], row["low"], row["high"]) for row in seeds.query("SELECT * FROM figures")}
    assert {("cases-to-review", 9000, None, None), ("cases-a-year", 600, None, None)} <= figures
    assert ("expected-to-pass", None, 2000, 3000) in figures
    assert not seeds.query("SELECT * FROM changes WHERE kind IN ('figure', 'contradiction')")


def test_the_reversal_in_the_articles_is_a_change(seeds: Job) -> None:
    change = seeds.query("SELECT * FROM changes WHERE kind = 'stance' AND body = 'Metropolitan Police Service'")
    assert [(row["from_date"], row["to_date"]) for row in change] == [("2025-02", "2025-10-16")]


def test_the_question_that_was_answered_with_a_question_is_found(seeds: Job) -> None:
    found = seeds.query("SELECT * FROM findings WHERE kind = 'seeks-clarification'")
    assert [(row["person"], row["said_on"]) for row in found] == [("Sadiq Khan", "2025-01")]
    assert "gangs" in found[0]["question_text"]


def test_nobody_else_in_the_articles_makes_an_official_statement(seeds: Job) -> None:
    speakers = {(row["person"], row["body"]) for row in seeds.query("SELECT DISTINCT person, body FROM statements")}
    assert speakers == {
        ("Mark Rowley", "Metropolitan Police Service"),
        (None, "Metropolitan Police Service"),
        ("Sadiq Khan", "Mayor of London"),
        (None, "Mayor of London"),
    }
