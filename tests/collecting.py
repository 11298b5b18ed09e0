"""For the tests of the collectors: sample pages, and a web site in memory that counts what it is asked."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from sqlite_utils import Database

from monitor.collect.archive import Archive
from monitor.collect.records import Response
from monitor.paths import ROOT
from monitor.rulebook.load import Rulebook
from monitor.rulebook.models import Body, People, Person, Role, Source, Sources
from monitor.stages.poll import poll
from monitor.store.database import connect
from monitor.store.runs import Run

PAGES = ROOT / "tests" / "pages"
SITE = "https://site.example"
FIND = f"{SITE}/who-we-are/what-london-assembly-does/questions-mayor/find-an-answer"
LIFTS = f"{FIND}/lifts-out-of-order"
LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2025, 4, 7, 12, tzinfo=LONDON)


def page(name: str) -> bytes:
    """A sample page's bytes."""
    return (PAGES / name).read_bytes()


def response(name: str, url: str = f"{SITE}/page", kind: str = "page", **context: str) -> Response:
    """A sample page as a parser is given it."""
    return Response(url, kind, page(name), None, context)


class Wire(httpx.BaseTransport):
    """A transport that hands out what a function answers as a stream, the way a network does."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.answer = answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        found = self.answer(request)
        return httpx.Response(found.status_code, headers=found.headers, stream=found.stream)


@dataclass
class Site:
    """A web site: what stands at each address, and every request it got. Pages have ETags and answer 304."""

    pages: dict[str, bytes] = field(default_factory=dict)
    replies: dict[str, httpx.Response] = field(default_factory=dict)  # instead of a page
    requests: list[httpx.Request] = field(default_factory=list)
    bodies: int = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        url = str(request.url)
        path = url.partition("?")[0]
        if path in self.replies:
            return self.replies[path]
        body = self.pages.get(url, self.pages.get(path))
        if body is None:
            return httpx.Response(404, text="not here")
        tag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        if request.headers.get("If-None-Match") == tag:
            return httpx.Response(304)
        self.bodies += 1
        kind = "application/pdf" if path.endswith(".pdf") else "text/html; charset=utf-8"
        return httpx.Response(200, content=body, headers={"ETag": tag, "Content-Type": kind})

    def asked(self, path: str) -> int:
        """How often an address was asked for."""
        return sum(str(request.url).partition("?")[0] == path for request in self.requests)


def questions_site() -> Site:
    """A questions site with two questions, a listing and a robots.txt."""
    robots = b"User-agent: *\nDisallow: /search\n"
    empty = page("listing.html").replace(b"2 results", b"0 results")
    start, end = empty.index(b'<li class="search-result">'), empty.rindex(b"</ul></main>")
    march = page("listing.html")
    site = Site({f"{SITE}/robots.txt": robots, FIND: empty[:start] + empty[end:]})
    query = "date_from=01-03-2025&date_to=31-03-2025&question_text=&sort_by=date&sort_order=ASC&page=0"
    site.pages[f"{FIND}?{query}"] = march
    site.pages[f"{FIND}/lifts-out-of-order"] = page("question.html")
    site.pages[f"{FIND}/oral-update-supplementary-1"] = page("oral.html")
    return site


def change(site: Site, url: str, old: str, new: str) -> None:
    """Change words of a page."""
    assert old.encode() in site.pages[url]
    site.pages[url] = site.pages[url].replace(old.encode(), new.encode())


def people() -> People:
    """The invented office-holders of the sample pages."""
    mayor = Role(body="mayor", title="Mayor of London", kind="official")
    member = Role(body="assembly", title="Assembly Member", kind="member")
    return People(
        bodies=[Body(id="mayor", name="Mayor of London"), Body(id="assembly", name="London Assembly")],
        people=[
            Person(name="Alexandra Hartnoll", roles=[mayor]),
            Person(name="Preeti Sandhu", roles=[member]),
            Person(name="Owen Blakemore", roles=[member]),
        ],
    )


def rulebook(*sources: dict[str, object]) -> Rulebook:
    """The rule files that collecting reads, with these sources."""
    questions = {"id": "questions", "kind": "mayors-questions", "url": SITE, "since": "2025-02-01", "delay": 0}
    chosen = [Source.model_validate(source) for source in sources or [questions]]
    return Rulebook(Path("rules"), people=people(), sources=Sources(contact="desk@example.org", sources=chosen))


@dataclass
class Desk:
    """A monitor's database and archive in a temporary folder."""

    folder: Path
    now: dt.datetime = NOW

    @property
    def db(self) -> Database:
        """The database, opened anew."""
        return connect(self.folder / "monitor.db")

    def poll(self, site: Site, *sources: dict[str, object]) -> Run:
        """Poll once and return what came of it."""
        run = Run()
        db = self.db
        with Archive(self.folder / "archive") as archive:
            poll(db, archive, rulebook(*sources), run, now=lambda: self.now, transport=Wire(site))
        db.close()
        return run

    def rows(self, sql: str, *args: object) -> list[tuple[object, ...]]:
        """What a query returns."""
        db = self.db
        try:
            return [tuple(row) for row in db.execute(sql, list(args)).fetchall()]
        finally:
            db.close()
