"""Polling end to end, against a web site in memory."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import stamina
from collecting import FIND, LIFTS, NOW, SITE, Desk, Site, change, page, questions_site, rulebook

from monitor.collect import health, visits
from monitor.collect.archive import Archive
from monitor.errors import MonitorError
from monitor.rulebook.models import Source
from monitor.stages.parse import parse
from monitor.stages.poll import chosen
from monitor.store.runs import Run

TABLES = ["captures", "documents", "versions", "edits", "questions", "answers", "turns", "visits", "listings"]


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=2):
        yield


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(desk.rows(f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def test_questions_and_answers_are_stored(desk: Desk) -> None:
    run = desk.poll(questions_site())
    assert run.failures == []
    assert desk.rows("SELECT reference, title, asked_by, asked_on, body, status, url FROM questions ORDER BY url") == [
        ("2025/0417", "Lifts out of order", "Owen Blakemore", "2025-03-20", "Mayor of London", "answered", LIFTS),
        (
            None,
            "Oral Update (Supplementary) [1]",
            "Preeti Sandhu",
            "2025-03-20",
            "Mayor of London",
            "answered",
            f"{FIND}/oral-update-supplementary-1",
        ),
    ]


def test_a_holding_reply_and_the_answer_after_it(desk: Desk) -> None:
    desk.poll(questions_site())
    rows = desk.rows(
        "SELECT answered_on, answers.status, answered_by FROM answers JOIN questions ON questions.id = question "
        "WHERE reference = '2025/0417' ORDER BY position"
    )
    assert rows == [
        ("2025-03-25", "holding", "Alexandra Hartnoll"),
        ("2025-04-04", "final", "Alexandra Hartnoll"),
    ]


def test_an_oral_answer_is_stored_as_turns(desk: Desk) -> None:
    desk.poll(questions_site())
    assert desk.rows("SELECT position, speaker, role FROM turns ORDER BY position") == [
        (1, "Alexandra Hartnoll", "official"),
        (2, "Preeti Sandhu", "member"),
        (3, "Alexandra Hartnoll", "official"),
    ]


def test_every_response_is_in_the_archive(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    stored = [exchange.url for _, exchange in Archive(desk.folder / "archive").records()]
    assert stored == [str(request.url) for request in site.requests]


def test_a_second_poll_of_an_unchanged_site_fetches_no_body_and_writes_nothing(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    before, bodies, asked = everything(desk), site.bodies, len(site.requests)
    run = desk.poll(site)
    assert run.failures == []
    assert (site.bodies, everything(desk)) == (bodies, before)
    assert len(site.requests) > asked


def test_parsing_again_gives_the_same_rows(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    change(site, LIFTS, "There were 41", "There were 14")
    desk.now = NOW + dt.timedelta(days=1)
    desk.poll(site)
    before = {table: rows for table, rows in everything(desk).items() if table != "visits"}
    for file in desk.folder.glob("monitor.db*"):
        file.unlink()
    db = desk.db
    with Archive(desk.folder / "archive") as archive:
        parse(db, archive, rulebook(), Run(), lambda line: None)
    db.close()
    after = everything(desk)
    assert {table: after[table] for table in before} == before


def test_parsing_again_refuses_to_lose_what_the_archive_lacks(desk: Desk) -> None:
    desk.poll(questions_site())
    for file in (desk.folder / "archive").iterdir():
        file.unlink()
    db = desk.db
    with Archive(desk.folder / "archive") as archive, pytest.raises(MonitorError, match="restore the WARC files"):
        parse(db, archive, rulebook(), Run(), lambda line: None)
    db.close()
    assert len(desk.rows("SELECT * FROM questions")) == 2


def test_an_edited_answer_is_told_word_by_word(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    change(site, LIFTS, "There were 41", "There were 14")
    desk.now = NOW + dt.timedelta(days=1)
    desk.poll(site)
    assert desk.rows("SELECT url, seen_on, substantive, removed, added, returns_to FROM edits") == [
        (LIFTS, "2025-04-08", 1, "41", "14", None)
    ]
    assert desk.rows("SELECT number FROM versions JOIN documents d ON d.id = document WHERE d.url = ?", LIFTS) == [
        (1,),
        (2,),
    ]


def test_a_page_that_returns_to_an_older_text_is_recorded_as_that(desk: Desk) -> None:
    site = questions_site()
    for day, (old, new) in enumerate([("41", "41"), ("41 in", "14 in"), ("14 in", "41 in")]):
        change(site, LIFTS, old, new)
        desk.now = NOW + dt.timedelta(days=day)
        desk.poll(site)
    (first,) = desk.rows(
        "SELECT versions.id FROM versions JOIN documents d ON d.id = document WHERE d.url = ? AND number = 1", LIFTS
    )
    assert desk.rows("SELECT removed, added, returns_to FROM edits ORDER BY seen_on") == [
        ("41", "14", None),
        ("14", "41", first[0]),
    ]


def test_an_answer_that_arrives_is_no_edit(desk: Desk) -> None:
    site = questions_site()
    whole = site.pages[LIFTS]
    start = whole.index(b'<div class="u-space-y-5"><p>Date: Friday')
    end = whole.index(b'</div>\n<div class="related">')
    site.pages[LIFTS] = whole[:start] + whole[end:]
    desk.poll(site)
    assert desk.rows("SELECT status FROM questions WHERE reference = '2025/0417'") == [("holding",)]
    site.pages[LIFTS] = whole
    desk.now = NOW + dt.timedelta(days=1)
    desk.poll(site)
    assert desk.rows("SELECT status FROM questions WHERE reference = '2025/0417'") == [("answered",)]
    assert desk.rows("SELECT * FROM edits") == []


def test_a_withdrawn_page_is_marked_and_kept(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    del site.pages[LIFTS]
    listed = next(url for url in site.pages if "01-03-2025" in url)
    start = site.pages[listed].index(b'<li class="search-result">')
    end = site.pages[listed].index(b'<li class="search-result">', start + 1)
    site.pages[listed] = (site.pages[listed][:start] + site.pages[listed][end:]).replace(b"2 results", b"1 results")
    desk.now = NOW + dt.timedelta(days=1)
    run = desk.poll(site)
    assert run.failures == []
    assert desk.rows(
        "SELECT status, withdrawn_on FROM questions JOIN documents d ON d.id = document WHERE d.url = ?", LIFTS
    ) == [("withdrawn", "2025-04-08")]
    assert desk.rows(
        "SELECT count(*) FROM answers JOIN questions q ON q.id = question WHERE reference = '2025/0417'"
    ) == [(2,)]


def test_a_missing_page_that_a_list_leads_to_is_a_fault(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    del site.pages[LIFTS]
    run = desk.poll(site)
    assert "though a list leads to it" in run.failures[0]
    assert desk.rows("SELECT count(*) FROM documents WHERE withdrawn_on IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    "broken",
    [
        page("maintenance.html"),
        page("question.html")[:1500],
        page("question.html").replace(b"styled-table", b"restyled"),
        page("question.html").replace(b"2025/0417", b"2025/0999"),
    ],
)
def test_a_broken_page_changes_nothing_and_is_read_by_the_next_run(desk: Desk, broken: bytes) -> None:
    site = questions_site()
    desk.poll(site)
    before = desk.rows("SELECT * FROM answers ORDER BY id")
    good, site.pages[LIFTS] = site.pages[LIFTS], broken
    run = desk.poll(site)
    assert any(LIFTS in failure and "kept:" in failure for failure in run.failures)
    assert desk.rows("SELECT * FROM answers ORDER BY id") == before
    site.pages[LIFTS] = good.replace(b"There were 41", b"There were 14")
    assert desk.poll(site).failures == []
    assert len(desk.rows("SELECT * FROM edits")) == 1


def test_an_answer_that_vanishes_is_a_fault_and_no_edit(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    whole = site.pages[LIFTS]
    start = whole.index(b'<div class="u-space-y-5"><p>Date: Friday')
    site.pages[LIFTS] = whole[:start] + whole[whole.index(b'</div>\n<div class="related">') :]
    run = desk.poll(site)
    assert "the answer of 2025-04-04 that was here is missing" in run.failures[0]
    assert desk.rows("SELECT count(*) FROM edits") == [(0,)]


def test_a_text_that_collapses_is_a_fault(desk: Desk) -> None:
    site = questions_site()
    change(site, LIFTS, "There were 41 in February", "There were 41 in February, " + "as said before, " * 60)
    desk.poll(site)
    change(site, LIFTS, "as said before, " * 60, "")
    assert "fell from" in desk.poll(site).failures[0]


@pytest.mark.parametrize("redirected", [False, True])
def test_an_empty_list_is_believed_when_all_that_it_led_to_is_gone(desk: Desk, redirected: bool) -> None:
    site = questions_site()
    desk.poll(site)
    march = next(url for url in site.pages if url.startswith(f"{FIND}?"))
    del site.pages[march], site.pages[LIFTS]
    desk.now += dt.timedelta(days=1)
    assert any("an empty list" in line for line in desk.poll(site).failures)  # the other page is still there
    assert desk.rows("SELECT count(*) FROM documents WHERE withdrawn_on IS NOT NULL") == [(0,)]
    if redirected:
        nowhere = {"Location": f"{SITE}/not-found"}
        site.replies |= {url: httpx.Response(302, headers=nowhere) for url in site.pages if url.startswith(f"{FIND}/")}
    site.pages = {url: body for url, body in site.pages.items() if not url.startswith(f"{FIND}/")}
    desk.now += dt.timedelta(days=1)
    assert desk.poll(site).failures == []
    assert desk.rows("SELECT DISTINCT withdrawn_on FROM documents") == [("2025-04-09",)]
    assert desk.rows("SELECT DISTINCT status FROM questions") == [("withdrawn",)]


def test_an_empty_list_where_there_were_entries_is_a_fault(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    listed = next(url for url in site.pages if "01-03-2025" in url)
    site.pages[listed] = site.pages[FIND]
    assert "an empty list where there were 2 entries" in desk.poll(site).failures[0]


def test_a_page_that_fails_does_not_stop_the_others(desk: Desk) -> None:
    site = questions_site()
    site.replies[LIFTS] = httpx.Response(500)
    run = desk.poll(site)
    assert len(run.failures) == 1
    assert desk.rows("SELECT count(*) FROM questions") == [(1,)]
    del site.replies[LIFTS]
    assert desk.poll(site).failures == []
    assert desk.rows("SELECT count(*) FROM questions") == [(2,)]


def test_one_address_for_two_questions_mixes_nothing_up(desk: Desk) -> None:
    site = questions_site()
    listed = next(url for url in site.pages if "01-03-2025" in url)
    change(site, listed, "oral-update-supplementary-1", "lifts-out-of-order")
    change(
        site,
        listed,
        "<li>Question by: Preeti Sandhu</li>",
        "<li>Reference: 2025/0500</li><li>Question by: Preeti Sandhu</li>",
    )
    run = desk.poll(site)
    assert any("one address for several questions (2025/0417, 2025/0500)" in failure for failure in run.failures)
    assert desk.rows("SELECT reference FROM questions") == [("2025/0417",)]
    assert site.asked(f"{SITE}/questions/2025/0500") > 0


def test_the_bulk_file_and_the_site_give_one_question(desk: Desk) -> None:
    bulk = {"id": "bulk", "kind": "lmq-xml", "url": f"{SITE}/lmqs/", "delay": 0}
    questions = {"id": "questions", "kind": "mayors-questions", "url": SITE, "since": "2025-02-01", "delay": 0}
    site = questions_site()
    site.pages[f"{SITE}/lmqs/"] = b'<html><body><a href="lmqs2025-04-04.xml">x</a></body></html>'
    site.pages[f"{SITE}/lmqs/lmqs2025-04-04.xml"] = page("lmqs2025-04-04.xml")
    for order in ([bulk, questions], [questions, bulk]):
        assert desk.poll(site, *order).failures == []
        rows = desk.rows("SELECT asked_on, url FROM questions WHERE reference = '2025/0417'")
        assert rows == [("2025-03-20", LIFTS)]
        answers = desk.rows(
            "SELECT answers.text FROM answers JOIN questions q ON q.id = question WHERE reference = '2025/0417' ORDER BY position"
        )
        assert len(answers) == 2
        assert str(answers[1][0]).startswith("There were 41 in February.\nLine | Lifts")
    assert desk.rows("SELECT count(*) FROM edits") == [(0,)]


def test_a_source_of_an_unknown_kind_is_told_and_the_others_are_polled(desk: Desk) -> None:
    questions = {"id": "questions", "kind": "mayors-questions", "url": SITE, "since": "2025-02-01", "delay": 0}
    run = desk.poll(questions_site(), {"id": "odd", "kind": "telex", "url": SITE}, questions)
    assert "unknown kind 'telex'" in run.failures[0]
    assert desk.rows("SELECT count(*) FROM questions") == [(2,)]


def test_an_unknown_source_is_told() -> None:
    with pytest.raises(MonitorError, match="no source 'nowhere'"):
        chosen(rulebook(), ["nowhere"])


def test_how_a_source_is_doing_is_recorded(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    site.replies[LIFTS] = httpx.Response(500)
    desk.now = NOW + dt.timedelta(days=1)
    desk.poll(site)
    ((succeeded, failures, error),) = desk.rows("SELECT succeeded_at, failures, error FROM source_health")
    assert (succeeded, failures) == (NOW.isoformat(), 1)
    assert "status 500" in str(error)


def test_open_questions_are_asked_again_on_a_slowing_schedule() -> None:
    def days(age: int, *, open_: bool) -> float | None:
        now = NOW + dt.timedelta(days=age)
        due = visits.next_visit(NOW, now, open_=open_)
        return round((due - now).total_seconds() / 86400, 1) if due else None

    assert [days(age, open_=True) for age in (0, 45, 200, 800)] == [0, 1.0, 7.0, 30.0]
    assert [days(age, open_=False) for age in (0, 30, 100, 300, 400)] == [0, 1.0, 7.0, 30.0, None]


def test_a_quiet_source_is_polled_less_and_a_waking_one_more(desk: Desk) -> None:
    source = Source.model_validate({"id": "questions", "kind": "mayors-questions", "url": SITE, "every": "6 hours"})
    db = desk.db
    pauses = []
    for days, changed in ((0, True), (10, False), (40, False), (41, True)):
        now = NOW + dt.timedelta(days=days)
        health.end(db, source, now, error=None, changed=changed, first=None)
        (due,) = db.execute("SELECT next_at FROM source_health").fetchone()
        pauses.append((dt.datetime.fromisoformat(due) - now).total_seconds() / 3600)
    db.close()
    assert pauses == [6, 12, 24, 6]


def test_a_backfill_resumes_with_the_pages_that_were_found_but_not_read(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    db = desk.db
    with db.atomic():
        db.execute("UPDATE visits SET checked_at = NULL, due_at = NULL, etag = NULL WHERE url = ?", [LIFTS])
    db.close()
    asked = site.asked(LIFTS)
    desk.poll(site)
    assert site.asked(LIFTS) == asked + 1


def test_what_a_capture_was_asked_for_is_recorded(desk: Desk) -> None:
    desk.poll(questions_site())
    ((page_, context),) = desk.rows("SELECT page, context FROM captures WHERE url = ?", LIFTS)
    assert page_ == "mayors-questions:question"
    assert json.loads(str(context))["reference"] == "2025/0417"


def test_a_rulebook_without_sources_is_told() -> None:
    with pytest.raises(MonitorError, match="there is no such file"):
        chosen(replace(rulebook(), sources=None), [])


def test_an_officer_on_the_forces_own_newsroom_speaks_for_the_force(desk: Desk) -> None:
    feed = {"id": "news", "kind": "feed", "url": f"{SITE}/rss", "body": "mayor", "delay": 0}
    site = questions_site()
    site.pages[f"{SITE}/rss"] = page("feed.xml").replace(b"https://news.example", SITE.encode())
    site.pages[f"{SITE}/news/fares-frozen"] = page("release.html").replace(
        b"A passenger said",
        b"Detective Inspector Una Broom said: \xe2\x80\x9cWe ask for help.\xe2\x80\x9d A passenger said",
    )
    site.pages[f"{SITE}/news/another"] = page("release.html").replace(b"Fares frozen", b"Another")
    assert desk.poll(site, feed).failures == []
    found = desk.rows("SELECT person, role, text FROM quotations WHERE text LIKE 'We ask%'")
    assert found == [("Una Broom", "Detective Inspector", "We ask for help.")]
    assert desk.rows("SELECT count(*) FROM quotations WHERE text LIKE 'That is good%'") == [(0,)]


def test_quotations_that_a_cut_run_left_unjoined_become_statements(desk: Desk) -> None:
    press = {"id": "press", "kind": "press-releases", "url": f"{SITE}/media-centre/press", "delay": 0}
    site = questions_site()
    site.pages[f"{SITE}/media-centre/press"] = page("releases.html").replace(b'rel="next"', b'rel="nofollow"')
    site.pages[f"{SITE}/media-centre/press/fares-frozen"] = page("release.html")
    desk.poll(site, press)
    said = desk.rows("SELECT text FROM statements WHERE medium = 'press'")
    assert said == [("The fare will not rise this year.",)]
    db = desk.db
    with db.atomic():
        db.execute("DELETE FROM statements")
    db.close()
    desk.poll(site, press)
    assert desk.rows("SELECT text FROM statements WHERE medium = 'press'") == said


MEETINGS = f"{SITE}/meetings"
COMMITTEE: dict[str, object] = {"id": "c", "kind": "moderngov", "url": MEETINGS, "committees": [240], "delay": 0}


def committees_site() -> Site:
    """A committee's meeting; there is no web service."""
    site = Site({f"{SITE}/robots.txt": b""})
    site.pages[f"{MEETINGS}/ieListMeetings.aspx"] = page("meetings.html")
    site.pages[f"{MEETINGS}/ieListDocuments.aspx"] = page("meeting.html")
    return site


