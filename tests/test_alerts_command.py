"""`monitor alerts` and `monitor rules check` as they are typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from receivers import Hook, web_hook

from monitor.cli import cli
from monitor.store.database import connect


@pytest.fixture
def hook() -> Iterator[Hook]:
    with web_hook() as hook:
        yield hook


@pytest.fixture
def folder(tmp_path: Path, hook: Hook) -> Path:
    """Return a folder with a database that has a changed answer, and rules that send alerts to the web hook."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "alerts.yaml").write_text(
        f'destinations: [{{id: desk, url: "{hook.url}"}}]\n', encoding="utf-8"
    )
    db = connect(tmp_path / "monitor.db")
    row = {"id": "c", "kind": "stance", "body": "Transport", "from_date": "2025-02-01", "to_date": "2025-11-12"}
    row |= {"from_text": "None.", "to_text": "Many.", "summary": "from none to many", "reason": ""}
    db["changes"].insert({**row, "first_found": "2025-11-13"})
    db.close()
    return tmp_path


def monitor(folder: Path, *arguments: str) -> Result:
    options = ["--db", str(folder / "monitor.db"), "--rules", str(folder / "rules"), "--now", "2025-11-14T12:00"]
    return CliRunner().invoke(cli, [*options, *arguments], standalone_mode=False)


def runs(folder: Path) -> list[tuple[str, str]]:
    db = connect(folder / "monitor.db")
    found = [(row["command"], row["status"]) for row in db["runs"].rows]
    db.close()
    return found


def test_a_dry_run_prints_and_neither_sends_nor_records(folder: Path, hook: Hook) -> None:
    shown = monitor(folder, "alerts", "--dry-run")
    assert shown.return_value == 0 and "To desk (immediately): Transport: from none to many" in shown.stdout
    assert hook.messages == [] and runs(folder) == []


def test_alerts_are_sent_once_and_the_run_is_recorded(folder: Path, hook: Hook) -> None:
    first, second = monitor(folder, "alerts"), monitor(folder, "alerts")
    assert "sent 1 rows to desk" in first.stdout and second.stdout == "nothing new\n"
    assert len(hook.messages) == 1 and runs(folder) == [("alerts", "ok")] * 2


def test_from_now_never_sends_what_is_there(folder: Path, hook: Hook) -> None:
    monitor(folder, "alerts", "alert_changed_answers", "--from-now")
    monitor(folder, "alerts")
    assert hook.messages == []


def test_a_failed_destination_fails_the_run_with_a_reason(folder: Path, hook: Hook) -> None:
    hook.statuses = [500]
    done = monitor(folder, "alerts")
    assert done.return_value == 1 and "destination 'desk'" in done.stderr and runs(folder) == [("alerts", "failed")]


def test_an_alert_that_does_not_exist_is_named(folder: Path) -> None:
    assert "has no saved alert 'alert_nothing'" in str(monitor(folder, "alerts", "alert_nothing").exception)


def test_rules_check_names_a_faulty_destination_with_its_line(folder: Path) -> None:
    path = folder / "rules" / "alerts.yaml"
    path.write_text("destinations:\n- id: desk\n  url: mailto://a.example\n  when: sometimes\n", encoding="utf-8")
    done = monitor(folder, "rules", "check", "--json")
    faults = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.return_value == 2
    assert [(fault["file"], fault["line"]) for fault in faults if "when" in fault["reason"]] == [(str(path), 4)]
