"""The stance of a statement: what its speaker asserts on the day, in whatever words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from topicdata import FANS, LIDO, said

from monitor.detect.topics import CompiledTopic
from monitor.detect.vocabulary import ends_of
from monitor.rulebook.models import Topic

COMPILED = {topic.id: CompiledTopic(topic) for topic in (FANS, LIDO)}


def stance(topic: Topic, text: str, question: str | None = None) -> str | None:
    reading = COMPILED[topic.id].read(said(text, question=question), assume_on_topic=True)
    assert reading is not None
    return reading.stance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The fans worked.", "worked", id="cue as written"),
        pytest.param("All four fans operated quite normally.", "worked", id="words between"),
        pytest.param("The fans had been working when the train came in.", "worked", id="inflection"),
        pytest.param("Two of the fans never started.", "failed", id="other negation"),
        pytest.param("Nothing was wrong with the fans.", "worked", id="other words of the same family"),
        pytest.param("It is not true that the fans stopped working.", "worked", id="negated cue"),
        pytest.param("I do not believe that the fans failed.", "worked", id="negation of a belief"),
        pytest.param("There was, as far as I know, no fault with the fans.", "worked", id="hedge keeps the position"),
        pytest.param("My officials assure me that there was no fault with the fans.", "worked", id="an adviser's word"),
        pytest.param("I have never said that the fans worked.", None, id="not having said"),
        pytest.param("If the fans failed, the manufacturer will have to explain why.", None, id="condition"),
        pytest.param("Had the fans failed, we would have seen it on the log.", "worked", id="counterfactual"),
        pytest.param("I cannot say whether the fans worked.", "unknown", id="indirect question"),
        pytest.param("Did the fans fail? That is for the inquiry.", None, id="question"),
        pytest.param('A leaflet says that "the fans failed". The fans worked.', "worked", id="quotation of others"),
        pytest.param(
            'A newspaper reports that "the fans failed". We do not recognise that.', "worked", id="rejected quotation"
        ),
        pytest.param("Passengers say that the fans were not running. They were.", "worked", id="short denial"),
        pytest.param('The union says that "the fans failed". It is right.', "failed", id="confirmed quotation"),
        pytest.param("The claim that the fans failed is untrue.", "worked", id="rejected claim"),
        pytest.param(
            "In May I told you that the fans worked. I was wrong.", "failed", id="earlier statement withdrawn"
        ),
        pytest.param("As I said in May, the fans worked.", "worked", id="earlier statement kept"),
        pytest.param("I met the staff on Friday and thanked them.", None, id="nothing on the matter"),
    ],
)
def test_only_what_the_speaker_asserts_counts(text: str, expected: str | None) -> None:
    assert stance(FANS, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let me be absolutely clear: the lido is not closing.", "keep"),
        ("Nobody is talking about closing the lido.", "keep"),
        ("The lido cannot be kept open at this cost.", "close"),
        ("I understand why people fear that the lido will close. It will not.", "keep"),
        ('The Member has called it "a plan to close the lido by stealth", which is nonsense.', "keep"),
        ("Cabinet will take a view in March, when it has seen the survey.", "undecided"),
        ("I cannot promise that the lido will stay open.", "undecided"),
    ],
)
def test_a_negation_turns_a_cue_round(text: str, expected: str) -> None:
    assert stance(LIDO, text) == expected


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Did the fans fail at Harrow Lane?", "Yes, I am afraid that they did.", "failed"),
        ("Did the fans fail at Harrow Lane?", "No.", "worked"),
        ("What did you have for lunch?", "No.", None),
    ],
)
def test_a_plain_yes_or_no_answers_the_question(question: str, answer: str, expected: str | None) -> None:
    assert stance(FANS, answer, question) == expected


def test_a_question_asked_back_is_a_stance_when_it_is_a_cue() -> None:
    assert stance(FANS, "What does he mean by failed?", "Did the fans fail?") == "unknown"


def test_a_statement_that_nothing_has_changed_takes_the_last_stance() -> None:
    reading = COMPILED["fans"].read(said("My view has not changed."), assume_on_topic=True, last="worked")
    assert reading is not None
    assert reading.stance == "worked"


def test_a_hint_is_enough_only_when_the_statement_is_known_to_be_about_the_question() -> None:
    statement = said("Nothing was wrong with the fans.")
    vouched = COMPILED["fans"].read(statement, assume_on_topic=True)
    found = COMPILED["fans"].read(statement)
    assert vouched is not None
    assert found is not None
    assert (vouched.stance, found.stance) == ("worked", None)


def test_the_evidence_is_the_sentence_with_the_cue() -> None:
    reading = COMPILED["fans"].read(said("Good morning. The fans failed. We are sorry."))
    assert reading is not None
    assert reading.stance_evidence == "The fans failed."


def test_the_stance_that_hedges_is_no_end_wherever_it_is_listed() -> None:
    keep, undecided, close = LIDO.stances
    assert ends_of([keep, close, undecided]) == ("keep", "close")


@given(
    st.lists(
        st.sampled_from([c for s in FANS.stances for c in s.cues] + ['"', "not", ".", "?", "if", "he says"]),
        max_size=12,
    )
)
def test_any_mixture_of_cues_is_read_without_failing(parts: list[str]) -> None:
    assert stance(FANS, " ".join(parts)) in {None, "worked", "unknown", "failed"}
