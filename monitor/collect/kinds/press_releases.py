"""Press releases: a list in pages, newest first, and a page for each release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from bs4 import Tag

from monitor.collect.html import Page, words
from monitor.collect.kinds.news_pages import moment, parse_release
from monitor.collect.records import Link, Parsed, Response
from monitor.collect.urls import absolute
from monitor.rulebook.models import Source

LISTS = frozenset({"list"})
_BUSY_PAGES = 3  # the first pages of the list, where new releases come; the others are quiet


def discover(source: Source, today: dt.date) -> Iterator[Link]:
    """Yield the first page of the list."""
    yield Link(source.url, "list", index=True)


def parse(response: Response) -> Parsed:
    """Read a page of the list, or a release."""
    return _list(response) if response.page == "list" else Parsed(records=[parse_release(response)])


def _list(response: Response) -> Parsed:
    page = Page(response.url, response.body, response.charset)
    links = [
        Link(url, "release", {"title": words(anchor), "published": moment(str(stamp["datetime"]))})
        for anchor in [a for h in page.all("h2") + page.all("h3") + page.all("h4") for a in page.all("a", h)]
        if (stamp := _stamp(anchor)) is not None
        and (url := absolute(page.url, str(anchor.get("href") or ""))) != response.url
    ]
    number = _number(response.url)
    if not links:
        raise page.fault("no releases in the list (expected headlines with links and `time[datetime]`)")
    following = page.soup.find("a", rel="next", href=True)
    if isinstance(following, Tag):
        address = absolute(page.url, str(following["href"]))
        if _number(address) > number:
            links.append(Link(address, "list", index=True, quiet=number + 1 >= _BUSY_PAGES))
    return Parsed(links=links)


def _stamp(anchor: Tag) -> Tag | None:
    for parent in list(anchor.parents)[:4]:
        found = parent.find("time", datetime=True)
        if isinstance(found, Tag):
            return found
    return None


def _number(url: str) -> int:
    value = dict(parse_qsl(urlsplit(url).query)).get("page", "0")
    return int(value) if value.isdigit() else 0
