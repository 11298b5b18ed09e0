"""Whether numbers and dates in a reply are those that were asked for."""

# ruff: noqa: E501 - an example reads better on one line

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.replies import ReplyRules
from monitor.detect.replies.counted import asked_number_of, noun
from monitor.detect.replies.items import listed
from monitor.detect.replies.judge import signs_in
from monitor.detect.replies.question import parse_question
from monitor.detect.replies.tables import Rows, rows
from monitor.paths import ROOT
from monitor.records import Exchange
from monitor.rulebook.load import load
from monitor.text.numbers import quantities

RULES = ReplyRules.of(load(ROOT / "rules").checked())


def sign(name: str, question: str, answer: str) -> float:
    return signs_in(Exchange("x", "written", question, answer), RULES)[name]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many boat passengers crossed the pond in May 2022?", "The boat took 4,100 boat passengers over the pond in May 2022."),
        ("How many swans were taken from the pond in Acton?", "Wardens removed 14 swans and a coot."),
        ("How many keys have you called in this year?", "I have called in three keys this year out of more than 90 that are held."),
        ("What is the water budget for the ponds?", "The budget is 900 tonnes for the year. The ponds are lovely."),
        ("How many ponds in Ealing leaked in 2023?", "In 2023 it was 46 ponds, most of them in Southall."),
        ("How many ducks were ringed in 2023?", "The same number as in 2021, which surprised us all: 212."),
        ("How long did it take the first warden to reach the pond in Acton?", "We are sorry for those who waited. The warden, from the lodge in King Albert Lane, came five minutes and ten seconds after the call."),
        ("How many ponds are older than a century?", "Wardens have gone through the deeds. The result of that exercise was 31."),
        ("How many people swam on Pond Day?", "Some 800 volunteers turned out, one of them in a bear suit."),
        ("How many hectares of reeds are there at the pond?", "The Reed Plan, on the trust's website, gives the area on page 12 as 17 hectares."),
    ],
)  # fmt: skip
def test_a_number_of_what_was_asked_about_is_given(question: str, answer: str) -> None:
    assert sign("most given", question, answer) == 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("By how much will pond fees rise next April?", "In the current year pond fees rose by three per cent."),
        ("How many ponds have been dug?", "We will dig 3,000 ponds."),
        ("How many ponds leaked last winter?", "This winter 20 ponds leaked."),
        ("How many ponds leaked in March?", "In November 14 ponds leaked."),
        ("How many ponds leak in Brent?", "There are 280 leaks in ponds throughout London."),
        ("What was the average wait for a bench in 2023/24?", "It was 39 days in 2016/17."),
        ("How many injuries to keepers were there in 2022?", "Some 3,000 ducklings hatched in 2022."),
        ("How many of the ducks hatched in 2021 have died?", "Since then the trust has laid 430 new paths."),
    ],
)
def test_a_number_for_another_time_place_or_thing_is_not(question: str, answer: str) -> None:
    assert sign("most explicit", question, answer) == 0


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("By how much did you exceed the pond budget?", "By nothing at all, as there is no budget for ponds."),
        ("How many of the new ponds will be in Sutton?", "A round nought, I regret to say."),
        ("What did it cost to light the pond?", "It cost the public nothing. The firms did it."),
        ("How many swimmers complained?", "Nobody did. One asked when the next swim would be."),
        ("What did the trust pay for the swans?", "Not a penny. They flew in."),
    ],
)
def test_nothing_is_a_number_too(question: str, answer: str) -> None:
    assert sign("most explicit", question, answer) == 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many swam at each of the three galas?", "Swimmers came as follows:\nMay gala: 640\nJune gala: 2,115\nJuly gala: not counted\nAll had cake."),
        ("For each month of 2023, how many ponds froze?", "In 2023 as a whole 31 ponds froze."),
        ("How many ponds were dug in Lambeth and in Greenwich?", "Last year 37 ponds were dug by the trust."),
        ("How many litres were used by the Acton boat, by wardens and by anglers?", "The Acton boat used 410 litres and wardens 90 litres."),
        ("On what dates will each of the four ponds open?", "The first opens on 4 March and the second on 20 May."),
    ],
)  # fmt: skip
def test_fewer_values_than_were_asked_for_are_not_all(question: str, answer: str) -> None:
    assert sign("most lacks values", question, answer) == 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What does the trust pay each year for reeds?", "It pays £95,000."),
        ("How many ponds froze in each month from January to March?", "Jan 12 | Feb 18 | Mar 4\nMore will be cleared. Please see the trust's website."),
        ("What did the trust spend in each year from 2021 to 2023?", "Year | Cost\n2021 | £4,000\n2022 | nil\n2023 | £150"),
        ("In what year was each of the two ponds last dug?", "The upper was dug in 2016 and the lower in 2011."),
    ],
)  # fmt: skip
def test_as_many_values_as_were_asked_for_are_all(question: str, answer: str) -> None:
    assert sign("most lacks values", question, answer) == 0
    assert sign("most given", question, answer) == 1


