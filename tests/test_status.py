"""`monitor status` and the site's health page: what is fine, and what needs a person."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from monitor.cli import cli
from monitor.site.app import build
from monitor.store.database import connect
from monitor.store.health import gather

NOW = dt.datetime(2025, 11, 14, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = connect(tmp_path / "monitor.db")
    yield db
    db.close()


def source(db: Database, name: str = "news", **more: Any) -> None:
    row = {"source": name, "polled_at": "2025-11-14T11:00:00+00:00", "succeeded_at": "2025-11-14T11:00:00+00:00"}
    row |= {"changed_at": "2025-11-13T11:00:00+00:00", "failures": 0, "next_at": "2025-11-14T17:00:00+00:00"}
    db["source_health"].insert({**row, **more})


def needs(db: Database) -> list[str]:
    return gather(db.conn, NOW).needs


def test_a_source_that_is_read_in_time_needs_nobody(db: Database) -> None:
    source(db)
    status = gather(db.conn, NOW)
    assert (status.needs, status.sources[0].state, status.sources[0].next_run) == (
        [],
        "fine",
        "2025-11-14T17:00:00+00:00",
    )


def test_a_failing_source_needs_a_person_and_its_error_says_what_to_do(db: Database) -> None:
    source(db, failures=3, error="no answer; ask again later")
    (need,) = needs(db)
    assert "news: 3 polls in a row" in need and "ask again later" in need


def test_a_source_whose_poll_does_not_come_needs_a_person(db: Database) -> None:
    source(db, next_at="2025-11-10T17:00:00+00:00")
    assert "3 days late" in needs(db)[0]


def test_a_silent_source_needs_a_person(db: Database) -> None:
    source(db)
    outage = {"id": "o", "source": "news", "kind": "silent", "began_at": "", "noticed_at": "", "detail": ""}
    db["outages"].insert(outage)
    assert "nothing new since 2025-11-13" in needs(db)[0]


def test_a_source_of_the_file_that_was_never_polled_is_listed(db: Database) -> None:
    assert gather(db.conn, NOW, enabled=["new"]).sources[0].state == "never polled"


def test_interrupted_and_failed_runs_need_a_person_until_they_succeed(db: Database) -> None:
    started = "2025-11-14T11:00:00+00:00"
    db["runs"].insert({"command": "refresh", "started": started, "status": "failed", "summary": "one\nno answer"})
    db["runs"].insert({"command": "backfill news", "started": started, "status": "interrupted"})
    assert [need.split(":")[0] for need in needs(db)] == ["backfill news", "refresh"]
    db["runs"].insert({"command": "refresh news", "started": started, "status": "ok"})
    assert [need.split(":")[0] for need in needs(db)] == ["backfill news"]


def test_rows_that_a_destination_refused_need_a_person_and_a_digest_that_waits_does_not(db: Database) -> None:
    db["alerts"].insert({"id": "a", "query": "q", "title": "", "row_key": "k", "found_at": ""})
    row = {"alert": "a", "state": "waiting", "queued_at": "2025-11-13T11:00:00+00:00"}
    db["deliveries"].insert({**row, "destination": "digest"})
    assert needs(db) == []
    db["deliveries"].insert({**row, "destination": "desk", "error": "refused"})
    assert needs(db) == ["destination desk: 1 rows wait since 2025-11-13T11:00; the last attempt: refused"]


def test_unknown_speakers_and_questions_without_answers_are_counted(db: Database) -> None:
    db["meetings"].insert({"id": "m", "committee": "C", "held_on": "2025-11-01"})
    turn = {"meeting": "m", "role": "member", "text": "…"}
    db["turns"].insert_all(
        {"id": str(n), "position": n, "speaker": "Nobody Known", "person": None, **turn} for n in range(3)
    )
    question = {"text": "?", "asked_on": "2025-01-01", "reply_by": "2025-01-08"}
    db["questions"].insert_all(
        {"id": status, "status": status, **question} for status in ("unanswered", "holding", "withdrawn")
    )
    status = gather(db.conn, NOW)
    assert status.unknown_speakers == {"Nobody Known": 3}
    assert status.unanswered == {"waiting": 2, "holding reply only": 1, "overdue": 2}


def test_the_command_tells_the_same_as_text_and_as_json_and_fails_when_a_person_is_needed(
    db: Database, tmp_path: Path
) -> None:
    source(db, failures=3, error="no answer")
    db.conn.commit()
    (tmp_path / "rules").mkdir()
    options = [
        "--db",
        str(tmp_path / "monitor.db"),
        "--rules",
        str(tmp_path / "rules"),
        "--now",
        "2025-11-14T12:00",
        "status",
    ]
    text = CliRunner().invoke(cli, options, standalone_mode=False)
    data = CliRunner().invoke(cli, [*options, "--json"], standalone_mode=False)
    assert (text.return_value, data.return_value) == (1, 1)
    told = json.loads(data.stdout)
    assert told["needs"][0] in text.stdout
    assert told["sizes"]["database"] > 0


def test_the_sites_health_page_tells_of_sources_and_not_of_destinations(db: Database, tmp_path: Path) -> None:
    source(db, failures=3, error="no answer")
    db["alerts"].insert({"id": "a", "query": "q", "title": "", "row_key": "k", "found_at": ""})
    db["deliveries"].insert(
        {"alert": "a", "state": "waiting", "queued_at": "2025-11-13T11:00:00+00:00", "destination": "hushhush"}
    )
    db.conn.commit()
    site = build(tmp_path / "monitor.db")

    async def ask() -> list[str]:
        return [(await site.client.get(path)).text for path in ("/health", "/health.json")]

    for page in asyncio.run(ask()):
        assert "3 polls in a row" in page and "hushhush" not in page
