"""Telling a reply that only promises an answer from an answer."""

from __future__ import annotations

import pytest

from monitor.collect.keeping.holding import is_holding, was_holding


@pytest.mark.parametrize(
    "text",
    [
        "Officers are drafting a response which will be sent shortly.",
        "A reply is being prepared and will be sent to you in due course.",
        "My officers are putting the numbers together and I will write to the Member soon.",
        "Information on this is being collected from the boroughs and will be provided when it is available.",
        "I have asked my officers to look into this and will reply in full shortly.",
        "A full response will follow.",
    ],
)
def test_promises_of_an_answer(text: str) -> None:
    assert is_holding(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yes. I will meet residents in the spring.",
        "TfL is working with the boroughs to provide step-free access at both stations.",
        "Statistics for the year are still being compiled and it would be wrong to anticipate them.",
        "The Met is considering the report and will respond to it in the autumn.",
        "Please see my answer to Mayor's Question 2019/1234.",
        "Forty-one lifts were out of order. " * 20 + "A full response will follow.",
    ],
)
def test_answers_even_where_they_promise_something_else(text: str) -> None:
    assert not is_holding(text)


def test_a_short_promise_that_was_followed_by_an_answer_was_a_holding_reply() -> None:
    assert was_holding("The Commissioner has the papers; when I have them you shall, too.")
    assert not was_holding("There were 41. I will say more soon.")
