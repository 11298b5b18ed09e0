"""What is closed, which headers go out, and that hostile text does no harm."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import sitedata
from bs4 import BeautifulSoup
from lxml import etree
from sitedata import Site

from monitor.paths import METADATA
from monitor.site.fresh import Fresh
from monitor.store.database import connect, upsert

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>'\"></title></textarea>"
    "{{ 7*7 }}\u202eevil\u202c\x00\x0b]]><![CDATA[javascript:alert(3) "
)


@pytest.mark.parametrize(
    "path",
    [
        "/-/metadata",
        "/-/metadata.json",
        "/-/settings.json",
        "/-/plugins.json",
        "/-/versions.json",
        "/-/databases.json",
        "/-/threads.json",
        "/-/config.json",
        "/-/actor.json",
        "/-/permissions",
        "/-/messages",
        "/-/patterns",
        "//-/metadata.json",
        "/-/allow-debug",
        "/%2D/metadata.json",
        "/-/./metadata.json",
    ],
)
def test_internals_are_closed_to_the_public(site: Any, path: str) -> None:
    assert site.get(path).status_code in (403, 404)


def test_internals_are_open_to_root_and_not_to_reviewers(own_site: Any) -> None:
    assert own_site.get("/-/versions.json", actor="root").status_code == 200
    assert own_site.get("/-/versions.json", actor="somebody").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/monitor.db",
        "/_internal",
        "/_internal.json",
        "/rules/alerts.yaml",
        "/db/archive/",
        "/archive",
        "/site/../app.py",
        "/site/..%2fapp.py",
        "/site/%2e%2e/app.py",
    ],
)
def test_files_and_inner_databases_are_not_served(site: Any, path: str) -> None:
    assert site.get(path).status_code in (302, 403, 404)
    assert b"SQLite format" not in site.get(path, follow_redirects=True).content


@pytest.mark.parametrize(
    "path",
    ["/", "/topics/front-counters", "/monitor", "/monitor/findings.json", "/nope", "/site/site.css", "/-/metadata"],
)
def test_every_response_carries_the_headers(site: Any, path: str) -> None:
    headers = site.get(path).headers
    assert "script-src 'self';" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_only_the_charts_may_compile_expressions(site: Any) -> None:
    assert "unsafe-eval" in site.get("/-/dashboards/replies").headers["content-security-policy"]
    assert (
        "unsafe-inline"
        not in site.get("/-/dashboards/replies").headers["content-security-policy"].split("style-src")[0]
    )


def test_where_alerts_go_reads_as_empty(own_site: Any) -> None:
    db = connect(own_site.database)
    with db.atomic():
        upsert(db, "alerts", [{"id": "al", "query": "alert_x", "title": "t", "row_key": "k", "found_at": "2025-11-21"}])
        upsert(
            db,
            "deliveries",
            [{"alert": "al", "destination": "mailto://secret@example.org", "state": "sent", "queued_at": "2025-11-21"}],
            pk=("alert", "destination"),
        )
    db.close()
    for path in (
        "/monitor/deliveries.json",
        "/monitor.json?sql=select+destination||''+from+deliveries",
        "/monitor.csv?sql=select+*+from+deliveries",
        "/monitor/deliveries",
        "/monitor.json?sql=select+group_concat(destination)+from+(select+*+from+deliveries)",
    ):
        assert "secret" not in own_site.get(path).text


@pytest.mark.parametrize(
    "sql",
    [
        "delete from questions",
        "attach ':memory:' as x",
        "pragma writable_schema=1",
        "with x as (select 1) delete from questions",
    ],
)
def test_sql_can_only_read(site: Any, sql: str) -> None:
    assert site.get("/monitor.json", params={"sql": sql}).status_code == 400


def test_a_slow_query_is_stopped(filled: Path) -> None:
    site = Site(filled, settings={"sql_time_limit_ms": 50})
    try:
        slow = "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"
        assert site.get("/monitor.json", params={"sql": slow}).status_code == 400
        page = site.get("/monitor", params={"sql": slow})
        assert "Ask for less" in page.text
        assert "<script>" not in page.text
    finally:
        site.close()


@pytest.mark.parametrize(
    ("choice", "line"), [("pages", "Disallow: /monitor"), ("none", "Disallow: /"), ("all", "Disallow:")]
)
def test_robots_are_told_what_the_editors_chose(filled: Path, tmp_path: Path, choice: str, line: str) -> None:
    described = json.loads(METADATA.read_text(encoding="utf-8"))
    described["plugins"]["answer-monitor"]["robots"] = choice
    (tmp_path / "metadata.json").write_text(json.dumps(described), encoding="utf-8")
    site = Site(filled, metadata=tmp_path / "metadata.json")
    try:
        assert line in site.get("/robots.txt").text.splitlines()
    finally:
        site.close()


@pytest.fixture
def hostile(own_site: Any) -> Any:
    """A site in which every text from outside is hostile, and one is very long."""
    db = connect(own_site.database)
    bad_url = "javascript:alert(document.cookie)"
    with db.atomic():
        for table, columns in {
            "questions": ["title", "text", "asked_by", "category", "url"],
            "answers": ["text", "answered_by", "url"],
            "statements": ["text", "person", "role", "url"],
            "readings": ["stance_evidence"],
            "findings": ["evidence", "explanation", "question_text", "answer_text", "person", "url"],
            "changes": ["summary", "from_text", "to_text", "reason", "url", "from_url"],
            "exchanges": ["question_text", "answer_text", "person", "url"],
            "topics": ["title", "question"],
            "stances": ["label"],
            "measures": ["label", "unit"],
            "figures": ["words", "unit"],
            "source_health": ["error"],
            "runs": ["summary"],
            "documents": ["title", "url"],
        }.items():
            for column in columns:
                db.execute(f"UPDATE {table} SET {column} = ?", [bad_url if "url" in column else HOSTILE])
        db.execute("UPDATE questions SET text = ? WHERE id = 'q1'", [HOSTILE + "long " * 20_000])
        db.execute("UPDATE answers SET attachments = ? WHERE id = 'a1'", [json.dumps([bad_url])])
    db.close()
    return own_site


PAGES = [
    "/",
    "/topics",
    "/topics/front-counters",
    "/questions/q1",
    "/questions/q2",
    "/findings/f-holding",
    "/changes/ch-stance",
    "/who",
    "/bodies/Mayor+of+London",
    "/search?q=evil",
    "/monitor/questions",
    "/monitor/findings",
    "/monitor/questions/q1",
    "/monitor/alert_new_findings",
    "/monitor/alert_changed_answers",
    "/-/dashboards/replies",
    "/monitor/timeline",
]


@pytest.mark.parametrize("path", PAGES)
def test_hostile_text_is_shown_as_text(hostile: Any, path: str) -> None:
    response = hostile.get(path)
    assert response.status_code == 200
    page = BeautifulSoup(response.text, "lxml")
    assert not [tag for tag in page.find_all("script") if "alert" in tag.get_text()]
    assert not page.select("img")
    assert not [
        tag for tag in page.find_all(href=True) if tag["href"].strip().lower().startswith(("javascript:", "data:"))
    ]
    assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert "49" not in page.title.get_text()


@pytest.mark.parametrize("path", PAGES[:10])
def test_marks_that_reorder_text_reach_no_page_of_ours(hostile: Any, path: str) -> None:
    assert "\u202e" not in hostile.get(path).text


@pytest.mark.parametrize(
    "path", ["/topics/front-counters.atom", "/monitor/alert_new_findings.atom", "/monitor/alert_changed_answers.atom"]
)
def test_hostile_text_leaves_feeds_well_formed_and_without_unsafe_links(hostile: Any, path: str) -> None:
    tree = etree.fromstring(hostile.get(path).content)
    links = tree.findall(".//{http://www.w3.org/2005/Atom}link")
    assert links
    assert all(link.get("href").startswith("http") for link in links)


def test_a_very_long_text_makes_no_very_long_home_page(hostile: Any) -> None:
    assert len(hostile.get("/").text) < 100_000


def test_what_was_just_made_is_made_once_for_all_who_ask() -> None:
    made = []

    async def make() -> int:
        made.append(1)
        await asyncio.sleep(0.01)
        return len(made)

    async def ask() -> list[int]:
        fresh = Fresh()
        return await asyncio.gather(*(fresh.get("key", make) for _ in range(20)))

    assert asyncio.run(ask()) == [1] * 20


def test_what_failed_is_tried_again() -> None:
    async def ask() -> str:
        fresh = Fresh()
        answers = iter([ValueError("no"), "yes"])

        async def make() -> str:
            answer = next(answers)
            if isinstance(answer, Exception):
                raise answer
            return answer

        with pytest.raises(ValueError, match="no"):
            await fresh.get("key", make)
        await asyncio.sleep(0)
        return await fresh.get("key", make)

    assert asyncio.run(ask()) == "yes"


def test_a_page_made_for_somebody_signed_in_is_not_shown_to_others(own_site: Any) -> None:
    assert "Review" in own_site.get("/", actor="root").text
    assert 'href="/review"' not in own_site.get("/").text
    assert sitedata.TOPIC in own_site.get("/").text