def test_without_a_web_service_the_page_of_meetings_is_read(desk: Desk) -> None:
    run = desk.poll(committees_site(), {**COMMITTEE, "web_service": True})
    told = "ieListMeetings.aspx?CommitteeId=240 is read instead"
    assert any("GetMeetings" in line and told in line for line in run.failures)
    assert desk.rows("SELECT title FROM agenda_items") == [("Question and answer session",)]


def test_a_paper_that_is_linked_no_more_is_marked_and_kept(desk: Desk) -> None:
    site = committees_site()
    desk.poll(site, COMMITTEE)
    change(site, f"{MEETINGS}/ieListDocuments.aspx", '<li><a href="documents/s90014/Report.pdf">Report</a></li>', "")
    desk.now = NOW + dt.timedelta(days=1)
    desk.poll(site, COMMITTEE)
    assert desk.rows("SELECT title, withdrawn_on FROM papers WHERE kind = 'other'") == [("Report", "2025-04-08")]


def test_a_held_meeting_that_loses_its_agenda_is_a_fault(desk: Desk) -> None:
    site = committees_site()
    desk.poll(site, COMMITTEE)
    change(site, f"{MEETINGS}/ieListDocuments.aspx", "mgItemTable", "mgOther")
    assert any("without its agenda items" in line for line in desk.poll(site, COMMITTEE).failures)
    assert desk.rows("SELECT count(*) FROM agenda_items") == [(1,)]


