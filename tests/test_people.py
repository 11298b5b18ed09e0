"""Names and offices are matched to people, by date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.people import Directory, Identity, name_words
from monitor.rulebook.models import People

PEOPLE = People.model_validate(
    {
        "bodies": [
            {"id": "met", "name": "Metropolitan Police Service", "aliases": ["the Met", "Scotland Yard"]},
            {"id": "mayor", "name": "Mayor of London", "aliases": ["City Hall"]},
            {"id": "tfl", "name": "Transport for London", "aliases": ["TfL"]},
            {"id": "assembly", "name": "London Assembly"},
        ],
        "people": [
            {
                "name": "Zoë Aldous-Reyes",
                "aliases": ["Dame Zoë Aldous-Reyes"],
                "roles": [{"body": "mayor", "title": "Mayor of London", "kind": "official", "from": "2024-05-07"}],
            },
            {
                "name": "Brendan O'Dowd",
                "roles": [
                    {
                        "body": "mayor",
                        "title": "Mayor of London",
                        "kind": "official",
                        "from": "2016-05-09",
                        "to": "2024-05-06",
                    }
                ],
            },
            {
                "name": "Tariq Mallory",
                "aliases": ["Sir Tariq Mallory", "Sir Tariq"],
                "roles": [
                    {
                        "body": "met",
                        "title": "Commissioner of Police of the Metropolis",
                        "kind": "official",
                        "from": "2023-01-10",
                    }
                ],
            },
            {
                "name": "Gwen Oyelaran",
                "roles": [{"body": "tfl", "title": "Commissioner of Transport for London", "kind": "official"}],
            },
            {
                "name": "Keith Barlow",
                "roles": [
                    {"body": "assembly", "title": "Assembly Member", "kind": "member", "to": "2024-12-31"},
                    {"body": "mayor", "title": "Deputy Mayor", "kind": "official", "from": "2025-01-01"},
                ],
            },
        ],
    }
)
DIRECTORY = Directory(PEOPLE)
NOW = dt.date(2025, 6, 18)


@pytest.mark.parametrize(
    "name",
    [
        "Tariq Mallory",
        "Sir Tariq Mallory QPM",
        "Sir Tariq Mallory (Commissioner, Metropolitan Police Service)",
        "Mr Tariq Mallory",
        "TARIQ MALLORY",
        "Tariq\u00a0Mallory",
        "Tariq J. Mallory",
        "Tariq Malory",
        "Sir Tariq",
        "Rt Hon Sir Tariq Mallory KBE MP",
    ],
)
def test_a_name_is_matched_however_it_is_dressed(name: str) -> None:
    assert DIRECTORY.person(name) == "Tariq Mallory"


@pytest.mark.parametrize(
    "name", ["Zoe Aldous Reyes", "Dame Zoë Aldous-Reyes", "Zoe\u0308 Aldous-Reyes", "ZOË ALDOUS-REYES AM"]
)
def test_accents_and_hyphens_do_not_matter(name: str) -> None:
    assert DIRECTORY.person(name) == "Zoë Aldous-Reyes"


@pytest.mark.parametrize(
    "name", ["Tariq", "Mallory", "Tara Mallory", "Tariq Malcolm", "Sir Brian", "", "()", "Keith Marlow"]
)
def test_a_name_that_may_be_somebody_elses_is_not_matched(name: str) -> None:
    assert DIRECTORY.person(name) is None


def test_an_office_is_whoever_held_it_on_the_day() -> None:
    now = DIRECTORY.find("The Mayor of London", NOW)
    then = DIRECTORY.find("The Mayor of London", dt.date(2020, 1, 1))
    assert now == Identity("Zoë Aldous-Reyes", "mayor", "Mayor of London", "official")
    assert then and then.person == "Brendan O'Dowd"


def test_an_office_nobody_is_known_to_have_held_is_still_the_bodys() -> None:
    assert DIRECTORY.find("Mayor of London", dt.date(2010, 1, 1)) == Identity(None, "mayor")


def test_an_office_of_two_bodies_needs_the_body() -> None:
    assert DIRECTORY.find("the Commissioner", NOW) is None
    found = DIRECTORY.find("the Commissioner", NOW, body="tfl")
    assert found and found.person == "Gwen Oyelaran"


@pytest.mark.parametrize(
    ("name", "body"), [("Scotland Yard", "met"), ("the Met", "met"), ("TfL", "tfl"), ("City Hall", "mayor")]
)
def test_a_bodys_alias_is_the_body(name: str, body: str) -> None:
    assert DIRECTORY.find(name, NOW) == Identity(None, body)


def test_the_role_is_the_one_of_the_day() -> None:
    before = DIRECTORY.identity("Keith Barlow", dt.date(2024, 6, 1))
    after = DIRECTORY.identity("Keith Barlow", dt.date(2025, 6, 1))
    assert (before.kind, after.kind) == ("member", "official")
    assert DIRECTORY.identity("Tariq Mallory", dt.date(2010, 1, 1)) == Identity("Tariq Mallory", None)


@given(st.text(max_size=80))
def test_no_name_breaks_it(name: str) -> None:
    assert DIRECTORY.find(name, NOW) is None or isinstance(DIRECTORY.find(name, NOW), Identity)
    assert all(word.strip() for word in name_words(name))
