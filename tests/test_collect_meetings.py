"""Meetings, transcripts and papers of written answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from collecting import SITE, page, people, response
from pdfs import Line, make

from monitor.collect.faults import PageFault
from monitor.collect.keeping.meetings import save_meeting, save_transcript
from monitor.collect.keeping.texts import Seen
from monitor.collect.keeping.who import Who
from monitor.collect.kinds import moderngov
from monitor.collect.kinds.question_pages import looks_like_name
from monitor.collect.kinds.question_papers import parse_paper
from monitor.collect.kinds.transcripts import parse_transcript, split_label
from monitor.collect.records import Answer, Item, Meeting, Response, Transcript, Turn
from monitor.people import Directory
from monitor.rulebook.models import Source
from monitor.store.database import connect

BASE = f"{SITE}/about-us/londonassembly/meetings"
HEADER = "Police and Crime Committee, 19 March 2025"

FIRST: list[Line | None] = [
    ("Transcript of Item 5 – Question and answer session", ""),
    None,
    ("Dr Preeti Sandhu OBE AM (Chair):", "Good morning. How many"),
    ("", "counters are there?"),
    None,
    ("Sir Ivo Marsden QPM (Commissioner of Police of the", ""),
    ("Metropolis):", "There are “37”."),
    None,
    ("2025/0417 - Front counters", ""),
    ("", "Owen Blakemore AM"),
    None,
    ("Owen Blakemore AM:", "Is that all? I ask because"),
]
SECOND: list[Line | None] = [
    ("", "people tell me otherwise."),
    None,
    ("Ivo Marsden:", "It is. I will say this: it is enough."),
    None,
    ("", "And it will be next year. [Laughter.]"),
    None,
    ("Owen Blakemore:", "No."),
]


def transcript(*pages: list[Line | None]) -> Transcript:
    body = make(pages, HEADER, "Not for onward publication")
    return parse_transcript(Response(f"{BASE}/t.pdf", "transcript", body, None, {"meeting": "9001"}))


def test_speakers_and_their_words() -> None:
    found = transcript(FIRST, SECOND)
    assert found.title == "Question and answer session"
    assert [(turn.name, turn.text) for turn in found.turns] == [
        ("Preeti Sandhu", "Good morning. How many counters are there?"),
        ("Ivo Marsden", "There are “37”."),
        ("Owen Blakemore", "Is that all? I ask because people tell me otherwise."),
        ("Ivo Marsden", "It is. I will say this: it is enough.\nAnd it will be next year. [Laughter.]"),
        ("Owen Blakemore", "No."),
    ]


def test_the_office_of_the_first_mention_holds_for_all() -> None:
    offices = {turn.name: (turn.office, turn.member) for turn in transcript(FIRST, SECOND).turns}
    assert offices == {
        "Preeti Sandhu": ("Chair", True),
        "Ivo Marsden": ("Commissioner of Police of the Metropolis", False),
        "Owen Blakemore": ("", True),
    }


def test_a_reference_opens_an_exchange() -> None:
    found = transcript(FIRST, SECOND)
    assert [turn.reference for turn in found.turns] == [None, None, "2025/0417", "2025/0417", "2025/0417"]
    assert found.headings == (("2025/0417", "Front counters", "Owen Blakemore AM"),)


def test_names_that_are_not_bold_are_found_too() -> None:
    plain: list[Line | None] = [
        ("", f"{bold} {rest}") for bold, rest in (line for line in FIRST[2:4] + SECOND[2:3] if line)
    ]
    plain.insert(2, None)
    assert [turn.name for turn in transcript(plain).turns] == ["Preeti Sandhu", "Ivo Marsden"]


@pytest.mark.parametrize(
    ("label", "read"),
    [
        ("Dr Hal Winterson AM", ("Hal Winterson", "", True)),
        ("Sir Jo Bloggs QPM (Commissioner)", ("Jo Bloggs", "Commissioner", False)),
        ("Ann Other OBE AM (Deputy Chair)", ("Ann Other", "Deputy Chair", True)),
        ("Jo Bloggs MP (Mayor of London)", ("Jo Bloggs", "Mayor of London", False)),
        ("Jean d'Arcy OBE (Chief Executive (Interim))", ("Jean d'Arcy", "Chief Executive (Interim)", False)),
    ],
)
def test_labels(label: str, read: tuple[str, str, bool]) -> None:
    assert split_label(label) == read


WRITTEN: list[Line | None] = [
    ("Lifts out of order", ""),
    ("", "Question No: 2025/0417"),
    ("", "Owen Blakemore"),
    None,
    ("", "How many lifts were out of order?"),
    None,
    ("The Mayor", ""),
    ("", "There were 41 in February,"),
    ("", "and nine are now."),
    None,
    ("Night buses", ""),
    ("", "Question No: 2025/0418"),
    ("", "Owen Blakemore"),
    None,
    ("", "Will the N9 be kept?"),
    None,
    ("The Mayor", ""),
    ("", "Oral response"),
]


def test_a_paper_of_written_answers() -> None:
    found = parse_paper(Response(f"{BASE}/w.pdf", "paper", make([WRITTEN]), None, {"held_on": "2025-03-19"}))
    assert [(q.reference, q.title, q.asked_by, q.text) for q in found] == [
        ("2025/0417", "Lifts out of order", "Owen Blakemore", "How many lifts were out of order?"),
        ("2025/0418", "Night buses", "Owen Blakemore", "Will the N9 be kept?"),
    ]
    assert found[0].answers == (Answer(date=None, text="There were 41 in February, and nine are now.", by="The Mayor"),)
    assert found[1].answers == ()


def test_a_paper_of_answered_questions_gives_each_answer_its_date() -> None:
    lines: list[Line | None] = [
        ("Question: Lifts out of order", ""),
        ("", "Reference: 2025/0417"),
        ("", "Owen Blakemore"),
        None,
        ("", "How many lifts were out of order?"),
        None,
        ("Answer for Lifts out of order", ""),
        ("", "The Mayor"),
        ("", "Last updated: 26 March, 2025"),
        None,
        ("", "Officers are drafting a response"),
        None,
        ("Answer for Lifts out of order", ""),
        ("", "The Mayor"),
        ("", "Last updated: 04 April, 2025"),
        None,
        ("", "There were 41."),
    ]
    (found,) = parse_paper(Response(f"{BASE}/a.pdf", "paper", make([lines])))
    assert [(a.date, a.text) for a in found.answers] == [
        ("2025-03-26", "Officers are drafting a response"),
        ("2025-04-04", "There were 41."),
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"<html><body>Not here</body></html>", "not a PDF"),
        (make([FIRST])[:-400], "before its end mark"),
        (make([[]]), "without text"),
        (make([[("", "Nobody speaks here.")]]), "0 turns"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_a_fault(body: bytes, told: str) -> None:
    with pytest.raises(PageFault, match=told):
        parse_transcript(Response(f"{BASE}/t.pdf", "transcript", body))


def test_the_list_of_meetings() -> None:
    (link,) = moderngov.parse(
        response("meetings.html", f"{BASE}/ieListMeetings.aspx", "meetings", committee="240")
    ).links
    assert link.url == f"{BASE}/ieListDocuments.aspx?CId=240&MId=9001&Ver=4"


def test_the_web_service_gives_the_same_links() -> None:
    xml = b"<getmeetings><committee><meetings><meeting><meetingid>9001</meetingid></meeting></meetings></committee></getmeetings>"
    url = f"{BASE}/mgWebService.asmx/GetMeetings?lCommitteeId=240"
    (link,) = moderngov.parse(Response(url, "web-service", xml, None, {"committee": "240"})).links
    assert link.url == f"{BASE}/ieListDocuments.aspx?CId=240&MId=9001&Ver=4"


def test_a_meeting_and_the_papers_worth_reading() -> None:
    url = f"{BASE}/ieListDocuments.aspx?CId=240&MId=9001&Ver=4"
    parsed = moderngov.parse(response("meeting.html", url, "meeting"))
    (meeting,) = parsed.records
    assert isinstance(meeting, Meeting)
    assert (meeting.number, meeting.committee, meeting.held_on, meeting.time) == (
        "9001",
        "Police and Crime Committee",
        "2025-03-19",
        "10:00",
    )
    assert meeting.items == (Item("5", "Question and answer session"),)
    assert [(paper.title, paper.kind, paper.item) for paper in meeting.papers] == [
        ("Appendix 1 - Transcript of Item 5", "transcript", 0),
        ("Appendix 2 - Written Answers", "written answers", 0),
        ("Report", "other", 0),
    ]
    assert [link.page for link in parsed.links] == ["transcript", "paper"]


def test_a_page_without_meetings_is_a_fault() -> None:
    with pytest.raises(PageFault, match="no meetings"):
        moderngov.parse(response("maintenance.html", f"{BASE}/ieListMeetings.aspx", "meetings", committee="240"))


@pytest.mark.parametrize(
    "label",
    [
        "Emrys ap Tudur AM",
        "Jean d'Arcy (Chair)",
        "Ana de Souza e Silva",
        "Ludwig van der Berg",
        "Omar al-Amin",
        "J. P. Ng",
    ],
)
def test_names_with_small_words_and_letters_are_names(label: str) -> None:
    assert looks_like_name(label)


@pytest.mark.parametrize("label", ["Three things", "Question and answer", "The first of them", "Note"])
def test_other_words_before_a_colon_are_no_names(label: str) -> None:
    assert not looks_like_name(label)


def test_a_committee_that_has_not_met_yet_is_no_fault() -> None:
    body = b'<html><body><h1>Browse meetings</h1><ul class="mgBulletList"></ul></body></html>'
    page = Response(f"{BASE}/ieListMeetings.aspx?CommitteeId=184", "meetings", body, None, {"committee": "184"})
    assert moderngov.parse(page).links == []
    with pytest.raises(PageFault, match="no meetings"):
        moderngov.parse(Response(page.url, "meetings", b"<html><body>Sorry</body></html>", None, page.context))


def roles(folder: Path, *turns: Turn) -> list[str]:
    """The parts that are stored of a transcript's turns."""
    db = connect(folder / "monitor.db")
    db.execute("PRAGMA foreign_keys = OFF")
    seen = Seen("committees", f"{BASE}/t.pdf", "2025-03-20", "")
    with db.atomic():
        save_meeting(
            db, seen, Meeting("1", "Transport Committee", "2025-03-19", "10:00", f"{BASE}/m", (Item("5", "Q"),))
        )
        save_transcript(db, seen, Transcript("1", "Item 5", turns, ()), Who(Directory(people())))
    found = [row[0] for row in db.execute("SELECT role FROM turns ORDER BY position")]
    db.close()
    return found


