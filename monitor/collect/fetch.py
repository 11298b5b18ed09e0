"""Ask sites for pages, politely: robots.txt, one request at a time and host with a pause between, conditional requests,
Retry-After, a back-off that grows, a limit on size and time, and no host that the source's entry does not name.

What comes back is handed to `keep` (the archive) before anybody reads it, also when it is not whole.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime

import httpx
import stamina

from monitor import __version__
from monitor.collect import inside, robots
from monitor.collect.archive import ASKED_AT, Exchange
from monitor.collect.bodies import MAX_BODY, BodyFault
from monitor.collect.faults import FetchFault
from monitor.collect.html import decode
from monitor.collect.records import Link
from monitor.collect.urls import absolute, same_site, site

AGENT = "answer-monitor"
ATTEMPTS = 3
MAX_REDIRECTS = 5
MAX_PATIENCE = 120.0  # seconds of Retry-After that are waited for within a run
KEPT_OF_BROKEN = 1 << 20
_REDIRECTS = {301, 302, 303, 307, 308}
_MOVED = {301, 308}  # for good
Keep = Callable[[Exchange], None]

stamina.instrumentation.set_on_retry_hooks([])  # what failed is in the run's summary


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request says of the copy at hand."""

    etag: str | None = None
    last_modified: str | None = None


Lookup = Callable[[str], Validators | None]


@dataclass(frozen=True, slots=True)
class Errand:
    """On whose behalf pages are asked for: the source, its pause, its limit of time, and the sites that it names."""

    source: str
    delay: float
    allowed: frozenset[tuple[str, int]]
    seconds: float = 90.0  # for a whole response
    inside: bool = False  # whether its sites may be inside the network


@dataclass(slots=True)
class _Site:
    rules: robots.Robots | None = None
    refused: str = ""