@pytest.mark.parametrize(
    ("question", "answer", "given"),
    [
        ("When was the pond shut?", "The last swim was at Acton, on 4 May 2023.", 1),
        ("On what date did the letter reach you?", "I reject the charge. It arrived by post on 6 February.", 1),
        ("Who will chair the trust, and when do they start?", "Since you ask: it is Ada Wren, and she starts on 1 May.", 1),
        ("When did you last meet the anglers?", "I answered this in reply to question 2023/2204, where I said that we met on 14 May 2023.", 1),
        ("When will the pond plan be published?", "The survey of the plan closed on 4 March.", 0),
        ("When were the keepers first told?", "As the judge is to sit on Monday, it is right to wait.", 0),
        ("Will the pond move, and when?", "Not tomorrow. These things take their course.", 0),
    ],
)  # fmt: skip
def test_dates_are_those_of_what_was_asked(question: str, answer: str, given: int) -> None:
    assert sign("least given", question, answer) == given


def test_lettered_items_are_parts_with_letters() -> None:
    parts = parse_question(
        "Please state (a) the cost of the pond, (b) the number of ducks and (c) the date on which it opens."
    )
    assert [(p.letter, p.ask) for p in parts] == [("a", "quantity"), ("b", "quantity"), ("c", "date")]


def test_a_letter_in_the_reply_answers_the_part_under_it() -> None:
    question = "Please state (a) the depth of the pond, (b) the number of ducks and (c) the date on which it opens."
    assert sign("least given", question, "(a) 61 metres. (b) 738. (c) It opens on 4 May 2025.") == 1
    assert sign("least given", question, "(a) 61 metres. (b) 738. (c) The builder says that it is up to him.") == 0


def test_letters_that_only_divide_one_question_make_one_part() -> None:
    assert len(parse_question("How many ponds are (a) full, (b) half full and (c) empty?")) == 1
    assert len(parse_question("Will you estimate (a) the depth of the pond and (b) the merits of a new one?")) == 1


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("What is paid each month?", 1),
        ("What was paid in each month from January to March?", 0),
        ("How many were there in each year from 2019 to 2022?", 4),
        ("How many were there in each of Merton, Sutton and Kingston?", 3),
        ("For each of the last six months, how many ponds froze?", 6),
        ("Please give the ten deepest ponds, with the depth of each.", 0),
        ("When will the sum for each year be announced?", 1),
    ],
)
def test_what_each_speaks_of(question: str, items: int) -> None:
    assert parse_question(question)[0].items == items


@pytest.mark.parametrize(
    ("clause", "thing", "deed"),
    [
        ("how many of the brigade's old ladders were sold in may", "ladders", "sell"),
        ("how many foot passengers used it", "passengers", "used"),
        ("how many people have found a job", "people", "find"),
        ("the number of ponds", "ponds", ""),
        ("how much was paid", "", ""),
    ],
)
def test_what_is_counted_and_what_is_asked_of_it(clause: str, thing: str, deed: str) -> None:
    assert asked_number_of(clause) == (thing, deed)


def test_a_noun_ends_at_a_verb_or_preposition() -> None:
    assert noun(" new ward bases in May")[0] == "bases"
    assert noun(" were sold")[0] == ""


def test_rows_give_values_or_say_that_there_is_none() -> None:
    assert rows("ponds:\nupper: 12\nlower: nil\nouter: not held\nall were seen.") == Rows(2, 1)
    assert rows("jan 12 | feb 18\nmar 4 | apr 7") == Rows(4, 0)
    assert rows("a reply in one line: 12 ponds") == Rows(0, 0)


def test_things_listed_are_told_apart_by_their_own_words() -> None:
    assert [set(thing) for thing in listed("how many by the river boats, by the fire boats and by the ferry?")] == [
        {"riv"},
        {"fir"},
        {"feri"},
    ]
    assert listed("how many ponds are there?") == ()


def test_zero_as_part_of_a_name_is_no_number() -> None:
    assert quantities("A zero-emission fleet under a zero tolerance policy.") == []
    assert [n.value for n in quantities("The count was nought.")] == [0]


def test_the_number_of_a_question_and_ages_are_no_quantities() -> None:
    assert quantities("Official Report, PQ 62542, on pathway 1.") == []
    assert quantities("Swimmers aged 16 to 18 and the 19 to 24 year olds.") == []


@given(st.text(max_size=200))
def test_any_text_can_be_read_for_rows_and_lists(text: str) -> None:
    assert rows(text).values >= 0
    assert isinstance(listed(text), tuple)
