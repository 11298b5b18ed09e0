"""A published folder stands by itself and holds nothing private."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
import sitedata
from click.testing import CliRunner
from sitedata import Site

from monitor.cli import cli
from monitor.errors import MonitorError
from monitor.site.publish import publish
from monitor.store import reviews
from monitor.store.database import connect, upsert


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder published from a database with a reviewer and a destination in it."""
    database = sitedata.fill(tmp_path_factory.mktemp("publish") / "newsroom.db")
    db = connect(database)
    reviews.decide(db, "f-holding", "confirmed", reviewer="ana", decided_at="2025-11-21T09:00:00", note="Read.")
    with db.atomic():
        upsert(db, "alerts", [{"id": "al", "query": "q", "title": "t", "row_key": "k", "found_at": "2025-11-21"}])
        row = {"alert": "al", "destination": "mailto://secret@example.org", "state": "sent", "queued_at": "2025-11-21"}
        upsert(db, "deliveries", [row], pk=("alert", "destination"))
    db.close()
    folder = tmp_path_factory.mktemp("out") / "site"
    publish(database, folder)
    return folder


def test_it_has_what_a_host_needs(published: Path) -> None:
    for name in (
        "monitor.db",
        "inspect-data.json",
        "metadata.json",
        "requirements.txt",
        "monitor/__main__.py",
        "monitor/site/templates/base.html",
        "db/migrations.py",
    ):
        assert (published / name).is_file()


def test_it_has_no_private_table_and_no_reviewers_name(published: Path) -> None:
    content = (published / "monitor.db").read_bytes()
    assert b"secret@example.org" not in content
    db = sqlite3.connect(published / "monitor.db")
    assert db.execute("SELECT reviewer, note FROM reviews").fetchall() == [("", "Read.")]
    assert not db.execute("SELECT 1 FROM sqlite_master WHERE name IN ('deliveries', '_sqlite_migrations')").fetchall()
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    db.close()


def test_its_tables_are_counted(published: Path) -> None:
    counted = json.loads((published / "inspect-data.json").read_text(encoding="utf-8"))["monitor"]
    assert counted["file"] == "monitor.db"
    assert counted["tables"]["questions"]["count"] == len(sitedata.ROWS["questions"])


def test_its_pages_views_and_searches_answer(published: Path) -> None:
    counted = json.loads((published / "inspect-data.json").read_text(encoding="utf-8"))
    site = Site(published / "monitor.db", immutable=True, inspect_data=counted)
    views = [
        row["name"]
        for row in site.get("/monitor.json?sql=select+name+from+sqlite_master+where+type='view'&_shape=array").json()
    ]
    try:
        for path in ("/", "/topics/front-counters", "/search?q=counters", *(f"/monitor/{view}" for view in views)):
            assert site.get(path).status_code == 200
        assert views
    finally:
        site.close()


def test_it_is_built_again_over_itself_and_over_nothing_else(published: Path, tmp_path: Path, filled: Path) -> None:
    publish(filled, published)
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(MonitorError, match="holds something else"):
        publish(filled, tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_publishing_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MonitorError, match="no database to publish"):
        publish(tmp_path / "none.db", tmp_path / "out")


def test_the_command_says_where_it_is(tmp_path: Path, filled: Path) -> None:
    result = CliRunner().invoke(cli, ["--db", str(filled), "publish", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert f"{tmp_path / 'out'}: the site with its database" in result.output
