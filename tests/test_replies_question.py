"""What a question is read to ask for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.replies.question import parse_question


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("How many ponds were dredged?", ["quantity"]),
        ("What did the barge cost?", ["quantity"]),
        ("Please state the number of ponds dredged in 2022.", ["quantity"]),
        ("What proportion of ponds was dredged?", ["quantity"]),
        ("Will you dredge the ponds?", ["yes-no"]),
        ("To ask the Secretary of State for Ponds, if he will dredge them.", ["yes-no"]),
        ("Is the number of ponds recorded?", ["yes-no"]),
        ("Does the trust hold records of how many ponds leak?", ["yes-no"]),
        ("When will the ponds be dredged?", ["date"]),
        ("By what date will the ponds be dredged?", ["date"]),
        ("Why were the ponds drained?", ["reason"]),
        ("What was the reason for draining the ponds?", ["reason"]),
        ("Who drained the ponds?", ["identity"]),
        ("Which firm drained the ponds?", ["identity"]),
        ("What steps will you take to cut the number of dry ponds?", ["action"]),
        ("What are you doing about the ponds?", ["action"]),
        ("Please provide the terms of reference of the pond inquiry.", ["document"]),
        ("May I have a copy of the pond register?", ["document"]),
        ("Do you think that ponds should be drained?", ["view"]),
        ("How many ponds were drained, and why?", ["quantity", "reason"]),
        ("Who drained the ponds, and when?", ["identity", "date"]),
        ("Was the pond drained? What did it cost?", ["yes-no", "quantity"]),
        ("I am fond of ponds. When will this one be filled?", ["date"]),
        ("I have asked twice when the pond will be filled. Will you please answer?", ["date"]),
        ("Can I ask about the pond? Who drained it?", ["identity"]),
        ("Where do you stand on fishing, and for what reasons?", ["view", "reason"]),
        ("Please send the minutes of the pond committee, which are missing from the website.", ["document"]),
        ("Why is the pond still dry, when those of Ealing are full?", ["reason"]),
        ("How many ponds were drained, and which are full again?", ["quantity", "identity"]),
    ],
)
def test_parts_and_what_they_ask_for(question: str, asks: list[str]) -> None:
    assert [part.ask for part in parse_question(question)] == asks


@pytest.mark.parametrize(
    ("question", "event"),
    [
        ("Does the pond still pay its way and, if it does not, why is it kept?", "no"),
        ("Are you going to fill the pond, and if you aren't, why not?", "no"),
        ("Was the pond drained, and if it was, by whom?", "yes"),
        ("Was the pond drained, and if so, by whom?", "yes"),
    ],
)
def test_what_is_asked_in_one_event_only(question: str, event: str) -> None:
    first, second = parse_question(question)
    assert (first.ask, first.only_if, second.only_if) == ("yes-no", None, event)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("How many ponds were dredged?", 1),
        ("How many ponds were (a) dredged and (b) drained?", 2),
        ("How many ponds were dredged in each of the last three years?", 3),
        ("How many ponds were dredged by borough?", 0),
    ],
)
def test_how_many_values_are_wanted(question: str, items: int) -> None:
    assert parse_question(question)[0].items == items


def test_places_listed_by_name_are_kept() -> None:
    (part,) = parse_question("How many ponds were dredged in Barnet, Ealing and Merton?")
    assert part.names == ("barnet", "ealing", "merton")


def test_an_ellipsis_is_read_with_the_part_before_it() -> None:
    _, when = parse_question("Who drained the ponds, and when?")
    assert "pond" in when.words


@given(st.text(max_size=300))
def test_any_text_can_be_parsed(text: str) -> None:
    for part in parse_question(text):
        assert part.asks
