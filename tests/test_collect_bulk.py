"""Bulk files: TheyWorkForYou's London Mayor's Questions and the UK Parliament's questions API."""

from __future__ import annotations

import json

import pytest
from collecting import page, response

from monitor.collect.faults import PageFault
from monitor.collect.kinds import lmq_xml, uk_questions
from monitor.collect.records import Response

LMQ = "https://bulk.example/lmqs/lmqs2025-04-04.xml"
API = "https://api.example/questions"


def test_a_question_and_its_answer_dated_by_the_file() -> None:
    (question,) = lmq_xml.parse_file(response("lmqs2025-04-04.xml", LMQ))
    assert (question.reference, question.title, question.asked_by) == (
        "2025/0417",
        "Lifts out of order",
        "Owen Blakemore",
    )
    (answer,) = question.answers
    assert (answer.date, answer.by, answer.text) == (
        "2025-04-04",
        "Alexandra Hartnoll",
        "There were 41.\nNine are now.",
    )


def test_several_replies_are_a_conversation() -> None:
    reply = '<reply id="x.r1" speakername="Owen Blakemore"><p>Still?</p></reply></publicwhip>'
    body = page("lmqs2025-04-04.xml").decode().replace("</publicwhip>", reply)
    (question,) = lmq_xml.parse_file(Response(LMQ, "file", body.encode()))
    assert [speech.label for speech in question.answers[0].speeches] == ["Alexandra Hartnoll", "Owen Blakemore"]


@pytest.mark.parametrize("body", [b"", b"<publicwhip>", b"<html></html>", b"<publicwhip></publicwhip>"])
def test_a_file_of_another_sort_is_a_fault(body: bytes) -> None:
    with pytest.raises(PageFault):
        lmq_xml.parse_file(Response(LMQ, "file", body))


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><publicwhip>&b;</publicwhip>'
    with pytest.raises(PageFault):
        lmq_xml.parse_file(Response(LMQ, "file", bomb))


def test_the_index_leads_to_the_files_latest_first() -> None:
    body = b'<html><body><a href="lmqs2019-01-29.xml">x</a><a href="lmqs2020-01-29.xml">y</a><a href="?C=N">z</a></body></html>'
    links = lmq_xml.parse(Response("https://bulk.example/lmqs/", "index", body)).links
    assert [link.url for link in links] == [f"https://bulk.example/lmqs/lmqs{year}-01-29.xml" for year in (2020, 2019)]


def test_a_holding_answer_and_the_answer_that_followed() -> None:
    question = uk_questions.parse_file(response("uk.json", API), {}).records[0]
    assert [(a.date, a.holding, a.text) for a in question.answers] == [
        ("2024-09-03", True, uk_questions.NO_TEXT),
        ("2024-09-09", False, "There are four."),
    ]
    assert (question.reference, question.number, question.due_on) == ("3283", "uk-11", "2024-09-03")


def test_a_corrected_answer_follows_the_original() -> None:
    question = uk_questions.parse_file(response("uk.json", API), {}).records[1]
    assert [(a.date, a.corrected, a.text) for a in question.answers] == [
        ("2024-09-09", False, "Four."),
        ("2024-10-01", True, "Five."),
    ]


def test_one_bad_question_does_not_stop_the_others() -> None:
    parsed = uk_questions.parse_file(response("uk.json", API), {})
    assert len(parsed.records) == 2
    assert "question 13 without questionText" in str(parsed.faults[0])


def test_full_texts_take_the_place_of_cut_ones() -> None:
    full = {"11": {"question_text": "To ask it all.", "answer_text": "<p>There are</p><p>four.</p>"}}
    question = uk_questions.parse_file(response("uk.json", API), full).records[0]
    assert (question.text, question.answers[1].text) == ("To ask it all.", "There are\nfour.")


def test_the_list_is_followed_to_cut_questions_and_further_pages() -> None:
    values = json.loads(page("uk.json"))[:2]
    values[0]["value"]["answerText"] = "x" * 255 + "..."
    body = json.dumps({"results": values, "totalResults": 102}).encode()
    parsed = uk_questions.parse(Response(f"{API}?tabledWhenFrom=2024-08-01&skip=0&take=100", "list", body))
    assert len(parsed.records) == 1
    assert [link.url for link in parsed.links] == [f"{API}/11", f"{API}?tabledWhenFrom=2024-08-01&skip=2&take=100"]
