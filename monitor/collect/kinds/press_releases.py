"""Press releases: a list in pages, newest first, and a page for each release.

Option of a source: `body`, whose releases they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from bs4 import Tag

from monitor.collect.dates import date_in
from monitor.collect.html import Page, words
from monitor.collect.kinds.news_pages import moment, parse_release
from monitor.collect.records import Link, Parsed, Response
from monitor.collect.urls import absolute
from monitor.rulebook.models import Source

LISTS = frozenset({"list"})
OPTIONS = frozenset({"body"})
NEEDS: frozenset[str] = frozenset()
_BUSY_PAGES = 3  # the first pages of the list, where new releases come; the others are quiet


def discover(source: Source, today: dt.date) -> Iterator[Link]:
    """Yield the first page of the list."""
    yield Link(source.url, "list", {"body": source.body} if source.body else {}, index=True)


def parse(response: Response) -> Parsed:
    """Read a page of the list, or a release."""
    return _list(response) if response.page == "list" else Parsed(records=[parse_release(response)])


def _list(response: Response) -> Parsed:
    page = Page(response.url, response.body, response.charset)
    links = [
        Link(url, "release", {**response.context, "title": words(anchor), "published": published})
        for anchor in _headlines(page)
        if (published := _published(anchor))
        and _number(url := absolute(page.url, str(anchor.get("href") or ""))) == 0
        and urlsplit(url).path != urlsplit(response.url).path
    ]
    number = _number(response.url)
    if not links:
        raise page.fault("no releases in the list (expected headlines with links and dates)")
    following = _following(page, number)
    if following is not None:
        links.append(Link(following, "list", response.context, index=True, quiet=number + 1 >= _BUSY_PAGES))
    return Parsed(links=links)


def _headlines(page: Page) -> Iterator[Tag]:
    """The links that are headlines, or stand around one."""
    for heading in page.all("h2") + page.all("h3") + page.all("h4"):
        around = heading.find_parent("a", href=True)
        yield from [around] if isinstance(around, Tag) else page.all("a", heading)


def _published(anchor: Tag) -> str:
    """The date in the smallest element around a headline that has one: machine-readable where there is such, else printed."""
    for parent in [anchor, *list(anchor.parents)[:4]]:
        if len(parent.find_all(["h2", "h3", "h4"])) > 1:
            break  # beyond its own entry
        stamp = parent.find("time", datetime=True)
        found = moment(str(stamp["datetime"])) if isinstance(stamp, Tag) else date_in(_beside(parent, anchor))
        if found:
            return found
    return ""


def _beside(parent: Tag, anchor: Tag) -> str:
    """The text of `parent` without the headline's, which may speak of another date."""
    return " ".join(str(text) for text in parent.find_all(string=True) if anchor not in text.parents)


def _following(page: Page, number: int) -> str | None:
    """The address of the next page of the list: the link that says so, or the one numbered so."""
    said = page.soup.find("a", rel="next", href=True)
    anchors = [said] if isinstance(said, Tag) else page.all("a")
    addresses = [absolute(page.url, str(anchor.get("href") or "")) for anchor in anchors]
    path = urlsplit(page.url).path
    return next((url for url in addresses if urlsplit(url).path == path and _number(url) == number + 1), None)


def _number(url: str) -> int:
    value = dict(parse_qsl(urlsplit(url).query)).get("page", "0")
    return int(value) if value.isdigit() else 0
