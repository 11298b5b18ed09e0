"""Committee meetings in ModernGov: the list of a committee's meetings, each meeting's page, and the PDFs on it.

Options of a source: `committees` (their numbers), `web_service: true` to ask the install's web service for the list instead of
reading the page of meetings, `since` (the first date wanted of it).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from bs4 import Tag
from lxml import etree

from monitor.collect.dates import date_in, time_in
from monitor.collect.faults import PageFault
from monitor.collect.html import Page, text_of, words
from monitor.collect.kinds.question_papers import parse_paper
from monitor.collect.kinds.transcripts import parse_transcript
from monitor.collect.records import Link, Meeting, Parsed, Response
from monitor.collect.urls import absolute
from monitor.rulebook.models import Source

LISTS = frozenset({"meetings", "web-service"})
_HEADING = re.compile(r"^(?P<name>.+?)\s+[-–—]\s+(?P<when>.*\d{4}.*)$")
_TRANSCRIPT = re.compile(r"\btranscript\b", re.I)
_PAPER = re.compile(r"\bwritten answers\b|\banswered questions\b", re.I)


def discover(source: Source, today: dt.date) -> Iterator[Link]:
    """Yield the list of meetings of each committee."""
    base = source.url.rstrip("/") + "/"
    for committee in getattr(source, "committees", ()):
        if getattr(source, "web_service", False):
            since = dt.date.fromisoformat(str(getattr(source, "since", None) or today.replace(year=today.year - 1)))
            dates = {"sFromDate": f"01/01/{since.year}", "sToDate": f"31/12/{today.year + 1}"}
            query = urlencode({"lCommitteeId": committee, **dates})
            yield Link(
                f"{base}mgWebService.asmx/GetMeetings?{query}",
                "web-service",
                {"committee": str(committee)},
                True,
            )
        else:
            address = f"{base}ieListMeetings.aspx?CommitteeId={committee}"
            yield Link(address, "meetings", {"committee": str(committee)}, True)


def parse(response: Response) -> Parsed:
    """Read a list of meetings, a meeting's page, a transcript or a paper of written answers."""
    match response.page:
        case "meetings":
            return Parsed(links=_meetings(response))
        case "web-service":
            return Parsed(links=_web_service(response))
        case "meeting":
            return _meeting(response)
        case "transcript":
            return Parsed(records=[parse_transcript(response)])
        case _:
            return Parsed(records=[*parse_paper(response)])


def _meetings(response: Response) -> list[Link]:
    page = Page(response.url, response.body, response.charset)
    links = {}
    for anchor in page.all("a"):
        url = absolute(response.url, str(anchor.get("href") or ""))
        if "ielistdocuments.aspx" in url.lower() and "mid=" in url.lower():
            links[url] = Link(url, "meeting", response.context)
    if not links and page.maybe("ul.mgBulletList") is None:  # a new committee's list stands there, without an entry
        raise page.fault("no meetings (expected links to ieListDocuments.aspx?CId=…&MId=…)")
    return list(links.values())


def _web_service(response: Response) -> list[Link]:
    try:
        root = etree.fromstring(response.body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise PageFault(response.url, f"XML that does not parse ({error.msg})") from None
    numbers = [node.text.strip() for node in root.iter("meetingid") if node.text and node.text.strip().isdigit()]
    if not numbers:
        raise PageFault(response.url, "no meetings (expected getmeetings > committee > meetings > meeting > meetingid)")
    base = response.url.partition("mgWebService")[0]
    committee = response.context["committee"]
    return [
        Link(f"{base}ieListDocuments.aspx?CId={committee}&MId={n}&Ver=4", "meeting", response.context) for n in numbers
    ]


def _meeting(response: Response) -> Parsed:
    page = Page(response.url, response.body, response.charset)
    heading = words(page.one("h2.mgSubTitleTxt", "heading with committee and date"))
    match = _HEADING.match(heading)
    held_on = date_in(match["when"]) if match else None
    if match is None or held_on is None:
        raise page.fault(
            f"no committee and date in {heading!r} (expected 'Police and Crime Committee - Thursday 29 …')"
        )
    query = {k.lower(): v for k, v in parse_qsl(urlsplit(response.url).query)}
    table = page.one("table.mgItemTable", "table of agenda items")
    items = [
        (words(page.maybe("td.mgItemNumberCell", row)).rstrip("."), words(title))
        for row in page.all("tr", table)
        if (title := page.maybe("p.mgAiTitleTxt", row)) is not None
    ]
    number = query.get("mid", "")
    meeting = Meeting(
        number=number,
        committee=match["name"],
        held_on=held_on,
        time=time_in(match["when"].partition(held_on[:4])[2]),
        url=response.url,
        items=tuple(items),
        text=text_of(table),
    )
    context = {"meeting": number, "committee": match["name"], "held_on": held_on}
    return Parsed(records=[meeting], links=list(_documents(page, table, context)))


def _documents(page: Page, table: Tag, context: dict[str, str]) -> Iterator[Link]:
    for anchor in page.all("a", table):
        url = absolute(page.url, str(anchor.get("href") or ""))
        name = f"{words(anchor)} {unquote(urlsplit(url).path.rsplit('/', 1)[-1])}"
        if not urlsplit(url).path.lower().endswith(".pdf"):
            continue
        if _TRANSCRIPT.search(name):
            yield Link(url, "transcript", context)
        elif _PAPER.search(name):
            yield Link(url, "paper", context)
