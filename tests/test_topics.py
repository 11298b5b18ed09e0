"""Topic files: which texts they are about, and their examples."""

from __future__ import annotations

import pytest
from topicdata import CAMERAS, FANS, LIDO, said

from monitor.detect.topics import CompiledTopic, TopicSet, check_examples, explain
from monitor.paths import ROOT
from monitor.rulebook.load import load
from monitor.rulebook.models import TopicExample

TOPICS = load(ROOT / "rules").topics


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_the_examples_of_the_topic_files_come_out_as_they_say(topic) -> None:
    assert topic.examples
    assert check_examples(topic) == []


def test_a_text_on_other_matters_is_not_read() -> None:
    assert CompiledTopic(FANS).read(said("The buses were late.")) is None


def test_the_question_can_put_a_short_answer_on_topic_and_its_words_are_shown() -> None:
    reading = CompiledTopic(LIDO).read(said("No.", question="Will the lido close?"))
    assert reading is not None
    assert reading.on_topic == ("lido",)


def test_one_pass_finds_every_topic_of_a_text() -> None:
    text = "The lido has new cameras."
    assert [reading.topic for reading in TopicSet([FANS, LIDO, CAMERAS]).read(said(text))] == ["lido", "cameras"]


def test_a_failed_example_names_what_was_expected_and_what_came() -> None:
    example = TopicExample(text="The fans failed.", stance="worked")
    (failure,) = check_examples(FANS.model_copy(update={"examples": [example]}))
    assert failure == "'The fans failed.': expected stance worked, got failed"


def test_an_explanation_names_question_stances_and_measures() -> None:
    text = explain(LIDO)
    assert "Will the lido close?" in text
    assert "keep" in text
    assert "cost" in text
