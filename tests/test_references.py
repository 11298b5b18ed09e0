"""Citations of other questions are found, with what is said of them, and can be taken out of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.references import find_references, without_references


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Please see my response to Mayor's Question 2018/1234.", ["2018/1234"]),
        ("Please see my answer to 2025/0123.", ["2025/0123"]),
        (
            "Further to MQs 2025/0103, 2025/0104 and 2025/0107, when will it open?",
            ["2025/0103", "2025/0104", "2025/0107"],
        ),
        (
            "pursuant to the Answer of 26 July 2024 to Question 1314 on Bus Lanes, what steps he will take.",
            ["1314"],
        ),
        (
            "with reference to the Answer of 3 May 2024 to Question HL548, when he plans to publish it.",
            ["HL548"],
        ),
        ("I refer the Member to the answer given on 22 July (UIN 322).", ["322"]),
        ("I refer the Member to PQ 72.", ["72"]),
    ],
    ids=["mayor's question", "bare", "list", "parliament", "lords", "in brackets", "short number"],
)
def test_cited_numbers_are_found(text: str, numbers: list[str]) -> None:
    assert [reference.number for reference in find_references(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "Spending rose in 2023/24 and again in 2024/2025.",
        "Please see the answers to question 2 December's survey gave, and question 10% of them.",
        "Our response to Regulation (EU) No 2017/0625 is due.",
        "The question 40 residents asked was a fair one.",
    ],
    ids=["financial years", "a date and a percentage", "a law", "a count"],
)
def test_other_numbers_are_not_citations(text: str) -> None:
    assert find_references(text) == []


def test_date_and_title_of_the_cited_question_are_kept() -> None:
    [reference] = find_references(
        "pursuant to the Answer of 6 March 2024 to Question 4035 on Culture, Media and Sport: Ice Rinks, "
        "for what reason it shut."
    )
    assert (reference.dates, reference.title) == (("2024-03-06",), "Culture, Media and Sport: Ice Rinks")


def test_a_date_after_the_number_is_kept() -> None:
    [reference] = find_references("I refer the hon. Member to Question 2307 answered on 6th September 2024.")
    assert reference.dates == ("2024-09-06",)


def test_each_of_two_citations_has_its_own_date_and_title() -> None:
    text = (
        "pursuant to the Answer of 5 June 2024 to Question 3748 on Ferries and to the Answer of 9 June 2024 "
        "to Question 2980 on Piers and Wharves, what it cost."
    )
    assert [(r.number, r.dates, r.title) for r in find_references(text)] == [
        ("3748", ("2024-06-05",), "Ferries"),
        ("2980", ("2024-06-09",), "Piers and Wharves"),
    ]


def test_questions_cited_together_share_their_dates() -> None:
    text = "pursuant to the Answers of 24 May 2024 and 11 June 2024 to Questions 2123 and 4902, why it changed."
    assert {r.dates for r in find_references(text)} == {("2024-05-24", "2024-06-11")}


@pytest.mark.parametrize(("said_on", "date"), [("2024-12-09", "2024-12-05"), ("2024-12-04", "2023-12-05")])
def test_a_date_without_a_year_is_the_last_such_day(said_on: str, date: str) -> None:
    [reference] = find_references(
        "pursuant to the Answer of 5 December to Question 3729, what it cost.", said_on=said_on
    )
    assert reference.dates == (date,)


def test_the_words_around_a_citation_remain() -> None:
    text = "To ask the Mayor, pursuant to the Answer of 26 July 2024 to Question 1314 on Lanes, what he will do."
    assert without_references(text) == "To ask the Mayor, what he will do."


def test_two_joined_citations_leave_nothing_behind() -> None:
    text = (
        "Pursuant to the Answers of 1 May 2024 to Question 1370 and 8 May 2024 to Question 3349 on Locks, "
        "why was it late?"
    )
    assert without_references(text) == "why was it late?"


def test_a_text_that_cites_nothing_is_unchanged() -> None:
    assert without_references("How many buses ran, and when?") == "How many buses ran, and when?"


WORDS = st.sampled_from(
    [
        *(
            "pursuant",
            "to",
            "the",
            "Answer",
            "of",
            "31",
            "February",
            "May",
            "2024",
            "Question",
            "Questions",
            "and",
        ),
        *("HL548", "2025/0103", "1314", ",", "on", ";", "UIN", "(", ")", "what", ".", "PQ"),
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text())
def test_citations_lie_in_the_text_in_order(text: str) -> None:
    found = find_references(text, said_on="2024-06-01")
    assert all(0 <= r.start < r.end <= len(text) for r in found)
    assert [r.start for r in found] == sorted(r.start for r in found)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_taking_citations_out_keeps_only_words_of_the_text(text: str) -> None:
    assert set(without_references(text).replace(",", " ").split()) <= set(text.replace(",", " ").split())
