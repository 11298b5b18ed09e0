"""Every saved query, table, feed and chart of metadata.json runs, so that an upgrade that breaks one is seen."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import feedparser
import pytest

from monitor.paths import METADATA
from monitor.site.feeds import moment

DESCRIBED = json.loads(METADATA.read_text(encoding="utf-8"))
QUERIES = DESCRIBED["databases"]["monitor"]["queries"]
TABLES = DESCRIBED["databases"]["monitor"]["tables"]
ALERTS = [name for name in QUERIES if name.startswith("alert_")]
CHARTS = DESCRIBED["plugins"]["datasette-dashboards"]["replies"]["charts"]


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("form", ["", ".json", ".csv"])
def test_a_saved_query_runs_in_every_form(site: Any, name: str, form: str) -> None:
    response = site.get(f"/monitor/{name}{form}?topic=front-counters")
    assert response.status_code == 200
    assert "interrupted" not in response.text


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if not table.get("hidden")])
def test_a_described_table_exists_and_its_described_columns_too(site: Any, name: str) -> None:
    columns = site.get(f"/monitor/{name}.json?_size=1&_shape=arrays").json()["columns"]
    assert set(TABLES[name].get("columns", {})) <= set(columns)
    assert set(TABLES[name].get("facets", [])) <= set(columns)


@pytest.mark.parametrize("name", [*ALERTS, "topic_feed"])
def test_an_alert_is_a_feed(site: Any, name: str) -> None:
    response = site.get(f"/monitor/{name}.atom?topic=front-counters")
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.text)
    assert not feed.bozo
    assert feed.feed.title == QUERIES[name]["title"]
    assert feed.entries
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


def test_a_topic_is_a_feed_newest_first(site: Any) -> None:
    feed = feedparser.parse(site.get("/topics/front-counters.atom").text)
    assert feed.feed.title == "Police front counters"
    assert [entry.updated[:10] for entry in feed.entries][:2] == ["2025-11-14", "2025-10-16"]
    assert feed.entries[0].link == "https://example.org/f"


@pytest.mark.parametrize(
    ("date", "full"),
    [
        ("2025-02", "2025-02-01T00:00:00+00:00"),
        ("2025-07-01", "2025-07-01T00:00:00+01:00"),
        (None, "2000-01-01T00:00:00+00:00"),
    ],
)
def test_a_feed_fills_dates_up(date: str | None, full: str) -> None:
    assert moment(date) == full


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_numbers_to_draw(site: Any, name: str) -> None:
    rows = site.get(f"/monitor.json?sql={quote(CHARTS[name]['query'])}&_shape=objects").json()["rows"]
    fields = {axis["field"] for axis in CHARTS[name]["display"]["encoding"].values() if isinstance(axis, dict)}
    assert rows
    assert fields <= set(rows[0])


def test_datasette_is_pinned_to_the_line_that_reads_these_queries() -> None:
    pinned = (METADATA.parent / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in pinned if line.startswith("datasette==0.65.")]
    assert [line for line in pinned if line.startswith("datasette-atom==")]


def test_charts_draw_numbers_only(site: Any) -> None:
    """datasette-dashboards puts the text of its tables, metrics and maps into the page as markup."""
    assert {chart["library"] for chart in CHARTS.values()} == {"vega-lite"}