def test_a_deputy_chair_is_in_the_chair_where_no_chair_is_there(tmp_path: Path) -> None:
    chair = Turn("", "Preeti Sandhu", "Chair", True, "Welcome.", None)
    deputy = Turn("", "Owen Blakemore", "Deputy Chair", True, "Good morning.", None)
    assert roles(tmp_path, deputy, deputy) == ["chair", "chair"]
    assert roles(tmp_path, chair, deputy) == ["chair", "member"]
    presiding = Turn("", "Owen Blakemore", "Deputy Chair, in the Chair", True, "Good morning.", None)
    assert roles(tmp_path, chair, presiding) == ["chair", "chair"]


def committee(**options: object) -> Source:
    return Source.model_validate(
        {"id": "c", "kind": "moderngov", "url": "https://city.example/moderngov/", "committees": [240], **options}
    )


def test_minutes_and_files_outside_the_agenda_are_kept_as_links() -> None:
    body = page("meeting.html").replace(
        b'<table class="mgItemTable">',
        b'<p><a href="documents/g9001/Printed%20minutes%2019032025.pdf?T=1">Printed minutes</a></p><table class="mgItemTable">',
    )
    minutes = b'</ul><div class="mgMinutes"><p>Minutes:</p><p class="mgWordPara">Resolved: yes.</p></div></td>'
    body = body.replace(b"</ul></td>", minutes)
    url = f"{BASE}/ieListDocuments.aspx?CId=240&MId=9001&Ver=4"
    parsed = moderngov.parse(Response(url, "meeting", body))
    (meeting,) = parsed.records
    assert isinstance(meeting, Meeting)
    assert meeting.items[0].minutes == "Resolved: yes."
    assert [(paper.title, paper.item) for paper in meeting.papers if paper.kind == "minutes"] == [
        ("Printed minutes", None)
    ]
    assert [link.page for link in parsed.links] == ["transcript", "paper"]


