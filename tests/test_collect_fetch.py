"""Manners and dangers on the wire: robots.txt, conditional requests, retries, redirects, hosts, limits."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx
import pytest
import stamina
from collecting import NOW, SITE, Wire

from monitor.collect import inside, robots
from monitor.collect.archive import Exchange
from monitor.collect.faults import FetchFault
from monitor.collect.fetch import Errand, Fetcher, Validators
from monitor.collect.records import Link
from monitor.collect.urls import absolute, site

Handler = Callable[[httpx.Request], httpx.Response]
ERRAND = Errand("source", 0.0, frozenset({site(SITE)}))


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3):
        yield


class Site:
    """What the site answers, what was asked, what was kept."""

    def __init__(self, handler: Handler, rules: str = "") -> None:
        self.handler, self.rules = handler, rules
        self.asked: list[httpx.Request] = []
        self.kept: list[Exchange] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(200, text=self.rules)
        self.asked.append(request)
        return self.handler(request)

    def get(self, url: str = f"{SITE}/page", known: Validators | None = None) -> Exchange | None:
        with Fetcher("desk@example.org", self.kept.append, lambda: NOW, transport=Wire(self)) as fetcher:
            return fetcher.get(Link(url, "page"), ERRAND, lambda _: known)


def answer(**settings: object) -> Handler:
    return lambda request: httpx.Response(**settings)  # type: ignore[arg-type]


def test_a_page_is_kept_and_returned() -> None:
    asked_of = Site(answer(status_code=200, text="hello"))
    found = asked_of.get()
    assert found is not None and found.body == b"hello"
    assert [kept.url for kept in asked_of.kept] == [f"{SITE}/robots.txt", f"{SITE}/page"]


def test_the_user_agent_names_the_project_and_a_contact() -> None:
    asked_of = Site(answer(status_code=200))
    asked_of.get()
    assert "answer-monitor" in asked_of.asked[0].headers["User-Agent"]
    assert "desk@example.org" in asked_of.asked[0].headers["User-Agent"]


def test_an_unchanged_page_is_asked_for_conditionally_and_not_kept() -> None:
    asked_of = Site(answer(status_code=304))
    assert asked_of.get(known=Validators('"tag"', "Mon, 07 Apr 2025 06:00:00 GMT")) is None
    assert asked_of.asked[0].headers["If-None-Match"] == '"tag"'
    assert asked_of.asked[0].headers["If-Modified-Since"] == "Mon, 07 Apr 2025 06:00:00 GMT"
    assert [kept.page for kept in asked_of.kept] == ["robots"]


def test_a_disallowed_page_is_not_asked_for() -> None:
    asked_of = Site(answer(status_code=200), "User-agent: *\nDisallow: /page")
    with pytest.raises(FetchFault, match=r"robots\.txt asks not"):
        asked_of.get()
    assert asked_of.asked == []


def test_nothing_is_asked_of_a_site_whose_robots_cannot_be_read() -> None:
    asked: list[str] = []

    def broken(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(500)

    with (
        Fetcher("desk@example.org", lambda kept: None, lambda: NOW, transport=Wire(broken)) as fetcher,
        pytest.raises(FetchFault, match=r"robots\.txt cannot be read"),
    ):
        fetcher.get(Link(f"{SITE}/page", "page"), ERRAND)
    assert set(asked) == {"/robots.txt"}


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    replies = iter([httpx.Response(status, headers={"Retry-After": "1"}), httpx.Response(200, text="there")])
    found = Site(lambda request: next(replies)).get()
    assert found is not None and found.body == b"there"


def test_a_lasting_failure_ends_after_a_few_attempts_and_is_kept() -> None:
    asked_of = Site(answer(status_code=500))
    with pytest.raises(FetchFault, match="status 500"):
        asked_of.get()
    assert len(asked_of.asked) == 3
    assert [kept.status for kept in asked_of.kept[1:]] == [500, 500, 500]


def test_a_wait_that_is_too_long_is_left_to_the_next_run() -> None:
    asked_of = Site(answer(status_code=429, headers={"Retry-After": "9999"}))
    with pytest.raises(FetchFault, match="asking to wait 9999 s"):
        asked_of.get()
    assert len(asked_of.asked) == 1


def test_a_missing_page_is_not_tried_again() -> None:
    asked_of = Site(answer(status_code=404))
    with pytest.raises(FetchFault, match="status 404"):
        asked_of.get()
    assert len(asked_of.asked) == 1


@pytest.mark.parametrize(
    "target", ["https://other.example/x", "http://127.0.0.1/x", "http://169.254.169.254/", "file:///etc/passwd"]
)
def test_a_redirect_to_a_host_that_the_source_does_not_name_is_not_followed(target: str) -> None:
    asked_of = Site(answer(status_code=302, headers={"Location": target}))
    with pytest.raises(FetchFault, match="does not name"):
        asked_of.get()
    assert [request.url.host for request in asked_of.asked] == ["site.example"]


def test_a_redirect_within_the_site_is_followed() -> None:
    asked_of = Site(
        lambda r: (
            httpx.Response(301, headers={"Location": "/new"})
            if r.url.path == "/page"
            else httpx.Response(200, text="new")
        )
    )
    found = asked_of.get()
    assert found is not None and (found.url, found.body) == (f"{SITE}/new", b"new")


def test_a_redirect_loop_ends() -> None:
    asked_of = Site(answer(status_code=302, headers={"Location": "/page?again=1"}))
    with pytest.raises(FetchFault, match="more than 5 redirects"):
        asked_of.get()


def test_a_host_that_the_source_does_not_name_is_not_asked() -> None:
    asked_of = Site(answer(status_code=200))
    with pytest.raises(FetchFault, match="does not name"):
        asked_of.get("https://other.example/")
    assert asked_of.asked == []


def test_an_endless_body_is_left_and_a_beginning_kept() -> None:
    asked_of = Site(lambda request: httpx.Response(200, content=(b"x" * (1 << 20) for _ in range(10_000))))
    with pytest.raises(FetchFault, match="more than 64 MB"):
        asked_of.get()
    assert asked_of.kept[-1].truncated == "length"
    assert len(asked_of.kept[-1].body) <= 1 << 20


def test_a_gzip_bomb_is_left() -> None:
    bomb = gzip.compress(b"\0" * (80 << 20))
    asked_of = Site(answer(status_code=200, content=bomb, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(FetchFault, match="more than 64 MB when unpacked"):
        asked_of.get()
    assert len(asked_of.asked) == 1


def test_a_packed_body_that_is_cut_is_a_fault() -> None:
    body = gzip.compress(b"words " * 1000)[:-20]
    with pytest.raises(FetchFault, match="stops before its end"):
        Site(answer(status_code=200, content=body, headers={"Content-Encoding": "gzip"})).get()


def test_a_connection_that_breaks_is_a_fault() -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.RemoteProtocolError("peer closed connection")

    with pytest.raises(FetchFault, match="no response"):
        Site(broken).get()


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /search", "/search/advanced", False),
        ("User-agent: *\nDisallow: /search", "/media", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*?f", "/list?f[0]=x", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?a=1", True),
        ("User-agent: other\nDisallow: /", "/x", True),
        ("User-agent: answer-monitor\nDisallow: /x\nUser-agent: *\nDisallow: /", "/y", True),
        ("User-agent: *\nDisallow:", "/x", True),
        ("<html>not robots</html>", "/x", True),
    ],
)
def test_robots(rules: str, path: str, allowed: bool) -> None:
    assert robots.parse(rules, "answer-monitor").allows(f"{SITE}{path}") is allowed


def test_the_delay_that_a_site_asks_for() -> None:
    assert robots.parse("User-agent: *\nCrawl-delay: 2.5", "answer-monitor").delay == 2.5


def test_addresses_lose_what_only_counts_visitors() -> None:
    assert absolute(f"{SITE}/a/", "../b?utm_source=x&id=7&fbclid=1#top") == f"{SITE}/b?id=7"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1"])
def test_a_public_name_that_leads_inside_the_network_is_not_asked(address: str) -> None:
    asked_of = Site(answer(status_code=200))
    with Fetcher(
        "desk@example.org", asked_of.kept.append, lambda: NOW, transport=Wire(asked_of), resolve=lambda *_: [address]
    ) as fetcher:
        with pytest.raises(FetchFault, match=r"an address inside the network.*inside: true"):
            fetcher.get(Link(f"{SITE}/page", "page"), ERRAND)
        assert (asked_of.asked, asked_of.kept) == ([], [])
        assert fetcher.get(Link(f"{SITE}/page", "page"), replace(ERRAND, inside=True)) is not None


@pytest.mark.parametrize(
    ("host", "meant"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("192.168.1.7", True),
        ("8.8.8.8", False),
        ("a.example", False),
    ],
)
def test_an_address_written_as_one_inside_is_meant(host: str, meant: bool) -> None:
    assert inside.names_inside(host) is meant


def test_a_number_for_a_host_is_resolved_to_what_it_stands_for() -> None:
    assert any(inside.is_inside(address) for address in inside.resolve("2130706433", 80))


def test_a_list_may_think_longer_than_a_page() -> None:
    waits = {}

    def note(request: httpx.Request) -> httpx.Response:
        waits[request.url.path] = request.extensions["timeout"]["read"]
        return httpx.Response(200)

    asked_of = Site(note)
    with Fetcher("desk@example.org", asked_of.kept.append, lambda: NOW, transport=Wire(asked_of)) as fetcher:
        fetcher.get(Link(f"{SITE}/list", "list", index=True), ERRAND)
        fetcher.get(Link(f"{SITE}/page", "page"), ERRAND)
    assert waits == {"/list": 90.0, "/page": 30}


def test_a_run_keeps_the_pause_from_the_run_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("monitor.collect.fetch.time.sleep", slept.append)
    asked_of = Site(answer(status_code=200))
    stored = ("User-agent: *\nCrawl-delay: 30", Validators())
    with Fetcher(
        "desk@example.org", asked_of.kept.append, lambda: NOW, stored_robots=lambda _: stored, transport=Wire(asked_of)
    ) as fetcher:
        fetcher.get(Link(f"{SITE}/page", "page"), ERRAND)
    assert slept
    assert 29 < slept[0] < 31
