"""Where things stand on the drawings."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.site.chart import WIDTH, Scale, figures, spark, timeline

DATES = st.one_of(
    st.dates(min_value=dt.date(1990, 1, 1)).map(str),
    st.dates(min_value=dt.date(1990, 1, 1)).map(lambda date: str(date)[:7]),
)


def row(key: str, date: str, body: str = "Body", stance: str | None = None) -> dict[str, Any]:
    return {"statement": key, "said_on": date, "body": body, "stance": stance}


@given(st.lists(DATES, min_size=1, max_size=30))
def test_every_statement_stands_within_the_drawing(dates: list[str]) -> None:
    drawing = timeline([row(str(n), date) for n, date in enumerate(sorted(dates))], [], [])
    assert len(drawing.markers) == len(dates)
    assert all(0 < marker.x <= WIDTH and 0 < marker.y < drawing.height for marker in drawing.markers)


@given(st.lists(DATES, min_size=2, max_size=30))
def test_later_dates_stand_further_to_the_right(dates: list[str]) -> None:
    scale = Scale(dates)
    full = sorted(date for date in dates if len(date) == 10)
    assert all(scale.x(a) <= scale.x(b) for a, b in pairwise(full))


def test_a_month_stands_in_its_middle() -> None:
    scale = Scale(["2025-01-01", "2025-12-31"])
    assert scale.x("2025-02-01") < scale.x("2025-02") < scale.x("2025-02-28")


def test_each_body_has_its_own_lane() -> None:
    drawing = timeline([row("a", "2025-01-01", "One"), row("b", "2025-01-01", "Two")], [], [])
    assert [lane.name for lane in drawing.lanes] == ["One", "Two"]
    assert drawing.markers[0].y != drawing.markers[1].y


def test_many_bodies_share_the_last_lane() -> None:
    drawing = timeline([row(str(n), "2025-01-01", f"Body {n:02}") for n in range(40)], [], [])
    assert drawing.lanes[-1].name == "Other bodies"
    assert len(drawing.markers) == 40


def test_statements_of_one_day_do_not_cover_one_another() -> None:
    drawing = timeline([row("a", "2025-01-01"), row("b", "2025-01-01")], [], [])
    assert drawing.markers[0].y != drawing.markers[1].y


def test_a_change_joins_its_two_statements_and_one_without_them_is_not_drawn() -> None:
    rows = [row("a", "2025-01-01"), row("b", "2025-06-01")]
    changes = [{"from_statement": "a", "to_statement": "b"}, {"from_statement": "a", "to_statement": "elsewhere"}]
    assert [link.row["to_statement"] for link in timeline(rows, [], changes).links] == ["b"]


def test_a_range_of_figures_has_two_ends() -> None:
    figure = {"said_on": "2025-01-01", "value": None, "low": 20, "high": 25}
    point = figures([figure, {**figure, "value": 40, "low": None, "high": None}]).points[0]
    assert point.low is not None
    assert point.high is not None
    assert point.low > point.high  # y runs downwards


def test_a_line_of_no_statements_is_flat() -> None:
    assert len({pair.split(",")[1] for pair in spark([0, 0, 0]).split()}) == 1
