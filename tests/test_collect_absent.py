"""Answers that a page shows no more: a fault of the site, until the page has done without them for days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina
from collecting import FIND, LIFTS, NOW, Desk, Site, change, page, questions_site, rulebook

from monitor.collect.archive import Archive
from monitor.stages.parse import parse
from monitor.store.runs import Run

WITHDRAWN = "SELECT answered_on, answers.withdrawn_on FROM answers WHERE withdrawn_on IS NOT NULL"


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=2):
        yield


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def poll_on(desk: Desk, site: Site, *days: int) -> list[list[str]]:
    """Poll on days after the first; return the failures of each poll."""
    failures = []
    for day in days:
        desk.now = NOW + dt.timedelta(days=day)
        failures.append(desk.poll(site).failures)
    return failures


def without_final(site: Site) -> None:
    """Take the final answer off the page of the lifts; the holding reply stays."""
    whole = site.pages[LIFTS]
    start = whole.index(b'<div class="u-space-y-5"><p>Date: Friday')
    site.pages[LIFTS] = whole[:start] + whole[whole.index(b'</div>\n<div class="related">') :]


def without_answers(body: bytes) -> bytes:
    return re.sub(rb'<div class="section-title"><h2 id="answer">.*(?=<div class="related">)', b"", body, flags=re.S)


def test_an_answer_missing_day_after_day_is_withdrawn_and_kept(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    without_final(site)
    told = poll_on(desk, site, 1, 1, 2, 3)
    assert all("the answer of 2025-04-04 that was here is missing" in lines[0] for lines in told)
    assert desk.rows(WITHDRAWN) == []
    assert poll_on(desk, site, 4, 5) == [[], []]
    assert desk.rows(WITHDRAWN) == [("2025-04-04", "2025-04-11")]
    assert desk.rows("SELECT status FROM questions WHERE reference = '2025/0417'") == [("holding",)]
    assert desk.rows("SELECT seen_on, added FROM edits WHERE removed LIKE 'There were 41%'") == [("2025-04-11", "")]


def test_the_only_answer_must_be_missing_for_a_week(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    site.pages[LIFTS] = without_answers(site.pages[LIFTS])
    assert all(poll_on(desk, site, 1, 2, 3, 5, 7))
    assert desk.rows(WITHDRAWN) == []
    assert poll_on(desk, site, 8) == [[]]
    assert desk.rows("SELECT status FROM questions WHERE reference = '2025/0417'") == [("holding",)]


def test_many_visits_on_one_day_are_one(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    without_final(site)
    assert all(poll_on(desk, site, 1, 1, 1, 1, 6))
    assert desk.rows(WITHDRAWN) == []


def test_an_answer_that_comes_back_is_withdrawn_no_more(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    whole = site.pages[LIFTS]
    without_final(site)
    poll_on(desk, site, 1, 2, 3, 4)
    assert desk.rows(WITHDRAWN)
    site.pages[LIFTS] = whole
    assert poll_on(desk, site, 5) == [[]]
    assert desk.rows(WITHDRAWN) == []
    assert desk.rows("SELECT status FROM questions WHERE reference = '2025/0417'") == [("answered",)]


def test_an_answer_that_came_back_in_between_is_missed_anew(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    whole = site.pages[LIFTS]
    without_final(site)
    poll_on(desk, site, 1, 2, 3)
    gone, site.pages[LIFTS] = site.pages[LIFTS], whole
    poll_on(desk, site, 4)
    site.pages[LIFTS] = gone
    assert all(poll_on(desk, site, 5, 6, 7))
    assert desk.rows(WITHDRAWN) == []


def test_an_answer_with_another_in_its_place_is_withdrawn_at_once(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    change(site, LIFTS, "Date: Friday 4 April 2025", "Date: Monday 7 April 2025")
    change(site, LIFTS, "There were 41 in February", "We were wrong: our count had left out those of the Central line")
    assert poll_on(desk, site, 1) == [[]]
    assert desk.rows(WITHDRAWN) == [("2025-04-04", "2025-04-08")]
    assert desk.rows("SELECT status FROM answers WHERE answered_on = '2025-04-07'") == [("corrected",)]


def test_an_answer_whose_date_is_mended_is_the_same_answer(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    before = desk.rows("SELECT id FROM answers ORDER BY id")
    change(site, LIFTS, "Date: Friday 4 April 2025", "Date: Thursday 3 April 2025")
    assert poll_on(desk, site, 1) == [[]]
    assert desk.rows("SELECT id FROM answers ORDER BY id") == before
    assert desk.rows("SELECT answered_on FROM answers WHERE status = 'final' AND text LIKE 'There were%'") == [
        ("2025-04-03",)
    ]


def test_many_pages_without_their_answers_are_a_fault_of_the_site(desk: Desk) -> None:
    site = questions_site()
    listed = next(url for url in site.pages if "01-03-2025" in url)
    entry = re.search(rb'<li class="search-result">.*?</li>\s*(?=<li class="search-result">)', site.pages[listed], re.S)
    assert entry
    for number in range(6):
        extra = entry.group().replace(b"lifts-out-of-order", b"lifts-%d" % number)
        extra = extra.replace(b"2025/0417", b"2025/05%02d" % number)
        site.pages[listed] = site.pages[listed].replace(entry.group(), entry.group() + extra)
        site.pages[f"{FIND}/lifts-{number}"] = page("question.html").replace(b"2025/0417", b"2025/05%02d" % number)
    site.pages[listed] = site.pages[listed].replace(b"2 results", b"8 results")
    assert desk.poll(site).failures == []
    for url in [LIFTS, *(f"{FIND}/lifts-{number}" for number in range(6))]:
        site.pages[url] = without_answers(site.pages[url])
    assert all(poll_on(desk, site, *range(1, 12)))
    assert desk.rows(WITHDRAWN) == []
    for url in [f"{FIND}/lifts-{number}" for number in range(6)]:
        site.pages[url] = page("question.html").replace(b"2025/0417", b"2025/05" + url[-1].encode().zfill(2))
    poll_on(desk, site, 12)
    assert poll_on(desk, site, 13) == [[]]
    assert len(desk.rows(WITHDRAWN)) == 1


def test_parsing_again_withdraws_the_same_answers(desk: Desk) -> None:
    site = questions_site()
    desk.poll(site)
    without_final(site)
    poll_on(desk, site, 1, 2, 3, 4)
    tables = ("questions", "answers", "versions", "edits", "absences")
    before = {table: desk.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables}
    for file in desk.folder.glob("monitor.db*"):
        file.unlink()
    db, run = desk.db, Run()
    with Archive(desk.folder / "archive") as archive:
        parse(db, archive, rulebook(), run, lambda line: None)
    db.close()
    assert run.failures == []
    assert {table: desk.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables} == before
