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
        "My officers are gathering the information that the Member has asked for.",
        "A response is being co-ordinated with the Brigade and will be provided as soon as it is available.",
        "I have asked TfL for these figures and will write to you.",
        "Officers need longer to answer this question.",
        "Please accept this as an interim response.",
        "We are still working on the answer to this question.",
        "Officers are awaiting data from Network Rail.",
        "An answer to this question is in preparation.",
        "The Member will receive a full answer before the end of the month.",
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
        "TfL is gathering evidence on noise and will consult on measures next year.",
        "I have asked TfL to look at the junction again and it will report to the Board in June.",
        "Residents will have an answer when the review of the scheme ends.",
        "I await the Government's decision on funding.",
        "Forty-one lifts were out of order. " * 20 + "A full response will follow.",
    ],
)
def test_answers_even_where_they_promise_something_else(text: str) -> None:
    assert not is_holding(text)


def test_a_short_promise_that_was_followed_by_an_answer_was_a_holding_reply() -> None:
    assert was_holding("The Commissioner has the papers; when I have them you shall, too.")
    assert not was_holding("There were 41. I will say more soon.")
