"""Addresses that a site gives to several questions: what can be read is kept, nothing takes another's place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina
from collecting import FIND, NOW, Desk, Site, page, questions_site

ORAL = f"{FIND}/oral-update-supplementary-1"
STORED = "SELECT text, url FROM questions WHERE reference IS NULL ORDER BY text"


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=2):
        yield


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def april(body: bytes) -> bytes:
    """The oral question's page, or its entry in a list, as that of a like-named one a month later."""
    return body.replace(b"20 March 2025", b"17 April 2025").replace(
        b"oral-update-supplementary-1", b"oral-update-supplementary-1-0"
    )


@pytest.fixture
def site() -> Site:
    """Two questions of one name, in two months, each at its own address."""
    found = questions_site()
    march = next(url for url in found.pages if "01-03-2025" in url)
    lifts = re.search(rb'<li class="search-result">.*?(?=<li class="search-result">)', found.pages[march], re.S)
    assert lifts
    listed = found.pages[march].replace(lifts.group(), b"").replace(b"2 results", b"1 results")
    query = "date_from=01-04-2025&date_to=30-04-2025&question_text=&sort_by=date&sort_order=ASC&page=0"
    found.pages[f"{FIND}?{query}"] = april(listed)
    text = re.search(rb'<div class="rich-text"><p>(.*?)</p>', page("oral.html"))
    assert text
    found.pages[f"{ORAL}-0"] = april(page("oral.html")).replace(
        text.group(1), b"What has been done since, and what has it cost?"
    )
    return found


def collide(site: Site) -> dict[str, bytes]:
    """Have both listed at the first's address, which shows the second; return the pages as they were."""
    before = dict(site.pages)
    listed = next(url for url in site.pages if "01-04-2025" in url)
    site.pages[listed] = site.pages[listed].replace(b"supplementary-1-0", b"supplementary-1")
    site.pages[ORAL] = site.pages[f"{ORAL}-0"]
    return before


def test_of_a_shared_address_what_it_shows_is_kept_and_the_rest_is_told(desk: Desk, site: Site) -> None:
    before = collide(site)
    run = desk.poll(site)
    (line,) = run.failures
    assert "one address for several questions" in line
    assert "not found elsewhere: Oral Update (Supplementary) [1], 2025-03-20" in line
    assert "kept: 1 of the 2" in line
    assert [text for text, _ in desk.rows(STORED)] == ["What has been done since, and what has it cost?"]
    assert desk.poll(site).failures == [line]
    site.pages = before
    desk.now = NOW + dt.timedelta(hours=1)
    assert desk.poll(site).failures == []
    assert sorted(url for _, url in desk.rows(STORED)) == [ORAL, f"{ORAL}-0"]
    assert desk.rows("SELECT count(*) FROM edits") == [(0,)]


def test_a_question_known_before_keeps_its_place_when_its_address_shows_another(desk: Desk, site: Site) -> None:
    desk.poll(site)
    known = desk.rows("SELECT id, text, asked_on FROM questions ORDER BY id")
    before = collide(site)
    assert "kept: 2 of the 2" in desk.poll(site).failures[0]
    assert desk.rows("SELECT id, text, asked_on FROM questions ORDER BY id") == known
    site.pages = before
    assert desk.poll(site).failures == []
    assert desk.rows("SELECT id, text, asked_on FROM questions ORDER BY id") == known
    assert desk.rows("SELECT count(*) FROM edits") == [(0,)]


def test_a_question_that_is_listed_nowhere_is_found_at_its_numbered_address(desk: Desk, site: Site) -> None:
    collide(site)
    site.pages[ORAL] = page("oral.html")
    assert "kept: 2 of the 2" in desk.poll(site).failures[0]
    assert len(desk.rows(STORED)) == 2


def test_a_supplementary_is_not_taken_for_that_of_another_number(desk: Desk, site: Site) -> None:
    desk.poll(site)
    before = desk.rows(STORED)
    site.pages[ORAL] = page("oral.html").replace(b"(Supplementary) [1]", b"(Supplementary) [2]")
    assert "the page shows title Oral Update (Supplementary) [2]" in desk.poll(site).failures[0]
    assert desk.rows(STORED) == before
