"""Where no topic file says what to look for, answers to the same question that plainly differ are proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.proposals import proposals
from monitor.records import Change, Statement

HOW_MANY = "How many step-free stations does the network have?"
WHETHER = "Will you reopen the pier at Millbank to commuters?"


def compared(question: str, *answers: str, later_question: str | None = None) -> list[Change]:
    said = [
        Statement(f"s{n}", f"202{n}-03-01", "Transport for London", answer, "written", question=question)
        for n, answer in enumerate(answers)
    ]
    if later_question:
        last = said.pop()
        said.append(Statement(last.id, last.said_on, last.body, last.text, "written", question=later_question))
    return proposals(said)


@pytest.mark.parametrize(
    ("question", "before", "after", "kind"),
    [
        (HOW_MANY, "There are 81 step-free stations.", "The network has 94 step-free stations.", "figure"),
        (
            "How much was spent on piers?",
            "We spent £4 million on piers.",
            "The cost of piers was £6.2 million.",
            "figure",
        ),
        (WHETHER, "We have no plans to reopen the pier at Millbank.", "We will reopen the Millbank pier.", "stance"),
        (WHETHER, "No. It is unsafe.", "Yes, from the spring.", "stance"),
    ],
    ids=["count", "money", "plans", "yes and no"],
)
def test_answers_that_plainly_differ_are_proposed(question: str, before: str, after: str, kind: str) -> None:
    assert [change.kind for change in compared(question, before, after)] == [kind]


@pytest.mark.parametrize(
    ("question", "before", "after"),
    [
        (HOW_MANY, "There are about 90 step-free stations.", "There are 91 step-free stations."),
        (HOW_MANY, "There are 81 step-free stations.", "Work on 94 of them costs money."),
        (HOW_MANY, "There are 81 step-free stations.", "There are 94 step-free stations and 60 stations with ramps."),
        (HOW_MANY, "There are 81 step-free stations.", "Critics say there are 94 step-free stations."),
        (WHETHER, "We have no plans to reopen the pier at Millbank.", "We will not reopen the Millbank pier."),
        (WHETHER, "We have no plans to reopen the pier at Millbank.", "We will publish a strategy."),
        (WHETHER, "Yes, from the spring.", "No figures are held on the pier at Millbank."),
        (WHETHER, "We have no plans to reopen the pier at Millbank.", "If asked, we will reopen the Millbank pier."),
    ],
    ids=[
        "rounding",
        "another count",
        "two numbers",
        "others say",
        "same position",
        "another matter",
        "no figures",
        "condition",
    ],
)
def test_answers_that_need_not_differ_are_left_alone(question: str, before: str, after: str) -> None:
    assert compared(question, before, after) == []


@pytest.mark.parametrize(
    "later",
    [
        "How many step-free stations does the network in Barnet have?",
        "How many step-free stations will the network have in 2030?",
        "How many stations have the network's ticket machines?",
        "How many step-free stations is the network expected to have?",
    ],
    ids=["another place", "another year", "another thing", "what is to come"],
)
def test_answers_to_different_questions_are_not_compared(later: str) -> None:
    answers = ("There are 81 step-free stations.", "There are 94 step-free stations.")
    assert compared(HOW_MANY, *answers, later_question=later) == []


def test_two_bodies_are_not_compared() -> None:
    said = [
        Statement(
            "a", "2024-03-01", "Transport for London", "There are 81 step-free stations.", "written", question=HOW_MANY
        ),
        Statement("b", "2025-03-01", "Network Rail", "There are 94 step-free stations.", "written", question=HOW_MANY),
    ]
    assert proposals(said) == []


def test_a_candidate_quotes_both_numbers_with_their_dates_and_has_no_topic() -> None:
    [change] = compared(HOW_MANY, "There are 81 step-free stations.", "There are 94 step-free stations.")
    assert change.topic == ""
    assert change.summary == "Transport for London: “81” on 2020-03-01, “94” on 2021-03-01."


WORDS = "there are 81 94 step-free stations we will not reopen the pier at Millbank . , no yes £4 million %".split()


@given(st.sampled_from([HOW_MANY, WHETHER]), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text())
def test_the_same_answer_again_is_no_change(question: str, answer: str) -> None:
    assert compared(question, answer, answer) == []