def test_a_meeting_whose_agenda_is_not_published_yet_is_read() -> None:
    body = b"<html><body><h2 class='mgSubTitleTxt'>Plenary - Thursday 5 June 2025 10.00 am</h2></body></html>"
    (meeting,) = moderngov.parse(Response(f"{BASE}/ieListDocuments.aspx?MId=1", "meeting", body)).records
    assert isinstance(meeting, Meeting)
    assert (meeting.held_on, meeting.items) == ("2025-06-05", ())


def test_earlier_meetings_are_looked_for_when_a_date_is_wanted() -> None:
    body = b"""<html><body><ul><li><a href="ieListDocuments.aspx?CId=240&MId=2">19 Mar 2025 10.00 am</a></li>
        <li><a href="ieListDocuments.aspx?CId=240&MId=1">4 Feb 2020 10.00 am</a></li></ul>
        <a href="ieListMeetings.aspx?CId=240&Year=0">Earlier</a></body></html>"""
    (first,) = moderngov.discover(committee(since="2024-01-01"), dt.date(2025, 4, 7))
    links = moderngov.parse(Response(first.url, first.page, body, None, first.context)).links
    assert [(link.url.rsplit("/", 1)[1], link.index) for link in links] == [
        ("ieListDocuments.aspx?CId=240&MId=2", False),
        ("ieListMeetings.aspx?CId=240&Year=0", True),
    ]


def test_the_web_service_of_an_older_address_has_the_page_to_fall_back_on() -> None:
    (link,) = moderngov.discover(committee(web_service=True), dt.date(2024, 2, 29))
    assert link.url.startswith("https://city.example/moderngov/mgWebService.asmx/GetMeetings?")
    assert link.fallback is not None
    assert link.fallback.url == "https://city.example/moderngov/ieListMeetings.aspx?CommitteeId=240"
