"""Dates, figures and shares as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.site.words import days_ago, figure_words, rate
from monitor.text.human import human_date


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2025-11-04", "4 November 2025"),
        ("2025-02", "February 2025"),
        ("2025", "2025"),
        (None, "no date"),
        ("2025-11-14T09:30:00+00:00", "14 November 2025, 09:30"),
        ("soon", "soon"),
        ("2025-99", "2025-99"),
    ],
)
def test_dates_are_written_as_precisely_as_they_are_known(iso: str | None, words: str) -> None:
    assert human_date(iso) == words


def test_recent_days_are_named() -> None:
    today = dt.date(2025, 11, 21)
    assert [days_ago(date, today) for date in ("2025-11-21", "2025-11-20", "2025-11-18", "2025-10-01")] == [
        "today",
        "yesterday",
        "3 days ago",
        "1 October 2025",
    ]


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"value": 9000.0, "qualifier": "about", "unit": "cases"}, "about 9,000 cases"),
        ({"value": None, "low": 2000, "high": 3000, "qualifier": "range"}, "2,000 to 3,000"),
        ({"value": 2.5, "qualifier": "at-least"}, "at least 2.5"),
        ({"value": None, "words": "tens of"}, "tens of"),
    ],
)
def test_figures_carry_their_qualifier(figure: dict[str, object], words: str) -> None:
    assert figure_words(figure) == words


def test_a_share_stands_beside_its_denominator() -> None:
    assert rate(12, 48) == "12 of 48 (25%)"


def test_no_share_is_given_for_a_few_cases() -> None:
    assert rate(1, 3) == "1 of 3; too few to give a rate"
