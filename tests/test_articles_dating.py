"""When each quotation of an article was said, and how that is known."""

from __future__ import annotations

import pytest
from articledata import read


def dates(text: str) -> list[tuple[str, str]]:
    return [(item.said_on, item.date_basis) for item in read(text) if item.is_statement]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sir Tariq Mallory said: “So.”", ("2025-06-18", "article")),
        ("Fielding questions on Thursday (June 12), Sir Tariq Mallory said: “So.”", ("2025-06-12", "stated")),
        ("Sir Tariq Mallory told the Assembly on 3 March: “So.”", ("2025-03-03", "stated")),
        ("“So,” Sir Tariq Mallory told reporters yesterday.", ("2025-06-17", "relative")),
        ("On Monday a Met spokesperson said: “So.”", ("2025-06-16", "relative")),
        ("Last week Sir Tariq Mallory claimed that it was “quite so”.", ("2025-06", "relative")),
        ("In February, Sir Tariq Mallory told members: “So.”", ("2025-02", "relative")),
        ("In a letter dated 16 May, Sir Tariq Mallory said: “So.”", ("2025-05-16", "stated")),
        ("In a report published on 9 June, TfL said: “So.”", ("2025-06-09", "stated")),
        (
            "Sir Tariq Mallory has told the Assembly that it is “quite so” when he was asked about it in February.",
            ("2025-02", "relative"),
        ),
        ("The previous day Sir Tariq Mallory had told members: “So.”", ("2025-06-17", "relative")),
        ("Sir Tariq Mallory, who took over in 2023, said: “So.”", ("2025-06-18", "article")),
        ("Sir Tariq Mallory said the number since February was “quite so”.", ("2025-06-18", "article")),
        ("Sir Tariq Mallory said that the report of last November was “quite so”.", ("2025-06-18", "article")),
        ("Sir Tariq Mallory said that by next Friday it would be “quite so”.", ("2025-06-18", "article")),
    ],
)
def test_a_date_counts_if_it_tells_when_somebody_spoke(text: str, expected: tuple[str, str]) -> None:
    assert dates(text) == [expected]


def test_each_verb_has_its_own_date() -> None:
    text = "Dame Zoë Aldous-Reyes, who had said in April that there was “no list”, said on Monday that there was “one list”."
    assert dates(text) == [("2025-04", "relative"), ("2025-06-16", "relative")]


def test_a_date_that_opens_a_paragraph_holds_for_all_of_it() -> None:
    text = "In January, Keith Barlow asked Dame Zoë Aldous-Reyes about it. She replied: “No.”"
    assert dates(text) == [("2025-01", "relative")]


def test_the_scene_goes_on_in_the_next_paragraph() -> None:
    text = (
        "In January, Dame Zoë Aldous-Reyes told the Assembly: “No.”\n\nDuring the debate she said it was “not so”.\n\n"
        "The exchange ended with Dame Zoë saying she was “none the wiser”."
    )
    assert dates(text) == [("2025-01", "relative")] * 3


def test_an_earlier_scene_does_not_date_what_is_said_now() -> None:
    text = (
        "In January, Dame Zoë Aldous-Reyes told the Assembly: “No.”\n\nKeith Barlow was not happy with it.\n\n"
        "Dame Zoë Aldous-Reyes said: “Yes.”"
    )
    assert dates(text) == [("2025-01", "relative"), ("2025-06-18", "article")]


def test_an_appearance_that_is_reported_dates_what_was_said_at_it() -> None:
    text = (
        "Gwen Oyelaran was called before the Transport Committee on Monday.\n\n"
        "“The lifts work,” Oyelaran told members.\n\n"
        "“I use them,” she said.\n\nA TfL spokesperson said: “They do.”"
    )
    assert dates(text) == [("2025-06-16", "relative")] * 2 + [("2025-06-18", "article")]


def test_a_meeting_reported_at_the_head_dates_what_office_holders_said_at_it() -> None:
    head = "There are more lamps than last year, City Hall was told on Thursday (June 12).\n\n"
    text = (
        "The Mayor said: “I counted them.”\n\nDame Zoë added: “Twice.”\n\n"
        "A spokesperson for the Mayor of London said: “She did.”"
    )
    assert dates(head + text) == [("2025-06-12", "stated")] * 2 + [("2025-06-18", "article")]


def test_a_refusal_that_is_reported_dates_what_was_said_instead() -> None:
    text = (
        "Dame Zoë Aldous-Reyes declined to say on Monday whether there was a list.\n\n"
        "“I am not clear what a list is,” the Mayor told the Assembly."
    )
    assert dates(text) == [("2025-06-16", "relative")]


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("Sir Tariq Mallory told the London Assembly: “So.”", "oral"),
        ("Sir Tariq Mallory said during a meeting: “So.”", "oral"),
        ("In a letter to members, Sir Tariq Mallory said: “So.”", "press"),
        ("A Met spokesperson said: “So.”", "press"),
        ("Sir Tariq Mallory said: “So.”", "press"),
    ],
)
def test_the_medium_is_oral_where_the_article_says_so(text: str, medium: str) -> None:
    assert [item.medium for item in read(text)] == [medium]


def test_moments_later_is_the_same_day_whoever_speaks() -> None:
    text = (
        "On Monday Dame Zoë Aldous-Reyes told Members it was “quite so”.\n\n"
        "Moments later Sir Tariq Mallory said: “It is not.”"
    )
    assert dates(text) == [("2025-06-16", "relative")] * 2


def test_what_the_committee_was_told_is_of_the_day_that_the_head_gives() -> None:
    text = (
        "Eighteen will close, the Police and Crime Committee was told yesterday.\n\nMembers were surprised.\n\n"
        "Sir Tariq Mallory told the Committee: “There are 37.”"
    )
    assert dates(text) == [("2025-06-17", "relative")]
