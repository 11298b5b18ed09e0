"""Dates told in prose: what day, how precisely, and whether the text's own date was needed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.dates import find_dates

WEDNESDAY = dt.date(2025, 10, 22)


def read(text: str, reference: dt.date = WEDNESDAY) -> list[tuple[str, str]]:
    return [(date.iso, date.basis) for date in find_dates(text, reference)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("on Thursday (October 16), he said", "2025-10-16"),
        ("on Thursday, 16 October 2025, he said", "2025-10-16"),
        ("on the 3rd of March", "2025-03-03"),
        ("on 26 July 2024", "2024-07-26"),
        ("Oct 31, 2024", "2024-10-31"),
        ("16/10/2025", "2025-10-16"),
        ("2025-10-16", "2025-10-16"),
        ("in November 2016", "2016-11"),
        ("on 24 December", "2024-12-24"),
        ("On Thursday (October 15), the wrong weekday", "2025-10-15"),
    ],
)
def test_a_stated_date(text: str, iso: str) -> None:
    assert read(text) == [(iso, "stated")]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("On Friday the Met said", "2025-10-17"),
        ("on Wednesday", "2025-10-22"),
        ("last Wednesday", "2025-10-15"),
        ("told them yesterday", "2025-10-21"),
        ("said this morning", "2025-10-22"),
        ("three days ago", "2025-10-19"),
        ("last week", "2025-10"),
        ("last month", "2025-09"),
        ("earlier this month", "2025-10"),
        ("In February, he said", "2025-02"),
        ("in November", "2024-11"),
        ("in February last year", "2024-02"),
        ("this June", "2025-06"),
        ("the previous February", "2024-02"),
        ("earlier this year", "2025"),
        ("last year", "2024"),
        ("last summer", "2025"),
    ],
)
def test_a_date_told_relative_to_the_text(text: str, iso: str) -> None:
    assert read(text) == [(iso, "relative")]


@pytest.mark.parametrize(
    "text",
    [
        "It may march on in the sun.",
        "over the last year",
        "between 2005 and 2016",
        "30 February 2024",
        "all 32 boroughs",
        "a second review",
        "cost £2025",
    ],
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert read(text) == []


def test_the_next_day_is_counted_from_the_date_before_it() -> None:
    text = "He wrote on 14 March. The next day she replied. Two weeks later he resigned."
    assert read(text) == [("2025-03-14", "stated"), ("2025-03-15", "relative"), ("2025-03-28", "relative")]


def test_a_weekday_on_the_first_of_january_crosses_the_year() -> None:
    assert read("on Tuesday", dt.date(2026, 1, 1)) == [("2025-12-30", "relative")]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)))
def test_a_date_in_full_is_read_whatever_the_reference(day: dt.date) -> None:
    assert read(f"It was said on {day.day} {day:%B %Y} in public.") == [(day.isoformat(), "stated")]


@given(st.dates(dt.date(2001, 1, 1), dt.date(2060, 12, 31)), st.sampled_from("Monday Tuesday Friday Sunday".split()))
def test_a_weekday_is_within_the_week_before_the_text(reference: dt.date, weekday: str) -> None:
    ((iso, _),) = read(f"on {weekday} he said", reference)
    assert 0 <= (reference - dt.date.fromisoformat(iso)).days < 7
    assert f"{dt.date.fromisoformat(iso):%A}" == weekday


@given(st.text(max_size=200), st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)))
def test_no_text_or_reference_breaks_it(text: str, reference: dt.date) -> None:
    for date in find_dates(text + " last month, 3 years ago, next Friday, two weeks later", reference):
        assert date.start < date.end
