"""Question pages of both layouts, and the listing that leads to them."""

from __future__ import annotations

import pytest
from collecting import FIND, SITE, page, response

from monitor.collect.faults import PageFault
from monitor.collect.kinds.mayors_questions import parse
from monitor.collect.kinds.question_pages import parse_question
from monitor.collect.records import Response


def changed(name: str, old: str, new: str) -> Response:
    body = page(name).decode()
    assert old in body
    return Response(f"{SITE}/page", "question", body.replace(old, new).encode())


def test_the_details_of_a_question() -> None:
    question = parse_question(response("question.html"))
    assert (question.reference, question.title) == ("2025/0417", "Lifts out of order")
    assert (question.asked_by, question.group, question.asked_of) == ("Owen Blakemore", "Riverside Group", "The Mayor")
    assert (question.asked_on, question.meeting, question.category) == ("2025-03-20", "MQT", "Transport")
    assert question.text == "How many lifts were out of order in February?\nAnd how many are now?"


def test_every_answer_with_its_date() -> None:
    assert [answer.date for answer in parse_question(response("question.html")).answers] == ["2025-03-25", "2025-04-04"]


def test_tables_lists_and_links_stay_readable_and_note_marks_go() -> None:
    answer = parse_question(response("question.html")).answers[1]
    assert answer.text == "There were 41 in February.\nLine | Lifts\nNorthern | 12\nNine are now.\nLifts by station"


def test_attachments_are_links() -> None:
    answer = parse_question(response("question.html")).answers[1]
    assert answer.attachments == (("Lifts by station", f"{SITE}/sites/default/files/lifts.pdf"),)


def test_an_oral_answer_is_read_as_turns() -> None:
    (answer,) = parse_question(response("oral.html")).answers
    assert [(speech.label, speech.text) for speech in answer.speeches] == [
        ("Alexandra Hartnoll (Mayor of London)", "It is.\nAnd it will stay so."),
        ("Dr Preeti Sandhu OBE AM", "For how long?"),
        ("Alexandra Hartnoll (Mayor of London)", "For a year."),
    ]


def test_a_bold_heading_in_a_written_answer_is_no_speaker() -> None:
    found = parse_question(
        changed("question.html", "<p>There were 41", "<p><strong>Background:</strong> There were 41")
    )
    assert found.answers[1].speeches == ()


def test_a_supplementary_has_no_reference() -> None:
    assert parse_question(response("oral.html")).reference is None


def test_a_question_without_answers_is_unanswered() -> None:
    body = page("question.html").decode()
    start, end = body.index('<div class="section-title"><h2 id="answer">'), body.index('<div class="related">')
    found = parse_question(Response(f"{SITE}/page", "question", (body[:start] + body[end:]).encode()))
    assert found.answers == ()


def test_the_old_layout() -> None:
    question = parse_question(response("question-old.html"))
    assert (question.reference, question.asked_by, question.asked_on) == ("2017/4411", "Owen Blakemore", "2017-11-16")
    holding, final = question.answers
    assert holding.holding and holding.date is None
    assert (final.date, final.by, final.text) == ("2017-12-14", "The Mayor", "Yes.\nIt will.\nRoute map")


@pytest.mark.parametrize(
    ("name", "part", "told"),
    [
        ("question.html", 'class="styled-table"', "table of the question's details"),
        ("question.html", "<td>MQT on 20 March 2025</td>", "no row 'Meeting'"),
        ("question.html", 'class="page-section"', "question's title"),
        ("question.html", 'id="answer"', "no heading #answer"),
        ("question.html", 'class="u-space-y-7"', "no answers under it"),
        ("question.html", "Date: Friday 4 April 2025", "an answer without its date"),
        ("question-old.html", 'class="node--answer"', "answer or note that there is none"),
        ("question-old.html", 'rel="canonical"', "no reference"),
    ],
)
def test_a_missing_part_is_a_fault_that_names_it(name: str, part: str, told: str) -> None:
    with pytest.raises(PageFault, match=told):
        parse_question(changed(name, part, ""))


def test_a_page_cut_short_is_a_fault() -> None:
    body = page("question.html")
    with pytest.raises(PageFault, match="before its end"):
        parse_question(Response(f"{SITE}/page", "question", body[: len(body) // 2]))


def test_a_maintenance_page_is_said_to_be_one() -> None:
    with pytest.raises(PageFault, match="in front of the real one"):
        parse_question(response("maintenance.html"))


def test_another_question_than_the_listing_gives_is_refused() -> None:
    with pytest.raises(PageFault, match="several questions share this address"):
        parse_question(response("question.html", reference="2025/0001"))


def test_unclosed_paragraphs_change_nothing() -> None:
    body = page("question.html").decode().replace("</p>", "").replace("</li>", "").replace("</html>", "")
    found = parse_question(Response(f"{SITE}/page", "question", body.encode()))
    assert found == parse_question(response("question.html"))


def test_a_wrong_charset_in_the_header_changes_nothing() -> None:
    body = page("question.html").replace(b"Lifts out", "Lífts out".encode())
    found = parse_question(Response(f"{SITE}/page", "question", body, "iso-8859-1"))
    assert found.title == "Lífts out of order"


def test_the_listing_leads_to_each_question_with_what_it_says_of_it() -> None:
    links = parse(response("listing.html", FIND, "listing")).links
    assert [link.url for link in links] == [f"{FIND}/lifts-out-of-order", f"{FIND}/oral-update-supplementary-1"]
    assert links[0].context["reference"] == "2025/0417"
    assert links[0].context["otherwise"] == f"{SITE}/questions/2025/0417"
    assert links[1].context["asked_on"] == "2025-03-20"


def test_facets_are_no_results() -> None:
    assert all("asked_of" not in link.url for link in parse(response("listing.html", FIND, "listing")).links)


def test_all_pages_of_a_listing_are_found_from_its_pager() -> None:
    pager = '<nav class="pager"><ul><li><a href="?page=1">2</a></li><li><a href="?page=3">4</a></li></ul></nav></main>'
    body = page("listing.html").decode().replace("</main>", pager)
    links = parse(Response(f"{FIND}?page=0", "listing", body.encode())).links
    assert [link.url for link in links if link.index] == [f"{FIND}?page={n}" for n in (1, 2, 3)]


def test_fewer_results_than_announced_is_a_fault() -> None:
    body = page("listing.html").replace(b"2 results", b"7 results")
    with pytest.raises(PageFault, match="2 results on the first page where 7"):
        parse(Response(f"{FIND}?page=0", "listing", body))


def test_a_listing_without_results_or_a_word_about_it_is_a_fault() -> None:
    with pytest.raises(PageFault):
        parse(response("maintenance.html", FIND, "listing"))