@dataclass(slots=True)
class Fetcher:
    """Fetches pages of many sites.

    Args:
        contact: goes into the user agent, so that a site's owner can write to us.
        keep: is given every response as it was received; 304 is not one.
        now: the clock that captures are stamped with.
        stored_robots: the robots.txt of a site kept from before: (text, validators), or None.
        transport: replaces the network in tests.
    """

    contact: str
    keep: Keep
    now: Callable[[], dt.datetime]
    stored_robots: Callable[[str], tuple[str, Validators] | None] = lambda url: None
    transport: httpx.BaseTransport | None = None
    attempts: int = ATTEMPTS
    resolve: inside.Resolve | None = None
    _sites: dict[tuple[str, int], _Site] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _asked_for: dict[str, float] = field(default_factory=dict)  # the longest pause that a host's robots.txt ask for
    _client: httpx.Client | None = None
    # A run begins as if every host had just been asked: the run before may have ended a moment ago.
    _began: float = field(default_factory=time.monotonic)

    def __enter__(self) -> Fetcher:
        self._client = httpx.Client(
            headers={
                "User-Agent": f"{AGENT}/{__version__} (follows public answers; contact: {self.contact})",
                "Accept-Encoding": "gzip",
                "Accept": "text/html,application/xhtml+xml,application/xml,application/json,application/pdf,*/*;q=0.5",
            },
            transport=self.transport,
            follow_redirects=False,
            trust_env=self.transport is None,
        )
        return self

    def __exit__(self, *exc: object) -> None:
        if self._client is not None:
            self._client.close()

    def get(self, link: Link, errand: Errand, validators: Lookup = lambda url: None) -> Exchange | None:
        """Return the response to `link`, whole and with status 200; None when the page has not changed (304).

        `validators` says what is known of the copy at hand of an address, also of one that `link` redirects to.

        Raises:
            FetchFault: there is none; `retry_in` is None when asking again during this run is of no use.
        """
        url, asked_at = link.url, link.url
        for _ in range(MAX_REDIRECTS + 1):
            context = {**link.context, ASKED_AT: asked_at} if asked_at != url else link.context
            exchange = self._patiently(url, replace(link, context=context), errand, validators(url))
            if exchange is None or exchange.status == 200:
                return exchange
            url = self._redirected(exchange, errand)
            if exchange.status in _MOVED:
                asked_at = url
        raise FetchFault(link.url, f"more than {MAX_REDIRECTS} redirects, the last to {url}")

    # -- one address, several attempts

    def _patiently(self, url: str, link: Link, errand: Errand, validators: Validators | None) -> Exchange | None:
        pause = max(errand.delay, 0.5)
        for attempt in stamina.retry_context(
            on=_worth_another,
            attempts=self.attempts,
            timeout=None,
            wait_initial=pause,
            wait_max=60,
            wait_jitter=pause / 2,
        ):
            with attempt:
                return self._once(url, link, errand, validators)
        raise AssertionError("stamina lets the last exception through")

    def _once(self, url: str, link: Link, errand: Errand, validators: Validators | None) -> Exchange | None:
        if not same_site(url, errand.allowed):
            raise FetchFault(
                url,
                "a host that the source's entry does not name",
                remedy="if it is right, name it under `hosts:` of the source in rules/sources.yaml",
            )
        self._refuse_inside(url, errand)
        place = self._site(url, errand)
        if place.refused:
            raise FetchFault(url, place.refused)
        if place.rules is not None and not place.rules.allows(url):
            raise FetchFault(url, "robots.txt asks not to fetch this", remedy="nothing to do; it is left alone")
        return self._ask(url, link, errand, validators)

    def _refuse_inside(self, url: str, errand: Errand) -> None:
        resolve = self.resolve or (inside.resolve if self.transport is None else None)
        host, port = site(url)
        if resolve is None or errand.inside or inside.names_inside(host):
            return  # whoever wrote such an address into sources.yaml meant it; no redirect leads to one
        found = next((address for address in resolve(host, port) if inside.is_inside(address)), None)
        if found is not None:
            raise FetchFault(
                url,
                f"{host} is at {found}, an address inside the network",
                remedy="not asked; if it is right, say `inside: true` at the source in rules/sources.yaml",
            )

    def _ask(self, url: str, link: Link, errand: Errand, validators: Validators | None) -> Exchange | None:
        assert self._client is not None, "a Fetcher is used in a with statement"
        headers = {}
        if validators is not None:
            headers = {
                "If-None-Match": validators.etag or "",
                "If-Modified-Since": validators.last_modified or "",
            }
        request = self._client.build_request("GET", url, headers={k: v for k, v in headers.items() if v})
        started = time.monotonic()
        with self._turn(url, errand.delay), _named(url):
            # A search can think for a minute before it lists anything; pages are there or not.
            silence = errand.seconds if link.index else min(errand.seconds, 30)
            timeout = httpx.Timeout(errand.seconds, connect=15, read=silence)
            request.extensions["timeout"] = timeout.as_dict()
            response = self._client.send(request, stream=True)
            try:
                body, truncated, why = _read(response, started + errand.seconds)
            finally:
                response.close()
        if response.status_code == 304:
            return None
        exchange = Exchange(
            url=url,
            status=response.status_code,
            reason=response.reason_phrase,
            headers=[(k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers.raw],
            body=body,
            request_headers=[(k.decode("latin-1"), v.decode("latin-1")) for k, v in request.headers.raw],
            fetched_at=self.now(),
            source=errand.source,
            page=link.page,
            context=link.context,
            truncated=truncated,
        )
        self.keep(exchange)
        try:
            _check(exchange, why)
        except FetchFault as fault:
            fault.exchange = exchange
            raise
        return exchange

    @contextmanager
    def _turn(self, url: str, delay: float) -> Iterator[None]:
        """Wait until the host may be asked again; the pause runs from the end of the response before."""
        host = site(url)[0]
        wait = self._last.get(host, self._began) + max(delay, self._asked_for.get(host, 0.0)) - time.monotonic()
        if wait > 0:
            time.sleep(wait + 0.002)
        try:
            yield
        finally:
            self._last[host] = time.monotonic()

    def _redirected(self, exchange: Exchange, errand: Errand) -> str:
        target = exchange.header("Location")
        if exchange.status not in _REDIRECTS or not target:
            raise FetchFault(exchange.url, f"status {exchange.status}", status=exchange.status)
        url = absolute(exchange.url, target)
        if not same_site(url, errand.allowed):
            raise FetchFault(
                exchange.url,
                f"a redirect to {url}, a host that the source's entry does not name",
                remedy="not followed; if it is right, name the host under `hosts:` of the source in rules/sources.yaml",
            )
        return url

    # -- robots.txt

    def _site(self, url: str, errand: Errand) -> _Site:
        where = site(url)
        if where not in self._sites:
            self._sites[where] = _Site()
            try:
                self._sites[where] = self._read_robots(url, errand)
            except BaseException:
                del self._sites[where]
                raise
        return self._sites[where]

    def _read_robots(self, url: str, errand: Errand) -> _Site:
        address = absolute(url, "/robots.txt")
        stored = self.stored_robots(address)
        if stored is not None:
            self._obey(url, robots.parse(stored[0], AGENT))
        link = Link(address, "robots")
        try:
            exchange = self._ask_robots(link, errand, stored[1] if stored else None)
        except FetchFault as fault:
            if 400 <= fault.status < 500 and fault.status != 429:
                return _Site(robots.Robots())
            if stored is None:
                return _Site(refused=f"robots.txt cannot be read ({fault.what}), so nothing is asked for")
            exchange = None
        if exchange is not None:
            text = decode(exchange.content())
        else:
            text = stored[0] if stored else ""
        rules = robots.parse(text, AGENT)
        self._obey(url, rules)
        return _Site(rules)

    def _obey(self, url: str, rules: robots.Robots) -> None:
        """Keep the pause that a robots.txt asks for; where a host has several, the longest."""
        host = site(url)[0]
        self._asked_for[host] = max(rules.delay, self._asked_for.get(host, 0.0))

    def _ask_robots(self, link: Link, errand: Errand, validators: Validators | None) -> Exchange | None:
        url = link.url
        for _ in range(MAX_REDIRECTS + 1):
            for attempt in stamina.retry_context(
                on=_worth_another,
                attempts=self.attempts,
                timeout=None,
                wait_initial=max(errand.delay, 0.5),
                wait_max=60,
            ):
                with attempt:
                    exchange = self._ask(url, link, errand, validators if url == link.url else None)
            if exchange is None or exchange.status == 200:
                return exchange
            url = self._redirected(exchange, errand)
        raise FetchFault(link.url, "robots.txt redirects round and round")


def _read(response: httpx.Response, deadline: float) -> tuple[bytes, str, str]:
    """Return the body as received, why it is truncated in the words of WARC, and the same in ours; "" when whole."""
    body = bytearray()
    try:
        for piece in response.iter_raw():
            body += piece
            if len(body) > MAX_BODY:
                return bytes(body[:KEPT_OF_BROKEN]), "length", f"more than {MAX_BODY >> 20} MB"
            if time.monotonic() > deadline:
                return (
                    bytes(body[:KEPT_OF_BROKEN]),
                    "time",
                    "a response that does not end in the time allowed",
                )
    except httpx.TimeoutException:
        return bytes(body[:KEPT_OF_BROKEN]), "time", "a response that stopped coming"
    except httpx.TransportError as error:
        return (
            bytes(body[:KEPT_OF_BROKEN]),
            "disconnect",
            f"a response that broke off after {len(body)} bytes ({error})",
        )
    return bytes(body), "", ""


def _check(exchange: Exchange, why: str) -> None:
    """Raise FetchFault unless the response is whole and either successful or a redirect."""
    status = exchange.status
    if why:
        raise FetchFault(exchange.url, why, retry_in=0.0 if exchange.truncated == "disconnect" else None)
    if status in {429, 503} and (seconds := _retry_after(exchange)) is not None:
        what = f"status {status}, asking to wait {seconds:.0f} s"
        raise FetchFault(exchange.url, what, status=status, retry_in=seconds if seconds <= MAX_PATIENCE else None)
    if status == 429 or status >= 500:
        raise FetchFault(exchange.url, f"status {status}", status=status, retry_in=0.0)
    if status != 200 and status not in _REDIRECTS:
        raise FetchFault(exchange.url, f"status {status}", status=status)
    try:
        exchange.content()
    except BodyFault as fault:
        again = None if fault.too_large else 0.0
        raise FetchFault(exchange.url, f"a body that cannot be used: {fault}", retry_in=again) from None


def _retry_after(exchange: Exchange) -> float | None:
    value = (exchange.header("Retry-After") or "").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - exchange.fetched_at).total_seconds())
    except (TypeError, ValueError):
        return None


def _worth_another(error: Exception) -> bool | float:
    # stamina waits as long as the number says, or grows its own pause for True.
    if not isinstance(error, FetchFault) or error.retry_in is None:
        return False
    return error.retry_in + 0.1 if error.retry_in > 0 else True


@contextmanager
def _named(url: str) -> Iterator[None]:
    """Turn what the network does wrong before there is a response into a FetchFault."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise FetchFault(url, f"no response in time ({type(error).__name__})", retry_in=0.0) from None
    except (httpx.TransportError, httpx.InvalidURL) as error:
        raise FetchFault(url, f"no response ({error})", retry_in=0.0) from None
