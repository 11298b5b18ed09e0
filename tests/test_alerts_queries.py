"""The saved alerts of metadata.json: what may stand in one, and that those we ship work."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from monitor.alerts import queries, readonly
from monitor.alerts.queries import AlertQuery
from monitor.alerts.readonly import BadQuery
from monitor.paths import METADATA, ROOT
from monitor.rulebook.load import load
from monitor.stages.alerts import problems
from monitor.store.database import connect

GOOD = "SELECT id AS row_key, command AS title, '' AS body, NULL AS url, started AS date FROM runs"


def faults(tmp_path: Path, sql: object, name: str = "alert_one") -> list[str]:
    """Return the faults of a metadata file with one alert, on line 3."""
    path = tmp_path / "metadata.json"
    path.write_text(
        '{"databases": {"monitor": {\n "queries": {\n' + json.dumps(name) + ": " + json.dumps({"sql": sql}) + "\n}}}}",
        encoding="utf-8",
    )
    return [str(problem) for problem in problems(metadata=path)]


def test_the_alerts_that_we_ship_have_no_fault() -> None:
    assert problems(rulebook=load(ROOT / "rules")) == []


def test_we_ship_an_alert_for_everything_that_is_promised() -> None:
    shipped = {query.name for query in queries.read(METADATA)[0]}
    assert shipped >= {
        "alert_changed_answers",
        "alert_non_replies_on_topics",
        "alert_overdue_holding_replies",
        "alert_edited_pages",
        "alert_new_statements",
        "alert_contradictions",
        "alert_sources",
    }


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        (GOOD, None),
        (GOOD + ";", None),
        (GOOD + " WHERE id IN (SELECT rowid FROM answers_fts WHERE answers_fts MATCH 'lifts')", None),
        ("UPDATE sqlite_master SET sql = ''", "does something else than reading"),
        ("UPDATE runs SET command = ''", "does something else than reading"),
        ("DROP TABLE runs", "does something else than reading"),
        (GOOD.replace("AS body", "AS words"), "returns no column body"),
        ("SELECT row_key FROM nowhere", "does not run: no such table: nowhere"),
        ("DELETE FROM runs", "does something else than reading"),
        ("PRAGMA writable_schema = 1", "does something else than reading"),
        ("ATTACH 'other.db' AS other", "does something else than reading"),
        ("SELECT load_extension('x')", "does"),
        (GOOD + "; DELETE FROM runs", "more than one statement"),
        (GOOD + " WHERE command = :name", "takes a parameter"),
        ("", "'sql' is missing"),
        (None, "'sql' is missing"),
    ],
)
def test_a_faulty_alert_is_named_with_line_and_reason(tmp_path: Path, sql: object, reason: str | None) -> None:
    found = faults(tmp_path, sql)
    if reason is None:
        assert found == []
    else:
        assert len(found) == 1 and "metadata.json:3: alert_one" in found[0] and reason in found[0]


def test_an_alert_that_does_not_end_is_named(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    query = AlertQuery("alert_endless", "", endless, tmp_path, 1)
    db = connect(tmp_path / "monitor.db")
    with pytest.raises(BadQuery, match=r"takes longer than 0\.05 seconds"):
        readonly.rows(readonly.prepared(db.conn, None), query, 0.05)
    db.close()


def test_a_bad_name_and_a_file_that_is_not_json_are_named(tmp_path: Path) -> None:
    assert "small letters" in faults(tmp_path, GOOD, "alert_Übel")[0]
    path = tmp_path / "metadata.json"
    path.write_text("{\n,", encoding="utf-8")
    assert str(problems(metadata=path)[0]).startswith(f"{path}:2: is not JSON")


def test_a_destination_that_names_no_alert_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "alerts.yaml").write_text(
        "destinations:\n- id: desk\n  url: json://localhost\n  alerts: [alert_nothing]\n", encoding="utf-8"
    )
    (problem,) = problems(rulebook=load(tmp_path))
    assert str(problem).endswith(
        "alerts.yaml:4: destination 'desk' names 'alert_nothing', which is no saved alert of metadata.json"
    )


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("json://localhost/x", None),
        ("${DESK}", None),
        ("mailto://example.org?from=a@example.org&to=b@example.org", None),
        ("mailtos://user:secret@example.org", "holds a password"),
        ("json://localhost/?token=abc", "holds a password"),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "holds a secret"),
        ("slack://${A}/${B}/${C}", None),
        ("newsdesk", "not an Apprise address"),
    ],
)
def test_secrets_may_not_stand_in_the_file(tmp_path: Path, url: str, reason: str | None) -> None:
    (tmp_path / "alerts.yaml").write_text(f'destinations: [{{id: desk, url: "{url}"}}]\n', encoding="utf-8")
    found = [str(problem) for problem in load(tmp_path).problems]
    assert (reason is None and found == []) or (reason is not None and reason in found[0])


def test_queries_take_the_clock_that_they_are_given(tmp_path: Path) -> None:
    connect(tmp_path / "monitor.db").close()
    moment = dt.datetime(2025, 11, 14, 7, 30, tzinfo=dt.UTC)
    with readonly.reading(tmp_path / "monitor.db", moment) as connection:
        row = connection.execute(
            "SELECT date(), date('now'), date('now', '-1 day'), strftime('%H:%M', 'now'), datetime('2020-01-01')"
        ).fetchone()
    assert row == ("2025-11-14", "2025-11-14", "2025-11-13", "07:30", "2020-01-01 00:00:00")
