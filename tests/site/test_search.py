"""Search finds what is there, whatever is typed."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.site.data.search import match_expression


def kinds(site: Any, typed: str, more: str = "") -> list[str]:
    """Return the kinds of which something is found."""
    return [group["kind"] for group in site.get(f"/search.json?q={quote(typed)}{more}").json()["groups"]]


@pytest.mark.parametrize(
    "typed",
    [
        "Mayor's Question",
        "Mayor’s Question",
        "front-counters",
        "(front counters)",
        '"front counters"',
        "“front counters”",
        "front counter*",
        "2025/0101",
        "counters [close]",
        "counter",
        "front counters?",
    ],
)
def test_search_finds_words_however_they_are_typed(site: Any, typed: str) -> None:
    assert "question" in kinds(site, typed)


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        "’",
        "(",
        "*",
        "-",
        "NEAR(",
        'a"b"c',
        "title:x",
        "^",
        "AND OR NOT",
        "\x00",
        "💥",
        "%",
        "'; DROP TABLE questions; --",
    ],
)
def test_nothing_typed_is_an_error(site: Any, typed: str) -> None:
    assert site.get(f"/search?q={quote(typed)}").status_code == 200
    assert site.get(f"/monitor/questions?_search={quote(typed)}").status_code == 200


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40))
def test_no_text_is_an_error(site: Any, typed: str) -> None:
    connection = site.datasette.get_database("monitor").connect()
    expression = match_expression(typed)
    if expression:
        connection.execute("SELECT 1 FROM questions_fts WHERE questions_fts MATCH ?", [expression]).fetchall()
    connection.close()


def test_search_covers_every_kind(site: Any) -> None:
    assert set(kinds(site, "counters")) == {"question", "answer", "press", "finding", "change"}
    assert kinds(site, "drafting") == ["answer", "finding"]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("&kind=answer", ["answer"]),
        ("&body=Metropolitan+Police+Service", ["press", "change"]),
        ("&person=Rosalind+Pike", ["question"]),
        ("&since=2025-11-10&until=2025-12-01", ["change"]),
        ("&topic=front-counters&kind=press", ["press"]),
        ("&topic=nope", []),
    ],
)
def test_search_is_filtered(site: Any, more: str, found: list[str]) -> None:
    assert kinds(site, "counters", more) == found


def test_a_result_has_a_snippet_with_the_words_marked(site: Any) -> None:
    page = BeautifulSoup(site.get("/search?q=drafting").text, "lxml")
    assert page.select_one(".snippet mark").get_text() == "drafting"


def test_nothing_found_says_what_to_do(site: Any) -> None:
    assert "Try fewer or other words" in site.get("/search?q=zebra").text
    assert "Search everywhere" in site.get("/search?q=zebra&kind=answer").text


def test_a_topic_is_found_by_its_name(site: Any) -> None:
    assert site.get("/search.json?q=police+front").json()["topics"][0]["id"] == "front-counters"
