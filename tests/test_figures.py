"""Figures: only numbers for exactly what a measure describes."""

from __future__ import annotations

import pytest
from topicdata import CAMERAS, LIDO, said

from monitor.detect.topics import CompiledTopic
from monitor.rulebook.models import Topic

COMPILED = {topic.id: CompiledTopic(topic) for topic in (CAMERAS, LIDO)}


def figures(text: str, question: str | None = None, topic: Topic = CAMERAS, **known: set[float]) -> dict[str, object]:
    reading = COMPILED[topic.id].read(said(text, question=question), assume_on_topic=True, known=known)
    assert reading is not None
    return {f.measure: f.value if f.value is not None else (f.low, f.high) for f in reading.figures}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("There are 42 cameras in use.", {"cameras": 42}, id="cue and noun"),
        pytest.param("All forty-two cameras were checked in May.", {"cameras": 42}, id="words and a definite article"),
        pytest.param("We have 42 cameras, six of which are switched off.", {"cameras": 42}, id="a part left out"),
        pytest.param(
            "There are 42 cameras in use and another 20 on order.", {"cameras": 42}, id="what comes on top left out"
        ),
        pytest.param("Of 9,000 faces scanned, three were wrongly matched.", {"matches": 3}, id="part of a whole"),
        pytest.param(
            "The number of cameras installed has risen by 12 to 54.", {"cameras": 54}, id="difference left out"
        ),
        pytest.param("Cameras in use have risen from 42 to 54.", {"cameras": 54}, id="where a change began left out"),
        pytest.param("In Birmingham 300 cameras have been installed.", {}, id="other place"),
        pytest.param("In 2016 there were 30 cameras installed.", {}, id="other year"),
        pytest.param("The Member said that 90 cameras were installed.", {}, id="another's figure"),
        pytest.param("Would 90 cameras in use be enough?", {}, id="question"),
        pytest.param("Several cameras in use are broken.", {}, id="no number"),
        pytest.param("It took 42 engineers a week.", {}, id="other noun"),
        pytest.param("The average wait is a little over 12 minutes.", {"wait": 12}, id="length of time"),
        pytest.param("Two-fifths of stations are covered.", {"share": 40}, id="fraction for a percentage"),
        pytest.param(
            "The budget is £1.2bn, of which £30m is spent.", {"budget": 1200}, id="money in the unit's millions"
        ),
        pytest.param("The budget is between £40m and £45m.", {"budget": (40, 45)}, id="range"),
    ],
)
def test_a_number_belongs_to_the_measure_whose_words_stand_around_it(text: str, expected: dict[str, object]) -> None:
    assert figures(text) == expected


def test_a_bare_number_answers_the_question_that_asks_for_the_measure() -> None:
    assert figures("Forty-two, Chair.", "How many cameras are in use?") == {"cameras": 42}


def test_a_correction_replaces_the_figure_that_it_repeats() -> None:
    assert figures("In May I said that there were 14 false matches. The correct number is 16.") == {"matches": 16}


def test_a_number_given_before_is_known_again() -> None:
    text = "The total of 420 has not changed."
    assert figures(text) == {}
    assert figures(text, cameras={420.0}) == {"cameras": 420}


def test_a_promised_month_is_a_figure_of_a_date_measure() -> None:
    assert figures("The lido will close in April 2026.", topic=LIDO) == {"shutting": 202604}


def test_a_figure_says_where_its_words_stand() -> None:
    text = "There are about 42 cameras in use."
    reading = COMPILED["cameras"].read(said(text))
    assert reading is not None
    (figure,) = reading.figures
    assert (text[figure.start : figure.end], figure.qualifier) == ("about 42", "about")
