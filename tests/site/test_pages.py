"""Each page shows what it is for, and answers in every form."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sitedata import Site

from monitor.store.database import connect

OWN = {
    "/": "Who in London was asked what",
    "/topics": "Police front counters",
    "/topics/front-counters": "Will police front counters in London close?",
    "/questions/q1": "How many front counters will close this year",
    "/meetings/meeting-7": "Resolved: that the plan be noted.",
    "/findings/f-holding": "Holding reply",
    "/changes/ch-stance": "no plans to close",
    "/who": "Amara Linwood",
    "/people/Amara+Linwood": "Statements",
    "/bodies/Metropolitan+Police+Service": "Changed answers",
    "/search?q=counters": "Front counters",
    "/about": "never a verdict",
}


def text(html: str) -> str:
    """Return what a reader reads."""
    return " ".join(BeautifulSoup(html, "lxml").get_text(" ").split())


@pytest.mark.parametrize(("path", "words"), OWN.items())
def test_a_page_shows_what_it_is_for(site: Any, path: str, words: str) -> None:
    response = site.get(path)
    assert response.status_code == 200
    assert words in text(response.text)


def test_the_page_of_a_reply_given_before_leads_to_the_question_it_was_given_to(site: Any) -> None:
    page = BeautifulSoup(site.get("/findings/f-quantity").text, "lxml")
    [link] = [link for link in page.select("main a") if link.get_text() == "E-bike fires"]
    assert link["href"] == "/questions/q3"
    assert "Given before in reply to E-bike fires 2025/0740, 20 February 2025" in text(str(link.parent))


@pytest.mark.parametrize("path", [path for path in OWN if path != "/about"])
def test_a_page_is_also_json(site: Any, path: str) -> None:
    address, _, query = path.partition("?")
    address = "/home" if address == "/" else address
    assert isinstance(site.get(f"{address}.json?{query}").json(), dict)


@pytest.mark.parametrize("path", [path for path in OWN if path != "/about"])
def test_a_page_leads_to_its_json_and_to_its_table(site: Any, path: str) -> None:
    page = BeautifulSoup(site.get(path).text, "lxml")
    links = [link["href"] for link in page.select(".data-links a")]
    assert len(links) == 2
    assert all(site.get(link).status_code == 200 for link in links)


@pytest.mark.parametrize(
    "path",
    [
        "/topics/nope",
        "/questions/nope",
        "/meetings/nope",
        "/findings/nope",
        "/changes/nope",
        "/people/Nobody",
        "/bodies/None",
    ],
)
def test_what_is_not_held_is_a_plain_404(site: Any, path: str) -> None:
    response = site.get(path)
    assert response.status_code == 404
    assert "at this address" in text(response.text)


def test_a_meeting_leads_to_its_papers(site: Any) -> None:
    page = BeautifulSoup(site.get("/meetings/meeting-7").text, "lxml")
    assert page.find("a", href="https://site.example/documents/s1/Report.pdf")
    assert "not linked there any more since" in text(str(page))


def test_a_withdrawn_answer_is_shown_and_said_to_be_withdrawn(own_site: Any) -> None:
    db = connect(own_site.database)
    with db.atomic():
        db.execute("UPDATE answers SET withdrawn_on = '2025-11-20' WHERE id = 'a1'")
    db.close()
    shown = text(own_site.get("/questions/q1").text)
    assert "will stay open" in shown
    assert "Its page has not shown this answer any more since" in shown


def test_home_says_what_is_new_and_what_fails(site: Any) -> None:
    shown = text(site.get("/").text)
    assert "3 changed answers this week, 3 since yesterday" in shown
    assert "2 overdue questions" in shown
    assert "Failing since 18 November 2025, 06:00: HTTP status 503" in shown
    assert "4 days ago" in shown
    assert "1 of 2 sources cannot be read" in shown


def test_home_says_that_nothing_was_refreshed_lately(filled: Path) -> None:
    site = Site(filled, today="2025-12-24")
    try:
        assert "Nothing has been refreshed since 21 November 2025" in text(site.get("/").text)
    finally:
        site.close()


def test_home_says_what_to_do_when_there_is_no_data(tmp_path: Path) -> None:

    connect(tmp_path / "empty.db").close()
    site = Site(tmp_path / "empty.db")
    try:
        assert "monitor import articles FOLDER" in text(site.get("/").text)
        assert all(
            site.get(path).status_code == 200 for path in ("/topics", "/who", "/search?q=x", "/monitor/findings")
        )
    finally:
        site.close()


def test_a_timeline_has_statements_in_order_with_sources(site: Any) -> None:
    page = BeautifulSoup(site.get("/topics/front-counters").text, "lxml")
    dates = [item.find("time")["datetime"] for item in page.select("li.statement")]
    assert dates == sorted(dates)
    assert len(dates) == 6
    assert page.select_one("li.statement a[href='https://example.org/a']")
    assert page.select_one("li.statement a[href='/monitor/captures/c1']")


def test_a_timeline_marks_changes_between_the_statements_they_join(site: Any) -> None:
    page = BeautifulSoup(site.get("/topics/front-counters").text, "lxml")
    assert page.select_one("#s-s5 .changed a[href='/changes/ch-stance']")
    assert len(page.select("svg.timeline path.link")) == 2  # two changes join the same two statements
    assert len(page.select("svg.timeline .link-mark")) == 3


def test_a_timeline_gives_stance_in_words_and_by_shape(site: Any) -> None:
    page = BeautifulSoup(site.get("/topics/front-counters").text, "lxml")
    assert "Counters will close" in page.select_one("#s-s5 .stance").get_text()
    used = {use["href"] for use in page.select("svg.timeline use")}
    assert used == {"#m0", "#m1", "#m2", "#mnone"}
    assert all(page.select_one(shape) for shape in used)


def test_a_timeline_gives_figures_with_ranges_and_as_a_table(site: Any) -> None:
    page = BeautifulSoup(site.get("/topics/front-counters").text, "lxml")
    assert len(page.select("svg.figures .range")) == 1
    assert "20 to 25 counters" in page.select_one("figure table").get_text()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("body=Mayor+of+London", 3),
        ("medium=oral", 1),
        ("since=2025-06-01", 3),
        ("until=2025-02-28", 2),
        ("body=Nobody", 0),
    ],
)
def test_a_timeline_is_filtered(site: Any, query: str, count: int) -> None:
    page = BeautifulSoup(site.get(f"/topics/front-counters?{query}").text, "lxml")
    assert len(page.select("li.statement")) == count


def test_a_question_shows_its_thread_and_what_cites_it(site: Any) -> None:
    first, second = (text(site.get(f"/questions/{key}").text) for key in ("q1", "q2"))
    assert "Referred to by Front counters (2)" in first
    assert "Earlier and later askings Front counters 2025/0101" in second
    assert "Refers to Front counters" in second


def test_a_question_marks_the_evidence_of_its_findings(site: Any) -> None:
    page = BeautifulSoup(site.get("/questions/q1").text, "lxml")
    assert page.select_one("article.answer mark").get_text() == "Every front counter will stay open"


def test_a_question_without_an_answer_says_when_one_was_due(site: Any) -> None:
    assert "An answer was due 13 November 2025" in text(site.get("/questions/q4").text)


def test_a_change_shows_both_texts_with_the_words_that_differ(site: Any) -> None:
    page = BeautifulSoup(site.get("/changes/ch-stance").text, "lxml")
    assert page.select(".before del")
    assert page.select(".after ins")
    assert "None has been received" in page.get_text()


def test_a_change_of_all_words_marks_those_that_were_read(site: Any) -> None:
    page = BeautifulSoup(site.get("/changes/ch-mayor").text, "lxml")
    assert [mark.get_text() for mark in page.select("mark")] == ["will stay open", "closures will go ahead"]
    assert not page.select("del, ins")


def test_a_person_has_no_percentage_of_few_cases(site: Any) -> None:
    shown = text(site.get("/people/Amara+Linwood").text)
    assert "2 of 2; too few to give a rate" in shown
    assert "%" not in shown


def test_the_sample_is_titled_as_one_on_every_page(filled: Path) -> None:
    site = Site(filled, sample=True)
    try:
        for path in ("/", "/topics/front-counters", "/monitor/findings", "/-/dashboards", "/nope"):
            assert "Sample. Every person, figure and event here is invented" in text(site.get(path).text)
    finally:
        site.close()


@pytest.mark.parametrize(
    "path", [*OWN, "/monitor", "/monitor/findings", "/monitor/alert_new_findings", "/-/dashboards/replies"]
)
def test_no_page_carries_a_script_of_its_own_or_asks_another_host(site: Any, path: str) -> None:
    page = BeautifulSoup(site.get(path).text, "lxml")
    for tag in page.find_all("script"):
        assert tag.get("src", "").startswith("/")
        assert not tag.get_text().strip()
    assert not [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    for tag in page.find_all(["img", "link", "iframe"]):
        address = tag.get("src") or tag.get("href") or ""
        assert not address.startswith("http") or address.startswith("http://localhost/")


def test_every_alert_is_listed_with_its_feed_and_announces_it(site: Any) -> None:
    page = BeautifulSoup(site.get("/about").text, "lxml")
    feeds = [link["href"] for link in page.select("main a[href$='.atom']")]
    assert "/monitor/alert_contradictions.atom" in feeds
    for feed in feeds:
        alert = BeautifulSoup(site.get(feed.removesuffix(".atom")).text, "lxml")
        assert feed in [link["href"].split("?")[0] for link in alert.select("link[type='application/atom+xml']")]


def test_feeds_are_announced(site: Any) -> None:
    page = BeautifulSoup(site.get("/topics/front-counters").text, "lxml")
    feeds = {link["href"] for link in page.select("link[type='application/atom+xml']")}
    assert "/topics/front-counters.atom" in feeds
    assert all(site.get(feed).status_code == 200 for feed in feeds)


def test_pages_hold_behind_a_proxy_with_a_path_of_its_own(filled: Path) -> None:
    site = Site(filled, settings={"base_url": "/answers/"})
    try:
        for path in ("/", "/topics/front-counters", "/changes/ch-stance", "/monitor/findings"):
            page = site.get(path)  # the client puts the base before the path
            assert page.status_code == 200
            links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text)
            assert [link for link in links if not link.startswith("/answers/")] == []
        assert site.get("/monitor/findings.csv").text.count("holding-reply") > 0
        assert site.get("/-/metadata.json").status_code == 403
    finally:
        site.close()
