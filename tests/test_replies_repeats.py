"""Replies that repeat an earlier reply to another question: what counts as one, and what the rule makes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.replies import Answered, ReplyRules, findings_of, judge, repeated, sketch
from monitor.paths import ROOT
from monitor.records import Exchange, Repeated
from monitor.rulebook.load import load
from monitor.rulebook.replies import ReplyExample, ReplyRule

RULES = ReplyRules.of(load(ROOT / "rules").checked())
RULE = "repeats-reply-to-another"
LINE = (
    "Ponds are a precious part of the life of this city, and the trust will go on working with residents, schools and "
    "anglers so that everybody can enjoy them in every season of the year."
)
LEAKS = "How many ponds leak in Ealing?"
FERRY = "Will the ferry to Woolwich run at weekends this winter?"


def reply(question: str = LEAKS, answer: str = LINE, on: str = "2025-03-10", id_: str = "new") -> Answered:
    return Answered(id_, on, question, answer)


def before(question: str = FERRY, answer: str = LINE, on: str = "2025-02-10", id_: str = "old") -> Answered:
    return Answered(id_, on, question, answer)


@pytest.mark.parametrize(
    ("own", "earlier"),
    [
        (reply(), before()),
        (reply(answer=LINE.upper().replace(" ", "\n")), before()),
        (reply(answer=LINE.replace("will go on working", "shall go on working")), before()),
        (reply(on="2025-02-11"), before()),
    ],
    ids=["word for word", "in capitals and lines", "with a word changed that says nothing", "a day later"],
)
def test_the_same_words_to_another_question_are_a_repetition(own: Answered, earlier: Answered) -> None:
    assert repeated(own, [earlier]) == earlier


@pytest.mark.parametrize(
    ("own", "earlier"),
    [
        (reply(), before(on="2025-03-10")),
        (reply(), before(on="2025-04-10")),
        (reply(), before(on="2025-02")),
        (reply(), before(LEAKS)),
        (reply(), before("How many ponds leak in Barnet?")),
        (reply(), before("Which ones?")),
        (reply(answer=LINE.replace("anglers", "swimmers")), before()),
        (reply(answer=LINE + " There are 14."), before()),
        (reply("Which schools and anglers will you be working with?"), before()),
        (reply(), before(answer=LINE[::-1])),
    ],
    ids=[
        "the same day",
        "later",
        "no day known",
        "asked again",
        "asked of another place",
        "a question too bare to tell",
        "another name in it",
        "a figure in it",
        "it takes up the question",
        "other words",
    ],
)
def test_what_may_be_a_fair_reply_is_no_repetition(own: Answered, earlier: Answered) -> None:
    assert repeated(own, [earlier]) is None


def test_the_first_of_several_is_told() -> None:
    first = before(on="2024-12-01", id_="first")
    assert repeated(reply(), [before(), first]) == first


def test_a_reply_once_given_to_the_same_question_is_none_whatever_else_it_was_given_to() -> None:
    assert repeated(reply(), [before(), before(LEAKS, on="2025-01-10", id_="same")]) is None


@pytest.mark.parametrize("text", ["Four ponds leak.", LINE.removesuffix("year.") + "..."], ids=["short", "cut"])
def test_a_reply_that_shows_too_little_has_no_sketch(text: str) -> None:
    assert sketch(text) == ()


def test_nearly_equal_replies_share_most_of_their_sketch() -> None:
    text = (
        f"{LINE} {LINE.replace('Ponds', 'Meadows')} Nobody is to be left out of what this city has to offer in summer."
    )
    other = text.replace("precious", "valued")
    assert len(set(sketch(text)) & set(sketch(other))) >= 2


@given(
    st.lists(st.text("abcXYZ019", min_size=1, max_size=5), min_size=25, max_size=40),
    st.sampled_from([str.upper, str.lower, str.swapcase]),
    st.sampled_from([" ", "\n", "  ", "\t", "\u00a0"]),
)
def test_case_and_white_space_do_not_change_a_sketch(words: list[str], case: Callable[[str], str], space: str) -> None:
    assert sketch(space.join(map(case, words))) == sketch(" ".join(words)) != ()


def exchange(question: str = LEAKS, answer: str = LINE, *, again: bool = True) -> Exchange:
    earlier = Repeated("old", "2024-07-30", "2024/1234") if again else None
    return Exchange("new", "written", question, answer, repeats=earlier)


def test_a_repetition_that_lacks_what_was_asked_is_published_with_date_and_question() -> None:
    [finding] = [f for f in findings_of(exchange(), RULES).findings if f.rule == RULE]
    assert finding.kind == "repeats-earlier-line"
    assert finding.explanation == (
        "The reply is, nearly word for word, the one given on 30 July 2024 to another question, 2024/1234."
    )
    assert finding.evidence[0].text in LINE


def test_a_repetition_stands_beside_what_other_rules_find() -> None:
    answer = "The trust does not hold this information. " + LINE
    rules = {f.rule for f in judge(exchange(answer=answer), RULES).findings}
    assert rules == {RULE} | {f.rule for f in judge(exchange(answer=answer, again=False), RULES).findings}
    assert len(rules) > 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (LEAKS, "Four ponds leak. " + LINE),
        (LEAKS, LINE + " The figures are attached."),
        ("What steps are you taking to mend the ponds?", LINE),
    ],
    ids=["it answers", "the answer is attached", "an account of what is done was asked for"],
)
def test_a_repetition_that_may_answer_is_not_published(question: str, answer: str) -> None:
    assert not [f for f in judge(exchange(question, answer), RULES).findings if f.rule == RULE]


def test_nothing_is_told_of_an_exchange_that_repeats_nothing() -> None:
    assert RULE not in {f.rule for f in judge(exchange(again=False), RULES).findings}


def test_a_reply_is_labelled_the_same_whether_it_was_given_before_or_not() -> None:
    assert judge(exchange(), RULES).reply == judge(exchange(again=False), RULES).reply


@pytest.mark.parametrize("missing", ["date", "answer"])
def test_an_example_with_an_earlier_reply_needs_its_own_date_and_answer(missing: str) -> None:
    example = {"question": LEAKS, "answer": LINE, "date": "2025-03-10"}
    del example[missing]
    with pytest.raises(ValueError, match="example"):
        ReplyExample.model_validate(example | {"earlier": {"date": "2025-02-10", "question": FERRY}})


def test_only_a_rule_that_knows_of_an_earlier_reply_can_name_it() -> None:
    [rule] = [rule for rule in RULES.rules if rule.id == RULE]
    fields = rule.model_dump(by_alias=True)
    fields["when"]["answer"]["shape"] = None
    with pytest.raises(ValueError, match="given before"):
        ReplyRule.model_validate(fields)
