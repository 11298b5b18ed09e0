"""Questions to the Mayor on the questions site: a listing searched by date range, and a page for each question.

Options of a source: `since` (the first date wanted). The listing is searched a calendar month at a time, so that a backfill
resumes where it stopped and quiet months are asked for less often than the present one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bs4 import Tag

from monitor.collect.dates import date_in
from monitor.collect.html import Page, words
from monitor.collect.kinds.question_pages import parse_question
from monitor.collect.records import Link, Parsed, Response
from monitor.collect.urls import absolute
from monitor.rulebook.models import Source

LISTING = "/who-we-are/what-london-assembly-does/questions-mayor/find-an-answer"
LISTS = frozenset({"listing"})
OPTIONS = frozenset({"since", "until"})
NEEDS: frozenset[str] = frozenset()
AHEAD = dt.timedelta(days=92)  # questions are listed before the meeting that they are for
QUIET_AFTER = dt.timedelta(days=62)
FIRST = dt.date(2000, 7, 1)  # the first Mayor's Question Time
_COUNT = re.compile(r"([\d,]+)\s+results?\b", re.I)
_NONE = re.compile(r"\bno (?:results|questions)\b|\b0 results\b", re.I)


def discover(source: Source, today: dt.date) -> Iterator[Link]:
    """Yield the first page of the listing of each month, the present ones first, then back to `since`."""
    since = source.since or FIRST
    month = (today + AHEAD).replace(day=1)
    while month >= since.replace(day=1):
        following = (month + dt.timedelta(days=32)).replace(day=1)
        query = {
            "date_from": f"{max(month, since):%d-%m-%Y}",
            "date_to": f"{following - dt.timedelta(days=1):%d-%m-%Y}",
            "question_text": "",
            "sort_by": "date",
            "sort_order": "ASC",
            "page": "0",
        }
        yield Link(
            f"{source.url.rstrip('/')}{LISTING}?{urlencode(query)}",
            "listing",
            {"quiet": "yes"} if following < today - QUIET_AFTER else {},
            index=True,
            quiet=following < today - QUIET_AFTER,
        )
        month = (month - dt.timedelta(days=1)).replace(day=1)


def parse(response: Response) -> Parsed:
    """Read a page of the listing or a question's page."""
    if response.page == "listing":
        return _listing(response)
    return Parsed(records=[parse_question(response)])


def _listing(response: Response) -> Parsed:
    page = Page(response.url, response.body, response.charset)
    number = int(dict(parse_qsl(urlsplit(response.url).query)).get("page", "0"))
    results = list(_results(page))
    text = words(page.soup.find("main") if isinstance(page.soup.find("main"), Tag) else page.soup.body)
    count = _COUNT.search(text)
    total = int(count.group(1).replace(",", "")) if count else None
    if not results and not (_NONE.search(text) or total == 0 or (number > 0 and total is not None)):
        raise page.fault("no results and no note that there are none (expected links to questions, or '0 results')")
    if number == 0 and total and len(results) < min(10, total):
        raise page.fault(f"{len(results)} results on the first page where {total} are announced")
    links = results + list(_other_pages(page, response, number, len(results)))
    return Parsed(links=links, may_be_empty=number > 0)


def _results(page: Page) -> Iterator[Link]:
    for anchor in page.all("a"):
        url = absolute(page.url, str(anchor.get("href") or ""))
        path = urlsplit(url).path
        if urlsplit(url).query or LISTING + "/" not in path or not words(anchor):
            continue
        entry = _entry(anchor)
        if entry is None:
            raise page.fault(
                f"a result without its details (expected 'Question by' and 'Meeting date' beside {words(anchor)!r})"
            )
        reference = re.search(r"Reference:\s*(\d{4}/\d+)", entry)
        asked_on = date_in(entry.partition("Meeting date:")[2])
        context = {
            "reference": reference.group(1) if reference else "",
            "asked_on": asked_on or "",
            "title": words(anchor),
        }
        if reference:
            base = url.partition(LISTING)[0]
            context["otherwise"] = f"{base}/questions/{reference.group(1)}"
        yield Link(url, "question", context)


def _entry(anchor: Tag) -> str | None:
    """The text of the result that `anchor` heads: the smallest element around it with a meeting date."""
    for parent in list(anchor.parents)[:6]:
        text = " ".join(parent.get_text(" ").split())
        if "Meeting date:" in text:
            # Broken markup can put later results inside this one: the first details are this result's.
            return text.partition("Meeting date:")[0] + "Meeting date:" + text.partition("Meeting date:")[2][:40]
    return None


def _other_pages(page: Page, response: Response, number: int, results: int) -> Iterator[Link]:
    wanted = {number + 1} if results >= 10 else set()
    for anchor in page.all("nav.pager a"):
        query = dict(parse_qsl(urlsplit(str(anchor.get("href") or "")).query))
        if query.get("page", "").isdigit():
            wanted |= set(range(number + 1, int(query["page"]) + 1))
    parts = urlsplit(response.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    for n in sorted(wanted):
        address = urlunsplit(parts._replace(query=urlencode({**query, "page": str(n)})))
        yield Link(address, "listing", response.context, index=True, quiet="quiet" in response.context)