def test_the_later_pages_of_a_quiet_list_are_asked_for_until_they_are_read(desk: Desk) -> None:
    site = questions_site()
    march = next(url for url in site.pages if "01-03-2025" in url)
    later = march.replace("page=0", "page=1")
    site.pages[march] = page("listing.html").replace(
        b"</main>", b'<nav class="pager"><a href="?page=1">2</a></nav></main>'
    )
    site.pages[later] = page("maintenance.html")
    desk.now = NOW + dt.timedelta(days=200)
    assert desk.poll(site).failures
    site.pages[later] = page("listing.html")
    asked = sum(str(request.url) == later for request in site.requests)
    assert desk.poll(site).failures == []
    assert sum(str(request.url) == later for request in site.requests) == asked + 1


def test_a_page_that_cannot_be_read_for_days_is_asked_for_less_often(desk: Desk) -> None:
    site = questions_site()
    site.pages[LIFTS] = page("maintenance.html")
    asked = []
    for hours in (0, 6, 24, 24 * 4, 24 * 4 + 6, 24 * 5, 24 * 20, 24 * 22, 24 * 27):
        desk.now = NOW + dt.timedelta(hours=hours)
        before = site.asked(LIFTS)
        desk.poll(site)
        asked.append(site.asked(LIFTS) > before)
    assert asked == [True, True, True, True, False, True, True, False, True]


