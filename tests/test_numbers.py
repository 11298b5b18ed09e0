"""Numbers in digits and words: value, range, qualifier, unit, rate, and what is no quantity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.numbers import find_numbers, quantities

WORDS = st.lists(
    st.sampled_from(
        "about between and to or half a dozen two three twenty hundred thousand million 9,000 15.6 £4 13 % per "
        "cent a year "
        "in out of five 2021 june 4 not more than nearly tens several quarter , . ; - / one point".split()
    ),
    max_size=40,
)


def one(text: str):
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9,000 cases", 9000),
        ("a dozen taps", 12),
        ("half a dozen taps", 6),
        ("one hundred and six officers", 106),
        ("two hundred and fifty thousand people", 250_000),
        ("twenty-eight trains", 28),
        ("half a million journeys", 500_000),
        ("two and a half million journeys", 2_500_000),
        ("£15.6 million", 15_600_000),
        ("£15.6million", 15_600_000),
        ("£1.2bn", 1_200_000_000),
        ("60 pence", 0.6),
        ("13 per cent", 13),
        ("1 in 5 passengers", 0.2),
        ("nine out of ten", 0.9),
        ("three quarters of them", 0.75),
        ("nearly half of them", 0.5),
    ],
)
def test_the_value_of_a_number_is_read(text: str, value: float) -> None:
    assert one(text).value == pytest.approx(value)


def test_two_thirds_is_a_fraction() -> None:
    number = one("two-thirds of the boroughs")
    assert number.kind == "fraction"
    assert number.value == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("between 2,000 and 3,000 cases", (2000, 3000)),
        ("maybe 2,000 or 3,000 cases", (2000, 3000)),
        ("£280m to £310m", (280e6, 310e6)),
        ("£10-12 million", (10e6, 12e6)),
        ("20 to 30 minutes", (20, 30)),
        ("tens of vehicles", (20, 99)),
        ("tens of thousands of people", (10_000, 99_000)),
    ],
)
def test_a_range_has_two_ends(text: str, ends: tuple[float, float]) -> None:
    number = one(text)
    assert (number.low, number.high) == ends
    assert number.qualifier == "range"


def test_where_a_change_began_and_ended_are_two_numbers_and_no_range() -> None:
    assert [(n.value, n.low) for n in quantities("It rose from 14 to 20.")] == [(14, None), (20, None)]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("9,000 cases", "exact"),
        ("about 9,000 cases", "about"),
        ("approximately 600 cases", "about"),
        ("30-odd cases", "about"),
        ("a little over 400 cases", "about"),
        ("more than 400 cases", "at-least"),
        ("no fewer than 400 cases", "at-least"),
        ("400 cases or more", "exact"),
        ("400 or more cases", "at-least"),
        ("as many as 400 cases", "at-most"),
        ("fewer than 400 cases", "at-most"),
    ],
)
def test_the_words_around_a_number_qualify_it(text: str, qualifier: str) -> None:
    assert one(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("in 2019", "year"),
        ("the 2019 figures", "year"),
        ("2021-22", "year"),
        ("on 15 June 2021", "date"),
        ("at 10.30am", "time"),
        ("a boy aged 13", "age"),
        ("a 15-year-old girl", "age"),
        ("girls as young as 13", "age"),
        ("the 13th item", "ordinal"),
        ("question 2025/0171", "reference"),
        ("paragraph 12", "reference"),
        ("a call to 0207 123", "reference"),
        ("COVID-19", "reference"),
    ],
)
def test_years_dates_ages_and_references_are_no_quantities(text: str, kind: str) -> None:
    assert find_numbers(text)[0].kind == kind
    assert not find_numbers(text)[0].is_quantity


def test_a_number_that_looks_like_a_year_counts_when_it_counts_something() -> None:
    assert one("we have 2000 officers").kind == "count"


def test_the_period_of_a_rate_is_kept() -> None:
    assert one("about 600 cases a year").per == "year"
    assert one("£60 per day").per == "day"


def test_a_length_of_time_has_its_unit() -> None:
    assert (one("an eight-month inquiry").kind, one("an eight-month inquiry").unit) == ("duration", "month")


@pytest.mark.parametrize(
    "text", ["no one", "one of the crews", "one another", "a better one.", "that one day", "a third runway"]
)
def test_words_that_only_look_like_numbers_are_passed_over(text: str) -> None:
    assert quantities(text) == []


def test_one_as_an_answer_is_a_number() -> None:
    assert one("One.").value == 1


def test_the_span_holds_qualifier_and_unit() -> None:
    text = "It cost about £15.6 million to build."
    number = one(text)
    assert text[number.start : number.end] == "about £15.6 million"


@given(WORDS)
def test_any_words_give_ordered_numbers_within_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert number.low is None or (number.high is not None and number.low <= number.high)
        end = number.end


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_with_commas_read_back(value: int) -> None:
    assert one(f"{value:,} journeys,").value == value
