"""Press releases, feeds and the pages they lead to."""

from __future__ import annotations

import pytest
from collecting import SITE, page, response

from monitor.collect.faults import PageFault
from monitor.collect.kinds import feed, press_releases
from monitor.collect.kinds.news_pages import parse_release
from monitor.collect.records import Response


def test_headline_date_and_body_without_furniture_or_notes() -> None:
    release = parse_release(response("release.html", title="Fares frozen"))
    assert (release.title, release.published) == ("Fares frozen", "2025-03-21")
    assert release.text.split("\n\n") == [
        "Fares frozen",
        "The fare stays where it is.",
        "The Mayor of London, Alexandra Hartnoll, said: “The fare will not rise this year.”",
        "A passenger said: “That is good news.”",
    ]


def test_a_page_with_another_headline_than_its_link_is_a_fault() -> None:
    with pytest.raises(PageFault, match="where the link to it says"):
        parse_release(response("release.html", title="Tram depot opens in Croydon"))


@pytest.mark.parametrize("part", ["<h1>Fares frozen</h1>", '<article class="press-release">'])
def test_a_page_without_headline_or_article_is_a_fault(part: str) -> None:
    body = page("release.html").decode().replace(part, "")
    with pytest.raises(PageFault):
        parse_release(Response(f"{SITE}/r", "release", body.encode()))


def test_a_maintenance_page_is_no_release() -> None:
    with pytest.raises(PageFault):
        parse_release(response("maintenance.html", title="Fares frozen", published="2025-03-21"))


def test_the_list_leads_to_releases_and_its_next_page() -> None:
    links = press_releases.parse(response("releases.html", f"{SITE}/media-centre/press", "list")).links
    assert [(link.url, link.index) for link in links] == [
        (f"{SITE}/media-centre/press/fares-frozen", False),
        (f"{SITE}/media-centre/press?page=1", True),
    ]
    assert links[0].context == {"title": "Fares frozen", "published": "2025-03-21"}


def test_tracking_parameters_are_dropped_and_others_kept() -> None:
    links = feed.parse(response("feed.xml", "https://news.example/rss", "feed")).links
    assert [link.url for link in links] == [
        "https://news.example/news/fares-frozen?id=7",
        "https://news.example/news/another",
    ]


def test_the_date_of_an_entry_is_that_of_london() -> None:
    first = feed.parse(response("feed.xml", "https://news.example/rss", "feed")).links[0]
    assert first.context["published"] == "2025-08-01"  # half past eleven at night in UTC, in summer


def test_a_broken_feed_gives_what_can_be_read_and_a_fault() -> None:
    body = page("feed.xml")
    parsed = feed.parse(Response("https://news.example/rss", "feed", body[: body.rindex(b"<link>") + 20]))
    assert [link.url for link in parsed.links] == ["https://news.example/news/fares-frozen?id=7"]
    assert len(parsed.faults) == 1


def test_a_feed_without_entries_is_a_fault() -> None:
    empty = b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>'
    with pytest.raises(PageFault, match="without entries"):
        feed.parse(Response("https://news.example/rss", "feed", empty))


def test_an_older_list_without_machine_readable_dates_is_read() -> None:
    body = b"""<html><body><nav><h2><a href="/about">About</a></h2></nav><main>
        <div class="views-row"><h3><a href="/press-releases/assembly/fares">Fares before 1 May 2019</a></h3>
        <span class="date">12 March 2018</span><p>A lead.</p></div>
        <div class="views-row"><a href="/press-releases/assembly/lifts"><h3>Lifts</h3></a><span>March 9, 2018</span></div>
        <ul class="pager"><li><a href="?page=1">2</a></li><li><a href="?page=7">last</a></li></ul></main></body></html>"""
    url = f"{SITE}/media/assembly-press-releases"
    links = press_releases.parse(Response(url, "list", body, None, {"body": "assembly"})).links
    assert [(link.url.removeprefix(SITE), link.context.get("published")) for link in links] == [
        ("/press-releases/assembly/fares", "2018-03-12"),
        ("/press-releases/assembly/lifts", "2018-03-09"),
        ("/media/assembly-press-releases?page=1", None),
    ]
    assert all(link.context["body"] == "assembly" for link in links)


def test_an_atom_feed_is_read_as_an_rss_feed_is() -> None:
    body = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
        <id>urn:news</id><updated>2025-08-01T09:00:00Z</updated><entry><title>Fares frozen</title><id>urn:1</id>
        <updated>2025-08-01T09:00:00Z</updated><published>2025-07-31T23:30:00Z</published>
        <link rel="self" href="https://news.example/1.atom"/>
        <link rel="alternate" href="https://news.example/news/fares-frozen?utm_source=atom"/></entry></feed>"""
    (link,) = feed.parse(Response("https://news.example/atom", "feed", body)).links
    assert (link.url, link.context["published"]) == ("https://news.example/news/fares-frozen", "2025-08-01")