def test_a_page_that_fails_does_not_put_the_source_off(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    site.replies[LIFTS] = httpx.Response(500)
    desk.poll(site)
    desk.poll(site)
    ((due, failures),) = desk.rows("SELECT next_at, failures FROM source_health")
    assert (dt.datetime.fromisoformat(str(due)) - NOW, failures) == (dt.timedelta(hours=6), 2)


def test_an_edited_quotation_keeps_its_key_when_all_is_parsed_anew(desk: Desk) -> None:
    press: dict[str, object] = {
        "id": "press",
        "kind": "press-releases",
        "url": f"{SITE}/media-centre/press",
        "delay": 0,
    }
    site = questions_site()
    site.pages[f"{SITE}/media-centre/press"] = page("releases.html").replace(b'rel="next" href="?page=1"', b'href="?"')
    release = f"{SITE}/media-centre/press/fares-frozen"
    site.pages[release] = page("release.html")
    desk.poll(site, press)
    change(site, release, "will not rise this year", "may rise in June after all")
    desk.now = NOW + dt.timedelta(days=1)
    desk.poll(site, press)
    before = desk.rows("SELECT * FROM statements")
    assert "may rise in June" in str(before)
    for file in desk.folder.glob("monitor.db*"):
        file.unlink()
    db = desk.db
    with Archive(desk.folder / "archive") as archive:
        parse(db, archive, rulebook(press), Run(), lambda line: None)
    db.close()
    assert desk.rows("SELECT * FROM statements") == before


def test_a_robots_file_that_cannot_be_unpacked_is_forgotten_when_it_is_mended(desk: Desk) -> None:
    site = questions_site()
    bomb = httpx.Response(200, content=gzip.compress(b" " * (65 << 20)), headers={"Content-Encoding": "gzip"})
    site.replies[f"{SITE}/robots.txt"] = bomb
    assert "robots.txt cannot be read" in desk.poll(site).failures[0]
    del site.replies[f"{SITE}/robots.txt"]
    assert desk.poll(site).failures == []
    assert desk.rows("SELECT count(*) FROM questions") == [(2,)]


@pytest.mark.parametrize(("status", "url"), [(302, LIFTS), (301, f"{LIFTS}-moved")])
def test_a_page_redirected_for_the_moment_keeps_its_address(desk: Desk, status: int, url: str) -> None:
    site = questions_site()
    site.pages[f"{LIFTS}-moved"] = site.pages[LIFTS]
    site.replies[LIFTS] = httpx.Response(status, headers={"Location": f"{LIFTS}-moved"})
    assert desk.poll(site).failures == []
    assert desk.rows("SELECT url FROM documents WHERE title = 'Lifts out of order'") == [(url,)]
    del site.replies[LIFTS]
    assert desk.poll(site).failures == []
    assert len(desk.rows("SELECT url FROM documents WHERE title = 'Lifts out of order'")) == 1


def test_a_list_redirected_for_the_moment_does_not_give_its_address_to_what_it_lists(desk: Desk) -> None:
    press: dict[str, object] = {
        "id": "press",
        "kind": "press-releases",
        "url": f"{SITE}/media-centre/press",
        "delay": 0,
    }
    site = questions_site()
    site.pages[f"{SITE}/media-centre/all"] = page("releases.html").replace(b'rel="next" href="?page=1"', b'href="?"')
    site.replies[f"{SITE}/media-centre/press"] = httpx.Response(302, headers={"Location": f"{SITE}/media-centre/all"})
    site.pages[f"{SITE}/media-centre/press/fares-frozen"] = page("release.html")
    assert desk.poll(site, press).failures == []
    assert desk.rows("SELECT url FROM documents") == [(f"{SITE}/media-centre/press/fares-frozen",)]
