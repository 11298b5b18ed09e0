"""Committee meetings in ModernGov: the list of a committee's meetings, each meeting's page, and the PDFs on it.

Options of a source: `committees` (their numbers), `since` (the first date wanted; without it, what the page of meetings shows at
first), `web_service: true` to ask the install's web service for the list; where it has none, the page is read.
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
from monitor.collect.records import Item, Link, Meeting, Paper, PaperKind, Parsed, Response
from monitor.collect.urls import absolute
from monitor.rulebook.models import Source

LISTS = frozenset({"meetings", "web-service"})
OPTIONS = frozenset({"committees", "since", "until", "web_service"})
NEEDS: frozenset[str] = frozenset({"committees"})
_HEADING = re.compile(r"^(?P<name>.+?)\s+[-–—]\s+(?P<when>.*\d{4}.*)$")
_KINDS: tuple[tuple[PaperKind, re.Pattern[str]], ...] = (  # by what a file is called, the first that fits
    ("transcript", re.compile(r"\btranscript\b", re.I)),
    ("written answers", re.compile(r"\bwritten answers\b|\banswered questions\b", re.I)),
    ("minutes", re.compile(r"\bminutes\b", re.I)),
    ("agenda", re.compile(r"\bagenda\b|\breports? pack\b", re.I)),
)
_PAGES = {"transcript": "transcript", "written answers": "paper"}  # the papers that are read, and by which parser
_LABEL = re.compile(r"^Minutes:?\s*")
_FILE = re.compile(r"/documents/[^/]+/.+\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip)$", re.I)


def discover(source: Source, today: dt.date) -> Iterator[Link]:
    """Yield the list of meetings of each committee."""
    base = source.url.rstrip("/") + "/"
    dates = {"since": source.since, "until": source.until}
    wanted = {name: day.isoformat() for name, day in dates.items() if day}
    for committee in source.committees:
        context = {"committee": str(committee), **wanted}
        page = Link(f"{base}ieListMeetings.aspx?CommitteeId={committee}", "meetings", context, index=True)
        if source.web_service:
            first = (source.since or today - dt.timedelta(days=366)).strftime("%d/%m/%Y")
            last = (source.until or today + dt.timedelta(days=366)).strftime("%d/%m/%Y")
            query = urlencode({"lCommitteeId": committee, "sFromDate": first, "sToDate": last})
            address = f"{base}mgWebService.asmx/GetMeetings?{query}"
            yield Link(address, "web-service", {"committee": str(committee)}, index=True, fallback=page)
        else:
            yield page


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
    since, until = response.context.get("since", ""), response.context.get("until", "9999")
    found: dict[str, Link] = {}
    held: dict[str, str | None] = {}
    for anchor in page.all("a"):
        url = absolute(response.url, str(anchor.get("href") or ""))
        query = {name.lower(): value for name, value in parse_qsl(urlsplit(url).query)}
        file = urlsplit(url).path.rsplit("/", 1)[-1].lower()
        if file == "ielistdocuments.aspx" and "mid" in query:
            held[url] = date_in(words(anchor))
            found[url] = Link(url, "meeting", {"committee": response.context.get("committee", "")})
        elif file == "ielistmeetings.aspx" and "year" in query and since and "Year=" not in response.url:
            # Installs show the last months, and lead to earlier ones from there.
            found[url] = Link(url, "meetings", response.context, index=True, quiet=True)
    if not held and page.maybe("ul.mgBulletList") is None:  # a new committee's list stands there, without an entry
        raise page.fault("no meetings (expected links to ieListDocuments.aspx?CId=…&MId=…)")
    return [link for url, link in found.items() if since <= (held.get(url) or since) <= until]


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
    table = page.maybe("table.mgItemTable")  # none before the agenda is published
    rows = [row for row in page.all("tr", table) if page.maybe("p.mgAiTitleTxt", row)] if table is not None else []
    if table is not None and not rows:
        raise page.fault("no item in the agenda (expected rows with `p.mgAiTitleTxt`)")
    number = query.get("mid", "")
    meeting = Meeting(
        number=number,
        committee=match["name"],
        held_on=held_on,
        time=time_in(match["when"].partition(held_on[:4])[2]),
        url=response.url,
        items=tuple(_item(page, row) for row in rows),
        papers=tuple(_papers(page, rows)),
        text=text_of(table) if table is not None else "",
    )
    context = {"meeting": number, "committee": match["name"], "held_on": held_on}
    links = [
        Link(paper.url, _PAGES[paper.kind], context)
        for paper in meeting.papers
        if paper.kind in _PAGES and urlsplit(paper.url).path.lower().endswith(".pdf")
    ]
    return Parsed(records=[meeting], links=links)


def _item(page: Page, row: Tag) -> Item:
    return Item(
        number=words(page.maybe("td.mgItemNumberCell", row)).rstrip("."),
        title=words(page.maybe("p.mgAiTitleTxt", row)),
        minutes=_LABEL.sub("", text_of(page.all(".mgMinutes", row))),
    )


def _papers(page: Page, rows: list[Tag]) -> Iterator[Paper]:
    """The files that the page links to, each once, with the item that it stands under."""
    item_of = {id(anchor): number for number, row in enumerate(rows) for anchor in page.all("a", row)}
    seen: set[str] = set()
    for anchor in page.all("a"):
        url = absolute(page.url, str(anchor.get("href") or ""))
        path = unquote(urlsplit(url).path)
        if not _FILE.search(path) or url in seen:
            continue
        seen.add(url)
        file = path.rsplit("/", 1)[-1]
        kind: PaperKind = next((kind for kind, name in _KINDS if name.search(f"{words(anchor)} {file}")), "other")
        yield Paper(words(anchor) or file, url, kind, item_of.get(id(anchor)))
