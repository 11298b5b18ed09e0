"""`monitor refresh`, `run` and `backfill` as cron and systemd run them: real processes, real signals, a real site."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from newssite import NewsSite, news_site

from monitor.paths import ROOT


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with news_site() as site:
        yield site


@pytest.fixture
def rules(tmp_path: Path, site: NewsSite) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "people.yaml").write_text("bodies: [{id: to, name: Transport Office}]\n", encoding="utf-8")
    (folder / "language.yaml").write_bytes((ROOT / "rules" / "language.yaml").read_bytes())
    sources(folder, news=site.url)
    return folder


def sources(folder: Path, **urls: str) -> None:
    lines = [
        f"  - {{id: {name}, kind: feed, url: {url}/feed, delay: 0, timeout: 20, body: to}}\n"
        for name, url in urls.items()
    ]
    (folder / "sources.yaml").write_text("contact: a@example.org\nsources:\n" + "".join(lines), encoding="utf-8")


def start(rules: Path, *arguments: str) -> subprocess.Popen[str]:
    options = ["--db", str(rules.parent / "db" / "monitor.db"), "--rules", str(rules)]
    return subprocess.Popen(
        [sys.executable, "-m", "monitor", *options, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )


def monitor(rules: Path, *arguments: str) -> tuple[int, str, str]:
    process = start(rules, *arguments)
    out, err = process.communicate(timeout=90)
    return process.returncode, out, err


def stored(rules: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(rules.parent / "db" / "monitor.db")) as db:
        return [row[0] if len(row) == 1 else row for row in db.execute(sql)]


RUNS = "SELECT command, status FROM runs ORDER BY id"


def test_a_refresh_records_one_run_with_its_summary_and_logs_a_line_an_event(rules: Path) -> None:
    status, out, err = monitor(rules, "refresh")
    assert status == 0, err
    assert "news: 2 pages: 3 fetched" in out
    assert stored(rules, RUNS) == [("refresh", "ok")]
    assert "2 pages" in stored(rules, "SELECT summary FROM runs")[0]
    lines = (rules.parent / "db" / "monitor.log").read_text(encoding="utf-8").splitlines()
    assert any(" INFO poll.done seconds=" in line for line in lines)
    assert all(line[:4].isdigit() and line.split()[1] in ("INFO", "WARNING", "ERROR") for line in lines)


def test_one_failing_source_does_not_stop_the_other(rules: Path, site: NewsSite) -> None:
    with news_site() as other:
        other.fails = True
        sources(rules, broken=other.url, news=site.url)
        status, out, err = monitor(rules, "refresh")
    assert status == 1
    assert "broken:" in err and "news: 2 pages" in out
    assert len(stored(rules, "SELECT id FROM documents WHERE source = 'news'")) == 2


def test_a_second_refresh_at_the_same_time_says_so_and_leaves(rules: Path, site: NewsSite) -> None:
    site.silent.add("/news/one")
    first = start(rules, "refresh")
    site.wait_for("/news/one")
    status, _, err = monitor(rules, "refresh")
    first.kill()
    first.communicate()
    assert status == 1 and "another monitor job" in err


def test_sigterm_in_the_middle_of_a_source_keeps_what_was_done_and_the_next_run_goes_on(
    rules: Path, site: NewsSite
) -> None:
    site.silent.add("/news/two")
    process = start(rules, "refresh")
    site.wait_for("/news/two")
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 1 and "stopped" in err
    assert stored(rules, "SELECT summary FROM runs")[0].endswith("stopped by a signal; what was done is kept")
    site.silent.clear()
    assert monitor(rules, "refresh")[0] == 0
    assert len(stored(rules, "SELECT id FROM documents")) == 2
    assert [status for _, status in stored(rules, RUNS)] == ["failed", "ok"]


def test_a_killed_run_is_noted_as_interrupted_and_the_next_is_clean(rules: Path, site: NewsSite) -> None:
    site.silent.add("/news/two")
    process = start(rules, "refresh")
    site.wait_for("/news/two")
    process.kill()
    process.communicate()
    site.silent.clear()
    status, _, err = monitor(rules, "refresh")
    assert status == 0, err
    assert [status for _, status in stored(rules, RUNS)] == ["interrupted", "ok"]
    assert len(stored(rules, "SELECT id FROM documents")) == 2
    assert stored(rules, "SELECT count(*) FROM catching_up WHERE ended_at IS NULL") == [0]
    assert monitor(rules, "verify")[0] == 0


def test_run_polls_and_stops_cleanly_on_sigterm_in_the_middle_of_a_source(rules: Path, site: NewsSite) -> None:
    site.silent.add("/news/two")
    (rules / "sources.yaml").write_text(
        (rules / "sources.yaml").read_text(encoding="utf-8").replace("timeout: 20", "timeout: 20, every: 1 minute"),
        encoding="utf-8",
    )
    process = start(rules, "run")
    site.wait_for("/news/two", 90)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert [status for _, status in stored(rules, RUNS)] == ["failed"]
    site.silent.clear()
    assert monitor(rules, "refresh")[0] == 0


def test_a_backfill_is_recorded_and_what_it_reads_is_no_news(rules: Path) -> None:
    assert monitor(rules, "backfill", "news", "--since", "2025-01-01", "--until", "2025-12-31")[0] == 0
    assert stored(rules, RUNS) == [("backfill news 2025-01-01 to 2025-12-31", "ok")]
    assert stored(rules, "SELECT count(*) FROM read_live") == [0]


def test_what_an_ordinary_poll_brings_after_the_first_is_read_live(rules: Path, site: NewsSite) -> None:
    monitor(rules, "refresh")
    assert stored(rules, "SELECT count(*) FROM read_live") == [0], "the first poll of a source is of its past"
    site.news.append("three")
    monitor(rules, "refresh")
    assert stored(rules, "SELECT title FROM read_live JOIN documents ON documents.id = document") == ["News three"]


def test_status_says_what_needs_a_person_and_fails(rules: Path, site: NewsSite) -> None:
    monitor(rules, "refresh")
    status, out, _ = monitor(rules, "status")
    assert status == 0 and "All is well." in out
    with closing(sqlite3.connect(rules.parent / "db" / "monitor.db")) as db, db:
        db.execute("UPDATE source_health SET failures = 3, error = 'no answer; try later'")
    status, out, _ = monitor(rules, "status")
    assert status == 1 and "news: 3 polls in a row had problems" in out


def test_a_disk_that_is_full_ends_the_run_with_a_reason_and_loses_nothing(rules: Path, site: NewsSite) -> None:
    monitor(rules, "refresh")
    before = stored(rules, "SELECT id FROM documents")
    site.news.append("three")
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); from monitor.__main__ import main; main(sys.argv[1:])"
    )
    options = ["--db", str(rules.parent / "db" / "monitor.db"), "--rules", str(rules)]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", limited, *options, "refresh"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 1 and done.stderr.strip()
    assert stored(rules, "SELECT id FROM documents") == before
    assert monitor(rules, "refresh")[0] == 0
    assert len(stored(rules, "SELECT id FROM documents")) == 3
    assert monitor(rules, "verify")[0] == 0
